"""Writer: what is added to the ledger, each call one transaction that is durable when the call returns."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import insert, select, update

from dateline.errors import Deleted, NotFound, UsageError
from dateline.ledger import _table as t
from dateline.ledger._erase import erase_document
from dateline.ledger._find import find_document
from dateline.ledger._identity import digest, document_id, document_key, key_number, revision_of
from dateline.ledger._log import encode, end_line, next_number, start_line
from dateline.ledger._row import list_refs, make_rows
from dateline.ledger._search import add_words
from dateline.ledger._value import Saved
from dateline.model import EventRef

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection

    from dateline.ledger._log import Line
    from dateline.ledger._store import Store
    from dateline.ledger._value import Action, Custody, StoredProfile, Tombstone
    from dateline.model import Dossier, Judgement, Link, LinkedEvent, Status

_COMPRESSION: Final = 6  # zlib's own default: 9 gains 1 % on news texts and takes half as long again
_CHUNK: Final = 500  # parameters of one IN list


class Writer:
    """Adds to the ledger. Several writers, of one process or of many, take turns call by call."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(
        self, dossier: Dossier, *, custody: Custody, profiles: Sequence[StoredProfile] = (), again: bool = False
    ) -> Saved:
        """Records one coding of one text and how the text was obtained.

        `again` takes back a document that was deleted. Raises Deleted without it, UsageError for a text that is not that of
        its SHA-256, for a time without a zone, and for a profile of an event that the dossier does not have.
        """
        doc = dossier.document
        text = doc.text.encode("utf-8")
        if digest(text) != doc.sha256:
            raise UsageError(f"{doc.id}: the text is not the one of its SHA-256.")
        if custody.at.tzinfo is None:
            raise UsageError(f"{doc.id}: the time at which it was obtained has no time zone.")
        document, name = document_id(doc), doc.url or doc.id
        revision = revision_of(document, doc.sha256)
        coded = msgspec.json.encode(dossier)
        refs = list_refs(dossier, revision)
        _check_profiles(profiles, refs)
        with self._store.writing() as c:
            line = start_line(c, self._store.clock())
            entry = line.number
            _refuse_deleted(c, document, name, again=again)
            if c.execute(select(t.documents.c.id).where(t.documents.c.id == document)).first() is None:
                c.execute(insert(t.documents).values(id=document, entry=entry, key=document_key(doc), name=name))
            current: str | None = c.execute(
                select(t.custody.c.revision)
                .where(t.custody.c.document == document)
                .order_by(t.custody.c.number.desc())
                .limit(1)
            ).scalar()
            previous = None if current == revision else current
            is_new = _add_revision(c, entry, document, revision, doc.sha256, text, len(doc.text), previous)
            raw = _add_raw(c, entry, custody.raw)
            held = _add_custody(c, entry, document, revision, custody, raw)
            coding = _add_coding(c, entry, revision, dossier, coded)
            numbers = _add_refs(c, entry, revision, refs)
            if coding is not None:
                rows = make_rows(
                    dossier,
                    revision=revision,
                    refs=numbers,
                    coding=coding,
                    entry=entry,
                    first_event=next_number(c, t.events.c.number),
                    first_claim=next_number(c, t.claims.c.number),
                )
                for table in (t.events, t.places, t.parties, t.claims, t.tellers):
                    if found := getattr(rows, table.name):
                        c.execute(insert(table), found)
                add_words(c, "found_events", rows.found_events)
                add_words(c, "found_claims", rows.found_claims)
            if is_new:
                number = c.execute(select(t.revisions.c.number).where(t.revisions.c.id == revision)).scalar_one()
                add_words(c, "found_documents", [{"number": number, "body": f"{doc.title or ''}\n{doc.text}"}])
            _add_profiles(c, entry, profiles, numbers)
            details = {
                "document": document,
                "text": doc.sha256,
                "custody": held,
                "dossier": digest(coded) if coding else "",
            }
            self._end(c, line, "save", custody.by, revision, details)
        return Saved(
            document=document,
            revision=revision,
            is_new=is_new,
            previous=previous,
            refs=refs,
            is_recoded=coding is not None and not is_new,
        )

    def save_profiles(self, profiles: Sequence[StoredProfile], *, by: str = "dateline") -> None:
        """Newer profiles of events that are recorded; an event is found by its newest one. Raises NotFound."""
        with self._line("profile", by, details={"profiles": len(profiles)}) as (c, line):
            _add_profiles(c, line.number, profiles, _ref_numbers(c, [profile.ref for profile in profiles]))

    def save_links(self, links: Sequence[Link], *, by: str = "dateline") -> None:
        """Links as found now; of two accounts the newest link counts. Raises NotFound for an unknown account."""
        if not links:
            return
        with self._line("link", by, details={"links": len(links)}) as (c, line):
            numbers = _ref_numbers(c, [ref for link in links for ref in (link.left, link.right)])
            first = next_number(c, t.links.c.number)
            rows = [
                {
                    "number": first + n,
                    "entry": line.number,
                    "kind": link.kind,
                    "left": numbers[link.left],
                    "right": numbers[link.right],
                    "score": link.score,
                    "because": msgspec.json.encode(link.because).decode().replace("\\u0000", ""),
                }
                for n, link in enumerate(links)
            ]
            c.execute(insert(t.links), rows)

    def save_events(self, linked_events: Sequence[LinkedEvent], *, by: str = "dateline") -> None:
        """Which accounts are of one event, as it is now; only what differs is recorded.

        An account belongs to one event; accounts that are not named keep theirs. Raises NotFound for an unknown account.
        """
        if not linked_events:
            return
        with self._line("gather", by, details={"events": len(linked_events)}) as (c, line):
            ids = _linked_numbers(c, line.number, [linked.id for linked in linked_events])
            numbers = _ref_numbers(c, [ref for linked in linked_events for ref in linked.members])
            wanted = {numbers[ref]: ids[linked.id] for linked in linked_events for ref in linked.members}
            present = _present_events(c, list(wanted))
            changed = [(ref, event) for ref, event in wanted.items() if present.get(ref) != event]
            first = next_number(c, t.memberships.c.number)
            rows = [
                {"number": first + n, "entry": line.number, "event": event, "ref": ref}
                for n, (ref, event) in enumerate(changed)
            ]
            if rows:
                c.execute(insert(t.memberships), rows)

    def save_statuses(self, statuses: Mapping[str, Sequence[Status]], *, by: str = "dateline") -> None:
        """What is known of events, by their ids, as derived now; the newest counts. Raises NotFound."""
        if not statuses:
            return
        with self._line("status", by, details={"events": len(statuses)}) as (c, line):
            known = _lookup(c, t.linked_events.c.id, t.linked_events.c.number, list(statuses))
            first = next_number(c, t.statuses.c.number)
            rows: list[dict[str, Any]] = []
            for n, (event, derived) in enumerate(statuses.items()):
                if event not in known:
                    raise NotFound(f"There is no event {event} in {self._store.name}.")
                whole = next((status.status for status in derived if status.slot == "event"), "")
                written = msgspec.json.encode(tuple(derived)).decode()
                rows.append(
                    {
                        "number": first + n,
                        "entry": line.number,
                        "event": known[event],
                        "status": whole,
                        "derived": written,
                    }
                )
            c.execute(insert(t.statuses), rows)

    def judge(self, judgement: Judgement) -> Judgement:
        """Records what a person decided, a grade of a source too. The id is made of the content where it is empty.

        The same judgement again changes nothing. Raises UsageError for another one under the same id, NotFound for an
        unknown account.
        """
        if judgement.at.tzinfo is None:
            raise UsageError("The time of the judgement has no time zone.")
        if not judgement.id:
            judgement = replace(judgement, id=digest(encode(judgement))[:16])
        written = encode(judgement).decode()
        with self._store.writing() as c:
            known = c.execute(select(t.judgements.c.judgement).where(t.judgements.c.id == judgement.id)).scalar()
            if known == written:
                return judgement
            if known is not None:
                raise UsageError(f"There is another judgement with the id {judgement.id}.")
            _ref_numbers(c, judgement.events)
            line = start_line(c, self._store.clock())
            number = next_number(c, t.judgements.c.number)
            row = {"number": number, "entry": line.number, "id": judgement.id, "kind": judgement.kind}
            c.execute(insert(t.judgements), row | {"judgement": written})
            self._end(c, line, "judge", judgement.who, judgement.id, {"sha256": digest(written.encode())})
        return judgement

    grade = judge

    def delete(self, document: str, *, who: str, reason: str) -> Tombstone:
        """Removes every text of a document and all that repeats it; hashes, custody and judgements stay.

        `document` is its id, the beginning of it, its address or its own id. Raises NotFound, Ambiguous, Deleted, and
        UsageError without a reason.
        """
        if not reason.strip() or not who.strip():
            raise UsageError("A deletion needs a reason and the name of who asks for it.")
        with self._store.writing() as c:
            found = find_document(c, document, self._store.name)
            line = start_line(c, self._store.clock())
            tombstone = erase_document(c, line, found, who=who, reason=reason)
            erased = digest(encode(tombstone.erased))
            self._end(c, line, "delete", who, found, {"reason": digest(reason.encode()), "erased": erased})
        self._forget_pages()
        return tombstone

    def note_look(self, *, who: str, what: str) -> None:
        """That someone looked at something, so that it can be said what is new since."""
        with self._line("look", who, subject=what) as (c, line):
            number = next_number(c, t.looks.c.number)
            c.execute(insert(t.looks).values(number=number, entry=line.number, who=who, what=what))

    def note(self, action: Action, *, who: str, subject: str, details: Mapping[str, object] | None = None) -> None:
        """A line of the log for what happened outside, an import or an export."""
        with self._line(action, who, subject=subject, details=details):
            pass

    def _forget_pages(self) -> None:
        """Overwrites what a deletion left in the write-ahead file; readers that hold it open put that off to a later one."""
        if self._store.path is not None:
            with self._store.telling(), self._store.engine.connect() as connection:
                driver = connection.connection.driver_connection
                assert driver is not None
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _line(
        self, action: Action, who: str, *, subject: str = "", details: Mapping[str, object] | None = None
    ) -> Iterator[tuple[Connection, Line]]:
        with self._store.writing() as c:
            line = start_line(c, self._store.clock())
            yield c, line
            self._end(c, line, action, who, subject, details or {})

    def _end(
        self, c: Connection, line: Line, action: Action, who: str, subject: str, details: Mapping[str, object]
    ) -> None:
        end_line(c, line, action=action, who=who, subject=subject, details=details)


def _check_profiles(profiles: Sequence[StoredProfile], refs: Sequence[EventRef]) -> None:
    strange = {profile.ref for profile in profiles} - set(refs)
    if strange:
        raise UsageError(f"A profile is of no event of this dossier: {min(strange)}.")


def _refuse_deleted(c: Connection, document: str, name: str, *, again: bool) -> None:
    if again:
        return
    grave = c.execute(
        select(t.tombstones).where(t.tombstones.c.document == document).order_by(t.tombstones.c.number.desc()).limit(1)
    ).first()
    if grave is None:
        return
    back = select(t.custody.c.number).where(t.custody.c.document == document, t.custody.c.entry > grave.entry).limit(1)
    if c.execute(back).first() is None:
        when = c.execute(select(t.audit.c.recorded).where(t.audit.c.number == grave.entry)).scalar_one()
        raise Deleted(
            f"{name} was deleted on {when:%Y-%m-%d} by {grave.who} ({grave.reason}), and is not taken again unless asked."
        )


def _add_revision(
    c: Connection,
    entry: int,
    document: str,
    revision: str,
    sha256: str,
    text: bytes,
    characters: int,
    previous: str | None,
) -> bool:
    """Whether the text is new; one that was deleted and is taken again gets its text back."""
    packed = zlib.compress(text, _COMPRESSION)
    known = c.execute(
        select(t.revisions.c.number, t.revisions.c.text.is_(None).label("erased")).where(t.revisions.c.id == revision)
    ).first()
    if known is not None:
        if known.erased:
            c.execute(update(t.revisions).where(t.revisions.c.id == revision).values(text=packed))
        return bool(known.erased)
    c.execute(
        insert(t.revisions).values(
            number=next_number(c, t.revisions.c.number),
            entry=entry,
            id=revision,
            document=document,
            previous=previous,
            sha256=sha256,
            characters=characters,
            text=packed,
        )
    )
    return True


def _add_raw(c: Connection, entry: int, raw: bytes | None) -> str | None:
    if raw is None:
        return None
    sha256 = digest(raw)
    known = c.execute(select(t.raws.c.data.is_(None).label("erased")).where(t.raws.c.sha256 == sha256)).first()
    if known is None:
        packed = zlib.compress(raw, _COMPRESSION)
        c.execute(insert(t.raws).values(sha256=sha256, entry=entry, size=len(raw), data=packed))
    elif known.erased:
        c.execute(update(t.raws).where(t.raws.c.sha256 == sha256).values(data=zlib.compress(raw, _COMPRESSION)))
    return sha256


def _add_custody(c: Connection, entry: int, document: str, revision: str, custody: Custody, raw: str | None) -> str:
    """Adds the row; the hash of what it says, for the log."""
    row = {
        "how": custody.how,
        "source": custody.source,
        "at": custody.at.astimezone(UTC),
        "by": custody.by,
        "media_type": custody.media_type,
        "raw": raw,
    }
    number = next_number(c, t.custody.c.number)
    c.execute(insert(t.custody), row | {"number": number, "entry": entry, "document": document, "revision": revision})
    return custody_digest(row)


def custody_digest(row: Mapping[str, Any]) -> str:
    return digest(encode([row[name] for name in ("how", "source", "at", "by", "media_type", "raw")]))


def _add_coding(c: Connection, entry: int, revision: str, dossier: Dossier, coded: bytes) -> int | None:
    """The number of the coding, None where the newest one of this text is the same."""
    sha256 = digest(coded)
    newest = c.execute(
        select(t.codings.c.sha256, t.codings.c.dossier.is_(None).label("erased"))
        .where(t.codings.c.revision == revision)
        .order_by(t.codings.c.number.desc())
        .limit(1)
    ).first()
    if newest is not None and newest.sha256 == sha256 and not newest.erased:
        return None
    number = next_number(c, t.codings.c.number)
    doc = dossier.document
    c.execute(
        insert(t.codings).values(
            number=number,
            entry=entry,
            revision=revision,
            coder=dossier.coder.name,
            version=dossier.coder.version,
            reader=dossier.coder.reader,
            ontology=dossier.coder.ontology,
            sha256=sha256,
            events=len(dossier.events),
            url=doc.url,
            title=doc.title,
            publisher=doc.publisher,
            author=doc.author,
            published=doc.published,
            language=doc.language,
            dossier=zlib.compress(coded, _COMPRESSION),
        )
    )
    return number


def _add_refs(c: Connection, entry: int, revision: str, wanted: Sequence[EventRef]) -> dict[EventRef, int]:
    """The numbers of a text's events; those that are new are added, in the order of the text."""
    rows = c.execute(select(t.refs).where(t.refs.c.revision == revision))
    numbers = {EventRef(revision=revision, start=row.start, end=row.end): row.number for row in rows}
    new = sorted(set(wanted) - numbers.keys())
    if new:
        first = next_number(c, t.refs.c.number)
        c.execute(
            insert(t.refs),
            [
                {"number": first + n, "entry": entry, "revision": revision, "start": ref.start, "end": ref.end}
                for n, ref in enumerate(new)
            ],
        )
        numbers |= {ref: first + n for n, ref in enumerate(new)}
    return numbers


def _add_profiles(
    c: Connection, entry: int, profiles: Sequence[StoredProfile], numbers: Mapping[EventRef, int]
) -> None:
    if not profiles:
        return
    first = next_number(c, t.profiles.c.number)
    c.execute(
        insert(t.profiles),
        [
            {"number": first + n, "entry": entry, "ref": numbers[profile.ref], "data": profile.data}
            for n, profile in enumerate(profiles)
        ],
    )
    keys = [
        {"key": key, "profile": first + n}
        for n, profile in enumerate(profiles)
        for key in {key_number(key) for key in profile.keys}
    ]
    if keys:
        c.execute(insert(t.block_keys), keys)


def _ref_numbers(c: Connection, wanted: Sequence[EventRef]) -> dict[EventRef, int]:
    """The numbers of recorded events. Raises NotFound."""
    numbers: dict[EventRef, int] = {}
    revisions = sorted({ref.revision for ref in wanted})
    for at in range(0, len(revisions), _CHUNK):
        for row in c.execute(select(t.refs).where(t.refs.c.revision.in_(revisions[at : at + _CHUNK]))):
            numbers[EventRef(revision=row.revision, start=row.start, end=row.end)] = row.number
    missing = set(wanted) - numbers.keys()
    if missing:
        raise NotFound(f"No event is recorded at {min(missing)}.")
    return numbers


def _lookup(c: Connection, column: Column[Any], value: Column[Any], wanted: Sequence[Any]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for at in range(0, len(wanted), _CHUNK):
        found.update(c.execute(select(column, value).where(column.in_(wanted[at : at + _CHUNK]))).tuples().all())
    return found


def _linked_numbers(c: Connection, entry: int, ids: Sequence[str]) -> dict[str, int]:
    """The numbers of events by their ids; those that are new are added."""
    known: dict[str, int] = _lookup(c, t.linked_events.c.id, t.linked_events.c.number, list(dict.fromkeys(ids)))
    new = [event for event in dict.fromkeys(ids) if event not in known]
    if new:
        first = next_number(c, t.linked_events.c.number)
        c.execute(insert(t.linked_events), [{"number": first + n, "entry": entry, "id": e} for n, e in enumerate(new)])
        known |= {event: first + n for n, event in enumerate(new)}
    return known


def _present_events(c: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Ref number -> number of the event that it belongs to now."""
    present: dict[int, int] = {}
    for at in range(0, len(numbers), _CHUNK):
        rows = c.execute(
            select(t.memberships.c.ref, t.memberships.c.event)
            .where(t.memberships.c.ref.in_(numbers[at : at + _CHUNK]))
            .order_by(t.memberships.c.number)
        )
        present.update((row.ref, row.event) for row in rows)
    return present
