"""How far confidences hold, over cases that can be counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluation import Judged, calibration_error, cover


def judged(*rows: tuple[float, bool]) -> tuple[Judged, ...]:
    return tuple(Judged(confidence=confidence, right=right) for confidence, right in rows)


def test_sure_and_right_is_no_error() -> None:
    assert calibration_error(judged((1.0, True), (0.0, False))) == 0


def test_sure_and_wrong_is_all_error() -> None:
    assert calibration_error(judged((1.0, False), (1.0, False))) == 1


def test_bins_are_weighed_by_their_size() -> None:
    # Three of four right at 0.75; one at 0.05 that is right: its bin is 0.95 off, a fifth of the events.
    rows = [(0.75, True)] * 3 + [(0.75, False), (0.05, True)]
    assert calibration_error(judged(*rows)) == pytest.approx(0.95 / 5)


def test_no_events() -> None:
    assert calibration_error(()) == 0
    assert cover((), wanted=0)[0].precision == 0


def test_a_floor_trades_recall_for_precision() -> None:
    rows = {row.floor: row for row in cover(judged((0.9, True), (0.6, True), (0.4, False)), wanted=4)}
    assert (rows[0.0].kept, rows[0.0].precision, rows[0.0].recall) == (3, pytest.approx(2 / 3), 0.5)
    assert (rows[0.7].kept, rows[0.7].precision, rows[0.7].recall) == (1, 1, 0.25)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_bounds(rows: list[tuple[float, bool]]) -> None:
    assert 0 <= calibration_error(judged(*rows)) <= 1
    kept = [row.kept for row in cover(judged(*rows), wanted=len(rows))]
    assert kept == sorted(kept, reverse=True)
