"""Writer: what is added to the ledger, each call one transaction that is durable when the call returns."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
from sqlalchemy import delete, insert, select

from dateline.errors import NotFound, UsageError
from dateline.ledger import _table as t
from dateline.ledger._erase import erase_document
from dateline.ledger._find import find_document
from dateline.ledger._gather import linked_numbers, lookup, present_events
from dateline.ledger._identity import digest
from dateline.ledger._index import rebuild_words
from dateline.ledger._log import encode, encode_judgement, end_line, next_number, start_line
from dateline.ledger._record import (
    add_profiles,
    prepare,
    record_dossier,
    ref_numbers,
)
from dateline.ledger._restore import restore
from dateline.ledger._scope import CHUNK
from dateline.ledger._swap import swap_positions

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.ledger._log import Line
    from dateline.ledger._record import Prepared
    from dateline.ledger._restore import Restored
    from dateline.ledger._store import Store
    from dateline.ledger._value import Action, Custody, Saved, StoredProfile, Tombstone
    from dateline.model import Dossier, Judgement, Link, LinkedEvent, Status


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
        ready = prepare(dossier, custody, profiles)
        with self._store.writing() as c:
            return self._save(c, ready, again=again)

    def save_all(self, ready: Sequence[Prepared], *, again: bool = False) -> tuple[Saved, ...]:
        """Several at once, all or none, for a half of the time that each alone takes; see `prepare`."""
        with self._store.writing() as c:
            return tuple(self._save(c, one, again=again) for one in ready)

    def save_profiles(self, profiles: Sequence[StoredProfile], *, by: str = "dateline") -> None:
        """Newer profiles of events that are recorded; an event is found by its newest one. Raises NotFound."""
        with self._line("profile", by, details={"profiles": len(profiles)}) as (c, line):
            numbers = ref_numbers(c, [profile.ref for profile in profiles])
            add_profiles(c, line.number, profiles, numbers, first=next_number(c, t.profiles.c.number))

    def save_links(self, links: Sequence[Link], *, by: str = "dateline") -> None:
        """Links as found now; of two accounts the newest link counts. Raises NotFound for an unknown account."""
        if not links:
            return
        with self._line("link", by, details={"links": len(links)}) as (c, line):
            numbers = ref_numbers(c, [ref for link in links for ref in (link.left, link.right)])
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
            ids = linked_numbers(c, line.number, [linked.id for linked in linked_events])
            numbers = ref_numbers(c, [ref for linked in linked_events for ref in linked.members])
            wanted = {numbers[ref]: ids[linked.id] for linked in linked_events for ref in linked.members}
            present = present_events(c, list(wanted))
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
            known = lookup(c, t.linked_events.c.id, t.linked_events.c.number, list(statuses))
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
            judgement = replace(judgement, id=digest(encode_judgement(judgement))[:16])
        written = encode_judgement(judgement).decode()
        with self._store.writing() as c:
            known = c.execute(select(t.judgements.c.judgement).where(t.judgements.c.id == judgement.id)).scalar()
            if known == written:
                return judgement
            if known is not None:
                raise UsageError(f"There is another judgement with the id {judgement.id}.")
            ref_numbers(c, judgement.events)
            line = start_line(c, self._store.clock())
            number = next_number(c, t.judgements.c.number)
            row = {"number": number, "entry": line.number, "id": judgement.id, "kind": judgement.kind}
            c.execute(insert(t.judgements), row | {"judgement": written})
            sealed = {"sha256": digest(written.encode())}
            end_line(c, line, action="judge", who=judgement.who, subject=judgement.id, details=sealed)
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
            sealed = {"sha256": digest(encode([tombstone.who, tombstone.reason, tombstone.erased]))}
            end_line(c, line, action="delete", who=who, subject=found, details=sealed)
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

    def restore(self, stream: BinaryIO, *, source: str, by: str) -> Restored:
        """Makes an empty ledger the one that `View.dump` wrote, and tells of it in one more line of the log; all or nothing.

        `source` is what the file is called. Raises UsageError for a ledger that is not empty, NotReadable for a broken file.
        """
        return restore(self._store, stream, source=source, by=by)

    def save_positions(self, kind: str, positions: Mapping[str, str | None]) -> None:
        """How far some work has got, to go on from there after an interruption; None forgets it. All of them or none.

        This is overwritten and not in the log: it says nothing of what is known.
        """
        with self._store.writing() as c:
            for name, data in positions.items():
                c.execute(delete(t.positions).where(t.positions.c.kind == kind, t.positions.c.name == name))
                if data is not None:
                    row = {"kind": kind, "name": name, "data": data, "recorded": self._store.clock()}
                    c.execute(insert(t.positions), row)

    def save_marks(self, marks: Mapping[str, bytes | None], *, entry: int, position: str | None = None) -> bool:
        """Keeps what is shown of events, by their ids, as made of a view as of `entry`; None forgets one.

        `position` goes to the positions of the kind "marks" under the name "all". Nothing is kept, and the answer is False,
        where a document was deleted since: the marks may repeat it.
        """
        with self._store.writing() as c:
            if c.execute(select(t.tombstones.c.number).where(t.tombstones.c.entry > entry).limit(1)).first():
                return False
            ids = list(marks)
            for at in range(0, len(ids), CHUNK):
                c.execute(delete(t.marks).where(t.marks.c.event.in_(ids[at : at + CHUNK])))
            rows = [{"event": event, "data": data} for event, data in marks.items() if data is not None]
            if rows:
                c.execute(insert(t.marks), rows)
            if position is not None:
                c.execute(delete(t.positions).where(t.positions.c.kind == "marks", t.positions.c.name == "all"))
                row = {"kind": "marks", "name": "all", "data": position, "recorded": self._store.clock()}
                c.execute(insert(t.positions), row)
        return True

    def swap_positions(
        self, kind: str, expected: Mapping[str, str | None], positions: Mapping[str, str | None]
    ) -> bool:
        """The same, but only where those of `expected` are still so (None: not there); False where one is not.

        Of two processes that start from the same positions one goes on and the other learns of it.
        """
        with self._store.writing() as c:
            return swap_positions(c, kind, expected, positions, self._store.clock())

    def rebuild_search(self, *, by: str = "dateline") -> None:
        """Makes the index of words anew from the dossiers; the one thing in the ledger that is made of the rest."""
        with self._line("rebuild", by) as (c, _):
            rebuild_words(c)

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
    ) -> Generator[tuple[Connection, Line]]:
        with self._store.writing() as c:
            line = start_line(c, self._store.clock())
            yield c, line
            end_line(c, line, action=action, who=who, subject=subject, details=details or {})

    def _save(self, c: Connection, ready: Prepared, *, again: bool) -> Saved:
        line = start_line(c, self._store.clock())
        saved, details = record_dossier(c, line.number, ready, again=again)
        end_line(c, line, action="save", who=ready.custody.by, subject=saved.revision, details=details)
        return saved
