"""Phrases that count from the day on which the text was written: yesterday, last week, two months ago."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.grounding.calendar._context import Context, Evaluate
from dateline.grounding.calendar._days import (
    Stretch,
    add_months,
    add_years,
    day_stretch,
    month_stretch,
    week_stretch,
    weekend_stretch,
    year_stretch,
)
from dateline.grounding.calendar._lexicon import VAGUE
from dateline.grounding.calendar._phrase import Phrase

# How many an uncounted "few" are: at the least, typically, at the most.
FEW_LEAST, FEW_TYPICAL, FEW_MOST = 2, 3, 6
# "Recent months" are this one and the two before it, recent weeks and days likewise: as the coded articles have it.
RECENT_UNITS = {"day": 6, "week": 4, "month": 2, "year": 3, "decade": 3, "century": 2, "hour": 24, "minute": 60}
# "Recently" is the month that holds the day so many days ago: at the start of a month it still means the last one.
RECENTLY_DAYS = 7
# Up to so many days ago the day is meant exactly, beyond it roughly.
EXACT_DAYS = 6
_HOURS_IN_DAY = 24
_YEARS_IN = {"year": 1, "decade": 10, "century": 100}
_DAYS_IN = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}


def shift(day: date, count: int, unit: str) -> Stretch | None:
    """The stretch `count` units after `day` (before it where negative), as fine as the unit says; None for no unit.

    Weeks and months leave the day open: the week or month is meant, approximately; years leave the year.
    """
    if unit in _YEARS_IN:
        return year_stretch(day.year + count * _YEARS_IN[unit], vague=unit != "year")
    if unit in ("month", "quarter"):
        moved = add_months(day, count * (3 if unit == "quarter" else 1))
        return month_stretch(moved.year, moved.month, vague=True)
    if unit in _DAYS_IN:
        moved = day + timedelta(count * _DAYS_IN[unit])
        if unit == "day":
            return day_stretch(moved, vague=abs(count) > EXACT_DAYS)
        return week_stretch(moved, vague=True)
    if unit == "hour":
        sign = -1 if count < 0 else 1
        return day_stretch(day + timedelta(sign * (abs(count) // _HOURS_IN_DAY)), vague=True)
    return day_stretch(day, vague=True)


def back_from(anchor: date, count: int, unit: str) -> date:
    """The day that begins a span of `count` units that ends at the anchor (negative: that it ends, seen forward)."""
    if unit in _YEARS_IN:
        return add_years(anchor, -count * _YEARS_IN[unit])
    if unit in ("month", "quarter"):
        return add_months(anchor, -count * (3 if unit == "quarter" else 1))
    return anchor - timedelta(count * _DAYS_IN.get(unit, 0) if unit in _DAYS_IN else count // _HOURS_IN_DAY)


def today(phrase: Phrase, context: Context) -> Stretch | None:
    step = phrase.number("k")
    return None if context.anchor is None or step is None else day_stretch(context.anchor + timedelta(step))


def last_night(phrase: Phrase, context: Context) -> Stretch | None:
    return None if context.anchor is None else day_stretch(context.anchor - timedelta(1))


def this_morning(phrase: Phrase, context: Context) -> Stretch | None:
    return None if context.anchor is None else day_stretch(context.anchor)


def overnight(phrase: Phrase, context: Context) -> Stretch | None:
    """The night before the anchor: it spans two days."""
    if context.anchor is None:
        return None
    return Stretch(earliest=context.anchor - timedelta(1), latest=context.anchor)


def this_unit(phrase: Phrase, context: Context) -> Stretch | None:
    """Last, this or next week, weekend, month, quarter, year …; "this week" told in the past ends with the anchor."""
    anchor, unit, direction = context.anchor, phrase.word("u"), phrase.word("dir")
    if anchor is None:
        return None
    step = (
        -1 if "last" in direction or "past" in direction else 1 if "next" in direction or "coming" in direction else 0
    )
    if unit in ("week", "weekend", "fortnight"):
        return _week(anchor, unit, step, forward=context.forward)
    if unit in ("month", "quarter"):
        first = anchor.replace(day=1)
        months = 1 if unit == "month" else 3
        first = add_months(first, months * step - (first.month - 1) % months)
        return Stretch(earliest=first, latest=add_months(first, months) - timedelta(1))
    length = _YEARS_IN[unit]
    first_year = anchor.year - anchor.year % length + step * length
    return year_stretch(first_year, first_year + length - 1)


def _week(anchor: date, unit: str, step: int, *, forward: bool) -> Stretch:
    if unit == "weekend":
        return _weekend(anchor, step, forward=forward)
    found = week_stretch(anchor + timedelta(7 * step))
    return replace(found, latest=anchor) if unit == "week" and step == 0 and not forward else found


def _weekend(anchor: date, step: int, *, forward: bool) -> Stretch:
    """The weekend, this or last weekend is the one that has begun, or the one before it, where nothing looks ahead."""
    begun = weekend_stretch(anchor).earliest <= anchor
    weeks = step if step > 0 or (step == 0 and (forward or begun)) else -1
    return weekend_stretch(anchor + timedelta(7 * weeks))


def past_span(phrase: Phrase, context: Context) -> Stretch | None:
    """The past (coming) so many units: from that long ago to the anchor, or from the anchor on."""
    anchor, unit = context.anchor, phrase.word("u")
    if anchor is None:
        return None
    count = phrase.number("n")
    if count is None:
        count = 1
    if count == VAGUE:
        count = FEW_TYPICAL
    ahead = phrase.word("dir") in ("next", "coming")
    other = back_from(anchor, -count if ahead else count, unit)
    fine = unit in ("day", "week", "weekend", "fortnight", "hour", "minute", "moment")
    if ahead:
        return Stretch(earliest=anchor, latest=other, vague_end=True)
    start = other if fine or unit == "month" else other.replace(month=1, day=1)
    return Stretch(earliest=start, latest=anchor, vague_start=True)


def recent_span(phrase: Phrase, context: Context) -> Stretch | None:
    """Recent months are whole months up to this one, recent years whole years, recent weeks and days end now."""
    anchor, unit = context.anchor, phrase.word("u")
    if anchor is None or unit not in RECENT_UNITS:
        return None
    start = back_from(anchor, RECENT_UNITS[unit], unit)
    if unit == "month":
        first, last = month_stretch(start.year, start.month), month_stretch(anchor.year, anchor.month)
        return Stretch(earliest=first.earliest, latest=last.latest, vague_start=True, vague_end=True)
    if unit in _YEARS_IN:
        return year_stretch(start.year, anchor.year, vague=True)
    return Stretch(earliest=start, latest=anchor, vague_start=True, vague_end=True)


def recent_month(anchor: date) -> Stretch:
    day = anchor - timedelta(RECENTLY_DAYS)
    return month_stretch(day.year, day.month, vague=True)


def recently(phrase: Phrase, context: Context) -> Stretch | None:
    return None if context.anchor is None else recent_month(context.anchor)


def now(phrase: Phrase, context: Context) -> Stretch | None:
    return None if context.anchor is None else day_stretch(context.anchor, vague=True)


def ago(phrase: Phrase, context: Context) -> Stretch | None:
    """So many units ago (or from now); an uncounted "few" is the stretch between the least and the most it can be."""
    anchor, count, unit = context.anchor, phrase.number("n"), phrase.word("u")
    if anchor is None:
        return None
    sign = 1 if phrase.word("dir") == "now" else -1
    if count:
        return shift(anchor, sign * count, unit)
    if phrase.values.get("n") is None:
        return None
    return few(anchor, sign, unit)


def few(day: date, sign: int, unit: str) -> Stretch | None:
    """An uncounted few units away: of weeks the month, of months the year, else from the least to the most."""
    if unit == "week":
        moved = day + timedelta(sign * 7 * FEW_TYPICAL)
        return month_stretch(moved.year, moved.month, vague=True)
    if unit == "month":
        return year_stretch(add_months(day, sign * FEW_TYPICAL).year, vague=True)
    near, far = shift(day, sign * FEW_LEAST, unit), shift(day, sign * FEW_MOST, unit)
    if near is None or far is None:
        return None
    return Stretch(
        earliest=min(near.earliest, far.earliest), latest=max(near.latest, far.latest), vague_start=True, vague_end=True
    )


def recurring(phrase: Phrase, context: Context) -> Stretch | None:
    """What goes on at the time of the text has the text's date, approximately."""
    return now(phrase, context)


def duration(phrase: Phrase, context: Context) -> Stretch | None:
    """A length of time says when only of what is to come: "in two weeks", "within a year"."""
    anchor, count, unit = context.anchor, phrase.number("n"), phrase.word("u")
    if anchor is None or count is None or not context.forward:
        return None
    if phrase.word("pre") == "in":
        return shift(anchor, count, unit) if count else few(anchor, 1, unit)
    if count and phrase.word("pre") == "within":
        return Stretch(earliest=anchor, latest=back_from(anchor, -count, unit), vague_end=True)
    return None


DEICTIC: dict[str, Evaluate] = {
    "today": today,
    "last-night": last_night,
    "this-morning": this_morning,
    "overnight": overnight,
    "this-week": this_unit,
    "this-month": this_unit,
    "this-year": this_unit,
    "this-decade": this_unit,
    "this-quarter": this_unit,
    "past-span": past_span,
    "recent-span": recent_span,
    "recently": recently,
    "now": now,
    "ago": ago,
    "recurring": recurring,
    "duration": duration,
}
