"""account: rows -> accounts, page by page."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import select

from dateline.ledger import _table as t
from dateline.model import Account, Dossier, EventRef

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Row, Select

    from dateline.ledger._store import Store
    from dateline.ledger._value import Filter

_PAGE: Final = 200  # rows read in one short transaction: no reader holds up the writers' clearing away of old pages
_DOSSIERS: Final = 8  # decoded dossiers that are kept: rows of one coding come together


def each_page(
    store: Store,
    query: Callable[[Connection], Select[Any]],
    order: Column[int],
    chosen: Filter,
    find_after: Callable[[Connection], int | None] | None,
) -> Iterator[Row[Any]]:
    """The rows of a query that gives `order` as `key`, in its order, each page in a transaction of its own."""
    left = chosen.limit
    last: int | None = None
    if chosen.after and find_after is not None:
        with store.reading() as connection:
            last = find_after(connection)
    while left is None or left > 0:
        with store.reading() as connection:
            some = query(connection)
            if last is not None:
                some = some.where(order < last if chosen.newest_first else order > last)
            size = _PAGE if left is None else min(left, _PAGE)
            rows = connection.execute(some.order_by(order.desc() if chosen.newest_first else order).limit(size)).all()
        yield from rows
        if len(rows) < size:
            return
        last = rows[-1].key
        left = None if left is None else left - len(rows)


class AccountReader:
    """Rows of one iteration -> accounts; it keeps the few dossiers that it decoded last."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._dossiers: dict[int, Dossier | None] = {}

    def read(self, row: Row[Any]) -> Account | None:
        """None where the document was deleted since the row was read."""
        dossier = self.dossier(row.coding)
        if dossier is None:
            return None
        return Account(
            ref=EventRef(revision=row.revision, start=row.start, end=row.end),
            event=dossier.events[row.position],
            document=dossier.document,
            recorded=row.recorded,
            seen=row.seen,
        )

    def dossier(self, coding: int) -> Dossier | None:
        """The dossier of one coding, None where it was deleted."""
        if coding not in self._dossiers:
            with self._store.reading() as connection:
                packed = connection.execute(select(t.codings.c.dossier).where(t.codings.c.number == coding)).scalar()
            if len(self._dossiers) >= _DOSSIERS:
                self._dossiers.pop(next(iter(self._dossiers)))
            self._dossiers[coding] = (
                None if packed is None else msgspec.json.decode(zlib.decompress(packed), type=Dossier)
            )
        return self._dossiers[coding]
