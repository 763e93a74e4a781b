"""changed: a line of the log -> the events of which something else may be known since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select, union

from dateline.ledger import _table as t
from dateline.ledger._link import number_refs
from dateline.ledger._scope import CHUNK, Scope
from dateline.model import Judgement

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Table


def list_changed(scope: Scope, after: int) -> tuple[str, ...]:
    """Their ids, in the order of their founding.

    A new text of a document changes what every event of its older texts comes to, though nothing of these is recorded anew;
    so does one of the older texts that is met again.
    """
    entry = scope.entry
    with scope.store.reading() as c:

        def new(table: Table) -> ColumnElement[bool]:
            return table.c.number.between(*_find_numbers(c, table, after, entry))

        documents = union(
            select(t.custody.c.document).where(new(t.custody)),
            select(t.tombstones.c.document).where(new(t.tombstones)),
        ).subquery()
        refs = union(
            select(t.refs.c.number)
            .join(t.revisions, t.revisions.c.id == t.refs.c.revision)
            .where(t.revisions.c.document.in_(select(documents))),
            select(t.memberships.c.ref).where(new(t.memberships)),
        ).subquery()
        numbers = set(c.execute(select(t.memberships.c.event).where(t.memberships.c.ref.in_(select(refs)))).scalars())
        numbers.update(c.execute(select(t.statuses.c.event).where(new(t.statuses))).scalars())
        judged = [
            msgspec.json.decode(row, type=Judgement)
            for row in c.execute(select(t.judgements.c.judgement).where(new(t.judgements))).scalars()
        ]
    numbers.update(_judged_events(scope, judged))
    found: dict[int, str] = {}
    wanted = sorted(numbers)
    with scope.store.reading() as c:
        for at in range(0, len(wanted), CHUNK):
            chunk = wanted[at : at + CHUNK]
            events = select(t.linked_events).where(
                t.linked_events.c.number.in_(chunk), t.linked_events.c.entry <= entry
            )
            found |= {row.number: row.id for row in c.execute(events)}
    return tuple(found[number] for number in sorted(found))


def _judged_events(scope: Scope, judged: list[Judgement]) -> set[int]:
    refs = number_refs(scope, list(dict.fromkeys(ref for judgement in judged for ref in judgement.events)))
    found: set[int] = set()
    with scope.store.reading() as c:
        for at in range(0, len(refs), CHUNK):
            chunk = refs[at : at + CHUNK]
            found.update(c.execute(select(t.memberships.c.event).where(t.memberships.c.ref.in_(chunk))).scalars())
    return found


def _find_numbers(c: Connection, table: Table, after: int, entry: int) -> tuple[int, int]:
    """The first and last number of the rows of the lines after `after` up to `entry`; of none, an empty range.

    Rows are numbered in the order of the lines that they belong to, so that halving finds the place without an index.
    """
    return _find_first(c, table, after + 1), _find_first(c, table, entry + 1) - 1


def _find_first(c: Connection, table: Table, entry: int) -> int:
    """The number of the first row of this line or a later one; the one after the last where there is none."""

    def look(number: int) -> Any:
        query = select(table.c.number, table.c.entry).where(table.c.number >= number).order_by(table.c.number).limit(1)
        return c.execute(query).first()

    last = c.execute(select(table.c.number).order_by(table.c.number.desc()).limit(1)).scalar()
    low, high = 0, (last or 0) + 1
    while low < high:
        middle = (low + high) // 2
        row = look(middle)
        if row is None or row.entry >= entry:
            high = middle
        else:
            low = row.number + 1
    return high
