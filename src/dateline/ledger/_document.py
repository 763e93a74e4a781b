"""document: documents, their texts and their codings, as of one line of the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from dateline.errors import Deleted, NotFound
from dateline.ledger import _table as t
from dateline.ledger._find import find_document, find_revision
from dateline.ledger._packed import unpack_whole
from dateline.ledger._scope import Scope, each_page, refuse_deleted, seen
from dateline.ledger._value import Custody, Filter, RecordedCoding, RecordedDocument, RecordedRevision
from dateline.ledger._where import ENTRY, current_revision, document_conditions, newest_coding

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Select


def _select() -> Select[*tuple[Any, ...]]:
    """Each document with its current text and the newest coding of that."""
    first, last = t.audit.alias(), t.audit.alias()
    others = t.revisions.alias()
    count = (
        select(func.count())
        .select_from(others)
        .where(others.c.document == t.documents.c.id, others.c.entry <= ENTRY)
        .correlate(t.documents)
        .scalar_subquery()
    )
    return (
        select(
            t.documents.c.id,
            t.documents.c.name,
            t.revisions.c.id.label("revision"),
            t.codings.c.url,
            t.codings.c.title,
            t.codings.c.publisher,
            t.codings.c.author,
            t.codings.c.published,
            t.codings.c.language,
            t.codings.c.events,
            count.label("revisions"),
            first.c.recorded.label("first_recorded"),
            last.c.recorded.label("recorded"),
            seen(t.revisions.c.id).label("seen"),
        )
        .join(t.revisions, t.revisions.c.document == t.documents.c.id)
        .join(t.codings, t.codings.c.revision == t.revisions.c.id)
        .join(first, first.c.number == t.documents.c.entry)
        .join(last, last.c.number == t.revisions.c.entry)
        .where(
            t.documents.c.entry <= ENTRY,
            t.revisions.c.id == current_revision(t.documents.c.id),
            t.revisions.c.text.is_not(None),
            t.codings.c.number == newest_coding(),
        )
    )


_SELECT: Final = _select()


def list_documents(scope: Scope, chosen: Filter) -> Iterator[RecordedDocument]:
    """Documents in the order in which they were first recorded; deleted ones are left out."""
    order = t.documents.c.entry

    def keys(connection: Connection, chosen: Filter) -> Select[int]:
        return _SELECT.with_only_columns(order).where(*document_conditions(chosen, connection.dialect.name))

    def after(connection: Connection) -> int | None:
        document = find_document(connection, chosen.after, scope.store.name)
        return scope.ask(connection, select(order).where(t.documents.c.id == document)).scalar()

    for page in each_page(scope, keys, order, _SELECT, chosen, after):
        yield from map(_as_document, page)


def get_document(scope: Scope, given: str) -> RecordedDocument:
    """The document of this id, the beginning of it, address or own id. Raises NotFound, Ambiguous, Deleted."""
    with scope.store.reading() as c:
        document = find_document(c, given, scope.store.name)
        row = scope.ask(c, _SELECT.where(t.documents.c.id == document)).first()
        if row is not None:
            return _as_document(row)
        refuse_deleted(c, document, given)
        raise NotFound(f"There was no document {given!r} in {scope.store.name} then.")


def list_revisions(scope: Scope, given: str) -> tuple[RecordedRevision, ...]:
    """The texts of a document, the first first; of a deleted one, what is left. Raises NotFound, Ambiguous."""
    with scope.store.reading() as c:
        document = find_document(c, given, scope.store.name)
        rows = scope.ask(
            c,
            select(t.revisions, t.audit.c.recorded, t.revisions.c.text.is_(None).label("is_deleted"))
            .join(t.audit, t.audit.c.number == t.revisions.c.entry)
            .where(t.revisions.c.document == document, t.revisions.c.entry <= ENTRY)
            .order_by(t.revisions.c.number),
        ).all()
        return tuple(
            RecordedRevision(
                id=row.id,
                document=row.document,
                sha256=row.sha256,
                characters=row.characters,
                previous=row.previous,
                is_deleted=bool(row.is_deleted),
                recorded=row.recorded,
                custody=_custody(scope, c, row.id),
                codings=_codings(scope, c, row.id),
            )
            for row in rows
        )


def get_text(scope: Scope, revision: str) -> str:
    """The text as it was read. Raises NotFound, Ambiguous, Deleted."""
    with scope.store.reading() as c:
        revision = find_revision(c, revision, scope.store.name)
        row = scope.ask(c, select(t.revisions).where(t.revisions.c.id == revision)).one()
        if row.text is None:
            refuse_deleted(c, row.document, revision)
            raise Deleted(f"The text {revision} was deleted.")
        return unpack_whole(row.text, f"the text {revision}", scope.store.name).decode()


def get_raw(scope: Scope, sha256: str) -> bytes:
    """The bytes as obtained. Raises NotFound, Deleted."""
    with scope.store.reading() as c:
        row = scope.ask(c, select(t.raws.c.data).where(t.raws.c.sha256 == sha256)).first()
    if row is None:
        raise NotFound(f"There are no bytes {sha256} in {scope.store.name}.")
    if row.data is None:
        raise Deleted(f"The bytes {sha256} were removed with a deletion.")
    return unpack_whole(row.data, f"what the bytes {sha256} were", scope.store.name)


def get_dossier_json(scope: Scope, revision: str, *, coding: int | None = None) -> bytes:
    """The newest coding of a text, or the one of this number, as it was given. Raises NotFound, Ambiguous, Deleted."""
    with scope.store.reading() as c:
        revision = find_revision(c, revision, scope.store.name)
        found = select(t.codings).where(t.codings.c.revision == revision, t.codings.c.entry <= ENTRY)
        if coding is not None:
            found = found.where(t.codings.c.number == coding)
        row = scope.ask(c, found.order_by(t.codings.c.number.desc()).limit(1)).first()
        if row is None:
            raise NotFound(f"There is no such coding of {revision} in {scope.store.name}.")
        if row.dossier is None:
            document = scope.ask(c, select(t.revisions.c.document).where(t.revisions.c.id == revision)).scalar_one()
            refuse_deleted(c, document, revision)
            raise Deleted(f"The text {revision} was deleted.")
    return unpack_whole(row.dossier, f"the coding of the text {revision}", scope.store.name)


def _custody(scope: Scope, c: Connection, revision: str) -> tuple[Custody, ...]:
    rows = scope.ask(
        c,
        select(t.custody)
        .where(t.custody.c.revision == revision, t.custody.c.entry <= ENTRY)
        .order_by(t.custody.c.number),
    )
    return tuple(
        Custody(
            how=row.how,
            source=row.source,
            at=row.at,
            by=row.by,
            media_type=row.media_type,
            raw_sha256=row.raw or "",
        )
        for row in rows
    )


def _codings(scope: Scope, c: Connection, revision: str) -> tuple[RecordedCoding, ...]:
    rows = scope.ask(
        c,
        select(t.codings, t.audit.c.recorded)
        .join(t.audit, t.audit.c.number == t.codings.c.entry)
        .where(t.codings.c.revision == revision, t.codings.c.entry <= ENTRY)
        .order_by(t.codings.c.number),
    )
    return tuple(
        RecordedCoding(
            number=row.number,
            coder=row.coder,
            version=row.version,
            reader=row.reader,
            ontology=row.ontology,
            sha256=row.sha256,
            events=row.events,
            recorded=row.recorded,
        )
        for row in rows
    )


def _as_document(row: Row[*tuple[Any, ...]]) -> RecordedDocument:
    return RecordedDocument(**{name: getattr(row, name) for name in RecordedDocument.__slots__})
