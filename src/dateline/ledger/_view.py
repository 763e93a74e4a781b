"""View: what the ledger knows as of one moment; it only reads, and gives the same answers however often it is asked."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import func, or_, select

from dateline.errors import Deleted, NotFound
from dateline.ledger import _table as t
from dateline.ledger._account import AccountReader, each_page
from dateline.ledger._find import find_document, find_linked, find_revision
from dateline.ledger._hit import search
from dateline.ledger._identity import key_number
from dateline.ledger._value import (
    AuditEntry,
    Counts,
    Custody,
    ErasedRevision,
    Filter,
    RecordedCoding,
    RecordedDocument,
    RecordedRevision,
    StoredProfile,
    Tombstone,
)
from dateline.ledger._where import (
    EVENTS,
    current_revision,
    document_conditions,
    event_conditions,
    live_events,
    newest_coding,
    newest_membership,
)
from dateline.model import (
    Account,
    Dossier,
    EventRef,
    FieldMatch,
    Judgement,
    Link,
    LinkedEvent,
    Status,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Select

    from dateline.ledger._store import Store
    from dateline.ledger._value import Hit, SearchKind

_ALL: Final = Filter()
_CHUNK: Final = 500  # parameters of one IN list
_CANDIDATES: Final = 200  # profiles given for one event: of those that share the most keys


class View:
    """The ledger as of `entry`, a line of its log. Iterators read page by page, so that memory stays flat."""

    def __init__(self, store: Store, entry: int, as_of: datetime | None) -> None:
        self._store = store
        self.entry = entry
        self.as_of = as_of

    # Documents and texts

    def documents(self, chosen: Filter = _ALL) -> Iterator[RecordedDocument]:
        """Documents in the order in which they were first recorded; deleted ones are left out."""
        order = t.documents.c.entry

        def query(connection: Connection) -> Select[Any]:
            found = document_conditions(chosen, self.entry, connection.dialect.name)
            found = self._with_document(connection, chosen, found)
            return self._documents().where(*found)

        def after(connection: Connection) -> int | None:
            document = find_document(connection, chosen.after, self._store.name)
            return connection.execute(select(order).where(t.documents.c.id == document)).scalar()

        for row in each_page(self._store, query, order, chosen, after):
            yield _recorded_document(row)

    def document(self, given: str) -> RecordedDocument:
        """The document of this id, the beginning of it, address or own id. Raises NotFound, Ambiguous, Deleted."""
        with self._store.reading() as c:
            document = find_document(c, given, self._store.name)
            row = c.execute(self._documents().where(t.documents.c.id == document)).first()
            if row is not None:
                return _recorded_document(row)
            self._explain(c, document, given)
            raise NotFound(f"There was no document {given!r} in {self._store.name} then.")

    def revisions(self, given: str) -> tuple[RecordedRevision, ...]:
        """The texts of a document, the first first; of a deleted one, what is left. Raises NotFound, Ambiguous."""
        with self._store.reading() as c:
            document = find_document(c, given, self._store.name)
            rows = c.execute(
                select(t.revisions, t.audit.c.recorded, t.revisions.c.text.is_(None).label("is_deleted"))
                .join(t.audit, t.audit.c.number == t.revisions.c.entry)
                .where(t.revisions.c.document == document, t.revisions.c.entry <= self.entry)
                .order_by(t.revisions.c.number)
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
                    custody=self._custody(c, row.id),
                    codings=self._codings(c, row.id),
                )
                for row in rows
            )

    def text(self, revision: str) -> str:
        """The text as it was read. Raises NotFound, Ambiguous, Deleted."""
        with self._store.reading() as c:
            revision = find_revision(c, revision, self._store.name)
            row = c.execute(select(t.revisions).where(t.revisions.c.id == revision)).one()
            if row.text is None:
                self._explain(c, row.document, revision)
                raise Deleted(f"The text {revision} was deleted.")
            return zlib.decompress(row.text).decode()

    def raw(self, sha256: str) -> bytes:
        """The bytes as obtained. Raises NotFound, Deleted."""
        with self._store.reading() as c:
            row = c.execute(select(t.raws.c.data).where(t.raws.c.sha256 == sha256)).first()
        if row is None:
            raise NotFound(f"There are no bytes {sha256} in {self._store.name}.")
        if row.data is None:
            raise Deleted(f"The bytes {sha256} were removed with a deletion.")
        return zlib.decompress(row.data)

    def dossier_json(self, revision: str, *, coding: int | None = None) -> bytes:
        """The newest coding of a text, or the one of this number, as it was given. Raises NotFound, Ambiguous, Deleted."""
        with self._store.reading() as c:
            revision = find_revision(c, revision, self._store.name)
            found = select(t.codings).where(t.codings.c.revision == revision, t.codings.c.entry <= self.entry)
            if coding is not None:
                found = found.where(t.codings.c.number == coding)
            row = c.execute(found.order_by(t.codings.c.number.desc()).limit(1)).first()
            if row is None:
                raise NotFound(f"There is no such coding of {revision} in {self._store.name}.")
            if row.dossier is None:
                document = c.execute(select(t.revisions.c.document).where(t.revisions.c.id == revision)).scalar_one()
                self._explain(c, document, revision)
                raise Deleted(f"The text {revision} was deleted.")
        return zlib.decompress(row.dossier)

    def dossier(self, revision: str, *, coding: int | None = None) -> Dossier:
        """The same, decoded."""
        return msgspec.json.decode(self.dossier_json(revision, coding=coding), type=Dossier)

    # Accounts of events

    def accounts(self, chosen: Filter = _ALL) -> Iterator[Account]:
        """What documents tell of events, in the order in which each was first recorded."""
        order = t.refs.c.number

        def query(connection: Connection) -> Select[Any]:
            found = event_conditions(chosen, self.entry, connection.dialect.name)
            return self._accounts().where(*self._with_document(connection, chosen, found))

        def after(connection: Connection) -> int | None:
            revision, start, end = chosen.after.split(":")
            return connection.execute(
                select(order).where(t.refs.c.revision == revision, t.refs.c.start == start, t.refs.c.end == end)
            ).scalar()

        reader = AccountReader(self._store)
        for row in each_page(self._store, query, order, chosen, after):
            account = reader.read(row)
            if account is not None:
                yield account

    def account(self, ref: EventRef) -> Account:
        """One document's telling of one event. Raises NotFound: not recorded then, not in the newest coding, or deleted."""
        found = self.accounts_of((ref,))
        if not found:
            raise NotFound(f"No event is recorded at {ref.start}-{ref.end} of the text {ref.revision}.")
        return found[0]

    def accounts_of(self, refs: Sequence[EventRef]) -> tuple[Account, ...]:
        """The accounts at these places that count, in the given order; those that do not are left out."""
        reader = AccountReader(self._store)
        found: dict[EventRef, Account] = {}
        revisions = sorted({ref.revision for ref in refs})
        wanted = set(refs)
        for at in range(0, len(revisions), _CHUNK):
            with self._store.reading() as c:
                query = self._accounts().where(t.refs.c.revision.in_(revisions[at : at + _CHUNK]))
                rows = c.execute(query.order_by(t.refs.c.number, t.events.c.number)).all()
            for row in rows:
                ref = EventRef(revision=row.revision, start=row.start, end=row.end)
                if ref in wanted and ref not in found:
                    account = reader.read(row)
                    if account is not None:
                        found[ref] = account
        return tuple(found[ref] for ref in refs if ref in found)

    def refs(self) -> Iterator[EventRef]:
        """Every event that counts, of all texts, in the order of recording: the order in which clusters are made."""

        def query(connection: Connection) -> Select[Any]:
            del connection
            return (
                select(t.refs, t.refs.c.number.label("key"))
                .distinct()
                .select_from(EVENTS)
                .where(live_events(self.entry))
            )

        for row in each_page(self._store, query, t.refs.c.number, _ALL, None):
            yield EventRef(revision=row.revision, start=row.start, end=row.end)

    # Linking

    def candidates(self, keys: Sequence[str], *, most: int = _CANDIDATES) -> tuple[StoredProfile, ...]:
        """The newest profiles of events that share one of the keys, those that share the most first; `keys` says which."""
        by_number = {key_number(key): key for key in keys}
        if not by_number:
            return ()
        with self._store.reading() as c:
            shared: dict[int, list[str]] = {}
            for row in c.execute(select(t.block_keys).where(t.block_keys.c.key.in_(by_number))):
                shared.setdefault(row.profile, []).append(by_number[row.key])
            best = sorted(shared, key=lambda number: (-len(shared[number]), number))
            found: dict[int, StoredProfile] = {}
            for at in range(0, len(best), most):
                for number, profile in self._profiles(c, best[at : at + most], shared):
                    found[number] = profile
                if len(found) >= most:
                    break
            return tuple(found[number] for number in best if number in found)[:most]

    def profiles(self, refs: Sequence[EventRef]) -> tuple[StoredProfile, ...]:
        """The newest profiles of these events, without keys."""
        numbers = self._numbers(refs)
        with self._store.reading() as c:
            found: dict[int, StoredProfile] = {}
            for at in range(0, len(numbers), _CHUNK):
                of_refs = t.profiles.c.ref.in_(numbers[at : at + _CHUNK])
                found |= dict(
                    self._profiles(c, list(c.execute(select(t.profiles.c.number).where(of_refs)).scalars()), {})
                )
        return tuple(found[number] for number in sorted(found))

    def links(self, refs: Sequence[EventRef], *, least: float = 0.0) -> tuple[Link, ...]:
        """The newest link of each pair of which one is among `refs`, with a score of at least `least`."""
        numbers = self._numbers(refs)
        left, right = t.refs.alias(), t.refs.alias()
        newest: dict[tuple[str, int, int], Row[Any]] = {}
        with self._store.reading() as c:
            for at in range(0, len(numbers), _CHUNK):
                some = numbers[at : at + _CHUNK]
                rows = c.execute(
                    select(
                        t.links,
                        left.c.revision.label("l_revision"),
                        left.c.start.label("l_start"),
                        left.c.end.label("l_end"),
                        right.c.revision.label("r_revision"),
                        right.c.start.label("r_start"),
                        right.c.end.label("r_end"),
                    )
                    .join(left, left.c.number == t.links.c.left)
                    .join(right, right.c.number == t.links.c.right)
                    .where(or_(t.links.c.left.in_(some), t.links.c.right.in_(some)), t.links.c.entry <= self.entry)
                    .order_by(t.links.c.number)
                )
                for row in rows:
                    newest[row.kind, min(row.left, row.right), max(row.left, row.right)] = row
        chosen = sorted(newest.values(), key=lambda row: row.number)
        return tuple(_link(row) for row in chosen if row.score >= least)

    def linked(self, chosen: Filter = _ALL) -> Iterator[LinkedEvent]:
        """Events, each with all its accounts that count, in the order of their founding; one account must pass the filter."""
        order = t.linked_events.c.number

        def query(connection: Connection) -> Select[Any]:
            found = event_conditions(chosen, self.entry, connection.dialect.name)
            return (
                select(t.linked_events.c.id, order.label("key"))
                .distinct()
                .select_from(
                    EVENTS.join(t.memberships, t.memberships.c.ref == t.refs.c.number).join(
                        t.linked_events, order == t.memberships.c.event
                    )
                )
                .where(
                    live_events(self.entry),
                    newest_membership(self.entry),
                    *self._with_document(connection, chosen, found),
                )
            )

        def after(connection: Connection) -> int | None:
            event = find_linked(connection, chosen.after, self._store.name)
            return connection.execute(select(order).where(t.linked_events.c.id == event)).scalar()

        page: list[str] = []
        for row in each_page(self._store, query, order, chosen, after):
            page.append(row.id)
            if len(page) == _CHUNK:
                yield from self._linked(page)
                page = []
        yield from self._linked(page)

    def linked_event(self, given: str) -> LinkedEvent:
        """The event of this id or the beginning of it. Raises NotFound (also where no account is left), Ambiguous."""
        with self._store.reading() as c:
            event = find_linked(c, given, self._store.name)
        found = self._linked([event])
        if not found:
            raise NotFound(f"No account of the event {given!r} counts in {self._store.name}.")
        return found[0]

    def linked_ids(self, refs: Sequence[EventRef]) -> Mapping[EventRef, str]:
        """The ids of the events that these accounts belong to; accounts of none are left out."""
        numbers = self._numbers(refs)
        found: dict[EventRef, str] = {}
        with self._store.reading() as c:
            for at in range(0, len(numbers), _CHUNK):
                rows = c.execute(
                    select(t.refs, t.linked_events.c.id)
                    .join(t.memberships, t.memberships.c.ref == t.refs.c.number)
                    .join(t.linked_events, t.linked_events.c.number == t.memberships.c.event)
                    .where(t.refs.c.number.in_(numbers[at : at + _CHUNK]), newest_membership(self.entry))
                )
                found |= {EventRef(revision=row.revision, start=row.start, end=row.end): row.id for row in rows}
        return found

    def statuses(self, event: str) -> tuple[Status, ...]:
        """What is known of an event, as last derived; empty where nothing was."""
        with self._store.reading() as c:
            written = c.execute(
                select(t.statuses.c.derived)
                .join(t.linked_events, t.linked_events.c.number == t.statuses.c.event)
                .where(t.linked_events.c.id == event, t.statuses.c.entry <= self.entry)
                .order_by(t.statuses.c.number.desc())
                .limit(1)
            ).scalar()
        return msgspec.json.decode(written, type=tuple[Status, ...]) if written else ()

    # What people did

    def judgements(self) -> tuple[Judgement, ...]:
        """In the order of recording."""
        with self._store.reading() as c:
            rows = c.execute(
                select(t.judgements.c.judgement)
                .where(t.judgements.c.entry <= self.entry)
                .order_by(t.judgements.c.number)
            ).scalars()
            return tuple(msgspec.json.decode(row, type=Judgement) for row in rows)

    def grades(self) -> Mapping[str, str]:
        """Source -> the grade that it was given last."""
        return {one.source: one.grade for one in self.judgements() if one.kind == "grade"}

    def last_look(self, *, who: str, what: str) -> datetime | None:
        """When this was last looked at by this person."""
        with self._store.reading() as c:
            return c.execute(
                select(t.audit.c.recorded)
                .join(t.looks, t.looks.c.entry == t.audit.c.number)
                .where(t.looks.c.who == who, t.looks.c.what == what, t.looks.c.entry <= self.entry)
                .order_by(t.looks.c.number.desc())
                .limit(1)
            ).scalar()

    def tombstones(self) -> tuple[Tombstone, ...]:
        with self._store.reading() as c:
            rows = c.execute(
                select(t.tombstones, t.audit.c.recorded, t.documents.c.name)
                .join(t.audit, t.audit.c.number == t.tombstones.c.entry)
                .join(t.documents, t.documents.c.id == t.tombstones.c.document)
                .where(t.tombstones.c.entry <= self.entry)
                .order_by(t.tombstones.c.number)
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

    def audit(self, *, after: int = 0) -> Iterator[AuditEntry]:
        """The log, the first line first, from the line after number `after`."""
        while True:
            with self._store.reading() as c:
                rows = c.execute(
                    select(t.audit)
                    .where(t.audit.c.number > after, t.audit.c.number <= self.entry)
                    .order_by(t.audit.c.number)
                    .limit(_CHUNK)
                ).all()
            for row in rows:
                yield AuditEntry(**row._mapping)
            if len(rows) < _CHUNK:
                return
            after = rows[-1].number

    def search(
        self, words: str, chosen: Filter = _ALL, *, kinds: Sequence[SearchKind] = ("documents", "events", "claims")
    ) -> tuple[Hit, ...]:
        """The best matches of each kind, `chosen.limit` of each (20 where none is given). Raises UsageError for no word."""
        return search(self._store, self.entry, words, chosen, kinds)

    def counts(self) -> Counts:
        with self._store.reading() as c:

            def count(table: Any, *conditions: Any) -> int:
                return c.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()

            def rows(table: Any) -> int:
                return count(table, table.c.entry <= self.entry)

            return Counts(
                documents=rows(t.documents),
                revisions=rows(t.revisions),
                codings=rows(t.codings),
                events=count(EVENTS, live_events(self.entry)),
                claims=count(EVENTS.join(t.claims, t.claims.c.event == t.events.c.number), live_events(self.entry)),
                links=rows(t.links),
                linked_events=rows(t.linked_events),
                judgements=rows(t.judgements),
                deleted=rows(t.tombstones),
                entries=self.entry,
            )

    # Parts

    def _documents(self) -> Select[Any]:
        """Each document with its current text and the newest coding of that."""
        first, last = t.audit.alias(), t.audit.alias()
        others = t.revisions.alias()
        count = (
            select(func.count())
            .select_from(others)
            .where(others.c.document == t.documents.c.id, others.c.entry <= self.entry)
            .correlate(t.documents)
            .scalar_subquery()
        )
        return (
            select(
                t.documents.c.id,
                t.documents.c.name,
                t.documents.c.entry.label("key"),
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
                self._seen(t.revisions.c.id).label("seen"),
            )
            .join(t.revisions, t.revisions.c.document == t.documents.c.id)
            .join(t.codings, t.codings.c.revision == t.revisions.c.id)
            .join(first, first.c.number == t.documents.c.entry)
            .join(last, last.c.number == t.revisions.c.entry)
            .where(
                t.documents.c.entry <= self.entry,
                t.revisions.c.id == current_revision(self.entry, t.documents.c.id),
                t.revisions.c.text.is_not(None),
                t.codings.c.number == newest_coding(self.entry),
            )
        )

    def _accounts(self) -> Select[Any]:
        return (
            select(
                t.refs.c.number.label("key"),
                t.refs.c.revision,
                t.refs.c.start,
                t.refs.c.end,
                t.events.c.coding,
                t.events.c.position,
                t.audit.c.recorded,
                self._seen(t.refs.c.revision).label("seen"),
            )
            .select_from(EVENTS.join(t.audit, t.audit.c.number == t.refs.c.entry))
            .where(live_events(self.entry))
        )

    def _seen(self, revision: Any) -> Any:
        custody = t.custody.alias()
        return (
            select(func.min(custody.c.at))
            .where(custody.c.revision == revision, custody.c.entry <= self.entry)
            .correlate_except(custody)
            .scalar_subquery()
        )

    def _with_document(self, c: Connection, chosen: Filter, found: list[Any]) -> list[Any]:
        """Refuses an unknown document before an empty answer is taken for one without events."""
        if chosen.document:
            find_document(c, chosen.document, self._store.name)
        return found

    def _custody(self, c: Connection, revision: str) -> tuple[Custody, ...]:
        rows = c.execute(
            select(t.custody)
            .where(t.custody.c.revision == revision, t.custody.c.entry <= self.entry)
            .order_by(t.custody.c.number)
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

    def _codings(self, c: Connection, revision: str) -> tuple[RecordedCoding, ...]:
        rows = c.execute(
            select(t.codings, t.audit.c.recorded)
            .join(t.audit, t.audit.c.number == t.codings.c.entry)
            .where(t.codings.c.revision == revision, t.codings.c.entry <= self.entry)
            .order_by(t.codings.c.number)
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

    def _numbers(self, refs: Sequence[EventRef]) -> list[int]:
        wanted = set(refs)
        revisions = sorted({ref.revision for ref in refs})
        found: list[int] = []
        with self._store.reading() as c:
            for at in range(0, len(revisions), _CHUNK):
                for row in c.execute(select(t.refs).where(t.refs.c.revision.in_(revisions[at : at + _CHUNK]))):
                    if EventRef(revision=row.revision, start=row.start, end=row.end) in wanted:
                        found.append(row.number)
        return found

    def _profiles(
        self, c: Connection, numbers: Sequence[int], shared: Mapping[int, Sequence[str]]
    ) -> Iterator[tuple[int, StoredProfile]]:
        """Those of these profiles that are the newest of an event that counts."""
        other = t.profiles.alias()
        newest = (
            select(func.max(other.c.number))
            .where(other.c.ref == t.profiles.c.ref, other.c.entry <= self.entry)
            .correlate(t.profiles)
            .scalar_subquery()
        )
        rows = c.execute(
            select(t.profiles.c.number, t.profiles.c.data, t.refs.c.revision, t.refs.c.start, t.refs.c.end)
            .select_from(EVENTS.join(t.profiles, t.profiles.c.ref == t.refs.c.number))
            .where(
                t.profiles.c.number.in_(numbers),
                t.profiles.c.entry <= self.entry,
                t.profiles.c.number == newest,
                live_events(self.entry),
            )
        )
        for row in rows:
            ref = EventRef(revision=row.revision, start=row.start, end=row.end)
            yield row.number, StoredProfile(ref=ref, data=row.data, keys=tuple(shared.get(row.number, ())))

    def _linked(self, ids: Sequence[str]) -> list[LinkedEvent]:
        if not ids:
            return []
        with self._store.reading() as c:
            rows = c.execute(
                select(t.linked_events.c.id, t.refs)
                .distinct()
                .select_from(
                    EVENTS.join(t.memberships, t.memberships.c.ref == t.refs.c.number).join(
                        t.linked_events, t.linked_events.c.number == t.memberships.c.event
                    )
                )
                .where(t.linked_events.c.id.in_(ids), live_events(self.entry), newest_membership(self.entry))
                .order_by(t.refs.c.number)
            )
            members: dict[str, list[EventRef]] = {}
            for row in rows:
                members.setdefault(row.id, []).append(EventRef(revision=row.revision, start=row.start, end=row.end))
        return [LinkedEvent(id=event, members=tuple(members[event])) for event in ids if event in members]

    def _explain(self, c: Connection, document: str, given: str) -> None:
        """Raises Deleted where the document was deleted."""
        grave = c.execute(
            select(t.tombstones, t.audit.c.recorded)
            .join(t.audit, t.audit.c.number == t.tombstones.c.entry)
            .where(t.tombstones.c.document == document)
            .order_by(t.tombstones.c.number.desc())
            .limit(1)
        ).first()
        if grave is not None:
            raise Deleted(f"{given} was deleted on {grave.recorded:%Y-%m-%d} by {grave.who}: {grave.reason}")


def _recorded_document(row: Row[Any]) -> RecordedDocument:
    return RecordedDocument(**{name: row._mapping[name] for name in RecordedDocument.__slots__})


def _link(row: Row[Any]) -> Link:
    return Link(
        kind=row.kind,
        left=EventRef(revision=row.l_revision, start=row.l_start, end=row.l_end),
        right=EventRef(revision=row.r_revision, start=row.r_start, end=row.r_end),
        score=row.score,
        because=msgspec.json.decode(row.because, type=tuple[FieldMatch, ...]),
    )
