"""dump: the whole ledger as JSON Lines, from which `restore` makes the same ledger again.

The first line says what it is, the last how many lines there are and the hash of all before it. Between them stand the rows
of each table, those that others refer to first, in the order of their numbers. Left out is what can be made of the rest: the
rows for filters, the words for search; and the working positions, which are no knowledge.

Lines at the end of the log that tell only of imports and exports are left out, so that a ledger that was written and read again
is written as the same bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import func, select

from dateline.errors import LedgerBroken
from dateline.ledger import _table as t

if TYPE_CHECKING:
    from sqlalchemy import Column, Connection, Row, Table

    from dateline.ledger._scope import Scope

    AnyRow = Row[*tuple[Any, ...]]

DUMP_FORMAT: Final = 1
_PAGE: Final = 200  # small rows that are held at once
_LARGE_PAGE: Final = 10  # rows with a text, bytes or a dossier, of some megabytes at most
NOTHING: Final = msgspec.Raw(b"null")  # what was deleted
_OUTSIDE: Final = ("export", "import")
_ENCODER: Final = msgspec.json.Encoder()


class Line(msgspec.Struct, tag_field="line", forbid_unknown_fields=True, kw_only=True):
    """One line; `line` says of which kind. Names are those of the columns, times are UTC, bytes are in base64."""


class Head(Line, tag="dateline-ledger"):
    """`entries` is the number of the last line of the log that is written."""

    format: int
    program: str
    entries: int


class Entry(Line, tag="log"):
    number: int
    recorded: datetime
    action: str
    who: str
    subject: str
    details: msgspec.Raw
    previous: str
    sha256: str


class DocumentLine(Line, tag="document"):
    entry: int
    id: str
    key: str
    name: str


class Text(Line, tag="text"):
    """A text of a document; `text` is null where it was deleted."""

    number: int
    entry: int
    id: str
    document: str
    previous: str | None
    sha256: str
    characters: int
    text: str | None


class Raw(Line, tag="bytes"):
    """Bytes as obtained; `data` is null where they were deleted."""

    entry: int
    sha256: str
    size: int
    data: bytes | None


class CustodyLine(Line, tag="custody"):
    number: int
    entry: int
    document: str
    revision: str
    how: str
    source: str
    at: datetime
    by: str
    media_type: str
    raw: str | None


class Ref(Line, tag="ref"):
    """Where an event is named in a text: what links, memberships and codings refer to by its number."""

    number: int
    entry: int
    revision: str
    start: int
    end: int


class Coding(Line, tag="coding"):
    """`dossier` is as it was given, null where it was deleted; its events and claims count on from the first numbers."""

    number: int
    entry: int
    revision: str
    coder: str
    version: str
    reader: str
    ontology: str
    sha256: str
    events: int
    url: str | None
    title: str | None
    publisher: str | None
    author: str | None
    published: date | None
    language: str | None
    first_event: int | None
    first_claim: int | None
    dossier: msgspec.Raw


class Profile(Line, tag="profile"):
    """What linking compares an event by, and the numbers of its keys."""

    number: int
    entry: int
    ref: int
    data: bytes
    keys: tuple[int, ...]


class LinkLine(Line, tag="link"):
    number: int
    entry: int
    kind: str
    left: int
    right: int
    score: float
    because: msgspec.Raw


class EventLine(Line, tag="event"):
    number: int
    entry: int
    id: str


class Membership(Line, tag="membership"):
    number: int
    entry: int
    event: int
    ref: int


class StatusLine(Line, tag="status"):
    number: int
    entry: int
    event: int
    status: str
    derived: msgspec.Raw


class JudgementLine(Line, tag="judgement"):
    number: int
    entry: int
    id: str
    kind: str
    judgement: msgspec.Raw


class Look(Line, tag="look"):
    number: int
    entry: int
    who: str
    what: str


class TombstoneLine(Line, tag="tombstone"):
    number: int
    entry: int
    document: str
    who: str
    reason: str
    erased: msgspec.Raw


class End(Line, tag="end"):
    """`lines` counts this one too; `sha256` is of all lines before it."""

    lines: int
    sha256: str


# The tables in the order in which they are written, and the kind of line of each.
TABLES: Final[tuple[tuple[Table, type[Line]], ...]] = (
    (t.audit, Entry),
    (t.documents, DocumentLine),
    (t.revisions, Text),
    (t.raws, Raw),
    (t.custody, CustodyLine),
    (t.refs, Ref),
    (t.codings, Coding),
    (t.profiles, Profile),
    (t.links, LinkLine),
    (t.linked_events, EventLine),
    (t.memberships, Membership),
    (t.statuses, StatusLine),
    (t.judgements, JudgementLine),
    (t.looks, Look),
    (t.tombstones, TombstoneLine),
)
_LARGE: Final = (t.revisions, t.raws, t.codings)
_JSON: Final = ("details", "because", "derived", "judgement", "erased")  # texts that are JSON


def dump(scope: Scope, *, program: str) -> Iterator[bytes]:
    """The lines, each with its line end; all of one state of the ledger, with memory for some rows only.

    Raises LedgerError. The generator holds a read transaction until it is at its end or closed.
    """
    seal = hashlib.sha256()
    lines = 0
    with scope.store.reading() as c:
        known = t.audit.c.number <= scope.entry
        last: int = c.execute(
            select(func.coalesce(func.max(t.audit.c.number), 0)).where(known, t.audit.c.action.not_in(_OUTSIDE))
        ).scalar_one()
        for line in _lines(c, last, program, scope.store.name):
            written = _ENCODER.encode(line) + b"\n"
            seal.update(written)
            lines += 1
            yield written
    yield _ENCODER.encode(End(lines=lines + 1, sha256=seal.hexdigest())) + b"\n"


def order_of(table: Table) -> Column[Any]:
    """The column that the rows of a table are in the order of."""
    return table.c.number if "number" in table.c else table.c.id if "id" in table.c else table.c.sha256


def _lines(c: Connection, last: int, program: str, name: str) -> Iterator[Line]:
    yield Head(format=DUMP_FORMAT, program=program, entries=last)
    for table, kind in TABLES:
        names = [column.name for column in table.columns]
        for rows in _pages(c, table, last):
            extra = _EXTRA[table.name](c, rows) if table.name in _EXTRA else {}
            for row in rows:
                try:
                    yield kind(
                        **{k: _plain(table, k, v) for k, v in zip(names, row, strict=True)} | extra.get(row[0], {})
                    )
                except (zlib.error, UnicodeDecodeError, TypeError) as error:
                    raise LedgerBroken(
                        f"{name}: a row of {table.name} ({row[0]}) cannot be read; see `verify`."
                    ) from error


def _pages(c: Connection, table: Table, last: int) -> Iterator[Sequence[AnyRow]]:
    order = order_of(table)
    entry = table.c.number if table is t.audit else table.c.entry
    size = _LARGE_PAGE if table in _LARGE else _PAGE
    at: Any = None
    while True:
        some = select(table).where(entry <= last)
        if at is not None:
            some = some.where(order > at)
        rows = c.execute(some.order_by(order).limit(size)).all()
        if rows:
            yield rows
        if len(rows) < size:
            return
        at = getattr(rows[-1], order.name)


def _plain(table: Table, name: str, value: Any) -> Any:
    """A column's value as the line has it; what is packed is unpacked here, one row at a time."""
    if name in _JSON:
        return msgspec.Raw(value.encode("utf-8"))
    if table not in _LARGE or name not in ("text", "data", "dossier"):
        return value
    if value is None:
        return NOTHING if name == "dossier" else None
    unpacked = zlib.decompress(value)
    return unpacked.decode("utf-8") if name == "text" else msgspec.Raw(unpacked) if name == "dossier" else unpacked


def _first_numbers(c: Connection, rows: Sequence[AnyRow]) -> dict[Any, dict[str, Any]]:
    """The numbers from which the events and claims of codings count on."""
    of = t.events.c.coding.in_([row.number for row in rows])
    found = c.execute(
        select(t.events.c.coding, func.min(t.events.c.number), func.min(t.claims.c.number))
        .outerjoin(t.claims, t.claims.c.event == t.events.c.number)
        .where(of)
        .group_by(t.events.c.coding)
    )
    first: dict[int, tuple[int | None, int | None]] = {coding: (event, claim) for coding, event, claim in found}
    pairs = {row.number: first.get(row.number, (None, None)) for row in rows}
    return {number: {"first_event": event, "first_claim": claim} for number, (event, claim) in pairs.items()}


def _list_keys(c: Connection, rows: Sequence[AnyRow]) -> dict[Any, dict[str, Any]]:
    keys: dict[int, list[int]] = {row.number: [] for row in rows}
    wanted = t.block_keys.c.profile.in_(list(keys))
    for row in c.execute(select(t.block_keys).where(wanted).order_by(t.block_keys.c.profile, t.block_keys.c.key)):
        keys[row.profile].append(row.key)
    return {number: {"keys": tuple(some)} for number, some in keys.items()}


_EXTRA: Final[dict[str, Callable[[Connection, Sequence[AnyRow]], dict[Any, dict[str, Any]]]]] = {
    "codings": _first_numbers,
    "profiles": _list_keys,
}
