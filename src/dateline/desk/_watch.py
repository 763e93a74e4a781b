"""Watcher: feeds and folders -> the ledger, round after round, gently, and from where it was left."""

from __future__ import annotations

import os
from collections import deque
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from dateline.desk._watch_article import look_at_article
from dateline.desk._watch_feed import look_at_feed
from dateline.desk._watch_folder import FolderWatch
from dateline.desk._watch_host import host_of
from dateline.desk._watch_lease import Lease
from dateline.desk._watch_memory import Memory
from dateline.desk._watch_polite import Polite
from dateline.desk._watch_robots import need_robots
from dateline.desk._watch_value import FeedPosition, FolderPosition, Heard
from dateline.documents import ask_url
from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from random import Random

    from dateline.desk._watch_value import Asks, Clock, Reads, Sleeps, WatchSettings
    from dateline.ledger import Ledger

# Between two rounds over the network, so that a limit of requests in a round means something.
LEAST_ROUND: Final = timedelta(minutes=1)
# A sleep is never longer: clocks are set, and machines are put to sleep.
LONGEST_SLEEP_S: Final = 3_600.0
# How often `once` comes back to files that were still being written.
_LOOKS_AT_FILES: Final = 3
# So many articles in a round are announced: with two seconds between two of one host that is most of a minute.
_WORTH_A_WORD: Final = 20
# Articles that no feed names any more and that are looked at no more are forgotten after this.
FORGOTTEN_AFTER: Final = timedelta(days=30)


class Watcher:
    """Watches feeds and folders into a ledger. One watcher a ledger runs at a time: two would ask every server twice.

    `feeds` are addresses that the user gave, `listed` those that a list named: they are never sought in a private network
    without `settings.allow_private`. `read` makes a dossier of a document. `ask`, `clock` (with a zone), `sleep` (seconds) and
    `random` are the world outside. Raises UsageError for what is no address of a feed.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        feeds: Sequence[str] = (),
        listed: Sequence[str] = (),
        folders: Sequence[str] = (),
        read: Reads,
        settings: WatchSettings,
        clock: Clock,
        sleep: Sleeps,
        random: Random,
        ask: Asks = ask_url,
    ) -> None:
        self._ledger, self._read, self._settings = ledger, read, settings
        self._clock, self._sleep, self._random = clock, sleep, random
        self._memory = Memory(ledger)
        self._lease = Lease(ledger, clock)
        self._polite = Polite(settings, ask=ask, clock=clock, sleep=sleep, random=random, hosts=self._memory.hosts.at)
        if feeds or listed:
            need_robots()
        self._feeds = self._take_feeds(feeds, listed)
        # By its whole path, so that it is the same folder from wherever the program is started.
        self._folders = tuple(FolderWatch(one) for one in dict.fromkeys(map(os.path.abspath, folders)))
        self._is_first = True

    def run(self, *, once: bool) -> Iterator[Heard]:
        """What is found, as it is found. With `once` one round, else on and on until nothing is left to watch.

        Feeds are looked at in the first round whenever they were last looked at, but not where a server asked to be left alone
        or failed. Raises LedgerLocked where another one runs, LedgerError, and what `read` raises of the reader; closing the
        iterator ends it at once.
        """
        with self._lease.held():
            yield from self._run(once=once)

    def _run(self, *, once: bool) -> Iterator[Heard]:
        due: datetime | None = self._clock()
        looks = 0
        while True:
            yield from self._look_at_folders()
            if self._feeds and due is not None and due <= self._clock():
                yield from self._look_at_feeds()
                yield from self._look_at_articles()
                self._is_first = False
                due = self._next_due()
            looks += 1
            if once and not (self._any_glances() and looks <= _LOOKS_AT_FILES):
                return
            if not self._folders and due is None:
                return
            pause = self._pause(due, once=once)
            self._lease.renew(sleeping=timedelta(seconds=pause))
            self._sleep(pause)

    def _pause(self, due: datetime | None, *, once: bool) -> float:
        """Seconds until there is something to do."""
        waits = [LONGEST_SLEEP_S]
        if due is not None and not once:
            waits.append((due - self._clock()).total_seconds())
        if self._folders:
            waits.append(self._settings.settle_s)
        return max(min(waits), 0.1)

    def _any_glances(self) -> bool:
        return any(folder.has_glances() for folder in self._folders)

    def _take_feeds(self, feeds: Sequence[str], listed: Sequence[str]) -> tuple[str, ...]:
        """The names of the feeds' positions, which are made where there are none."""
        made: dict[str, FeedPosition] = {}
        names: dict[str, None] = {}
        for given, is_listed in [*((one, False) for one in feeds), *((one, True) for one in listed)]:
            source = name_feed(given)
            known = made.get(source) or self._memory.feeds.at.get(source)
            names[source] = None
            if known is None:
                made[source] = FeedPosition(source=source, address=source, is_listed=is_listed)
            elif known.is_listed and not is_listed:  # now the user names it
                made[source] = replace(known, is_listed=False)
        self._memory.feeds.save(made)
        return tuple(names)

    def _look_at_folders(self) -> Iterator[Heard]:
        for folder in self._folders:
            name = str(folder.folder)
            if name not in self._memory.folders.at:
                self._memory.folders.save({name: FolderPosition(checked=self._clock())})
            looking = folder.look(
                self._memory.files.at,
                ledger=self._ledger,
                read=self._read,
                clock=self._clock,
                settings=self._settings,
            )
            for done in looking:
                if done.position is not None:
                    self._memory.files.save({done.path: done.position})
                yield from done.heard

    def _look_at_feeds(self) -> Iterator[Heard]:
        self._polite.start_round()
        at = self._memory.feeds.at
        pending: list[tuple[str, str]] = []
        for name in self._feeds:
            position, now = at[name], self._clock()
            if position.is_gone:
                if self._is_first:
                    why = "the server said that it is gone for good; --forget it to have it asked again"
                    yield Heard(kind="note", source=name, feed=name, at=now, why=why, title=position.title)
            elif position.due is None or position.due <= now or (self._is_first and not position.failures):
                pending.append((name, position.address))
            elif self._is_first:
                why = f"it is left alone for now: {position.problem}"
                yield Heard(kind="waiting", source=name, feed=name, at=now, why=why, until=position.due)
        for name, _ in self._by_host(pending):
            looked = look_at_feed(
                at[name],
                self._memory.articles.at,
                ledger=self._ledger,
                polite=self._polite,
                read=self._read,
                clock=self._clock,
                random=self._random,
                settings=self._settings,
            )
            # Articles are queued before the feed's position moves on: what was queued twice is fetched once.
            self._memory.articles.save(looked.articles)
            self._memory.feeds.save({name: looked.position})
            self._memory.hosts.save(self._polite.take_changes())
            self._lease.renew()
            yield from looked.heard
        self._forget_old()

    def _look_at_articles(self) -> Iterator[Heard]:
        now, at = self._clock(), self._memory.articles.at
        mine = set(self._feeds)
        due = [
            (name, one.url) for name, one in at.items() if one.feed in mine and one.due is not None and one.due <= now
        ]
        if len(due) >= _WORTH_A_WORD:
            hosts = {host_of(url) for _, url in due}
            why = f"{len(due)} articles of {len(hosts)} host{'' if len(hosts) == 1 else 's'} are to be fetched"
            yield Heard(kind="due", source="watch", feed="", at=now, why=why)
        waiting: dict[str, tuple[int, Heard]] = {}
        for name, _ in self._by_host(due):
            position = at[name]
            host = host_of(position.url)
            if host in waiting:  # it is left alone for the rest of the round; what is due stays so
                count, first = waiting[host]
                waiting[host] = (count + 1, first)
                continue
            feed = self._memory.feeds.at.get(position.feed)
            stands, heard = look_at_article(
                position,
                ledger=self._ledger,
                polite=self._polite,
                read=self._read,
                clock=self._clock,
                random=self._random,
                limits=self._settings.limits,
                private_of=feed.source if feed is not None and feed.is_private else None,
            )
            self._memory.articles.save({name: stands})
            self._memory.hosts.save(self._polite.take_changes())
            self._lease.renew()
            for one in heard:
                if one.kind == "waiting":
                    waiting[host] = (1, one)
                else:
                    yield one
        for host, (count, first) in waiting.items():
            told = f"{first.why}; {count} article{'' if count == 1 else 's'} of it wait"
            yield Heard(kind="waiting", source=host, feed=first.feed, at=first.at, why=told, until=first.until)

    def _by_host(self, pending: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Names and addresses, those first whose host may be asked first: while one host is left alone others are asked."""
        queues: dict[str, deque[tuple[str, str]]] = {}
        for name, url in pending:
            queues.setdefault(host_of(url), deque()).append((name, url))
        while queues:
            now = self._clock()
            host = min(queues, key=lambda one: self._polite.ready(one) or now)
            yield queues[host].popleft()
            if not queues[host]:
                del queues[host]

    def _forget_old(self) -> None:
        """Positions of articles that are long done with, and of hosts that were long not asked.

        Should a feed name such an article again as new, it is known by its text.
        """
        limit, mine = self._clock() - FORGOTTEN_AFTER, set(self._feeds)
        old = [
            name
            for name, one in self._memory.articles.at.items()
            if one.feed in mine and one.due is None and one.checked is not None and one.checked < limit
        ]
        self._memory.articles.forget(old)
        self._memory.hosts.forget([name for name in self._polite.old_hosts(limit) if name in self._memory.hosts.at])

    def _next_due(self) -> datetime | None:
        """When something of the network is due next; None for never."""
        mine = set(self._feeds)
        times: list[datetime] = []
        due: list[tuple[datetime | None, str]] = [
            (one.due, one.address) for name, one in self._memory.feeds.at.items() if name in mine
        ]
        due += [(one.due, one.url) for one in self._memory.articles.at.values() if one.feed in mine]
        for time, url in due:
            if time is not None:
                times.append(max(time, self._polite.ready(url) or time))
        return max(min(times), self._clock() + LEAST_ROUND) if times else None


def name_feed(given: str) -> str:
    """The address as positions have it. Raises UsageError for what is no http or https address."""
    source = given.strip().partition("#")[0]
    if source[:7].lower() == "feed://":
        source = "http://" + source[7:]
    elif source[:5].lower() == "feed:":
        source = source[5:]
    if not host_of(source):
        raise UsageError(
            f"{given}: it is no address of a feed; give one with http or https, or a folder with --folder."
        )
    if "@" in source.partition("//")[2].partition("/")[0]:
        raise UsageError(f"{given}: it holds a user name or a password; give it without.")
    return source
