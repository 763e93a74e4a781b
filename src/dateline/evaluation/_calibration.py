"""How far the confidences of events hold: calibration, and what a least confidence keeps and loses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

BINS: Final = 10
FLOORS: Final = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An event that was given: its confidence, 0 to 1, and whether the coding has it with the same type."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is left of the events given where those below `floor` are left out."""

    floor: float
    kept: int
    precision: float  # of those kept, 0 to 1
    recall: float  # of those wanted, 0 to 1


def calibration_error(judged: Sequence[Judged]) -> float:
    """Expected calibration error, 0 to 1, over ten bins of equal width (Naeini and others, AAAI 2015); 0 for no events."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for event in judged:
        bins[min(BINS - 1, int(event.confidence * BINS))].append(event)
    gaps = (
        abs(sum(e.confidence for e in filled) - sum(e.right for e in filled)) for filled in bins if filled
    )  # each gap times the size of its bin
    return sum(gaps) / len(judged) if judged else 0.0


def cover(judged: Sequence[Judged], *, wanted: int) -> tuple[Coverage, ...]:
    """Precision and recall of events with the right type at each of FLOORS; `wanted` is how many the coding has."""
    rows: list[Coverage] = []
    for floor in FLOORS:
        kept = [event for event in judged if event.confidence >= floor]
        right = sum(event.right for event in kept)
        rows.append(
            Coverage(
                floor=floor,
                kept=len(kept),
                precision=right / len(kept) if kept else 0.0,
                recall=right / wanted if wanted else 0.0,
            )
        )
    return tuple(rows)
