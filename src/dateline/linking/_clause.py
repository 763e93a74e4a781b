"""split_sentences: where the sentences of a text stand; the unit in which tellers, figures and passages are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# A stop with its closing quotes, then a gap or, where a page was glued together, a capital right away; else a wide gap.
_STOP: Final = re.compile(
    r"[.!?]+[\"”’')\]]*(?:\s+(?=[\"“‘'(\[]*[A-Z0-9])|(?=[\"“‘]*[A-Z][a-z’' ]))|\n+|[ \t]{2,}(?=[\"“‘'(]*[A-Z])"
)
_GRAZED: Final = 20  # characters: a word run together with the next sentence's first
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Rev|St|Dept|Prof|No|vs|Jr|Sr|Jan|Feb|Aug|Sept|Oct"
    r"|Nov|Dec)|\b[A-Z](?:\.[A-Z])*|\b[ap]\.m)\.$"
)


@lru_cache(maxsize=64)
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of the sentences of `text`, in order, without the white space around them."""
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if not stop.group().isspace() and _ABBREVIATION.search(text, max(start, stop.start() - 8), stop.start() + 1):
            continue
        found.append((start, stop.end()))
        start = stop.end()
    found.append((start, len(text)))
    trimmed = (
        (s + len(text[s:e]) - len(text[s:e].lstrip()), e - len(text[s:e]) + len(text[s:e].rstrip())) for s, e in found
    )
    return tuple((s, e) for s, e in trimmed if s < e)


def sentences_of(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences that the stretch touches, in order; a stretch that reaches a word into the next does not touch it."""
    touched = [(s, e) for s, e in split_sentences(text) if s < end and start < e]
    well = [(s, e) for s, e in touched if min(e, end) - max(s, start) >= min(_GRAZED, e - s)]
    return tuple(well or touched)
