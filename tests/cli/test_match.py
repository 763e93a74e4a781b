"""dateline shelf and match, as a user calls them."""

from __future__ import annotations

import csv
import json
import signal
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "desk"))

from asked import call
from reports import coded, first, march, other

from dateline.cli import _match
from dateline.desk import ingest
from dateline.ledger import open_ledger

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

HEAD = (
    "Event_Date,EVENT_ID_CNTY,event_type,sub_event_type,actor1,country,location,latitude,longitude,fatalities,notes\n"
)
ROWS = (
    "2024-04-29,T1,Violence against civilians,Attack,Red Sickle,Turkey,Karsum,37.0,35.0,9,Gunmen attacked a bakery in Karsum.\n"
    "2024-04-29,T2,Protests,Peaceful protest,Dockers,Bulgaria,Velnik,43.0,25.0,0,Dockers marched in Velnik over wages.\n"
    "2024-04-29,T3,Protests,Peaceful protest,=cmd(),Turkey,Upper Ford,37.9,36.1,0,Others stood there.\n"
)


@pytest.fixture(autouse=True)
def restore_interrupts():
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def book(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "book.sqlite"
    monkeypatch.setenv("DATELINE_LEDGER", str(path))
    monkeypatch.setenv("DATELINE_USER", "ann")
    with open_ledger(path) as ledger:
        for dossier in (first(), march(), other()):
            ingest(ledger, coded(dossier))
    return path


@pytest.fixture
def rows(tmp_path) -> Path:
    path = tmp_path / "april.csv"
    path.write_text(HEAD + ROWS)
    return path


def test_a_shelf_is_put_up_listed_and_taken_away(capfd, book, rows):
    assert call(capfd, "shelf", "list")[1].startswith("There is no shelf yet")
    assert call(capfd, "match")[1].startswith("There is no shelf yet")
    status, out, err = call(capfd, "shelf", "add", "acled", rows)
    assert (status, err) == (0, "") and out == "shelf april: 3 events of acled from 2024-04-29 to 2024-04-29.\n"
    assert "april  acled  3 events" in call(capfd, "shelf", "list")[1]
    assert "3 events" in call(capfd, "shelf", "remove", "april")[2]
    assert call(capfd, "shelf", "remove", "april")[0] == 2


def test_names_and_cells_steer_no_terminal(capfd, book, rows):
    rows.write_text(HEAD + ROWS.replace("Upper Ford", "Upper\x1b[31mFord"))
    out = call(capfd, "shelf", "add", "acled", rows, "--name", "x\x1b[2Jy")[1]
    out += call(capfd, "shelf", "list")[1] + call(capfd, "match")[1]
    assert "\x1b" not in out and "Ford" in out


def test_broken_rows_are_named_and_end_nothing(capfd, book, rows):
    rows.write_text(HEAD + ROWS + "never,T4,Protests,,a,Turkey,b,1,1,0,\n" * 8)
    status, out, err = call(capfd, "shelf", "add", "auto", rows, "--name", "x")
    assert status == 0 and "3 events of acled" in out and "8 rows were left out" in out
    assert (
        "april.csv, line 5: event_date is 'never', which is no day; left out." in err and "3 more rows left out" in err
    )
    added = json.loads(call(capfd, "shelf", "add", "acled", rows, "--json")[1])
    assert [row["line"] for row in added["broken"]] == list(range(5, 13))


def test_a_file_of_another_data_set_is_named(capfd, book, rows):
    status, out, err = call(capfd, "shelf", "add", "ucdp", rows)
    assert (status, out) == (1, "") and "this looks like ACLED and not like UCDP GED; give the format 'acled'" in err
    assert call(capfd, "shelf", "add", "songs", rows)[0] == 2
    assert call(capfd, "shelf", "add", "acled", rows.with_name("none.csv"))[0] == 1


def test_match_is_a_summary_and_then_each_of_it(capfd, book, rows):
    call(capfd, "shelf", "add", "acled", rows)
    status, out, err = call(capfd, "match")
    assert (status, err) == (0, "")
    words = " ".join(out.split())
    for told in (
        "3 rows laid beside 3 events of yours", "1 in both, and nothing differs", "1 in both, with something that differs",
        "1 there and not here", "0 here and not there", "≠ killed: theirs 9, ours", "is T1, score", "THERE AND NOT HERE",
        "Upper Ford",
    ):  # fmt: skip
        assert told in words, told
    assert out.index("laid beside") < out.index("IN BOTH")


def test_match_for_programs_and_as_a_table(capfd, book, rows, tmp_path):
    call(capfd, "shelf", "add", "acled", rows)
    report = json.loads(call(capfd, "match", "april", "--json")[1])
    assert [pair["row"]["id"] for pair in report["differing"]] == ["T1"] and report["differing"][0]["because"]
    table = tmp_path / "out.csv"
    status, _, err = call(capfd, "match", "april", "--output", table)
    assert status == 0 and "wrote 3 lines" in err
    with table.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert tuple(lines[0]) == _match.COLUMNS
    assert [line["outcome"] for line in lines] == ["agreed", "differs", "missing here"]
    assert lines[1]["differs"] == "killed" and lines[1]["their_killed"] == "9"
    assert lines[2]["their_parties"] == "'=cmd()"
    assert call(capfd, "match", "--output", tmp_path / "no" / "where.csv")[0] == 2


@pytest.mark.parametrize(
    ("options", "count"), [(("--country", "bgr"), 1), (("--since", "2024-05-02"), 0), (("--type", "protest"), 2)]
)
def test_match_takes_filters(capfd, book, rows, options, count):
    call(capfd, "shelf", "add", "acled", rows)
    assert json.loads(call(capfd, "match", "--json", *options)[1])["rows"] == count


def test_a_shelf_that_is_not_there(capfd, book):
    status, out, err = call(capfd, "match", "none")
    assert (status, out) == (2, "") and "There is no shelf 'none'" in err
