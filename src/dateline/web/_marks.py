"""Marks: every event of the ledger as a point, kept ready: made once, kept in the ledger, brought up to date by what changed.

Telling one event takes some milliseconds, so that ten thousand would take a minute; reading what is kept takes a moment.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, cast

import msgspec

from dateline import __version__
from dateline.desk import Teller
from dateline.errors import LedgerError, NotFound
from dateline.ledger import Filter
from dateline.views import Mark, make_mark

if TYPE_CHECKING:
    from dateline.ledger import Ledger, View

# How long a request waits for marks that are being made; then it is told how many are missing.
PATIENCE_S: Final = 2.0
# Of an earlier moment nothing is kept: so many events are told anew, those recorded last first.
MOST_THEN: Final = 1_000
COLUMNS: Final = tuple(one.name for one in fields(Mark))
# What is kept is made anew where another version of the program made it, or marks have other parts.
FORM: Final = f"{__version__} {' '.join(COLUMNS)}"
_CHUNK: Final = 100  # events that are told between two savings: about a second
_FAR: Final = 500  # lines of the log after which the position is kept though nothing had to be made
_ALL: Final = Filter(revisions="all")

Row = tuple[Any, ...]  # the values of a mark in the order of COLUMNS, days and moments as they are sent
_REJECTED: Final = COLUMNS.index("is_rejected")
_DROPPED: Final = COLUMNS.index("is_dropped")
_RECORDED: Final = COLUMNS.index("recorded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far the kept marks go: all that is kept holds as of `entry`; without `whole`, of some events nothing is kept yet."""

    entry: int
    form: str
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Rows by the ids of events, never changed in place: all hold as of `entry`, and with `whole` none is missing."""

    entry: int = 0
    rows: Mapping[str, Row] = field(default_factory=dict[str, Row])
    whole: bool = False
    pending: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Events in columns, one value of each for each event, those recorded last first.

    `total` events fit the filter. `rejected` of them a person rejected, `dropped` are told by no present text any more, and at
    least `pending` are still being made ready: these are not in the columns, or as they were. `entry` is the line of the log.
    """

    entry: int
    total: int
    rejected: int
    dropped: int
    pending: int
    columns: dict[str, list[Any]]


class MarkKeeper:
    """The marks of one ledger. A thread of its own makes them; whoever asks gets what is ready after a short while."""

    def __init__(self, ledger: Ledger, *, patience_s: float = PATIENCE_S) -> None:
        self._ledger = ledger
        self._patience_s = patience_s
        self._state = State()
        self._kept_entry = 0
        self._is_loaded = False
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dateline-marks")
        self._work: Future[None] | None = None

    def close(self) -> None:
        """Ends the work; what was made is kept, and the rest is made the next time."""
        self._stop.set()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def refresh(self, entry: int, *, patience_s: float | None = None) -> State:
        """What is ready, as of `entry` where that did not take too long. Raises what went wrong in the making."""
        if self._stop.is_set() or (self._state.entry >= entry and self._state.whole):
            return self._state
        with self._lock:
            if self._work is None or self._work.done():
                self._work = self._worker.submit(self._update)
            work = self._work
        wait_for((work,), timeout=self._patience_s if patience_s is None else patience_s)
        if work.done() and not work.cancelled():
            work.result()
        return self._state

    def find(self, view: View, chosen: Filter) -> Marks:
        """The marks of the events that fit, as of the view."""
        if view.as_of is not None:
            return self._find_then(view, chosen)
        state = self.refresh(view.entry)
        # While they are being made it is not known of all what changed.
        least = 0 if state.whole and state.entry >= view.entry else 1
        if chosen == Filter():
            return _make(view.entry, state.rows.values(), pending=max(state.pending, least))
        ids = list(view.event_ids(chosen))
        rows = [state.rows[event] for event in ids if event in state.rows]
        return _make(view.entry, rows, pending=max(len(ids) - len(rows), least))

    def _find_then(self, view: View, chosen: Filter) -> Marks:
        ids = list(view.event_ids(replace(chosen, newest_first=True)))
        teller = Teller(view)
        rows = [row for event in ids[:MOST_THEN] if (row := _tell(teller, event)) is not None]
        return _make(view.entry, rows, pending=max(0, len(ids) - MOST_THEN))

    def _update(self) -> None:
        """Brings the state up to the newest line of the log."""
        view = self._ledger.view()
        if not self._is_loaded:
            self._state, self._is_loaded = self._load(view), True
            self._kept_entry = self._state.entry
        state = self._state
        if state.entry == view.entry and state.whole:
            return
        todo = list(view.changed(state.entry)) if state.rows else []
        if not state.whole:
            known = {*state.rows, *todo}
            todo += [event for event in view.event_ids(_ALL) if event not in known]
        # What is made now holds as of now; what was there holds as of then until all that changed is made anew.
        base = state.entry if state.rows else view.entry
        teller = Teller(view)
        rows = dict(state.rows)
        for at in range(0, len(todo), _CHUNK):
            if self._stop.is_set():
                return
            made = {event: _tell(teller, event) for event in todo[at : at + _CHUNK]}
            for event, row in made.items():
                if row is None:
                    rows.pop(event, None)
                else:
                    rows[event] = row
            left = len(todo) - at - len(made)
            if left:
                self._keep(made, view.entry, Position(entry=base, form=FORM, whole=state.whole))
                self._state = State(entry=base, rows=dict(rows), whole=state.whole, pending=left)
            else:
                self._keep(made, view.entry, Position(entry=view.entry, form=FORM, whole=True))
        if not todo and view.entry - self._kept_entry > _FAR:
            self._keep({}, view.entry, Position(entry=view.entry, form=FORM, whole=True))
        self._state = State(entry=view.entry, rows=rows, whole=True)

    def _load(self, view: View) -> State:
        """What is kept in the ledger, if this version made it."""
        written = self._ledger.positions("marks").get("all")
        try:
            position = msgspec.json.decode(written or "", type=Position)
            if position.form == FORM and position.entry <= view.entry:
                rows = {event: msgspec.json.decode(data, type=Row) for event, data in self._ledger.marks().items()}
                return State(entry=position.entry, rows=rows, whole=position.whole)
        except msgspec.MsgspecError:
            pass  # of another version
        if written is not None:
            stale = dict.fromkeys(self._ledger.marks())
            self._keep(stale, view.entry, Position(entry=0, form=FORM, whole=False))
        return State()

    def _keep(self, made: Mapping[str, Row | None], entry: int, position: Position) -> None:
        """Keeps it in the ledger; where that cannot be written it is made anew the next time."""
        encode = msgspec.json.Encoder().encode
        data = {event: None if row is None else encode(row) for event, row in made.items()}
        with contextlib.suppress(LedgerError), self._ledger.writer() as writer:
            if writer.save_marks(data, entry=entry, position=encode(position).decode()):
                self._kept_entry = position.entry


def _tell(teller: Teller, event: str) -> Row | None:
    """The row of an event; None for one of which no account counts any more."""
    try:
        mark = make_mark(teller.tell(teller.view.linked_event(event)))
    except (NotFound, ValueError):
        return None
    return tuple(_plain(getattr(mark, name)) for name in COLUMNS)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(map(_plain, cast("tuple[object, ...]", value)))  # as it comes back from where it is kept
    return value


def _make(entry: int, rows: Iterable[Row], *, pending: int) -> Marks:
    found = list(rows)
    shown = [row for row in found if not row[_REJECTED] and not row[_DROPPED]]
    rejected = sum(1 for row in found if row[_REJECTED])
    shown.sort(key=itemgetter(_RECORDED), reverse=True)
    names = [name for name in COLUMNS if name not in ("is_rejected", "is_dropped")]
    return Marks(
        entry=entry,
        total=len(found) + pending,
        rejected=rejected,
        dropped=len(found) - len(shown) - rejected,
        pending=pending,
        columns={name: [row[COLUMNS.index(name)] for row in shown] for name in names},
    )
