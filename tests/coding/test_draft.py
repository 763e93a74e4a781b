"""Drafts: what the heads say of a group of triggers together."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.coding._draft import LEAST, Drafter
from dateline.model import Mention, Reading, Trigger, label

ASSAULT, PROTEST = label.EVENT_TYPES.index("ASSAULT"), label.EVENT_TYPES.index("PROTEST")


def _trigger(score: float, **types: float) -> Trigger:
    return Trigger(
        start=0, end=1, sentence=0, score=score, types=tuple(types.get(name, 0.0) for name in label.EVENT_TYPES),
        modes=tuple(float(name == "ASSAULT/firearms") for name in label.MODE_LABELS), realis=(1.0, 0.0, 0.0, 0.0),
        ground=(1.0, 0.0, 0.0), own_voice=0.0, today=score,
    )  # fmt: skip


def _reading(triggers: tuple[Trigger, ...], *layers: str) -> Reading:
    roles = np.zeros((len(triggers), len(layers), len(label.ROLES)), np.float32)
    for row in range(len(triggers)):
        roles[row] = 0.1 + 0.2 * row
    return Reading(
        sentences=((0, 1),), triggers=triggers, mentions=tuple(Mention(start=0, end=1, layer=x, score=1.0) for x in layers),
        stretches=(), roles=roles, same=np.ones((len(triggers), len(triggers)), np.float32),
        stance=np.zeros((len(triggers), len(layers) + 1, 5), np.float32),
        hedge=np.zeros((len(triggers), len(layers) + 1, 2), np.float32),
    )  # fmt: skip


def test_a_group_is_the_mean_of_its_triggers_by_their_scores() -> None:
    drafter = Drafter(_reading((_trigger(0.9, ASSAULT=1.0), _trigger(0.3, PROTEST=1.0)), "party", "time"))
    both = drafter.draft([0, 1])
    assert (both.type, both.mode, both.realis, both.score) == ("ASSAULT", "firearms", "actual", 0.9)
    assert both.type_score == pytest.approx(0.75)
    assert both.today == pytest.approx(0.75 * 0.9 + 0.25 * 0.3)
    assert drafter.draft([1]).type == "PROTEST" and not drafter.draft([1]).mode  # a mode of another type is none


def test_fillers_are_of_the_layers_that_a_role_takes_the_best_first() -> None:
    reading = _reading((_trigger(0.9, ASSAULT=1.0), _trigger(0.5, ASSAULT=1.0)), "party", "time", "party")
    reading.roles[1, 2] = 0.8
    reading.roles[:, 0, label.ROLES.index("target")] = LEAST / 2
    fillers = Drafter(reading).draft([0, 1]).fillers
    assert [number for _, number in fillers["actor"]] == [2, 0]
    assert [score for score, _ in fillers["actor"]] == pytest.approx([0.8, 0.3])
    assert [number for _, number in fillers["target"]] == [2]
    assert [number for _, number in fillers["time"]] == [1] and fillers["place"] == ()


def test_a_text_without_an_event_has_no_drafts() -> None:
    Drafter(_reading(()))
    Drafter(_reading((), "party"))
    assert Drafter(_reading((_trigger(0.9, ASSAULT=1.0),))).draft([0]).fillers["actor"] == ()
