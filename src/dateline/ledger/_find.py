"""find: what a user typed -> the id of the document, text or event that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select

from dateline.errors import Ambiguous, NotFound
from dateline.ledger import _table as t
from dateline.ledger._identity import address_key, hash_key

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection

_LEAST: Final = 4  # characters of the beginning of an id that are taken for one
_SHOWN: Final = 5


def find_document(connection: Connection, given: str, name: str) -> str:
    """The id of the document with this id or the beginning of one, address, own id, or SHA-256 of one of its texts."""
    given = given.strip()
    exact = connection.execute(
        select(t.documents.c.id).where(
            or_(t.documents.c.id.in_((given, hash_key(address_key(given)))), t.documents.c.name == given)
        )
    )
    found = list(exact.scalars())
    if given in found:
        return given
    if not found:
        found = _beginning(connection, t.documents.c.id, t.documents.c.id, given)
    if not found:
        found = _beginning(connection, t.revisions.c.sha256, t.revisions.c.document, given)
    if not found:
        found = _beginning(connection, t.revisions.c.id, t.revisions.c.document, given)
    return _only(found, given, name, "document")


def find_revision(connection: Connection, given: str, name: str) -> str:
    """The id of the text with this id or the beginning of one."""
    return _only(_beginning(connection, t.revisions.c.id, t.revisions.c.id, given.strip()), given, name, "text")


def find_linked(connection: Connection, given: str, name: str) -> str:
    """The id of the event with this id or the beginning of one."""
    found = connection.execute(select(t.linked_events.c.id).where(t.linked_events.c.id == given)).scalar()
    if found is not None:
        return found
    return _only(
        _beginning(connection, t.linked_events.c.id, t.linked_events.c.id, given.strip()), given, name, "event"
    )


def _beginning(connection: Connection, column: Column[str], value: Column[str], given: str) -> list[str]:
    if len(given) < _LEAST:
        return []
    # A range uses the index in every database; ids are of ASCII letters and digits, all below "~".
    rows = connection.execute(
        select(value).distinct().where(column >= given, column < given + "~").order_by(value).limit(_SHOWN + 1)
    )
    return list(rows.scalars())


def _only(found: list[str], given: str, name: str, noun: str) -> str:
    if not found:
        raise NotFound(f"There is no {noun} {given!r} in {name}.")
    if len(found) > 1:
        listed = ", ".join(found[:_SHOWN]) + (" and more" if len(found) > _SHOWN else "")
        raise Ambiguous(f"{given!r} may be {listed}; give more of the {noun}'s id.")
    return found[0]
