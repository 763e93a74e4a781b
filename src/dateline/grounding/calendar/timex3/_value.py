"""read_value: a phrase to the type and value of TIMEX3, by its rule."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dateline.grounding.calendar.timex3._date import (
    read_date,
    read_night,
    read_ordinal_day,
    read_part,
    read_same_day,
    read_same_week,
    read_same_year,
    read_second_half,
    read_spoken_year,
    read_whole,
    read_year_end,
)
from dateline.grounding.calendar.timex3._length import read_ago, read_every, read_length, read_offset
from dateline.grounding.calendar.timex3._quarter import (
    read_quarter,
    read_same_period,
    read_same_quarter,
    read_year_earlier,
)
from dateline.grounding.calendar.timex3._seen import FUTURE, PAST, PRESENT, Seen, TimexType, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.grounding.calendar._phrase import Phrase
    from dateline.grounding.calendar.timex3._seen import Read

_ENDED: Final = re.compile(r"\s+end(?:ed|ing|s)\b")


def read_value(words: str, phrase: Phrase, seen: Seen, *, after: str) -> Value | None:
    """What `words`, the trimmed words of `phrase`, mean before the text `after`; None for what is no expression."""
    if phrase.rule == "same-year" and _ENDED.match(after):  # "for the year ended March 31": how long
        return Value(type="DURATION", value="P1Y", seen=seen)
    return _READ.get(phrase.rule, read_date)(words, phrase, seen)


def _fixed(type_: TimexType, value: str) -> Read:
    def read(words: str, phrase: Phrase, seen: Seen) -> Value:
        return Value(type=type_, value=value, seen=seen)

    return read


# What is not here names a place in the calendar: `read_date`.
_READ: Final[Mapping[str, Read]] = MappingProxyType(
    {
        "future": _fixed("DATE", FUTURE),
        "present": _fixed("DATE", PRESENT),
        "past": _fixed("DATE", PAST),
        "year-end": read_year_end,
        "quarter": read_quarter,
        "same-quarter": read_same_quarter,
        "year-earlier": read_year_earlier,
        "same-period": read_same_period,
        "same-year": read_same_year,
        "same-week": read_same_week,
        "length": read_length,
        "past-span": read_length,
        "recent-span": read_length,
        "before-or-after": read_length,
        "every": read_every,
        "ago": read_ago,
        "offset": read_offset,
        "part-of": read_whole,
        "half-of": read_second_half,
        "last-night": read_night,
        "overnight": read_night,
        "clock": read_part,
        "daypart": read_part,
        "same-day": read_same_day,
        "ordinal-day": read_ordinal_day,
        "spoken-year": read_spoken_year,
    }
)
