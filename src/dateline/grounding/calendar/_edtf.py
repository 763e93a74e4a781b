"""EDTF level 1 (ISO 8601-2): text to the first and last day that it covers, and back."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_QUALIFIERS = "~?%"
_PART = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?")
_UNKNOWN = None, "XX"
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
    found = _PART.fullmatch(part.strip(_QUALIFIERS))
    if found is None:
        raise ValueError(f"not a date of EDTF level 1: {part!r}")
    low, high = (int(found["year"].replace("X", digit)) for digit in "09")
    if found["month"] in _UNKNOWN and found["day"] in _UNKNOWN:
        return date(low, 1, 1), date(high, 12, 31)
    if low != high or found["month"] == "XX":  # level 2
        raise ValueError(f"not a date of EDTF level 1: {part!r}")
    month = int(found["month"])
    if month in _SEASON_FIRST_MONTH and found["day"] is None:
        first = _SEASON_FIRST_MONTH[month]
        return date(low, first, 1), last_of_month(low + (first == 12), (first + 1) % 12 + 1)
    first_day = date(low, month, 1)
    if found["day"] in _UNKNOWN:
        return first_day, last_of_month(low, month)
    day = first_day.replace(day=int(found["day"]))
    return day, day


def _single(earliest: date, latest: date) -> str | None:
    """A day, a whole month, year or decade; None for any other stretch."""
    years = latest.year - earliest.year
    if earliest == latest:
        return earliest.isoformat()
    if years == 0 and earliest.day == 1 and latest == last_of_month(earliest.year, earliest.month):
        return f"{earliest.year:04d}-{earliest.month:02d}"
    if (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31):
        if years == 0:
            return f"{earliest.year:04d}"
        if years == 9 and earliest.year % 10 == 0:
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
