"""hit: full text over documents, events and claims, within a filter."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from dateline.ledger import _table as t
from dateline.ledger._account import AccountReader
from dateline.ledger._find import find_document
from dateline.ledger._scope import Scope, ref_at
from dateline.ledger._search import matching, snippet
from dateline.ledger._value import Filter, Hit
from dateline.ledger._where import (
    ENTRY,
    EVENTS,
    LIVE,
    current_revision,
    document_conditions,
    event_conditions,
    newest_coding,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from dateline.ledger._value import SearchKind

_LIMIT: Final = 20


def search(scope: Scope, words: str, chosen: Filter, kinds: Sequence[SearchKind]) -> tuple[Hit, ...]:
    """The best matches of each kind, in the order of the kinds."""
    limit = _LIMIT if chosen.limit is None else chosen.limit
    # The words of the filter would ask a second index; they are looked for together with the others.
    words, chosen = f"{words} {chosen.text}", replace(chosen, text="")
    hits: list[Hit] = []
    reader = AccountReader(scope.store)
    if chosen.document:
        with scope.store.reading() as connection:
            chosen = replace(chosen, document=find_document(connection, chosen.document, scope.store.name))
    for kind in kinds:
        with scope.store.reading() as connection:
            if kind == "documents":
                hits += _documents(scope, connection, words, chosen, limit)
                continue
            rows = _events(scope, connection, words, chosen, limit, claims=kind == "claims")
        hits += [hit for row in rows if (hit := _hit(row, words, kind, reader)) is not None]
    return tuple(hits)


def _documents(scope: Scope, c: Connection, words: str, chosen: Filter, limit: int) -> list[Hit]:
    dialect = c.dialect.name
    found = matching(dialect, "found_documents", words)
    conditions = document_conditions(chosen, dialect)
    if chosen.revisions == "latest":
        conditions.append(t.revisions.c.id == current_revision(t.revisions.c.document))
    rows = scope.ask(
        c,
        select(t.revisions.c.id, t.revisions.c.document, t.revisions.c.text, t.codings.c.title, found.c.score)
        .select_from(
            found.join(t.revisions, t.revisions.c.number == found.c.number).join(
                t.codings, t.codings.c.revision == t.revisions.c.id
            )
        )
        .where(
            t.revisions.c.entry <= ENTRY,
            t.revisions.c.text.is_not(None),
            t.codings.c.number == newest_coding(),
            *conditions,
        )
        .order_by(found.c.score.desc(), t.revisions.c.number)
        .limit(limit),
    )
    return [
        Hit(
            kind="documents",
            document=row.document,
            revision=row.id,
            title=row.title,
            ref=None,
            claim=None,
            snippet=snippet(zlib.decompress(row.text).decode(), words),
            score=row.score,
        )
        for row in rows
    ]


def _events(
    scope: Scope, c: Connection, words: str, chosen: Filter, limit: int, *, claims: bool
) -> Sequence[Row[*tuple[Any, ...]]]:
    dialect = c.dialect.name
    found = matching(dialect, "found_claims" if claims else "found_events", words)
    columns = [
        t.revisions.c.document,
        t.refs.c.revision,
        t.refs.c.start,
        t.refs.c.end,
        t.codings.c.title,
        t.events.c.coding,
        t.events.c.position,
        found.c.score,
    ]
    tables = EVENTS.join(t.revisions, t.revisions.c.id == t.refs.c.revision)
    if claims:
        columns.append(t.claims.c.position.label("claim"))
        tables = tables.join(t.claims, t.claims.c.event == t.events.c.number)
        tables = tables.join(found, found.c.number == t.claims.c.number)
    else:
        tables = tables.join(found, found.c.number == t.events.c.number)
    return scope.ask(
        c,
        select(*columns)
        .select_from(tables)
        .where(LIVE, *event_conditions(chosen, dialect))
        .order_by(found.c.score.desc(), found.c.number)
        .limit(limit),
    ).all()


def _hit(row: Row[*tuple[Any, ...]], words: str, kind: SearchKind, reader: AccountReader) -> Hit | None:
    dossier = reader.dossier(row.coding)
    if dossier is None:
        return None
    position: int = row.position
    event = dossier.events[position]
    claim: int | None = row.claim if kind == "claims" else None
    shown = event.summary if claim is None else event.claims[claim].evidence.quote
    return Hit(
        kind=kind,
        document=row.document,
        revision=row.revision,
        title=row.title,
        ref=ref_at(row),
        claim=claim,
        snippet=snippet(shown, words),
        score=row.score,
    )
