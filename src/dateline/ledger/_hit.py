"""hit: full text over documents, events and claims, within a filter."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

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
    from sqlalchemy import Row, Select, Subquery

    from dateline.ledger._value import SearchKind

_LIMIT: Final = 20
# So many times the wanted hits are looked at before all that match are: most words find events that count.
_WINDOW: Final = 10
_EVENT: Final = (
    t.revisions.c.document,
    t.refs.c.revision,
    t.refs.c.start,
    t.refs.c.end,
    t.codings.c.title,
    t.events.c.coding,
    t.events.c.position,
)


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
        rows = _find(scope, kind, words, chosen, limit)
        hits += [hit for row in rows if (hit := _hit(scope, row, words, kind, reader)) is not None]
    return tuple(hits)


def _find(scope: Scope, kind: SearchKind, words: str, chosen: Filter, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The best rows that pass the filter: first among the best of all, and among all only where those are too few."""
    make = _about_documents if kind == "documents" else _about_claims if kind == "claims" else _about_events
    with scope.store.reading() as c:
        dialect = c.dialect.name
        found = matching(dialect, f"found_{kind}", words, best=limit * _WINDOW)
        rows = scope.ask(c, make(found, chosen, dialect).limit(limit)).all()
        if len(rows) == limit or scope.ask(c, select(func.count()).select_from(found)).scalar_one() < limit * _WINDOW:
            return rows
        return scope.ask(c, make(matching(dialect, f"found_{kind}", words), chosen, dialect).limit(limit)).all()


def _about_documents(found: Subquery, chosen: Filter, dialect: str) -> Select[*tuple[Any, ...]]:
    conditions = document_conditions(chosen, dialect)
    if chosen.revisions == "latest":
        conditions.append(t.revisions.c.id == current_revision(t.revisions.c.document))
    return (
        select(t.revisions.c.document, t.revisions.c.id.label("revision"), t.codings.c.title, found.c.score)
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
    )


def _about_events(found: Subquery, chosen: Filter, dialect: str) -> Select[*tuple[Any, ...]]:
    tables = EVENTS.join(t.revisions, t.revisions.c.id == t.refs.c.revision)
    return (
        select(*_EVENT, found.c.score)
        .select_from(tables.join(found, found.c.number == t.events.c.number))
        .where(LIVE, *event_conditions(chosen, dialect))
        .order_by(found.c.score.desc(), found.c.number)
    )


def _about_claims(found: Subquery, chosen: Filter, dialect: str) -> Select[*tuple[Any, ...]]:
    tables = EVENTS.join(t.revisions, t.revisions.c.id == t.refs.c.revision)
    claims = tables.join(t.claims, t.claims.c.event == t.events.c.number)
    return (
        select(*_EVENT, t.claims.c.position.label("claim"), found.c.score)
        .select_from(claims.join(found, found.c.number == t.claims.c.number))
        .where(LIVE, *event_conditions(chosen, dialect))
        .order_by(found.c.score.desc(), found.c.number)
    )


def _hit(scope: Scope, row: Row[*tuple[Any, ...]], words: str, kind: SearchKind, reader: AccountReader) -> Hit | None:
    """None where the document was deleted since the row was read."""
    ref, claim = None, None
    if kind == "documents":
        with scope.store.reading() as c:
            packed = c.execute(select(t.revisions.c.text).where(t.revisions.c.id == row.revision)).scalar()
        if packed is None:
            return None
        shown = zlib.decompress(packed).decode()
    else:
        dossier = reader.dossier(row.coding)
        if dossier is None:
            return None
        position: int = row.position
        event = dossier.events[position]
        ref, claim = ref_at(row), _claim_of(row, kind)
        shown = event.summary if claim is None else event.claims[claim].evidence.quote
    return Hit(
        kind=kind,
        document=row.document,
        revision=row.revision,
        title=row.title,
        ref=ref,
        claim=claim,
        snippet=snippet(shown, words),
        score=row.score,
    )


def _claim_of(row: Row[*tuple[Any, ...]], kind: SearchKind) -> int | None:
    return row.claim if kind == "claims" else None
