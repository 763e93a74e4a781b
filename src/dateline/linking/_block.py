"""block_keys: what two events must share to be compared at all."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from dateline.linking._word import MOST_TELLING, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
MOST_KEYS: Final = 48
MOST_NAMES: Final = 8
MOST_RARE: Final = 8
MOST_DATED: Final = 10
MOST_PLACES: Final = 3
LEAST_DATED: Final = 5.0  # a word that fewer texts have than one in a hundred and fifty
FORTNIGHT: Final = 15  # days
LONGEST_DAYS: Final = 4  # an interval that is longer says too little to look things up by its days


def block_keys(profile: Profile) -> tuple[str, ...]:
    """At most MOST_KEYS strings for each family of the event's type; two events are worth a comparison if they share one.

    Each is something that few events share: a full name, a word that hardly any text has, or a day or fortnight
    together with a place or a telling word. Which holders of a key are too many is for whoever looks them up to say.
    """
    families = [name for name, types in _FAMILIES if profile.type in types]
    keys = tuple(dict.fromkeys(islice(_keys(profile), MOST_KEYS)))
    return tuple(f"{family}|{key}" for family in families for key in keys)


def _keys(profile: Profile) -> Iterator[str]:
    for name in _first(chain(profile.people, profile.names), MOST_NAMES):
        words = name.split()
        yield f"n|{words[0]} {words[-1]}"
    telling = sorted(_first(chain(profile.words, profile.context, profile.headline), 80), key=lambda w: -weigh(w))
    for word in [w for w in telling if weigh(w) >= MOST_TELLING][:MOST_RARE]:
        yield f"r|{word}"
    days = tuple(_days(profile))
    for place in [p for p in profile.places if p.level not in ("country", "region", "sea")][:MOST_PLACES]:
        mark = f"{place.lat:.1f},{place.lon:.1f}" if place.lat is not None and place.lon is not None else place.name
        for day in days:
            yield f"p|{mark}|{day}"
    spans = tuple(_fortnights(profile))
    placed = (word for place in profile.places for word in place.name.split())
    # Words in the order in which they are likely to be repeated: of places, of the headline, of the sentences, of the text.
    dated = _first(chain(placed, profile.headline, profile.words, profile.context), 200)
    for word in [w for w in dated if weigh(w) >= LEAST_DATED and len(w) > 2][:MOST_DATED]:
        for span in spans:
            yield f"w|{word}|{span}"


def _first(words: Iterable[str], most: int) -> list[str]:
    return list(islice(dict.fromkeys(words), most))


def _days(profile: Profile) -> Iterator[str]:
    """Days in pairs, so that two days next to each other share a key."""
    first, last = profile.earliest, profile.latest
    if first is None or last is None or (last - first).days > LONGEST_DAYS:
        first = last = profile.published
    if first is None or last is None:
        return
    for step in range((last - first).days + 2):
        yield (first + timedelta(days=step)).isoformat()


def _fortnights(profile: Profile) -> Iterator[str]:
    """The fortnight of the event's last day and the next one, so that days up to a fortnight apart share one of them."""
    day: date | None = profile.latest or profile.published
    if day is None:
        yield ""
        return
    number = day.toordinal() // FORTNIGHT
    yield str(number)
    yield str(number + 1)
