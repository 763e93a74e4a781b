"""Ledger: one store of what was read, opened for reading or for writing."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import platformdirs
from sqlalchemy import select

from dateline.errors import LedgerReadOnly, UsageError
from dateline.ledger import _table as t
from dateline.ledger._migration import last_entry, migrate
from dateline.ledger._shelf import Shelves
from dateline.ledger._store import open_store, utc_now
from dateline.ledger._verify import verify
from dateline.ledger._view import View
from dateline.ledger._write import Writer

if TYPE_CHECKING:
    from dateline.ledger._store import Clock, Store
    from dateline.ledger._value import Fault

FILE: Final = "ledger.sqlite"
WAIT_S: Final = 30.0  # how long a writer waits for another; one save takes milliseconds


def default_path() -> Path:
    """The ledger in the user's data folder."""
    return platformdirs.user_data_path("dateline", appauthor=False) / FILE


def open_ledger(
    where: str | Path | None = None, *, read_only: bool = False, make: bool = True, wait_s: float = WAIT_S,
    clock: Clock = utc_now,
) -> Ledger:  # fmt: skip
    """The ledger in a file (SQLite) or at a `postgresql://` address; None is the one in the user's data folder.

    It is made where there is none, unless `make` is false, and brought to this version; neither where it is opened for reading
    only. `wait_s` is how long another writer is awaited. Raises children of LedgerError, UsageError for an address of another
    kind.
    """
    place = default_path() if where is None else where
    store = open_store(place, read_only=read_only, make=make, wait_s=wait_s, clock=clock)
    try:
        migrate(store, make=make)
    except BaseException:
        store.engine.dispose()
        raise
    return Ledger(store)


class Ledger:
    """Usable by many threads and processes at once; each process opens its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def name(self) -> str:
        """The file or the address, without a password."""
        return self._store.name

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._store.engine.dispose()

    @contextmanager
    def writer(self) -> Generator[Writer]:
        """What adds to the ledger. It locks out other writers only during each call. Raises LedgerReadOnly."""
        if self._store.read_only:
            raise LedgerReadOnly(f"{self.name} was opened for reading only.")
        yield Writer(self._store)

    def view(self, as_of: datetime | None = None) -> View:
        """What was known at `as_of` (with a time zone), else what is known now; later additions do not show in it."""
        with self._store.reading() as c:
            if as_of is None:
                return View(self._store, last_entry(c), None)
            if as_of.tzinfo is None:
                raise UsageError("The time of which the ledger is asked has no time zone.")
            at = as_of.astimezone(UTC)
            entry = c.execute(
                select(t.audit.c.number)
                .where(t.audit.c.recorded <= at)
                .order_by(t.audit.c.recorded.desc(), t.audit.c.number.desc())
                .limit(1)
            ).scalar()
        return View(self._store, entry or 0, at)

    def positions(self, kind: str) -> dict[str, str]:
        """How far work of this kind has got, by name, as `Writer.save_positions` left it; of no time but now."""
        with self._store.reading() as c:
            rows = c.execute(
                select(t.positions.c.name, t.positions.c.data)
                .where(t.positions.c.kind == kind)
                .order_by(t.positions.c.name)
            )
            return {row.name: row.data for row in rows}

    @property
    def shelves(self) -> Shelves:
        """Events of other data sets that are kept beside its own."""
        return Shelves(self._store)

    def marks(self) -> dict[str, bytes]:
        """What is kept of events for showing many of them, by their ids, as `Writer.save_marks` left it."""
        with self._store.reading() as c:
            return {row.event: row.data for row in c.execute(select(t.marks))}

    def verify(self) -> Iterator[Fault]:
        """Recomputes every hash and compares what is recorded with the log; yields what does not hold."""
        return verify(self._store)
