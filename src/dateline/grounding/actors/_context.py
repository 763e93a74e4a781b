"""PartyContext: what one document tells of its parties, made once and asked for every span."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from dateline.grounding.actors._page import CAPITAL, DEMONYM, Page, count_countries, read_page
from dateline.grounding.actors._people import Person, find_people
from dateline.grounding.actors._registry import ActorRegistry, default_registry
from dateline.grounding.actors._words import word_set

# Weights of the mentions of a country by sentence, relative to the sentence that asks.
# Set on the training part of the coded articles; the result is flat around these values.
_SAME_SENTENCE, _BEFORE, _ELSEWHERE = 3.0, 1.5, 1.0
# The share of all weight that one country must have to stand for a body named without one.
_DOMINANT = 0.34

_ACRONYM = re.compile(r"\(\s*([A-Z][A-Za-z]*[A-Z]|[A-Z]{2,})\s*\)")
_SMALL_WORDS = word_set("of the and for in on to de la le du des et")


class ActorSpan(NamedTuple):
    """text[start:end] names the actor of the registry with this id."""

    start: int
    end: int
    actor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyContext:
    """One document as `ground_party` sees it. `places`: offset and country of grounded places."""

    page: Page
    published: date | None
    people: Mapping[str, Person]
    acronyms: Mapping[str, str]
    places: tuple[tuple[int, str], ...]
    weights: Mapping[str, float]
    by_sentence: Mapping[int, tuple[str, ...]]

    @property
    def text(self) -> str:
        return self.page.text

    def country_at(self, offset: int) -> tuple[str, float]:
        """The country of a body that is named without one at `offset`, and its share of what is named around; or ""."""
        page = self.page
        token = min(page.span(offset, offset + 1)[0], len(page.sentence_of) - 1)
        if token < 0 or not self.weights:
            return "", 0.0
        sentence = page.sentence_of[token]
        scores = {c: w * _ELSEWHERE for c, w in self.weights.items()}
        total = sum(scores.values())
        for number, weight in ((sentence, _SAME_SENTENCE), (sentence - 1, _BEFORE)):
            for country in self.by_sentence.get(number, ()):
                scores[country] = scores.get(country, 0.0) + weight
                total += weight
        country, best = min(scores.items(), key=lambda s: (-s[1], s[0]))
        share = best / total
        return (country, share) if share >= _DOMINANT else ("", share)


def build_context(
    text: str,
    spans: Sequence[tuple[int, int]] = (),
    *,
    published: date | None,
    registry: ActorRegistry | None = None,
    places: Sequence[tuple[int, str]] = (),
) -> PartyContext:
    """Reads a document once: names of the registry, people with their titles, acronyms, the countries that it is about.

    `spans` are the stretches that will be asked for (they may be left out); `places` the offsets and ISO alpha-3 codes
    of places that are already grounded, which tell the country of bodies named without one.
    """
    registry = registry or default_registry()
    page = read_page(text, registry=registry, published=published)
    del spans
    context = PartyContext(
        page=page,
        published=published,
        people=MappingProxyType(find_people(page, published=published)),
        acronyms=MappingProxyType(_find_acronyms(text)),
        places=(),
        weights=MappingProxyType({}),
        by_sentence=MappingProxyType({}),
    )
    return with_places(context, places)


def with_places(context: PartyContext, places: Sequence[tuple[int, str]]) -> PartyContext:
    """The same document, with the countries of its places: (offset, ISO alpha-3 code) each, in place of earlier ones."""
    page = context.page
    weights: Counter[str] = Counter()
    by_sentence: dict[int, list[str]] = {}
    for named in page.named:
        country = named.actor.country
        if not country or named.actor.kind in ("media", "organisation", "group"):
            continue
        weights[country] += 1
        by_sentence.setdefault(page.sentence_of[named.first], []).append(country)
    for offset, country in places:
        token = page.span(offset, offset + 1)[0]
        if country and token < len(page.sentence_of):
            weights[country] += 1
            by_sentence.setdefault(page.sentence_of[token], []).append(country)
    return replace(
        context,
        places=tuple(places),
        weights=MappingProxyType(dict(weights)),
        by_sentence=MappingProxyType({n: tuple(c) for n, c in by_sentence.items()}),
    )


def find_actors(text: str, context: PartyContext) -> tuple[ActorSpan, ...]:
    """The names of the registry in `text`, longest match, without overlaps, in the order of the text.

    Adjectives ("Iranian") and capitals (mostly places) are left out; weak names are found only with support.
    """
    page = _page_of(text, context)
    return tuple(
        ActorSpan(page.tokens.starts[n.first], page.tokens.ends[n.last - 1], n.actor.id)
        for n in page.named
        if n.form not in (DEMONYM, CAPITAL)
    )


def countries_named(text: str, context: PartyContext) -> Mapping[str, int]:
    """ISO alpha-3 code -> how often `text` names the country, its people, its capital or a body of its state."""
    page = _page_of(text, context)
    return dict(sorted(count_countries(page.named).items(), key=lambda c: (-c[1], c[0])))


def _page_of(text: str, context: PartyContext) -> Page:
    if text == context.page.text:
        return context.page
    return read_page(text, registry=context.page.registry, published=context.published)


def _find_acronyms(text: str) -> dict[str, str]:
    """Acronyms that the text explains, "Ministry of External Affairs (MEA)", and the words they stand for."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        letters = match.group(1).upper()
        words = text[max(0, match.start() - 120) : match.start()].replace("-", " ").split()
        for count in range(len(letters), min(len(words), 2 * len(letters) + 2) + 1):
            part = words[len(words) - count :]
            initials = "".join(w[0] for w in part if w.lower() not in _SMALL_WORDS).upper()
            every = "".join(w[0] for w in part).upper()
            if letters in (initials, every) and part[0].lower() not in _SMALL_WORDS:
                found.setdefault(match.group(1), " ".join(part))
                break
    return found
