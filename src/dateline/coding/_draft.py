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
    """What the heads say of the triggers of one reading, laid out once for all the groups that are asked about."""

    def __init__(self, reading: Reading) -> None:
        rows = reading.triggers

        def table(name: str) -> NDArray[np.float64]:
            return np.asarray([getattr(row, name) for row in rows], dtype=np.float64)

        self._score, self._today = table("score"), table("today")
        self._types, self._modes = table("types"), table("modes")
        self._realis, self._ground = table("realis"), table("ground")
        self._roles = reading.roles
        self._fits = np.asarray([_FITS[mention.layer] for mention in reading.mentions], dtype=bool)
        self._fits = self._fits.reshape(len(reading.mentions), len(label.ROLES))
        # Tables of no trigger have no width to be multiplied with.
        self._alone = self._draft_all([(number,) for number in range(len(rows))], self._roles) if rows else []

    def draft(self, group: Sequence[int]) -> Draft:
        """A group of triggers together: means weighted by the triggers' own scores."""
        if len(group) == 1:
            return self._alone[group[0]]
        return self._draft_all([tuple(group)], self._roles[list(group)].max(axis=0)[None])[0]

    def _draft_all(self, groups: Sequence[tuple[int, ...]], roles: NDArray[np.float32]) -> list[Draft]:
        """`roles` is (groups, mentions, roles)."""
        weight = np.zeros((len(groups), len(self._score)))
        for row, group in enumerate(groups):
            weight[row, group] = self._score[list(group)] / self._score[list(group)].sum()
        types, realis = weight @ self._types, weight @ self._realis
        ground, today = (weight @ self._ground).tolist(), (weight @ self._today).tolist()
        kinds: list[int] = types.argmax(axis=1).tolist()
        fits = (np.asarray(kinds)[:, None] == _TYPE_OF_MODE) | (_TYPE_OF_MODE < 0)
        modes: list[int] = np.where(fits, weight @ self._modes, 0.0).argmax(axis=1).tolist()
        fillers = self._fillers(roles)
        return [
            Draft(
                triggers=group,
                type=label.EVENT_TYPES[kinds[row]],
                type_score=float(types[row, kinds[row]]),
                mode=label.MODE_LABELS[modes[row]].partition("/")[2],
                realis=label.REALIS[int(realis[row].argmax())],
                ground=tuple(ground[row]),
                today=today[row],
                score=float(self._score[list(group)].max()),
                roles=roles[row],
                fillers=fillers[row],
            )
            for row, group in enumerate(groups)
        ]

    def _fillers(self, roles: NDArray[np.float32]) -> list[dict[str, tuple[tuple[float, int], ...]]]:
        groups, numbers, columns = np.nonzero((roles >= LEAST) & self._fits)
        scores = roles[groups, numbers, columns]
        order = np.lexsort((numbers, -scores))
        found: list[list[list[tuple[float, int]]]] = [[[] for _ in label.ROLES] for _ in roles]
        where: list[tuple[int, int, int]] = np.stack((groups, columns, numbers), axis=1)[order].tolist()
        for (group, column, number), score in zip(where, scores[order].tolist(), strict=True):
            found[group][column].append((score, number))
        return [dict(zip(label.ROLES, map(tuple, pairs), strict=True)) for pairs in found]


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
