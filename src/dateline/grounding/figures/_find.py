"""Counts of people anywhere in a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from dateline.grounding.figures._lexicon import lexicon
from dateline.grounding.figures._number import NUMBER_WORDS, number_at
from dateline.grounding.figures._token import tokens_of
from dateline.grounding.figures._unit import counted

_SETS = frozenset({"couple", "dozen", "few", "hundred", "million", "pair", "thousand", "trio"})
_WORD = re.compile(r"\w+")
_BEFORE = 40  # characters that hold the longest bound before a number
_AFTER = 140  # characters that hold a long number and the noun phrase after it


def find_figures(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches that count people, in order: a number or quantifier, its bound, and a noun for people."""
    words = lexicon()
    every = tokens_of(text, 0, len(text))
    starts, ends = [token.start for token in every], [token.end for token in every]
    found: list[tuple[int, int]] = []
    done = 0
    previous = previous_start = None
    for match in _WORD.finditer(text):
        word, at = match.group().lower(), match.start()
        if word in _SETS and previous in ("a", "an"):
            at = previous_start or 0
        elif not (word in NUMBER_WORDS or word[0].isdigit()):
            previous, previous_start = word, at
            continue
        previous, previous_start = word, match.start()
        if at < done:
            continue
        low, high = _window(text, at)
        first = bisect_left(starts, low)
        tokens = every[first : bisect_right(ends, high)]
        index = bisect_left(starts, at) - first
        whole = index < len(tokens) and tokens[index].start == at
        number = number_at(tokens, index, words) if whole else None
        if number is None:
            continue
        done = tokens[number.last - 1].end
        unit = counted(tokens, number, words)
        if unit is None or not unit.sure:
            continue
        start = tokens[unit.first].start
        done = tokens[unit.last - 1].end
        if not found or start >= found[-1][1]:
            found.append((start, done))
    return tuple(found)


def _window(text: str, at: int) -> tuple[int, int]:
    """The stretch around a place, with no word cut."""
    start, end = max(0, at - _BEFORE), min(len(text), at + _AFTER)
    while 0 < start < at and not text[start - 1].isspace():
        start += 1
    while at < end < len(text) and not text[end].isspace():
        end -= 1
    return start, max(end, min(len(text), at + 1))
