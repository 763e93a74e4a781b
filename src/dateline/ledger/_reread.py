"""reread: recorded rows again, some at a time, and the hashes that tombstones account for."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from dateline.ledger import _table as t

if TYPE_CHECKING:
    from sqlalchemy import Column, Row, Table

    from dateline.ledger._store import Store
    from dateline.ledger._value import ErasedRevision

    AnyRow = Row[*tuple[Any, ...]]

_PAGE: Final = 100  # rows that are held at once


class Erased:
    """The hashes that tombstones tell of."""

    def __init__(self, told: Sequence[ErasedRevision]) -> None:
        self.texts = {one.revision for one in told}
        self.raws = {sha256 for one in told for sha256 in one.raw_sha256}
        self.dossiers = {(one.revision, sha256) for one in told for sha256 in one.dossier_sha256}


def read_pages(store: Store, table: Table, order: Column[Any], last: int) -> Iterator[Sequence[AnyRow]]:
    """The rows recorded by line `last` of the log, some at a time."""
    entry = table.c.number if table is t.audit else table.c.entry
    at: Any = None
    while True:
        some = select(table).where(entry <= last)
        if at is not None:
            some = some.where(order > at)
        with store.reading() as c:
            rows = c.execute(some.order_by(order).limit(_PAGE)).all()
        if rows:
            yield rows
        if len(rows) < _PAGE:
            return
        at = getattr(rows[-1], order.name)


def unpack(packed: bytes | None) -> bytes | None:
    if packed is None:
        return None
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return None
