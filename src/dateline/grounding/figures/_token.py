"""Words, numbers and marks of a text with their offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

# A number (1,005 or 12 or 1.2), a word with inner apostrophes, or any other mark.
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\S")


class Token(NamedTuple):  # one a word of every text, and a frozen dataclass is three times as slow to make
    """`start` and `end` are offsets into the whole text; `glued` says that no space stands before it."""

    text: str
    lower: str
    start: int
    end: int
    glued: bool


def tokens_of(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens that lie in `text[start:end]`."""
    found: list[Token] = []
    before = -1
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        found.append(Token(word, word.lower(), match.start(), match.end(), match.start() == before))
        before = match.end()
    return tuple(found)
