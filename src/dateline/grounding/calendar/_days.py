"""Arithmetic of days, weeks, months and years: pure functions, no words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dateline.grounding.calendar._edtf import last_of_month

Tense = Literal["past", "future"]

_DAYS_IN_WEEK = 7
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """All days from `earliest` to `latest`; the flags say that an end is approximate (`~`)."""

    earliest: date
    latest: date
    vague_start: bool = False
    vague_end: bool = False

    def vague(self) -> Stretch:
        return replace(self, vague_start=True, vague_end=True)


def day_stretch(day: date, *, vague: bool = False) -> Stretch:
    return Stretch(earliest=day, latest=day, vague_start=vague, vague_end=vague)


def month_stretch(year: int, month: int, *, vague: bool = False) -> Stretch:
    return Stretch(earliest=date(year, month, 1), latest=last_of_month(year, month), vague_start=vague, vague_end=vague)


def year_stretch(first: int, last: int | None = None, *, vague: bool = False) -> Stretch:
    return Stretch(
        earliest=date(first, 1, 1),
        latest=date(first if last is None else last, 12, 31),
        vague_start=vague,
        vague_end=vague,
    )


def week_stretch(day: date, *, vague: bool = False) -> Stretch:
    """The week, Monday to Sunday, that holds `day`."""
    monday = day - timedelta(day.weekday())
    return Stretch(earliest=monday, latest=monday + timedelta(6), vague_start=vague, vague_end=vague)


def weekend_stretch(day: date) -> Stretch:
    """The Saturday and Sunday at the end of the week that holds `day`."""
    saturday = day - timedelta(day.weekday()) + timedelta(SATURDAY)
    return Stretch(earliest=saturday, latest=saturday + timedelta(1))


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


def add_years(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def nearest_weekday(anchor: date, weekday: int, *, tense: Tense) -> date:
    """The latest such day on or before the anchor, or with future tense the first on or after it."""
    if tense == "future":
        return anchor + timedelta((weekday - anchor.weekday()) % _DAYS_IN_WEEK)
    return anchor - timedelta((anchor.weekday() - weekday) % _DAYS_IN_WEEK)


# Without a word on tense a month or day without year is past, unless that is longer ago than so many months: then it
# is the coming one. Set on the train articles: papers give the year, or say "last", for what is longer ago.
PAST_MONTHS = 8


def likely_tense(anchor: date, month: int) -> Tense:
    """The tense of a month that lies `PAST_MONTHS` back at most, else the future."""
    return "past" if (anchor.month - month) % 12 <= PAST_MONTHS else "future"


def year_of_month(anchor: date, month: int, *, tense: Tense) -> int:
    """The year that puts a month on or before the anchor's month, or with future tense on or after it."""
    if tense == "future":
        return anchor.year + (month < anchor.month)
    return anchor.year - (month > anchor.month)


def year_of_day(anchor: date, month: int, day: int, *, tense: Tense) -> int:
    """The year that puts a month and day on or before the anchor, or with future tense on or after it."""
    if tense == "future":
        return anchor.year + ((month, day) < (anchor.month, anchor.day))
    return anchor.year - ((month, day) > (anchor.month, anchor.day))


# A day without a year lies at most so many days back, else it is the coming one: about PAST_MONTHS. After a word of
# the future it still is the past one where it was that near: "they will honour the dead of May 3", written on May 9.
PAST_DAYS, PAST_DAYS_AHEAD = 245, 31


def is_likely(anchor: date, day: date, *, ahead: bool) -> bool:
    """True where a day is not too long ago to be meant without its year; `ahead` after a word of the future."""
    return (anchor - day).days <= (PAST_DAYS_AHEAD if ahead else PAST_DAYS)


def likely_year(anchor: date, month: int, day: int, *, ahead: bool) -> int:
    """The first year in which a month and day is not too long ago."""
    for year in (anchor.year - 1, anchor.year):
        # 29 February counts as the 28th here: only its distance matters
        if is_likely(anchor, date(year, month, min(day, last_of_month(year, month).day)), ahead=ahead):
            return year
    return anchor.year + 1


def easter_sunday(year: int) -> date:
    """Western Easter, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    skipped, lunar = century // 4, (century + 8) // 25
    epact = (19 * golden + century - skipped - (century - lunar + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
