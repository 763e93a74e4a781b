"""The word for the act names the weapon where nothing else does: a bombing, a shooting."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dateline.coding import Settings
from dateline.coding._draft import Draft
from dateline.coding._slot import fill_weapon
from dateline.grounding.weapons import read_weapon
from dateline.model import Reading, Trigger, Weapon, label


class Plain:
    """The weapons' own reading."""

    def __init__(self, text: str) -> None:
        self.text = text

    def weapon(self, start: int, end: int) -> Weapon | None:
        return read_weapon(self.text, start, end)


def read(text: str, word: str) -> Reading:
    at = text.index(word)
    trigger = Trigger(
        start=at, end=at + len(word), sentence=0, score=1.0, types=(1.0,), modes=(1.0,), realis=(1.0,), ground=(1.0,),
        own_voice=1.0, today=0.0,
    )  # fmt: skip
    return Reading(
        sentences=((0, len(text)),), triggers=(trigger,), mentions=(), stretches=(),
        roles=np.zeros((1, 0, len(label.ROLES)), np.float32), same=np.ones((1, 1), np.float32),
        stance=np.zeros((1, 1, 5), np.float32), hedge=np.zeros((1, 1, 2), np.float32),
    )  # fmt: skip


def draft(kind: str) -> Draft:
    return Draft(
        triggers=(0,), type=kind, type_score=1.0, mode="", realis="actual", ground=(1.0, 0.0, 0.0), today=0.0, score=1.0,
        roles=np.zeros((0, len(label.ROLES)), np.float32), fillers=dict.fromkeys(label.ROLES, ()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word", "kind", "expected"),
    [
        ("The bombing of the bridge closed the road.", "bombing", "ASSAULT", "explosive"),
        ("A shooting at the mill left two dead.", "shooting", "ASSAULT", "firearms"),
        ("An attack on the mill left two dead.", "attack", "ASSAULT", None),
        ("Guards beat the miller.", "beat", "ASSAULT", None),
        ("The bombing was condemned by the mayor.", "bombing", "ACCUSE", None),
    ],
)
def test_the_word_for_the_act_names_the_weapon(text: str, word: str, kind: str, expected: str | None) -> None:
    grounding: Any = Plain(text)
    weapon = fill_weapon(read(text, word), draft(kind), grounding, Settings())
    assert (weapon.kind if weapon else None) == expected
    assert weapon is None or weapon.evidence.quote == word
