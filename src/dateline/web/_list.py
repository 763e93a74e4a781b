"""Routes that list and search: who is asking, events page by page, stories, search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from dateline import __version__
from dateline.desk import find_story
from dateline.ledger import Counts, Filter, Hit, View
from dateline.views import EventRow, Story, make_row
from dateline.web._body import read_body, take
from dateline.web._desk import PAGE, After, AsOf, Chosen, Desk, Limit, Visitor
from dateline.web._marks import Marks
from dateline.web._schema import respond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.desk import Teller
    from dateline.model import LinkedEvent

Kind = Literal["documents", "events", "claims"]
Words = Annotated[str, Query(min_length=1, max_length=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who is asking. `csrf` is to be sent as X-CSRF-Token with what writes; `counts` is how much the ledger holds."""

    who: str
    role: str
    csrf: str
    version: str
    ledger: str
    demo: bool
    entry: int
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of events; `next` is `after` of the page that follows, null for the last. `entry` is the line of the log."""

    entry: int
    events: tuple[EventRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A hit of a search and the id of the event that it is of, "" for a document."""

    hit: Hit
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    entry: int
    matches: tuple[Match, ...]


class Look(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """`query` as for /stories."""

    query: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


def make_router(desk: Desk) -> APIRouter:
    router = APIRouter()

    @router.get("/session", responses=respond(Who))
    def session(visitor: Visitor) -> Response:
        """Who is asking, what they may do, and how much the ledger holds."""
        view = desk.view()
        return desk.answer(
            Who(
                who=visitor.who,
                role=visitor.role,
                csrf=visitor.csrf,
                version=__version__,
                ledger=desk.ledger_name,
                demo=desk.settings.demo,
                entry=view.entry,
                counts=view.counts(),
            )
        )

    @router.get("/events", responses=respond(Listing))
    def events(
        request: Request,
        chosen: Chosen,
        as_of: AsOf,
        limit: Limit = PAGE,
        after: After = "",
        order: Annotated[Literal["newest", "oldest"], Query(description="By the time of recording.")] = "newest",
    ) -> Response:
        """Events of the filter, those recorded last first; what a person rejected is left out."""
        view = desk.view(as_of)
        wanted = replace(chosen, newest_first=order == "newest", after=after)
        rows = list(_list_rows(desk.teller(view), view, wanted, limit + 1))
        listing = Listing(
            entry=view.entry,
            events=tuple(rows[:limit]),
            next=rows[limit - 1].id if len(rows) > limit else None,
        )
        return desk.answer(listing, etag=desk.etag(view, request))

    @router.get("/marks", responses=respond(Marks))
    def marks(request: Request, chosen: Chosen, as_of: AsOf) -> Response:
        """All events of the filter in columns, for a map, a timeline and a table."""
        view = desk.view(as_of)
        etag = desk.etag(view, request)
        found = desk.marks.find(view, chosen)
        return desk.answer(found, etag="" if found.pending else etag)

    @router.get("/stories", responses=respond(Story))
    def stories(
        visitor: Visitor,
        chosen: Chosen,
        as_of: AsOf,
        query: Annotated[Words, Query(description="Words, a party, a place, a type, or the id of an event.")],
    ) -> Response:
        """The story that a question asks for; what is new of it is counted from the last look, see /looks."""
        return desk.answer(find_story(desk.ledger, query, chosen, as_of=as_of, who=visitor.who, note=False))

    @router.post("/looks", responses=respond(Story), openapi_extra=take(Look))
    async def looks(request: Request, visitor: Visitor) -> Response:
        """The same story, and that the visitor has seen it: what is new is counted from here."""
        given = await read_body(request, Look)

        def find() -> Story:
            return find_story(desk.ledger, given.query, Filter(), who=visitor.who, note=True)

        return desk.answer(await run_in_threadpool(find))

    @router.get("/search", responses=respond(Found))
    def search(
        chosen: Chosen,
        as_of: AsOf,
        limit: Limit = 20,
        kind: Annotated[list[Kind] | None, Query(description="Only in these; may be repeated.")] = None,
    ) -> Response:
        """The best matches of the words in `text`, of each kind."""
        view = desk.view(as_of)
        hits = view.search(
            chosen.text, replace(chosen, text="", limit=limit), kinds=kind or ("documents", "events", "claims")
        )
        ids = view.linked_ids([hit.ref for hit in hits if hit.ref])
        matches = tuple(Match(hit=hit, event=ids.get(hit.ref, "") if hit.ref else "") for hit in hits)
        return desk.answer(Found(entry=view.entry, matches=matches))

    return router


def _list_rows(teller: Teller, view: View, chosen: Filter, most: int) -> Iterator[EventRow]:
    """Rows of events that nobody rejected, so many of them if there are."""
    left = most
    for event in _list_events(view, chosen, most):
        told = teller.tell(event)
        if not told.is_rejected:
            yield make_row(told)
            left -= 1
            if not left:
                return


def _list_events(view: View, chosen: Filter, most: int) -> Iterator[LinkedEvent]:
    """The events that fit, in their order, from the one after `chosen.after` on."""
    if not chosen.type:
        # Of more than these at once those that were rejected would have to be asked for again.
        yield from view.linked(replace(chosen, limit=None if chosen.text else most * 2))
        return
    # Types are few, and to ask of each event whether it is of one takes many times longer than to list all that are.
    ids = list(view.event_ids(replace(chosen, after="", limit=None)))
    last = view.linked_event(chosen.after).id if chosen.after else ""
    for event in ids[ids.index(last) + 1 if last in ids else 0 :]:
        yield view.linked_event(event)
