"""The slots of one event: mentions that reach their role's threshold, grounded, each thing once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dateline.coding._sentence import sentence_at
from dateline.model import Casualties, Evidence, label

if TYPE_CHECKING:
    from dateline.coding._draft import Draft
    from dateline.coding._grounding import Grounding
    from dateline.coding._settings import Settings
    from dateline.model import Figure, Party, Reading, Weapon, When, Where

MOST_PARTIES: Final = 6  # an event with more named sides is a list that the text gives, not a role
MOST_FIGURES: Final = 3
# Words that stand for somebody, or count them, and say nothing of who they are.
PRONOUNS: Final = frozenset(
    "he she they it we i you him her them us his hers their its who which that this these those one others two three four five"
    " six seven eight nine ten eleven twelve dozens scores hundreds several many some most all both".split()
)
_WORD: Final = re.compile(r"\w+")
_SMALL: Final = frozenset(("the", "a", "an", "of", "in", "and", "for", "to", "al"))


def ranked(draft: Draft, role: str, floor: float) -> list[tuple[float, int]]:
    """(score, mention) of a role's mentions that reach `floor`, the best first; only layers that the role takes."""
    return [pair for pair in draft.fillers[role] if pair[0] >= floor]


@lru_cache(maxsize=1024)
def name_words(name: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(name.casefold()) if word not in _SMALL)


def is_name(name: str) -> bool:
    """Whether words say who: a bare number, a single letter or a pronoun does not."""
    return any(len(word) > 1 and word.isalpha() for word in _WORD.findall(name)) and name.casefold() not in PRONOUNS


def same_name(a: str, a_id: str | None, b: str, b_id: str | None) -> bool:
    """The registry's same actor; without it, a name whose words are all in the other's."""
    if a_id is not None and b_id is not None:
        return a_id == b_id
    x, y = name_words(a), name_words(b)
    return bool(x and y and (x <= y or y <= x))


def same_party(a: Party, b: Party) -> bool:
    """The same actor, or words that overlap in the text."""
    if a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end:
        return True
    return same_name(a.name, a.actor_id, b.name, b.actor_id)


def fill_parties(
    reading: Reading, draft: Draft, grounding: Grounding, role: str, *, first: float, more: float
) -> tuple[Party, ...]:
    chosen: list[Party] = []
    for score, number in ranked(draft, role, first):
        if chosen and score < more:
            break
        mention = reading.mentions[number]
        end = grounding.facility_end(mention.start, mention.end) or mention.end
        party = replace(grounding.party(mention.start, end), confidence=round(score, 3))
        if not is_name(party.name) or grounding.is_weapon(mention.start, mention.end):
            continue
        twin = next((i for i, other in enumerate(chosen) if same_party(party, other)), None)
        if twin is None:
            chosen.append(party)
        elif chosen[twin].actor_id is None and party.actor_id is not None:
            # The surer words stay; what the registry knows of the other ones comes to them.
            chosen[twin] = replace(
                chosen[twin], name=party.name, actor_id=party.actor_id, country=party.country, sector=party.sector
            )
        if len(chosen) == MOST_PARTIES:
            break
    return tuple(chosen)


def fill_places(reading: Reading, draft: Draft, grounding: Grounding, settings: Settings) -> tuple[Where, ...]:
    """The most specific places; a country or city that merely contains another one found is left out."""
    chosen: list[Where] = []
    for score, number in ranked(draft, "place", settings.place):
        if any(_is_located(other) for other in chosen) and score < settings.place_more:
            break
        mention = reading.mentions[number]
        place = grounding.place(mention.start, mention.end)
        if place is None or _in_person(reading, grounding, mention.start, mention.end):
            continue
        if any(_contains(other, place) for other in chosen):
            chosen = [other for other in chosen if not _contains(other, place)] + [place]
        elif not any(_contains(place, other) or _same_place(place, other) for other in chosen):
            chosen.append(place)
    # "A hotel" beside Amman adds nothing that a map could show.
    return tuple(place for place in chosen if _is_located(place)) or tuple(chosen)


def _is_located(place: Where) -> bool:
    """Whether it is a name or a point, and not a common noun alone ("the hotel")."""
    return place.lat is not None or place.name != place.name.lower()


def _in_person(reading: Reading, grounding: Grounding, start: int, end: int) -> bool:
    """Whether words for a place are a part of somebody's name."""
    return any(
        m.layer == "party"
        and m.start <= start
        and end <= m.end
        and m.end - m.start > end - start
        and grounding.is_person(m.start, m.end)
        for m in reading.mentions
    )


_LEVEL: Final = {
    "sea": 0,
    "country": 0,
    "region": 1,
    "province": 2,
    "district": 3,
    "city": 4,
    "neighbourhood": 5,
    "site": 6,
}


def _same_place(a: Where, b: Where) -> bool:
    if a.geonames_id is not None and b.geonames_id is not None:
        return a.geonames_id == b.geonames_id
    x, y = name_words(a.name), name_words(b.name)
    return x <= y or y <= x


def _contains(outer: Where, inner: Where) -> bool:
    """Whether the one is plainly a part of the other: the same country and, where both have one, province."""
    if outer.country != inner.country or not outer.country:
        return False
    if outer.admin1 and inner.admin1 and outer.admin1 != inner.admin1:
        return False
    return _LEVEL[outer.level] < _LEVEL[inner.level]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    when: When | None
    unresolved: tuple[int, int] | None  # words of time that could not be resolved
    after: tuple[int, int] | None  # words that count from another event


def fill_time(
    reading: Reading, draft: Draft, grounding: Grounding, settings: Settings, *, reference: When | None = None
) -> Timed:
    unresolved: tuple[int, int] | None = None
    after: tuple[int, int] | None = None
    for _, number in ranked(draft, "time", settings.time):
        mention = reading.mentions[number]
        span = (mention.start, mention.end)
        found = grounding.time(*span, reference=reference, realis=draft.realis)
        if found is not None:
            return Timed(when=found, unresolved=None, after=after)
        if grounding.relative(*span):
            after = after or span
        unresolved = unresolved or span
    if unresolved is None and draft.today >= settings.today and draft.realis in ("actual", "negated"):
        return Timed(when=grounding.today(), unresolved=None, after=None)
    return Timed(when=None, unresolved=unresolved, after=after)


def fill_weapon(reading: Reading, draft: Draft, grounding: Grounding, settings: Settings) -> Weapon | None:
    for _, number in ranked(draft, "weapon", settings.weapon):
        mention = reading.mentions[number]
        weapon = grounding.weapon(mention.start, mention.end)
        if weapon is not None:
            return weapon
    if draft.type != "ASSAULT":
        return None
    # Where no weapon is named apart, the word for the act may name it: a bombing, a shooting. Who is beaten is beaten with
    # whatever it was.
    named = (grounding.weapon(t.start, t.end) for t in (reading.triggers[number] for number in draft.triggers))
    return next((weapon for weapon in named if weapon is not None and weapon.kind not in ("blunt", "other")), None)


def fill_casualties(
    reading: Reading, draft: Draft, grounding: Grounding, settings: Settings, *, targets: tuple[Party, ...]
) -> Casualties | None:
    """The tolls by kind. A figure that lumps two kinds ("killed or wounded") goes to neither, by the codebook."""
    filled: dict[str, tuple[Figure, ...]] = {}
    for kind in label.TOLLS:
        figures: list[Figure] = []
        for _, number in ranked(draft, kind, settings.toll):
            mention = reading.mentions[number]
            figure = grounding.figure(mention.start, mention.end, kind=kind)
            if figure is None or any(_overlap(figure.evidence, other.evidence) for other in figures):
                continue
            if any((figure.low, figure.high) == (other.low, other.high) for other in figures):
                continue
            if kind == "killed" and grounding.adds_to_named(mention.start, mention.end):
                named = tuple(p.name for p in targets if grounding.is_person(p.evidence.start, p.evidence.end))
                sentence = reading.sentences[sentence_at(reading, mention.start)]
                figure = grounding.combine(named, figure, sentence=sentence) if named else figure
            figures.append(figure)
            if len(figures) == MOST_FIGURES:
                break
        if figures:
            filled[kind] = tuple(figure for figure in figures if not _counted_in(figure, figures))
    lumped = {
        (one, two)
        for one in filled
        for two in filled
        if one < two and any(_overlap(a.evidence, b.evidence) for a in filled[one] for b in filled[two])
    }
    for one, two in lumped:
        shared = [
            (a, b) for a in filled[one] for b in filled[two]
            if _overlap(a.evidence, b.evidence) and (a.low, a.high) == (b.low, b.high)
        ]  # fmt: skip
        filled[one] = tuple(f for f in filled[one] if not any(f is a for a, _ in shared))
        filled[two] = tuple(f for f in filled[two] if not any(f is b for _, b in shared))
    return Casualties(**filled) if any(filled.values()) else None


def _counted_in(figure: Figure, others: list[Figure]) -> bool:
    """Whether it counts but persons by name who are in a larger total, too."""
    count = len(figure.includes)
    names = {name.split()[-1] for name in figure.includes}
    return figure.low == count > 0 and any(
        (other.low or 0) > count and names <= {name.split()[-1] for name in other.includes} for other in others
    )


def _overlap(a: Evidence, b: Evidence) -> bool:
    return a.start < b.end and b.start < a.end
