"""log: the audit log, a chain in which each line's hash covers the line before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import func, insert, select, update

from dateline.ledger import _table as t
from dateline.ledger._identity import digest
from dateline.ledger._value import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Column, Connection

    from dateline.ledger._value import Action
    from dateline.model import Judgement

FIRST: Final = "0" * 64  # what the first line gives for the hash of the line before
_LATER: Final = frozenset({"slot", "values", "series"})  # fields of a judgement that the first versions did not have
_ENCODER: Final = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The line that a write transaction adds: its number and time are known from the start, the rest at its end."""

    number: int
    recorded: datetime
    previous: str


def start_line(connection: Connection, now: datetime) -> Line:
    """Adds the next line, empty but for its number and time. The time is the clock's, but always later than the line's before.

    The line stands before the rows that point to it: added behind them, it would make SQLite look through each of their tables
    for rows that waited for it, and a save would take the longer the more the ledger holds.
    """
    last = connection.execute(
        select(t.audit.c.number, t.audit.c.recorded, t.audit.c.sha256).order_by(t.audit.c.number.desc()).limit(1)
    ).first()
    now = now.astimezone(UTC)
    if last is None:
        line = Line(number=1, recorded=now, previous=FIRST)
    else:
        later: datetime = last.recorded + timedelta(microseconds=1)
        line = Line(number=last.number + 1, recorded=max(now, later), previous=last.sha256)
    unknown = dict.fromkeys(("action", "who", "subject", "details", "sha256"), "")
    connection.execute(
        insert(t.audit), unknown | {"number": line.number, "recorded": line.recorded, "previous": line.previous}
    )
    return line


def end_line(
    connection: Connection, line: Line, *, action: Action, who: str, subject: str, details: Mapping[str, object]
) -> None:
    """Fills in what was done, and seals the line with the hash of it and of the line before."""
    entry = AuditEntry(
        number=line.number,
        recorded=line.recorded,
        action=action,
        who=who,
        subject=subject,
        details=encode(details).decode(),
        previous=line.previous,
        sha256="",
    )
    told = {name: getattr(entry, name) for name in ("action", "who", "subject", "details")}
    connection.execute(update(t.audit).where(t.audit.c.number == line.number), told | {"sha256": hash_entry(entry)})


def hash_entry(entry: AuditEntry) -> str:
    parts = (entry.number, entry.recorded, entry.action, entry.who, entry.subject, entry.details, entry.previous)
    return digest(encode(parts))


def encode(value: object) -> bytes:
    """JSON with sorted keys: equal values give equal bytes."""
    return _ENCODER.encode(value)


def encode_judgement(judgement: Judgement) -> bytes:
    """The same without the fields that came later, where they are empty: older records keep their bytes and their ids."""
    fields = msgspec.to_builtins(judgement)
    return encode({name: value for name, value in fields.items() if value or name not in _LATER})


def next_number(connection: Connection, column: Column[int]) -> int:
    """The number of the next row; safe because writers come one at a time."""
    return (connection.execute(select(func.max(column))).scalar() or 0) + 1
