"""make_news: one event before and now -> what is new of it: that it is there, its status, its tolls, its disputes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.views._mark import Mark, make_mark
from dateline.views._slot import fill_tolls

if TYPE_CHECKING:
    from datetime import datetime

    from dateline.model import StatusName
    from dateline.views._slot import Toll
    from dateline.views._told import Told

Kind = Literal["event", "status", "toll", "dispute", "reports", "judgement"]
# What a desk looks at first stands first.
_ORDER = ("status", "toll", "dispute", "event", "reports", "judgement")


@dataclass(frozen=True, slots=True, kw_only=True)
class TollStep:
    """A toll before and now: bounds, None for unknown; `rose` says whether more people are counted than before."""

    kind: str
    before_low: int | None
    before_high: int | None
    low: int | None
    high: int | None
    rose: bool
    source: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNews:
    """What is new of one event since a moment. `kinds` says what, the weightiest first.

    `before` is the status then, None where the event was not known or its status is the same. `disputes` are the slots in
    dispute that were not. `reports` are the documents that tell it for the first time, `publishers` theirs.
    """

    mark: Mark
    kinds: tuple[Kind, ...]
    before: StatusName | None
    why: str
    tolls: tuple[TollStep, ...]
    disputes: tuple[str, ...]
    reports: int
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is new since a moment, as of an entry of the log.

    `until` is when the entry was recorded: who has seen all of this asks from there on, None for an empty log. `documents`
    and `events` are how many are new, `changed` how many events that were known may have changed; `items` are those changed
    first, then the new ones, the newest of each: `left_out` more were not looked at.
    """

    since: datetime
    until: datetime | None
    entry: int
    documents: int
    events: int
    changed: int
    left_out: int
    items: tuple[EventNews, ...]


def make_news(now: Told, before: Told | None, *, since: datetime) -> EventNews | None:
    """What is new of an event; `before` is it as told at `since`, None where it was not known. None where nothing is new."""
    mark = make_mark(now)
    new = [a for a in now.accounts if a.recorded > since]
    known = {before.documents[a.ref.revision] for a in before.accounts} if before else set[str]()
    fresh = {now.documents[a.ref.revision]: a.document.publisher or a.document.title or "" for a in new}
    fresh = {document: name for document, name in fresh.items() if document not in known}
    then = make_mark(before) if before else None
    whole = next((s for s in now.statuses if s.slot == "event"), None)
    tolls = tuple(_step_tolls(fill_tolls(now), fill_tolls(before) if before else ())) if before else ()
    disputed = {dispute.slot for dispute in before.disputes} if before else set[str]()
    disputes = tuple(dict.fromkeys(d.slot for d in now.disputes if d.slot not in disputed))
    was = then.status if then and then.status != mark.status else None
    found: dict[Kind, bool] = {
        "event": before is None,
        "status": was is not None,
        "toll": bool(tolls),
        "dispute": bool(disputes),
        "reports": before is not None and bool(fresh),
        "judgement": any(judgement.at > since for judgement in now.judgements),
    }
    kinds: tuple[Kind, ...] = tuple(kind for kind in _ORDER if found[kind])
    if not kinds:
        return None
    return EventNews(
        mark=mark,
        kinds=kinds,
        before=was,
        why=whole.why if whole else "",
        tolls=tolls,
        disputes=disputes,
        reports=len(fresh),
        publishers=tuple(sorted({name for name in fresh.values() if name}, key=str.casefold)),
    )


def _step_tolls(now: tuple[Toll, ...], before: tuple[Toll, ...]) -> Iterable[TollStep]:
    """Tolls whose bounds are others than before, with the newest figure that bears the new ones out."""
    then = {toll.kind: (toll.low, toll.high) for toll in before}
    for toll in now:
        low, high = then.get(toll.kind, (None, None))
        if (toll.low, toll.high) == (low, high):
            continue
        figure = next((f for f in reversed(toll.figures) if (f.low, f.high) == (toll.low, toll.high)), None)
        yield TollStep(
            kind=toll.kind,
            before_low=low,
            before_high=high,
            low=toll.low,
            high=toll.high,
            rose=_count(toll.low, toll.high) > _count(low, high),
            source=figure.source or figure.publisher if figure else "",
            words=figure.words if figure else "",
        )


def _count(low: int | None, high: int | None) -> int:
    """The number that two tolls are compared by: the lower bound, else the upper; below all where there is neither."""
    return low if low is not None else high if high is not None else -1
