"""A world to watch in: a network of made-up hosts, a clock that only sleeping moves, and a reader that needs no model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import urlsplit

from reports import Said, report

from dateline.desk import Watcher, WatchSettings
from dateline.documents import Answer, Ask, Fetched, Limits, NotPublic
from dateline.errors import FetchError, TooLarge
from dateline.model import Dossier

FEED = "https://herald.example/feed.xml"
ONE, TWO, THREE = (f"https://herald.example/{n}" for n in (1, 2, 3))
POLICE = ("district police", "police", "asserts")


@dataclass
class Reply:
    """What a server says at one address; with an `etag` it answers 304 to whoever has it."""

    body: str | bytes = ""
    status: int = 200
    media_type: str = "text/plain"
    etag: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    fault: str = ""


class Net:
    """Answers from `replies`; what is not there is a 404. `private` are hosts of private networks."""

    def __init__(self, clock: Clock) -> None:
        self.replies: dict[str, Reply] = {}
        self.private: set[str] = set()
        self.asked: list[tuple[datetime, Ask]] = []
        self._clock = clock

    def __call__(self, ask: Ask, limits: Limits) -> Answer:
        self.asked.append((self._clock(), ask))
        host = urlsplit(ask.url).hostname or ""
        if host in self.private and not ask.allow_private:
            raise NotPublic(ask.url, "the host is in a private or reserved network, which is not fetched from.")
        reply = self.replies.get(ask.url, Reply(status=404))
        if reply.fault:
            raise FetchError(ask.url, reply.fault)
        if reply.status == 200 and ask.media_types is not None and reply.media_type not in ask.media_types:
            raise FetchError(
                ask.url, f"it is of the type {reply.media_type}; only pages, plain text and JSON are read."
            )
        if len(reply.body) > (ask.max_bytes or limits.max_bytes):
            raise TooLarge(ask.url, "the answer is over the limit.")
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        status = 304 if reply.etag and reply.etag == ask.etag else reply.status
        headers = {name.lower(): value for name, value in reply.headers.items()}
        return Answer(
            status=status,
            fetched=Fetched(
                url=ask.url, media_type=reply.media_type, charset="utf-8", body=body if status == 200 else b""
            ),
            headers=headers | ({"etag": reply.etag} if reply.etag else {}),
            location=headers.get("location") if status in {301, 302, 303, 307, 308} else None,
            is_private=host in self.private,
        )

    def paths(self, *, robots: bool = False) -> list[str]:
        """What was asked for, and forgotten."""
        urls = [ask.url for _, ask in self.asked]
        self.asked.clear()
        return [url for url in urls if robots or not url.endswith("/robots.txt")]


class Clock:
    """Stands still but for `sleep`."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 1, 12, tzinfo=UTC)
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def pass_by(self, **spans: float) -> None:
        self.now += timedelta(**spans)


class World:
    """All of it, and a watcher on a ledger."""

    def __init__(self, ledger) -> None:
        self.ledger = ledger
        self.clock = Clock()
        self.net = Net(self.clock)
        self.settings = WatchSettings(min_delay_s=0.0)
        self.read = read

    def publish(self, *items: str, url: str = FEED, **more: str) -> None:
        """A feed of these items; its etag is another with each change."""
        body = f"<rss><channel><title>Karsum Herald</title>{''.join(items)}</channel></rss>"
        self.net.replies[url] = Reply(body, media_type="application/rss+xml", etag=f'"{hash(body)}"', **more)

    def write(self, url: str, text: str) -> None:
        self.net.replies[url] = Reply(text, etag=f'"{hash(text)}"')

    def watcher(self, *feeds: str, folders=(), listed=(), ask=None) -> Watcher:
        return Watcher(
            self.ledger,
            feeds=feeds,
            listed=listed,
            folders=folders,
            read=self.read,
            settings=self.settings,
            clock=self.clock,
            sleep=self.clock.sleep,
            random=Random(7),
            ask=ask or self.net,
        )

    def round(self, *feeds: str, **options):
        """What one run of `--once` tells; a new watcher each time, as a new process would have."""
        named = feeds or (() if options.get("folders") or options.get("listed") else (FEED,))
        return list(self.watcher(*named, **options).run(once=True))


def item(url: str = "", *, title: str = "News of Karsum", id: str = "", more: str = "") -> str:
    link = f"<link>{url}</link>" if url else ""
    return f"<item><title>{title}</title>{link}<guid isPermaLink='false'>{id or url}</guid>{more}</item>"


def attack(killed: str = "two") -> str:
    return (
        f"Gunmen of the Red Sickle attacked a bakery in Karsum on Monday and killed {killed} bakers, "
        "the district police said."
    )


def read(document, /, *, issues=()) -> Dossier:
    """A dossier of an attack where the text tells one, else one without events."""
    text = document.text
    if "break the reader" in text:
        raise ValueError("a fault of the reader")
    killed = next((word for word in ("two", "three", "four", "five") if f"killed {word}" in text), "")
    said = Said(
        word="attacked", place="Karsum", actor="Red Sickle", target="bakers", tellers=(POLICE,), killed=killed
    )  # fmt: skip
    made = report(text, *((said,) if "attacked" in text else ()), url=document.url or "")
    return replace(made, document=document, issues=tuple(issues))


def kinds(heard, *wanted: str) -> list[tuple[str, str]]:
    """What was told, as (kind, source); all but looks at feeds where no kind is named."""
    return [(one.kind, one.source) for one in heard if (one.kind in wanted if wanted else one.kind != "feed")]
