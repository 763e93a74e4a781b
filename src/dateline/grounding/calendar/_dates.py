"""Calendar dates, months, seasons, years: phrases that name a place in the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.grounding.calendar._context import Context, Evaluate
from dateline.grounding.calendar._days import (
    Stretch,
    add_months,
    day_stretch,
    easter_sunday,
    is_likely,
    month_stretch,
    nearest_weekday,
    year_of_day,
    year_of_month,
    year_stretch,
)
from dateline.grounding.calendar._edtf import last_of_month
from dateline.grounding.calendar._lexicon import EASTER, FIXED_DAYS, GOOD_FRIDAY, WEEKDAYS_OF_MONTH
from dateline.grounding.calendar._phrase import Phrase

# A numeric date that may be read both ways is read as the one within so many days of the text's own date.
NEAR_ANCHOR_DAYS = 45
LEAST_YEAR = 1000  # what is smaller is no year that news would name without BC or AD
_CENTURY_OF_SHORT_YEARS = 100
_ATTACKS_OF_9_11 = date(2001, 9, 11)


def iso_date(phrase: Phrase, context: Context) -> Stretch | None:
    return day_stretch(date.fromisoformat(phrase.word("word")[:10]))


def numeric_date(phrase: Phrase, context: Context) -> Stretch | None:
    """Day first or month first: the one that exists, or the one near the anchor; None where both or neither are."""
    first, second, year = (int(part) for part in phrase.word("word").replace(".", "/").split("/"))
    readings = {
        date(year, month, day)
        for month, day in ((first, second), (second, first))
        if 1 <= month <= 12 and 1 <= day <= last_of_month(year, month).day
    }
    if len(readings) > 1 and context.anchor is not None:
        anchor = context.anchor
        readings = {day for day in readings if abs((day - anchor).days) <= NEAR_ANCHOR_DAYS}
    return day_stretch(readings.pop()) if len(readings) == 1 else None


def named_day(phrase: Phrase, context: Context) -> Stretch | None:
    return day_stretch(_ATTACKS_OF_9_11)


def full_date(phrase: Phrase, context: Context) -> Stretch | None:
    month, day, year = phrase.number("m"), phrase.number("d"), phrase.number("y")
    if month is None or day is None:
        return None
    if year is None:
        if context.anchor is None:
            return None
        year = (
            year_of_day(context.anchor - timedelta(1), month, day, tense="past")
            if phrase.word("dir")
            else context.year_of(context.anchor, month, day)
        )
    return day_stretch(date(year, month, day))


def date_range(phrase: Phrase, context: Context) -> Stretch | None:
    month, first, last, year = (phrase.number(name) for name in ("m", "d", "e", "y"))
    if month is None or first is None or last is None or last < first:
        return None
    if year is None:
        if context.anchor is None:
            return None
        year = context.year_of(context.anchor, month, first)
    return Stretch(earliest=date(year, month, first), latest=date(year, month, last))


def holiday(phrase: Phrase, context: Context) -> Stretch | None:
    year = phrase.number("y")
    if year is not None:
        return day_stretch(_holiday_in(phrase, year))
    if context.anchor is None:
        return None
    anchor, direction = context.anchor, phrase.word("dir")
    days = [_holiday_in(phrase, year) for year in range(anchor.year - 1, anchor.year + 2)]
    if direction == "next" or (context.forward and context.tense_given and direction != "last"):
        return day_stretch(min(day for day in days if day >= anchor))
    if direction == "last" or context.tense_given:
        return day_stretch(max(day for day in days if day <= anchor))
    return day_stretch(min(day for day in days if is_likely(anchor, day, ahead=context.forward)))


def _holiday_in(phrase: Phrase, year: int) -> date:
    name = phrase.word("name")
    if name == EASTER:
        weekday = phrase.number("w")  # Easter Monday follows the Sunday, other weekdays lead up to it
        shift = 0 if weekday in (None, 6) else 1 if weekday == 0 else weekday - 6
        return easter_sunday(year) + timedelta(shift - (phrase.word("eve") != ""))
    if name == GOOD_FRIDAY:
        return easter_sunday(year) - timedelta(2)
    if name in WEEKDAYS_OF_MONTH:
        month, weekday, first = WEEKDAYS_OF_MONTH[name]
        return nearest_weekday(date(year, month, first), weekday, tense="future") - timedelta(phrase.word("eve") != "")
    month, day = FIXED_DAYS[name]
    return date(year, month, day) - timedelta(phrase.word("eve") != "")


def month(phrase: Phrase, context: Context) -> Stretch | None:
    number, year = phrase.number("m"), phrase.number("y")
    if number is None:
        return None
    if year is None:
        anchor = context.anchor
        if anchor is None:
            return None
        direction = phrase.word("dir")
        if "next" in direction or "coming" in direction:
            year = anchor.year + (number <= anchor.month)
        elif "last" in direction or "past" in direction:
            year = anchor.year - (number >= anchor.month)
        elif "this" in direction:
            year = anchor.year
        else:
            year = year_of_month(anchor, number, tense=context.tense_of_month(anchor, number))
    return month_stretch(year, number)


def weekday(phrase: Phrase, context: Context) -> Stretch | None:
    """The latest such day on or before the anchor; with future tense the first on or after it."""
    number, anchor, direction = phrase.number("w"), context.anchor, phrase.word("dir")
    if number is None or anchor is None:
        return None
    if "last" in direction or "past" in direction:
        return day_stretch(nearest_weekday(anchor - timedelta(1), number, tense="past"))
    if "next" in direction or "coming" in direction:
        return day_stretch(nearest_weekday(anchor + timedelta(1), number, tense="future"))
    if "this" in direction and not context.tense_given:  # "this Friday" looks forward where nothing says otherwise
        return day_stretch(nearest_weekday(anchor, number, tense="future"))
    return day_stretch(nearest_weekday(anchor, number, tense=context.tense))


def season(phrase: Phrase, context: Context) -> Stretch | None:
    """Three whole months of the northern half of the earth, both ends approximate."""
    first, year, anchor = phrase.number("s"), phrase.number("y"), context.anchor
    if first is None or (year is None and anchor is None):
        return None
    if year is not None:
        return _season_of(year, first)
    assert anchor is not None
    direction = phrase.word("dir")
    seasons = [_season_of(anchor.year + step, first) for step in (-2, -1, 0, 1, 2)]
    if "next" in direction or "coming" in direction:
        return next(found for found in seasons if found.earliest > anchor)
    if "last" in direction or "past" in direction:
        return next(found for found in reversed(seasons) if found.latest < anchor)
    if context.forward or (direction == "this" and anchor.month < first):
        return next(found for found in seasons if found.latest >= anchor)
    return next(found for found in reversed(seasons) if found.earliest <= anchor)


def _season_of(year: int, first: int) -> Stretch:
    start = date(year, first, 1)
    return Stretch(earliest=start, latest=add_months(start, 3) - timedelta(1), vague_start=True, vague_end=True)


def quarter(phrase: Phrase, context: Context) -> Stretch | None:
    number, year, anchor = phrase.number("o"), phrase.number("y"), context.anchor
    months = 6 if phrase.word("u") == "half" else 3
    if number is None or not 1 <= number <= 12 // months:
        return None
    first = months * (number - 1) + 1
    if year is None:
        if anchor is None:
            return None
        year = year_of_month(anchor, first, tense=context.tense if context.tense_given else "past")
    start = date(year, first, 1)
    return Stretch(earliest=start, latest=add_months(start, months) - timedelta(1))


def year(phrase: Phrase, context: Context) -> Stretch | None:
    number = phrase.number("y")
    return None if number is None or number < LEAST_YEAR else year_stretch(number)


def year_range(phrase: Phrase, context: Context) -> Stretch | None:
    first, last = phrase.number("y"), phrase.number("z")
    if first is None or last is None:
        return None
    if last < _CENTURY_OF_SHORT_YEARS:
        last += first - first % _CENTURY_OF_SHORT_YEARS
    return year_stretch(first, last) if last > first else None


def decade(phrase: Phrase, context: Context) -> Stretch | None:
    first = phrase.number("y")
    return None if first is None else year_stretch(first, first + 9)


def century(phrase: Phrase, context: Context) -> Stretch | None:
    number = phrase.number("o")
    return None if number is None else year_stretch(max(100 * (number - 1), 1), 100 * number - 1)


DATES: dict[str, Evaluate] = {
    "iso-date": iso_date,
    "numeric-date": numeric_date,
    "named-day": named_day,
    "date": full_date,
    "date-range": date_range,
    "holiday": holiday,
    "month": month,
    "weekday": weekday,
    "season": season,
    "quarter": quarter,
    "year": year,
    "spoken-year": year,
    "year-range": year_range,
    "decade": decade,
    "century": century,
}
