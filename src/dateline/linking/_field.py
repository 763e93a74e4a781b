"""Fields: how two profiles compare, number by number; what the scorer weighs and explains."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, nan, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

from dateline.linking._word import weigh

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dateline.linking._profile import PlaceMark, Profile, TollMark

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
    own: tuple[PlaceMark, ...]
    near: tuple[PlaceMark, ...]
    place_words: tuple[frozenset[str], frozenset[str]]
    admin1s: frozenset[str]


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
        own=own,
        near=near,
        place_words=(_place_words(own), _place_words(near)),
        admin1s=frozenset(place.admin1 for place in profile.places if place.admin1),
    )


def measure(left: Side, right: Side) -> list[float]:
    """The figures of a pair in the order of NAMES; symmetric."""
    a, b = left.profile, right.profile
    gap, width = _gap(a.earliest, a.latest, b.earliest, b.latest)
    own_km = _distance(left.own, right.own)
    any_km = _distance(left.near, right.near)
    named_own = _shared(left.place_words[0], right.place_words[0])
    named_any = _shared(left.place_words[1], right.place_words[1])
    words = _shared(left.words, right.words)
    context = _shared(left.context, right.context)
    context_share = _share(context, left.sums[1], right.sums[1])
    names = left.names & right.names
    people = left.people & right.people
    ages = left.ages & right.ages
    near_place = named_any > 0 or any_km <= _NEAR_KM
    day = gap if gap == gap else _days_between(a.published, b.published)
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
        named_own if left.own and right.own else nan,
        named_any if left.near and right.near else nan,
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
        _agree(_countries(a), _countries(b)),
        float(a.weapon == b.weapon) if a.weapon and b.weapon else nan,
        _same_toll(a.tolls, b.tolls, "killed"),
        _same_toll(a.tolls, b.tolls, "injured"),
        _same_total(a.tolls, b.tolls),
        words,
        _share(words, left.sums[0], right.sums[0]),
        context,
        context_share,
        _share(_shared(left.headline, right.headline), left.sums[2], right.sums[2]),
        min(a.focus, b.focus),
        min(_GROUNDS[a.ground], _GROUNDS[b.ground]),
        (day if near_place else day + 100.0) if day == day else nan,
        context_share - 0.02 * min(day, 30.0) if day == day else nan,
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


def _distance(left: Iterable[PlaceMark], right: Iterable[PlaceMark]) -> float:
    """The least distance in km between places of two sides, less their radii; NaN where there are none to compare."""
    best = nan
    for one in left:
        if one.lat is None or one.lon is None:
            continue
        for other in right:
            if other.lat is None or other.lon is None:
                continue
            far = _km(one.lat, one.lon, other.lat, other.lon) - (one.radius_km or 0.0) - (other.radius_km or 0.0)
            if not far >= best:
                best = max(far, 0.0)
    return best


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine)."""
    p1, p2 = radians(lat1), radians(lat2)
    half = sin((p2 - p1) / 2) ** 2 + cos(p1) * cos(p2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))


def _bounds(tolls: Iterable[TollMark], kind: str) -> tuple[float, float] | None:
    """The widest range over the figures of a kind."""
    found = [toll for toll in tolls if toll.kind == kind]
    if not found:
        return None
    return (
        min(float(toll.low or 0) for toll in found),
        max(float("inf") if toll.high is None else float(toll.high) for toll in found),
    )


def _same_toll(left: Iterable[TollMark], right: Iterable[TollMark], kind: str) -> float:
    a, b = _bounds(left, kind), _bounds(right, kind)
    if a is None or b is None:
        return nan
    return float(a[0] <= b[1] and b[0] <= a[1])


def _same_total(left: Iterable[TollMark], right: Iterable[TollMark]) -> float:
    """How many figures of the dead and injured both give, by value whatever they count: readers mix the two up."""
    ours = {toll.low for toll in left if toll.low and toll.kind in ("killed", "injured")}
    theirs = {toll.low for toll in right if toll.low and toll.kind in ("killed", "injured")}
    return _share(len(ours & theirs), len(ours), len(theirs))
