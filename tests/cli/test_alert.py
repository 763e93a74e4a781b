"""dateline alert, as a user calls it."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import get_args

import pytest

sys.path.append(str(Path(__file__).parents[1] / "desk"))

from asked import call
from reports import coded, first, march, revised

from dateline.alerts import KINDS, LEVELS, Kind, Level
from dateline.cli._alert_app import Least, On
from dateline.desk import ingest
from dateline.ledger import open_ledger

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(autouse=True)
def restore_interrupts():
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def book(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "book.sqlite"
    monkeypatch.setenv("DATELINE_LEDGER", str(path))
    save(path, march())
    # What was saved is linked; there is nothing to wait for.
    return path


def save(path: Path, *dossiers) -> None:
    with open_ledger(path) as ledger:
        for dossier in dossiers:
            ingest(ledger, coded(dossier))


def test_the_words_of_the_options_are_those_of_the_rules():
    assert tuple(On) == KINDS == get_args(Kind) and tuple(Least) == LEVELS == get_args(Level)


def test_a_rule_from_adding_to_removing(capfd, book, tmp_path):
    lines = tmp_path / "alerts.jsonl"
    status, out, _ = call(capfd, "alert", "add", "karsum", "--country", "TUR", "--to", f"file:{lines}", "--on", "new")
    assert (status, out) == (0, f"Rule karsum: country TUR; on new; to file {lines}.\n")
    assert call(capfd, "alert", "add", "screen")[0] == 0
    save(book, first())
    status, out, err = call(capfd, "alert", "run")
    assert status == 0 and out.startswith("[medium] New: Red Sickle: attacked in Karsum\n  claimed · ")
    assert err == f"dateline: {book}: 2 alerts made, 2 sent.\n"
    assert json.loads(lines.read_text())["rule"] == "karsum"
    assert call(capfd, "alert", "run")[1:] == ("", f"dateline: {book}: 0 alerts made, 0 sent.\n")
    save(book, revised())
    status, out, _ = call(capfd, "alert", "run", "--json", "--quiet")
    assert {"toll-raised"} <= {json.loads(line)["kind"] for line in out.splitlines()}
    status, out, _ = call(capfd, "alert", "list")
    assert "1 sent, 0 on their way, 0 given up" in out
    status, out, _ = call(capfd, "alert", "list", "--json")
    assert [json.loads(line)["rule"]["name"] for line in out.splitlines()] == ["karsum", "screen"]
    assert call(capfd, "alert", "remove", "karsum")[1] == "Rule karsum is removed.\n"
    status, _, err = call(capfd, "alert", "remove", "karsum")
    assert status == 2 and "There is no rule 'karsum'" in err


def test_rules_of_a_file_there_and_back(capfd, book, tmp_path):
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "rules:\n- name: a\n  on: [new]\n  to: https://desk.example/hook/T0KEN\n  secret: env:S\n- name: b\n"
    )
    status, out, _ = call(capfd, "alert", "add", "--file", rules)
    assert status == 0 and "Rule a: all events; on new; to webhook https://desk.example/…, signed." in out
    for way in ((), ("--json",)):
        assert "T0KEN" not in call(capfd, "alert", "list", *way)[1]
    yaml = call(capfd, "alert", "list", "--yaml")[1]
    for name in "ab":
        call(capfd, "alert", "remove", name)
    rules.write_text(yaml)
    call(capfd, "alert", "add", "--file", rules)
    assert call(capfd, "alert", "list", "--yaml")[1] == yaml


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (("add",), "Give the rule a name"),
        (("add", "x", "--to", "mail:me"), "no way to send alerts"),
        (("add", "x", "--to", "https://a.example", "--secret", "hunter2"), "never as itself"),
        (("test", "x"), "There is no rule 'x'"),
        (("digest", "--since", "soon"), "is no time"),
    ],
)
def test_misuse_is_a_sentence(capfd, book, argv, why):
    status, out, err = call(capfd, "alert", *argv)
    assert (status, out) == (2, "") and why in err and "hunter2" not in err and "Traceback" not in err


def test_a_digest(capfd, book):
    save(book, first())
    status, out, _ = call(capfd, "alert", "digest")
    assert status == 0 and "2 changes of 2 events since" in out and out.index("attacked") < out.index("marched")
    status, out, _ = call(capfd, "alert", "digest", "--least", "critical")
    assert "Nothing of that has changed since" in out
    status, out, _ = call(capfd, "alert", "digest", "--type", "PROTEST", "--json")
    assert [json.loads(line)["type"] for line in out.splitlines()] == ["PROTEST"]


def test_a_channel_is_tried(capfd, book, tmp_path):
    call(capfd, "alert", "add", "x", "--to", f"file:{tmp_path}/a.jsonl")
    status, _, err = call(capfd, "alert", "test", "x")
    assert status == 0 and "x: sent to" in err and "A test of this rule" in (tmp_path / "a.jsonl").read_text()
    call(capfd, "alert", "add", "y", "--to", f"file:{tmp_path}/no/a.jsonl")
    status, _, err = call(capfd, "alert", "test", "y")
    assert status == 1 and "it cannot be written" in err
    call(capfd, "alert", "add", "z")
    assert call(capfd, "alert", "test", "z")[1].startswith("[low] New: A test")


def test_what_cannot_be_sent_is_told_and_ends_with_1(capfd, book, tmp_path):
    call(capfd, "alert", "add", "x", "--to", f"file:{tmp_path}/no/a.jsonl", "--from-start")
    status, _, err = call(capfd, "alert", "run")
    assert status == 1 and "x: " in err and "1 alert made, 0 sent, 1 wait." in err
