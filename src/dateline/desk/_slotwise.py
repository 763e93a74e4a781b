"""compare_slots: a row of another data set and an event of ours that are one -> slot by slot what each says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dateline.linking import split_words
from dateline.model import distance_km

if TYPE_CHECKING:
    from datetime import date

    from dateline.imports import ForeignEvent, ForeignParty, ForeignPlace
    from dateline.model import Event, Party, Where
    from dateline.views import EventRow, Told

Verdict = Literal["same", "differs", "only theirs", "only ours", "cannot be compared"]

_WIDE: Final = frozenset({"country", "region", "sea"})
_BRACKETS: Final = re.compile(r"\([^)]*\)")  # a country or years
# Words of names that tell nobody apart.
_COMMON: Final = frozenset(
    "unidentified unknown civilians civilian protesters rioters people armed group men gunmen forces force military police army"
    " government the and united states".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotPair:
    """One slot of a pair: what the row says and what we say, in words ("" for nothing), and whether both can be true."""

    slot: str
    verdict: Verdict
    theirs: str
    ours: str


def compare_slots(row: ForeignEvent, told: Told, short: EventRow) -> tuple[SlotPair, ...]:
    """Type, when, where, killed and parties, in this order; a slot that neither fills is left out.

    A slot is the same where any report of ours agrees with the row: what the reports disagree on is told on the event's page.
    """
    events = [account.event for account in told.accounts]
    return tuple(
        pair
        for pair in (
            _compare_types(row, events),
            _compare_days(row, events, short),
            _compare_places(row, events, short),
            _compare_dead(row, events, short),
            _compare_parties(row, events, short),
        )
        if pair.theirs or pair.ours
    )


def say_days(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def say_foreign_place(place: ForeignPlace | None) -> str:
    if place is None:
        return ""
    return ", ".join(
        part for part in (place.name, place.admin1 if place.admin1 != place.name else "", place.country) if part
    )


def say_place(place: Where | None) -> str:
    return ", ".join(part for part in (place.name, place.country) if part) if place else ""


def say_dead(low: int | None, best: int | None, high: int | None) -> str:
    """For example "4", "4 (2 to 9)", "at least 4"."""
    if best is not None:
        return str(best) if low in (None, best) and high in (None, best) else f"{best} ({low or 0} to {high or best})"
    if low is None and high is None:
        return ""
    if low == high:
        return str(low)
    return f"at least {low}" if high is None else f"up to {high}" if low is None else f"{low} to {high}"


def _judge(slot: str, theirs: str, ours: str, *, agrees: bool | None) -> SlotPair:
    """`agrees` is None where the two cannot be compared."""
    verdict: Verdict = "cannot be compared"
    if not ours or not theirs:
        verdict = "only theirs" if theirs else "only ours"
    elif agrees is not None:
        verdict = "same" if agrees else "differs"
    return SlotPair(slot=slot, verdict=verdict, theirs=theirs, ours=ours)


def _compare_types(row: ForeignEvent, events: Sequence[Event]) -> SlotPair:
    ours = tuple(dict.fromkeys(event.type for event in events))
    return _judge("type", " or ".join(row.types), " or ".join(ours), agrees=bool(set(ours) & set(row.types)))


def _compare_days(row: ForeignEvent, events: Sequence[Event], short: EventRow) -> SlotPair:
    theirs = say_days(row.earliest, row.latest)
    ours = say_days(short.when.earliest, short.when.latest) if short.when else ""
    agrees: bool | None = None
    if row.earliest and row.latest and short.when:
        spans = [(event.when.earliest, event.when.latest) for event in events if event.when] or [
            (short.when.earliest, short.when.latest)
        ]
        agrees = any(first <= row.latest and row.earliest <= last for first, last in spans)
    return _judge("when", theirs, ours, agrees=agrees)


def _compare_places(row: ForeignEvent, events: Sequence[Event], short: EventRow) -> SlotPair:
    own = [place for event in events for place in event.where]
    theirs, ours = say_foreign_place(row.place), say_place(short.where)
    if row.place is None or not own:
        return _judge("where", theirs, ours, agrees=None)
    place = row.place
    names = {" ".join(split_words(one.name)) for one in own}
    gaps = [gap for one in own if (gap := _gap_km(place, one)) is not None]
    lands = {one.country for one in own} - {""}
    agrees: bool | None = None
    if (gaps and min(gaps) <= 0) or " ".join(split_words(place.name)) in names:
        agrees = True
    elif gaps:
        agrees = False
        ours = f"{ours} ({min(gaps):.0f} km off)"
    elif place.country and lands and place.country not in lands:
        agrees = False
    return _judge("where", theirs, ours, agrees=agrees)


def _gap_km(theirs: ForeignPlace, ours: Where) -> float | None:
    """Km between them beyond how exactly both are known; None where one is wide or has no point."""
    if theirs.level in _WIDE or ours.level in _WIDE:
        return None
    apart = distance_km(theirs, ours)
    return None if apart is None else max(0.0, apart - (theirs.radius_km or 0.0) - (ours.radius_km or 0.0))


def _compare_dead(row: ForeignEvent, events: Sequence[Event], short: EventRow) -> SlotPair:
    theirs = say_dead(row.low, row.best, row.high)
    best = next(((low, high) for kind, low, high in short.tolls if kind == "killed"), None)
    if best is None:
        return _judge("killed", theirs, "", agrees=None)
    figures = dict.fromkeys((best, *_figures(events)))
    others = [say_dead(low, None, high) for low, high in figures if (low, high) != best]
    ours = say_dead(best[0], None, best[1]) + (f" (also {', '.join(others)})" if others else "")
    agrees: bool | None = None
    if theirs:
        least = row.low if row.low is not None else row.best
        most = row.high if row.high is not None else row.best
        agrees = any(
            (most is None or low is None or low <= most) and (least is None or high is None or least <= high)
            for low, high in figures
        )
    return _judge("killed", theirs, ours, agrees=agrees)


def _figures(events: Sequence[Event]) -> Iterator[tuple[int | None, int | None]]:
    for event in events:
        if event.casualties:
            yield from ((figure.low, figure.high) for figure in event.casualties.killed)


def _compare_parties(row: ForeignEvent, events: Sequence[Event], short: EventRow) -> SlotPair:
    """All sides together: of several data sets it is not known who of them acted."""
    theirs = ", ".join(party.name for party in row.parties)
    ours = ", ".join(party.name for party in (*short.who, *short.whom)[:6])
    parties = [party for event in events for party in (*event.actors, *event.targets)]
    left, right = _words(row.parties), _words(parties)
    agrees: bool | None = None
    if left and right:
        lands = {party.country for party in row.parties} & {party.country for party in parties}
        agrees = True if left & right else None if lands - {""} else False
    return _judge("parties", theirs, ours, agrees=agrees)


def _words(parties: Sequence[ForeignParty | Party]) -> frozenset[str]:
    words = (word for party in parties for word in split_words(_BRACKETS.sub(" ", party.name)))
    return frozenset(word for word in words if len(word) > 2 and not word.isdigit() and word not in _COMMON)
