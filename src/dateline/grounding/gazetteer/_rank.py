"""Which of the places of one name is meant: prominence, the document's other places, and the words of the phrase."""

# ruff: noqa: PLR0911 - one return for each way that a phrase can be read
from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dateline.grounding.gazetteer._store import Place
from dateline.model import EARTH_KM, distance_km

# The weights below are on the scale of log10(population). All are estimates made by hand, then compared one by one at
# two to four values on the place names of 265 news texts (see `_finding`); near the values here none moves the share of
# names placed rightly by more than half a point. Weights fitted by a model of choice did no better on held-out texts.
MAIN_BONUS: Final = 1.0  # the name is the place's main one, not an alternate
CAPITAL_BONUS: Final = 1.25
GREAT_CAPITAL: Final = 1.0  # for capitals of at least this many people, which small towns are often named after
GREAT_PEOPLE: Final = 500_000
WELL_KNOWN_PROVINCE: Final = 1_000_000
COUNTRY_SHARE: Final = 3.5  # times the share of the document's place words that fall to the candidate's country
COUNTRY_SEEN: Final = 2.0
PROVINCE_SHARE: Final = 8.0  # times the share of the other names' province votes
CLOSE_VOTE: Final = 2.0  # for each other name that has a place within CLOSE_KM, up to CLOSE_VOTES
CLOSE_VOTES: Final = 3.0
CLOSE_KM: Final = 80.0
CONTAINER_BONUS: Final = 8.0  # the phrase itself names the country or province
NEAR_BONUS: Final = 4.0  # the phrase names a place within NEAR_KM
NEAR_KM: Final = 150.0
LEVEL_BONUS: Final = 4.0  # "province", "city of" … ask for this level
WEAK_COST: Final = 2.0
LEVEL_PRIOR: Final[Mapping[str, float]] = {"country": 8.0, "province": -0.6, "district": -2.0, "city": 0.0}
OWN_PROVINCE: Final = 1.1  # a province that has no town of its own name ("Ontario") is meant by it
CLOSE_CANDIDATES: Final = 1200  # a text of more candidates than this (a list of towns) goes without closeness
# Votes that fall to nobody, so that the only other name of a short text does not decide alone.
PROVINCE_SMOOTH: Final = 0.75
COUNTRY_SMOOTH: Final = 0.3
PROVINCE_LEAST: Final = 0.5  # fewer votes than this say nothing
DISTRICT_PEOPLE: Final = 0.7  # a county is not better known for its people as a town is
NO_COUNTRY: Final = 2.5  # for seas and regions of several countries, which no country's share can speak for
GREAT_PROVINCE: Final = 2.0  # a province of a country that has no large town of that name ("Wales")
SITE_PRIOR: Final = 1.0
# An unsupported name is taken for a place of at least this many people, else left open.
PROMINENT: Final = 100_000
# ... and only where it leads the best candidate of another country by this much (a factor of two in people).
CLEAR_LEAD: Final = 0.3
# The share of votes that counts as the document's support of a country.
SUPPORT: Final = 0.1
# A name of one country alone needs no more than this many people.
UNIQUE: Final = 5_000


def _apart_km(a: Place, b: Place) -> float:
    """Great-circle distance; infinite where a place has no coordinates."""
    found = math.nan if math.isnan(a.lat) or math.isnan(b.lat) else distance_km(a, b)
    return math.inf if found is None or math.isnan(found) else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the names of a document vote for: countries, and (country, admin1) pairs, each name's votes apart.

    A name is judged by the votes of the others, never by its own, however often it is repeated.
    """

    countries: Mapping[str, Mapping[str, float]] = field(default_factory=dict[str, Mapping[str, float]])
    provinces: Mapping[str, Mapping[tuple[str, str], float]] = field(
        default_factory=dict[str, Mapping[tuple[str, str], float]]
    )
    close: Mapping[tuple[str, int | None], float] = field(default_factory=dict[tuple[str, int | None], float])
    country_total: Mapping[str, float] = field(default_factory=dict[str, float])
    province_total: Mapping[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])
    country_sum: float = 0.0
    province_sum: float = 0.0

    def share(self, country: str, *, apart_from: str = "") -> float:
        """The share of the votes for a country, without those of the name `apart_from` (folded)."""
        own = self.countries.get(apart_from, {})
        rest = self.country_sum - sum(own.values())
        return (
            (self.country_total.get(country, 0.0) - own.get(country, 0.0)) / (rest + COUNTRY_SMOOTH)
            if rest > 1e-9
            else 0.0
        )

    def province_share(self, country: str, admin1: str, *, apart_from: str = "") -> float:
        """The share of the votes for a first-level unit, without those of the name `apart_from`."""
        own, key = self.provinces.get(apart_from, {}), (country, admin1)
        rest = self.province_sum - sum(own.values())
        return (
            (self.province_total.get(key, 0.0) - own.get(key, 0.0)) / (rest + PROVINCE_SMOOTH)
            if rest > PROVINCE_LEAST
            else 0.0
        )

    def close_votes(self, place: Place, *, name: str) -> float:
        return self.close.get((name, place.geonames_id), 0.0)

    def dominant(self, share: float) -> str | None:
        """The country that holds at least this share of all votes."""
        best = max(self.country_total.items(), key=lambda item: (item[1], item[0]), default=("", 0.0))
        return best[0] if self.country_sum and best[1] / self.country_sum >= share else None


def count_close(names: Mapping[str, Sequence[Place]]) -> dict[tuple[str, int | None], float]:
    """For each candidate of each name, the other names that have a place near it, each worth one over its candidates.

    The idea is spatial minimality: the names of one text tend to lie close together.
    """
    rows = [
        (number, key, place)
        for number, (key, found) in enumerate(names.items())
        for place in found
        if place.level in ("city", "district") and place.lat == place.lat
    ]
    if not 1 < len(rows) <= CLOSE_CANDIDATES:
        return {}
    owner = np.array([number for number, _, _ in rows])
    lat, lon = np.radians([[p.lat for _, _, p in rows], [p.lon for _, _, p in rows]])
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    near = points @ points.T > math.cos(2 * CLOSE_KM / EARTH_KM)
    first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    seen = np.logical_or.reduceat(near, first, axis=1)  # candidate x name: has the name a place near it?
    weight = 1 / np.diff(np.r_[first, len(rows)])
    votes = seen @ weight - weight[np.searchsorted(first, np.arange(len(rows)), side="right") - 1]
    return {(key, place.geonames_id): float(vote) for (_, key, place), vote in zip(rows, votes, strict=True)}


def contains(outer: Place, inner: Place) -> bool:
    """Whether `outer` is a country or province that `inner` lies in, as far as the tables tell."""
    if outer.level == "country":
        return outer.country == inner.country
    if outer.level in ("province", "district"):
        same = bool(outer.admin1) and outer.admin1 == inner.admin1 and outer.country == inner.country
        return same and inner.level not in ("country", "province")
    return False


def score_place(
    place: Place,
    around: Surroundings,
    containers: Sequence[Place],
    wanted: str | None,
    *,
    name: str = "",
    seat: bool = True,
    great: bool = False,
) -> float:
    """How well a candidate fits; higher is better, on the scale of log10 of people."""
    score = math.log10(10 + place.population) * (DISTRICT_PEOPLE if place.level == "district" else 1.0) + (
        SITE_PRIOR if place.site_id else LEVEL_PRIOR.get(place.level, 0.0)
    )
    if place.level == "province" and not seat:
        score += OWN_PROVINCE
    score += GREAT_PROVINCE * great
    # The English name of a province abroad is an alternate one ("Normandy"), and what news calls it all the same.
    main = place.main or (place.level == "province" and place.population > WELL_KNOWN_PROVINCE)
    score += MAIN_BONUS * main + CAPITAL_BONUS * place.capital - WEAK_COST * place.weak
    if place.country:
        share = around.share(place.country, apart_from=name)
        score += COUNTRY_SHARE * share + COUNTRY_SEEN * (share > 0.03)
    else:
        score += NO_COUNTRY
    if place.admin1:
        score += PROVINCE_SHARE * around.province_share(place.country, place.admin1, apart_from=name)
    score += GREAT_CAPITAL * (place.capital and place.population > GREAT_PEOPLE)
    score += CLOSE_VOTE * min(CLOSE_VOTES, around.close_votes(place, name=name))
    for outer in containers:
        if contains(outer, place):
            score += CONTAINER_BONUS
        elif outer.level not in ("country", "province", "region", "sea") and _apart_km(outer, place) < NEAR_KM:
            score += NEAR_BONUS
        elif outer.country and outer.country == place.country:
            score += NEAR_BONUS / 2
    if wanted and (place.level == wanted or (wanted == "city" and place.level == "city")):
        score += LEVEL_BONUS
    return score


def rank(
    candidates: Sequence[Place],
    around: Surroundings,
    *,
    containers: Sequence[Place] = (),
    wanted: str | None = None,
    name: str = "",
) -> list[tuple[float, Place]]:
    """The candidates with their scores, the best first."""
    seats = {(place.country, place.admin1) for place in candidates if place.level == "city"}
    towns = {place.country for place in candidates if place.level == "city" and place.population >= PROMINENT}
    scored: list[tuple[float, Place]] = []
    for place in candidates:
        seat = (place.country, place.admin1) in seats
        wide = place.level == "province" and place.main and place.population > WELL_KNOWN_PROVINCE
        great = wide and place.country not in towns
        score = score_place(place, around, containers, wanted, name=name, seat=seat, great=great)
        scored.append((score, place))
    return sorted(scored, key=lambda item: (-item[0], item[1].geonames_id or 0, item[1].site_id or ""))


def choose(
    candidates: Sequence[Place],
    around: Surroundings,
    *,
    containers: Sequence[Place] = (),
    wanted: str | None = None,
    name: str = "",
) -> Place | None:
    """The place meant, or None where the evidence does not tell: abstaining is better than a wrong town."""
    if not candidates:
        return None
    ranked = rank(candidates, around, containers=containers, wanted=wanted, name=name)
    top, best = ranked[0]
    if best.site_id or best.level == "country":
        return best
    if containers:
        fits = any(contains(outer, best) or outer.country == best.country for outer in containers)
        lands = {outer.country for outer in containers if outer.country}
        if fits or not lands:
            return best if fits or not best.weak else None
        return None
    supported = around.share(best.country, apart_from=name) > SUPPORT
    if best.weak:
        return best if supported and best.population >= 1000 else None
    if supported or best.capital:
        return best
    if best.main and best.population >= UNIQUE and all(place.country == best.country for _, place in ranked):
        return best
    rival = next((score for score, place in ranked[1:] if place.country != best.country), -math.inf)
    return best if best.population >= PROMINENT and top - rival >= CLEAR_LEAD else None
