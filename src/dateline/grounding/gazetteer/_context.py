"""What a document's own place words say: the shares of countries and provinces, and where each place stands."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.grounding.gazetteer._finding import SUPPORTED_THRESHOLD, THRESHOLD, likelihood
from dateline.grounding.gazetteer._fold import fold_name
from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._rank import Surroundings, choose, count_close
from dateline.grounding.gazetteer._scan import Mention, is_of_street, scan, split_words
from dateline.grounding.gazetteer._signs import Signs, read_support
from dateline.grounding.gazetteer._store import Place

# A nationality word says less of where than a name: "the US said" is in every report. 0.25 does the same.
DEMONYM_WEIGHT: Final = 0.5
HINT_WEIGHT: Final = 1.0
# For the first different word of one country's public life; 0.25 to 2.5 place the same names rightly.
CUE_WEIGHT: Final = 1.0
# A second round gains 0.4 points on local-news toponyms, a third nothing.
ROUNDS: Final = 2
# What a settled name adds to the vote for its own unit; 0.2 to 1 give the same.
SETTLED: Final = 0.5
# Cities of fewer people count only where something else in the document points to their country.
WELL_KNOWN: Final = 100_000

# Known names, the signs of each, and how many words of each country's public life the text has.
Names = tuple[tuple[Mention, ...], tuple[tuple[str, ...] | None, ...], Mapping[str, int]]
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


def read_context(text: str, names: Names, hints: CountryHints = ()) -> Context:
    """Find and settle all names of a text together; `names` are its `read_names`.

    Names that look like places by the words around them are settled first; then the places of all known names are
    held against what these say, and those that are likely places now are settled anew.
    """
    known, signs, cues = names
    first = [m for m, own in zip(known, signs, strict=True) if own is None or likelihood(own) >= THRESHOLD]
    settled, around = settle(text, first, hints, cues)
    mentions: list[Mention] = []
    for mention, own in zip(known, signs, strict=True):
        if own is None or likelihood([*own, *read_support(mention, around)], supported=True) >= SUPPORTED_THRESHOLD:
            mentions.append(mention)
    if mentions != first:
        settled, around = settle(text, mentions, hints, cues)
    seen: list[Seen] = []
    for mention in mentions:
        place = None if mention.derived else settled[fold_name(mention.text)]
        country = mention.demonym or (place.country if place else "")
        seen.append(Seen(mention=mention, place=place, country=country))
    return Context(seen=tuple(seen), around=around)


def read_names(text: str, lexicon: Lexicon) -> Names:
    """The known names of a text, and the signs of each; None for a word like "Syrian", which is always taken."""
    words = split_words(text)
    known = tuple(scan(text, lexicon, words=words))
    signs = Signs(text, words, known, lexicon)
    read = tuple(None if mention.derived else signs.read(number) for number, mention in enumerate(known))
    return known, read, lexicon.count_cues(text)


def settle(
    text: str, mentions: Sequence[Mention], hints: CountryHints, cues: Mapping[str, int]
) -> tuple[Mapping[str, Place | None], Surroundings]:
    """The place of each name (folded), and what all of them vote for.

    First each name votes by itself, for the countries and provinces of the places that it may stand for; then each is
    settled by the votes of the others, and votes again for what it was settled on, `ROUNDS` times.
    """
    fixed: dict[str, dict[str, float]] = {"": {}}
    for code, times in hints.items() if isinstance(hints, Mapping) else Counter(hints).items():
        fixed[""][code] = HINT_WEIGHT * math.sqrt(times)
    fixed["~cues"] = {code: CUE_WEIGHT * math.sqrt(times) for code, times in cues.items()}
    # Streets are called after towns far away, and speak for none.
    counts = Counter(fold_name(m.text) for m in mentions if not is_of_street(text, m.end))
    names: dict[str, tuple[Place, ...]] = {}
    outer: dict[str, tuple[Place, ...]] = {}
    for number, mention in enumerate(mentions):
        key = fold_name(mention.text)
        if mention.derived:
            if land := mention.demonym or (mention.adjective and mention.adjective.country):
                fixed.setdefault(key, {})[land] = DEMONYM_WEIGHT * math.sqrt(counts[key])
            continue
        names[key] = mention.candidates
        outer[key] = outer.get(key) or following(text, mentions, number)
    close = count_close(names)
    settled = {key: choose(_plain(found), Surroundings()) for key, found in names.items()}
    around = _count(fixed, names, settled, counts, first=True, close=close)
    for _ in range(ROUNDS):
        settled = {key: choose(found, around, containers=outer[key], name=key) for key, found in names.items()}
        around = _count(fixed, names, settled, counts, first=False, close=close)
    return settled, around


def _plain(candidates: Sequence[Place]) -> list[Place]:
    return [p for p in candidates if p.level == "country" or p.site_id or p.population >= WELL_KNOWN]


def _count(
    fixed: Mapping[str, Mapping[str, float]],
    names: Mapping[str, tuple[Place, ...]],
    settled: Mapping[str, Place | None],
    counts: Mapping[str, int],
    *,
    first: bool,
    close: Mapping[tuple[str, int | None], float],
) -> Surroundings:
    """The votes of all names. In the first round a name spreads its province votes over all that it may stand for."""
    countries: dict[str, dict[str, float]] = {key: dict(votes) for key, votes in fixed.items()}
    provinces: dict[str, dict[tuple[str, str], float]] = {}
    for key, found in names.items():
        place, weight = settled[key], math.sqrt(counts[key])
        if place is not None and place.country:
            countries.setdefault(key, {})[place.country] = weight
        # A well-known province is meant by its name, whatever towns bear it too.
        whole = [p for p in found if p.level == "province" and p.main and p.population >= WELL_KNOWN]
        units = {(p.country, p.admin1) for p in whole or found if p.admin1 is not None and p.level != "country"}
        provinces[key] = {(country, unit): bool(weight) / len(units) for country, unit in sorted(units)}
        if not first and place is not None and place.admin1 and place.level != "country":
            own = provinces[key] = dict(provinces.get(key, {}))
            unit = (place.country, place.admin1)
            own[unit] = own.get(unit, 0.0) + SETTLED
    country_total: Counter[str] = Counter()
    for votes in countries.values():
        country_total.update(votes)
    province_total: Counter[tuple[str, str]] = Counter()
    for units in provinces.values():
        province_total.update(units)
    return Surroundings(
        countries=countries,
        provinces=provinces,
        close=close,
        country_total=country_total,
        province_total=province_total,
        country_sum=sum(country_total.values()),
        province_sum=sum(province_total.values()),
    )


def following(text: str, mentions: Sequence[Mention], number: int) -> tuple[Place, ...]:
    """The province or country printed right after a name: "Tripoli, Lebanon", "Linden, N.J."."""
    if number + 1 >= len(mentions):
        return ()
    after = mentions[number + 1]
    if text[mentions[number].end : after.start].strip(" \n") not in (",", "(", "in", ", in"):
        return ()
    return tuple(p for p in after.candidates if p.level in ("country", "province"))[:3]
