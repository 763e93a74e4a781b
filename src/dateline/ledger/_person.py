"""person: what people decided, looked at and deleted, and the log of it all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import func, select

from dateline.ledger import _table as t
from dateline.ledger._scope import CHUNK, Scope
from dateline.ledger._value import AuditEntry, Counts, ErasedRevision, Tombstone
from dateline.ledger._where import ENTRY, EVENTS, LIVE
from dateline.model import Judgement

if TYPE_CHECKING:
    from sqlalchemy import Row


def list_judgements(scope: Scope) -> tuple[Judgement, ...]:
    """In the order of recording."""
    with scope.store.reading() as c:
        rows = scope.ask(
            c, select(t.judgements.c.judgement).where(t.judgements.c.entry <= ENTRY).order_by(t.judgements.c.number)
        ).scalars()
        return tuple(msgspec.json.decode(row, type=Judgement) for row in rows)


def get_last_look(scope: Scope, *, who: str, what: str) -> datetime | None:
    """When this was last looked at by this person."""
    with scope.store.reading() as c:
        return scope.ask(
            c,
            select(t.audit.c.recorded)
            .join(t.looks, t.looks.c.entry == t.audit.c.number)
            .where(t.looks.c.who == who, t.looks.c.what == what, t.looks.c.entry <= ENTRY)
            .order_by(t.looks.c.number.desc())
            .limit(1),
        ).scalar()


def list_tombstones(scope: Scope) -> tuple[Tombstone, ...]:
    with scope.store.reading() as c:
        rows = scope.ask(
            c,
            select(t.tombstones, t.audit.c.recorded, t.documents.c.name)
            .join(t.audit, t.audit.c.number == t.tombstones.c.entry)
            .join(t.documents, t.documents.c.id == t.tombstones.c.document)
            .where(t.tombstones.c.entry <= ENTRY)
            .order_by(t.tombstones.c.number),
        ).all()
    return tuple(
        Tombstone(
            document=row.document,
            name=row.name,
            who=row.who,
            reason=row.reason,
            at=row.recorded,
            erased=msgspec.json.decode(row.erased, type=tuple[ErasedRevision, ...]),
        )
        for row in rows
    )


def list_audit(scope: Scope, *, after: int = 0) -> Iterator[AuditEntry]:
    """The log, the first line first, from the line after number `after`."""
    while True:
        with scope.store.reading() as c:
            rows = scope.ask(
                c,
                select(t.audit)
                .where(t.audit.c.number > after, t.audit.c.number <= ENTRY)
                .order_by(t.audit.c.number)
                .limit(CHUNK),
            ).all()
        for row in rows:
            yield as_entry(row)
        if len(rows) < CHUNK:
            return
        after = rows[-1].number


def count_all(scope: Scope) -> Counts:
    with scope.store.reading() as c:

        def count(table: Any, *conditions: Any) -> int:
            return scope.ask(c, select(func.count()).select_from(table).where(*conditions)).scalar_one()

        def rows(table: Any) -> int:
            return count(table, table.c.entry <= ENTRY)

        return Counts(
            documents=rows(t.documents),
            revisions=rows(t.revisions),
            codings=rows(t.codings),
            events=count(EVENTS, LIVE),
            claims=count(EVENTS.join(t.claims, t.claims.c.event == t.events.c.number), LIVE),
            links=rows(t.links),
            linked_events=rows(t.linked_events),
            judgements=rows(t.judgements),
            deleted=rows(t.tombstones),
            entries=scope.entry,
        )


def as_entry(row: Row[*tuple[Any, ...]]) -> AuditEntry:
    return AuditEntry(**{name: getattr(row, name) for name in AuditEntry.__slots__})
