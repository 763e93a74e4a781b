"""Routes of Review: what to look at first, two events side by side, what may be corrected, and rounds of double coding."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from dateline import desk as act
from dateline.desk import FIELDS, LABELS, Round, find_items, lay_on_bench
from dateline.errors import NotFound
from dateline.ledger import Filter
from dateline.model import EventRef, label
from dateline.ontology import Ontology
from dateline.views import CORRECTABLE, DOUBTS, Bench, Queue, QueueItem, rate_doubt, rate_weight
from dateline.web._body import read_body, take
from dateline.web._desk import Chosen, Desk, Editor, Visitor
from dateline.web._schema import respond

if TYPE_CHECKING:
    from dateline.ledger import View
    from dateline.model import LinkedEvent
    from dateline.web._marks import Marks

# Events that are told in full for one queue: each takes some milliseconds. More are decided in no sitting.
MOST_TOLD: Final = 240
MOST_SHOWN: Final = 60
_CHUNK: Final = 60
DoubtParameter = Literal["", "unsure reading", "single origin", "in dispute", "uncertain link", "denied"]
RoundId = Annotated[str, Path(max_length=40)]
_Word = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLabels:
    """What may be said of an event: its correctable parts, and the codes that each label is one of. `types` are TYPE or
    TYPE/mode."""

    slots: tuple[str, ...]
    doubts: tuple[str, ...]
    types: tuple[str, ...]
    realis: tuple[str, ...]
    ground: tuple[str, ...]
    weapons: tuple[str, ...]
    coded: tuple[str, ...]
    coded_types: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundList:
    """The newest first."""

    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindTask:
    """One event to be coded blindly: the text, and the words that name the act. Nothing that was read of it is here."""

    ref: EventRef
    title: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindRound:
    """A round, and the next event that whoever asks has yet to code."""

    round: Round
    task: BlindTask | None


class NewRound(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Two people by the names that they log in with, how many events, and the number that the draw begins with."""

    coders: tuple[_Word, _Word]
    size: Annotated[int, msgspec.Meta(ge=1, le=500)]
    seed: int = 1


class _Ref(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    revision: _Word
    start: int
    end: int


class Answers(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What a coder says of an event; of a rejected one the verdict alone."""

    ref: _Ref
    verdict: Literal["accept", "reject"]
    type: str = ""
    realis: str = ""
    ground: str = ""


class Settled(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What holds where two coders differ."""

    ref: _Ref
    field: Literal["verdict", "type", "realis", "ground"]
    value: _Word
    reason: Annotated[str, msgspec.Meta(max_length=2_000)] = ""


def make_router(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/review")

    @router.get("", responses=respond(Queue))
    def queue(
        chosen: Chosen,
        doubt: Annotated[DoubtParameter, Query(description="Only events with this doubt.")] = "",
        decided: Annotated[bool, Query(description="Those too that a person decided on.")] = False,
        limit: Annotated[int, Query(ge=1, le=MOST_SHOWN)] = MOST_SHOWN,
    ) -> Response:
        """The events that a person should look at, those first for whom that is worth most."""
        view = desk.view()
        return desk.answer(_make_queue(desk, view, chosen, doubt=doubt, decided=decided, limit=limit))

    @router.get("/item/{id}", responses=respond(QueueItem))
    def item(id: RoundId) -> Response:
        """One event as the queue has it."""
        view = desk.view()
        (found,) = find_items(view, desk.teller(view), (act.find_event(view, id),))
        return desk.answer(found)

    @router.get("/bench", responses=respond(Bench))
    def bench(
        left: Annotated[str, Query(min_length=4, max_length=100, description="An event.")],
        right: Annotated[str, Query(max_length=100, description="Another; without it the reports of the first.")] = "",
    ) -> Response:
        """Two events side by side, or the reports of one."""
        view = desk.view()
        return desk.answer(lay_on_bench(view, desk.teller(view), left, right))

    @router.get("/labels", responses=respond(ReviewLabels))
    def labels() -> Response:
        """What a correction may say."""
        return desk.answer(_list_labels())

    @router.get("/rounds", responses=respond(RoundList))
    def rounds(visitor: Visitor) -> Response:
        """Rounds of double coding, as whoever asks may see them."""
        return desk.answer(RoundList(rounds=act.list_rounds(desk.view(), who=visitor.who)))

    @router.post("/rounds", responses=respond(BlindRound), openapi_extra=take(NewRound))
    async def start(request: Request, editor: Editor) -> Response:
        """Draws events for two people to code without seeing each other's answers."""
        new = await read_body(request, NewRound)

        def run() -> Response:
            begun = act.start_round(desk.ledger, new.coders, size=new.size, seed=new.seed, who=editor.who)
            return desk.answer(_blind(desk.view(), begun))

        return await run_in_threadpool(run)

    @router.get("/rounds/{id}", responses=respond(BlindRound))
    def one_round(visitor: Visitor, id: RoundId) -> Response:
        """A round, and what whoever asks has to code next."""
        view = desk.view()
        return desk.answer(_blind(view, act.tell_round(view, id, who=visitor.who)))

    @router.post("/rounds/{id}/codes", responses=respond(BlindRound), openapi_extra=take(Answers))
    async def answer(request: Request, editor: Editor, id: RoundId) -> Response:
        """A coder's answers to one event."""
        given = await read_body(request, Answers)
        named = {field: getattr(given, field) for field in FIELDS}

        def run() -> Response:
            told = act.code(desk.ledger, id, _ref(given.ref), named, who=editor.who)
            return desk.answer(_blind(desk.view(), told))

        return await run_in_threadpool(run)

    @router.post("/rounds/{id}/settle", responses=respond(BlindRound), openapi_extra=take(Settled))
    async def settle(request: Request, editor: Editor, id: RoundId) -> Response:
        """What holds where the two differ; it takes effect at once."""
        given = await read_body(request, Settled)

        def run() -> Response:
            told = act.settle(
                desk.ledger, id, _ref(given.ref), given.field, given.value, who=editor.who, reason=given.reason
            )
            return desk.answer(_blind(desk.view(), told))

        return await run_in_threadpool(run)

    return router


def _make_queue(desk: Desk, view: View, chosen: Filter, *, doubt: str, decided: bool, limit: int) -> Queue:
    marks = desk.marks.find(view, chosen)
    order = _rank(marks)
    teller = desk.teller(view)
    items: list[QueueItem] = []
    looked = done = 0
    for at in range(0, min(len(order), MOST_TOLD), _CHUNK):
        events: list[LinkedEvent] = []
        for id in order[at : at + _CHUNK]:
            try:
                events.append(view.linked_event(id))
            except NotFound:  # deleted or joined meanwhile
                continue
        found = find_items(view, teller, events)
        looked += len(order[at : at + _CHUNK])
        done += sum(one.is_decided for one in found)
        items += [one for one in found if (decided or not one.is_decided) and (not doubt or _has(one, doubt))]
        if len(items) >= 2 * limit:
            break
    items.sort(key=lambda one: (-one.priority, one.row.id))
    return Queue(
        entry=view.entry,
        total=len(order) + marks.pending,
        decided=done,
        unseen=len(order) - looked + marks.pending,
        items=tuple(islice(items, limit)),
    )


def _has(item: QueueItem, doubt: str) -> bool:
    return any(one.name == doubt for one in item.doubts)


def _rank(marks: Marks) -> list[str]:
    """The ids by what is kept ready of each: the same weight, and those doubts that a point tells of."""
    columns = marks.columns
    ranked: list[tuple[float, str]] = []
    for n, id in enumerate(columns["id"]):
        shares = [0.3 * (columns["origins"][n] <= 1), 0.4 * bool(columns["disputes"][n])]
        killed = columns["killed_low"][n] or columns["killed_high"][n]
        weight = rate_weight(
            kind=columns["type"][n], killed=killed, reports=columns["reports"][n],
            is_news=columns["realis"][n] == "actual" and columns["status"][n] != "only remembered",
        )  # fmt: skip
        ranked.append((-rate_doubt(shares) * weight, id))
    return [id for _, id in sorted(ranked)]


def _list_labels() -> ReviewLabels:
    ontology = Ontology.load()
    types = ontology.event_types
    return ReviewLabels(
        slots=CORRECTABLE,
        doubts=DOUBTS,
        types=tuple(
            name for kind in types for name in (kind, *(f"{kind}/{mode}" for mode in label.MODES.get(kind, ())))
        ),
        realis=label.REALIS,
        ground=label.GROUND,
        weapons=tuple(ontology.weapon_kinds),
        coded=FIELDS,
        coded_types=LABELS["type"],
    )


def _blind(view: View, told: Round) -> BlindRound:
    task = None
    if told.left:
        account = view.account(told.left[0])
        # The document's own text and place alone: what was read of it would lead the eye.
        task = BlindTask(
            ref=account.ref,
            title=account.document.title,
            text=account.document.text,
            start=account.ref.start,
            end=account.ref.end,
        )
    return BlindRound(round=told, task=task)


def _ref(given: _Ref) -> EventRef:
    return EventRef(revision=given.revision, start=given.start, end=given.end)
