"""Quarters and halves of a year, and what they are compared with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.grounding.calendar.timex3._seen import Quarter, Seen, Value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dateline.grounding.calendar._phrase import Phrase

_UNKNOWN_QUARTER = "XXXX-QX"
_QUARTERS, _HALVES = 4, 2
_WITHOUT_NUMBER = frozenset({"same-quarter", "year-earlier"})


def read_quarter(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """The third quarter, or half: of the year that it names, else the last that has begun on the day of writing."""
    number, year, halves = phrase.number("o"), phrase.number("y"), phrase.word("u") == "half"
    letter, most = ("H", _HALVES) if halves else ("Q", _QUARTERS)
    if number is None or not 1 <= number <= most:
        return None
    if year is None:
        if seen.published is None:
            return Value(type="DATE", value=f"XXXX-{letter}{number}", seen=seen)
        begun = (seen.published.month - 1) * most // 12 + 1
        year = seen.published.year - (number > begun and not halves)
    if halves:
        return Value(type="DATE", value=f"{year:04d}-H{number}", seen=seen)
    return _value((year, number), replace(seen, quarter=(year, number)))


def first_quarter(phrases: Sequence[Phrase], *, published: date | None) -> Quarter | None:
    """The quarter that a text is about: the first that it names by its number, else the last whole one."""
    nothing = Seen(published=published)
    found = (read_quarter("", phrase, nothing) for phrase in phrases if phrase.rule == "quarter")
    named = next((value.seen.quarter for value in found if value is not None and value.seen.quarter), None)
    if named is None and any(phrase.rule in _WITHOUT_NUMBER for phrase in phrases):
        return _last_whole(published)
    return named


def read_same_quarter(words: str, phrase: Phrase, seen: Seen) -> Value:
    """ "The quarter": the one that is spoken of, else the last whole one."""
    quarter = seen.current or _last_whole(seen.published)
    if quarter is None:
        return Value(type="DATE", value=_UNKNOWN_QUARTER, seen=seen)
    return _value(quarter, replace(seen, quarter=quarter))


def read_year_earlier(words: str, phrase: Phrase, seen: Seen) -> Value:
    """ "The year-earlier period"."""
    quarter = seen.current or _last_whole(seen.published)
    if quarter is None:
        return Value(type="DATE", value=_UNKNOWN_QUARTER, seen=seen)
    return read_compared(seen, (quarter[0], phrase.number("o") or quarter[1]))


def read_compared(seen: Seen, quarter: Quarter) -> Value:
    """The same quarter a year earlier; the one that is spoken of stays."""
    return _value((quarter[0] - 1, quarter[1]), seen)


def read_same_period(words: str, phrase: Phrase, seen: Seen) -> Value:
    """ "The 1989 period": that year's quarter, where one is spoken of."""
    year = phrase.number("y") or 0
    if seen.current is None:
        return Value(type="DATE", value=f"{year:04d}", seen=seen)
    return _value((year, seen.current[1]), seen)


def _value(quarter: Quarter, seen: Seen) -> Value:
    return Value(type="DATE", value=f"{quarter[0]:04d}-Q{quarter[1]}", seen=seen)


def _last_whole(day: date | None) -> Quarter | None:
    if day is None:
        return None
    begun = (day.month + 2) // 3
    return (day.year, begun - 1) if begun > 1 else (day.year - 1, _QUARTERS)
