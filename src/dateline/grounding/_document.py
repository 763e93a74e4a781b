"""All of grounding for one document: spans in, values out, each worked out once and only when asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from dateline.grounding import calendar, figures, weapons
from dateline.grounding.actors import (
    PartyContext,
    build_context,
    countries_named,
    find_actors,
    ground_party,
    source_kind,
    with_places,
)
from dateline.model import Candidate, SegmentKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.grounding.actors import ActorRegistry
    from dateline.grounding.figures import CasualtyKind
    from dateline.grounding.gazetteer import Gazetteer
    from dateline.model import Document, Figure, Party, Reading, Realis, Weapon, When, Where

# Tellers without a name, who are in no table.
_TELLERS: Final = re.compile(
    r"\b(?:(?:international|local|media|news|press|initial|unconfirmed|medical|hospital|security|police|military|"
    r"government|state|multiple|several|some) )?(?:reports|sources|witnesses|eyewitnesses)\b",
    re.I,
)
# "No one" is a toll of zero only where the words say that nobody was harmed ("no one was hurt"), within this many
# characters: "nobody has said who did it" counts nobody.
ZERO_REACH: Final = 40
# "three more than on Monday" is a difference of two tolls and none itself.
_DIFFERENCE: Final = re.compile(
    r"\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?)\s+(?:more|fewer|less)\s+than\b",
    re.I,
)
_DIFFERENCE_REACH: Final = 12  # letters of "more than" behind the number
_NONE_HARMED: Final = re.compile(
    r"\b(?:kill|hurt|injur|wound|harm|casualt|dead|death|die[ds]?\b|los[st]|miss|arrest|detain|displac|abduct|kidnap|taken)",
    re.I,
)


# Buildings, which act on nobody; a state's name in front of one is part of its own. Ships, convoys and bases do fire.
_FACILITY: Final = re.compile(
    r"[ -](?:embass(?:y|ies)|consulates?|(?:diplomatic )?mission|hospitals?|schools?|churches|church|mosques?|temples?|airports?"
    r"|refiner(?:y|ies)|pipelines?|warehouses?|bridges?|hotels?|prisons?)\b(?! (?:officials?|staff|spokes|guards?|workers?"
    r"|employees|personnel|sources?))",
    re.I,
)


class DocumentGrounding:
    """Grounding of one document. The tables (registry, gazetteer) are shared between documents."""

    def __init__(self, document: Document, *, registry: ActorRegistry, gazetteer: Gazetteer) -> None:
        self._document = document
        self._text = document.text
        self._gazetteer = gazetteer
        self._registry = registry
        self._anchor = document.published
        self._posts = tuple(s for s in document.segments if s.kind is SegmentKind.POST)
        self._places: dict[tuple[int, int], Where | None] = {}
        self._parties: dict[tuple[int, int], Party] = {}
        self._times: dict[tuple[int, int, When | None, Realis], When | None] = {}
        self._figures: dict[tuple[int, int, str], Figure | None] = {}
        self._context: PartyContext | None = None
        self._arms: tuple[tuple[int, int], ...] | None = None
        self._countries: Mapping[str, int] | None = None

    def candidates(self) -> tuple[Candidate, ...]:
        """Spans that rules find: the reader scores them beside its own."""
        text = self._text
        found = [Candidate(start=s.start, end=s.end, layer="time") for s in calendar.find_times(text)]
        found += [Candidate(start=a, end=b, layer="weapon") for a, b in self._weapons()]
        found += [Candidate(start=a, end=b, layer="toll") for a, b in figures.find_figures(text)]
        found += [
            Candidate(start=p.start, end=p.end, layer="place")
            for p in self._gazetteer.find_places(text, country_hints=self._hints())
        ]
        found += [Candidate(start=m.start(), end=m.end(), layer="source") for m in _TELLERS.finditer(text)]
        found += [Candidate(start=s.start, end=s.end, layer="party") for s in find_actors(text, self._read())]
        return tuple(found)

    def see(self, reading: Reading) -> None:
        """Grounds all place spans of a reading together, so that they help each other and the bodies named without a country."""
        spans = [(m.start, m.end) for m in reading.mentions if m.layer == "place"]
        grounded = self._gazetteer.ground_places(self._text, spans, country_hints=self._hints())
        self._places = dict(zip(spans, grounded, strict=True))
        places = [(start, place.country) for (start, _), place in self._places.items() if place and place.country]
        self._context = with_places(self._read(), places)
        self._parties = {}

    def _read(self) -> PartyContext:
        if self._context is None:
            self._context = build_context(self._text, published=self._anchor, registry=self._registry)
        return self._context

    def _hints(self) -> Mapping[str, int]:
        """The countries that the text's own actors point to."""
        if self._countries is None:
            self._countries = countries_named(self._text, self._read())
        return self._countries

    def party(self, start: int, end: int) -> Party:
        found = self._parties.get((start, end))
        if found is None:
            found = ground_party(self._text, start, end, published=self._anchor, context=self._read())
            self._parties[(start, end)] = found
        return found

    def is_person(self, start: int, end: int) -> bool:
        party = self.party(start, end)
        known = self._registry.get(party.actor_id) if party.actor_id else None
        if known is not None:
            return known.kind == "person"
        return any(person.name == party.name for person in self._read().people.values())

    def place(self, start: int, end: int) -> Where | None:
        place = self._places.get((start, end))
        if place is not None and place.level == "country" and self._gazetteer.is_nationality(self._text[start:end]):
            return None  # "Iraqi" says whose somebody is, not where something happened
        return place

    def time(self, start: int, end: int, *, reference: When | None, realis: Realis) -> When | None:
        key = (start, end, reference, realis)
        if key not in self._times:
            post = next((p for p in self._posts if p.start <= start < p.end and p.published), None)
            anchor = post.published if post else self._anchor
            self._times[key] = calendar.resolve_time(
                self._text, start, end, anchor=anchor, reference=reference,
                tense="future" if realis == "future" else None, happened=realis == "actual",
            )  # fmt: skip
        return self._times[key]

    def relative(self, start: int, end: int) -> bool:
        return calendar.is_relative_to_event(self._text, start, end)

    def figure(self, start: int, end: int, *, kind: str) -> Figure | None:
        key = (start, end, kind)
        if key not in self._figures:
            found = figures.read_figure(self._text, start, end, kind=cast("CasualtyKind", kind))
            if found is not None and _DIFFERENCE.search(self._text, found.evidence.start, end + _DIFFERENCE_REACH):
                found = None
            if found is not None and found.high == 0:
                harmed = _NONE_HARMED.search(self._text, found.evidence.start, end + ZERO_REACH)
                found = found if harmed else None
            self._figures[key] = found
        return self._figures[key]

    def adds_to_named(self, start: int, end: int) -> bool:
        return figures.others(self._text, start, end)

    def combine(self, named: tuple[str, ...], others: Figure, *, sentence: tuple[int, int]) -> Figure:
        apart, within = figures.part_named(self._text, others, sentence, named)
        return figures.combine(apart, others, within=within)

    def weapon(self, start: int, end: int) -> Weapon | None:
        return weapons.read_weapon(self._text, start, end)

    def facility_end(self, start: int, end: int) -> int | None:
        own = [found.end() for found in _FACILITY.finditer(self._text, start, end)]
        if own and own[-1] == end:
            return end
        behind = _FACILITY.match(self._text, end)
        return behind.end() if behind and self.party(start, end).country else None

    def is_weapon(self, start: int, end: int) -> bool:
        return any(start <= a and b == end for a, b in self._weapons())

    def _weapons(self) -> tuple[tuple[int, int], ...]:
        if self._arms is None:
            self._arms = weapons.find_weapons(self._text)
        return self._arms

    def source_kind(self, start: int, end: int, *, party: Party, is_party: bool) -> str:
        return source_kind(self._text, start, end, party=party, in_post=False, is_party=is_party, context=self._read())

    def today(self) -> When | None:
        return calendar.published_when(self._anchor) if self._anchor else None
