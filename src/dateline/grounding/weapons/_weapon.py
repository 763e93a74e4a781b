"""Spans that name a weapon -> its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.grounding.weapons._lexicon import WORD, Term, terms_by_first_word
from dateline.model import Evidence, Weapon

_GAP = re.compile(r"[\s\-\u2010\u2011/&.\u2019']{1,3}")  # what may stand between two words of one term


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    start: int
    end: int
    term: Term


def read_weapon(text: str, start: int, end: int) -> Weapon | None:
    """The kind of the weapon that the span `text[start:end]` names; None where no term of the lexicon is in it.

    Of several weapons the first is taken, but a noun before a word for an act, and mild means (tear gas beside
    bullets) only where they are alone. Raises ValueError for a stretch outside the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"no stretch {start}:{end} in a text of {len(text)} characters")
    matches = list(_matches(text, start, end, acts=True))
    if not matches:
        return None
    best = min(matches, key=lambda m: (m.term.weak, not m.term.named, m.term.weak and m.term.kind == "other", m.start))
    return Weapon(kind=best.term.kind, evidence=Evidence.of(text, start, end))


def find_weapons(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a text that name a weapon by a noun, in order; words for acts ("shot") are left out."""
    return tuple((m.start, m.end) for m in _matches(text, 0, len(text), acts=False) if m.term.named)


def _matches(text: str, start: int, end: int, *, acts: bool) -> Iterator[_Match]:
    index = terms_by_first_word()
    words = [(m.group().lower(), m.start(), m.end()) for m in WORD.finditer(text, start, end)]
    position = 0
    while position < len(words):
        match = None
        for term in index.get(words[position][0], ()):
            if (acts or term.named) and (match := _match_at(text, words, position, term)) is not None:
                break
        if match is None:
            position += 1
            continue
        yield match
        position += len(match.term.words)


def _match_at(text: str, words: list[tuple[str, int, int]], position: int, term: Term) -> _Match | None:
    last = position + len(term.words)
    if last > len(words):
        return None
    first = text[words[position][1] : words[position][2]]
    if term.cased and not (first[0].isupper() or first[0].isdigit()):
        return None
    if term.upper and not first.removesuffix("s").isupper():
        return None  # "Sam" is no SAM
    for offset, word in enumerate(term.words):
        if words[position + offset][0] != word:
            return None
        if offset and _GAP.fullmatch(text, words[position + offset - 1][2], words[position + offset][1]) is None:
            return None
    return _Match(start=words[position][1], end=words[last - 1][2], term=term)
