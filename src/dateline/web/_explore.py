"""Routes of the page Now: what is new since a moment, event by event, with what it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from dateline.desk import Teller
from dateline.errors import NotFound, UsageError
from dateline.ledger import Filter, View
from dateline.views import Digest, EventNews, make_news
from dateline.web._desk import Desk, choose_time
from dateline.web._schema import respond

if TYPE_CHECKING:
    from datetime import datetime

    from dateline.views import Told

# Events of each kind, changed and new, that are told: each takes some milliseconds, a changed one twice.
MOST: Final = 60
_CEILING: Final = 200
_ALL: Final = Filter(revisions="all")


def make_router(desk: Desk) -> APIRouter:
    router = APIRouter()

    @router.get("/now", responses=respond(Digest))
    def now(
        request: Request,
        since: Annotated[
            str, Query(max_length=40, description="A day (its end) or a moment, UTC.", examples=["2024-05-01T12:00"])
        ],
        limit: Annotated[int, Query(ge=1, le=_CEILING, description="So many changed and so many new events.")] = MOST,
    ) -> Response:
        """What is new since then: events, their status, tolls and disputes; each with what was known before."""
        moment = choose_time(since)
        if moment is None:
            raise UsageError("Say since when: since=2024-05-01T12:00.")
        view = desk.view()
        return desk.answer(_digest(desk, view, moment, limit), etag=desk.etag(view, request))

    return router


def _digest(desk: Desk, view: View, since: datetime, limit: int) -> Digest:
    then = desk.view(since)
    touched = view.changed(then.entry) if then.entry < view.entry else ()
    known = set(then.event_ids(_ALL)) if touched else set[str]()
    fresh = [event for event in touched if event not in known]
    changed = [event for event in touched if event in known]
    # Which are the newest is asked only where some are left out.
    last: dict[str, str] = {}
    if max(len(changed), len(fresh)) > limit:
        marks = desk.marks.find(view, Filter()).columns
        last = dict(zip(marks["id"], marks["changed"], strict=True))
    now_teller, then_teller = desk.teller(view), Teller(then)
    # What is no mark is rejected, gone, not made ready yet, or no longer told by its report; the last of these is news.
    told = [
        event
        for events in (changed, fresh)
        for event in sorted(events, key=lambda one: last.get(one, "~"), reverse=True)[:limit]
    ]
    items = [item for event in told if (item := _tell(now_teller, then_teller, event, since)) is not None]
    items.sort(key=lambda item: item.mark.changed, reverse=True)
    items.sort(key=lambda item: "event" in item.kinds)
    counts, before = view.counts(), then.counts()
    return Digest(
        since=since,
        until=next((line.recorded for line in view.audit(after=view.entry - 1)), None),
        entry=view.entry,
        documents=max(0, counts.documents - before.documents),
        events=len(fresh),
        changed=len(changed),
        left_out=len(touched) - len(told),
        items=tuple(items),
    )


def _tell(now: Teller, then: Teller, event: str, since: datetime) -> EventNews | None:
    """What is new of one event; None for one that is no more or that a person rejected."""
    told = _find(now, event)
    if told is None or told.is_rejected:
        return None
    return make_news(told, _find(then, event), since=since)


def _find(teller: Teller, event: str) -> Told | None:
    try:
        return teller.tell(teller.view.linked_event(event))
    except (NotFound, ValueError):
        return None  # not known at that time, or no account of it counts any more
