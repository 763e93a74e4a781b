"""Scoring over a small gold folder of our own words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from dateline.documents import from_text
from dateline.errors import UsageError
from dateline.evaluation import Scoreboard, read_gold, read_rows, run, score_dossiers, to_json, to_table
from dateline.model import (
    Claim,
    Coder,
    Codes,
    Document,
    Dossier,
    Event,
    EventMention,
    Evidence,
    Issue,
    Party,
    TriggerWords,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEXT = "Ferry crews struck in Kisumu on Monday. The port authority said the crews would be dismissed."
CODING: dict[str, Any] = {
    "id": "ferry",
    "events": [
        {
            "id": "e1", "type": "PROTEST", "realis": "actual", "ground": "main", "summary": "Ferry crews strike.",
            "mentions": [{"quote": "Ferry crews struck in Kisumu", "trigger": "struck"}],
            "when": {"edtf": "2021-05-03", "quote": "on Monday"},
            "where": [{"quote": "Kisumu", "name": "Kisumu", "country": "KEN", "lat": -0.09, "lon": 34.77}],
            "actors": [{"quote": "Ferry crews", "name": "ferry crews", "country": "", "sector": "LAB"}],
            "targets": [], "weapon": None, "casualties": None,
            "claims": [{"sources": [], "stance": "asserts", "hedge": "none", "quote": "Ferry crews struck"}],
        },
        {
            "id": "e2", "type": "THREATEN", "realis": "actual", "ground": "main", "summary": "The port threatens.",
            "mentions": [{"quote": "said the crews would be dismissed", "trigger": "would be dismissed"}],
            "when": None, "where": [],
            "actors": [{"quote": "The port authority", "name": "port authority", "country": "", "sector": "GOV"}],
            "targets": [{"quote": "the crews", "name": "ferry crews", "country": "", "sector": "LAB"}],
            "weapon": None, "casualties": {"arrested": [{"low": 2, "high": None, "quote": "crews"}]},
            "claims": [{"sources": [], "stance": "asserts", "hedge": "none", "quote": "would be dismissed"}],
        },
    ],
}  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    for folder, value in (("docs", {"id": "ferry", "published": "2021-05-04", "text": TEXT}), ("ann", CODING)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ferry.json").write_text(json.dumps(value), "utf8")
    return tmp_path


def row(**changes: Any) -> dict[str, Any]:
    return {"document": {"id": "ferry"}, "events": [{**CODING["events"][0], **changes}, CODING["events"][1]]}


def evidence(quote: str) -> Evidence:
    start = TEXT.index(quote)
    return Evidence.of(TEXT, start, start + len(quote))


STRUCK = TriggerWords(start=12, end=18, text="struck")


def dossier(document: Document) -> Dossier:
    """The strike as the program would give it, without its time and place."""
    event = Event(
        id="e1", type="PROTEST", mode="strike", realis="actual", ground="main", summary="", confidence=0.9,
        mentions=(EventMention(start=0, end=18, quote=TEXT[:18], trigger=STRUCK),),
        when=None, where=(), targets=(), weapon=None, casualties=None, relations=(),
        actors=(
            Party(name="crew", actor_id=None, country="", sector="LAB", evidence=evidence("Ferry crews"), confidence=1),
        ),
        claims=(Claim(about=("event",), sources=(), stance="asserts", hedge="none", evidence=evidence("Ferry crews")),),
        codes=Codes(
            plover="PROTEST", cameo="143", acled_event_type=None, acled_sub_event_type=None, quad=3, goldstein=-6.5
        ),
    )  # fmt: skip
    coder = Coder(name="test", version="0", reader="none", ontology="0")
    return Dossier(document=document, coder=coder, events=(event,), issues=())


def test_read_gold(gold: Path) -> None:
    (article,) = read_gold(gold)
    assert (article.id, article.text, len(article.events)) == ("ferry", TEXT, 2)
    assert article.events[0].triggers == (((12, 18),),)
    assert TEXT[slice(*article.events[1].targets[0].spots[0])] == "the crews"


def test_gold_against_itself_is_perfect(gold: Path) -> None:
    board = score_dossiers(gold, [row()])
    assert (board.items, board.misses) == (1, ())
    assert board.total.f == 1.0
    assert {name: tally.wanted for name, tally in board.slots.items()} == {
        "event": 2, "type": 2, "realis": 2, "ground": 2, "when": 1, "where": 1, "actor": 2, "target": 1, "weapon": 0,
        "casualties": 1, "claim": 2,
    }  # fmt: skip
    assert board.total.given == board.total.wanted == 16


def test_a_wrong_fill_costs_its_own_slot(gold: Path) -> None:
    wrong = row(type="ASSAULT", ground="related", when={"edtf": "2021-05"}, weapon={"kind": "fire"})
    board = score_dossiers(gold, [wrong])
    right = {name: tally.right for name, tally in board.slots.items()}
    assert (right["event"], right["type"], right["ground"], right["when"]) == (2, 1, 2, 0.5)
    assert board.slots["weapon"].given == 1
    assert board.slots["weapon"].f == 0.0
    assert [(miss.slot, miss.wanted) for miss in board.misses] == [("type", "PROTEST")]


def test_a_missed_event_costs_all_its_slots(gold: Path) -> None:
    rows = [{"document": {"id": "ferry"}, "events": [CODING["events"][1]]}]
    board = score_dossiers(gold, rows)
    assert (board.slots["event"].right, board.slots["event"].wanted) == (1, 2)
    missed = ["event", "type", "realis", "ground", "when", "where", "actor", "claim"]
    assert [miss.slot for miss in board.misses] == missed
    assert board.total.precision == 1.0


def test_an_article_without_a_dossier_counts_as_empty(gold: Path) -> None:
    board = score_dossiers(gold, [])
    assert (board.items, board.total.f, board.total.wanted) == (0, 0.0, 16)


def test_dossiers_of_the_model(gold: Path) -> None:
    board = score_dossiers(gold, {"ferry": dossier(from_text(TEXT, id="ferry"))})
    assert board.slots["event"].right == 1
    assert board.slots["actor"].right == 1
    assert board.total.precision == 1.0
    assert {miss.slot for miss in board.misses if miss.event == "Ferry crews strike."} == {"when", "where"}


class _Reads:
    """A pipeline that finds the strike and writes down what it was given."""

    def __init__(self) -> None:
        self.seen: list[Document] = []

    def read(self, document: Document, *, issues: Sequence[Issue] = ()) -> Dossier:
        self.seen.append(document)
        return replace(dossier(document), issues=tuple(issues))


def test_run_reads_the_documents_of_the_gold(gold: Path) -> None:
    reads, steps = _Reads(), list[tuple[int, int, str]]()
    board = run("dossiers", gold, lambda: reads, progress=lambda *step: steps.append(step))
    assert isinstance(board, Scoreboard)
    assert steps == [(1, 1, "ferry")]
    assert (reads.seen[0].id, reads.seen[0].published) == ("ferry", date(2021, 5, 4))
    assert board.slots["event"].right == 1
    assert board.unread == ()


def test_run_refuses_an_unknown_task(gold: Path) -> None:
    with pytest.raises(UsageError, match="dossiers"):
        run("horoscopes", gold, _Reads)


def test_json_and_table(gold: Path) -> None:
    board = score_dossiers(gold, [row(type="ASSAULT")])
    found = to_json(board)
    assert (found["task"], found["items"]) == ("dossiers", 1)
    assert found["figures"]["type_f"] == 50.0
    assert found["figures"]["total_f"] == pytest.approx(93.8)
    assert to_table(board).splitlines()[-1].split()[:4] == ["total", "93.8", "93.8", "93.8"]


def test_read_rows(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row()) + "\n\n" + json.dumps(row()) + "\n", "utf8")
    assert len(read_rows(path)) == 2
    path.write_text(json.dumps(row()) + "\n{broken\n", "utf8")
    with pytest.raises(UsageError, match="line 2"):
        read_rows(path)
    with pytest.raises(UsageError, match=r"missing\.jsonl"):
        read_rows(tmp_path / "missing.jsonl")


def test_malformed_inputs_are_named(gold: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no coded articles"):
        read_gold(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="dossier 1"):
        score_dossiers(gold, [{"document": {"id": "ferry"}, "events": [{"id": "e1"}]}])
    (gold / "ann" / "ferry.json").write_text('{"id": "ferry"}', "utf8")
    with pytest.raises(UsageError, match="not a coding"):
        read_gold(gold)
    (gold / "ann" / "ferry.json").write_text(json.dumps(CODING), "utf8")
    (gold / "docs" / "ferry.json").unlink()
    with pytest.raises(UsageError, match="not an article"):
        read_gold(gold)
