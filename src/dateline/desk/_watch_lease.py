"""Lease: one watcher a ledger at a time, also where the one before was killed."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from dateline.desk._watch_memory import Drawer
from dateline.errors import LedgerError, LedgerLocked

if TYPE_CHECKING:
    from collections.abc import Generator

    from dateline.desk._watch_value import Clock
    from dateline.ledger import Ledger

_KIND: Final = "watch"
_NAME: Final = "watcher"
# Without a sign of life for so long a watcher on another machine is taken for dead; one request takes 20 seconds at most.
LASTS: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The process that watches, and until when it is taken for alive."""

    token: str
    machine: str
    process: int
    until: datetime


class Lease:
    """Held by one watcher. Two that begin in the same instant may both get it: then servers are asked twice, and no harm is
    done to the ledger."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._drawer = Drawer(ledger, _KIND, Holder)
        self._clock = clock
        self._ledger = ledger
        self._mine = Holder(token=uuid4().hex, machine=socket.gethostname(), process=os.getpid(), until=clock())

    @contextmanager
    def held(self) -> Generator[None]:
        """Raises LedgerLocked where another one watches."""
        other = self._drawer.at.get(_NAME)
        if other is not None and other.until > self._clock() and self._lives(other):
            raise LedgerLocked(
                f"Another `dateline watch` (process {other.process} on {other.machine}) watches into {self._ledger.name}; "
                "end that one first."
            )
        try:
            self.renew()
            yield
        finally:
            # Where the ledger is what failed, that is told, and the lease runs out by itself.
            with suppress(LedgerError):
                self._drawer.forget([_NAME])

    def renew(self, *, sleeping: timedelta = timedelta(0)) -> None:
        """Another sign of life, where the last one is getting old. `sleeping`: how long none will come."""
        now = self._clock()
        if self._mine.until < now + sleeping + LASTS / 2:
            until = now + sleeping + LASTS
            self._mine = Holder(
                token=self._mine.token, machine=self._mine.machine, process=self._mine.process, until=until
            )
            self._drawer.save({_NAME: self._mine})

    def _lives(self, other: Holder) -> bool:
        """False only for a process of this machine that is not there any more."""
        if other.machine != self._mine.machine or os.name != "posix":
            return True
        try:
            os.kill(other.process, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True
