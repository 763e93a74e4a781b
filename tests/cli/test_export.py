"""dateline export and import, as a user calls them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import signal
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "desk"))

from asked import call
from reports import coded, first, march, other, revised

from dateline.desk import ingest, regather_without
from dateline.exports import FORMATS
from dateline.ledger import Filter, open_ledger

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(autouse=True)
def restore_interrupts():
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("made") / "book.sqlite"
    with open_ledger(path) as ledger:
        for dossier in (first(), march(), revised(), other()):
            ingest(ledger, coded(dossier))
    return path


@pytest.fixture
def book(made, tmp_path, monkeypatch) -> Path:
    path = tmp_path / "book.sqlite"
    for name in made.parent.glob("book.sqlite*"):
        shutil.copy(name, tmp_path / name.name)
    monkeypatch.setenv("DATELINE_LEDGER", str(path))
    monkeypatch.setenv("DATELINE_USER", "ann")
    monkeypatch.chdir(tmp_path)
    return path


def log_of(book: Path) -> list:
    with open_ledger(book, read_only=True) as ledger:
        return [line for line in ledger.view().audit() if line.action in ("export", "import")]


def test_the_list_names_every_format(capfd):
    status, out, _ = call(capfd, "export", "--list")
    assert status == 0 and [line.split()[0] for line in out.splitlines()] == list(FORMATS)
    lines = call(capfd, "export", "--list", "--json")[1].splitlines()
    assert json.loads(lines[0]) == {"name": "acled", "title": FORMATS["acled"].title, "suffix": ".csv", "extra": ""}


def test_every_format_is_in_the_docs():
    words = "".join(path.read_text("utf-8") for path in sorted(DOCS.glob("exports*.md")))
    assert [name for name in FORMATS if f"`{name}`" not in words] == []


def test_to_standard_output_with_a_line_on_what_is_lost(capfd, book):
    status, out, err = call(capfd, "export", "csv-events")
    assert status == 0 and len(list(csv.DictReader(io.StringIO(out)))) == 3
    assert "3 records of 3 events as csv-events" in err and "--losses FILE writes them" in err
    (line,) = log_of(book)
    details = json.loads(line.details)
    assert (line.who, line.subject, details["records"], details["filter"]) == ("ann", "csv-events", 3, {})


def test_a_file_has_its_losses_beside_it(capfd, book, tmp_path):
    status, out, err = call(capfd, "export", "acled", "-o", "a.csv", "--type", "assault", "--as-of", "2100-01-01")
    assert (status, out) == (0, "") and "see a.csv.losses.jsonl" in err
    assert len(list(csv.DictReader((tmp_path / "a.csv").open(newline="")))) == 1
    losses = [json.loads(line) for line in (tmp_path / "a.csv.losses.jsonl").read_text().splitlines()]
    assert all(set(loss) == {"event", "field", "why"} for loss in losses) and losses[0]["event"] == ""
    details = json.loads(log_of(book)[0].details)
    assert (
        details["filter"] == {"type": "ASSAULT"}
        and details["as_of"].startswith("2100")
        and details["losses"] == len(losses)
    )
    other = tmp_path / "other.jsonl"
    assert call(capfd, "export", "acled", "-o", "a.csv", "--losses", other)[0] == 0 and other.is_file()


def test_rejected_events_are_left_out_unless_asked_for(capfd, book):
    with open_ledger(book, read_only=True) as ledger:
        attack = next(iter(ledger.view().linked(Filter(type="ASSAULT")))).id
    assert call(capfd, "judge", "reject", attack)[0] == 0
    _, out, err = call(capfd, "export", "csv-events")
    assert attack not in out and "2 records" in err
    assert attack in call(capfd, "export", "csv-events", "--rejected")[1]


def test_a_ledger_that_may_only_be_read_is_exported_all_the_same(capfd, book, monkeypatch):
    from dateline import ledger  # noqa: PLC0415
    from dateline.errors import LedgerReadOnly  # noqa: PLC0415

    real = ledger.open_ledger

    def refuse(where, *, read_only=False, **_):
        if not read_only:
            raise LedgerReadOnly("no")
        return real(where, read_only=True)

    monkeypatch.setattr(ledger, "open_ledger", refuse)
    status, out, err = call(capfd, "export", "csv-claims")
    assert status == 0 and out and "its log does not tell of this export" in err
    assert log_of(book) == []


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (("export",), "--list"), (("export", "acle"), "did you mean acled"), (("export", "acled", "--since", "soon"), "no day"),
        (("export", "jsonl", "--type", "ASSAULT"), "the whole ledger"), (("export", "jsonl", "--as-of", "2024-05-01"), "whole"),
        (("export", "acled", "-o", "."), "folder"), (("export", "acled", "-o", "a", "--losses", "a"), "losses cannot go"),
        (("import",), "Missing argument"),
    ],
)  # fmt: skip
def test_misuse_is_two_and_a_sentence(capfd, book, argv, why):
    status, _, err = call(capfd, *argv)
    assert status == 2 and why in " ".join(err.split()) and "Traceback" not in err


def test_bytes_are_kept_from_a_terminal(capfd, book, monkeypatch):
    from dateline.cli import _export_app  # noqa: PLC0415

    monkeypatch.setattr(_export_app, "is_terminal", lambda stream: True)
    status, out, err = call(capfd, "export", "parquet-events")
    assert (status, out) == (2, "") and "--output" in err


def test_no_ledger_is_a_sentence_and_makes_none(capfd, tmp_path):
    status, _, err = call(capfd, "export", "acled", "--ledger", tmp_path / "no.sqlite")
    assert status == 1 and "There is no ledger" in err and not list(tmp_path.iterdir())


def test_a_ledger_goes_out_and_comes_back(capfd, book, tmp_path):
    with open_ledger(book) as ledger:
        regather_without(ledger, "https://velnik.example/1", who="bob", reason="asked to")
    assert "nothing is lost" in call(capfd, "export", "jsonl", "-o", "all.jsonl")[2]
    assert not (tmp_path / "all.jsonl.losses.jsonl").exists()
    status, out, _ = call(capfd, "import", "all.jsonl", "--ledger", "new.sqlite")
    assert status == 0 and "all of it holds" in out
    assert call(capfd, "export", "jsonl", "--ledger", "new.sqlite", "-o", "again.jsonl")[0] == 0
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "all.jsonl").read_bytes()
    assert [line.action for line in log_of(tmp_path / "new.sqlite")] == ["import", "export"]
    assert [line.action for line in log_of(book)] == ["export"]
    status, _, err = call(capfd, "import", "all.jsonl", "--ledger", "new.sqlite")
    assert status == 2 and "not empty" in err
    assert call(capfd, "verify", "--ledger", "new.sqlite")[0] == 0


def test_a_broken_file_makes_no_ledger(capfd, book, tmp_path):
    assert call(capfd, "export", "jsonl", "-o", "all.jsonl")[0] == 0
    whole = (tmp_path / "all.jsonl").read_bytes()
    (tmp_path / "cut.jsonl").write_bytes(whole[:5000])
    status, out, err = call(capfd, "import", "cut.jsonl", "--ledger", "new.sqlite")
    assert (status, out) == (1, "") and "cut.jsonl: line " in err and "nothing was imported" in err
    assert call(capfd, "import", "no.jsonl", "--ledger", "new.sqlite")[0] == 1
    assert not list(tmp_path.glob("new.sqlite*"))


def test_a_broken_export_leaves_no_file(capfd, book, tmp_path, monkeypatch):
    from dateline.desk import _export  # noqa: PLC0415
    from dateline.errors import LedgerBroken  # noqa: PLC0415

    def break_off(*_args, **_options):
        raise LedgerBroken("the disk is gone")

    monkeypatch.setattr(_export.Teller, "tell", break_off)
    monkeypatch.setattr(_export, "LedgerError", KeyError)  # as one that is no deletion
    status, _, err = call(capfd, "export", "csv-events", "-o", "a.csv")
    assert status == 1 and "the disk is gone" in err and not list(tmp_path.glob("*a.csv*"))
