"""make_row: one event in a line or two, for lists and timelines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from dateline.model import Party, When, Where
from dateline.views._slot import fill_slots, fill_tolls, find_status

if TYPE_CHECKING:
    from datetime import date, datetime

    from dateline.model import Ground, Realis, StatusName
    from dateline.views._slot import Slot
    from dateline.views._told import Told

T = TypeVar("T", When, Where, Party)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event in short. `origins` counts those who claim to know, `reports` the documents that tell it."""

    id: str
    type: str
    mode: str
    realis: Realis
    attempt: bool
    ground: Ground
    summary: str
    when: When | None
    where: Where | None
    who: tuple[Party, ...]
    whom: tuple[Party, ...]
    tolls: tuple[tuple[str, int | None, int | None], ...]
    status: StatusName
    why: str
    origins: int
    reports: int
    is_dropped: bool
    is_rejected: bool
    recorded: datetime
    latest: datetime


def make_row(told: Told) -> EventRow:
    lead = told.lead.event
    slots = {slot.name: slot for slot in fill_slots(told)}
    whole = find_status(told.statuses, "event")
    return EventRow(
        id=told.linked.id,
        type=lead.type,
        mode=lead.mode,
        realis=lead.realis,
        attempt=lead.attempt,
        ground=lead.ground,
        summary=lead.summary,
        when=lead.when or next(iter(_values(slots, "when", When)), None),
        where=_best_place(told) or next(iter(_values(slots, "where", Where)), None),
        who=_values(slots, "who", Party),
        whom=_values(slots, "whom", Party),
        tolls=tuple((toll.kind, toll.low, toll.high) for toll in fill_tolls(told)),
        status=whole.status if whole else "claimed",
        why=whole.why if whole else "",
        origins=whole.origins if whole else 0,
        reports=len({told.documents[account.ref.revision] for account in told.accounts}),
        is_dropped=told.is_dropped,
        is_rejected=told.is_rejected,
        recorded=told.recorded,
        latest=max(account.recorded for account in told.accounts),
    )


def sort_day(row: EventRow) -> tuple[date, date, datetime, str]:
    """In order of time, then of recording; undated events by the day on which they were recorded."""
    if row.when is None:
        day = row.recorded.date()
        return day, day, row.recorded, row.id
    return row.when.earliest, row.when.latest, row.recorded, row.id


def _best_place(told: Told) -> Where | None:
    """A town that some account names, before a site or a country."""
    places = [place for account in told.accounts for place in account.event.where]
    towns = [place for place in places if place.level == "city"]
    return towns[0] if towns else None


def _values(slots: dict[str, Slot], name: str, kind: type[T]) -> tuple[T, ...]:
    slot = slots.get(name)
    return tuple(value.item for value in slot.values if isinstance(value.item, kind)) if slot else ()
