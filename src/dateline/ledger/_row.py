"""row: a dossier -> the rows of its events, places, parties, claims and tellers, and the words under which they are found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dateline.ledger._identity import fold
from dateline.model import EventRef

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.model import Claim, Dossier, Event, Party

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventRows:
    """The rows of one coding, ready to be added; the lists are filled once, here. `found_*` are number and words."""

    events: list[Row] = field(default_factory=list[Row])
    places: list[Row] = field(default_factory=list[Row])
    parties: list[Row] = field(default_factory=list[Row])
    claims: list[Row] = field(default_factory=list[Row])
    tellers: list[Row] = field(default_factory=list[Row])
    found_events: list[Row] = field(default_factory=list[Row])
    found_claims: list[Row] = field(default_factory=list[Row])


def list_refs(dossier: Dossier, revision: str) -> tuple[EventRef, ...]:
    """The events of a dossier, in its order, each named by its first trigger."""
    return tuple(ref_of(event, revision) for event in dossier.events)


def ref_of(event: Event, revision: str) -> EventRef:
    if not event.mentions:
        return EventRef(revision=revision, start=0, end=0)
    trigger = event.mentions[0].trigger
    return EventRef(revision=revision, start=trigger.start, end=trigger.end)


def make_rows(
    dossier: Dossier,
    *,
    revision: str,
    refs: Mapping[EventRef, int],
    coding: int,
    entry: int,
    first_event: int,
    first_claim: int,
) -> EventRows:
    """All rows of one coding; numbers count on from the given ones, `refs` gives the number of each event's ref."""
    rows = EventRows()
    claim_number = first_claim
    for position, event in enumerate(dossier.events):
        number = first_event + position
        rows.events.append(
            {
                "number": number,
                "entry": entry,
                "coding": coding,
                "ref": refs[ref_of(event, revision)],
                "position": position,
                "type": event.type,
                "mode": event.mode,
                "realis": event.realis,
                "ground": event.ground,
                "confidence": event.confidence,
                "earliest": event.when.earliest if event.when else None,
                "latest": event.when.latest if event.when else None,
                "summary": plain(event.summary),
            }
        )
        rows.found_events.append({"number": number, "body": fold("\n".join(_event_words(event)))})
        for place, where in enumerate(event.where):
            rows.places.append(
                {
                    "event": number,
                    "position": place,
                    "name": plain(where.name),
                    "country": where.country,
                    "level": where.level,
                    "lat": where.lat,
                    "lon": where.lon,
                    "radius_km": where.radius_km,
                }
            )
        rows.parties.extend(_party_rows(number, "actor", event.actors))
        rows.parties.extend(_party_rows(number, "target", event.targets))
        for place, claim in enumerate(event.claims):
            rows.claims.append(
                {
                    "number": claim_number,
                    "event": number,
                    "position": place,
                    "about": " ".join(claim.about),
                    "stance": claim.stance,
                    "hedge": claim.hedge,
                }
            )
            rows.tellers.extend(_teller_rows(claim_number, claim))
            rows.found_claims.append({"number": claim_number, "body": fold("\n".join(_claim_words(claim)))})
            claim_number += 1
    return rows


def _event_words(event: Event) -> Iterator[str]:
    yield event.summary
    yield f"{event.type} {event.mode}"
    for mention in event.mentions:
        yield mention.quote
    for where in event.where:
        yield where.name
    for party in (*event.actors, *event.targets):
        yield party.name


def _claim_words(claim: Claim) -> Iterator[str]:
    for source in claim.sources:
        yield source.name
    yield claim.evidence.quote


def _party_rows(event: int, role: str, parties: tuple[Party, ...]) -> Iterator[Row]:
    for position, party in enumerate(parties):
        yield {
            "event": event,
            "role": role,
            "position": position,
            "name": plain(party.name),
            "folded": fold(party.name),
            "actor_id": party.actor_id,
            "country": party.country,
            "sector": party.sector,
        }


def _teller_rows(claim: int, told: Claim) -> Iterator[Row]:
    for position, source in enumerate(told.sources):
        yield {
            "claim": claim,
            "position": position,
            "name": plain(source.name),
            "folded": fold(source.name),
            "kind": source.kind,
            "actor_id": source.actor_id,
        }


def plain(text: str) -> str:
    """PostgreSQL keeps no NUL in a text; the dossier itself has it."""
    return text.replace("\0", "")
