"""How alike two fills of one slot are: 1 right, 0.5 partly right, 0 wrong."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from dateline.model import distance_km

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dateline.evaluation._coded import CodedClaim, CodedParty, CodedPlace, CodedToll, Spot

Fill = TypeVar("Fill")

PARTLY: Final = 0.5
SAME_PLACE_KM: Final = 50.0  # coordinates this near are one place: about the radius of a large city with its suburbs


def overlap(a: Sequence[Spot], b: Sequence[Spot]) -> bool:
    """Whether any stretch of `a` shares a character with any of `b`."""
    return any(x < w and v < y for x, y in a for v, w in b)


def same_code(a: str, b: str) -> float:
    return 1.0 if a == b else 0.0


def same_party(a: CodedParty, b: CodedParty) -> float:
    """Right if the names share a word that is no title, or the text names both at one place."""
    return 1.0 if a.words & b.words or overlap(a.spots, b.spots) else 0.0


def same_place(a: CodedPlace, b: CodedPlace) -> float:
    """Right if near, or if named alike in one country; partly right if only the name or only the country fits."""
    named = bool(a.words & b.words)
    apart = distance_km(a, b)
    if (apart is not None and apart <= SAME_PLACE_KM) or (named and a.country == b.country):
        return 1.0
    return PARTLY if named or (a.country and a.country == b.country) else 0.0


def same_time(a: str, b: str) -> float:
    """Right if two EDTF values span the same days, partly right if their days overlap."""
    x, y = day_range(a), day_range(b)
    if x is None or y is None:
        return 0.0
    if x == y:
        return 1.0
    return PARTLY if x[0] <= y[1] and y[0] <= x[1] else 0.0


def same_toll(a: CodedToll, b: CodedToll) -> float:
    """Right if both bounds are equal, partly right if some number fits both."""
    if a.kind != b.kind:
        return 0.0
    if (a.low, a.high) == (b.low, b.high):
        return 1.0
    least = max(bound for bound in (a.low, b.low, 0) if bound is not None)
    most = min(bound for bound in (a.high, b.high, math.inf) if bound is not None)
    return PARTLY if least <= most else 0.0


def same_claim(a: CodedClaim, b: CodedClaim) -> float:
    """Half for the source, a quarter each for stance and hedge; nothing where the source is wrong.

    The source is right if the chains have one teller in common, or both are the article's own voice.
    """
    if (a.sources or b.sources) and not any(same_party(x, y) for x in a.sources for y in b.sources):
        return 0.0
    return 0.5 + 0.25 * (a.stance == b.stance) + 0.25 * (a.hedge == b.hedge)


def pair_fills(
    wanted: Sequence[Fill], given: Sequence[Fill], alike: Callable[[Fill, Fill], float]
) -> tuple[float, tuple[Fill, ...]]:
    """Pairs fills one to one, best first; returns the sum of their scores and the wanted fills that got none."""
    scores = [(alike(a, b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(given)]
    met: set[int] = set()
    spent: set[int] = set()
    right = 0.0
    for score, i, j in sorted(scores, key=lambda row: -row[0]):
        if score > 0 and i not in met and j not in spent:
            met.add(i)
            spent.add(j)
            right += score
    return right, tuple(fill for i, fill in enumerate(wanted) if i not in met)


def day_range(edtf: str) -> tuple[date, date] | None:
    """First and last day of an EDTF date, decade or interval; None for what is none of these."""
    low, _, high = edtf.partition("/")
    try:
        first = _first_day(low)
        return first, date.max if high == ".." else _last_day(high or low)
    except ValueError:
        return None


def _first_day(part: str) -> date:
    year, month, day = _split(part, digit="0")
    return date(year, month or 1, day or 1)


def _last_day(part: str) -> date:
    year, month, day = _split(part, digit="9")
    if day is not None:
        return date(year, month or 1, day)
    following = date(year + 1, 1, 1) if month in (None, 12) else date(year, month + 1, 1)
    return following - timedelta(days=1)


def _split(part: str, *, digit: str) -> tuple[int, int | None, int | None]:
    """Year, month, day; a decade's X is read as `digit`. Marks of doubt (~ ? %) do not move a date."""
    part = part.strip("~?%")
    if len(part) == 4 and part.endswith("X"):
        part = part[:3] + digit
    numbers = [int(number) for number in part.split("-")]
    if len(numbers) > 3:
        raise ValueError(part)
    year, month, day = (*numbers, None, None)[:3]
    return year or 0, month, day
