"""The mode of an attack follows its weapon where the reader is silent."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dateline.coding._code import _mode_with
from dateline.coding._draft import Draft
from dateline.model import Evidence, Weapon


def draft(kind: str, mode: str) -> Draft:
    nothing: Any = np.zeros((0, 0), np.float32)
    return Draft(
        triggers=(0,), type=kind, type_score=1.0, mode=mode, realis="actual", ground=(1.0, 0.0, 0.0), today=0.0, score=1.0,
        roles=nothing, fillers={},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "mode", "weapon", "expected"),
    [
        ("ASSAULT", "", "drone", "drone"),
        ("ASSAULT", "aerial", "drone", "drone"),
        ("ASSAULT", "aerial", "aircraft", "aerial"),
        ("ASSAULT", "abduct", "firearms", "abduct"),
        ("ASSAULT", "", "blade", ""),
        ("THREATEN", "", "drone", ""),
    ],
)
def test_mode(kind: str, mode: str, weapon: str, expected: str) -> None:
    words = Evidence.of("a thing", 0, 7)
    assert _mode_with(draft(kind, mode), Weapon(kind=weapon, evidence=words)) == expected


def test_without_a_weapon_the_reader_is_right() -> None:
    assert _mode_with(draft("ASSAULT", "beat"), None) == "beat"
