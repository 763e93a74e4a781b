"""Routes of what people decide: merge, split, accept, reject, grade, correct; and taking one back by the opposite one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

import msgspec
from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from dateline import desk as act
from dateline.errors import UsageError
from dateline.ledger import View
from dateline.model import Corrected, Judgement
from dateline.views import make_event_page
from dateline.web._body import read_body, take
from dateline.web._desk import MOST, AsOf, Desk, Editor
from dateline.web._schema import respond
from dateline.web._undo import undo

_Id = Annotated[str, msgspec.Meta(min_length=4, max_length=100)]
_Words = Annotated[str, msgspec.Meta(max_length=2_000)]
_Reports: Final = 200


class _Decision(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, tag_field="kind"):
    reason: _Words = ""


class Merge(_Decision, frozen=True, kw_only=True, tag="merge"):
    """They are one event."""

    events: Annotated[tuple[_Id, ...], msgspec.Meta(min_length=2, max_length=50)]


class Split(_Decision, frozen=True, kw_only=True, tag="split"):
    """These reports, by their numbers on the page of the event or the ids of their documents, tell another event."""

    event: _Id
    reports: Annotated[tuple[int | str, ...], msgspec.Meta(min_length=1, max_length=_Reports)]


class Accept(_Decision, frozen=True, kw_only=True, tag="accept"):
    """It is told rightly."""

    event: _Id


class Reject(_Decision, frozen=True, kw_only=True, tag="reject"):
    """It is no event."""

    event: _Id


class Grade(_Decision, frozen=True, kw_only=True, tag="grade"):
    """How far a source is to be trusted, A to F."""

    source: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    grade: Literal["A", "B", "C", "D", "E", "F"]


class Words(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A value: a code or a label; or the words at `start`..`end` of the text, with a name of its own or none."""

    text: Annotated[str, msgspec.Meta(max_length=500)] = ""
    start: int | None = None
    end: int | None = None


class Correct(_Decision, frozen=True, kw_only=True, tag="correct"):
    """What a text says of one part of an event: these values, or none where it says nothing of it. `start` is where the text
    names the event, for a text that names it twice."""

    event: _Id
    revision: Annotated[str, msgspec.Meta(min_length=4, max_length=100)]
    slot: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    values: Annotated[tuple[Words, ...], msgspec.Meta(max_length=50)]
    start: int | None = None


class Undo(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Takes back the judgement of this id by one that says the opposite; the first stays in the ledger."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    reason: _Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was recorded, and the ids of the events that what was judged is of now."""

    judgement: Judgement
    events: tuple[str, ...]
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A judgement and the ids of the events that its accounts are of now."""

    judgement: Judgement
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What people decided, the newest first. `total` is how many there are."""

    entry: int
    total: int
    judgements: tuple[Decided, ...]


def make_router(desk: Desk) -> APIRouter:
    router = APIRouter()
    decision: Any = Merge | Split | Accept | Reject | Grade | Correct

    @router.get("/judgements", responses=respond(Decisions))
    def judgements(as_of: AsOf, limit: Annotated[int, Query(ge=1, le=MOST)] = 100) -> Response:
        """What people decided, the newest first."""
        view = desk.view(as_of)
        # What coders of a round answered is told by the round alone, once both are done.
        found = tuple(one for one in view.judgements() if not one.series)
        decided = tuple(Decided(judgement=one, events=_events_of(view, one)) for one in found[::-1][:limit])
        return desk.answer(Decisions(entry=view.entry, total=len(found), judgements=decided))

    @router.post("/judgements", responses=respond(Judged), openapi_extra=take(decision))
    async def judge(request: Request, editor: Editor) -> Response:
        """Records a decision and puts it into effect at once. It stands above every score."""
        given = await read_body(request, decision)
        return await run_in_threadpool(_answer, desk, lambda: _judge(desk, given, who=editor.who))

    @router.post("/judgements/undo", responses=respond(Judged), openapi_extra=take(Undo))
    async def take_back(request: Request, editor: Editor) -> Response:
        """Takes a judgement back by one that says the opposite."""
        given = await read_body(request, Undo)
        return await run_in_threadpool(
            _answer, desk, lambda: undo(desk.ledger, given.id, who=editor.who, reason=given.reason)
        )

    return router


def _answer(desk: Desk, decide: Any) -> Response:
    judged: Judgement = decide()
    view = desk.view()
    return desk.answer(Judged(judgement=judged, events=_events_of(view, judged), entry=view.entry))


def _judge(desk: Desk, given: Merge | Split | Accept | Reject | Grade | Correct, *, who: str) -> Judgement:
    ledger = desk.ledger
    match given:
        case Merge():
            return act.merge(ledger, given.events, who=who, reason=given.reason)[0]
        case Split():
            documents = _name_documents(desk.view(), given)
            return act.split(ledger, given.event, documents, who=who, reason=given.reason)[0]
        case Accept() | Reject():
            wrong = isinstance(given, Reject)
            return act.accept(ledger, given.event, who=who, reason=given.reason, wrong=wrong)
        case Grade():
            return act.grade(ledger, given.source, given.grade, who=who, reason=given.reason)[0]
        case Correct():
            values = [Corrected(text=one.text.strip(), start=one.start, end=one.end) for one in given.values]
            return act.correct(
                ledger, given.event, revision=given.revision, slot=given.slot, values=values, who=who,
                reason=given.reason, start=given.start,
            )  # fmt: skip


def _name_documents(view: View, given: Split) -> set[str]:
    """The documents of the reports that are meant. Raises UsageError."""
    page = make_event_page(act.tell(view, act.find_event(view, given.event), with_links=False))
    found: set[str] = set()
    for wanted in given.reports:
        named = [r for r in page.reports if wanted in (r.number, str(r.number), r.document)]
        if not named:
            raise UsageError(f"{wanted!r} is no report of the event {page.id}; it has {len(page.reports)}.")
        found.add(named[0].document)
    return found


def _events_of(view: View, judgement: Judgement) -> tuple[str, ...]:
    return tuple(dict.fromkeys(view.linked_ids(judgement.events).values())) if judgement.events else ()
