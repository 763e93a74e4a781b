"""What a phrase was read as, before and after its evidence is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._store import Place
from dateline.model import Evidence, Where

# Radii in km: how far from the coordinates the place may lie.
CITY_RADII: Final = ((2_000_000, 15.0), (500_000, 12.0), (50_000, 8.0), (0, 5.0))
RADIUS: Final = {"district": 25.0, "province": 90.0, "neighbourhood": 2.0, "site": 1.0}
_NO_POINT: Final = ("country", "region", "sea")  # too wide for a point to say anything
CONTAINERS: Final = ("city", "neighbourhood", "site", "district")  # small enough to lend their coordinates


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place that a phrase names, in the phrase's own spelling."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A grounding before its evidence is set. `anaphor`: the noun whose antecedent is to be looked for."""

    name: str
    level: str
    country: str = ""
    place: Place | None = None
    at: Place | None = None  # whose coordinates are taken, where that is not the place itself
    radius: float | None = None
    anaphor: str | None = None


def draft_place(place: Place, spelled: str, lexicon: Lexicon) -> Draft:
    """A draft of a settled place under the text's spelling; abbreviations and nationality words become the name."""
    name = spelled.strip()
    if place.level == "country":
        upper = name.replace(".", "").replace(" ", "").isupper() and len(name) <= 6
        name = place.name if upper or lexicon.demonym(spelled) else name
    if place.city and place.city.lower() not in name.lower():
        name = f"{name}, {place.city}"
    return Draft(name=name, level=place.level, country=place.country, place=place)


def radius_of(place: Place) -> float | None:
    """How far from its coordinates something said to be there may lie, in km; None for the widest levels."""
    if place.radius_km is not None:
        return place.radius_km
    if place.level == "city":
        return next(radius for least, radius in CITY_RADII if place.population >= least)
    return RADIUS.get(place.level)


def write_where(text: str, span: tuple[int, int], draft: Draft | None) -> Where | None:
    """The `Where` of a draft, with the span as its evidence."""
    if draft is None or not draft.name:
        return None
    point = draft.at or draft.place
    exact = (
        point is not None and draft.level not in _NO_POINT and point.level not in _NO_POINT and point.lat == point.lat
    )
    return Where(
        name=draft.name,
        country=draft.country,
        admin1=(point.admin1 if point and point.level != "country" else None),
        level=draft.level,
        lat=point.lat if exact and point else None,
        lon=point.lon if exact and point else None,
        radius_km=(draft.radius or radius_of(point)) if exact and point else None,
        geonames_id=draft.place.geonames_id if draft.place else None,
        evidence=Evidence.of(text, *span),
    )
