"""Index: profiles by their keys, in memory; finds the few that are worth a comparison with a new one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from dateline.linking._block import block_keys
from dateline.linking._field import Side, make_side
from dateline.linking._score import Scorer

if TYPE_CHECKING:
    from dateline.linking._profile import Profile
    from dateline.model import Link

# A key that more profiles have than this finds chance meetings: it is left out where a profile is looked up.
MOST_HOLDERS: Final = 64
# Of those that share a key the ones that share most are compared: on the training part the 12th was never right.
MOST_COMPARED: Final = 12


class Index:
    """Grows by one profile at a time; what `link` costs depends on the candidates, not on how many are held."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._sides: list[Side] = []
        self._holders: dict[str, list[int]] = {}

    def add(self, profile: Profile) -> None:
        for key in block_keys(profile):
            self._holders.setdefault(key, []).append(len(self._sides))
        self._sides.append(make_side(profile))

    def link(self, profile: Profile, *, most: int = MOST_COMPARED) -> tuple[Link, ...]:
        """Links to the likeliest of the profiles held, those of the same text left out; held first, new second."""
        new = make_side(profile)
        return tuple(self._scorer.join(self._sides[number], new) for number in self.near(profile)[:most])

    def near(self, profile: Profile) -> list[int]:
        """The numbers of the profiles that share a key, by how much the shared keys tell, then in order of recording."""
        shared: Counter[int] = Counter()
        for key in block_keys(profile):
            holders = self._holders.get(key, ())
            if len(holders) <= MOST_HOLDERS:
                for number in holders:
                    shared[number] += 1
        revision = profile.ref.revision
        found = [number for number in shared if self._sides[number].profile.ref.revision != revision]
        return sorted(found, key=lambda number: (-shared[number], number))
