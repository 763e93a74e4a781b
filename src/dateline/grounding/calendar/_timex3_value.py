"""A phrase to the type and value of TIMEX3."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dateline.grounding.calendar._compose import evaluate
from dateline.grounding.calendar._context import Context
from dateline.grounding.calendar._days import Stretch, Tense, add_months, add_years, day_stretch
from dateline.grounding.calendar._lexicon import LEXICON, VAGUE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dateline.grounding.calendar._phrase import Phrase

TimexType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
Quarter: TypeAlias = tuple[int, int]  # year, 1 to 4

PAST, PRESENT, FUTURE = "PAST_REF", "PRESENT_REF", "FUTURE_REF"
_UNKNOWN_DAY: Final = "XXXX-XX-XX"
# TIMEX3's letter of each unit, with what a unit counts for.
_LETTER: Final = {
    "day": (1, "D"), "week": (1, "W"), "month": (1, "M"), "year": (1, "Y"), "decade": (10, "Y"),
    "century": (100, "Y"), "fortnight": (2, "W"), "quarter": (1, "Q"), "weekend": (1, "WE"),
}  # fmt: skip
_CLOCK_LETTER: Final = {"hour": "H", "minute": "M", "second": "S", "moment": "S"}
_OFTEN: Final = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "nightly": "P1D",
    "hourly": "PT1H",
}  # fmt: skip
_SEASON: Final = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_DAYPART: Final = {
    "morning": "TMO", "dawn": "TMO", "daybreak": "TMO", "sunrise": "TMO", "afternoon": "TAF", "evening": "TEV",
    "dusk": "TEV", "nightfall": "TNI", "sunset": "TEV", "night": "TNI", "tonight": "TNI", "midday": "T12:00",
    "noon": "T12:00", "midnight": "T24:00", "lunchtime": "T12:00",
}  # fmt: skip
_DAYPART_WORD: Final = re.compile(rf"\b({'|'.join(_DAYPART)})s?\b", re.IGNORECASE)
_CLOCK: Final = re.compile(
    r"(?P<h>\d{1,2}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
    r"(?:[:.]\s?(?P<m>\d{2}))?\s*(?P<half>[ap]\.?\s?m\b|o['\u2019]clock|\b[A-Z]{3}\b)?",
    re.IGNORECASE,
)
_FIRST_SPOKEN, _LAST_SPOKEN = 1100, 2000  # years that are spoken as two numbers
# Bare plurals that are mostly other things.
_NO_LENGTH: Final = frozenset({"quarters", "seconds", "a second"})
_GOES_WITH_UNIT: Final = frozenset({"year", "decade", "century"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The day of writing; of what was read before the last date and quarter; `topic` is the text's first quarter.

    Reports on earnings name their quarter once and then compare it with "a year earlier".
    """

    published: date | None
    tense: Tense = "past"
    last: Stretch | None = None
    quarter: Quarter | None = None
    topic: Quarter | None = None

    @property
    def context(self) -> Context:
        return Context(anchor=self.published, reference=self.last or self.today, tense=self.tense)

    @property
    def compared(self) -> Quarter | None:
        """The same quarter a year earlier."""
        quarter = self.quarter or self.topic
        return None if quarter is None else (quarter[0] - 1, quarter[1])

    @property
    def today(self) -> Stretch | None:
        return None if self.published is None else day_stretch(self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Type and value of one expression, and what is known for the ones after it."""

    type: TimexType
    value: str
    seen: Seen


def read_value(words: str, phrase: Phrase, seen: Seen, *, after: str) -> Value | None:
    """What `words`, the trimmed words of `phrase`, mean; None for what is no expression after all."""
    if phrase.rule == "same-year" and re.match(r"\s+end", after):
        return Value(type="DURATION", value="P1Y", seen=seen)
    read = _READ.get(phrase.rule, _date)
    return read(words, phrase, seen)


def _fixed(type_: TimexType, value: str) -> Callable[[str, Phrase, Seen], Value]:
    def read(words: str, phrase: Phrase, seen: Seen) -> Value:
        return Value(type=type_, value=value, seen=seen)

    return read


def _date(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """A place in the calendar, with the part of the day that its words name."""
    try:
        found = evaluate(phrase, seen.context)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        return Value(type="DATE", value=_UNKNOWN_DAY, seen=seen)
    value = _notation(phrase, found)
    quarter = (int(value[:4]), int(value[6])) if value[4:6] == "-Q" else seen.quarter
    after = replace(seen, last=found, quarter=quarter)
    if found.earliest == found.latest:
        part = _part_of_day(words)
        if part:
            return Value(type="TIME", value=found.earliest.isoformat() + part, seen=after)
    return Value(type="DATE", value=value, seen=after)


def _part_of_day(words: str) -> str:
    """ "T10:30", "TMO", or nothing."""
    for found in _CLOCK.finditer(words):
        half = (found["half"] or "").lower()
        if not half and found["m"] is None:
            continue
        if found["m"] is None and not half.startswith(("a", "p", "o")):
            continue
        hour = int(found["h"]) if found["h"].isdecimal() else int(LEXICON[found["h"].lower()][1])
        if hour > 24:
            continue
        later = half.startswith("p") or (_DAYPART_WORD.search(words) and re.search("afternoon|evening|night", words))
        hour = hour % 12 + 12 if later and hour <= 12 else hour % 12 if half.startswith("a") else hour
        return f"T{hour:02d}:{found['m'] or '00'}"
    named = _DAYPART_WORD.search(words)
    return _DAYPART[named[1].lower()] if named else ""


def _notation(phrase: Phrase, found: Stretch) -> str:
    """The value of a stretch, as coarse as the words are."""
    start = found.earliest
    innermost = _innermost(phrase)
    rule, unit = innermost.rule, innermost.word("u")
    if unit in ("week", "fortnight"):
        return _week(start)
    if unit == "weekend":
        return f"{_week(start)}-WE"
    if rule == "season":
        return f"{start.year:04d}-{_SEASON[start.month]}" if start.month in _SEASON else f"{start.year:04d}"
    if unit == "quarter":
        return f"{start.year:04d}-Q{(start.month + 2) // 3}"
    if unit == "half":
        return f"{start.year:04d}-H{1 if start.month < 7 else 2}"
    if innermost.kind == "PMONTH":
        return f"{start.year:04d}-{start.month:02d}"
    if innermost.kind == "PYEAR":
        return f"{start.year:04d}"
    if innermost.kind == "PDECADE":
        century = unit == "century" or rule == "century"
        return f"{start.year // 100:02d}" if century else f"{start.year // 10:03d}"
    if found.earliest == found.latest:
        return start.isoformat()
    if (start.year, start.month) == (found.latest.year, found.latest.month):
        return f"{start.year:04d}-{start.month:02d}"
    return f"{start.year:04d}"


def _innermost(phrase: Phrase) -> Phrase:
    """The part of a phrase that says how fine its value is."""
    if phrase.rule in ("part-of", "day", "in-year", "quarter-in-year") and "x" in phrase.inner:
        return _innermost(phrase.inner["x"])
    return phrase


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _whole(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """ "Late September" and "the end of 2003" have the value of the whole."""
    found = _date(words, phrase.inner["x"], seen) if "x" in phrase.inner else _date(words, phrase, seen)
    if found is not None and found.type == "TIME":
        return replace(found, type="DATE", value=found.value.split("T")[0])
    return found


def _length(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    if phrase.word("u") == "moment" or words.lower() in _NO_LENGTH:
        return None
    return Value(type="DURATION", value=_period(phrase.word("u"), _count(words, phrase)), seen=seen)


def _count(words: str, phrase: Phrase) -> int | None:
    """How many units; None for "a few" and bare plurals."""
    if "n" not in phrase.values:
        unit_word = words.split()[-1].lower()
        return 1 if not unit_word.endswith("s") or phrase.word("u") == unit_word else None
    return phrase.number("n") or None


def _period(unit: str, count: int | None) -> str:
    if unit in _CLOCK_LETTER:
        return f"PT{count if count is not None else 'X'}{_CLOCK_LETTER[unit]}"
    times, letter = _LETTER.get(unit, (1, "D"))
    return f"P{'X' if count is None else count * times}{letter}"


def _span(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """ "The past two months", "recent years": how long."""
    return _length(words, phrase, seen)


def _every(words: str, phrase: Phrase, seen: Seen) -> Value:
    often = phrase.word("often")
    if often:
        return Value(type="SET", value=_OFTEN[often], seen=seen)
    month, unit = phrase.number("u"), phrase.word("u")
    if unit in _LETTER or unit in _CLOCK_LETTER:
        return Value(type="SET", value=_period(unit, _count(words, phrase) or 1), seen=seen)
    name = words.split()[-1].lower()
    if name in _DAYPART:
        return Value(type="SET", value=f"{_UNKNOWN_DAY}{_DAYPART[name]}", seen=seen)
    if month is not None and name.startswith(_MONTH_STARTS):
        return Value(type="SET", value=f"XXXX-{month:02d}", seen=seen)
    if name.endswith("day") and month is not None:
        return Value(type="SET", value=f"XXXX-WXX-{month + 1}", seen=seen)
    return Value(type="SET", value="P1Y", seen=seen)


_MONTH_STARTS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _ago(words: str, phrase: Phrase, seen: Seen) -> Value:
    """ "Two weeks ago" is a day, "two years ago" a year, "several years ago" just past."""
    unit = phrase.word("u")
    count = None if phrase.values.get("n", VAGUE) == VAGUE else _count(words, phrase)
    ahead = phrase.word("dir") == "now"
    if count is None or seen.published is None:
        return Value(type="DATE", value=FUTURE if ahead else PAST, seen=seen)
    if unit == "year" and count == 1 and not ahead and seen.compared is not None:
        return _at_quarter(seen.compared, seen, keep=True)
    return _moved(seen.published, count if ahead else -count, unit, seen)


def _moved(day: date, count: int, unit: str, seen: Seen) -> Value:
    try:
        if unit in _GOES_WITH_UNIT:
            moved = add_years(day, count * {"year": 1, "decade": 10, "century": 100}[unit])
            return Value(type="DATE", value=f"{moved.year:04d}", seen=seen)
        if unit in ("month", "quarter"):
            moved = add_months(day, count * (3 if unit == "quarter" else 1))
            value = f"{moved.year:04d}-{moved.month:02d}"
            return Value(type="DATE", value=value, seen=replace(seen, last=day_stretch(moved)))
        days = {"week": 7, "fortnight": 14, "weekend": 7, "day": 1}.get(unit, 0)
        moved = day + timedelta(days * count)
    except (ValueError, OverflowError):
        return Value(type="DATE", value=_UNKNOWN_DAY, seen=seen)
    return Value(type="DATE", value=moved.isoformat(), seen=replace(seen, last=day_stretch(moved)))


def _offset(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """ "Two days later" leans on the last date; "two days after the vote" is a length."""
    if not re.search(r"(?:later|earlier|afterwards?)$", words, re.IGNORECASE):
        return _length(words, phrase, seen)
    unit, count = phrase.word("u"), _count(words, phrase)
    if unit == "year" and count == 1 and phrase.word("dir") == "earlier" and seen.compared is not None:
        return _at_quarter(seen.compared, seen, keep=True)
    reference = seen.last or seen.today
    if count is None or reference is None:
        return _length(words, phrase, seen)
    sign = -1 if phrase.word("dir") in ("earlier", "before") else 1
    return _moved(reference.earliest, sign * count, unit, seen)


def _at_quarter(quarter: Quarter, seen: Seen, *, keep: bool = False) -> Value:
    year, number = quarter
    return Value(type="DATE", value=f"{year:04d}-Q{number}", seen=seen if keep else replace(seen, quarter=quarter))


def _quarter(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """The third quarter: of the year that it names, else of that in which it is nearest to the day of writing."""
    number, year = phrase.number("o"), phrase.number("y")
    if phrase.word("u") == "half":
        if number not in (1, 2) or (year is None and seen.published is None):
            return None
        year = year if year is not None else _published_year(seen)
        return Value(type="DATE", value=f"{year:04d}-H{number}", seen=seen)
    if number is None or not 1 <= number <= 4:
        return None
    if year is None:
        if seen.published is None:
            return Value(type="DATE", value=f"XXXX-Q{number}", seen=seen)
        year = seen.published.year - (number > (seen.published.month + 2) // 3)
    return _at_quarter((year, number), seen)


def first_quarter(phrases: Sequence[Phrase], *, published: date | None) -> Quarter | None:
    """The first quarter that a text names by its number."""
    for phrase in phrases:
        if phrase.rule == "quarter" and published is not None:
            value = _quarter("", phrase, Seen(published=published))
            if value is not None and value.seen.quarter is not None:
                return value.seen.quarter
    return None


def _published_year(seen: Seen) -> int:
    return 0 if seen.published is None else seen.published.year


def _last_full_quarter(day: date) -> Quarter:
    quarter = (day.month + 2) // 3
    return (day.year - 1, 4) if quarter == 1 else (day.year, quarter - 1)


def _same_quarter(words: str, phrase: Phrase, seen: Seen) -> Value:
    if seen.quarter is not None or seen.topic is not None:
        return _at_quarter(seen.quarter or seen.topic or (0, 0), seen)
    if seen.published is None:
        return Value(type="DATE", value="XXXX-QX", seen=seen)
    return _at_quarter(_last_full_quarter(seen.published), seen)


def _year_earlier(words: str, phrase: Phrase, seen: Seen) -> Value:
    if seen.published is None and seen.quarter is None:
        return Value(type="DATE", value="XXXX-QX", seen=seen)
    year, number = seen.quarter or seen.topic or _last_full_quarter(seen.published or date.min)
    return _at_quarter((year - 1, phrase.number("o") or number), seen, keep=True)


def _same_period(words: str, phrase: Phrase, seen: Seen) -> Value:
    year = phrase.number("y") or 0
    if seen.quarter is None:
        return Value(type="DATE", value=f"{year:04d}", seen=seen)
    return _at_quarter((year, seen.quarter[1]), seen, keep=True)


def _same_year(words: str, phrase: Phrase, seen: Seen) -> Value:
    if seen.published is None:
        return Value(type="DATE", value="XXXX", seen=seen)
    return Value(type="DATE", value=f"{seen.published.year:04d}", seen=seen)


def _same_week(words: str, phrase: Phrase, seen: Seen) -> Value:
    if seen.published is None:
        return Value(type="DATE", value="XXXX-WXX", seen=seen)
    return Value(type="DATE", value=_week(seen.published), seen=seen)


def _year_end(words: str, phrase: Phrase, seen: Seen) -> Value:
    return Value(type="DATE", value=f"{_published_year(seen):04d}-12-31", seen=seen)


def _night(words: str, phrase: Phrase, seen: Seen) -> Value:
    """Last night and overnight: the night before the day of writing."""
    if seen.published is None:
        return Value(type="TIME", value=f"{_UNKNOWN_DAY}TNI", seen=seen)
    return Value(type="TIME", value=f"{(seen.published - timedelta(1)).isoformat()}TNI", seen=seen)


def _part(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """An hour or a part of the day, of the last date that was named."""
    part = _part_of_day(words)
    if not part:
        return None
    day = seen.last if seen.last is not None and seen.last.earliest == seen.last.latest else seen.today
    return Value(type="TIME", value=f"{day.earliest.isoformat() if day else _UNKNOWN_DAY}{part}", seen=seen)


def _same_day(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """ "That day", "the same week"; "at the same time" is no time of its own."""
    return None if phrase.word("u") == "time" else _date(words, phrase, seen)


def _ordinal_day(words: str, phrase: Phrase, seen: Seen) -> Value:
    day = seen.last or seen.today
    return Value(type="DATE", value=_UNKNOWN_DAY if day is None else day.earliest.isoformat(), seen=seen)


def _spoken_year(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    """ "Nineteen ninety-four", as it is written down from speech; other numbers are none, unless they say "year"."""
    year = phrase.number("y") or 0
    plain = _FIRST_SPOKEN <= year < _LAST_SPOKEN and year % 100 != 0
    if not plain and not words.lower().startswith("the year"):
        return None
    return None if evaluate(phrase, seen.context) is None else _date(words, phrase, seen)


def _half_of(words: str, phrase: Phrase, seen: Seen) -> Value | None:
    found = _date(words, phrase.inner["x"], seen)
    return None if found is None else replace(found, value=f"{found.value}-H2")


_READ: Final[Mapping[str, Callable[[str, Phrase, Seen], Value | None]]] = {
    "future": _fixed("DATE", FUTURE),
    "present": _fixed("DATE", PRESENT),
    "past": _fixed("DATE", PAST),
    "year-end": _year_end,
    "quarter": _quarter,
    "same-quarter": _same_quarter,
    "year-earlier": _year_earlier,
    "same-period": _same_period,
    "same-year": _same_year,
    "same-week": _same_week,
    "length": _length,
    "every": _every,
    "span-of-seasons": _fixed("SET", "XXXX"),
    "before-or-after": _length,
    "past-span": _span,
    "recent-span": _span,
    "ago": _ago,
    "offset": _offset,
    "part-of": _whole,
    "last-night": _night,
    "overnight": _night,
    "clock": _part,
    "daypart": _part,
    "same-day": _same_day,
    "ordinal-day": _ordinal_day,
    "spoken-year": _spoken_year,
    "half-of": _half_of,
}
