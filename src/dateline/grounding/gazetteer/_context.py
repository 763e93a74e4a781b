"""What a document's own place words say: the shares of countries and provinces, and where each place stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._rank import Surroundings, choose
from dateline.grounding.gazetteer._scan import Mention, is_person, scan
from dateline.grounding.gazetteer._store import Place

# A nationality word says less of where than a name: "the US said" is in every report.
DEMONYM_WEIGHT: Final = 0.5
HINT_WEIGHT: Final = 1.0
# Cities of fewer people count only where something else in the document points to their country.
WELL_KNOWN: Final = 100_000

CountryHints = Mapping[str, int] | Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A mention with the place that it was settled on; `place` is None for a name left open."""

    mention: Mention
    place: Place | None
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    seen: tuple[Seen, ...]
    around: Surroundings


def read_context(text: str, lexicon: Lexicon, hints: CountryHints = ()) -> Context:
    """Two passes: what is plain by itself gives the countries, which then settle what is not."""
    mentions = [m for m in scan(text, lexicon) if m.demonym or not is_person(text, m)]
    weights: Counter[str] = Counter()
    for code, times in hints.items() if isinstance(hints, Mapping) else Counter(hints).items():
        weights[code] += HINT_WEIGHT * times
    empty = Surroundings()
    for mention in mentions:
        plain = [p for p in mention.candidates if p.level == "country" or p.site_id or p.population >= WELL_KNOWN]
        best = choose(plain, empty)
        if mention.demonym:
            weights[mention.demonym] += DEMONYM_WEIGHT
        elif best is not None and best.country:
            weights[best.country] += 1.0
    total = sum(weights.values()) or 1.0
    first = Surroundings(countries={code: weight / total for code, weight in weights.items()})
    seen: list[Seen] = []
    provinces: Counter[tuple[str, str]] = Counter()
    for number, mention in enumerate(mentions):
        if mention.demonym:
            seen.append(Seen(mention=mention, place=None, country=mention.demonym))
            continue
        place = choose(mention.candidates, first, containers=following(text, mentions, number))
        seen.append(Seen(mention=mention, place=place, country=place.country if place else ""))
        if place and place.admin1 and place.level != "country":
            provinces[place.country, place.admin1] += 1
    around = Surroundings(countries=first.countries, provinces=dict(provinces))
    return Context(seen=tuple(seen), around=around)


def following(text: str, mentions: Sequence[Mention], number: int) -> tuple[Place, ...]:
    """The province or country printed right after a name: "Tripoli, Lebanon", "Linden, N.J."."""
    if number + 1 >= len(mentions):
        return ()
    after = mentions[number + 1]
    if text[mentions[number].end : after.start].strip(" \n") not in (",", "(", "in", ", in"):
        return ()
    return tuple(p for p in after.candidates if p.level in ("country", "province"))[:3]
