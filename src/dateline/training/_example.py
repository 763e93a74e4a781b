"""Gold -> examples: token rows with the targets of each head. Offsets of gold are code points, those of examples tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dateline.reading.token import Tokens, Windows

if TYPE_CHECKING:
    from numpy.typing import NDArray


IGNORE = -100
UNKNOWN = -1  # a label that this gold says nothing of
MOST_OCCURRENCES = 6  # of one name in a document: enough to find the near one, few enough to keep pairs cheap


@dataclass(kw_only=True)
class TriggerRow:
    start: int
    end: int
    event: int
    type: int
    mode: int
    realis: int
    ground: int
    own: float  # told in the article's own voice: 1 yes, 0 no, -1 unknown
    today: float  # undated in the text, and plainly news of the publication day: 1 yes, 0 no, -1 unknown
    key: int = 0  # what is called alike has one number


@dataclass(kw_only=True)
class MentionRow:
    start: int
    end: int
    layer: int
    entity: int
    key: int = 0


@dataclass(kw_only=True)
class TypedPair:
    """Two parties in token rows, and the types of which one passes from the first to the second; its trigger is not known."""

    source: tuple[int, int]
    target: tuple[int, int]
    types: tuple[int, ...]


@dataclass(kw_only=True)
class Example:
    name: str
    tokens: Tokens
    windows: Windows
    trigger_tags: NDArray[np.int64] | None = None
    layer_tags: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    triggers: list[TriggerRow] = field(default_factory=list)
    mentions: list[MentionRow] = field(default_factory=list)
    events: int = 0
    entities: int = 0
    roles: dict[tuple[int, int], set[int]] = field(default_factory=dict)  # (event, entity) -> roles
    claims: list[tuple[int, int, int, int]] = field(default_factory=list)  # event, entity or -1, stance, hedge
    pair: TypedPair | None = None
    coreference: bool = False


def occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """Where `quote` stands in `text` as whole words; anywhere if nowhere as whole words."""
    found, at = [], text.find(quote) if quote else -1
    while at >= 0:
        found.append((at, at + len(quote)))
        at = text.find(quote, at + 1)
    whole = [
        (a, b)
        for a, b in found
        if not (a and text[a - 1].isalnum() and text[a].isalnum())
        and not (b < len(text) and text[b].isalnum() and text[b - 1].isalnum())
    ]
    return whole or found


def nearest(places: list[tuple[int, int]], anchors: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The occurrence nearest to one of the anchors; inside one counts as distance 0."""
    if not places:
        return None

    def gap(span: tuple[int, int]) -> int:
        return min((max(0, a - span[1], span[0] - b) for a, b in anchors), default=0)

    return min(places, key=gap)


def paint(tags: NDArray[np.int64], spans: list[tuple[int, int]], first: int, inner: int) -> None:
    """Writes B and I tags for spans, the longest first; a span that overlaps one already there is left out."""
    taken = np.zeros(len(tags), dtype=bool)
    for a, b in sorted(set(spans), key=lambda s: s[0] - s[1]):
        if taken[a:b].any():
            continue
        tags[a], tags[a + 1 : b] = first, inner
        taken[a:b] = True
