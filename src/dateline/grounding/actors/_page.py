"""Page: the words of one text, with the actors and common nouns that stand on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dateline.grounding.actors._compile import CAPITAL, DEMONYM, NAME, SEAT
from dateline.grounding.actors._registry import ActorRegistry, WordHit
from dateline.grounding.actors._settle import Named, Settling
from dateline.grounding.actors._token import Tokens, split_words

_SENTENCE_END = frozenset(".!?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Tokens of a text with what was found on them; `named_of` and `word_of` give for each token what covers it."""

    text: str
    registry: ActorRegistry
    tokens: Tokens
    lower: tuple[str, ...]
    capital: tuple[bool, ...]
    named: tuple[Named, ...]
    named_of: tuple[Named | None, ...]
    word_of: tuple[WordHit | None, ...]
    sentence_of: tuple[int, ...]
    countries: Mapping[str, int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The tokens (first, last exclusive) that text[start:end] touches."""
        return bisect_right(self.tokens.ends, start), bisect_left(self.tokens.starts, end)

    def words(self, first: int, last: int) -> str:
        """The text of tokens `first`..`last`, on one line."""
        if first >= last:
            return ""
        return " ".join(self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]].split())


def read_page(text: str, *, registry: ActorRegistry, published: date | None) -> Page:
    """Scans `text` once and settles what each name stands for."""
    tokens = split_words(text)
    starts = tokens.starts
    hits, nouns = registry.scan(tokens)
    capital = tuple(text[s].isupper() for s in starts)
    word_of: list[WordHit | None] = [None] * len(starts)
    for noun in nouns:
        for i in range(noun.first, noun.last):
            word_of[i] = noun
    sentence_of: list[int] = []
    number = 0
    for i in range(len(tokens.words)):
        if i and (tokens.words[i - 1] in _SENTENCE_END or "\n" in text[tokens.ends[i - 1] : starts[i]]):
            number += 1
        sentence_of.append(number)
    named = Settling(registry, tokens, capital, word_of, published).settle(hits)
    named_of: list[Named | None] = [None] * len(starts)
    for name in named:
        for i in range(name.first, name.last):
            named_of[i] = name
    return Page(
        text=text,
        registry=registry,
        tokens=tokens,
        lower=tuple(w.lower() for w in tokens.words),
        capital=capital,
        named=tuple(named),
        named_of=tuple(named_of),
        word_of=tuple(word_of),
        sentence_of=tuple(sentence_of),
        countries=count_countries(named),
    )


def count_countries(named: tuple[Named, ...] | list[Named]) -> Counter[str]:
    """How often each country is named: by its name, its people's, its capital, or a body of its state."""
    return Counter(
        n.actor.country
        for n in named
        if n.actor.country and n.actor.kind in ("state", "territory", "government", "body", "forces", "police")
    )


__all__ = ["CAPITAL", "DEMONYM", "NAME", "SEAT", "Named", "Page", "count_countries", "read_page"]
