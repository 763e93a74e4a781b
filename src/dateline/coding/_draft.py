"""Draft: one event on its way from a group of triggers to a coded Event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from dateline.model import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from dateline.model import Reading, Realis

TOLL_MARGIN: Final = (
    0.3  # a figure that is another event's by more than this is no toll of this one; 0 to 0.4 do much the same
)
LEAST: Final = 0.02  # below all thresholds that anyone would set: such a filler is never looked at
_TYPE_OF_MODE = np.asarray(
    [-1, *(label.EVENT_TYPES.index(name.split("/")[0]) for name in label.MODE_LABELS[1:])], dtype=np.int64
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`roles` is the best score of each (mention, role) over the triggers; `fillers` are for each role (score, mention) of
    those that can fill it and reach LEAST, the best first."""

    triggers: tuple[int, ...]
    type: str
    type_score: float
    mode: str
    realis: Realis
    ground: tuple[float, ...]  # probabilities
    today: float
    score: float
    roles: NDArray[np.float32]
    fillers: Mapping[str, tuple[tuple[float, int], ...]]


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
    scores = reading.roles[list(group)].max(axis=0)
    return Draft(
        triggers=tuple(group),
        type=label.EVENT_TYPES[kind],
        type_score=float(types[kind]),
        mode=mode,
        realis=label.REALIS[int(realis.argmax())],
        ground=tuple(ground.tolist()),
        today=float(mean("today")),
        score=max(row.score for row in rows),
        roles=scores,
        fillers=_fillers(reading, scores),
    )


def _fillers(reading: Reading, scores: NDArray[np.float32]) -> Mapping[str, tuple[tuple[float, int], ...]]:
    found: dict[str, list[tuple[float, int]]] = {role: [] for role in label.ROLES}
    rows, columns = np.nonzero(scores >= LEAST)
    for score, number, column in zip(scores[rows, columns].tolist(), rows.tolist(), columns.tolist(), strict=True):
        role = label.ROLES[column]
        if reading.mentions[number].layer in label.ROLE_LAYERS[role]:
            found[role].append((score, number))
    return {role: tuple(sorted(pairs, key=lambda pair: (-pair[0], pair[1]))) for role, pairs in found.items()}


def part_tolls(drafts: Sequence[Draft]) -> list[Draft]:
    """The same, each figure left only to the events that it is the toll of about as surely as of any other."""
    best: dict[tuple[str, int], float] = {}
    for draft in drafts:
        for role in label.TOLLS:
            for score, number in draft.fillers[role]:
                best[role, number] = max(score, best.get((role, number), 0.0))

    def own(draft: Draft, role: str) -> tuple[tuple[float, int], ...]:
        if role not in label.TOLLS:
            return draft.fillers[role]
        return tuple(pair for pair in draft.fillers[role] if pair[0] >= best[role, pair[1]] - TOLL_MARGIN)

    return [replace(draft, fillers={role: own(draft, role) for role in draft.fillers}) for draft in drafts]
