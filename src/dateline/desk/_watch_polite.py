"""Polite: requests to many hosts, to each as it asks: robots.txt, delays, limits, Retry-After, back-off, redirects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final, Literal

from dateline.desk._watch_cadence import back_off, read_retry_after
from dateline.desk._watch_host import host_of, same_site
from dateline.desk._watch_robots import MOST_BYTES, Robots
from dateline.desk._watch_value import HostPosition
from dateline.documents import PAGE_TYPES, Ask, NotPublic
from dateline.errors import FetchError, TooLarge

if TYPE_CHECKING:
    from dateline.desk._watch_value import Asks, Clock, Sleeps, WatchSettings
    from dateline.documents import Answer, Fetched

# A host that has to be left alone for longer than this is not waited for in the round.
LONGEST_WAIT: Final = timedelta(seconds=60)
# Failures of the network in a row after which a host is left alone.
MOST_FAULTS: Final = 3
# How long a robots.txt counts (RFC 9309: not longer than a day).
ROBOTS_DAY: Final = timedelta(days=1)
# Kept between two runs up to this many characters; a longer one is fetched anew in each.
_KEPT_ROBOTS: Final = 20_000
# A longer robots.txt is none; of this the first half megabyte counts.
_MOST_ROBOTS: Final = 5_000_000
_PERMANENT: Final = frozenset({301, 308})
_ROBOTS_REDIRECTS: Final = 5


class Stopped(Exception):
    """A request that gave nothing. refused: by rule, not to be tried again; failed: this time; waiting: until then.

    `status` of the server, 0 where it was not that.
    """

    def __init__(
        self, kind: Literal["refused", "failed", "waiting"], why: str, *, until: datetime | None = None, status: int = 0
    ) -> None:
        super().__init__(why)
        self.kind: Literal["refused", "failed", "waiting"] = kind
        self.why = why
        self.until = until
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """An answer of 200, or None as `fetched` for "not modified". `moved`: its address from now on, where another."""

    fetched: Fetched | None
    etag: str
    modified: str
    moved: str | None
    is_private: bool


@dataclass(slots=True)
class _Host:
    """What is known of a host in this run."""

    position: HostPosition
    ready: datetime | None = None
    asked: int = 0
    faults: int = 0
    rules: Robots | None = None
    rules_until: datetime | None = None


class Polite:
    """Asks one request at a time. `ask`, `clock`, `sleep` and `random` come from outside."""

    def __init__(
        self,
        settings: WatchSettings,
        *,
        ask: Asks,
        clock: Clock,
        sleep: Sleeps,
        random: Random,
        hosts: dict[str, HostPosition],
    ) -> None:
        self._settings = settings
        self._ask, self._clock, self._sleep, self._random = ask, clock, sleep, random
        self._hosts = {name: _Host(position) for name, position in hosts.items()}
        self._changed: dict[str, HostPosition] = {}

    def start_round(self) -> None:
        """Counts the requests to each host anew."""
        for host in self._hosts.values():
            host.asked = host.faults = 0

    def take_changes(self) -> dict[str, HostPosition]:
        """Positions of hosts that changed since this was last asked."""
        changed, self._changed = self._changed, {}
        return changed

    def old_hosts(self, before: datetime) -> list[str]:
        """Hosts that nothing was heard of since then, to be forgotten."""
        return [
            name
            for name, host in self._hosts.items()
            if (host.position.robots_at is None or host.position.robots_at < before)
            and (host.position.until is None or host.position.until < before)
        ]

    def ready(self, url: str) -> datetime | None:
        """When the host of this address may be asked next; None for at once."""
        host = self._hosts.get(host_of(url))
        if host is None:
            return None
        return max((time for time in (host.ready, host.position.until) if time is not None), default=None)

    def get(
        self,
        url: str,
        *,
        etag: str = "",
        modified: str = "",
        media_types: tuple[str, ...] | None = PAGE_TYPES,
        max_bytes: int | None = None,
        private_of: str | None = None,
    ) -> Got:
        """What is at the address, after redirects. `private_of`: an address whose host may be in a private network.

        Raises Stopped.
        """
        moved: str | None = None
        is_for_good = True
        last = ""
        for _ in range(self._settings.limits.max_redirects + 1):
            # A redirect inside a host is followed at once; another host is asked as gently as any.
            answer = self._step(url, etag, modified, media_types, max_bytes, private_of, wait=host_of(url) != last)
            last = host_of(url)
            if answer.location is None:
                return self._settle(url, answer, moved)
            is_for_good = is_for_good and answer.status in _PERMANENT
            url = answer.location
            if is_for_good:
                moved = url
        raise Stopped("failed", f"it redirects more than {self._settings.limits.max_redirects} times")

    def _step(
        self,
        url: str,
        etag: str,
        modified: str,
        media_types: tuple[str, ...] | None,
        max_bytes: int | None,
        private_of: str | None,
        *,
        wait: bool,
    ) -> Answer:
        """One request, as the host asks to be asked."""
        name = host_of(url)
        if not name:
            raise Stopped("refused", "it leads to what is neither http nor https")
        host = self._hosts.setdefault(name, _Host(HostPosition()))
        allow_private = self._settings.allow_private or (private_of is not None and same_site(url, private_of))
        self._refuse_busy(host)
        rules = self._rules(name, host, allow_private)
        if not rules.allows(url):
            raise Stopped("refused", "the site's robots.txt asks programs to leave it alone")
        self._refuse_busy(host)
        if wait:
            self._wait(host, name, rules)
        made = Ask(
            url=url,
            etag=etag,
            modified=modified,
            media_types=media_types,
            max_bytes=max_bytes,
            user_agent=self._settings.user_agent,
            allow_private=allow_private,
        )
        try:
            answer = self._send(made, host, rules)
        except FetchError as error:
            raise self._note_fault(name, host, error) from None
        host.faults = 0
        if answer.status in {429, 503}:
            self._pause(name, host, answer)
        elif host.position.failures:
            self._set(name, host, replace(host.position, failures=0, until=None, why=""))
        return answer

    def _send(self, made: Ask, host: _Host, rules: Robots | None) -> Answer:
        host.asked += 1
        try:
            return self._ask(made, self._settings.limits)
        except NotPublic:
            raise Stopped("refused", "it leads into a private or reserved network") from None
        except TooLarge as error:
            raise Stopped("refused", error.reason.rstrip("."), status=200) from None
        finally:
            delay = max(self._settings.min_delay_s, rules.delay_s() if rules else 0.0)
            host.ready = self._clock() + timedelta(seconds=delay)

    def _settle(self, url: str, answer: Answer, moved: str | None) -> Got:
        if answer.status not in {200, 304}:
            raise Stopped("failed", f"the server answered {answer.status}", status=answer.status)
        return Got(
            fetched=None if answer.status == 304 else replace(answer.fetched, url=url),
            etag=answer.headers.get("etag", "")[:500],
            modified=answer.headers.get("last-modified", "")[:100],
            moved=moved,
            is_private=answer.is_private,
        )

    def _refuse_busy(self, host: _Host) -> None:
        now, until = self._clock(), host.position.until
        if until is not None and until > now:
            raise Stopped("waiting", host.position.why or "its host is left alone for a while", until=until)
        if host.asked >= self._settings.max_per_host:
            raise Stopped("waiting", f"{host.asked} requests went to its host in this round, as many as are allowed")

    def _wait(self, host: _Host, name: str, rules: Robots) -> None:
        if host.ready is None:
            return
        left = host.ready - self._clock()
        if left > LONGEST_WAIT:
            why = f"{name} asks for {rules.delay_s():g} s between two requests"
            raise Stopped("waiting", why, until=host.ready)
        if left > timedelta(0):
            self._sleep(left.total_seconds())

    def _note_fault(self, name: str, host: _Host, error: FetchError) -> Stopped:
        host.faults += 1
        if host.faults >= MOST_FAULTS:
            failures = host.position.failures + 1
            until = self._clock() + back_off(failures, self._random)
            why = f"{name} could not be reached {host.faults} times in a row"
            self._set(name, host, replace(host.position, failures=failures, until=until, why=why))
        return Stopped("failed", error.reason.rstrip("."))

    def _pause(self, name: str, host: _Host, answer: Answer) -> None:
        """Raises Stopped: the host has too much to do and says for how long."""
        failures = host.position.failures + 1
        now = self._clock()
        asked = read_retry_after(answer.headers.get("retry-after"), now)
        until = now + (back_off(failures, self._random) if asked is None else asked)
        why = f"{name} answered {answer.status} and asks to be left alone"
        self._set(name, host, replace(host.position, failures=failures, until=until, why=why))
        raise Stopped("waiting", why, until=until, status=answer.status)

    def _rules(self, name: str, host: _Host, allow_private: bool) -> Robots:
        now = self._clock()
        if host.rules is not None and host.rules_until is not None and now < host.rules_until:
            return host.rules
        at = host.position.robots_at
        if at is None or not at <= now < at + ROBOTS_DAY:
            text = self._fetch_robots(name, host, allow_private)
            if text is None or len(text) <= _KEPT_ROBOTS:
                self._set(name, host, replace(host.position, robots=text, robots_at=now))
            at = now
        else:
            text = host.position.robots
        host.rules, host.rules_until = Robots(text, self._settings.user_agent), at + ROBOTS_DAY
        return host.rules

    def _fetch_robots(self, name: str, host: _Host, allow_private: bool) -> str | None:
        """None where it has none. Raises Stopped where that cannot be known: then nothing may be fetched (RFC 9309)."""
        url = f"{name}/robots.txt"
        for _ in range(_ROBOTS_REDIRECTS + 1):
            made = Ask(
                url=url,
                media_types=None,
                max_bytes=_MOST_ROBOTS,
                user_agent=self._settings.user_agent,
                allow_private=allow_private and host_of(url) == name,
            )
            try:
                answer = self._send(made, host, None)
            except FetchError as error:
                raise self._note_fault(name, host, error) from None
            if answer.location is not None:
                url = answer.location
                continue
            if answer.status in {429, 503}:
                self._pause(name, host, answer)
            if answer.status >= 500:
                raise Stopped("failed", f"its site's robots.txt gives {answer.status}, so nothing of it is fetched")
            if answer.status != 200:
                return None
            return answer.fetched.body[:MOST_BYTES].decode("utf-8", errors="replace")
        return None

    def _set(self, name: str, host: _Host, position: HostPosition) -> None:
        host.position = position
        self._changed[name] = position
