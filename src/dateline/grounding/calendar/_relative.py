"""Phrases that lean on another event: a day after, hours later, the same day."""

from __future__ import annotations

from datetime import timedelta

from dateline.grounding.calendar._context import Context, Evaluate
from dateline.grounding.calendar._days import (
    Stretch,
    day_stretch,
    month_stretch,
    nearest_weekday,
    week_stretch,
    year_stretch,
)
from dateline.grounding.calendar._deictic import few, shift
from dateline.grounding.calendar._lexicon import DAYPARTS, UNITS_OF_A_DAY, VAGUE
from dateline.grounding.calendar._phrase import Phrase


def offset(phrase: Phrase, context: Context) -> Stretch | None:
    """So many units after or before the reference; "the day before" and "the night after" are one day away."""
    if context.reference is None:
        return None
    unit, count = phrase.word("u"), phrase.values.get("n", 1)
    if count == VAGUE:
        return few_later(phrase, context)
    return _moved(context.reference, _sign(phrase) * int(count), "day" if unit in DAYPARTS else unit)


def few_later(phrase: Phrase, context: Context) -> Stretch | None:
    """Days later: from the least to the most that it can be; hours or minutes later: about the reference."""
    reference, unit = context.reference, phrase.word("u")
    if reference is None or unit in UNITS_OF_A_DAY:
        return None if reference is None else reference.vague()
    low = few(reference.earliest, _sign(phrase), unit)
    high = few(reference.latest, _sign(phrase), unit)
    if low is None or high is None:
        return None
    return Stretch(earliest=low.earliest, latest=high.latest, vague_start=True, vague_end=True)


def _sign(phrase: Phrase) -> int:
    return -1 if phrase.word("dir") in ("earlier", "before") else 1


def _moved(reference: Stretch, count: int, unit: str) -> Stretch | None:
    low, high = shift(reference.earliest, count, unit), shift(reference.latest, count, unit)
    if low is None or high is None:
        return None
    return Stretch(
        earliest=low.earliest,
        latest=high.latest,
        vague_start=low.vague_start or reference.vague_start,
        vague_end=high.vague_end or reference.vague_end,
    )


def next_day(phrase: Phrase, context: Context) -> Stretch | None:
    reference, unit = context.reference, phrase.word("u")
    if reference is None:
        return None
    sign = -1 if phrase.word("dir") in ("previous", "preceding", "prior") else 1
    if unit in ("week", "month", "year", "decade", "century", "fortnight", "quarter", "weekend"):
        return _moved(reference, sign, unit)
    day = reference.latest if sign > 0 else reference.earliest
    return day_stretch(day + timedelta(sign), vague=reference.vague_end)


def same_day(phrase: Phrase, context: Context) -> Stretch | None:
    """The reference's own day; "that week" or "that year" is the whole week or year that holds it."""
    reference = context.reference
    if reference is None:
        return None
    unit, day = phrase.word("u"), reference.earliest
    if unit == "week" and reference.latest <= week_stretch(day).latest:
        return week_stretch(day)
    if unit == "month" and (day.year, day.month) == (reference.latest.year, reference.latest.month):
        return month_stretch(day.year, day.month)
    if unit == "year" and day.year == reference.latest.year:
        return year_stretch(day.year)
    return reference


def weekday_from_event(phrase: Phrase, context: Context) -> Stretch | None:
    reference, weekday = context.reference, phrase.number("w")
    if reference is None or weekday is None:
        return None
    direction = phrase.word("dir")
    if direction in ("same", "very"):
        return day_stretch(nearest_weekday(reference.latest, weekday, tense="past"))
    if direction in ("following", "subsequent", "ensuing"):
        return day_stretch(nearest_weekday(reference.latest + timedelta(1), weekday, tense="future"))
    return day_stretch(nearest_weekday(reference.earliest - timedelta(1), weekday, tense="past"))


def soon_after(phrase: Phrase, context: Context) -> Stretch | None:
    return None if context.reference is None else context.reference.vague()


def since_then(phrase: Phrase, context: Context) -> Stretch | None:
    reference, anchor = context.reference, context.anchor
    if reference is None or anchor is None or reference.earliest > anchor:
        return None
    return Stretch(earliest=reference.earliest, latest=anchor, vague_start=reference.vague_start)


RELATIVE: dict[str, Evaluate] = {
    "offset": offset,
    "few-later": few_later,
    "next-day": next_day,
    "same-day": same_day,
    "weekday-from-event": weekday_from_event,
    "soon-after": soon_after,
    "since-then": since_then,
}
# Their phrase is one of a time of day: only another time in the text can say of which day.
TIMES_OF_DAY = frozenset({"clock", "daypart"})
