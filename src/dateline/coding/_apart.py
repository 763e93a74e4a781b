"""What the words beside two triggers say against their being one event: other days, other places, another toll.

The reader tells one event from two by how they are told; a calendar and a map know what it does not: that "on 22 May" and "last
Friday" are not one day, and Homs and Aleppo not one town.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dateline.coding._slot import fill_casualties, fill_parties, fill_places, fill_time, same_party
from dateline.model import distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dateline.coding._draft import Draft, Drafter
    from dateline.coding._grounding import Grounding
    from dateline.coding._settings import Settings
    from dateline.model import Figure, Party, Reading, When, Where

# In log-odds. Of the pairs that the reader held for one event with over 0.4, in the 60 texts that thresholds are set on, 4 of
# 71 with words for other days were one, none of 12 with points more than ten km apart, 20 of 84 with other numbers of dead, and
# 60 of 81 with the same day.
OTHER_DAY: Final = -3.0
OTHER_PLACE: Final = -3.0
OTHER_TOLL: Final = -1.3
OTHER_ACTOR: Final = -0.3
SAME_DAY: Final = 1.0
FEW_DAYS: Final = 3  # what is known to so many days counts as the same day
FAR_KM: Final = 10.0
_LEAST: Final = 1e-4  # a probability is moved away from 0 and 1 before its odds are taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the words next to one trigger say."""

    when: When | None
    where: tuple[Where, ...]
    actors: tuple[Party, ...]
    killed: tuple[Figure, ...]


def weigh_same(
    reading: Reading, keep: Sequence[int], drafter: Drafter, grounding: Grounding, settings: Settings
) -> NDArray[np.float64]:
    """The reader's same-event probabilities, for the triggers in `keep` weighed with days, places and tolls."""
    same = reading.same.astype(np.float64)
    told = [_told(reading, drafter.draft([number]), grounding, settings) for number in keep]
    for i, a in enumerate(keep):
        for j, b in enumerate(keep[:i]):
            weight = _weight(told[i], told[j])
            if weight:
                p = min(max(same[a, b], _LEAST), 1 - _LEAST)
                same[a, b] = same[b, a] = 1 / (1 + (1 - p) / p * np.exp(-weight))
    return same


def _told(reading: Reading, draft: Draft, grounding: Grounding, settings: Settings) -> Told:
    when = fill_time(reading, draft, grounding, settings).when
    tolls = fill_casualties(reading, draft, grounding, settings, targets=())
    return Told(
        when=when if when is not None and when.evidence is not None else None,
        where=fill_places(reading, draft, grounding, settings),
        actors=fill_parties(reading, draft, grounding, "actor", first=settings.actor, more=settings.actor_more),
        killed=tolls.killed if tolls else (),
    )


def _weight(a: Told, b: Told) -> float:
    weight = 0.0
    if a.when and b.when:
        if a.when.latest < b.when.earliest or b.when.latest < a.when.earliest:
            weight += OTHER_DAY
        elif _days(a.when) <= FEW_DAYS and _days(b.when) <= FEW_DAYS:
            weight += SAME_DAY
    if a.where and b.where and all(_far(x, y) for x in a.where for y in b.where):
        weight += OTHER_PLACE
    if a.killed and b.killed and all(_differ(x, y) for x in a.killed for y in b.killed):
        weight += OTHER_TOLL
    if a.actors and b.actors and not any(same_party(x, y) for x in a.actors for y in b.actors):
        weight += OTHER_ACTOR
    return weight


def _days(when: When) -> int:
    return (when.latest - when.earliest).days


def _far(a: Where, b: Where) -> bool:
    apart = distance_km(a, b)
    return apart is not None and apart > (a.radius_km or 0.0) + (b.radius_km or 0.0) + FAR_KM


def _differ(a: Figure, b: Figure) -> bool:
    return (a.high is not None and (b.low or 0) > a.high) or (b.high is not None and (a.low or 0) > b.high)
