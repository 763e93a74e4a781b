"""Fields: how two profiles compare, number by number; what the scorer weighs and explains."""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, cos, isnan, nan, radians, sin
from typing import TYPE_CHECKING, Final

from dateline.linking._word import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dateline.linking._profile import PlaceMark, Profile, TollMark

Point = tuple[float, float, float, float]
HARM: Final = frozenset({"ASSAULT", "INCIDENT"})
_WIDE: Final = frozenset({"country", "region", "sea"})
_EARTH_KM: Final = 6371.0

# Each figure belongs to a field, which is what a person is told of. NaN is "cannot be compared", a value of its own.
FIGURES: Final = {
    "type": ("same_type", "same_mode", "both_harm", "same_realis", "trigger_share"),
    "time": ("day_gap", "day_width", "published_gap", "told_before_days", "both_dated"),
    "place": ("own_km", "any_km", "own_named", "any_named", "same_admin1", "street"),
    "people": ("people_shared", "people_share", "surnames_shared", "ages_shared", "ages_share"),
    "names": ("names_weight", "names_share", "numbers_shared"),
    "parties": ("party_same", "party_words", "party_country"),
    "weapon": ("weapon",),
    "toll": ("killed_same", "injured_same", "toll_same"),
    "words": ("words_weight", "words_share", "context_weight", "context_share", "headline_share"),
    "focus": ("least_focus", "least_ground"),
    "together": ("near_day_place", "near_day_words", "place_words"),
}
NAMES: Final = tuple(name for names in FIGURES.values() for name in names)
_GROUNDS: Final = {"main": 2.0, "related": 1.0, "background": 0.0}


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A profile made ready: its sets and sums, built once where it is compared with many."""

    profile: Profile
    people: frozenset[str]
    surnames: frozenset[str]
    ages: frozenset[int]
    names: frozenset[str]
    numbers: frozenset[str]
    triggers: frozenset[str]
    words: frozenset[str]
    context: frozenset[str]
    headline: frozenset[str]
    party_words: frozenset[str]
    actor_ids: frozenset[str]
    sums: tuple[float, float, float, float, float]
    points: tuple[tuple[Point, ...], tuple[Point, ...]]
    placed: tuple[bool, bool]
    place_words: tuple[frozenset[str], frozenset[str]]
    admin1s: frozenset[str]
    countries: frozenset[str]
    tolls: tuple[tuple[float, float] | None, tuple[float, float] | None]
    lows: frozenset[int]


def make_side(profile: Profile) -> Side:
    people = frozenset(_ends(name) for name in profile.people)
    words, context = frozenset(profile.words), frozenset(profile.context)
    headline = frozenset(word for word in profile.headline if weigh(word) >= 2.0)
    party_words = frozenset(w for party in profile.parties for w in party.name.split() if weigh(w) >= 2.0)
    names = frozenset(profile.names)
    near = tuple(place for place in profile.places if place.level not in _WIDE)
    own = tuple(place for place in near if place.own)
    return Side(
        profile=profile,
        people=people,
        surnames=frozenset(name.split()[-1] for name in people),
        ages=frozenset(profile.ages),
        names=names,
        numbers=frozenset(profile.numbers),
        triggers=frozenset(profile.triggers),
        words=words,
        context=context,
        headline=headline,
        party_words=party_words,
        actor_ids=frozenset(party.actor_id for party in profile.parties if party.actor_id),
        sums=(_sum(words), _sum(context), _sum(headline), _sum(party_words), float(len(names))),
        points=(_points(own), _points(near)),
        placed=(bool(own), bool(near)),
        place_words=(_place_words(own), _place_words(near)),
        admin1s=frozenset(place.admin1 for place in profile.places if place.admin1),
        countries=_countries(profile),
        tolls=(_bounds(profile.tolls, "killed"), _bounds(profile.tolls, "injured")),
        lows=frozenset(toll.low for toll in profile.tolls if toll.low and toll.kind in ("killed", "injured")),
    )


def measure(left: Side, right: Side) -> list[float]:
    """The figures of a pair in the order of NAMES; symmetric."""
    a, b = left.profile, right.profile
    gap, width = _gap(a.earliest, a.latest, b.earliest, b.latest)
    own_km = _distance(left.points[0], right.points[0])
    any_km = _distance(left.points[1], right.points[1])
    named_own = _shared(left.place_words[0], right.place_words[0])
    named_any = _shared(left.place_words[1], right.place_words[1])
    words = _shared(left.words, right.words)
    context = _shared(left.context, right.context)
    context_share = _share(context, left.sums[1], right.sums[1])
    names = left.names & right.names
    people = left.people & right.people
    ages = left.ages & right.ages
    near_place = named_any > 0 or any_km <= _NEAR_KM
    day = _days_between(a.published, b.published) if isnan(gap) else gap
    return [
        float(a.type == b.type),
        float(a.mode == b.mode) if a.mode and b.mode else nan,
        float(a.type in HARM and b.type in HARM),
        float(a.realis == b.realis),
        _share(len(left.triggers & right.triggers), len(left.triggers), len(right.triggers)),
        gap,
        width,
        _days_between(a.published, b.published),
        _told_before(a, b),
        float(_is_dated(a)) + float(_is_dated(b)),
        own_km,
        any_km,
        named_own if left.placed[0] and right.placed[0] else nan,
        named_any if left.placed[1] and right.placed[1] else nan,
        _agree(left.admin1s, right.admin1s),
        _sum(name for name in names if name.split()[-1] in _STREETS),
        float(len(people)) if left.people and right.people else nan,
        _share(len(people), len(left.people), len(right.people)),
        float(len(left.surnames & right.surnames)) if left.surnames and right.surnames else nan,
        float(len(ages)) if left.ages and right.ages else nan,
        _share(len(ages), len(left.ages), len(right.ages)),
        _sum(word for name in names for word in name.split()),
        _share(len(names), left.sums[4], right.sums[4]),
        float(len(left.numbers & right.numbers)) if left.numbers and right.numbers else nan,
        _agree(left.actor_ids, right.actor_ids),
        _share(_shared(left.party_words, right.party_words), left.sums[3], right.sums[3]),
        _agree(left.countries, right.countries),
        float(a.weapon == b.weapon) if a.weapon and b.weapon else nan,
        _same_toll(left.tolls[0], right.tolls[0]),
        _same_toll(left.tolls[1], right.tolls[1]),
        # Figures that both give, whatever they count: reports and readers mix the dead and the injured up.
        _share(len(left.lows & right.lows), len(left.lows), len(right.lows)),
        words,
        _share(words, left.sums[0], right.sums[0]),
        context,
        context_share,
        _share(_shared(left.headline, right.headline), left.sums[2], right.sums[2]),
        min(a.focus, b.focus),
        min(_GROUNDS[a.ground], _GROUNDS[b.ground]),
        day if near_place else day + 100.0,
        nan if isnan(day) else context_share - 0.02 * min(day, 30.0),
        context_share - (0.0 if near_place else 0.5),
    ]


_NEAR_KM: Final = 30.0  # a town and its suburbs
_STREETS: Final = frozenset(
    "street st avenue ave road rd drive dr boulevard blvd lane ln way court place highway".split()
)
_STATED: Final = frozenset({"", "published"})  # rules that read no time in the text
_PLACE_NOISE: Final = frozenset(
    "street st avenue ave road rd drive dr boulevard blvd lane way county city home house north south east west the at of"
    " in near hospital center centre".split()
)


def _ends(name: str) -> str:
    words = name.split()
    return f"{words[0]} {words[-1]}"


def _sum(words: Iterable[str]) -> float:
    return sum(map(weigh, words))


def _shared(left: frozenset[str], right: frozenset[str]) -> float:
    return _sum(left & right)


def _share(shared: float, left: float, right: float) -> float:
    """The share of the smaller side, NaN where a side has nothing."""
    least = min(left, right)
    return shared / least if least else nan


def _agree(left: frozenset[str], right: frozenset[str]) -> float:
    return float(bool(left & right)) if left and right else nan


def _place_words(places: Iterable[PlaceMark]) -> frozenset[str]:
    return frozenset(w for place in places for w in place.name.split() if w not in _PLACE_NOISE and not w.isdigit())


def _countries(profile: Profile) -> frozenset[str]:
    return frozenset(party.country for party in profile.parties if party.country)


def _is_dated(profile: Profile) -> bool:
    return profile.dated not in _STATED


def _days_between(left: date | None, right: date | None) -> float:
    return float(abs((left - right).days)) if left and right else nan


def _gap(a0: date | None, a1: date | None, b0: date | None, b1: date | None) -> tuple[float, float]:
    """Days between two intervals, 0 where they meet, and the longer one's length."""
    if a0 is None or a1 is None or b0 is None or b1 is None:
        return nan, nan
    gap = max((b0 - a1).days, (a0 - b1).days, 0)
    return float(gap), float(max((a1 - a0).days, (b1 - b0).days))


def _told_before(a: Profile, b: Profile) -> float:
    """By how many days one text was out before the other's event began: then they cannot be one event that happened."""
    found = [
        (one.earliest - other.published).days
        for one, other in ((a, b), (b, a))
        if one.earliest and other.published and other.realis == "actual"
    ]
    return float(max(found, default=nan))


def _points(places: Iterable[PlaceMark]) -> tuple[Point, ...]:
    """Places as points of the unit sphere with their radius in km, each once; those without coordinates are left out."""
    found: dict[tuple[float, float], Point] = {}
    for place in places:
        if place.lat is not None and place.lon is not None and (place.lat, place.lon) not in found:
            north, east = radians(place.lat), radians(place.lon)
            point = (cos(north) * cos(east), cos(north) * sin(east), sin(north), place.radius_km or 0.0)
            found[place.lat, place.lon] = point
    return tuple(found.values())


def _distance(left: tuple[Point, ...], right: tuple[Point, ...]) -> float:
    """Km between the two nearest places of two sides, less their radii, 0 at least; NaN where there are none to compare."""
    best, radii = -2.0, 0.0
    for x, y, z, radius in left:
        for u, v, w, other in right:
            near = x * u + y * v + z * w
            if near > best:
                best, radii = near, radius + other
    return max(_EARTH_KM * acos(min(1.0, best)) - radii, 0.0) if best > -2.0 else nan


def _bounds(tolls: Iterable[TollMark], kind: str) -> tuple[float, float] | None:
    """The widest range over the figures of a kind."""
    found = [toll for toll in tolls if toll.kind == kind]
    if not found:
        return None
    return (
        min(float(toll.low or 0) for toll in found),
        max(float("inf") if toll.high is None else float(toll.high) for toll in found),
    )


def _same_toll(left: tuple[float, float] | None, right: tuple[float, float] | None) -> float:
    if left is None or right is None:
        return nan
    return float(left[0] <= right[1] and right[0] <= left[1])
