"""ForeignEvent: one row of a data set that others made, as it can be compared with an event of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

PartyRole = Literal["actor", "target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPlace:
    """Where the row says that it was. Degrees of WGS84; `radius_km` is what the data set's `precision` code promises.

    Coordinates that stand for a whole country or for no place at all are left out: they say nothing of where it was.
    """

    name: str
    country: str  # ISO 3166-1 alpha-3, "" where unknown
    admin1: str
    level: str  # as `model.Where.level`
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str  # the data set's own code, "" where it has none


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignParty:
    """A side of the event. `code` is the data set's own code of what it is."""

    role: PartyRole
    name: str
    country: str
    sector: str  # a code of ontology sectors, "UNK" where unknown
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignEvent:
    """One row. What the row does not say is None, "" or empty; nothing is guessed.

    `types` are the event types of the ontology that its code can mean, the likeliest first; empty where none does. `codes`
    are its own codes, (column, value). `earliest` and `latest` are the days between which it happened, as wide as `day_code`,
    the data set's own code of precision, promises. Of the dead, `low` and `high` are bounds and `best` its best figure:
    each None where the row does not know, which in some data sets is written 0. `is_directed` is False where the data set does
    not say who of its sides acted. `published` is when the text came out that it was coded from. `row` is the row as given.
    """

    shelf: str
    format: str
    id: str
    line: int
    types: tuple[str, ...]
    mode: str
    weapon: str
    codes: tuple[tuple[str, str], ...]
    earliest: date | None
    latest: date | None
    day_code: str
    place: ForeignPlace | None
    parties: tuple[ForeignParty, ...]
    is_directed: bool
    low: int | None
    best: int | None
    high: int | None
    published: date | None
    source: str
    headline: str
    notes: str
    url: str
    row: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRow:
    """A row that could not be read: where it begins in the file, counted from 1, and why, in words."""

    line: int
    why: str
