"""judge: one given fill against one filler of the key: right, partly right or wrong."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dateline.evaluation.muc4._read import CENTURY, MONTHS

if TYPE_CHECKING:
    from dateline.evaluation.muc4._template import Fill, Filler, Slot

RIGHT: Final = 1.0
PARTLY: Final = 0.5
WRONG: Final = 0.0
# What the scorer takes away before two strings are compared (:string-premodifiers of its configuration).
_PREMODIFIERS: Final = frozenset(
    "A THE AN THIS THAT THESE THOSE ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN 1 2 3 4 5 6 7 8 9 10 MORE MOST "
    "MANY SEVERAL SOME ALL FEW ANY ANOTHER OTHER CERTAIN OF".split()
)
_POPULATED: Final = frozenset("CITY TOWN VILLAGE HAMLET MUNICIPALITY COMMUNITY SETTLEMENT PORT JURISDICTION".split())
_DAY: Final = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d\d)")
_NUMBER: Final = re.compile(r"\d+")
_BRACKETS: Final = re.compile(r"[\[(][^\])]*[\])]")

Span = tuple[date | None, date]  # from, to; without a from it is "on or before"


def judge(slot: Slot, key: Filler, given: Fill) -> float:
    """The best that `given` is worth against the alternatives of `key`."""
    return max((_one(slot, fill, given) for fill in key.fills), default=WRONG)


def _one(slot: Slot, key: Fill, given: Fill) -> float:
    value = _value(slot, key.value, given.value)
    if not value or (not key.tags and not given.tags) or slot.kind in ("date", "location"):
        return value
    # Guidelines, 3.1.2: a right value with a cross-reference that is not right is partly right.
    tagged = bool(given.tags) and any(same_string(tag, given.tags[0]) == RIGHT for tag in key.tags)
    return value if tagged or value < RIGHT else PARTLY


def _value(slot: Slot, key: str, given: str) -> float:
    if slot.kind == "string":
        return same_string(key, given)
    if slot.kind == "number":
        return same_number(key, given)
    if slot.kind == "date":
        return same_date(key, given)
    if slot.kind == "location":
        return same_location(key, given)
    if key == given:
        return RIGHT
    return PARTLY if given in slot.parents.get(key, ()) else WRONG


@lru_cache(maxsize=1 << 16)
def same_string(key: str, given: str) -> float:
    """By rules for what the guidelines (3.1.1) leave to a person.

    Right: the same but for premodifiers, for what stands in brackets, or for more modifiers before it ("the
    Salvadoran peasants" for "peasants", "Mr. X" for "X"). Partly right: a part of the key with its last word ("Torres"
    for "Alberto Torres"), its first words before "of" or the like, or the key with adjuncts after it.
    """
    a, b = words(key), words(given)
    if not a or not b:
        return RIGHT if key.split() == given.split() else WRONG
    if a == b or words(_BRACKETS.sub(" ", key)) == words(_BRACKETS.sub(" ", given)) or b[-len(a) :] == a:
        return RIGHT
    return PARTLY if _within(a, b) or _within(b, a) else WRONG


@lru_cache(maxsize=1 << 16)
def words(text: str) -> tuple[str, ...]:
    """The words of a string without premodifiers and punctuation."""
    found = re.findall(r"[^\W_]+(?:['.&-][^\W_]+)*", text.upper())
    return tuple(word for word in found if word not in _PREMODIFIERS)


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def same_number(key: str, given: str) -> float:
    """Partly right is a plain number at an end of the key's range, or one that the key gives as approximate."""
    a, b = "".join(key.split()), "".join(given.split())
    if a == b:
        return RIGHT
    return PARTLY if b.isdigit() and a != b and not a.isdigit() and b in _NUMBER.findall(a) else WRONG


def same_date(key: str, given: str) -> float:
    """Guidelines, 3.2.2."""
    if key == given:
        return RIGHT
    a, b = _span(key), _span(given)
    if a is None or b is None:
        return WRONG
    if a == b:
        return RIGHT
    if b[0] is None:  # it looks like a default
        return PARTLY if a[1] == b[1] else WRONG
    return PARTLY if (a[0] is None or a[0] <= b[0]) and b[1] <= a[1] and a[0] != a[1] else WRONG


@lru_cache(maxsize=1 << 12)
def _span(text: str) -> Span | None:
    days: list[date] = []
    for day, month, year in _DAY.findall(text):
        if month not in MONTHS:
            return None
        try:
            days.append(date(CENTURY + int(year), MONTHS.index(month) + 1, int(day)))
        except ValueError:
            return None
    if not days:
        return None
    return (None if text.lstrip().startswith("-") else days[0], days[-1])


def same_location(key: str, given: str) -> float:
    """Right with the same country and the same places in order; partly right with the country, or all but it."""
    (a, *places), (b, *others) = _places(key), _places(given)
    same = len(places) == len(others) and all(_same_place(x, y) for x, y in zip(places, others, strict=True))
    if same and a == b:
        return RIGHT
    return PARTLY if a == b or (same and places) else WRONG


@lru_cache(maxsize=1 << 12)
def _places(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each place with the kinds that it may have: "X (CITY / PORT)". A range of two places is one that has no equal."""
    found: list[tuple[str, frozenset[str]]] = []
    for part in text.split(":"):
        kinds = re.findall(r"\(([^)]*)\)", part)
        name = " ".join(_BRACKETS.sub(" ", part).split())
        found.append((name, frozenset(kind.strip() for kind in "/".join(kinds).split("/") if kind.strip())))
    return tuple(found)


def _same_place(a: tuple[str, frozenset[str]], b: tuple[str, frozenset[str]]) -> bool:
    """The kinds of populated places are one: a text seldom tells a town from a city."""
    if a[0] != b[0]:
        return False
    return bool(a[1] & b[1]) or (bool(a[1] & _POPULATED) and bool(b[1] & _POPULATED)) or not (a[1] and b[1])
