"""export: the events of a ledger that fit a filter, told and written in a format, with what the format could not carry."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from dateline.desk._tell import Teller
from dateline.errors import LedgerError, UsageError
from dateline.exports import Context, Loss
from dateline.ledger import Filter

if TYPE_CHECKING:
    from datetime import datetime

    from dateline.exports import Format
    from dateline.ledger import Ledger, View
    from dateline.views import Told

_ALL: Final = Filter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What came of an export: records written, events handed to the format, losses noted, and the hash of the file."""

    format: str
    records: int
    events: int
    losses: int
    sha256: str


def export(
    ledger: Ledger,
    format: Format,
    out: BinaryIO,
    *,
    note: Callable[[Loss], None],
    made: datetime,
    program: str,
    who: str,
    chosen: Filter = _ALL,
    as_of: datetime | None = None,
    rejected: bool = False,
    base_url: str = "",
    log: bool = True,
) -> Exported:
    """Writes the events that fit, as known at `as_of`; those that a person rejected only if asked for.

    With `log` the export is told in the audit log. Events are told one at a time, so that memory stays flat. Raises UsageError
    for a choice of events where the format takes the whole ledger, LedgerError.
    """
    if format.whole and (chosen != _ALL or as_of is not None):
        raise UsageError(f"{format.name} is the whole ledger as it is; leave out --as-of and what chooses events.")
    view = ledger.view(as_of)
    context = Context(view=view, made=made, program=program, base_url=base_url)
    counted = _Counted(note)
    sealed = _Sealed(out)
    wanted = replace(chosen, revisions="all") if format.withdrawn else chosen
    events = iter(()) if format.whole else _tell_all(view, wanted, rejected=rejected, counted=counted)
    records = format.write(events, cast(BinaryIO, sealed), context, counted)
    done = Exported(
        format=format.name,
        records=records,
        events=counted.events,
        losses=counted.losses,
        sha256=sealed.digest.hexdigest(),
    )
    if log:
        details = {
            "records": done.records,
            "events": done.events,
            "losses": done.losses,
            "sha256": done.sha256,
            "as_of": as_of,
            "entry": view.entry,
            "filter": _given(chosen),
        }
        with ledger.writer() as writer:
            writer.note("export", who=who, subject=format.name, details=details)
    return done


def _tell_all(view: View, chosen: Filter, *, rejected: bool, counted: _Counted) -> Iterator[Told]:
    teller = Teller(view)
    for linked in view.linked(chosen):
        try:
            told = teller.tell(linked)
        except LedgerError as error:  # deleted while it was read
            counted(Loss(event=linked.id, field="event", why=f"left out: {error}"))
            continue
        if not told.accounts:
            counted(Loss(event=linked.id, field="event", why="left out: its reports were deleted"))
        elif told.is_rejected and not rejected:
            counted(Loss(event=linked.id, field="event", why="left out: a person said that it is no such event"))
        else:
            counted.events += 1
            yield told


def _given(chosen: Filter) -> dict[str, object]:
    """What a filter asks for, for the log."""
    return {
        field.name: getattr(chosen, field.name)
        for field in fields(chosen)
        if getattr(chosen, field.name) != getattr(_ALL, field.name)
    }


class _Counted:
    """Passes losses on and counts them."""

    def __init__(self, note: Callable[[Loss], None]) -> None:
        self._note = note
        self.losses = 0
        self.events = 0

    def __call__(self, loss: Loss) -> None:
        self.losses += 1
        self._note(loss)


class _Sealed(io.RawIOBase):
    """Passes bytes on and hashes them on the way; closing it leaves the stream behind it open."""

    def __init__(self, out: BinaryIO) -> None:
        super().__init__()
        self._out = out
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        chunk = bytes(data)
        self.digest.update(chunk)
        self._out.write(chunk)
        return len(chunk)
