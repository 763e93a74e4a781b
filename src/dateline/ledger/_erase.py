"""erase: what a deletion removes, and the hashes that are left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select, update

from dateline.errors import Deleted
from dateline.ledger import _table as t
from dateline.ledger._index import words_of_coding, words_of_revision
from dateline.ledger._log import encode, next_number
from dateline.ledger._search import forget_removed, remove_words
from dateline.ledger._value import ErasedRevision, Tombstone

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from dateline.ledger._log import Line


def erase_document(connection: Connection, line: Line, document: str, *, who: str, reason: str) -> Tombstone:
    """Removes every text of the document and what repeats it. Raises Deleted where nothing is left to remove."""
    c = connection
    name: str = c.execute(select(t.documents.c.name).where(t.documents.c.id == document)).scalar_one()
    erased: list[ErasedRevision] = []
    for row in c.execute(
        select(t.revisions).where(t.revisions.c.document == document).order_by(t.revisions.c.number)
    ).all():
        if row.text is not None:
            erased.append(_erase_revision(c, row))
    if not erased:
        grave = c.execute(
            select(t.tombstones.c.who, t.tombstones.c.reason).where(t.tombstones.c.document == document)
        ).first()
        by = f" by {grave.who} ({grave.reason})" if grave else ""
        raise Deleted(f"{name} was already deleted{by}.")
    forget_removed(c)
    tombstone = Tombstone(document=document, name=name, who=who, reason=reason, at=line.recorded, erased=tuple(erased))
    c.execute(
        insert(t.tombstones).values(
            number=next_number(c, t.tombstones.c.number),
            entry=line.number,
            document=document,
            who=who,
            reason=reason,
            erased=encode(tombstone.erased).decode(),
        )
    )
    return tombstone


def _erase_revision(c: Connection, row: Row[*tuple[Any, ...]]) -> ErasedRevision:
    codings = c.execute(select(t.codings).where(t.codings.c.revision == row.id).order_by(t.codings.c.number)).all()
    kept = [coding for coding in codings if coding.dossier is not None]
    remove_words(c, "found_documents", [words_of_revision(c, row)])
    for coding in kept:
        made = words_of_coding(c, coding)
        remove_words(c, "found_events", made.found_events)
        remove_words(c, "found_claims", made.found_claims)
    of_refs = select(t.refs.c.number).where(t.refs.c.revision == row.id)
    of_codings = select(t.codings.c.number).where(t.codings.c.revision == row.id)
    of_events = select(t.events.c.number).where(t.events.c.coding.in_(of_codings))
    of_claims = select(t.claims.c.number).where(t.claims.c.event.in_(of_events))
    of_profiles = select(t.profiles.c.number).where(t.profiles.c.ref.in_(of_refs))
    for statement in (
        delete(t.tellers).where(t.tellers.c.claim.in_(of_claims)),
        delete(t.claims).where(t.claims.c.event.in_(of_events)),
        delete(t.parties).where(t.parties.c.event.in_(of_events)),
        delete(t.places).where(t.places.c.event.in_(of_events)),
        delete(t.events).where(t.events.c.coding.in_(of_codings)),
        delete(t.block_keys).where(t.block_keys.c.profile.in_(of_profiles)),
        delete(t.profiles).where(t.profiles.c.ref.in_(of_refs)),
        delete(t.statuses).where(
            t.statuses.c.event.in_(select(t.memberships.c.event).where(t.memberships.c.ref.in_(of_refs)))
        ),
        delete(t.marks).where(
            t.marks.c.event.in_(
                select(t.linked_events.c.id)
                .join(t.memberships, t.memberships.c.event == t.linked_events.c.number)
                .where(t.memberships.c.ref.in_(of_refs))
            )
        ),
        delete(t.links).where(or_(t.links.c.left.in_(of_refs), t.links.c.right.in_(of_refs))),
        update(t.codings).where(t.codings.c.revision == row.id).values(dossier=None, title=None, author=None),
        update(t.revisions).where(t.revisions.c.id == row.id).values(text=None),
    ):
        c.execute(statement)
    raws = tuple(
        c.execute(
            select(t.custody.c.raw).distinct().where(t.custody.c.revision == row.id, t.custody.c.raw.is_not(None))
        ).scalars()
    )
    c.execute(update(t.raws).where(t.raws.c.sha256.in_(raws)).values(data=None))
    return ErasedRevision(
        revision=row.id,
        text_sha256=row.sha256,
        raw_sha256=tuple(sorted(raw for raw in raws if raw)),
        dossier_sha256=tuple(coding.sha256 for coding in kept),
    )
