"""account: rows -> accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from dateline.ledger import _table as t
from dateline.ledger._packed import decode_dossier, unpack_whole
from dateline.ledger._scope import ref_at
from dateline.model import Account

if TYPE_CHECKING:
    from sqlalchemy import Row

    from dateline.ledger._store import Store
    from dateline.model import Dossier

_DOSSIERS: Final = 8  # decoded dossiers that are kept: rows of one coding come together


class AccountReader:
    """Rows of one iteration -> accounts; it keeps the few dossiers that it decoded last."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._dossiers: dict[int, Dossier | None] = {}

    def read(self, row: Row[*tuple[Any, ...]]) -> Account | None:
        """None where the document was deleted since the row was read."""
        dossier = self.dossier(row.coding)
        if dossier is None:
            return None
        position: int = row.position
        return Account(
            ref=ref_at(row),
            event=dossier.events[position],
            document=dossier.document,
            recorded=row.recorded,
            seen=row.seen,
        )

    def dossier(self, coding: int) -> Dossier | None:
        """The dossier of one coding, None where it was deleted."""
        if coding not in self._dossiers:
            with self._store.reading() as connection:
                query = select(t.codings.c.dossier, t.codings.c.revision).where(t.codings.c.number == coding)
                packed, revision = connection.execute(query).one()
            if len(self._dossiers) >= _DOSSIERS:
                self._dossiers.pop(next(iter(self._dossiers)))
            self._dossiers[coding] = None if packed is None else self._unpack(packed, revision)
        return self._dossiers[coding]

    def _unpack(self, packed: bytes, revision: str) -> Dossier:
        coded = unpack_whole(packed, f"the coding of the text {revision}", self._store.name)
        return decode_dossier(coded, revision, self._store.name)
