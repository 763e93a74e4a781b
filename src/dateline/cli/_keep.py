"""Keeper: what was read -> the ledger, some documents at a time, without ever standing in the way of the reading."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from dateline.errors import DatelineError, Deleted, LedgerError, UsageError

if TYPE_CHECKING:
    from dateline.cli._work import Outcome
    from dateline.desk import Coded, Kept
    from dateline.ledger import Ledger

# Documents in one transaction. It costs the disk a few milliseconds, however many are in it; at most these are lost where the
# power fails, and none of them was reported as saved.
BATCH: Final = 16
_SHOWN: Final = 3
# Of what is not read only the place is kept, and not after each one: at most these are looked at again.
_MARKS: Final = 256
KIND: Final = "archive"  # under which the ledger keeps how far a file of many documents was read


class Keeper:
    """Saves outcomes. The first fault of the ledger ends the saving and is one of `failures`; the reading goes on."""

    def __init__(self, where: str | None) -> None:
        """`where` is a path or an address, None for the user's own ledger; it is opened with the first document."""
        self._where = where
        self._ledger: Ledger | None = None
        self._opening = threading.Lock()  # the reading asks for marks in a thread of its own
        self._waiting: list[tuple[str, Coded]] = []
        self._marks: dict[str, str] = {}
        self._passed = 0
        self._broken = False
        self.failures: list[str] = []
        self.texts = self.known = self.events = 0
        self.revised: list[str] = []
        self.joined: list[str] = []

    def find_mark(self, name: str) -> str | None:
        """How far an earlier run read a file of many documents. A ledger that cannot be asked is told of when it saves."""
        try:
            return self._open().positions(KIND).get(name)
        except DatelineError:
            return None

    def add(self, outcome: Outcome) -> None:
        if self._broken:
            return
        if outcome.mark is not None:
            self._marks[outcome.mark.name] = outcome.mark.data
            self._passed += 1
        if not outcome.coded or outcome.custody is None:
            if self._passed >= _MARKS:
                self._save()
            return
        import msgspec  # noqa: PLC0415

        from dateline.desk import Coded  # noqa: PLC0415
        from dateline.model import Dossier  # noqa: PLC0415

        dossier = msgspec.json.decode(outcome.coded, type=Dossier)
        coded = Coded(dossier=dossier, custody=outcome.custody, profiles=outcome.profiles)
        self._waiting.append((outcome.source, coded))
        if len(self._waiting) >= BATCH:
            self._save()

    def close(self) -> None:
        """Saves what waits and closes the ledger."""
        self._save()
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None

    def tell(self) -> str:
        """One line on what was saved; "" where nothing was."""
        if not self.texts + self.known:
            return ""
        parts = [f"{_many(self.texts, 'text')} with {_many(self.events, 'event')}"] if self.texts else []
        if self.revised:
            parts.append(f"{len(self.revised)} of them a new text of a known document ({_some(self.revised)})")
        if self.known:
            parts.append(f"{self.known} known already")
        if self.joined:
            unique = list(dict.fromkeys(self.joined))
            what = "a known event" if len(unique) == 1 else f"{len(unique)} known events"
            parts.append(f"told anew: {what} ({_some(unique)})")
        return f"saved to {self._name}: {'; '.join(parts)}."

    def _save(self) -> None:
        waiting, self._waiting = self._waiting, []
        marks, self._marks = self._marks, {}
        self._passed = 0
        if not (waiting or marks) or self._broken:
            return
        from dateline.desk import ingest  # noqa: PLC0415

        try:
            ledger = self._open()
            try:
                self._count(ingest(ledger, [coded for _, coded in waiting]) if waiting else ())
            except (Deleted, UsageError):
                # One of them is refused: each by itself, so that the others are kept.
                for source, coded in waiting:
                    try:
                        self._count(ingest(ledger, [coded]))
                    except (Deleted, UsageError) as error:
                        self.failures.append(f"{source}: it was not saved: {error}")
            if marks:  # only now: what lies before them is saved
                with ledger.writer() as writer:
                    writer.save_positions(KIND, marks)
        except DatelineError as error:
            self._fail(error)

    def _open(self) -> Ledger:
        with self._opening:
            if self._ledger is None:
                from dateline.ledger import open_ledger  # noqa: PLC0415

                self._ledger = open_ledger(self._where)
                self._name = self._ledger.name
            return self._ledger

    def _fail(self, error: DatelineError) -> None:
        self._broken = True
        done = "what was read before is saved, the rest is not" if self.texts else "nothing was saved"
        what = str(error) if isinstance(error, LedgerError | UsageError) else f"the ledger: {error}"
        self.failures.append(f"{what} What was read is printed all the same; {done}.")

    def _count(self, kept: tuple[Kept, ...]) -> None:
        for one in kept:
            if not one.saved.is_new and not one.saved.is_recoded:
                self.known += 1
                continue
            self.texts += 1
            self.events += len(one.saved.refs)
            if one.saved.is_new and one.saved.previous:
                self.revised.append(one.saved.document)
            self.joined += one.joined


def _some(ids: list[str]) -> str:
    more = len(ids) - _SHOWN
    return ", ".join(one[:8] for one in ids[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
