"""Draft: one event on its way from a group of triggers to a coded Event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dateline.model import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dateline.model import Reading, Realis

_TYPE_OF_MODE = np.asarray(
    [-1, *(label.EVENT_TYPES.index(name.split("/")[0]) for name in label.MODE_LABELS[1:])], dtype=np.int64
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`roles` is the best score of each (mention, role) over the triggers."""

    triggers: tuple[int, ...]
    type: str
    type_score: float
    mode: str
    realis: Realis
    ground: tuple[float, ...]  # probabilities
    today: float
    score: float
    roles: NDArray[np.float32]


def draft_event(reading: Reading, group: Sequence[int]) -> Draft:
    """What the heads say of a group of triggers together: means weighted by the triggers' own scores."""
    rows = [reading.triggers[number] for number in group]
    weight = np.asarray([row.score for row in rows])
    weight = weight / weight.sum()

    def mean(name: str) -> NDArray[np.float64]:
        return weight @ np.asarray([getattr(row, name) for row in rows], dtype=np.float64)

    types, realis, ground = mean("types"), mean("realis"), mean("ground")
    kind = int(types.argmax())
    modes = np.where((kind == _TYPE_OF_MODE) | (_TYPE_OF_MODE < 0), mean("modes"), 0.0)
    mode = label.MODE_LABELS[int(modes.argmax())].partition("/")[2]
    scores = reading.roles[list(group)]
    return Draft(
        triggers=tuple(group),
        type=label.EVENT_TYPES[kind],
        type_score=float(types[kind]),
        mode=mode,
        realis=label.REALIS[int(realis.argmax())],
        ground=tuple(ground.tolist()),
        today=float(mean("today")),
        score=max(row.score for row in rows),
        roles=scores.max(axis=0),
    )
