"""Phrases made of phrases: early on Friday, July last year, between 2003 and 2005; and `evaluate`, which does any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.grounding.calendar._context import Context, Evaluate
from dateline.grounding.calendar._dates import DATES
from dateline.grounding.calendar._days import (
    Stretch,
    add_months,
    day_stretch,
    week_stretch,
    weekend_stretch,
    year_stretch,
)
from dateline.grounding.calendar._deictic import DEICTIC, this_unit
from dateline.grounding.calendar._phrase import Phrase
from dateline.grounding.calendar._relative import RELATIVE, TIMES_OF_DAY

_DAYS_OF_A_WEEK = 7
_DAYS_OF_A_MONTH = 31
_DAYS_OF_A_YEAR = 366
_DAYS_OF_A_DECADE = 3653


def evaluate(phrase: Phrase, context: Context) -> Stretch | None:
    """The days that a phrase means, or None where the context does not say; impossible dates are None too."""
    function = _EVALUATE.get(phrase.rule)
    if function is None:
        return None
    try:
        return function(phrase, context)
    except (ValueError, OverflowError):  # 31 June, or a step out of the years that a date can hold
        return None


def is_relative(phrase: Phrase) -> bool:
    """True for a phrase that only another event or time in the text can place."""
    if phrase.rule == "offset-from":
        return is_relative(phrase.inner["x"])
    if phrase.rule in RELATIVE or phrase.rule in TIMES_OF_DAY or phrase.rule == "relative-part":
        return True
    return any(is_relative(inner) for inner in phrase.inner.values())


def _day(phrase: Phrase, context: Context) -> Stretch | None:
    return evaluate(phrase.inner["x"], context)


def _relative_part(phrase: Phrase, context: Context) -> Stretch | None:
    return evaluate(phrase.inner["r"], context)


def _time_of_day(phrase: Phrase, context: Context) -> Stretch | None:
    """An hour of the reference's day, where that is one day."""
    reference = context.reference
    return reference if reference is not None and reference.earliest == reference.latest else None


def _in_year(phrase: Phrase, context: Context) -> Stretch | None:
    year = evaluate(phrase.inner["k"], context)
    return None if year is None else evaluate(phrase.inner["x"], context.at(year.latest))


def _in_week(phrase: Phrase, context: Context) -> Stretch | None:
    weekday = phrase.inner["x"].number("w")
    week = evaluate(phrase.inner["k"], replace(context, tense="future"))
    if week is None or weekday is None:
        return evaluate(phrase.inner["x"], context)
    day = week_stretch(week.earliest).earliest + timedelta(weekday)
    return day_stretch(day)


def _week_of(phrase: Phrase, context: Context) -> Stretch | None:
    found = evaluate(phrase.inner["x"], context)
    if found is None:
        return None
    return weekend_stretch(found.earliest) if phrase.word("u") == "weekend" else week_stretch(found.earliest)


def part_of(whole: Stretch, part: str, *, anchor: date | None) -> Stretch:
    """The early, middle or late part of a stretch, approximate.

    A month is not cut: nobody knows where its early days end. Of a year or season thirds are meant, and its last
    month is its end; of a decade, whole years. "Earlier this week" ends on the day before the anchor.
    """
    days = (whole.latest - whole.earliest).days + 1
    if part in ("earlier", "later"):
        return _earlier_or_later(whole, part, anchor) if days <= _DAYS_OF_A_WEEK else whole
    if days <= _DAYS_OF_A_WEEK:
        return whole
    if days <= _DAYS_OF_A_MONTH or days > _DAYS_OF_A_DECADE:
        return whole.vague()
    name = _PART[part]
    if days > _DAYS_OF_A_YEAR:
        first, last = _YEARS_OF_DECADE[name]
        return year_stretch(whole.earliest.year + first, whole.earliest.year + last, vague=True)
    months = (whole.latest.year - whole.earliest.year) * 12 + whole.latest.month - whole.earliest.month + 1
    third = months // 3
    first_month = {"early": 0, "mid": third, "late": months - third, "end": months - 1}[name]
    start = add_months(whole.earliest, first_month)
    end = whole.latest if name in ("late", "end") else add_months(start, third) - timedelta(1)
    return Stretch(earliest=start, latest=end, vague_start=True, vague_end=True)


def _earlier_or_later(week: Stretch, part: str, anchor: date | None) -> Stretch:
    if anchor is None or not week.earliest < anchor <= week.latest:
        return week
    return replace(week, latest=anchor - timedelta(1)) if part == "earlier" else replace(week, earliest=anchor)


_PART = {
    "early": "early", "beginning": "early", "start": "early", "outset": "early",
    "mid": "mid", "middle": "mid",
    "late": "late", "end": "end", "close": "end",
}  # fmt: skip
_YEARS_OF_DECADE = {"early": (0, 4), "mid": (3, 6), "late": (5, 9), "end": (8, 9)}


def _part_of(phrase: Phrase, context: Context) -> Stretch | None:
    whole = evaluate(phrase.inner["x"], context)
    if whole is None:
        return None
    if phrase.word("pre") in ("by", "before"):  # a limit: some time of the whole
        return whole
    return part_of(whole, phrase.word("part"), anchor=context.anchor)


def _end_of_this(phrase: Phrase, context: Context) -> Stretch | None:
    """By the end of the year: some time of this year."""
    return this_unit(phrase, replace(context, tense="future"))


def _offset_from(phrase: Phrase, context: Context) -> Stretch | None:
    reference = evaluate(phrase.inner["x"], context)
    return None if reference is None else evaluate(phrase.inner["r"], replace(context, reference=reference))


def _between(phrase: Phrase, context: Context) -> Stretch | None:
    """From the first day of one to the last day of the other; the first takes the year that the second is in."""
    last = evaluate(phrase.inner["k"], context)
    if last is None:
        return None
    first = evaluate(phrase.inner["x"], context.at(last.latest) if last.latest != date.max else context)
    if first is None or first.earliest > last.latest:
        return None
    return Stretch(earliest=first.earliest, latest=last.latest, vague_start=first.vague_start, vague_end=last.vague_end)


def since(found: Stretch, context: Context) -> Stretch:
    """From the first day of a stretch to the anchor; open where there is no anchor or it lies before."""
    end = context.anchor
    if context.forward or end is None or end < found.earliest:
        return Stretch(earliest=found.earliest, latest=date.max, vague_start=found.vague_start)
    return Stretch(earliest=found.earliest, latest=end, vague_start=found.vague_start)


def _since(phrase: Phrase, context: Context) -> Stretch | None:
    found = evaluate(phrase.inner["x"], replace(context, tense="past"))
    return None if found is None else since(found, context)


def _until(phrase: Phrase, context: Context) -> Stretch | None:
    """From the anchor to the last day of a stretch to come; of one that is past only its end is known, roughly."""
    found = evaluate(phrase.inner["x"], context)
    if found is None or context.anchor is None or found.latest <= context.anchor:
        return None if found is None else found.vague()
    return Stretch(earliest=min(context.anchor, found.earliest), latest=found.latest, vague_end=found.vague_end)


def _by(phrase: Phrase, context: Context) -> Stretch | None:
    found = evaluate(phrase.inner["x"], context)
    return None if found is None else found.vague()


def _after(phrase: Phrase, context: Context) -> Stretch | None:
    """After a time to come: open; after a past one: near it."""
    found = evaluate(phrase.inner["x"], context)
    if found is None or found.latest == date.max:
        return None
    if context.anchor is not None and found.latest >= context.anchor:
        return Stretch(earliest=found.latest + timedelta(1), latest=date.max)
    return found.vague()


_EVALUATE: dict[str, Evaluate] = {
    **DATES,
    **DEICTIC,
    **RELATIVE,
    "clock": _time_of_day,
    "daypart": _time_of_day,
    "day": _day,
    "relative-part": _relative_part,
    "in-year": _in_year,
    "in-week": _in_week,
    "week-of": _week_of,
    "part-of": _part_of,
    "end-of-this": _end_of_this,
    "offset-from": _offset_from,
    "between": _between,
    "from-to": _between,
    "since": _since,
    "until": _until,
    "by": _by,
    "before": _by,
    "after": _after,
}
