"""pair_up, assign: rows of another data set and events of ours -> pairs with a score -> each in one pair at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import log
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from dateline.desk._foreign import ForeignScorer, ForeignSide, families_of, gap_km, make_foreign_side
from dateline.linking import Scorer, make_side

if TYPE_CHECKING:
    from dateline.imports import ForeignEvent
    from dateline.linking import Profile, Side

Key = TypeVar("Key")

# From this score on a pair is one event: see docs/match.md.
LEAST_SCORE: Final = 0.5
# Days between two events that are compared at all, beyond the widths of both: data sets take the day of the report where
# nothing better is known, and weeklies come out that late.
MOST_DAYS: Final = 7
# Km between two spots that are compared at all, beyond how exactly both are known.
MOST_KM: Final = 100.0
# Above so many rows and events that hang together the best pairs are taken one by one, which is the same but for rare ties.
MOST_TOGETHER: Final = 150
_CERTAIN: Final = 1 - 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Generic[Key]):
    """A row, by its place in what was given, and an event of ours; `account` is the place of the profile that fits best."""

    row: int
    event: Key
    score: float
    account: int


@dataclass(frozen=True, slots=True)
class _Ours(Generic[Key]):
    event: Key
    account: int
    side: Side
    families: frozenset[str]


def load_foreign_scorer() -> ForeignScorer:
    return _load()


@cache
def _load() -> ForeignScorer:
    return ForeignScorer(Scorer.load())


def pair_up(
    rows: Sequence[ForeignEvent], ours: Mapping[Key, Sequence[Profile]], *, least: float = LEAST_SCORE
) -> list[Pair[Key]]:
    """Each row with each event that it may be, where the score is at least `least`; `ours` gives the profiles of its accounts.

    Compared are those whose types may tell one act and whose days and places are not too far apart. The score of an event is
    that of its account that fits best. In the order of the rows, then of `ours`.
    """
    scorer = load_foreign_scorer()
    by_day, undated = _by_day(ours)
    found: list[Pair[Key]] = []
    order = {event: n for n, event in enumerate(ours)}
    for number, row in enumerate(rows):
        foreign = make_foreign_side(row)
        best: dict[Key, Pair[Key]] = {}
        for one in _near(foreign, by_day, undated):
            score = scorer.score(foreign, one.side)
            if score >= least and (one.event not in best or best[one.event].score < score):
                best[one.event] = Pair(row=number, event=one.event, score=score, account=one.account)
        found.extend(sorted(best.values(), key=lambda pair: order[pair.event]))
    return found


def assign(pairs: Sequence[Pair[Key]]) -> list[Pair[Key]]:
    """Of the pairs those that together are likeliest, each row and each event in one at most; in the order of the rows.

    More pairs go before surer ones only as far as the sum of the log-odds is greater. The order of what is given is of no matter.
    """
    chosen: list[Pair[Key]] = []
    for group in _together(pairs):
        rows, events = {p.row for p in group}, {p.event for p in group}
        small = max(len(rows), len(events)) <= MOST_TOGETHER
        chosen.extend(_best_sum(group) if small else _one_by_one(group))
    return sorted(chosen, key=lambda pair: pair.row)


def _by_day(ours: Mapping[Key, Sequence[Profile]]) -> tuple[dict[date, list[_Ours[Key]]], list[_Ours[Key]]]:
    """The events by each of their days; those of no day that is known well."""
    found: dict[date, list[_Ours[Key]]] = defaultdict(list)
    undated: list[_Ours[Key]] = []
    for event, profiles in ours.items():
        for account, profile in enumerate(profiles):
            one = _Ours(event, account, make_side(profile), families_of(profile))
            first, last = _span(profile)
            if first is None or last is None or (last - first).days > 2 * MOST_DAYS:
                undated.append(one)
                continue
            for step in range((last - first).days + 1):
                found[first + timedelta(days=step)].append(one)
    return found, undated


def _span(profile: Profile) -> tuple[date | None, date | None]:
    """The days of an account; where it gives none, those before its report came out."""
    if profile.earliest is not None and profile.latest is not None:
        return profile.earliest, profile.latest
    if profile.published is not None:
        return profile.published - timedelta(days=MOST_DAYS), profile.published
    return None, None


def _near(
    foreign: ForeignSide, by_day: Mapping[date, Sequence[_Ours[Key]]], undated: Sequence[_Ours[Key]]
) -> Iterator[_Ours[Key]]:
    first, last = foreign.event.earliest, foreign.event.latest
    seen: set[int] = set()
    if first is None or last is None:
        candidates = [one for some in by_day.values() for one in some]
    else:
        days = (first + timedelta(days=n) for n in range(-MOST_DAYS, (last - first).days + MOST_DAYS + 1))
        candidates = [one for day in days for one in by_day.get(day, ())]
    for one in (*candidates, *(o for o in undated if _may_meet(o.side.profile, first, last))):
        if id(one) not in seen:
            seen.add(id(one))
            if one.side.profile.realis == "actual" and _may_be(foreign, one):
                yield one


def _may_meet(profile: Profile, first: date | None, last: date | None) -> bool:
    start, end = _span(profile)
    if start is None or end is None or first is None or last is None:
        return True
    return start - timedelta(days=MOST_DAYS) <= last and first <= end + timedelta(days=MOST_DAYS)


def _may_be(foreign: ForeignSide, ours: _Ours[Key]) -> bool:
    if foreign.event.types and not (ours.side.profile.type in foreign.event.types or foreign.families & ours.families):
        return False
    theirs = foreign.side.profile.places
    own = [place for place in ours.side.profile.places if place.own]
    if not theirs or not own:
        return True
    lands = {place.country for place in own} - {""}
    if theirs[0].country and lands and theirs[0].country not in lands:
        return False
    gaps = [gap for place in own if (gap := gap_km(theirs, place)) is not None]
    return not gaps or min(gaps) <= MOST_KM


def _together(pairs: Sequence[Pair[Key]]) -> Iterator[list[Pair[Key]]]:
    """Groups of pairs that share rows or events with each other."""
    by_row: dict[int, list[Pair[Key]]] = defaultdict(list)
    by_event: dict[Key, list[Pair[Key]]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda p: (p.row, -p.score, str(p.event))):
        by_row[pair.row].append(pair)
        by_event[pair.event].append(pair)
    left = dict.fromkeys(by_row)
    while left:
        group: list[Pair[Key]] = []
        rows, known = [next(iter(left))], {next(iter(left))}
        while rows:
            row = rows.pop()
            left.pop(row, None)
            group.extend(by_row[row])
            for pair in by_row[row]:
                for other in by_event[pair.event]:
                    if other.row not in known:
                        known.add(other.row)
                        rows.append(other.row)
        yield group


def _one_by_one(pairs: Sequence[Pair[Key]]) -> Iterator[Pair[Key]]:
    rows: set[int] = set()
    events: set[Key] = set()
    for pair in sorted(pairs, key=lambda p: (-p.score, p.row, str(p.event))):
        if pair.row not in rows and pair.event not in events:
            rows.add(pair.row)
            events.add(pair.event)
            yield pair


def _best_sum(pairs: Sequence[Pair[Key]]) -> Iterator[Pair[Key]]:
    """The assignment with the greatest sum of worths: successive shortest paths with potentials (Kuhn and Munkres)."""
    rows = sorted({p.row for p in pairs})
    events = sorted({p.event for p in pairs}, key=str)
    at = {(p.row, p.event): p for p in pairs}
    # A row may stay alone: it has a place of its own that is worth nothing.
    width = len(events) + len(rows)
    cost = [[-_worth(at.get((row, event))) for event in events] + [0.0] * len(rows) for row in rows]
    high: list[float] = [0.0] * (len(rows) + 1)
    wide: list[float] = [0.0] * (width + 1)
    owner = [0] * (width + 1)
    for number in range(1, len(rows) + 1):
        _add_row(number, cost, high, wide, owner)
    for column in range(1, len(events) + 1):
        pair = at.get((rows[owner[column] - 1], events[column - 1])) if owner[column] else None
        if pair is not None:
            yield pair


def _add_row(number: int, cost: list[list[float]], high: list[float], wide: list[float], owner: list[int]) -> None:
    size = len(wide)
    owner[0] = number
    reach, way, done = [float("inf")] * size, [0] * size, [False] * size
    column = 0
    while owner[column] != 0:
        done[column] = True
        row, step, following = owner[column], float("inf"), 0
        for other in range(1, size):
            if not done[other]:
                slack = cost[row - 1][other - 1] - high[row] - wide[other]
                if slack < reach[other]:
                    reach[other], way[other] = slack, column
                if reach[other] < step:
                    step, following = reach[other], other
        for other in range(size):
            if done[other]:
                high[owner[other]] += step
                wide[other] -= step
            else:
                reach[other] -= step
        column = following
    while column:
        owner[column] = owner[way[column]]
        column = way[column]


def _worth(pair: Pair[Key] | None) -> float:
    """What a pair adds: the log-odds of its score over a floor that makes each positive; far below nothing for no pair."""
    if pair is None:
        return -1e6
    score = min(max(pair.score, 1 - _CERTAIN), _CERTAIN)
    return log(score / (1 - score)) - log((1 - _CERTAIN) / _CERTAIN) + 1e-6
