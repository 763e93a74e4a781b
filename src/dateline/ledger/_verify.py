"""verify: every hash again, and whether the rows are those that the log tells of.

What is told in the log can be checked against it: who takes a text, a coding, a judgement or a line away, or changes one,
leaves a gap or a hash that does not fit. Whoever rewrites the whole log from some line on leaves none: keep the last line's
hash elsewhere, if you fear that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import func, select

from dateline.errors import LedgerBroken
from dateline.ledger import _table as t
from dateline.ledger._fit import check_codings
from dateline.ledger._identity import digest, hash_key, revision_of
from dateline.ledger._log import FIRST, encode, hash_entry
from dateline.ledger._migration import last_entry
from dateline.ledger._person import as_entry
from dateline.ledger._record import custody_digest
from dateline.ledger._reread import Erased, read_pages, unpack
from dateline.ledger._value import ErasedRevision, Fault
from dateline.model import Judgement

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection

    from dateline.ledger._reread import AnyRow
    from dateline.ledger._store import Store
    from dateline.ledger._value import AuditEntry


def verify(store: Store) -> Iterator[Fault]:
    """What does not hold, as it is found; nothing where all holds. What is added meanwhile is left for the next time."""
    with store.reading() as connection:
        last = last_entry(connection)
        erased = _list_erased(connection)
    checks: tuple[Callable[[Store, int, Erased], Iterator[Fault]], ...] = (
        _check_file,
        _check_log,
        _check_documents,
        _check_revisions,
        _check_raws,
        check_codings,
        _check_unlogged,
        _check_words,
    )
    for check in checks:
        try:
            yield from check(store, last, erased)
        except LedgerBroken as error:
            yield Fault(kind="file", subject=store.name, what=str(error))


def _list_erased(c: Connection) -> Erased:
    told: list[ErasedRevision] = []
    for written in c.execute(select(t.tombstones.c.erased)).scalars():
        told.extend(msgspec.json.decode(written, type=tuple[ErasedRevision, ...]))
    return Erased(told)


def _check_file(store: Store, last: int, erased: Erased) -> Iterator[Fault]:
    del last, erased
    if store.path is None:
        return
    with store.reading() as c:
        for (said,) in c.exec_driver_sql("PRAGMA integrity_check(20)"):
            if said != "ok":
                yield Fault(kind="file", subject=store.name, what=f"{store.name} is damaged: {said}.")
        for row in c.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20):
            what = f"Row {row[1]} of table {row[0]} refers to a row of {row[2]} that is not there."
            yield Fault(kind="rows", subject=f"{row[0]} {row[1]}", what=what)


def _check_log(store: Store, last: int, erased: Erased) -> Iterator[Fault]:
    """The chain of the log, and for each line what it tells of."""
    del erased
    before: AuditEntry | None = None
    for rows in read_pages(store, t.audit, t.audit.c.number, last):
        entries = [as_entry(row) for row in rows]
        for entry in entries:
            previous = before.sha256 if before else FIRST
            number = before.number + 1 if before else 1
            if entry.number != number:
                what = f"The log goes from line {number - 1} to line {entry.number}: lines are missing."
                yield Fault(kind="log", subject=str(entry.number), what=what)
            elif entry.previous != previous or hash_entry(entry) != entry.sha256:
                what = f"Line {entry.number} of the log ({entry.action}) is not what was written, or the line before is not."
                yield Fault(kind="log", subject=str(entry.number), what=what)
            if before and entry.recorded <= before.recorded:
                what = f"Line {entry.number} of the log is not later than the line before."
                yield Fault(kind="log", subject=str(entry.number), what=what)
            before = entry
        yield from _check_told(store, entries)


def _check_told(store: Store, entries: Sequence[AuditEntry]) -> Iterator[Fault]:
    """That what some lines tell of is there, as it was."""
    with store.reading() as c:
        found = {
            table.name: {
                row.entry: row
                for row in c.execute(select(table).where(table.c.entry.between(entries[0].number, entries[-1].number)))
            }
            for table in (t.custody, t.judgements, t.tombstones)
        }
        codings = select(t.codings.c.entry, t.codings.c.sha256, t.codings.c.revision)
        coded = {
            row.entry: row
            for row in c.execute(codings.where(t.codings.c.entry.between(entries[0].number, entries[-1].number)))
        }
    for entry in entries:
        details = _decode(entry.details)
        if entry.action == "save":
            custody, coding = found["custody"].get(entry.number), coded.get(entry.number)
            held = custody and custody.revision == entry.subject and custody_digest(custody)
            if held != details.get("custody"):
                what = f"How the text {entry.subject} was obtained is not what line {entry.number} of the log tells of."
                yield Fault(kind="custody", subject=entry.subject, what=what)
            kept = coding.sha256 if coding and coding.revision == entry.subject else ""
            if kept != details.get("dossier"):
                what = (
                    f"The coding of the text {entry.subject} that line {entry.number} of the log tells of is not there."
                )
                yield Fault(kind="dossier", subject=entry.subject, what=what)
            if revision_of(str(details.get("document")), str(details.get("text"))) != entry.subject:
                what = f"Line {entry.number} of the log names another text than its hash."
                yield Fault(kind="text", subject=entry.subject, what=what)
        elif entry.action == "judge":
            row = found["judgements"].get(entry.number)
            if row is None or digest(row.judgement.encode()) != details.get("sha256") or not _is_itself(row):
                what = f"The judgement {entry.subject} is not what line {entry.number} of the log tells of."
                yield Fault(kind="judgement", subject=entry.subject, what=what)
        elif entry.action == "delete":
            row = found["tombstones"].get(entry.number)
            sealed = row and digest(encode([row.who, row.reason, _tuple_of(row.erased)]))
            if row is None or row.document != entry.subject or sealed != details.get("sha256"):
                what = f"The tombstone of {entry.subject} is not what line {entry.number} of the log tells of."
                yield Fault(kind="tombstone", subject=entry.subject, what=what)


def _check_documents(store: Store, last: int, erased: Erased) -> Iterator[Fault]:
    del erased
    for rows in read_pages(store, t.documents, t.documents.c.entry, last):
        for row in rows:
            if hash_key(row.key) != row.id:
                what = f"The document {row.id} ({row.name}) has another id than its key gives."
                yield Fault(kind="rows", subject=row.id, what=what)


def _check_revisions(store: Store, last: int, erased: Erased) -> Iterator[Fault]:
    for rows in read_pages(store, t.revisions, t.revisions.c.number, last):
        with store.reading() as c:
            seen = select(t.custody.c.revision).where(t.custody.c.revision.in_([row.id for row in rows]))
            obtained = set(c.execute(seen).scalars())
        for row in rows:
            text = unpack(row.text)
            if row.id not in obtained or revision_of(row.document, row.sha256) != row.id:
                what = f"The text {row.id} is not one that was recorded as obtained."
                yield Fault(kind="text", subject=row.id, what=what)
            if row.text is None:
                if row.id not in erased.texts:
                    what = f"The text {row.id} is gone, and no tombstone says why."
                    yield Fault(kind="text", subject=row.id, what=what)
            elif text is None or digest(text) != row.sha256 or len(text.decode("utf-8", "replace")) != row.characters:
                what = f"The text {row.id} of the document {row.document} is not the one of its SHA-256."
                yield Fault(kind="text", subject=row.id, what=what)


def _check_raws(store: Store, last: int, erased: Erased) -> Iterator[Fault]:
    for rows in read_pages(store, t.raws, t.raws.c.sha256, last):
        for row in rows:
            raw = unpack(row.data)
            if row.data is None:
                if row.sha256 not in erased.raws:
                    what = f"The bytes {row.sha256} are gone, and no tombstone says why."
                    yield Fault(kind="raw", subject=row.sha256, what=what)
            elif raw is None or digest(raw) != row.sha256 or len(raw) != row.size:
                yield Fault(
                    kind="raw", subject=row.sha256, what=f"The bytes {row.sha256} are not those of their SHA-256."
                )


def _check_unlogged(store: Store, last: int, erased: Erased) -> Iterator[Fault]:
    """Rows that no line of the log tells of."""
    del erased
    for table, action in (
        (t.custody, "save"),
        (t.codings, "save"),
        (t.revisions, "save"),
        (t.documents, "save"),
        (t.judgements, "judge"),
        (t.tombstones, "delete"),
        (t.looks, "look"),
    ):
        told = select(t.audit.c.number).where(t.audit.c.action == action)
        entry: Column[int] = table.c.entry
        with store.reading() as c:
            strange = c.execute(select(entry).where(entry <= last, entry.not_in(told)).limit(20)).scalars().all()
        for number in strange:
            what = f"A row of {table.name} says that line {number} of the log tells of it, which it does not."
            yield Fault(kind="rows", subject=table.name, what=what)


def _check_words(store: Store, last: int, erased: Erased) -> Iterator[Fault]:
    """That the index of words has as many entries as there are things to find."""
    del last, erased
    with store.reading() as c:
        for name, table, condition in (
            ("found_documents", t.revisions, t.revisions.c.text.is_not(None)),
            ("found_events", t.events, None),
            ("found_claims", t.claims, None),
        ):
            there = select(func.count()).select_from(table)
            wanted = c.execute(there if condition is None else there.where(condition)).scalar_one()
            have = c.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
            if have != wanted:
                what = f"The index of words has {have} {name.removeprefix('found_')} of {wanted}; rebuild it."
                yield Fault(kind="search", subject=name, what=what)


def _decode(details: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(details, type=dict[str, Any])
    except msgspec.DecodeError:
        return {}


def _tuple_of(erased: str) -> tuple[ErasedRevision, ...]:
    try:
        return msgspec.json.decode(erased, type=tuple[ErasedRevision, ...])
    except msgspec.DecodeError:
        return ()


def _is_itself(row: AnyRow) -> bool:
    judgement = msgspec.json.decode(row.judgement, type=Judgement)
    return (judgement.id, judgement.kind) == (row.id, row.kind)
