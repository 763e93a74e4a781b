"""Of the dead: the one number that ACLED writes, and the three that UCDP writes, of all that the reports say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.exports._flat import find_toll, settle

if TYPE_CHECKING:
    from dateline.exports._flat import Flat
    from dateline.views import Figure, Toll

# What ACLED's codebook writes for a number in words.
_WORDS: Final = ((re.compile(r"\bhundreds\b", re.I), 100), (re.compile(r"\bdozens\b", re.I), 12))
# Of "several", "many" or a bare plural it writes 3 or 10 by the scale of the event, which needs a person: the lower is written.
_SEVERAL: Final = 3
_FEW: Final = 9  # "several" is at most this
_COUNTED: Final = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|dozen|hundred)\b",
    re.I,
)
_SURE: Final = ("confirmed", "corroborated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fatalities:
    """ACLED's number, and what has to be said of it: "" where it is simply what is reported."""

    number: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """UCDP's three numbers, low <= best <= high."""

    best: int
    low: int
    high: int
    why: str


def count_fatalities(flat: Flat) -> Fatalities:
    """The lowest number of the present reports, until one is corroborated; 0 where none gives one, which is no known zero."""
    toll = find_toll(flat.page, "killed")
    present = [f for f in toll.figures if f.report is not None] if toll else []
    if toll is None or not present:
        return Fatalities(
            number=0, why="0 is written as ACLED does: no report gives a number, which is not a toll of zero"
        )
    low, high = settle(flat, "killed") or (None, None)
    if toll.status in _SURE and low is not None and low == high:
        others = sorted({n for f in present if (n := _lowest(f)[0]) != low})
        why = f"{low} is {toll.status}; left out: {', '.join(map(str, others))}" if others else ""
        return Fatalities(number=low, why=why)
    number, how, words = min((*_lowest(f), f.words) for f in present)
    numbers = sorted({_lowest(f)[0] for f in present})
    said = [f"{number} is written for “{words}”, {how}"] if how else []
    if len(numbers) > 1:
        said.append(
            f"{number} is the lowest that is reported; left out: {', '.join(str(n) for n in numbers if n != number)}"
        )
    return Fatalities(number=number, why="; ".join(said))


def _lowest(figure: Figure) -> tuple[int, str]:
    """The number that ACLED writes for a figure, and why it is not the figure's own."""
    low, high, words = figure.low, figure.high, figure.words
    if low is not None and low == high:
        return low, ""
    for vague, number in _WORDS:
        if vague.search(words):
            return number, "as ACLED's codebook has it"
    if low is None:
        return min(_SEVERAL, _SEVERAL if high is None else high), "of which only an upper bound is reported"
    if _COUNTED.search(words) or low > _FEW:
        return low, ""
    return _SEVERAL, "for which ACLED writes 3 or 10"


def bound_deaths(flat: Flat) -> Bounds | None:
    """Best, low and high; None where no report tells of a death.

    Best is what the reports bear out best. Low and high are the least and the most of what the newest reports say, of what is in
    dispute, and of best itself: a figure that later ones of the same toll replaced does not count.
    """
    toll = find_toll(flat.page, "killed")
    if toll is None:
        return None
    low, high = settle(flat, "killed") or (None, None)
    best = low if low is not None else high
    if not best and not any(f.high or f.low for f in toll.figures):
        return None
    counted = [(low, high), *_newest(toll), *_disputed(flat)]
    numbers = [n for pair in counted for n in pair if n is not None]
    if best is None:
        best = max(numbers)
    open_ended = [least for least, most in counted if least is not None and most is None]
    why = (
        f"high is the highest number that is reported: at least {max(open_ended)} has no upper bound"
        if open_ended
        else ""
    )
    return Bounds(best=best, low=min(*numbers, best), high=max(*numbers, best), why=why)


def _newest(toll: Toll) -> list[tuple[int | None, int | None]]:
    present = [f for f in toll.figures if f.report is not None]
    days = [f.published for f in present if f.published is not None]
    return [(f.low, f.high) for f in present if not days or f.published == max(days)]


def _disputed(flat: Flat) -> list[tuple[int | None, int | None]]:
    accounts = {
        account
        for dispute in flat.page.disputes
        if dispute.slot == "casualties: killed"
        for value in dispute.values
        for account in value.accounts
    }
    return [(t.low, t.high) for t in flat.told.tolls if t.kind == "killed" and t.account in accounts]
