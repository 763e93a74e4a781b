"""AlertMemory: what the ledger remembers of alerts: the rules, how far each has looked, and what is on its way."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeVar

import msgspec

from dateline.alerts import Alert, Rule
from dateline.errors import LedgerBroken, NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.ledger import Ledger

KIND: Final = "alert"
T = TypeVar("T")
State = Literal["pending", "claimed", "delivered", "failed"]
# A claim that is older than this was left behind by a process that ended: longer than the longest delivery takes.
LEASE: Final = timedelta(minutes=3)
# What was delivered is kept so long, for feeds and for whoever asks whether it was.
KEPT: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """`entry` is the line of the log up to which a rule has looked."""

    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An alert on its way. `due` is when it is tried (again); `until` is how long it belongs to the `owner` that tries it."""

    alert: Alert
    state: State = "pending"
    tries: int = 0
    due: datetime | None = None
    owner: str = ""
    until: datetime | None = None
    delivered: datetime | None = None
    problem: str = ""

    def is_open(self, now: datetime) -> bool:
        """Whether it may be tried now."""
        if self.state == "claimed":
            return self.until is None or self.until <= now
        return self.state == "pending" and (self.due is None or self.due <= now)


class AlertMemory:
    """Reads and writes it. What several processes could do at once is done by comparing and swapping."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def rules(self) -> dict[str, Rule]:
        return {
            name.removeprefix("rule:"): _decode(data, Rule) for name, data in self._all() if name.startswith("rule:")
        }

    def rule(self, name: str) -> Rule:
        """Raises NotFound."""
        rules = self.rules()
        if name not in rules:
            known = ", ".join(sorted(rules)) or "none"
            raise NotFound(f"There is no rule {name!r} in {self._ledger.name}; there are: {known}.")
        return rules[name]

    def add_rules(self, rules: Iterable[Rule], *, entry: int) -> None:
        """Rules that look from `entry` on; all of them or none. Raises UsageError for a name that is taken."""
        added = list(rules)
        names = [f"rule:{rule.name}" for rule in added]
        data = {f"rule:{rule.name}": _encode(rule) for rule in added}
        data |= {f"cursor:{rule.name}": _encode(Cursor(entry=entry)) for rule in added}
        with self._ledger.writer() as writer:
            if not writer.swap_positions(KIND, dict.fromkeys(names), data):
                taken = sorted(set(self.rules()) & {rule.name for rule in added})
                raise UsageError(f"There is a rule {', '.join(taken)} already; remove it first, or take another name.")

    def remove_rule(self, name: str) -> int:
        """Forgets a rule and all that is on its way for it; how many alerts those were. Raises NotFound."""
        self.rule(name)
        mine = [key for key, _ in self._parcels(name)]
        waiting = sum(1 for _, data in self._parcels(name) if _decode(data, Parcel).state in ("pending", "claimed"))
        with self._ledger.writer() as writer:
            writer.save_positions(KIND, dict.fromkeys([f"rule:{name}", f"cursor:{name}", *mine]))
        return waiting

    def cursor(self, name: str) -> int:
        found = self._ledger.positions(KIND).get(f"cursor:{name}")
        return _decode(found, Cursor).entry if found is not None else 0

    def queue(self, name: str, alerts: Iterable[Alert], *, after: int, entry: int) -> bool:
        """Takes a rule from line `after` to `entry` and puts what it found on its way, both or neither.

        False where another process took it on meanwhile, or removed it.
        """
        rule = self.rules().get(name)
        if rule is None:
            return False
        data = {f"out:{name}:{alert.key}": _encode(Parcel(alert=alert)) for alert in alerts}
        expected = {f"cursor:{name}": _encode(Cursor(entry=after)), f"rule:{name}": _encode(rule)}
        with self._ledger.writer() as writer:
            return writer.swap_positions(KIND, expected, data | {f"cursor:{name}": _encode(Cursor(entry=entry))})

    def parcels(self, name: str) -> list[Parcel]:
        """All of a rule, in the order in which they were made, of those at once the weightiest first."""
        found = [_decode(data, Parcel) for _, data in self._parcels(name)]
        return sorted(found, key=lambda one: (one.alert.entry, -one.alert.weight, one.alert.key))

    def swap(self, parcel: Parcel, new: Parcel | None) -> bool:
        """Changes a parcel where it is still as it was; None forgets it."""
        name = f"out:{parcel.alert.rule}:{parcel.alert.key}"
        with self._ledger.writer() as writer:
            return writer.swap_positions(KIND, {name: _encode(parcel)}, {name: _encode(new) if new else None})

    def claim(self, parcel: Parcel, *, owner: str, now: datetime) -> Parcel | None:
        """The parcel as one's own for a while; None where another process has it, or it is done."""
        if not parcel.is_open(now) and not (parcel.state == "claimed" and _has_ended(parcel.owner)):
            return None
        mine = replace(parcel, state="claimed", owner=owner, until=now + LEASE, tries=parcel.tries + 1)
        return mine if self.swap(parcel, mine) else None

    def forget_old(self, name: str, *, now: datetime) -> None:
        """Forgets what was delivered long ago."""
        old = [one for one in self.parcels(name) if one.delivered is not None and one.delivered < now - KEPT]
        for one in old:
            self.swap(one, None)

    def _all(self) -> Iterator[tuple[str, str]]:
        yield from self._ledger.positions(KIND).items()

    def _parcels(self, name: str) -> list[tuple[str, str]]:
        return [(key, data) for key, data in self._all() if key.startswith(f"out:{name}:")]


def _has_ended(owner: str) -> bool:
    """Whether the process that claimed a parcel was of this machine and is no more."""
    host, _, number = owner.rpartition(":")
    if os.name != "posix" or host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _encode(value: Rule | Cursor | Parcel) -> str:
    return msgspec.json.encode(value).decode()


def _decode(data: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError as error:
        raise LedgerBroken(f"What the ledger remembers of alerts cannot be read ({error}).") from None
