"""fit: whether dossiers are those of their hashes, and the rows for filters say what the dossiers say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select

from dateline.ledger import _table as t
from dateline.ledger._identity import digest
from dateline.ledger._record import EVENT_TABLES
from dateline.ledger._reread import read_pages, unpack
from dateline.ledger._row import list_refs, make_rows
from dateline.ledger._scope import ref_at
from dateline.ledger._value import Fault
from dateline.model import Dossier, EventRef

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from dateline.ledger._reread import AnyRow, Erased
    from dateline.ledger._store import Store


def check_codings(store: Store, last: int, erased: Erased) -> Iterator[Fault]:
    """That dossiers are those of their hashes, and that the rows for filters say what the dossiers say."""
    for rows in read_pages(store, t.codings, t.codings.c.number, last):
        with store.reading() as c:
            stored = _Stored(c, rows)
        for row in rows:
            name = f"The coding {row.number} of the text {row.revision}"
            if row.dossier is None:
                if (row.revision, row.sha256) not in erased.dossiers:
                    yield Fault(
                        kind="dossier", subject=row.revision, what=f"{name} is gone, and no tombstone says why."
                    )
                continue
            coded = unpack(row.dossier)
            if coded is None or digest(coded) != row.sha256:
                yield Fault(kind="dossier", subject=row.revision, what=f"{name} is not the one of its SHA-256.")
                continue
            dossier = msgspec.json.decode(coded, type=Dossier)
            if dossier.document.sha256 != stored.texts.get(row.revision):
                yield Fault(kind="dossier", subject=row.revision, what=f"{name} is of another text.")
            elif not stored.fits(row, dossier):
                what = f"{name} and its rows of events and claims do not say the same."
                yield Fault(kind="rows", subject=row.revision, what=what)


class _Stored:
    """The rows of events and claims of some codings, to be compared with their dossiers."""

    def __init__(self, c: Connection, codings: Sequence[AnyRow]) -> None:
        revisions = sorted({row.revision for row in codings})
        self.texts: dict[str, str] = dict(
            c.execute(select(t.revisions.c.id, t.revisions.c.sha256).where(t.revisions.c.id.in_(revisions))).all()
        )
        of = t.events.c.coding.in_([row.number for row in codings])
        events = select(t.events.c.number).where(of)
        claims = select(t.claims.c.number).where(t.claims.c.event.in_(events))
        self.refs: dict[EventRef, int] = {
            ref_at(row): row.number for row in c.execute(select(t.refs).where(t.refs.c.revision.in_(revisions)))
        }
        self.rows: dict[str, dict[int, list[dict[str, Any]]]] = {}
        for table, owner, mine in (
            (t.events, "coding", of),
            (t.places, "event", t.places.c.event.in_(events)),
            (t.parties, "event", t.parties.c.event.in_(events)),
            (t.claims, "event", t.claims.c.event.in_(events)),
            (t.tellers, "claim", t.tellers.c.claim.in_(claims)),
        ):
            kept = self.rows.setdefault(table.name, {})
            for row in c.execute(select(table).where(mine).order_by(*table.primary_key)).mappings():
                kept.setdefault(row[owner], []).append(dict(row))

    def fits(self, coding: AnyRow, dossier: Dossier) -> bool:
        events = self.rows["events"].get(coding.number, [])
        claims = [claim for event in events for claim in self.rows["claims"].get(event["number"], [])]
        if len(events) != len(dossier.events) or coding.events != len(events):
            return False
        if not set(list_refs(dossier, coding.revision)) <= self.refs.keys():
            return False
        made = make_rows(
            dossier,
            revision=coding.revision,
            refs=self.refs,
            coding=coding.number,
            entry=coding.entry,
            first_event=events[0]["number"] if events else 0,
            first_claim=claims[0]["number"] if claims else 0,
        )
        owners = {"places": events, "parties": events, "claims": events, "tellers": claims}
        for table in EVENT_TABLES:
            kept = self.rows[table.name]
            have = events if table is t.events else [r for o in owners[table.name] for r in kept.get(o["number"], [])]
            if _sorted(have, table) != _sorted(getattr(made, table.name), table):
                return False
        return True


def _sorted(rows: Sequence[dict[str, Any]], table: Table) -> list[list[Any]]:
    names = [column.name for column in table.columns]
    keys = [column.name for column in table.primary_key]
    return [[row[name] for name in names] for row in sorted(rows, key=lambda row: [row[key] for key in keys])]
