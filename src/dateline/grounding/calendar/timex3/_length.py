"""Lengths of time, sets of times, and what is so long ago or later."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from dateline.grounding.calendar._days import add_months, add_years, day_stretch
from dateline.grounding.calendar._lexicon import VAGUE
from dateline.grounding.calendar.timex3._date import DAYPART
from dateline.grounding.calendar.timex3._quarter import read_compared
from dateline.grounding.calendar.timex3._seen import FUTURE, PAST, UNKNOWN_DAY, Seen, Value

if TYPE_CHECKING:
    from dateline.grounding.calendar._phrase import Phrase

# TIMEX3's letter of each unit, with how many of the letter's units it is.
_LETTER: Final = {
    "day": (1, "D"), "week": (1, "W"), "month": (1, "M"), "year": (1, "Y"), "decade": (10, "Y"),
    "century": (100, "Y"), "fortnight": (2, "W"), "quarter": (1, "Q"), "weekend": (1, "WE"),
}  # fmt: skip
_OPEN_LETTER: Final = {"decade": "E", "century": "C"}  # of a number of decades that is left open
_CLOCK_LETTER: Final = {"hour": "H", "minute": "M", "second": "S"}
_OFTEN: Final = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "nightly": "P1D",
    "hourly": "PT1H",
}  # fmt: skip
_YEARS: Final = {"year": 1, "decade": 10, "century": 100}
_MONTHS: Final = {"month": 1, "quarter": 3}
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
# What is mostly something else: parts, rooms, an order in a row.
_NO_LENGTH: Final = re.compile(r"(?:.*\ba |.*-|)quarters?|seconds|a second", re.IGNORECASE)
_LATER: Final = re.compile(r"\b(?:later|earlier|afterwards?)$", re.IGNORECASE)
_MONTH_STARTS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_length(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """ "Three years", "a few days", "the past two months"; a moment is none, nor three-quarters."""
    if phrase.word("u") == "moment" or _NO_LENGTH.fullmatch(words):
        return None
    return Value(type="DURATION", value=_period(phrase.word("u"), _count(words, phrase)), seen=seen)


def read_every(words: str, phrase: Phrase, seen: Seen) -> Value:
    """ "Daily", "every two weeks", "each July"."""
    often, unit, number = phrase.word("often"), phrase.word("u"), phrase.number("u")
    name = words.lower().rpartition(" ")[2]
    if often:
        value = _OFTEN[often]
    elif unit in _LETTER or unit in _CLOCK_LETTER:
        value = _period(unit, phrase.number("n") or 1)
    elif name in DAYPART:
        value = f"{UNKNOWN_DAY}{DAYPART[name]}"
    elif number is not None and name.startswith(_MONTH_STARTS):
        value = f"XXXX-{number:02d}"
    elif number is not None and name.endswith("day"):
        value = f"XXXX-WXX-{number + 1}"
    else:
        value = "P1Y"
    return Value(type="SET", value=value, seen=seen)


def read_ago(words: str, phrase: Phrase, seen: Seen) -> Value:
    """ "Two weeks ago" is a day, "two years ago" a year, "several years ago" just past."""
    unit = phrase.word("u")
    count = None if phrase.values.get("n", VAGUE) == VAGUE else _count(words, phrase)
    ahead = phrase.word("dir") == "now"
    if count is None or seen.published is None:
        return Value(type="DATE", value=FUTURE if ahead else PAST, seen=seen)
    if unit == "year" and count == 1 and not ahead and seen.current is not None:
        return read_compared(seen, seen.current)
    return _move(seen.published, count if ahead else -count, unit, seen)


def read_offset(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """ "Two days later" leans on the last date; "two days after the vote" is a length."""
    unit, count, back = phrase.word("u"), _count(words, phrase), phrase.word("dir") in ("earlier", "before")
    if _LATER.search(words) is None or count is None or seen.reference is None:
        return read_length(words, phrase, seen)
    if unit == "year" and count == 1 and back and seen.current is not None:
        return read_compared(seen, seen.current)
    if unit == "year" and count == 1 and back and seen.ended is not None:  # the six months ended Aug. 12
        return Value(type="DATE", value=f"{int(seen.ended[:4]) - 1:04d}{seen.ended[4:]}", seen=seen)
    return _move(seen.reference.earliest, -count if back else count, unit, seen)


def _count(words: str, phrase: Phrase) -> int | None:
    """How many units; None for "a few" and bare plurals."""
    if "n" not in phrase.values:
        last = words.lower().rpartition(" ")[2]
        return None if last.endswith("s") and phrase.word("u") != last else 1
    return phrase.number("n") or None


def _period(unit: str, count: int | None) -> str:
    if unit in _CLOCK_LETTER:
        return f"PT{'X' if count is None else count}{_CLOCK_LETTER[unit]}"
    if count is None:
        return f"PX{_OPEN_LETTER.get(unit) or _LETTER.get(unit, (1, 'D'))[1]}"
    times, letter = _LETTER.get(unit, (1, "D"))
    return f"P{count * times}{letter}"


def _move(day: date, count: int, unit: str, seen: Seen) -> Value:
    """So many units from a day: of years the year is meant, of months the month, else the day."""
    try:
        if unit in _YEARS:
            moved = add_years(day, count * _YEARS[unit])
            return Value(type="DATE", value=f"{moved.year:04d}", seen=seen)
        months, days = _MONTHS.get(unit, 0), _DAYS.get(unit, 0)
        moved = add_months(day, count * months) + timedelta(count * days)
    except (ValueError, OverflowError):  # out of the years that a date can hold
        return Value(type="DATE", value=UNKNOWN_DAY, seen=seen)
    value = f"{moved.year:04d}-{moved.month:02d}" if unit in _MONTHS else moved.isoformat()
    return Value(type="DATE", value=value, seen=replace(seen, last=day_stretch(moved)))
