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

# Of each layer, which roles its mentions can fill.
_FITS: Final = {
    layer: tuple(layer in label.ROLE_LAYERS[role] for role in label.ROLES) for layer in label.MENTION_LAYERS
}


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


class Drafter:
    """What the heads say of every trigger of one reading, laid out once for all the groups that are asked about."""

    def __init__(self, reading: Reading) -> None:
        rows = reading.triggers

        def table(name: str) -> NDArray[np.float64]:
            return np.asarray([getattr(row, name) for row in rows], dtype=np.float64)

        self._score, self._today = table("score"), table("today")
        self._types, self._modes = table("types"), table("modes")
        self._realis, self._ground = table("realis"), table("ground")
        self._roles = reading.roles
        self._fits = np.asarray([_FITS[mention.layer] for mention in reading.mentions], dtype=bool).reshape(
            -1, len(label.ROLES)
        )

    def draft(self, group: Sequence[int]) -> Draft:
        """A group of triggers together: means weighted by the triggers' own scores."""
        rows = list(group)
        weight = self._score[rows]
        weight = weight / weight.sum()
        types, realis, ground = (weight @ table[rows] for table in (self._types, self._realis, self._ground))
        kind = int(types.argmax())
        modes = np.where((kind == _TYPE_OF_MODE) | (_TYPE_OF_MODE < 0), weight @ self._modes[rows], 0.0)
        scores = self._roles[rows].max(axis=0)
        return Draft(
            triggers=tuple(group),
            type=label.EVENT_TYPES[kind],
            type_score=float(types[kind]),
            mode=label.MODE_LABELS[int(modes.argmax())].partition("/")[2],
            realis=label.REALIS[int(realis.argmax())],
            ground=tuple(ground.tolist()),
            today=float(weight @ self._today[rows]),
            score=float(self._score[rows].max()),
            roles=scores,
            fillers=self._fillers(scores),
        )

    def _fillers(self, scores: NDArray[np.float32]) -> Mapping[str, tuple[tuple[float, int], ...]]:
        numbers, columns = np.nonzero((scores >= LEAST) & self._fits)
        found = scores[numbers, columns]
        order = np.lexsort((numbers, -found))
        fillers: dict[str, list[tuple[float, int]]] = {role: [] for role in label.ROLES}
        rows = zip(found[order].tolist(), numbers[order].tolist(), columns[order].tolist(), strict=True)
        for score, number, column in rows:
            fillers[label.ROLES[column]].append((score, number))
        return {role: tuple(pairs) for role, pairs in fillers.items()}


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
