"""A common noun for a place gives way to a name."""

from __future__ import annotations

from typing import Any

import numpy as np

from dateline.coding import Settings
from dateline.coding._draft import Drafter
from dateline.coding._slot import fill_places
from dateline.model import Evidence, Mention, Reading, Trigger, Where, label

TEXT = "Gunmen stormed a hotel in Zenda."


class Plain:
    def place(self, start: int, end: int) -> Where | None:
        evidence = Evidence.of(TEXT, start, end)
        named = evidence.quote.istitle()
        return Where(
            name=evidence.quote, country="RUR" if named else "", admin1=None, level="city" if named else "site",
            lat=1.0 if named else None, lon=2.0 if named else None, radius_km=None, geonames_id=None, evidence=evidence,
        )  # fmt: skip

    def is_person(self, start: int, end: int) -> bool:
        return False


def places(scores: dict[str, float]) -> list[str]:
    at = TEXT.index("stormed")
    trigger = Trigger(
        start=at, end=at + 7, sentence=0, score=1.0, types=tuple(float(kind == "ASSAULT") for kind in label.EVENT_TYPES),
        modes=tuple(0.0 for _ in label.MODE_LABELS), realis=(1.0, 0.0, 0.0, 0.0), ground=(1.0, 0.0, 0.0), own_voice=1.0,
        today=0.0,
    )  # fmt: skip
    mentions = tuple(
        Mention(start=TEXT.index(name), end=TEXT.index(name) + len(name), layer="place", score=1.0) for name in scores
    )
    roles = np.zeros((1, len(mentions), len(label.ROLES)), np.float32)
    roles[0, :, label.ROLES.index("place")] = list(scores.values())
    reading = Reading(
        sentences=((0, len(TEXT)),), triggers=(trigger,), mentions=mentions, stretches=(), roles=roles,
        same=np.ones((1, 1), np.float32), stance=np.zeros((1, len(mentions) + 1, 5), np.float32),
        hedge=np.zeros((1, len(mentions) + 1, 2), np.float32),
    )  # fmt: skip
    grounding: Any = Plain()
    return [where.name for where in fill_places(reading, Drafter(reading).draft([0]), grounding, Settings())]


def test_a_name_needs_no_more_for_standing_behind_a_common_noun() -> None:
    assert places({"hotel": 0.9, "Zenda": 0.3}) == ["Zenda"]


def test_a_common_noun_alone_stays() -> None:
    assert places({"hotel": 0.9}) == ["hotel"]
    assert places({"hotel": 0.9, "Zenda": 0.05}) == ["hotel"]
