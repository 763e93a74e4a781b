"""Places in the calendar and parts of a day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from dateline.grounding.calendar._compose import evaluate
from dateline.grounding.calendar._lexicon import LEXICON
from dateline.grounding.calendar.timex3._seen import UNKNOWN_DAY, Seen, Value

if TYPE_CHECKING:
    from dateline.grounding.calendar._days import Stretch
    from dateline.grounding.calendar._phrase import Phrase

_SEASON: Final = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
DAYPART: Final = {
    "morning": "TMO", "dawn": "TMO", "daybreak": "TMO", "sunrise": "TMO", "afternoon": "TAF", "evening": "TEV",
    "dusk": "TEV", "nightfall": "TNI", "sunset": "TEV", "night": "TNI", "tonight": "TNI", "midday": "T12:00",
    "noon": "T12:00", "midnight": "T24:00", "lunchtime": "T12:00",
}  # fmt: skip
_DAYPART_WORD: Final = re.compile(rf"\b({'|'.join(DAYPART)})s?\b", re.IGNORECASE)
_LATER_HALF: Final = re.compile(r"\b(?:afternoon|evening|night)\b", re.IGNORECASE)
_CLOCK: Final = re.compile(
    r"(?P<h>\d{1,2}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
    r"(?:[:.]\s?(?P<m>\d{2}))?\s*(?P<half>[ap]\.?\s?m\b|o['\u2019]clock)?",
    re.IGNORECASE,
)
_HOURS, _HALF_DAY = 24, 12
# Of these rules the inner phrase says how fine the value is.
_AS_FINE_AS_INNER: Final = frozenset({"part-of", "day", "in-year"})
_FIRST_SPOKEN, _LAST_SPOKEN = 1100, 2000  # years that are spoken as two numbers
_CENTURY = 100


def read_date(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """A place in the calendar, with the part of the day that its words name."""
    found = evaluate(phrase, seen.context)
    if found is None:
        return Value(type="DATE", value=_open_value(phrase), seen=seen)
    value = to_value(phrase, found)
    quarter = (int(value[:4]), int(value[6])) if value[4:6] == "-Q" else seen.quarter
    after = replace(seen, last=found, quarter=quarter)
    part = _part_of_day(words) if found.earliest == found.latest else ""
    if part:
        return Value(type="TIME", value=found.earliest.isoformat() + part, seen=after)
    return Value(type="DATE", value=value, seen=after)


def read_whole(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """ "Late September" and "the end of 2003" have the value of the whole."""
    found = read_date(words, phrase.inner.get("x", phrase), seen)
    if found is not None and found.type == "TIME":
        return replace(found, type="DATE", value=found.value.partition("T")[0])
    return found


def read_second_half(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """ "The last half of 2003"."""
    found = read_date(words, phrase.inner["x"], seen)
    return None if found is None else replace(found, value=f"{found.value}-H2")


def read_night(words: str, phrase: Phrase, seen: Seen) -> Value:
    """ "Last night" and "overnight": the night before the day of writing."""
    before = None if seen.published in (None, date.min) else seen.published - timedelta(1)
    return Value(type="TIME", value=f"{before or UNKNOWN_DAY}TNI", seen=seen)


def read_part(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """An hour or a part of the day, of the last day that was named."""
    part = _part_of_day(words)
    if not part:
        return None
    day = seen.last if seen.last is not None and seen.last.earliest == seen.last.latest else seen.today
    return Value(type="TIME", value=f"{day.earliest.isoformat() if day else UNKNOWN_DAY}{part}", seen=seen)


def read_same_day(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """ "That day", "the same week"; "at the same time" is no time of its own."""
    return None if phrase.word("u") == "time" else read_date(words, phrase, seen)


def read_ordinal_day(words: str, phrase: Phrase, seen: Seen) -> Value:
    """ "The second day": of what, only the text can say; the last day named is the likeliest."""
    day = seen.reference
    return Value(type="DATE", value=UNKNOWN_DAY if day is None else day.earliest.isoformat(), seen=seen)


def read_spoken_year(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """ "Nineteen ninety-four", as it is written down from speech; other numbers are none, unless they say "year"."""
    year = phrase.number("y") or 0
    plain = _FIRST_SPOKEN <= year < _LAST_SPOKEN and year % _CENTURY != 0
    if not plain and not words.lower().startswith("the year"):
        return None
    return None if evaluate(phrase, seen.context) is None else read_date(words, phrase, seen)


def read_same_year(words: str, phrase: Phrase, seen: Seen) -> Value:
    year = "XXXX" if seen.published is None else f"{seen.published.year:04d}"
    return Value(type="DATE", value=year, seen=seen)


def read_same_week(words: str, phrase: Phrase, seen: Seen) -> Value:
    week = "XXXX-WXX" if seen.published is None else _week(seen.published)
    return Value(type="DATE", value=week, seen=seen)


def read_year_end(words: str, phrase: Phrase, seen: Seen) -> Value:
    year = "XXXX" if seen.published is None else f"{seen.published.year:04d}"
    return Value(type="DATE", value=f"{year}-12-31", seen=seen)


def to_value(phrase: Phrase, found: Stretch) -> str:
    """The value of a stretch of days, as coarse as the words of its phrase are."""
    while phrase.rule in _AS_FINE_AS_INNER and "x" in phrase.inner:
        phrase = phrase.inner["x"]
    start, year = found.earliest, f"{found.earliest.year:04d}"
    month = f"{year}-{start.month:02d}"
    by_unit = {
        "week": lambda: _week(start),
        "fortnight": lambda: _week(start),
        "weekend": lambda: f"{_week(start)}-WE",
        "quarter": lambda: f"{year}-Q{(start.month + 2) // 3}",
        "half": lambda: f"{year}-H{(start.month + 5) // 6}",
        "century": lambda: year[:2],
    }.get(phrase.word("u"))
    if by_unit is not None:
        return by_unit()
    if phrase.rule == "season":
        return f"{year}-{_SEASON[start.month]}"
    if phrase.rule == "century":
        return year[:2]
    by_kind = {"PMONTH": month, "PYEAR": year, "PDECADE": year[:3]}.get(phrase.kind)
    if by_kind is not None:
        return by_kind
    if found.earliest == found.latest:
        return start.isoformat()
    return month if (start.year, start.month) == (found.latest.year, found.latest.month) else year


def _open_value(phrase: Phrase) -> str:
    """What the words alone say where nothing tells the year or the week."""
    while phrase.rule in _AS_FINE_AS_INNER and "x" in phrase.inner:
        phrase = phrase.inner["x"]
    month, day, weekday = phrase.number("m"), phrase.number("d"), phrase.number("w")
    if phrase.rule == "month" and month is not None:
        return f"XXXX-{month:02d}"
    if phrase.rule == "date" and month is not None and day is not None:
        return f"XXXX-{month:02d}-{day:02d}"
    if phrase.rule == "weekday" and weekday is not None:
        return f"XXXX-WXX-{weekday + 1}"
    return UNKNOWN_DAY


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _part_of_day(words: str) -> str:
    """ "T10:30", "TMO", or nothing."""
    for found in _CLOCK.finditer(words):
        half = (found["half"] or "").lower()
        hour = int(found["h"]) if found["h"].isdecimal() else int(LEXICON[found["h"].lower()][1])
        if hour > _HOURS or not (half or found["m"]):
            continue
        if half.startswith("p") or (not half.startswith("a") and hour < _HALF_DAY and _LATER_HALF.search(words)):
            hour = hour % _HALF_DAY + _HALF_DAY
        elif half.startswith("a"):
            hour %= _HALF_DAY
        return f"T{hour:02d}:{found['m'] or '00'}"
    named = _DAYPART_WORD.search(words)
    return DAYPART[named[1].lower()] if named else ""
