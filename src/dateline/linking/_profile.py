"""profile_events: what an event says that can be compared with another's, as a small value that holds no text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from dateline.linking._name import find_ages, find_names, looks_personal
from dateline.linking._word import fold, pick_telling, sentences_around, split_words
from dateline.model import EventRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.model import Casualties, Dossier, Event, Party, Where

# How much of a text a profile keeps, so that its size has a bound; more did not link better on the training part.
MOST_NAMES: Final = 24
MOST_WORDS: Final = 24
MOST_CONTEXT: Final = 40
MOST_PLACES: Final = 8
MOST_PARTIES: Final = 8
# A word of this weight stands in fewer than one text of twenty: below it words only tell the kind of event.
LEAST_TELLING: Final = 3.0
_LEAD: Final = 600  # characters: headline and first paragraphs
_NUMBER: Final = re.compile(r"\b\d{3,5}\b")
_TOLLS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMark:
    """A place as it is compared. `own` is the event's own; else another that the same text names for another event."""

    name: str
    country: str
    admin1: str
    level: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    geonames_id: int | None
    own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMark:
    role: Literal["actor", "target"]
    name: str
    actor_id: str | None
    country: str
    sector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TollMark:
    kind: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One telling of one event, for comparison with others; words and names are folded (see `fold`).

    `focus` is how much of its text tells this event, 1 for the most told of its kind. `words` are the telling ones of
    the sentences that tell the event, `context` those of the whole text, `names` the capitalised names of the text,
    `people` those that read like persons, `ages` their ages, `headline` the words of the title.
    """

    ref: EventRef
    type: str
    mode: str
    realis: str
    ground: str
    focus: float
    published: date | None
    earliest: date | None
    latest: date | None
    dated: str  # the rule that gave the time, "" for none
    places: tuple[PlaceMark, ...] = ()
    parties: tuple[PartyMark, ...] = ()
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    weapon: str = ""
    tolls: tuple[TollMark, ...] = ()
    triggers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()


def profile_events(dossier: Dossier, *, revision: str) -> tuple[Profile, ...]:
    """The profile of each event, in the order of the dossier; `revision` is the id of the text as recorded."""
    document = dossier.document
    text = document.text
    title = document.title or ""
    names = find_names(f"{title}\n{text}", most=MOST_NAMES)
    aged = find_ages(text)
    context = pick_telling(split_words(f"{title}\n{text}"), most=MOST_CONTEXT, least=LEAST_TELLING)
    headline = tuple(dict.fromkeys(split_words(title or text[:_LEAD].split("\n", 1)[0])))[:20]
    numbers = tuple(sorted({n for n in _NUMBER.findall(text) if not _is_year(n)}))[:16]
    people = tuple(dict.fromkeys((*(n for n in names if looks_personal(n)), *_personal(dossier.events))))[:MOST_NAMES]
    most: dict[str, int] = {}
    for event in dossier.events:
        most[event.type] = max(most.get(event.type, 0), len(event.mentions))
    return tuple(
        Profile(
            ref=refer(event, revision=revision),
            type=event.type,
            mode=event.mode,
            realis=event.realis,
            ground=event.ground,
            focus=round(len(event.mentions) / most[event.type], 2) if most[event.type] else 0.0,
            published=document.published,
            earliest=event.when.earliest if event.when else None,
            latest=event.when.latest if event.when else None,
            dated=event.when.rule if event.when else "",
            places=_places(event, dossier.events),
            parties=_parties(event),
            people=people,
            names=names,
            ages=aged,
            numbers=numbers,
            weapon=event.weapon.kind if event.weapon else "",
            tolls=_tolls(event.casualties),
            triggers=tuple(sorted({fold(m.trigger.text) for m in event.mentions} - {""})),
            words=_local_words(event, text),
            context=context,
            headline=headline,
        )
        for event in dossier.events
    )


def refer(event: Event, *, revision: str) -> EventRef:
    """The event's own name: the text, and where the word stands that names the act first."""
    spots = [(m.trigger.start, m.trigger.end) for m in event.mentions] or [(0, 0)]
    start, end = min(spots)
    return EventRef(revision=revision, start=start, end=end)


def _local_words(event: Event, text: str) -> tuple[str, ...]:
    spots = [(m.trigger.start, m.trigger.end) for m in event.mentions]
    found = (word for start, end in sentences_around(text, spots) for word in split_words(text[start:end]))
    return pick_telling(found, most=MOST_WORDS, least=LEAST_TELLING)


def _places(event: Event, events: Iterable[Event]) -> tuple[PlaceMark, ...]:
    """The event's places, then those of the text's other events: a report often names the town with another event."""
    marks = [_mark_place(place, own=True) for place in event.where]
    seen = {(mark.name, mark.admin1) for mark in marks}
    for other in events:
        for place in other.where:
            mark = _mark_place(place, own=False)
            if (mark.name, mark.admin1) not in seen:
                seen.add((mark.name, mark.admin1))
                marks.append(mark)
    return tuple(marks[:MOST_PLACES])


def _mark_place(place: Where, *, own: bool) -> PlaceMark:
    return PlaceMark(
        name=fold(place.name),
        country=place.country,
        admin1=fold(place.admin1 or ""),
        level=place.level,
        lat=place.lat,
        lon=place.lon,
        radius_km=place.radius_km,
        geonames_id=place.geonames_id,
        own=own,
    )


def _parties(event: Event) -> tuple[PartyMark, ...]:
    marks = (
        *(_mark_party(party, "actor") for party in event.actors[:MOST_PARTIES]),
        *(_mark_party(party, "target") for party in event.targets[:MOST_PARTIES]),
    )
    return tuple(dict.fromkeys(marks))


def _mark_party(party: Party, role: Literal["actor", "target"]) -> PartyMark:
    return PartyMark(
        role=role, name=fold(party.name), actor_id=party.actor_id, country=party.country, sector=party.sector
    )


def _personal(events: Iterable[Event]) -> Iterable[str]:
    """Names of persons among the parties and the named dead, which a text may give without repeating them in full."""
    for event in events:
        for party in (*event.actors, *event.targets):
            if party.actor_id is None and looks_personal(fold(party.name)) and party.name[:1].isupper():
                yield fold(party.name)


def _tolls(casualties: Casualties | None) -> tuple[TollMark, ...]:
    if casualties is None:
        return ()
    return tuple(
        dict.fromkeys(
            TollMark(kind=kind, low=figure.low, high=figure.high)
            for kind in _TOLLS
            for figure in getattr(casualties, kind)
        )
    )


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")
