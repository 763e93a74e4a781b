"""Event and Claim: what is said to have happened, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateline.model._evidence import Evidence
from dateline.model._slot import Casualties, Party, Weapon, When, Where

Realis = Literal["actual", "future", "hypothetical", "negated"]
Ground = Literal["main", "related", "background"]
Stance = Literal["asserts", "confirms", "denies", "doubts", "unknown"]
Hedge = Literal["none", "hedged"]
RelationKind = Literal["response-to", "part-of", "follows", "same-series"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerWords:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """A clause that states the event, and the word or short phrase in it that names the act."""

    start: int
    end: int
    quote: str
    trigger: TriggerWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Someone in a chain of tellers; `kind` is a code of ontology source kinds."""

    name: str
    kind: str
    actor_id: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who states an event or a part of it. `sources` is a chain, outermost teller last; empty is the article's own voice."""

    about: tuple[str, ...]
    sources: tuple[Source, ...]
    stance: Stance
    hedge: Hedge
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    kind: RelationKind
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The event in the codes of other schemes, by the ontology's crosswalk; None where a scheme has no code for it."""

    plover: str
    cameo: str | None
    acled_event_type: str | None
    acled_sub_event_type: str | None
    quad: int
    goldstein: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    id: str
    type: str
    mode: str
    realis: Realis
    ground: Ground
    summary: str
    confidence: float
    attempt: bool = False
    mentions: tuple[EventMention, ...]
    when: When | None
    where: tuple[Where, ...]
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    weapon: Weapon | None
    casualties: Casualties | None
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    codes: Codes
