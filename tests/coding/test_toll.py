"""Whose toll a figure is, where the reader takes it for that of two events."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.coding._draft import Draft, part_tolls
from dateline.model import label


def draft(trigger: int, fillers: dict[str, tuple[tuple[float, int], ...]]) -> Draft:
    return Draft(
        triggers=(trigger,), type="ASSAULT", type_score=1.0, mode="", realis="actual", ground=(1.0,), today=0.0, score=1.0,
        roles=np.zeros((1, 1), np.float32), fillers={role: fillers.get(role, ()) for role in label.ROLES},
    )  # fmt: skip


@pytest.mark.parametrize(("other", "kept"), [(0.35, False), (0.7, True), (0.95, True)])
def test_a_figure_is_the_toll_of_the_event_that_it_is_told_of(other: float, kept: bool) -> None:
    blast, old = part_tolls([draft(0, {"killed": ((other, 4),)}), draft(1, {"killed": ((0.9, 4), (0.4, 5))})])
    assert old.fillers["killed"] == ((0.9, 4), (0.4, 5))
    assert blast.fillers["killed"] == (((other, 4),) if kept else ())


def test_a_place_may_be_that_of_many_events() -> None:
    first, second = part_tolls([draft(0, {"place": ((0.4, 2),)}), draft(1, {"place": ((0.99, 2),)})])
    assert first.fillers["place"] and second.fillers["place"]


def test_of_two_kinds_of_toll_each_counts_for_itself() -> None:
    first, _ = part_tolls([draft(0, {"injured": ((0.4, 4),)}), draft(1, {"killed": ((0.99, 4),)})])
    assert first.fillers["injured"] == ((0.4, 4),)
