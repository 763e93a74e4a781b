"""Counts of people anywhere in a text."""

from __future__ import annotations

from dateline.grounding.figures._lexicon import lexicon
from dateline.grounding.figures._number import NUMBER_WORDS, number_at
from dateline.grounding.figures._token import tokens_of
from dateline.grounding.figures._unit import counted

_SET_WORDS = frozenset({"a", "an"})
_SET_NOUNS = frozenset({"couple", "dozen", "few", "hundred", "million", "pair", "score", "thousand", "trio"})


def find_figures(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches that count people, in order: a number or quantifier, its bound, and a noun for people."""
    words = lexicon()
    tokens = tokens_of(text, 0, len(text))
    found: list[tuple[int, int]] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        opens = token.text[0].isdigit() or token.lower in NUMBER_WORDS
        if token.lower in _SET_WORDS:
            opens = position + 1 < len(tokens) and tokens[position + 1].lower in _SET_NOUNS
        number = number_at(tokens, position, words) if opens else None
        if number is None:
            position += 1
            continue
        unit = counted(tokens, number, words)
        if unit is None or not unit.sure:
            position = max(number.last, position + 1)
            continue
        start = tokens[unit.first].start
        if not found or start >= found[-1][1]:
            found.append((start, tokens[unit.last - 1].end))
        position = max(unit.last, position + 1)
    return tuple(found)
