"""gather: which events there are, and which accounts belong to them now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from dateline.ledger import _table as t
from dateline.ledger._log import next_number
from dateline.ledger._scope import CHUNK

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection


def linked_numbers(c: Connection, entry: int, ids: Sequence[str]) -> dict[str, int]:
    """The numbers of events by their ids; those that are new are added."""
    known: dict[str, int] = lookup(c, t.linked_events.c.id, t.linked_events.c.number, list(dict.fromkeys(ids)))
    new = [event for event in dict.fromkeys(ids) if event not in known]
    if new:
        first = next_number(c, t.linked_events.c.number)
        c.execute(insert(t.linked_events), [{"number": first + n, "entry": entry, "id": e} for n, e in enumerate(new)])
        known |= {event: first + n for n, event in enumerate(new)}
    return known


def present_events(c: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Ref number -> number of the event that it belongs to now."""
    present: dict[int, int] = {}
    for at in range(0, len(numbers), CHUNK):
        rows = c.execute(
            select(t.memberships.c.ref, t.memberships.c.event)
            .where(t.memberships.c.ref.in_(numbers[at : at + CHUNK]))
            .order_by(t.memberships.c.number)
        )
        present.update((row.ref, row.event) for row in rows)
    return present


def lookup(c: Connection, column: Column[Any], value: Column[Any], wanted: Sequence[Any]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for at in range(0, len(wanted), CHUNK):
        found.update(c.execute(select(column, value).where(column.in_(wanted[at : at + CHUNK]))).all())
    return found
