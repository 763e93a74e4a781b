"""The values that fill an event's slots, each with the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dateline.model._evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time. `edtf` is EDTF level 1; `earliest` and `latest` are its first and last day; `rule` names what resolved it.

    `evidence` is None only where the time is the document's own date by default (rule `published`).
    """

    edtf: str
    earliest: date
    latest: date
    rule: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place. Coordinates are WGS84 degrees; `radius_km` says how exact they are; None means unknown, never zero."""

    name: str
    country: str  # ISO 3166-1 alpha-3, "" where unknown
    admin1: str | None
    level: str  # site|neighbourhood|city|district|province|country|region|sea
    lat: float | None
    lon: float | None
    radius_km: float | None
    geonames_id: int | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Someone who did it, or to whom it was done. `actor_id` is the registry's, None for one it does not know."""

    name: str
    actor_id: str | None
    country: str  # ISO 3166-1 alpha-3 of allegiance, "" where unknown
    sector: str  # a code of ontology sectors, "UNK" where unknown
    evidence: Evidence
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count of people: at least `low`, at most `high`; None where the text sets no bound."""

    low: int | None
    high: int | None
    includes: tuple[str, ...] = ()
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    kind: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """The tolls of one event; two items of one kind are two figures that the text gives. Empty means not stated."""

    killed: tuple[Figure, ...] = field(default=())
    injured: tuple[Figure, ...] = field(default=())
    missing: tuple[Figure, ...] = field(default=())
    arrested: tuple[Figure, ...] = field(default=())
    displaced: tuple[Figure, ...] = field(default=())
    abducted: tuple[Figure, ...] = field(default=())
