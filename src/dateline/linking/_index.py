"""Index: profiles by their keys, in memory; finds the few that are worth a comparison with a new one."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, Final

from dateline.linking._block import block_keys
from dateline.linking._field import Side, make_side

if TYPE_CHECKING:
    from dateline.linking._profile import Profile
    from dateline.linking._score import Scorer
    from dateline.model import Link

# A key that more profiles have than this finds chance meetings: it is left out where a profile is looked up.
MOST_HOLDERS: Final = 64
# Of those that share a key the ones that share most are compared: on the training part more than ten
# gained a fifth of a point of pair F1.
MOST_COMPARED: Final = 10
# Events of the new one's own text are no candidates, but share all its keys: so many are looked past.
OWN_EVENTS: Final = 16


class Index:
    """Grows by one profile at a time; what `link` costs depends on the candidates, not on how many are held."""

    def __init__(self) -> None:
        self._sides: list[Side] = []
        self._holders: dict[str, list[int]] = {}

    def add(self, profile: Profile) -> None:
        for key in block_keys(profile):
            self._holders.setdefault(key, []).append(len(self._sides))
        self._sides.append(make_side(profile))

    def link(self, profile: Profile, scorer: Scorer) -> tuple[Link, ...]:
        """Links to the likeliest of the profiles held; held first, new second."""
        new = make_side(profile)
        return tuple(scorer.join(old, new) for old in self.near(profile))

    def near(self, profile: Profile, *, most: int = MOST_COMPARED) -> list[Side]:
        """Of the profiles held those that share a key with this one and are of another text, at most `most`.

        Those with the rarest shared keys come first, then those that were added first.
        """
        shared: dict[int, float] = {}
        for key in block_keys(profile):
            holders = self._holders.get(key, ())
            if 0 < len(holders) <= MOST_HOLDERS:
                worth = 1 / (1 + len(holders))
                for number in holders:
                    shared[number] = shared.get(number, 0.0) + worth
        revision = profile.ref.revision
        found: list[Side] = []
        for number, _ in nsmallest(most + OWN_EVENTS, shared.items(), key=_rank):
            side = self._sides[number]
            if side.profile.ref.revision != revision:
                found.append(side)
        return found[:most]


def _rank(item: tuple[int, float]) -> tuple[float, int]:
    number, worth = item
    return -worth, number
