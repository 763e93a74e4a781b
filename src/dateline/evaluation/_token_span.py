"""to_characters: spans of a public set that count words, among spans that count characters -> characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    Span = tuple[int, int]

# Words as spaCy's English tokenizer parts them, by its documentation: more than one space is a word of its own, "U.N." is
# one, "no-fly" three, "don't" and "Sunday's" two.
_TOKEN: Final = re.compile(
    r"(?<= )\s+|(?<!\S)\s+(?=\S)|[^\S ]+"
    r"|(?:[^\W\d_]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Maj|Capt|Gov|Sen|Rep|Rev|No|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Co|Inc|Corp|Jr|Sr)\."
    r"|[^\W\d_]+?(?=n[’']t\b)|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b"
    r"|\d[\w.,:/]*-[^\W\d_]+|\d+(?:[.,:/]\d+)+|[^\W_]+(?:-\d+\w*)+"
    r"|\w+(?:[’'](?!(?:s|re|ve|ll|d|m)\b)\w+)*|``|''|--+|\.\.+|[^\w\s]"
)


def to_characters(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans, counted in characters of `text`; of those that are no whole words, the words of these numbers.

    `event-places` has such spans in one of six of its items with a place: first and last word, from 0, both within.
    """
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    found: list[Span] = []
    for start, end in spans:
        if _is_whole(text, start, end):
            found.append((start, end))
        elif start <= end < len(tokens):
            found.append((tokens[start][0], tokens[end][1]))
    return tuple(found)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether it is words, from the beginning of one to the end of one."""
    if not (0 <= start < end <= len(text)) or not any(letter.isalnum() for letter in text[start:end]):
        return False
    return not _is_inside(text, start) and not _is_inside(text, end)


def _is_inside(text: str, at: int) -> bool:
    """Whether it cuts a word in two, or a word from its ending ("isn|'t")."""
    if not 0 < at < len(text) or not text[at].isalnum():
        return False
    return text[at - 1].isalnum() or (text[at - 1] in "'’" and at > 1 and text[at - 2].isalnum())
