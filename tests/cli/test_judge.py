"""`dateline judge kappa` and `dateline judge export`: what two coders agree on, and decisions as codings."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "desk"))

from asked import call
from reports import coded, first, march

from dateline import desk
from dateline.ledger import open_ledger

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
ANSWER = {"verdict": "accept", "type": "ASSAULT", "realis": "actual", "ground": "main"}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "book.sqlite"
    monkeypatch.setenv("DATELINE_LEDGER", str(path))
    monkeypatch.setenv("DATELINE_USER", "ann")
    with open_ledger(path) as ledger:
        for dossier in (first(), march()):
            desk.ingest(ledger, coded(dossier))
    return path


def test_kappa_tells_nothing_before_both_are_done(capfd, book: Path) -> None:
    assert call(capfd, "judge", "kappa")[1].startswith("There is no round")
    with open_ledger(book) as ledger:
        begun = desk.start_round(ledger, ("ann", "bob"), size=2, seed=3, who="ann")
        for ref in begun.left:
            desk.code(ledger, begun.id, ref, ANSWER, who="ann")
    assert call(capfd, "ledger", "list", "judgements", "--json")[1] == ""
    status, out, _ = call(capfd, "judge", "kappa")
    assert status == 0 and "ann 2 of 2, bob 0 of 2" in out and "before both are done" in out and "kappa" not in out
    with open_ledger(book) as ledger:
        for number, ref in enumerate(begun.left):
            desk.code(ledger, begun.id, ref, ANSWER | {"type": ("ASSAULT", "PROTEST")[number]}, who="bob")
    status, out, _ = call(capfd, "judge", "kappa", begun.id)
    assert status == 0 and "1 of 2 alike" in out and "1 differ, 1 of them not settled." in out
    (told,) = json.loads(call(capfd, "judge", "kappa", begun.id, "--json")[1])
    assert {one["field"]: one["agreed"] for one in told["agreements"]}["type"] == 1
    status, _, err = call(capfd, "judge", "kappa", "nothing-like-it")
    assert status == 2 and "nothing-like-it" in err


@pytest.mark.parametrize(
    "words",
    [
        ("judge", "accept", "abcd"),
        ("judge", "grade", "Police", "B"),
        ("link",),
        ("ledger", "delete", "abcd", "--reason", "x"),
    ],
)
def test_a_mistyped_ledger_is_not_made(capfd, tmp_path: Path, words: tuple[str, ...]) -> None:
    status, out, err = call(capfd, *words, "--ledger", tmp_path / "folder" / "mistyped.sqlite")
    assert (status, out) == (1, "") and "There is no ledger at" in err
    assert not list(tmp_path.iterdir())


def test_export_writes_what_was_decided_and_counts_it(capfd, book: Path, tmp_path: Path) -> None:
    with open_ledger(book, read_only=True) as ledger:
        ids = [event.id for event in ledger.view().linked()]
    status, _, err = call(capfd, "judge", "export", tmp_path / "none")
    assert status == 0 and "Nothing is written" in err and not (tmp_path / "none").exists()
    for event in ids:
        assert call(capfd, "judge", "accept", event)[0] == 0
    folder = tmp_path / "codings"
    status, _, err = call(capfd, "judge", "export", folder)
    assert status == 0 and f"2 articles with {len(ids)} events written to {folder}." in err
    assert len(list((folder / "ann").glob("*.json"))) == len(list((folder / "docs").glob("*.json"))) == 2
    assert call(capfd, "score", "dossiers", folder, "--json")[0] == 0
