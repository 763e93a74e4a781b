"""queue_alerts, deliver_alerts, list_changes: what changed between two lines of the log -> alerts, each sent once."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline.alerts import (
    KINDS,
    LEVELS,
    Alert,
    Post,
    Rule,
    Sent,
    append_alert,
    compare,
    find_level,
    make_alert,
    make_filter,
    post_alert,
    read_secret,
    select_wanted,
    write_feed,
)
from dateline.desk._alert_memory import AlertMemory, Parcel
from dateline.desk._tell import Teller
from dateline.errors import NotFound, UsageError
from dateline.ledger import Filter

if TYPE_CHECKING:
    from dateline.alerts import Change
    from dateline.ledger import Ledger, View
    from dateline.views import Told

# Tries of one run, with so many seconds between; behind them the next try is so much later, twice as long each time.
TRIES: Final = 3
PAUSE_S: Final = 1.0
LATER: Final = timedelta(minutes=1)
LATEST: Final = timedelta(hours=6)
# After so many tries in all, some two weeks, an alert is given up and named.
MOST_TRIES: Final = 60
# What is saved is linked within seconds. Until then an event may seem to be told by nobody: so long it is waited for.
SETTLING: Final = timedelta(minutes=1)
_LOOKED_BACK: Final = 400  # lines of the log: a save of 16 documents and what follows it is some 20
_EVERY: Final = Filter()

Clock = Callable[[], datetime]
Print = Callable[[Alert], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What came of one run: alerts that were made, sent, wait for a later try, and were given up, with why."""

    made: int
    sent: int
    waiting: int
    failed: int
    problems: tuple[str, ...]


def utc_now() -> datetime:
    return datetime.now(UTC)


def list_changes(
    ledger: Ledger, view: View, after: int, chosen: Filter = _EVERY
) -> Iterator[tuple[Told, tuple[Change, ...]]]:
    """Each event that may have changed behind line `after` and passes the filter, now or then, with what changed of it."""
    touched = view.changed(after) if after < view.entry else ()
    if not touched:
        return
    before = _view_at(ledger, after)
    if chosen != _EVERY:
        fits = set(view.event_ids(chosen)) | (set(before.event_ids(chosen)) if before else set[str]())
        touched = tuple(event for event in touched if event in fits)
    now_teller, then_teller = Teller(view), Teller(before) if before else None
    since = before.as_of if before and before.as_of else datetime.min.replace(tzinfo=UTC)
    for event in touched:
        now = _find(now_teller, event)
        then = _find(then_teller, event) if then_teller else None
        gone = _say_gone(view, then) if now is None and then is not None else ""
        changes = compare(now, then, event=event, since=since, gone=gone)
        told = now or then
        if changes and told is not None:
            yield told, changes


def find_alerts(ledger: Ledger, view: View, rule: Rule, after: int, *, now: datetime) -> tuple[Alert, ...]:
    """The alerts of a rule for what changed behind line `after`, the weightiest first."""
    found = [
        make_alert(change, told, rule=rule.name, entry=view.entry, made=now)
        for told, changes in list_changes(ledger, view, after, make_filter(rule))
        for change in select_wanted(changes, rule.on)
        if LEVELS.index(find_level(change.weight)) >= LEVELS.index(rule.least)
    ]
    return tuple(sorted(found, key=lambda alert: (-alert.weight, alert.event, alert.key)))


def add_rules(ledger: Ledger, rules: Sequence[Rule], *, from_start: bool = False) -> None:
    """Rules that look at what comes from now on, or at all that is there. Raises UsageError for a name that is taken."""
    AlertMemory(ledger).add_rules(rules, entry=0 if from_start else ledger.view().entry)


def queue_alerts(ledger: Ledger, *, clock: Clock = utc_now) -> int:
    """Looks at what is new for every rule and puts the alerts on their way; how many.

    What a rule has looked at and what it found are recorded in one transaction before anything is sent, so that a process
    may be killed at any moment; of two that look at the same, one records it.
    """
    memory = AlertMemory(ledger)
    view = _settled_view(ledger, clock())
    made = 0
    for name, rule in memory.rules().items():
        after = memory.cursor(name)
        if after >= view.entry:
            continue
        alerts = find_alerts(ledger, view, rule, after, now=clock())
        if memory.queue(name, alerts, after=after, entry=view.entry):
            made += len(alerts)
    return made


def deliver_alerts(
    ledger: Ledger,
    *,
    put: Print,
    post: Post | None = None,
    clock: Clock = utc_now,
    sleep: Callable[[float], None] = time.sleep,
) -> Delivery:
    """Sends what is on its way and due; `put` prints to standard output and raises OSError where that fails."""
    memory = AlertMemory(ledger)
    owner = f"{socket.gethostname()}:{os.getpid()}"
    sent = waiting = failed = 0
    problems: list[str] = []
    for name, rule in memory.rules().items():
        memory.forget_old(name, now=clock())
        parcels = memory.parcels(name)
        feed = [one.alert for one in parcels if one.state == "delivered"]
        is_down = False
        for parcel in parcels:
            if parcel.state in ("delivered", "failed"):
                continue
            mine = None if is_down else memory.claim(parcel, owner=owner, now=clock())
            if mine is None:
                waiting += 1
                continue
            result = _try(rule, mine.alert, feed, put=put, post=post, clock=clock, sleep=sleep)
            done = _settle(mine, result, now=clock())
            memory.swap(mine, done)
            if done.state == "delivered":
                sent += 1
                feed.append(done.alert)
                continue
            is_down = not result.is_final  # the others of this rule go the same way: they wait
            waiting += done.state == "pending"
            failed += done.state == "failed"
            problems.append(f"{name}: {done.problem}")
    return Delivery(made=0, sent=sent, waiting=waiting, failed=failed, problems=tuple(dict.fromkeys(problems)))


def run_alerts(
    ledger: Ledger,
    *,
    put: Print,
    post: Post | None = None,
    clock: Clock = utc_now,
    sleep: Callable[[float], None] = time.sleep,
) -> Delivery:
    """Looks at what is new for every rule, and sends what is due."""
    made = queue_alerts(ledger, clock=clock)
    return replace(deliver_alerts(ledger, put=put, post=post, clock=clock, sleep=sleep), made=made)


def make_digest(
    ledger: Ledger, since: datetime, chosen: Filter = _EVERY, *, clock: Clock = utc_now
) -> tuple[Alert, ...]:
    """What changed since a moment, by the same comparison and without any rule, the weightiest first; nothing is recorded."""
    view = ledger.view()
    after = ledger.view(since).entry
    found = [
        make_alert(change, told, rule="digest", entry=view.entry, made=clock())
        for told, changes in list_changes(ledger, view, after, chosen)
        for change in select_wanted(changes, KINDS)
    ]
    return tuple(sorted(found, key=lambda alert: (-alert.weight, alert.event, alert.key)))


def make_sample(rule: Rule, *, now: datetime) -> Alert:
    """An alert of no event, to try a rule's channel with."""
    return Alert(
        key=f"test-{now:%Y%m%dT%H%M%S%f}", rule=rule.name, kind="new", severity="low", weight=0, event="0" * 16,
        title="A test of this rule: no event stands behind it", before="", became="claimed", why="", status="claimed",
        credibility=6, origins=0, reports=0, type="", mode="", when=None, place=None, country=None, lat=None, lon=None,
        killed=None, quotes=(), entry=0, made=now,
    )  # fmt: skip


def send_sample(rule: Rule, *, put: Print, post: Post | None = None, clock: Clock = utc_now) -> Sent:
    """Sends a sample by the channel of a rule, once; it is recorded nowhere. A feed is not touched."""
    if rule.channel == "atom":
        return Sent(is_done=True, is_final=True)
    return _send(rule, make_sample(rule, now=clock()), [], put=put, post=post, now=clock())


def _try(
    rule: Rule,
    alert: Alert,
    feed: Sequence[Alert],
    *,
    put: Print,
    post: Post | None,
    clock: Clock,
    sleep: Callable[[float], None],
) -> Sent:
    result = _send(rule, alert, feed, put=put, post=post, now=clock())
    for again in range(TRIES - 1 if rule.channel == "webhook" else 0):
        if result.is_final or result.is_done:
            break
        sleep(PAUSE_S * 2**again)
        result = _send(rule, alert, feed, put=put, post=post, now=clock())
    return result


def _send(rule: Rule, alert: Alert, feed: Sequence[Alert], *, put: Print, post: Post | None, now: datetime) -> Sent:
    try:
        if rule.channel == "webhook":
            return post_alert(alert, rule.target, secret=read_secret(rule.secret), now=now, post=post)
        if rule.channel == "file":
            append_alert(Path(rule.target), alert)
        elif rule.channel == "atom":
            write_feed(Path(rule.target), [*feed, alert], rule=rule.name, updated=alert.made)
        else:
            put(alert)
    except UsageError as error:
        return Sent(is_done=False, is_final=False, problem=str(error))
    except OSError as error:
        where = rule.target or "standard output"
        return Sent(is_done=False, is_final=False, problem=f"{where}: it cannot be written ({error.strerror or error})")
    return Sent(is_done=True, is_final=True)


def _settle(parcel: Parcel, result: Sent, *, now: datetime) -> Parcel:
    free = replace(parcel, owner="", until=None)
    if result.is_done:
        return replace(free, state="delivered", delivered=now, due=None, problem="")
    if result.is_final or parcel.tries >= MOST_TRIES:
        return replace(free, state="failed", problem=result.problem)
    wait = min(LATEST, LATER * 2 ** min(parcel.tries - 1, 16))
    return replace(free, state="pending", due=now + wait, problem=result.problem)


def _view_at(ledger: Ledger, entry: int) -> View | None:
    """The view as of a line of the log; None before the first."""
    line = next(ledger.view().audit(after=entry - 1), None) if entry > 0 else None
    return ledger.view(line.recorded) if line is not None else None


def _settled_view(ledger: Ledger, now: datetime) -> View:
    """What is known now, but for texts that were saved just now and are not linked yet."""
    view = ledger.view()
    lines = list(view.audit(after=max(0, view.entry - _LOOKED_BACK)))
    last = max((n for n, line in enumerate(lines) if line.action == "status"), default=-1)
    for n, line in enumerate(lines[last + 1 :], start=last + 1):
        if line.action == "save" and line.recorded > now - SETTLING:
            return ledger.view(lines[n - 1].recorded) if n > 0 else ledger.view(datetime.min.replace(tzinfo=UTC))
    return view


def _find(teller: Teller, event: str) -> Told | None:
    try:
        return teller.tell(teller.view.linked_event(event))
    except (NotFound, ValueError):
        return None  # not known at that time, or no account of it counts any more


def _say_gone(view: View, then: Told) -> str:
    """What became of an event that is no more: the event that its accounts belong to now, if any does."""
    others = sorted(set(view.linked_ids([account.ref for account in then.accounts]).values()) - {then.linked.id})
    return f"part of {', '.join(other[:8] for other in others)}" if others else "gone"
