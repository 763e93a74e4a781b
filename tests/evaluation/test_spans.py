"""Attribution, types between two parties, and places of events: their figures over small cases."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dateline.evaluation import Result, run
from dateline.evaluation._arguments import ArgumentItem, ArgumentRecord, TriggerRecord
from dateline.evaluation._arguments import compare as compare_arguments
from dateline.evaluation._attribution import AttributionItem, AttributionRecord
from dateline.evaluation._attribution import compare as compare_attribution
from dateline.evaluation._event_places import PlaceItem, places_of
from dateline.evaluation._event_places import compare as compare_places
from dateline.evaluation._plover_types import PairItem, likeliest
from dateline.evaluation._plover_types import compare as compare_types
from dateline.evaluation._reads import plain_document
from dateline.model import Argument, Mention, Reading, Stretch, Trigger, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.model import Document, Dossier, Issue

SAID = "The mayor of Strelsau said the bridge was shut."
MAYOR, CUE, CONTENT = (0, 21), (22, 26), (27, 46)
ITEM = AttributionItem(
    id="bridge", text=SAID, attributions=(AttributionRecord(source=(MAYOR,), cue=(CUE,), content=(CONTENT,)),)
)


def attribution(source: set[tuple[int, int]]) -> dict[str, float]:
    return dict(compare_attribution([(ITEM, {"source": source, "cue": {CUE}, "content": {CONTENT}})]).figures)


def test_attribution_all_right() -> None:
    assert set(attribution({MAYOR}).values()) == {100}


def test_a_part_of_a_source_counts_by_its_words_alone() -> None:
    found = attribution({(0, 9)})  # two of the four words
    assert found["source_f1"] == pytest.approx(100 * 2 * 1 * 0.5 / 1.5)
    assert found["source_exact_f1"] == 0
    assert found["cue_f1"] == 100


def test_an_invented_source_costs_precision() -> None:
    result = compare_attribution([(ITEM, {"source": {MAYOR, (31, 37)}, "cue": set(), "content": {CONTENT}})])
    assert result.figures["source_exact_f1"] == pytest.approx(200 / 3)
    assert result.figures["cue_f1"] == 0
    assert {fault.kind for fault in result.faults} == {"source invented", "cue missed"}


def test_types_that_the_set_joins_are_weighed_together() -> None:
    assert likeliest({"CONCEDE": 0.3, "RETREAT": 0.3, "AGREE": 0.4}) == "CONCEDE/RETREAT"
    assert likeliest({"INCIDENT": 0.9, "AID": 0.1}) == "AID"


def test_macro_f1_is_the_mean_over_the_classes_of_the_set() -> None:
    def item(number: int, kind: str) -> PairItem:
        return PairItem(id=number, text="", type=kind)

    found = compare_types([(item(1, "AID"), "AID"), (item(2, "AID"), "AGREE"), (item(3, "AGREE"), "AGREE")])
    assert found.figures["accuracy"] == pytest.approx(200 / 3)
    assert found.figures["macro_f1"] == pytest.approx(200 / 3)
    assert [fault.wanted for fault in found.faults] == ["AID"]


FIRE = "A fire broke out in Zenda and Strelsau, the mayor of Klow said."
ZENDA, STRELSAU, KLOW = (20, 25), (30, 38), (53, 57)
PLACES = PlaceItem(id="fire", text=FIRE, event=((7, 16),), places=(ZENDA, STRELSAU))


def test_places_count_by_pairs() -> None:
    found = compare_places([(PLACES, (ZENDA, KLOW))])
    assert found.figures["precision"] == 50
    assert found.figures["recall"] == 50
    assert {(f.wanted, f.given) for f in found.faults} == {("", "Klow"), ("Strelsau", "")}


def test_an_empty_place_of_the_set_is_the_word_of_that_number() -> None:
    item = PlaceItem(id=1, text=FIRE, event=((7, 16),), places=((5, 5),))
    start = FIRE.index("Zenda")
    assert compare_places([(item, ((start, start + 5),))]).faults == ()
    assert [fault.wanted for fault in compare_places([(item, ())]).faults] == ["Zenda"]


def reading(*places: tuple[tuple[int, int], float]) -> Reading:
    trigger = Trigger(
        start=7, end=16, sentence=0, score=1.0, types=(1.0,), modes=(1.0,), realis=(1.0,), ground=(1.0,),
        own_voice=1.0, today=0.0,
    )  # fmt: skip
    roles = np.zeros((1, len(places), len(label.ROLES)), dtype=np.float32)
    roles[0, :, label.ROLES.index("place")] = [score for _, score in places]
    mentions = tuple(Mention(start=a, end=b, layer="place", score=1.0) for (a, b), _ in places)
    stretch = Stretch(start=40, end=57, layer="speaker", score=0.9)
    return Reading(
        sentences=((0, len(FIRE)),), triggers=(trigger,), mentions=mentions, stretches=(stretch,), roles=roles,
        same=np.ones((1, 1), np.float32), stance=np.zeros((1, len(places) + 1, 5), np.float32),
        hedge=np.zeros((1, len(places) + 1, 2), np.float32),
    )  # fmt: skip


def test_places_are_those_that_are_likelier_than_not() -> None:
    assert places_of(reading((ZENDA, 0.6), (STRELSAU, 0.49), (KLOW, 0.01))) == (ZENDA,)
    assert places_of(reading((ZENDA, 0.8), (STRELSAU, 0.7))) == (ZENDA, STRELSAU)
    assert places_of(reading((KLOW, 0.01))) == ()


STRIKE = "Rebels shelled the port of Zenda, killing six dock workers."
BLAST = ArgumentItem(
    id="port",
    text=STRIKE,
    events=(
        TriggerRecord(
            type="Conflict.Attack.Unspecified",
            trigger=(7, 14),
            arguments=(ArgumentRecord(role="Attacker", span=(0, 6)), ArgumentRecord(role="Target", span=(15, 32))),
        ),
        TriggerRecord(type="Life.Die.Unspecified", trigger=(34, 41), arguments=()),
    ),
)


def test_arguments_count_by_event_role_and_head() -> None:
    right = [(0, "Attacker", (0, 6)), (0, "Target", (19, 23))]
    assert compare_arguments([(BLAST, right, [])]).figures["f1"] == 100
    half = compare_arguments([(BLAST, [right[0], (1, "Killer", (0, 6))], right)])
    assert half.figures["f1"] == 50
    assert half.figures["end_to_end_f1"] == 100
    assert {fault.kind for fault in half.faults} == {"missed", "invented"}


class _Reads:
    def read(self, document: Document, *, issues: Sequence[Issue] = ()) -> Dossier:
        raise NotImplementedError

    def look(self, document: Document, *, triggers: Sequence[tuple[int, int]] | None = None) -> Reading:
        return reading((ZENDA, 0.9))

    def look_closely(self, document: Document, *, triggers: Sequence[tuple[int, int]] | None = None) -> Reading:
        return reading((ZENDA, 0.9))

    def weigh_types(
        self, document: Document, *, source: tuple[int, int] | None, target: tuple[int, int] | None
    ) -> dict[str, float]:
        assert target is None
        return {"THREATEN": 1.0 if source == (4, 9) else 0.0, "AID": 0.5}

    def find_arguments(
        self, document: Document, events: Sequence[tuple[tuple[int, int], str]]
    ) -> tuple[tuple[Argument, ...], ...]:
        place = Argument(role="Place", start=20, end=25, score=0.9)
        return tuple((place, place) if kind == "Disaster.Fire" else () for _, kind in events)


BURNT = {"type": "Disaster.Fire", "trigger": [7, 16], "arguments": [{"role": "Place", "span": [20, 25]}]}


@pytest.mark.parametrize(
    ("task", "row", "figure", "value"),
    [
        ("attribution", {"id": "a", "text": FIRE, "attributions": [{"source": [[40, 57]]}]}, "source_exact_f1", 100),
        ("arguments", {"id": "k", "text": FIRE, "events": [BURNT]}, "f1", 100),
        ("arguments", {"id": "k", "text": FIRE, "events": [BURNT]}, "end_to_end_f1", 100),
        ("event-places", {"id": 1, "text": FIRE, "event": [[7, 16]], "places": [[20, 25]]}, "f1", 100),
        (
            "plover-types",
            {"id": "1", "text": FIRE, "source": [4, 9], "target": [None, None], "type": "THREATEN"},
            "accuracy",
            100,
        ),
    ],
)
def test_a_task_runs_over_a_folder(
    tmp_path: Path, task: str, row: dict[str, object], figure: str, value: float
) -> None:
    (tmp_path / "dev.jsonl").write_text(json.dumps(row) + "\n", "utf8")
    (tmp_path / "train.jsonl").write_text("not looked at", "utf8")
    steps: list[tuple[int, int, str]] = []
    found = run(task, tmp_path, _Reads, progress=lambda *step: steps.append(step))
    assert isinstance(found, Result)
    assert found.to_json()["figures"][figure] == value
    assert steps == [(1, 1, str(row["id"]))]


def test_offsets_of_a_set_are_kept_where_normalising_moves_them() -> None:
    text = "A\r\nB e\u0301 end"
    assert len(plain_document(text, id="x").text) == len(text)
