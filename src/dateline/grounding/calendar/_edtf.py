"""EDTF level 1 (ISO 8601-2): text to the first and last day that it covers, and back."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_QUALIFIERS = "~?%"
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(\d{4})")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d{2})XX")
_UNSPECIFIED = re.compile(r"(\d{4})(?:-(\d{2}))?-XX|(\d{4})-XX-XX")
_SEASON_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}  # spring, summer, autumn, winter of the northern half
_OPEN = "..", ""


def parse_edtf(edtf: str) -> tuple[date, date]:
    """The first and last day of an EDTF level 1 date or interval.

    Qualifiers (`~`, `?`, `%`) do not move the days. An open or unknown end gives `date.min` or `date.max`.
    A season is three whole months, winter the one that begins in the December of its year.
    Raises ValueError for what is not such a text, and for an interval that ends before it begins.
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _bounds(first)
    earliest = date.min if first in _OPEN else _bounds(first)[0]
    latest = date.max if last in _OPEN else _bounds(last)[1]
    if earliest > latest or (first in _OPEN and last in _OPEN):
        raise ValueError(f"not an interval of time: {edtf!r}")
    return earliest, latest


def to_edtf(
    earliest: date, latest: date, *, approximate_start: bool = False, approximate_end: bool | None = None
) -> str:
    """The shortest EDTF level 1 text for all days from `earliest` to `latest`.

    A whole month, year or decade is written as such, any other stretch as an interval of the coarsest parts that
    keep its days. `date.max` as `latest` is an open end, `date.min` as `earliest` an open start. `approximate_start`
    puts `~` on a single date or on the start of an interval; `approximate_end` on the end (by default as the start).
    Raises ValueError where `latest` is before `earliest` or both ends are open.
    """
    if latest < earliest or (earliest == date.min and latest == date.max):
        raise ValueError(f"no stretch of time from {earliest} to {latest}")
    start_mark = "~" if approximate_start else ""
    end_mark = start_mark if approximate_end is None else "~" if approximate_end else ""
    if earliest == date.min:
        return f"../{_end_part(latest)}{end_mark}"
    if latest == date.max:
        return f"{_start_part(earliest)}{start_mark}/.."
    whole = _single(earliest, latest)
    if whole is not None:
        return whole + (start_mark or end_mark)
    low, high = _interval(earliest, latest)
    return f"{low}{start_mark}/{high}{end_mark}"


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _bounds(part: str) -> tuple[date, date]:
    part = part.strip(_QUALIFIERS)
    if found := _DAY.fullmatch(part):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day
    if found := _MONTH.fullmatch(part):
        year, month = int(found[1]), int(found[2])
        if month in _SEASON_FIRST_MONTH:
            first = date(year, _SEASON_FIRST_MONTH[month], 1)
            return first, last_of_month(year + (month == 24), (first.month + 1) % 12 + 1)
        return date(year, month, 1), last_of_month(year, month) if 1 <= month <= 12 else date.max
    if found := _YEAR.fullmatch(part):
        return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    if found := _DECADE.fullmatch(part):
        return date(int(found[1] + "0"), 1, 1), date(int(found[1] + "9"), 12, 31)
    if found := _CENTURY.fullmatch(part):
        return date(int(found[1] + "00"), 1, 1), date(int(found[1] + "99"), 12, 31)
    if found := _UNSPECIFIED.fullmatch(part):
        year = int(found[1] or found[3])
        return _bounds(f"{year:04d}-{found[2]}" if found[2] else f"{year:04d}")
    raise ValueError(f"not a date of EDTF level 1: {part!r}")


def _single(earliest: date, latest: date) -> str | None:
    if earliest == latest:
        return earliest.isoformat()
    if earliest.day != 1 or (latest.month == earliest.month and latest.year != earliest.year):
        return None
    if (earliest.year, earliest.month) == (latest.year, latest.month) and _ends_month(latest):
        return f"{earliest.year:04d}-{earliest.month:02d}"
    if earliest.month != 1 or (latest.month, latest.day) != (12, 31):
        return None
    if earliest.year == latest.year:
        return f"{earliest.year:04d}"
    if earliest.year % 10 == 0 and latest.year - earliest.year == 9:
        return f"{earliest.year // 10:03d}X"
    return None


def _interval(earliest: date, latest: date) -> tuple[str, str]:
    """Both ends in one precision where the days allow it: 2003-06/2003-08, but 2003-06-02/2003-08-31."""
    if earliest.day == 1 and _ends_month(latest):
        if earliest.month == 1 and (latest.month, latest.day) == (12, 31):
            return f"{earliest.year:04d}", f"{latest.year:04d}"
        return f"{earliest.year:04d}-{earliest.month:02d}", f"{latest.year:04d}-{latest.month:02d}"
    return earliest.isoformat(), latest.isoformat()


def _start_part(day: date) -> str:
    if day.day != 1:
        return day.isoformat()
    return f"{day.year:04d}" if day.month == 1 else f"{day.year:04d}-{day.month:02d}"


def _end_part(day: date) -> str:
    if not _ends_month(day):
        return day.isoformat()
    return f"{day.year:04d}" if day.month == 12 else f"{day.year:04d}-{day.month:02d}"


def _ends_month(day: date) -> bool:
    return day == date.max or (day + timedelta(1)).day == 1
