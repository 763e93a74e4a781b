"""Shelves: events of other data sets that are kept beside the ledger's own, to be compared with them.

They are no knowledge of the ledger: no filter, search or view finds them, and a shelf is put there and taken away as a whole.
Both leave a line in the log, with the hash of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, select

from dateline.errors import NotFound, UsageError
from dateline.ledger import _table as t
from dateline.ledger._log import end_line, start_line

if TYPE_CHECKING:
    from sqlalchemy import Row

    from dateline.ledger._store import Store

_PAGE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A file of events as it was taken in. `since` and `until` are its first and last day; `broken` counts rows left out."""

    name: str
    format: str
    source: str
    sha256: str
    events: int
    broken: int
    since: date | None
    until: date | None
    who: str
    recorded: datetime


class Shelves:
    """The shelves of one ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self) -> tuple[Shelf, ...]:
        """In the order of their names."""
        with self._store.reading() as c:
            return tuple(_as_shelf(row) for row in c.execute(select(t.shelves).order_by(t.shelves.c.name)))

    def get(self, name: str) -> Shelf:
        """Raises NotFound, with the names that there are."""
        found = self.list()
        for shelf in found:
            if shelf.name == name:
                return shelf
        names = ", ".join(shelf.name for shelf in found)
        there = f"there are: {names}." if names else "there is none yet; `dateline shelf add` makes one."
        raise NotFound(f"There is no shelf {name!r} in {self._store.name}; {there}")

    def add(
        self,
        events: Sequence[bytes],
        *,
        name: str,
        format: str,
        source: str,
        sha256: str,
        who: str,
        broken: int = 0,
        since: date | None = None,
        until: date | None = None,
    ) -> Shelf:
        """Records a shelf in one transaction; `events` are encoded by whoever reads them again. One of its name is replaced.

        Raises UsageError for an empty name.
        """
        if not name.strip():
            raise UsageError("A shelf needs a name.")
        with self._store.writing() as c:
            line = start_line(c, self._store.clock())
            c.execute(delete(t.shelf_events).where(t.shelf_events.c.shelf == name))
            c.execute(delete(t.shelves).where(t.shelves.c.name == name))
            shelf = Shelf(
                name=name, format=format, source=source, sha256=sha256, events=len(events), broken=broken, since=since,
                until=until, who=who, recorded=line.recorded,
            )  # fmt: skip
            c.execute(insert(t.shelves), {field: getattr(shelf, field) for field in Shelf.__slots__})
            for start in range(0, len(events), _PAGE):
                rows = [
                    {"shelf": name, "position": start + n, "data": data}
                    for n, data in enumerate(events[start : start + _PAGE])
                ]
                c.execute(insert(t.shelf_events), rows)
            details = {"shelf": format, "events": len(events), "sha256": sha256}
            end_line(c, line, action="import", who=who, subject=f"shelf {name}", details=details)
        return shelf

    def remove(self, name: str, *, who: str) -> Shelf:
        """Takes a shelf away with its events. Raises NotFound."""
        shelf = self.get(name)
        with self._store.writing() as c:
            line = start_line(c, self._store.clock())
            c.execute(delete(t.shelf_events).where(t.shelf_events.c.shelf == name))
            c.execute(delete(t.shelves).where(t.shelves.c.name == name))
            end_line(c, line, action="import", who=who, subject=f"shelf {name}", details={"removed": shelf.events})
        return shelf

    def events(self, name: str) -> Iterator[bytes]:
        """What was given to `add`, in its order, page by page; nothing for a shelf that is not there."""
        position = -1
        while True:
            with self._store.reading() as c:
                rows = c.execute(
                    select(t.shelf_events.c.position, t.shelf_events.c.data)
                    .where(t.shelf_events.c.shelf == name, t.shelf_events.c.position > position)
                    .order_by(t.shelf_events.c.position)
                    .limit(_PAGE)
                ).all()
            for row in rows:
                yield bytes(row.data)
            if len(rows) < _PAGE:
                return
            position = rows[-1].position


def _as_shelf(row: Row[*tuple[object, ...]]) -> Shelf:
    return Shelf(**{field: getattr(row, field) for field in Shelf.__slots__})
