"""index: the words under which what is recorded can be found, made again from the dossiers."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import Select, Table, func, select

from dateline.ledger import _table as t
from dateline.ledger._row import make_rows
from dateline.ledger._scope import ref_at
from dateline.ledger._search import add_words, document_words, empty_words
from dateline.model import Dossier

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from dateline.ledger._row import EventRows

_PAGE: Final = 100  # rows that are held at once


def words_of_coding(c: Connection, coding: Row[*tuple[Any, ...]]) -> EventRows:
    """The rows of a coding as they were added, with the words of its events and claims, under the same numbers."""
    events = select(t.events.c.number).where(t.events.c.coding == coding.number)
    claims = select(func.min(t.claims.c.number)).where(t.claims.c.event.in_(events))
    event: int | None = c.execute(select(func.min(events.subquery().c.number))).scalar()
    claim: int | None = c.execute(claims).scalar()
    refs = c.execute(select(t.refs).where(t.refs.c.revision == coding.revision))
    return make_rows(
        msgspec.json.decode(zlib.decompress(coding.dossier), type=Dossier),
        revision=coding.revision,
        refs={ref_at(row): row.number for row in refs},
        coding=coding.number,
        entry=coding.entry,
        first_event=event or 0,
        first_claim=claim or 0,
    )


def words_of_revision(c: Connection, revision: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """The number and words of a text, with the title that it had when it was first coded."""
    title = select(t.codings.c.title).where(t.codings.c.revision == revision.id, t.codings.c.dossier.is_not(None))
    first: str | None = c.execute(title.order_by(t.codings.c.number).limit(1)).scalar()
    return {"number": revision.number, "body": document_words(first, zlib.decompress(revision.text).decode())}


def rebuild_words(c: Connection) -> None:
    """Indexes every text and every coding anew."""
    empty_words(c)
    last = 0
    while rows := c.execute(_page(t.codings, last).where(t.codings.c.dossier.is_not(None))).all():
        for row in rows:
            made = words_of_coding(c, row)
            add_words(c, "found_events", made.found_events)
            add_words(c, "found_claims", made.found_claims)
        last = rows[-1].number
    last = 0
    while rows := c.execute(_page(t.revisions, last).where(t.revisions.c.text.is_not(None))).all():
        add_words(c, "found_documents", [words_of_revision(c, row) for row in rows])
        last = rows[-1].number


def _page(table: Table, last: int) -> Select[*tuple[Any, ...]]:
    return select(table).where(table.c.number > last).order_by(table.c.number).limit(_PAGE)
