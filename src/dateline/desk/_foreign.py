"""ForeignScorer: how sure it is that a row of another data set and an event of ours are one, by the scorer that links reports.

A row is made a profile as a report is: its notes are its text. Two things differ. What a row cannot have, such as the word that
names the act, must not speak against it. And the scorer learned from reports, whose words tell more than their days and places; a
row has few words or none, but its day, its place, its sides and its dead are cells that somebody filled with care, so that these
count once more (`_weigh_cells`). docs/match.md says how that was measured.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from math import exp, isnan, log1p
from typing import TYPE_CHECKING, Final

from dateline.linking import FIELDS, FIGURE_NAMES, Scorer, block_keys, make_side, measure, profile_events
from dateline.model import (
    Casualties,
    Coder,
    Codes,
    Document,
    Dossier,
    Event,
    EventMention,
    EventRef,
    Evidence,
    FieldMatch,
    Figure,
    Party,
    TriggerWords,
    Weapon,
    When,
    Where,
    distance_km,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.imports import ForeignEvent
    from dateline.linking import PartyMark, PlaceMark, Profile, Side, Steps

# Figures of the text: a row without any cannot have them.
_OF_TEXT: Final = frozenset(
    "words_weight words_share context_weight context_share headline_share near_day_words place_words names_weight names_share"
    " numbers_shared people_shared people_share surnames_shared ages_shared ages_share street".split()
)
# Figures that no row has: data sets do not give the word of the act, nor the day on which they learned of it.
_OF_REPORTS: Final = frozenset("trigger_share same_realis published_gap told_before_days least_ground".split())
# Fields that are told as reasons, where their weight is worth a word; linking's own bound.
_LEAST_REASON: Final = 0.05
# What the cells add to the log-odds. A logistic regression on made-up pairs (benchmarks/match.py, other seeds) gave numbers two
# to three times as large; they are halved because words tell more in real notes than in made-up ones.
DAYS: Final = (1.0, -0.5, -2.0, -2.5)  # by whole days apart, beyond what both leave open; the last for more
NO_DAY: Final = -0.5
SAME_SPOT: Final = 0.5
BY_LOG_KM: Final = -1.2  # times log(1 + km), beyond how exactly both are known
NO_SPOT: Final = -0.5
SAME_DEAD: Final = 1.0
BY_LOG_DEAD: Final = -2.0  # times the difference of log(1 + dead)
LEAST_DEAD: Final = -3.0
SAME_PARTY: Final = 2.0  # times the share of the words of names
OTHER_PARTIES: Final = -1.5
_OF_OURS: Final = ("focus", "together")  # of our report alone, or of other fields together: no reasons to tell
_NEITHER: Final = ("not told", "not told")
_FIELDS_OF_CELLS: Final = ("time", "place", "toll", "parties")
# Sides that name nobody.
_NOBODY: Final = frozenset(
    "unidentified unknown civilians civilian protesters rioters people armed group men gunmen".split()
)
_NONE: Final = Evidence(start=0, end=0, quote="")
_WIDE: Final = frozenset({"country", "region", "sea"})
_CODES: Final = Codes(plover="", cameo=None, acled_event_type=None, acled_sub_event_type=None, quad=0, goldstein=0.0)
_CODER: Final = Coder(name="", version="", reader="", ontology="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignSide:
    """A row made ready for comparison: `absent` are the figures that it cannot have, `families` what its types are told as."""

    event: ForeignEvent
    side: Side
    absent: frozenset[str]
    families: frozenset[str]


def make_foreign_side(event: ForeignEvent) -> ForeignSide:
    profile = profile_foreign(event)
    absent = _OF_REPORTS if profile.words or profile.context else _OF_REPORTS | _OF_TEXT
    families = frozenset(f for kind in event.types for f in families_of(replace(profile, type=kind)))
    return ForeignSide(event=event, side=make_side(profile), absent=absent, families=families)


def families_of(profile: Profile) -> frozenset[str]:
    """What an event of its type may be told as: two events without one in common are never compared."""
    return frozenset(key.partition("|")[0] for key in block_keys(replace(profile, people=("a b",))))


def profile_foreign(event: ForeignEvent) -> Profile:
    """What the row says that can be compared; its notes and headline are read as the text of a report."""
    text = event.notes or event.headline
    whole = Evidence(start=0, end=len(text), quote=text)
    mention = EventMention(start=0, end=len(text), quote=text, trigger=TriggerWords(start=0, end=len(text), text=""))
    document = Document(
        id="", sha256="", text=text, title=event.headline or None, published=event.published, language="en"
    )
    made = Event(
        id="e1",
        type=event.types[0] if event.types else "",
        mode=event.mode,
        realis="actual",
        ground="main",
        summary="",
        confidence=1.0,
        mentions=(mention,),
        when=_when(event),
        where=_where(event),
        actors=_parties(event, "actor"),
        targets=_parties(event, "target"),
        weapon=Weapon(kind=event.weapon, evidence=_NONE) if event.weapon else None,
        casualties=None
        if event.low is None and event.high is None
        else Casualties(killed=(Figure(low=event.low, high=event.high, evidence=whole),)),
        claims=(),
        relations=(),
        codes=_CODES,
    )
    dossier = Dossier(document=document, coder=_CODER, events=(made,), issues=())
    (profile,) = profile_events(dossier, revision=f"{event.shelf}/{event.id}")
    return replace(profile, ref=EventRef(revision=f"{event.shelf}/{event.id}", start=0, end=0), triggers=())


class ForeignScorer:
    """The scorer that is installed, for pairs of a row and an event of ours."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        weights = scorer.weights
        self._steps = tuple(weights.figures[name] for name in FIGURE_NAMES)
        # What a row cannot say counts as half way between the least and the most that it could add.
        self._middle = tuple((min(one.values) + max(one.values)) / 2 for one in self._steps)
        self._alike = max(weights.figures["both_harm"].values)
        self._focused = max(weights.figures["least_focus"].values)

    def score(self, foreign: ForeignSide, ours: Side) -> float:
        """A probability, 0 to 1."""
        odds = sum(self._parts(foreign, ours)) + self._scorer.weights.start
        odds = self._scorer.weights.slope * odds + self._scorer.weights.shift + sum(_weigh_cells(foreign, ours))
        return 1.0 / (1.0 + exp(-odds)) if odds > -700 else 0.0

    def explain(self, foreign: ForeignSide, ours: Side) -> tuple[FieldMatch, ...]:
        """What speaks for and against it, the weightiest first: `left` is the row's, `right` ours.

        A weight is what a field adds above the middle of the least and the most that it could add.
        """
        parts = {
            name: part - middle
            for name, part, middle in zip(FIGURE_NAMES, self._parts(foreign, ours), self._middle, strict=True)
        }
        told = self._scorer.compare(foreign.side.profile, ours.profile).because
        cells: dict[str, float] = dict(zip(_FIELDS_OF_CELLS, _weigh_cells(foreign, ours), strict=True))
        found: list[FieldMatch] = []
        for reason in told:
            names = [name for name in FIELDS[reason.field] if name not in foreign.absent]
            weight = self._scorer.weights.slope * sum(parts[name] for name in names) + cells.get(reason.field, 0.0)
            weight = round(weight, 3)
            if (
                names
                and reason.field not in _OF_OURS
                and (reason.left, reason.right) != _NEITHER
                and abs(weight) >= _LEAST_REASON
            ):
                found.append(replace(reason, weight=weight))
        return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))

    def _parts(self, foreign: ForeignSide, ours: Side) -> Iterable[float]:
        figures = measure(foreign.side, ours)
        alike = ours.profile.type in foreign.event.types
        for name, steps, middle, figure in zip(FIGURE_NAMES, self._steps, self._middle, figures, strict=True):
            if name in foreign.absent:
                yield middle
            elif name == "least_focus":
                yield self._focused  # a row is of its event alone, and a data set codes what a report tells in passing too
            elif name == "both_harm" and alike:
                yield self._alike  # the scorer learned from attacks alone: of other acts the same type says as much
            else:
                yield _step(steps, figure)


def _step(steps: Steps, figure: float) -> float:
    return steps.missing if isnan(figure) else steps.values[bisect_left(steps.edges, figure)]


def _weigh_cells(foreign: ForeignSide, ours: Side) -> tuple[float, float, float, float]:
    """What day, place, dead and sides add to the log-odds, in the order of `_FIELDS_OF_CELLS`."""
    event, profile = foreign.event, ours.profile
    day = NO_DAY
    if event.earliest and event.latest and profile.earliest and profile.latest:
        gap = max((profile.earliest - event.latest).days, (event.earliest - profile.latest).days, 0)
        day = DAYS[min(gap, len(DAYS) - 1)]
    gaps = [
        gap for place in profile.places if place.own and (gap := gap_km(foreign.side.profile.places, place)) is not None
    ]
    spot = NO_SPOT if not gaps else SAME_SPOT if min(gaps) <= 0 else BY_LOG_KM * log1p(min(gaps))
    return day, spot, _weigh_dead(event, profile), _weigh_parties(foreign.side.profile, profile)


def _weigh_dead(event: ForeignEvent, profile: Profile) -> float:
    """0 where one of the two does not know."""
    bounds = [
        (t.low, t.high) for t in profile.tolls if t.kind == "killed" and (t.low is not None or t.high is not None)
    ]
    if not bounds or event.best is None:
        return 0.0
    least, most = min(event.low or 0, event.best), max(event.high or 0, event.best)
    far = min(
        max(log1p(low or 0) - log1p(most), log1p(least) - log1p(high) if high is not None else 0.0, 0.0)
        for low, high in bounds
    )
    return max(LEAST_DEAD, SAME_DEAD + BY_LOG_DEAD * far)


def _weigh_parties(theirs: Profile, ours: Profile) -> float:
    """0 where one of the two names nobody, and where they share no name but a country."""
    left, right = _names(theirs.parties), _names(ours.parties)
    if not left or not right:
        return 0.0
    shared = left & right
    if shared:
        return SAME_PARTY * len(shared) / min(len(left), len(right))
    lands = {party.country for party in theirs.parties} & {party.country for party in ours.parties}
    return 0.0 if lands - {""} else OTHER_PARTIES


def _names(parties: Iterable[PartyMark]) -> frozenset[str]:
    words = (frozenset(party.name.split()) for party in parties)
    return frozenset(
        word for some in words if not some & _NOBODY for word in some if not word.isdigit() and len(word) > 2
    )


def gap_km(theirs: Sequence[PlaceMark], ours: PlaceMark) -> float | None:
    """Km from the nearest of the row's places, beyond how exactly both are known; None where one is wide or has no point."""
    gaps = [gap for place in theirs if (gap := _gap_km(place, ours)) is not None]
    return min(gaps, default=None)


def _gap_km(left: PlaceMark, right: PlaceMark) -> float | None:
    if left.level in _WIDE or right.level in _WIDE:
        return None
    apart = distance_km(left, right)
    return None if apart is None else max(0.0, apart - (left.radius_km or 0.0) - (right.radius_km or 0.0))


def _when(event: ForeignEvent) -> When | None:
    if event.earliest is None or event.latest is None:
        return None
    return When(edtf="", earliest=event.earliest, latest=event.latest, rule="given", evidence=_NONE)


def _where(event: ForeignEvent) -> tuple[Where, ...]:
    place = event.place
    if place is None:
        return ()
    return (
        Where(
            name=place.name, country=place.country, admin1=place.admin1 or None, level=place.level, lat=place.lat,
            lon=place.lon, radius_km=place.radius_km, geonames_id=None, evidence=_NONE,
        ),
    )  # fmt: skip


def _parties(event: ForeignEvent, role: str) -> tuple[Party, ...]:
    return tuple(
        Party(
            name=party.name, actor_id=None, country=party.country, sector=party.sector, evidence=_NONE, confidence=1.0
        )
        for party in event.parties
        if party.role == role and party.name
    )
