"""Routes of one event, one document and one party: everything that stands behind a value, with the places of its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Path, Query, Request, Response

from dateline.desk import Teller, find_event
from dateline.errors import Deleted, LedgerError, NotFound, UsageError
from dateline.ledger import Filter, list_refs
from dateline.views import (
    ActorPage,
    DocumentPage,
    EventPage,
    MarkedText,
    Moment,
    Pairs,
    Ribbon,
    Sheet,
    cut_runs,
    is_asked,
    make_actor_page,
    make_event_page,
    make_history,
    make_pairs,
    make_ribbon,
    make_row,
    make_sheet,
    mark_text,
    sort_day,
)
from dateline.web._answer import Refused
from dateline.web._desk import AsOf, Chosen, Desk
from dateline.web._schema import respond

if TYPE_CHECKING:
    from datetime import datetime

    from dateline.ledger import Ledger, RecordedDocument, View
    from dateline.model import Dossier, Judgement, LinkedEvent
    from dateline.views import EventRow, Told

# Each moment is told anew, which takes milliseconds for each report: more than this would be waited for. The first and the
# newest are looked at.
MOST_MOMENTS: Final = 40
MOST_FIRST: Final = 8
# Events of one party that are laid out; more is a subject and no page, and the filter narrows it.
MOST_EVENTS: Final = 200
MOST_COUNTED: Final = 2_000  # how far the rest is counted
_TICK: Final = timedelta(microseconds=1)

Id = Annotated[str, Path(max_length=2_000)]


def make_router(desk: Desk) -> APIRouter:
    router = APIRouter()

    @router.get("/events/{id}", responses=respond(EventPage))
    def event(request: Request, id: Id, as_of: AsOf) -> Response:
        """What is known of one event; `id` is its id or as much of it as is unique."""
        view = desk.view(as_of)
        told = desk.teller(view).tell(find_event(view, id), with_links=True)
        return desk.answer(make_event_page(told), etag=desk.etag(view, request))

    @router.get("/events/{id}/sheet", responses=respond(Sheet))
    def sheet(request: Request, id: Id, as_of: AsOf) -> Response:
        """The same with the matrix of claims, relays, figures and the place of each word, as the workbench shows it."""
        view = desk.view(as_of)
        told = desk.teller(view).tell(find_event(view, id))
        return desk.answer(make_sheet(told), etag=desk.etag(view, request))

    @router.get("/events/{id}/pairs", responses=respond(Pairs))
    def pairs(request: Request, id: Id, as_of: AsOf) -> Response:
        """Why its reports are taken for one event, pair by pair and field by field."""
        view = desk.view(as_of)
        told = desk.teller(view).tell(find_event(view, id), with_links=True)
        return desk.answer(make_pairs(told), etag=desk.etag(view, request))

    @router.get("/events/{id}/ribbon", responses=respond(Ribbon))
    def ribbon(request: Request, id: Id) -> Response:
        """The moments at which what is known of the event changed; `as_of` of a step is to be asked for by the event."""
        view = desk.view()
        found = tell_ribbon(desk.ledger, desk.teller(view), find_event(view, id))
        return desk.answer(found, etag=desk.etag(view, request))

    # An address may have slashes.
    @router.get("/documents/{id:path}", responses=respond(DocumentPage))
    def document(
        request: Request,
        id: Id,
        as_of: AsOf,
        revision: Annotated[str, Query(max_length=64, description="An older text; without it the newest.")] = "",
    ) -> Response:
        """A document: its text with what each stretch fills, its segments, how it was obtained, and its revisions."""
        view = desk.view(as_of)
        try:
            page = _lay_out(view, desk.teller(view), view.document(id), revision.strip())
        except Deleted as error:
            raise _refuse_deleted(view, id, error) from error
        return desk.answer(page, etag=desk.etag(view, request))

    @router.get("/actors", responses=respond(ActorPage))
    def actors(
        request: Request,
        chosen: Chosen,
        as_of: AsOf,
        name: Annotated[str, Query(max_length=300, description="The id of a party, or words of its name.")],
    ) -> Response:
        """The events of one party, as actor, target and source, newest first looked at, and its counterparts."""
        if not name.strip():
            raise UsageError("Name the party: its id, or words of its name.")
        view = desk.view(as_of)
        page = _tell_actor(view, desk.teller(view), name.strip(), chosen)
        return desk.answer(page, etag=desk.etag(view, request))

    return router


def tell_ribbon(ledger: Ledger, teller: Teller, linked: LinkedEvent) -> Ribbon:
    """What was known of an event after each moment that may have changed it: a text that came, or a decision."""
    told = teller.tell(linked)
    judgements: dict[datetime, list[Judgement]] = {}
    for judgement in told.judgements:
        judgements.setdefault(judgement.at, []).append(judgement)
    times = sorted({*_list_times(teller.view, told), *judgements})
    # What came before the first account is no change of it.
    times = [at for at in times if at >= told.recorded] or [told.recorded]
    left_out = max(0, len(times) - MOST_MOMENTS)
    if left_out:
        times = [*times[:MOST_FIRST], *times[MOST_FIRST + left_out :]]
    moments: list[Moment] = []
    for at, after in zip(times, [*times[1:], None], strict=True):
        # What is saved is linked a moment later: the state that lasts is the one just before the next change.
        until = after - _TICK if after is not None else None
        moments.append(
            Moment(
                at=at,
                until=until,
                told=told if until is None else _tell_then(ledger, linked.id, until),
                judgements=tuple(judgements.get(at, ())),
            )
        )
    return make_ribbon(linked.id, moments, left_out=left_out)


def _list_times(view: View, told: Told) -> set[datetime]:
    times = {account.recorded for account in (*told.accounts, *told.earlier)}
    for document in set(told.documents.values()):
        try:
            times.update(revision.recorded for revision in view.revisions(document))
        except LedgerError:
            continue  # nothing is left of it
    return times


def _tell_then(ledger: Ledger, event: str, at: datetime) -> Told | None:
    view = ledger.view(at)
    try:
        return Teller(view).tell(view.linked_event(event))
    except NotFound:
        return None


def _lay_out(view: View, teller: Teller, document: RecordedDocument, wanted: str) -> DocumentPage:
    revisions = view.revisions(document.id)
    chosen = next((r for r in revisions if wanted and r.id.startswith(wanted)), None)
    if wanted and chosen is None:
        raise NotFound(f"{document.title or document.name} has no text {wanted}.")
    revision = chosen.id if chosen else document.revision
    if chosen is not None and chosen.is_deleted:
        raise NotFound(f"The text {revision} of {document.title or document.name} was deleted.")
    dossiers = {r.id: view.dossier(r.id) for r in revisions if not r.is_deleted and r.codings}
    dossier = dossiers.get(revision)
    text, rows = _mark(view, teller, revision, dossier)
    coder = dossier.coder if dossier else None
    return DocumentPage(
        document=document,
        revision=revision,
        text=text,
        rows=rows,
        issues=dossier.issues if dossier else (),
        coder=f"{coder.name} {coder.version}, reader {coder.reader}" if coder else "",
        history=make_history(document, revisions, dossiers),
    )


def _mark(
    view: View, teller: Teller, revision: str, dossier: Dossier | None
) -> tuple[MarkedText, tuple[EventRow, ...]]:
    if dossier is None:
        runs = tuple(cut_runs(view.text(revision), (), ()))
        return MarkedText(runs=runs, spans=(), events=(), segments=()), ()
    refs = dict(zip([event.id for event in dossier.events], list_refs(dossier, revision), strict=True))
    ids = view.linked_ids(list(refs.values()))
    linked = {event: ids[ref] for event, ref in refs.items() if ref in ids}
    rows = [make_row(teller.tell(view.linked_event(one))) for one in dict.fromkeys(linked.values())]
    return mark_text(dossier, linked), tuple(sorted(rows, key=sort_day))


def _refuse_deleted(view: View, given: str, error: Deleted) -> Refused:
    """What is left of a deleted document, for its tombstone."""
    revisions = view.revisions(given)
    ids = {revision.document for revision in revisions}
    grave = next((one for one in reversed(view.tombstones()) if one.document in ids), None)
    return Refused(410, "deleted", str(error), tombstone=grave, revisions=revisions)


def _tell_actor(view: View, teller: Teller, name: str, chosen: Filter) -> ActorPage:
    found: dict[str, Told] = {}
    more = 0
    newest = replace(chosen, newest_first=True)
    more += _collect(view, teller, replace(newest, party=name), found)
    # A party that is asked for by its id speaks under its name.
    names = [
        party.name
        for told in found.values()
        for account in told.accounts
        for party in (*account.event.actors, *account.event.targets)
        if is_asked(name, party.actor_id, party.name)
    ]
    for source in dict.fromkeys([name, *names[:1]]):
        more += _collect(view, teller, replace(newest, source=source), found)
    return make_actor_page(name, list(found.values()), left_out=more)


def _collect(view: View, teller: Teller, chosen: Filter, found: dict[str, Told]) -> int:
    """Tells the events of a filter; returns how many more there are."""
    more = 0
    events: Iterable[LinkedEvent] = islice(view.linked(replace(chosen, limit=MOST_COUNTED)), MOST_COUNTED)
    for event in events:
        if event.id in found:
            continue
        if len(found) >= MOST_EVENTS:
            more += 1
            continue
        told = teller.tell(event)
        if not told.is_rejected:
            found[event.id] = told
    return more
