"""look_at_article: an article that is due -> fetched if it changed, saved if its text is new, and when it is looked at again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dateline.desk._watch_cadence import MOST_FAILURES, RECENT, back_off, next_check
from dateline.desk._watch_keep import keep
from dateline.desk._watch_polite import Stopped
from dateline.desk._watch_value import Heard
from dateline.documents import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from random import Random

    from dateline.desk._watch_polite import Got, Polite
    from dateline.desk._watch_value import ArticlePosition, Clock, Reads
    from dateline.documents import Limits, Loaded
    from dateline.ledger import Ledger

# What is read as an article. Not JSON: a record says its own address, and could pass itself off as somebody else's article.
_TYPES: Final = ("text/html", "application/xhtml+xml", "text/plain")
# What an article that was known answers when it has been taken off.
_GONE: Final = frozenset({404, 410})


def look_at_article(
    position: ArticlePosition,
    *,
    ledger: Ledger,
    polite: Polite,
    read: Reads,
    clock: Clock,
    random: Random,
    limits: Limits,
    private_of: str | None,
) -> tuple[ArticlePosition, tuple[Heard, ...]]:
    """Where the article stands now, and what is told of it. What is new is saved when this returns.

    Raises LedgerError, and what `read` raises of the reader.
    """
    try:
        got = polite.get(
            position.url, etag=position.etag, modified=position.modified, media_types=_TYPES, private_of=private_of
        )
    except Stopped as stopped:
        return _settle_stopped(position, stopped, clock(), random)
    now = clock()
    if got.fetched is None:
        return _settle_same(position, got, now, random)
    found = _load(got, position, limits)
    texts = {one.document.sha256 for one in found if one.document is not None}
    if position.text and texts == {position.text}:
        return _settle_same(position, got, now, random)
    heard = tuple(keep(ledger, read, one, feed=position.feed, at=now) for one in found)
    bad = next((one for one in heard if one.kind in {"failed", "refused"}), None)
    if bad is not None:
        stopped = Stopped("refused" if bad.kind == "refused" else "failed", bad.why)
        position, told = _settle_stopped(position, stopped, now, random)
        return position, (*(one for one in heard if one.kind not in {"failed", "refused"}), *told)
    changed = any(one.kind in {"new", "revision"} for one in heard)
    checks = 0 if changed or not position.text else position.checks
    position = replace(
        position,
        etag=got.etag,
        modified=got.modified,
        text=next(iter(texts)) if len(texts) == 1 else "",
        document=heard[0].document if heard else "",
        first=position.first or now,
        checked=now,
        checks=checks,
        failures=0,
        problem="",
    )
    return replace(position, due=_next(position, now, random)), heard


def _load(got: Got, position: ArticlePosition, limits: Limits) -> Sequence[Loaded]:
    """The documents of what was fetched; what the page does not say of itself is as the feed has it."""
    fetched = got.fetched
    assert fetched is not None
    found: list[Loaded] = []
    for one in load((position.url,), fetch=lambda _source, _limits: fetched, limits=limits):
        document = one.document
        if document is not None:
            day = position.published.date() if position.published else None
            document = replace(
                document,
                url=fetched.url,
                title=document.title or position.title or None,
                publisher=document.publisher or position.publisher or None,
                published=document.published or day,
                issued=document.issued or position.published,
            )
        found.append(replace(one, document=document))
    return found


def _settle_same(
    position: ArticlePosition, got: Got, now: datetime, random: Random
) -> tuple[ArticlePosition, tuple[Heard, ...]]:
    position = replace(
        position,
        etag=got.etag or position.etag,
        modified=got.modified or position.modified,
        checked=now,
        checks=position.checks + 1,
        failures=0,
        problem="",
    )
    heard = Heard(kind="unchanged", source=position.url, feed=position.feed, at=now, document=position.document)
    return replace(position, due=_next(position, now, random)), (heard,)


def _next(position: ArticlePosition, now: datetime, random: Random) -> datetime | None:
    first = position.first or now
    if position.published is not None and first - position.published > RECENT:
        return None
    wait = next_check(position.checks, random)
    return None if wait is None else now + wait


def _settle_stopped(
    position: ArticlePosition, stopped: Stopped, now: datetime, random: Random
) -> tuple[ArticlePosition, tuple[Heard, ...]]:
    if position.text and stopped.status in _GONE:
        why = f"the server answered {stopped.status}; its text stays in the ledger"
        position = replace(position, checked=now, due=None, problem=why)
        return position, (_heard("gone", position, why, now, None),)
    if stopped.kind == "waiting":
        # Where nobody says until when, it stays due for the next round.
        due = stopped.until or position.due
        return replace(position, due=due), (_heard("waiting", position, stopped.why, now, stopped.until),)
    failures = position.failures + 1
    if stopped.kind == "refused":
        position = replace(position, checked=now, due=None, failures=failures, problem=stopped.why)
        return position, (_heard("refused", position, stopped.why, now, None),)
    due = None if failures >= MOST_FAILURES else now + back_off(failures, random)
    why = stopped.why if due else f"{stopped.why}; {failures} tries failed, and it is not tried again"
    position = replace(position, checked=now, due=due, failures=failures, problem=why)
    return position, (_heard("failed", position, why, now, due),)


def _heard(kind: str, position: ArticlePosition, why: str, now: datetime, until: datetime | None) -> Heard:
    return Heard(
        kind=kind,  # pyright: ignore[reportArgumentType]
        source=position.url,
        feed=position.feed,
        at=now,
        why=why,
        title=position.title,
        document=position.document,
        until=until,
    )
