"""align: which event of a dossier is which event of the gold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.evaluation._match import overlap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.evaluation._coded import CodedEvent

TYPE_BONUS: Final = 0.5  # of two events that fit equally well, the one of the same type is taken


def align(
    wanted: Sequence[CodedEvent], given: Sequence[CodedEvent]
) -> tuple[tuple[CodedEvent | None, CodedEvent | None], ...]:
    """Pairs events one to one, most alike first; then (event, None) for the missed, (None, event) for the invented."""
    scores: list[tuple[float, int, int]] = []
    for i, a in enumerate(wanted):
        for j, b in enumerate(given):
            alike = likeness(a, b)
            if alike > 0:
                scores.append((-(alike + TYPE_BONUS * (a.type == b.type)), i, j))
    of: dict[int, int] = {}
    for _, i, j in sorted(scores):
        if i not in of and j not in of.values():
            of[i] = j
    spent = set(of.values())
    return (
        *((wanted[i], given[j]) for i, j in of.items()),
        *((event, None) for i, event in enumerate(wanted) if i not in of),
        *((None, event) for j, event in enumerate(given) if j not in spent),
    )


def likeness(a: CodedEvent, b: CodedEvent) -> float:
    """How far two events tell the same, 0 to 1: the F of each one's triggers that lie in a mention of the other."""
    recall, precision = _share(a, b), _share(b, a)
    return 2 * recall * precision / (recall + precision) if recall and precision else 0.0


def _share(a: CodedEvent, b: CodedEvent) -> float:
    return sum(overlap(spots, b.mentions) for spots in a.triggers) / max(1, len(a.triggers))
