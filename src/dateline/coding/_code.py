"""Reading and grounding -> the events of a dossier."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dateline.coding._apart import weigh_same
from dateline.coding._claim import state_claims
from dateline.coding._cluster import cluster_triggers
from dateline.coding._confidence import confidence
from dateline.coding._draft import Draft, Drafter, part_tolls
from dateline.coding._ground import settle_ground
from dateline.coding._mention import quote_mentions
from dateline.coding._relation import relate
from dateline.coding._settings import Settings
from dateline.coding._slot import (
    Timed,
    fill_casualties,
    fill_parties,
    fill_places,
    fill_time,
    fill_weapon,
    same_party,
)
from dateline.coding._summary import summarise
from dateline.coding._unknown import find_unknowns, unknown_field
from dateline.coding._victim import join_deaths
from dateline.model import Event, Evidence, Issue, Severity, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.coding._grounding import Grounding
    from dateline.model import Casualties, Claim, Document, Party, Reading, Weapon, When, Where
    from dateline.ontology import Ontology

# How far, in characters, the event that words of time count from stands: behind them ("a day after the strike …"), or, for
# "the next day", some sentences before. Set by reading training articles.
REFERENCE_BEHIND: Final = 80
REFERENCE_BEFORE: Final = 300
# Words of time that what stands behind them is counted from: "a day after", "two weeks | before the vote".
_FROM_ITS_LEFT: Final = re.compile(r"\b(?:after|before|since|following)\W*$", re.I)
_FROM_ITS_RIGHT: Final = re.compile(r"\W*(?:after|before|since|following)\b", re.I)
# The modes that the codebook names after their means.
_MODE_OF_WEAPON: Final = {
    "aircraft": "aerial", "artillery": "heavy-weapons", "car-bomb": "explosives", "drone": "drone", "explosive": "explosives",
    "firearms": "firearms", "rocket-missile": "heavy-weapons", "suicide-bomb": "suicide-attack",
}  # fmt: skip


def code_events(
    document: Document, reading: Reading, grounding: Grounding, ontology: Ontology, *, settings: Settings | None = None
) -> tuple[tuple[Event, ...], tuple[Issue, ...]]:
    """The events of one document in order of first mention, and what could not be resolved."""
    settings = settings or Settings()
    keep = [n for n, trigger in enumerate(reading.triggers) if trigger.score >= settings.trigger]
    drafter = Drafter(reading)
    same = weigh_same(reading, keep, drafter, grounding, settings)
    groups = join_deaths(document, reading, cluster_triggers(same, keep, floor=settings.same), grounding)
    drafts = [drafter.draft(group) for group in groups]
    drafts = part_tolls([draft for draft in drafts if confidence(draft) >= settings.confidence])
    ids = [f"e{number}" for number in range(1, len(drafts) + 1)]
    times = _times(document, reading, drafts, grounding, settings)
    relations = relate(document, reading, drafts, ids)
    events = tuple(
        _event(document, reading, draft, grounding, ontology, settings, event_id=ids[n], when=times[n].when)
        for n, draft in enumerate(drafts)
    )
    unknowns = find_unknowns(document, reading, drafts)
    events = tuple(
        replace(event, relations=relations.get(n, ()), claims=_in_order(event.claims, unknowns.get(n, ())))
        for n, event in enumerate(events)
    )
    issues = tuple(
        Issue(
            code="time-unresolved",
            severity=Severity.WARNING,
            message=f"{ids[n]}: the words of time could not be resolved"
            + ("" if document.published else ": the document has no date of its own"),
            evidence=Evidence.of(document.text, *timed.unresolved),
        )
        for n, timed in enumerate(times)
        if timed.when is None and timed.unresolved
    )
    return events, issues


def _in_order(claims: Sequence[Claim], unknowns: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims in order of text; what the reader itself found to be unknown is not told twice."""
    told = [claim.evidence for claim in claims if claim.stance == "unknown"]
    new = [c for c in unknowns if not any(c.evidence.start < e.end and e.start < c.evidence.end for e in told)]
    return tuple(sorted((*claims, *new), key=lambda claim: (claim.evidence.start, len(claim.sources))))


def _times(
    document: Document, reading: Reading, drafts: Sequence[Draft], grounding: Grounding, settings: Settings
) -> list[Timed]:
    """The time of each event; those that count from another event wait until that one is known."""
    times = [fill_time(reading, draft, grounding, settings) for draft in drafts]
    for n, timed in enumerate(times):
        if timed.after is None:
            continue
        reference = _reference(reading, drafts, times, n, timed.after)
        if reference is not None and not _names_it(document, reading, drafts[n], timed.after):
            again = fill_time(reading, drafts[n], grounding, settings, reference=reference)
            times[n] = again if again.when is not None else timed
    return times


def _reference(
    reading: Reading, drafts: Sequence[Draft], times: Sequence[Timed], number: int, after: tuple[int, int]
) -> When | None:
    """The time of the event named next to the words that count from it: the nearest trigger behind them, else before."""
    places = [
        (reading.triggers[t].start, other)
        for other, draft in enumerate(drafts)
        if other != number
        for t in draft.triggers
    ]
    start, end = after
    behind = [(at - start, other) for at, other in places if start <= at <= end + REFERENCE_BEHIND]
    before = [(start - at, other) for at, other in places if start - REFERENCE_BEFORE <= at < start]
    chosen = min(behind or before, default=None)
    return times[chosen[1]].when if chosen else None


def _names_it(document: Document, reading: Reading, draft: Draft, after: tuple[int, int]) -> bool:
    """Whether the words count from this very event: "a day after the bridge fell" says nothing of when it fell."""
    if not (_FROM_ITS_LEFT.search(document.text, *after) or _FROM_ITS_RIGHT.match(document.text, after[1])):
        return False
    behind = [t.start - after[1] for t in reading.triggers if 0 <= t.start - after[1] <= REFERENCE_BEHIND]
    own = [reading.triggers[n].start - after[1] for n in draft.triggers]
    return bool(behind) and min(behind) in own


def _mode_with(draft: Draft, weapon: Weapon | None) -> str:
    """The mode of an attack, by its weapon where the reader gives none, or only that it came from the air."""
    if (
        draft.type == "ASSAULT"
        and weapon is not None
        and (not draft.mode or (draft.mode, weapon.kind) == ("aerial", "drone"))
    ):
        return _MODE_OF_WEAPON.get(weapon.kind, draft.mode)
    return draft.mode


def _event(
    document: Document, reading: Reading, draft: Draft, grounding: Grounding, ontology: Ontology, settings: Settings,
    *, event_id: str, when: When | None,
) -> Event:  # fmt: skip
    actors = fill_parties(reading, draft, grounding, "actor", first=settings.actor, more=settings.actor_more)
    targets = fill_parties(reading, draft, grounding, "target", first=settings.target, more=settings.target_more)
    if draft.type == "ASSAULT":
        actors, targets = _turn_facilities(actors, targets, grounding)
    actors, targets = _settle_sides(actors, targets)
    where = fill_places(reading, draft, grounding, settings)
    weapon = fill_weapon(reading, draft, grounding, settings)
    mode = _mode_with(draft, weapon)
    casualties = fill_casualties(reading, draft, grounding, settings, targets=targets)
    claims = state_claims(document, reading, draft, grounding, settings, parties=actors + targets)
    claims = tuple(
        replace(claim, about=_about(claim, actors, targets, where, when, weapon, casualties)) for claim in claims
    )
    codes = ontology.codes(
        draft.type,
        mode,
        weapon_kind=weapon.kind if weapon else None,
        killed=_deaths(casualties),
        target_sectors=tuple(party.sector for party in targets),
        actor_sectors=tuple(party.sector for party in actors),
        realis=draft.realis,
    )
    return Event(
        id=event_id,
        type=draft.type,
        mode=mode,
        realis=draft.realis,
        ground=settle_ground(draft.ground, when, document.published),
        summary=summarise(
            kind=draft.type, mode=mode, realis=draft.realis, actors=actors, targets=targets, when=when,
            where=where, weapon=weapon, casualties=casualties,
        ),
        confidence=confidence(draft),
        mentions=quote_mentions(document, reading, draft),
        when=when,
        where=where,
        actors=actors,
        targets=targets,
        weapon=weapon,
        casualties=casualties,
        claims=claims,
        relations=(),
        codes=codes,
    )  # fmt: skip


def _deaths(casualties: Casualties | None) -> bool | None:
    """True where deaths are stated, False where it is said that nobody died, None where the text is silent."""
    if casualties is None or not casualties.killed:
        return None
    return any(figure.high != 0 for figure in casualties.killed)


def _turn_facilities(
    actors: tuple[Party, ...], targets: tuple[Party, ...], grounding: Grounding
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """A building attacks nobody: where the reader takes it for the attacker, it was hit."""
    hit = tuple(p for p in actors if grounding.facility_end(p.evidence.start, p.evidence.end) == p.evidence.end)
    new = tuple(p for p in hit if not any(same_party(p, other) for other in targets))
    return tuple(p for p in actors if p not in hit), targets + new


def _settle_sides(actors: tuple[Party, ...], targets: tuple[Party, ...]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Words that overlap are on one side only, the surer one, the actor's on a tie: a clash names each side."""

    def loses(party: Party, others: tuple[Party, ...], *, tie: bool) -> bool:
        return any(
            o.evidence.start < party.evidence.end
            and party.evidence.start < o.evidence.end
            and (o.confidence > party.confidence or (tie and o.confidence == party.confidence))
            for o in others
        )

    return (
        tuple(p for p in actors if not loses(p, targets, tie=False)),
        tuple(p for p in targets if not loses(p, actors, tie=True)),
    )


def _about(
    claim: Claim, actors: tuple[Party, ...], targets: tuple[Party, ...], where: tuple[Where, ...], when: When | None,
    weapon: Weapon | None, casualties: Casualties | None,
) -> tuple[str, ...]:  # fmt: skip
    """The event, and each attribute whose own words stand inside the claim's; or only what the teller does not know."""
    if claim.stance == "unknown":
        field = unknown_field(claim.evidence.quote)
        if field is not None:
            return (field,)

    def inside(evidence: Evidence | None) -> bool:
        return evidence is not None and claim.evidence.start <= evidence.start and evidence.end <= claim.evidence.end

    tolls = [figure for kind in label.TOLLS for figure in (getattr(casualties, kind) if casualties else ())]
    fields = {
        "actor": any(inside(p.evidence) for p in actors),
        "target": any(inside(p.evidence) for p in targets),
        "weapon": weapon is not None and inside(weapon.evidence),
        "when": when is not None and inside(when.evidence),
        "where": any(inside(p.evidence) for p in where),
        "casualties": any(inside(f.evidence) for f in tolls),
    }
    return ("event", *(name for name, said in fields.items() if said))
