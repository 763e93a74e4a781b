"""record: the rows that one write adds, each found or made within its transaction."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import func, insert, select, update

from dateline.errors import Deleted, NotFound, UsageError
from dateline.ledger import _table as t
from dateline.ledger._identity import digest, document_id, document_key, key_number, revision_of
from dateline.ledger._log import encode
from dateline.ledger._row import list_refs, make_rows, plain
from dateline.ledger._scope import CHUNK, ref_at
from dateline.ledger._search import add_words, document_words
from dateline.ledger._value import Custody, Saved, StoredProfile
from dateline.model import Dossier, EventRef

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COMPRESSION: Final = 6  # zlib's own default: 9 gains 1 % on news texts and takes half as long again
# The tables that repeat what a dossier says, in the order in which their rows refer to each other.
EVENT_TABLES: Final = (t.events, t.places, t.parties, t.claims, t.tellers)
# The last number of each table that a dossier adds to, in one query.
_LAST: Final = select(
    *(
        select(func.coalesce(func.max(table.c.number), 0)).scalar_subquery().label(table.name)
        for table in (t.revisions, t.custody, t.codings, t.refs, t.events, t.claims, t.profiles)
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A dossier ready to be saved: checked, hashed and encoded, so that the ledger is locked for a short time only."""

    dossier: Dossier
    custody: Custody
    profiles: tuple[StoredProfile, ...]
    document: str
    revision: str
    refs: tuple[EventRef, ...]
    text: bytes
    coded: bytes


def prepare(dossier: Dossier, custody: Custody, profiles: Sequence[StoredProfile] = ()) -> Prepared:
    """What `Writer.save_all` takes; raises UsageError as `Writer.save` does."""
    doc = dossier.document
    text = doc.text.encode("utf-8")
    if digest(text) != doc.sha256:
        raise UsageError(f"{doc.id}: the text is not the one of its SHA-256.")
    if custody.at.tzinfo is None:
        raise UsageError(f"{doc.id}: the time at which it was obtained has no time zone.")
    document = document_id(doc)
    revision = revision_of(document, doc.sha256)
    refs = list_refs(dossier, revision)
    strange = {profile.ref for profile in profiles} - set(refs)
    if strange:
        raise UsageError(f"A profile is of no event of this dossier: {min(strange)}.")
    return Prepared(
        dossier=dossier,
        custody=custody,
        profiles=tuple(profiles),
        document=document,
        revision=revision,
        refs=refs,
        text=text,
        coded=msgspec.json.encode(dossier),
    )


def record_dossier(c: Connection, entry: int, ready: Prepared, *, again: bool) -> tuple[Saved, dict[str, str]]:
    """Adds all of one dossier; what came of it, and what the log is to say."""
    doc = ready.dossier.document
    name = plain(doc.url or doc.id)
    last = c.execute(_LAST).one()
    refuse_deleted(c, ready.document, name, again=again)
    if c.execute(select(t.documents.c.id).where(t.documents.c.id == ready.document)).first() is None:
        c.execute(insert(t.documents).values(id=ready.document, entry=entry, key=document_key(doc), name=name))
    current: str | None = c.execute(
        select(t.custody.c.revision)
        .where(t.custody.c.document == ready.document)
        .order_by(t.custody.c.number.desc())
        .limit(1)
    ).scalar()
    previous = None if current == ready.revision else current
    is_new = add_revision(c, entry, ready, previous, number=last.revisions + 1)
    raw = add_raw(c, entry, ready.custody.raw)
    held = add_custody(c, entry, ready, raw, number=last.custody + 1)
    coding, sha256 = add_coding(c, entry, ready, number=last.codings + 1)
    numbers = add_refs(c, entry, ready.revision, ready.refs, first=last.refs + 1)
    if coding is not None:
        add_events(c, entry, ready, coding, numbers, first_event=last.events + 1, first_claim=last.claims + 1)
    add_profiles(c, entry, ready.profiles, numbers, first=last.profiles + 1)
    saved = Saved(
        document=ready.document,
        revision=ready.revision,
        is_new=is_new,
        previous=previous,
        refs=ready.refs,
        is_recoded=coding is not None and not is_new,
    )
    told = {"document": ready.document, "text": doc.sha256, "custody": held, "dossier": sha256 if coding else ""}
    return saved, told


def add_events(
    c: Connection,
    entry: int,
    ready: Prepared,
    coding: int,
    numbers: Mapping[EventRef, int],
    *,
    first_event: int,
    first_claim: int,
) -> None:
    """Adds what a dossier says as rows, and the words under which they are found."""
    rows = make_rows(
        ready.dossier,
        revision=ready.revision,
        refs=numbers,
        coding=coding,
        entry=entry,
        first_event=first_event,
        first_claim=first_claim,
    )
    for table in EVENT_TABLES:
        if found := getattr(rows, table.name):
            c.execute(insert(table), found)
    add_words(c, "found_events", rows.found_events)
    add_words(c, "found_claims", rows.found_claims)


def refuse_deleted(c: Connection, document: str, name: str, *, again: bool) -> None:
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


def add_revision(c: Connection, entry: int, ready: Prepared, previous: str | None, *, number: int) -> bool:
    """Whether the text is new; one that was deleted and is taken again gets its text back."""
    doc = ready.dossier.document
    packed = zlib.compress(ready.text, _COMPRESSION)
    known = c.execute(
        select(t.revisions.c.number, t.revisions.c.text.is_(None).label("erased")).where(
            t.revisions.c.id == ready.revision
        )
    ).first()
    if known is not None and not known.erased:
        return False
    if known is not None:
        number = known.number
        c.execute(update(t.revisions).where(t.revisions.c.number == number).values(text=packed))
    else:
        c.execute(
            insert(t.revisions).values(
                number=number,
                entry=entry,
                id=ready.revision,
                document=ready.document,
                previous=previous,
                sha256=doc.sha256,
                characters=len(doc.text),
                text=packed,
            )
        )
    add_words(c, "found_documents", [{"number": number, "body": document_words(doc.title, doc.text)}])
    return True


def add_raw(c: Connection, entry: int, raw: bytes | None) -> str | None:
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


def add_custody(c: Connection, entry: int, ready: Prepared, raw: str | None, *, number: int) -> str:
    """Adds the row; the hash of what it says, for the log."""
    custody = ready.custody
    c.execute(
        insert(t.custody).values(
            number=number,
            entry=entry,
            document=ready.document,
            revision=ready.revision,
            how=plain(custody.how),
            source=plain(custody.source),
            at=custody.at.astimezone(UTC),
            by=plain(custody.by),
            media_type=plain(custody.media_type),
            raw=raw,
        )
    )
    return custody_digest(c.execute(select(t.custody).where(t.custody.c.number == number)).one())


def custody_digest(row: object) -> str:
    """The hash of how a text was obtained; of a row of `custody`."""
    return digest(encode([getattr(row, name) for name in ("how", "source", "at", "by", "media_type", "raw")]))


def add_coding(c: Connection, entry: int, ready: Prepared, *, number: int) -> tuple[int | None, str]:
    """The number of the coding, None where the newest one of this text is the same; and its hash."""
    sha256 = digest(ready.coded)
    newest = c.execute(
        select(t.codings.c.sha256, t.codings.c.dossier.is_(None).label("erased"))
        .where(t.codings.c.revision == ready.revision)
        .order_by(t.codings.c.number.desc())
        .limit(1)
    ).first()
    if newest is not None and newest.sha256 == sha256 and not newest.erased:
        return None, sha256
    doc, coder = ready.dossier.document, ready.dossier.coder
    c.execute(
        insert(t.codings).values(
            number=number,
            entry=entry,
            revision=ready.revision,
            coder=coder.name,
            version=coder.version,
            reader=coder.reader,
            ontology=coder.ontology,
            sha256=sha256,
            events=len(ready.dossier.events),
            url=doc.url and plain(doc.url),
            title=doc.title and plain(doc.title),
            publisher=doc.publisher and plain(doc.publisher),
            author=doc.author and plain(doc.author),
            published=doc.published,
            language=doc.language,
            dossier=zlib.compress(ready.coded, _COMPRESSION),
        )
    )
    return number, sha256


def add_refs(
    c: Connection, entry: int, revision: str, wanted: Sequence[EventRef], *, first: int
) -> dict[EventRef, int]:
    """The numbers of a text's events; those that are new are added, in the order of the text."""
    rows = c.execute(select(t.refs).where(t.refs.c.revision == revision))
    numbers = {EventRef(revision=revision, start=row.start, end=row.end): row.number for row in rows}
    new = sorted(set(wanted) - numbers.keys())
    if new:
        c.execute(
            insert(t.refs),
            [
                {"number": first + n, "entry": entry, "revision": revision, "start": ref.start, "end": ref.end}
                for n, ref in enumerate(new)
            ],
        )
        numbers |= {ref: first + n for n, ref in enumerate(new)}
    return numbers


def add_profiles(
    c: Connection, entry: int, profiles: Sequence[StoredProfile], numbers: Mapping[EventRef, int], *, first: int
) -> None:
    if not profiles:
        return
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


def ref_numbers(c: Connection, wanted: Sequence[EventRef]) -> dict[EventRef, int]:
    """The numbers of recorded events. Raises NotFound."""
    numbers: dict[EventRef, int] = {}
    revisions = sorted({ref.revision for ref in wanted})
    for at in range(0, len(revisions), CHUNK):
        for row in c.execute(select(t.refs).where(t.refs.c.revision.in_(revisions[at : at + CHUNK]))):
            numbers[ref_at(row)] = row.number
    missing = set(wanted) - numbers.keys()
    if missing:
        raise NotFound(f"No event is recorded at {min(missing)}.")
    return numbers
