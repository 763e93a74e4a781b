"""Which of the places of one name is meant: prominence, the document's other places, and the words of the phrase."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dateline.grounding.gazetteer._store import Place

# The weights below are on the scale of log10(population); they were set by hand on the training articles and toponyms
# and left alone where a change of half a step moved nothing.
MAIN_BONUS: Final = 1.0  # the name is the place's main one, not an alternate
CAPITAL_BONUS: Final = 1.5
COUNTRY_SHARE: Final = 3.0  # times the share of the document's place words that fall to the candidate's country
COUNTRY_SEEN: Final = 1.0
ADMIN1_SEEN: Final = 1.5
CONTAINER_BONUS: Final = 8.0  # the phrase itself names the country or province
NEAR_BONUS: Final = 4.0  # the phrase names a place within NEAR_KM
NEAR_KM: Final = 150.0
LEVEL_BONUS: Final = 4.0  # "province", "city of" … ask for this level
WEAK_COST: Final = 2.0
LEVEL_PRIOR: Final[Mapping[str, float]] = {"country": 2.0, "province": -0.6, "district": -2.0, "city": 0.0}
SITE_PRIOR: Final = 1.0
# An unsupported name is taken for a place of at least this many people, else left open.
PROMINENT: Final = 100_000
# ... and only where it leads the best candidate of another country by this much (a factor of five in people).
CLEAR_LEAD: Final = 0.7
_EARTH_KM: Final = 12742.0


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance; infinite where a place has no coordinates."""
    if any(math.isnan(x) for x in (a.lat, a.lon, b.lat, b.lon)):
        return math.inf
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the document says of where it is: shares of countries and of (country, admin1) among its place words."""

    countries: Mapping[str, float] = field(default_factory=dict[str, float])
    provinces: Mapping[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])

    def dominant(self, share: float) -> str | None:
        """The country that holds at least this share of the place words."""
        best = max(self.countries.items(), key=lambda item: (item[1], item[0]), default=("", 0.0))
        return best[0] if best[1] >= share else None


def contains(outer: Place, inner: Place) -> bool:
    """Whether `outer` is a country or province that `inner` lies in, as far as the tables tell."""
    if outer.level == "country":
        return outer.country == inner.country
    if outer.level in ("province", "district"):
        same = bool(outer.admin1) and outer.admin1 == inner.admin1 and outer.country == inner.country
        return same and inner.level not in ("country", "province")
    return False


def score_place(place: Place, around: Surroundings, containers: Sequence[Place], wanted: str | None) -> float:
    """How well a candidate fits; higher is better, on the scale of log10 of people."""
    score = math.log10(10 + place.population) + (SITE_PRIOR if place.site_id else LEVEL_PRIOR.get(place.level, 0.0))
    score += MAIN_BONUS * place.main + CAPITAL_BONUS * place.capital - WEAK_COST * place.weak
    share = around.countries.get(place.country, 0.0)
    score += COUNTRY_SHARE * share + COUNTRY_SEEN * (share > 0.03)
    if place.admin1 and (place.country, place.admin1) in around.provinces:
        score += ADMIN1_SEEN
    for outer in containers:
        if contains(outer, place):
            score += CONTAINER_BONUS
        elif outer.level not in ("country", "province", "region", "sea") and distance_km(outer, place) < NEAR_KM:
            score += NEAR_BONUS
        elif outer.country and outer.country == place.country:
            score += NEAR_BONUS / 2
    if wanted and (place.level == wanted or (wanted == "city" and place.level == "city")):
        score += LEVEL_BONUS
    return score


def choose(
    candidates: Sequence[Place],
    around: Surroundings,
    *,
    containers: Sequence[Place] = (),
    wanted: str | None = None,
) -> Place | None:
    """The place meant, or None where the evidence does not tell: abstaining is better than a wrong town."""
    if not candidates:
        return None
    ranked = sorted(
        ((score_place(place, around, containers, wanted), place) for place in candidates),
        key=lambda item: (-item[0], item[1].geonames_id or 0, item[1].site_id or ""),
    )
    top, best = ranked[0]
    if best.site_id or best.level == "country":
        return best
    if containers:
        fits = any(contains(outer, best) or outer.country == best.country for outer in containers)
        lands = {outer.country for outer in containers if outer.country}
        if fits or not lands:
            return best if fits or not best.weak else None
        return None
    supported = around.countries.get(best.country, 0.0) > 0.1
    if best.weak:
        return best if supported and best.population >= 1000 else None
    if supported or best.capital:
        return best
    rival = next((score for score, place in ranked[1:] if place.country != best.country), -math.inf)
    return best if best.population >= PROMINENT and top - rival >= CLEAR_LEAD else None
