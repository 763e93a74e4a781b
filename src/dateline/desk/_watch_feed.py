"""look_at_feed: a feed that is due -> its new and changed entries, and where it stands."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Final

from dateline.desk._watch_cadence import FIRST_RETRY, back_off, spread
from dateline.desk._watch_host import host_of
from dateline.desk._watch_keep import keep
from dateline.desk._watch_polite import Stopped
from dateline.desk._watch_value import ArticlePosition, Heard
from dateline.documents import load
from dateline.documents.feeds import parse_feed, to_prose
from dateline.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from random import Random

    from dateline.desk._watch_polite import Got, Polite
    from dateline.desk._watch_value import Clock, FeedPosition, Reads, WatchSettings
    from dateline.documents import Loaded
    from dateline.documents.feeds import Entry, Feed
    from dateline.ledger import Ledger

# A feed is a list: the largest that are read at all have a few megabytes.
MOST_BYTES: Final = 20_000_000
# A feed that asks to be left alone for longer is looked at once a day.
LONGEST_EVERY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Where the feed stands, the articles that are to be fetched by the name of their position, and what is told."""

    position: FeedPosition
    articles: Mapping[str, ArticlePosition]
    heard: tuple[Heard, ...]


def look_at_feed(
    position: FeedPosition,
    known: Mapping[str, ArticlePosition],
    *,
    ledger: Ledger,
    polite: Polite,
    read: Reads,
    clock: Clock,
    random: Random,
    settings: WatchSettings,
) -> Looked:
    """`known` are the articles that have a position. What the feed itself carries is saved when this returns.

    Raises LedgerError, and what `read` raises of the reader.
    """
    # What the user named may be in a private network; what a list names may not, and neither may what once was public.
    private_of = position.source if not position.is_listed and position.is_private is not False else None
    try:
        got = polite.get(
            position.address,
            etag=position.etag,
            modified=position.modified,
            media_types=None,
            max_bytes=MOST_BYTES,
            private_of=private_of,
        )
    except Stopped as stopped:
        return _settle_stopped(position, stopped, clock(), random, settings.every)
    now = clock()
    heard: list[Heard] = []
    before = position
    if got.moved is not None and got.moved != position.address:
        heard.append(_heard("moved", position, f"it has moved to {got.moved}", now))
        position = replace(position, address=got.moved)
    if position.is_private is None or not got.is_private:
        position = replace(position, is_private=got.is_private)
    if got.fetched is None:
        position = replace(
            position, checked=now, due=now + spread(settings.every, random), failures=0, problem="", is_gone=False
        )
        return Looked(position=position, articles={}, heard=(*heard, _heard("feed", position, "not modified", now)))
    try:
        feed = parse_feed(got.fetched.body, source=position.address, url=got.fetched.url, charset=got.fetched.charset)
    except DocumentError as error:
        stopped = Stopped("failed", error.reason.rstrip("."))
        # It stays where it was: what is there now, a page of somebody who took the name over, is not its new address.
        return _settle_stopped(before, stopped, now, random, settings.every)
    return _take(position, feed, got, known, heard, now=now, ledger=ledger, read=read, random=random, settings=settings)


def _take(
    position: FeedPosition,
    feed: Feed,
    got: Got,
    known: Mapping[str, ArticlePosition],
    heard: list[Heard],
    *,
    now: datetime,
    ledger: Ledger,
    read: Reads,
    random: Random,
    settings: WatchSettings,
) -> Looked:
    articles: dict[str, ArticlePosition] = {}
    seen: dict[str, str] = {}
    fresh = changed = 0
    for entry in feed.entries:
        stamp = seen[entry.id] = _stamp(entry)
        if position.seen.get(entry.id) == stamp:
            continue
        if entry.id in position.seen:
            changed += 1
        else:
            fresh += 1
        if entry.url is None:
            one = keep(ledger, read, _load_entry(entry, feed, position), feed=position.source, at=now, how="feed")
            # What a feed carries is all there is of it: it is not tried again until it says something else.
            heard.append(replace(one, kind="refused") if one.kind == "failed" else one)
            continue
        name = name_article(entry.url)
        before = known.get(name)
        if before is not None and before.text and entry.id not in position.seen:
            continue  # another feed had it: it is looked at again as any known article is
        articles[name] = _queue(entry, feed, position, before, now)
    every = max(settings.every, feed.every or settings.every)
    position = replace(
        position,
        title=feed.title,
        etag=got.etag,
        modified=got.modified,
        checked=now,
        due=now + spread(min(every, max(settings.every, LONGEST_EVERY)), random),
        failures=0,
        problem="; ".join(feed.problems),
        is_gone=False,
        seen=seen,
    )
    told = f"{len(feed.entries)} entries, {fresh} new" + (f", {changed} changed" if changed else "")
    heard.insert(0, _heard("feed", position, told, now))
    heard += [_heard("note", position, problem, now) for problem in feed.problems]
    return Looked(position=position, articles=articles, heard=tuple(heard))


def _queue(
    entry: Entry, feed: Feed, position: FeedPosition, before: ArticlePosition | None, now: datetime
) -> ArticlePosition:
    """The article as one that is due now; what is known of it stays."""
    assert entry.url is not None
    made = before or ArticlePosition(url=entry.url, feed=position.source)
    return replace(
        made,
        feed=position.source,
        title=entry.title,
        publisher=feed.title if _is_own(entry.url, feed, position) else "",
        published=entry.published or entry.updated,
        due=now,
        failures=0,
        checks=0,
    )


def _is_own(url: str, feed: Feed, position: FeedPosition) -> bool:
    """Whether an article is of the site of the feed: a feed of other people's articles is not their publisher."""
    hosts = {_site(one) for one in (position.source, position.address, feed.link or "") if one}
    return _site(url) in hosts


def _site(url: str) -> str:
    return host_of(url).partition("//")[2].removeprefix("www.")


def _load_entry(entry: Entry, feed: Feed, position: FeedPosition) -> Loaded:
    """The document that an entry is by itself: its headline and what it carries."""
    carried = entry.content or entry.summary
    text = "\n\n".join(part for part in (entry.title, to_prose(carried)) if part)
    source = f"{position.source}#{entry.id}"
    stamp = entry.published or entry.updated
    record = {
        "id": hashlib.sha256(f"{position.source}\n{entry.id}".encode("utf-8", "replace")).hexdigest()[:12],
        "publisher": feed.title,
        "author": entry.author,
        "title": entry.title,
        "published": stamp.date().isoformat() if stamp else None,
        "issued": (entry.updated or stamp).isoformat() if stamp else None,
        "text": text,
    }
    (loaded,) = load(("-",), stdin=BytesIO(json.dumps(record).encode("utf-8")))
    error = loaded.error
    return replace(
        loaded,
        source=source,
        error=None if error is None else type(error)(source, error.reason),
        raw=carried.encode("utf-8", "replace"),
        media_type="text/html",
    )


def name_article(url: str) -> str:
    """The name of an article's position: its address, which with http and with https is one."""
    return "https://" + url[7:] if url[:7].lower() == "http://" else url


def _stamp(entry: Entry) -> str:
    """A hash of what the entry says; counts of comments and the like are no part of it."""
    said = (entry.url, entry.title, entry.updated and entry.updated.isoformat(), entry.summary, entry.content)
    return hashlib.sha256(json.dumps(said).encode("utf-8", "replace")).hexdigest()[:16]


def _settle_stopped(
    position: FeedPosition, stopped: Stopped, now: datetime, random: Random, every: timedelta
) -> Looked:
    if stopped.kind == "waiting":
        due = max(stopped.until or now + FIRST_RETRY, now)
        position = replace(position, due=due, problem=stopped.why)
        return Looked(position=position, articles={}, heard=(_heard("waiting", position, stopped.why, now, due),))
    if stopped.kind == "refused" and not stopped.status:
        # By a rule of ours or of the site: no server is hurt by another try, and the user may have changed the rule.
        due = now + spread(every, random)
        position = replace(position, checked=now, due=due, problem=stopped.why)
        return Looked(position=position, articles={}, heard=(_heard("refused", position, stopped.why, now, due),))
    failures = position.failures + 1
    is_gone = stopped.status == 410
    due = None if is_gone else now + back_off(failures, random, first=every)
    why = "the server says that it is gone for good; it is not asked again" if is_gone else stopped.why
    position = replace(position, checked=now, due=due, failures=failures, problem=why, is_gone=is_gone)
    return Looked(position=position, articles={}, heard=(_heard(stopped.kind, position, why, now, due),))


def _heard(kind: str, position: FeedPosition, why: str, now: datetime, until: datetime | None = None) -> Heard:
    return Heard(
        kind=kind,  # pyright: ignore[reportArgumentType]
        source=position.source,
        feed=position.source,
        at=now,
        why=why,
        title=position.title,
        until=until,
    )
