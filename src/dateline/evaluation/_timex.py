"""score_timex: the calendar's time expressions against gold TIMEX3, as TempEval-3 counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.errors import UsageError
from dateline.evaluation._result import Fault, Result, harmonic, per_cent, read_lines
from dateline.grounding.calendar import find_timexes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TASK: Final = "timex"
_AROUND: Final = 40  # letters of the text shown on either side of a fault


class TimexRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression, of the gold or of the program."""

    start: int
    end: int
    type: str
    value: str


class TimexItem(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the set."""

    id: str
    published: str | None = None
    text: str
    timexes: tuple[TimexRecord, ...]


def score_timex(folder: Path) -> Result:
    """The figures of the calendar on the texts of `folder`, each with the day on which it was published."""
    items = read_lines(folder, TimexItem)
    return compare([(item, _answer(item)) for item in items])


def compare(answers: Sequence[tuple[TimexItem, Sequence[TimexRecord]]]) -> Result:
    """TempEval-3, task A (UzZaman et al. 2013), as its scorer counts.

    Relaxed: an expression of one side is matched by the first of the other side that overlaps it; strict: by one
    with the same extent. `value_f1` and `type_f1` are the share of the matched gold expressions with the same
    attribute, times relaxed F1.
    """
    wanted = given = recalled = precise = same = values = types = 0
    faults: list[Fault] = []
    for item, found in answers:
        wanted += len(item.timexes)
        given += len(found)
        extents = {(timex.start, timex.end) for timex in found}
        same += sum((timex.start, timex.end) in extents for timex in item.timexes)
        precise += sum(_partner(timex, item.timexes) is not None for timex in found)
        for timex in item.timexes:
            partner = _partner(timex, found)
            recalled += partner is not None
            values += partner is not None and partner.value == timex.value
            types += partner is not None and partner.type == timex.type
            faults += _faults(item, timex, partner)
        faults += [_fault(item, "invented", None, t) for t in found if _partner(t, item.timexes) is None]
    precision, recall = per_cent(precise, given), per_cent(recalled, wanted)
    relaxed = harmonic(precision, recall)
    figures = {
        "relaxed_f1": relaxed,
        "relaxed_precision": precision,
        "relaxed_recall": recall,
        "strict_f1": harmonic(per_cent(same, given), per_cent(same, wanted)),
        "value_f1": relaxed * values / recalled if recalled else 0.0,
        "type_f1": relaxed * types / recalled if recalled else 0.0,
    }
    return Result(task=TASK, items=len(answers), figures=figures, faults=tuple(faults))


def _answer(item: TimexItem) -> tuple[TimexRecord, ...]:
    try:
        published = None if item.published is None else date.fromisoformat(item.published[:10])
    except ValueError as fault:
        raise UsageError(f"{item.id}: {item.published!r} is no date of publication.") from fault
    return tuple(
        TimexRecord(start=timex.start, end=timex.end, type=timex.type, value=timex.value)
        for timex in find_timexes(item.text, published=published)
    )


def _partner(timex: TimexRecord, others: Sequence[TimexRecord]) -> TimexRecord | None:
    """The expression with the same extent, else the first that shares a character."""
    overlapping = [other for other in others if other.start < timex.end and timex.start < other.end]
    same = [other for other in overlapping if (other.start, other.end) == (timex.start, timex.end)]
    return next(iter(same or overlapping), None)


def _faults(item: TimexItem, timex: TimexRecord, partner: TimexRecord | None) -> list[Fault]:
    if partner is None:
        return [_fault(item, "missed", timex, None)]
    kinds = (
        ("extent", (partner.start, partner.end) != (timex.start, timex.end)),
        ("value", partner.value != timex.value),
        ("type", partner.type != timex.type),
    )
    return [_fault(item, kind, timex, partner) for kind, wrong in kinds if wrong]


def _fault(item: TimexItem, kind: str, wanted: TimexRecord | None, given: TimexRecord | None) -> Fault:
    place = wanted or given
    assert place is not None
    return Fault(
        item_id=item.id,
        kind=kind,
        wanted=_show(item.text, wanted),
        given=_show(item.text, given),
        context=item.text[max(0, place.start - _AROUND) : place.end + _AROUND],
    )


def _show(text: str, timex: TimexRecord | None) -> str:
    return "" if timex is None else f"{text[timex.start : timex.end]} = {timex.type} {timex.value}"
