"""scope: a store as of one line of its log, and what all readings of it share."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from dateline.errors import Deleted
from dateline.ledger import _table as t
from dateline.ledger._find import find_document
from dateline.ledger._where import ENTRY, is_narrow
from dateline.model import EventRef

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Result, Row, ScalarSelect, Select

    from dateline.ledger._store import Store
    from dateline.ledger._value import Filter

CHUNK: Final = 500  # parameters of one IN list
_PAGE: Final = 200  # rows read in one short transaction: no reader holds up the writers' clearing away of old pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    store: Store
    entry: int

    def ask(
        self, connection: Connection, query: Select[*tuple[Any, ...]], **values: object
    ) -> Result[*tuple[Any, ...]]:
        """What a query gives as of the scope's line of the log."""
        return connection.execute(query, {ENTRY.key: self.entry, **values})


def each_page(
    scope: Scope,
    keys: Callable[[Connection, Filter], Select[Any]],
    order: Column[int],
    details: Select[*tuple[Any, ...]],
    chosen: Filter,
    find_after: Callable[[Connection], int | None],
    *,
    narrow: bool | None = None,
) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
    """Pages of rows of `details` in the order of a column, `order`, of which `keys` gives the values that pass the filter.

    Where the filter asks for little, each page goes on from the one before; where it is narrow, all keys are asked for at
    once, eight bytes each: they lie too far apart to look for them page by page. Each query is a transaction of its own.
    `narrow` says so where the caller knows better than `is_narrow`.
    """
    turn = order.desc() if chosen.newest_first else order
    with scope.store.reading() as connection:
        if chosen.document:
            chosen = replace(chosen, document=find_document(connection, chosen.document, scope.store.name))
        last = find_after(connection) if chosen.after else None
    left = chosen.limit
    narrow = is_narrow(chosen) if narrow is None else narrow
    while left is None or left > 0:
        size = left if narrow or (left is not None and left < _PAGE) else _PAGE
        with scope.store.reading() as connection:
            some = keys(connection, chosen)
            if last is not None:
                some = some.where(order < last if chosen.newest_first else order > last)
            found = array("q", scope.ask(connection, some.order_by(turn).limit(size)).scalars())
        for at in range(0, len(found), _PAGE):
            with scope.store.reading() as connection:
                page = details.where(order.in_(found[at : at + _PAGE])).order_by(turn)
                rows = scope.ask(connection, page).all()
            yield rows
        if narrow or size is None or len(found) < size:
            return
        last = found[-1]
        left = None if left is None else left - len(found)


def ref_at(row: Row[*tuple[Any, ...]]) -> EventRef:
    return EventRef(revision=row.revision, start=row.start, end=row.end)


def seen(revision: Column[str]) -> ScalarSelect[Any]:
    """When a text was first obtained."""
    custody = t.custody.alias()
    return (
        select(func.min(custody.c.at))
        .where(custody.c.revision == revision, custody.c.entry <= ENTRY)
        .correlate_except(custody)
        .scalar_subquery()
    )


def refuse_deleted(c: Connection, document: str, given: str) -> None:
    """Raises Deleted where the document was ever deleted; to be asked where something of it is missing."""
    grave = c.execute(
        select(t.tombstones.c.who, t.tombstones.c.reason, t.audit.c.recorded)
        .join(t.audit, t.audit.c.number == t.tombstones.c.entry)
        .where(t.tombstones.c.document == document)
        .order_by(t.tombstones.c.number.desc())
        .limit(1)
    ).first()
    if grave is not None:
        raise Deleted(f"{given} was deleted on {grave.recorded:%Y-%m-%d} by {grave.who}: {grave.reason}")
