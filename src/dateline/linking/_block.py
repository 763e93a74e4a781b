"""block_keys: what two events must share to be compared at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from dateline.linking._word import weigh

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dateline.linking._profile import Profile

# Types that one act is told as: an arrest is "charged" in one report and "held" in another.
_FAMILIES: Final = (
    ("harm", frozenset({"ASSAULT", "INCIDENT", "PROTEST"})),
    ("law", frozenset({"COERCE", "ACCUSE", "SANCTION"})),
    ("word", frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})),
    ("force", frozenset({"MOBILIZE", "THREATEN", "COERCE"})),
    ("peace", frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})),
)
MOST_KEYS: Final = 36
MOST_NAME_KEYS: Final = 6
MOST_WORD_KEYS: Final = 6
LEAST_NAME_WORD: Final = 6.5  # a word that fewer texts have than one in six hundred
LONGEST_DAYS: Final = 4  # an interval that is longer says too little to look things up by its days


def block_keys(profile: Profile) -> tuple[str, ...]:
    """At most MOST_KEYS strings; two events are worth a comparison where they share one.

    Each is a pair of things that few events share: a day and a place, a day and a telling word, a person's full name.
    """
    families = [name for name, types in _FAMILIES if profile.type in types]
    keys = dict.fromkeys(f"{family}|{key}" for key in _keys(profile) for family in families)
    return tuple(keys)[:MOST_KEYS]


def _keys(profile: Profile) -> Iterator[str]:
    for name in profile.people[:MOST_NAME_KEYS]:
        words = name.split()
        yield f"n|{words[0]} {words[-1]}"
    # Days in pairs, so that two days next to each other share a key.
    days = list(_days(profile))
    for place in [p for p in profile.places if p.level not in ("country", "region", "sea")][:3]:
        mark = f"{place.lat:.1f},{place.lon:.1f}" if place.lat is not None and place.lon is not None else place.name
        for day in days:
            yield f"p|{mark}|{day}"
    for word in [w for w in profile.words if weigh(w) >= LEAST_NAME_WORD][:MOST_WORD_KEYS]:
        for month in _months(profile):
            yield f"w|{word}|{month}"


def _days(profile: Profile) -> Iterator[str]:
    first, last = profile.earliest, profile.latest
    if first is None or last is None or (last - first).days > LONGEST_DAYS:
        first = last = profile.published
    if first is None or last is None:
        return
    for step in range((last - first).days + 2):
        yield (first + timedelta(days=step)).isoformat()


def _months(profile: Profile) -> tuple[str, ...]:
    """The month of the event's middle and the nearer neighbour, each half a month wide, as one key for two."""
    day: date | None = profile.latest or profile.published
    if day is None:
        return ("",)
    half = day.toordinal() // 15
    return (str(half), str(half + 1))
