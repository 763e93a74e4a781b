"""make_event_page: what is known of one event, laid out: slots, tolls, who says so, disputes, reports, judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.views._slot import Slot, Toll, fill_slots, fill_tolls, find_status

if TYPE_CHECKING:
    from datetime import date, datetime

    from dateline.model import (
        Account,
        Claim,
        Dispute,
        Event,
        EventRef,
        Judgement,
        Link,
        Origin,
        OriginHow,
        Realis,
        Status,
        StatusName,
    )
    from dateline.views._correction import Correction
    from dateline.views._told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document's telling of the event; `number` is how the page refers to it."""

    number: int
    account: EventRef
    document: str
    title: str | None
    publisher: str | None
    published: date | None
    url: str | None
    recorded: datetime
    seen: datetime
    summary: str
    ground: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One claim that passes an origin on; `via` are the tellers between, the one next to the report last."""

    report: int
    claim: Claim
    words: str
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An origin, its claims in the order of the telling, and the Admiralty's grade that the user gave ("F" by default)."""

    number: int
    id: str
    name: str
    kind: str
    how: OriginHow
    grade: str
    because: tuple[str, ...]
    passages: tuple[Passage, ...]
    relays: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """What is known of one event, all of it derived from its accounts. `others` are the statuses that belong to no slot.

    `corrections` tell what people put in the place of what was read, and what that was.
    """

    id: str
    type: str
    mode: str
    realis: Realis
    attempt: bool
    title: str
    status: StatusName
    why: str
    credibility: int
    origins: int
    is_dropped: bool
    is_rejected: bool
    slots: tuple[Slot, ...]
    tolls: tuple[Toll, ...]
    voices: tuple[Voice, ...]
    disputes: tuple[Dispute, ...]
    others: tuple[Status, ...]
    reports: tuple[Report, ...]
    replaced: int
    left_out: int
    judgements: tuple[Judgement, ...]
    links: tuple[Link, ...]
    corrections: tuple[Correction, ...] = ()


def make_event_page(told: Told) -> EventPage:
    """The page of one event."""
    lead = told.lead.event
    whole = find_status(told.statuses, "event")
    named = {"event", "actor", "target", "weapon", "when", "where", "casualties"}
    numbers = {account.ref: n for n, account in enumerate(told.accounts, start=1)}
    return EventPage(
        id=told.linked.id,
        type=lead.type,
        mode=lead.mode,
        realis=lead.realis,
        attempt=lead.attempt,
        title=lead.summary,
        status=whole.status if whole else "claimed",
        why=whole.why if whole else "",
        credibility=whole.credibility if whole else 6,
        origins=whole.origins if whole else 0,
        is_dropped=told.is_dropped,
        is_rejected=told.is_rejected,
        slots=fill_slots(told),
        tolls=fill_tolls(told),
        voices=tuple(_voice(told, n, origin, numbers) for n, origin in enumerate(told.origins, start=1)),
        disputes=told.disputes,
        # Disputed particulars stand under the disputes already.
        others=tuple(s for s in told.statuses if s.slot not in named and s.status != "disputed"),
        reports=tuple(_report(told, n, account) for n, account in enumerate(told.accounts, start=1)),
        replaced=len({account.ref.revision for account in told.earlier}),
        left_out=told.left_out,
        judgements=told.judgements,
        links=told.links,
        corrections=told.corrections,
    )


def _report(told: Told, number: int, account: Account) -> Report:
    document, event = account.document, account.event
    return Report(
        number=number,
        account=account.ref,
        document=told.documents[account.ref.revision],
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        url=document.url,
        recorded=account.recorded,
        seen=account.seen,
        summary=event.summary,
        ground=event.ground,
        confidence=event.confidence,
    )


def _voice(told: Told, number: int, origin: Origin, numbers: dict[EventRef, int]) -> Voice:
    events: dict[EventRef, Event] = {account.ref: account.event for account in told.accounts}
    passages = tuple(
        Passage(
            report=numbers[ref.event],
            claim=events[ref.event].claims[ref.number],
            words=origin.quotes[n] if n < len(origin.quotes) else events[ref.event].claims[ref.number].evidence.quote,
            via=tuple(source.name for source in events[ref.event].claims[ref.number].sources[1:]),
        )
        for n, ref in enumerate(origin.claims)
        if ref.event in events
    )
    folded = origin.name.casefold()
    grade = next((letter for source, letter in told.grades.items() if source.casefold() == folded), "F")
    return Voice(
        number=number,
        id=origin.id,
        name=origin.name,
        kind=origin.kind,
        how=origin.how,
        grade=grade,
        because=origin.because,
        passages=passages,
        relays=tuple(relay.because for relay in origin.relays),
    )
