"""Text -> tokens with offsets, letter case and sentence numbers, and the windows that the encoder sees."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from dateline.model import Segment, SegmentKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

WINDOW: Final = 512  # positions of the encoder, two of them for its marks at both ends
STRIDE: Final = 384  # a token near a window's edge is read again with more text around it
CLS: Final = 101
SEP: Final = 102

NO_CASE, LOWER, TITLE, UPPER, MIXED, DIGIT = range(6)
CASES: Final = 6

# A sentence ends at a stop and space before a capital, quote or digit, or at a line break; not after an initial or a title.
_BREAK: Final = re.compile(r"\n+|(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_NO_STOP: Final = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Gov|Sen|Rep|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|Brig|Adm|Prof"
    r"|Rev|Hon|Pres|Cmdr|Inc|Co|Corp|Ltd|U\.S|U\.N|U\.K|a\.m|p\.m))\.$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A text's word pieces, one row each. All arrays have length T (tokens of the document, without marks)."""

    ids: NDArray[np.int64]
    case: NDArray[np.int64]
    starts: NDArray[np.int64]  # code points into the text
    ends: NDArray[np.int64]
    sentence: NDArray[np.int64]  # number of the sentence, from 0
    sentences: tuple[tuple[int, int], ...]  # code points of each sentence


def split_sentences(text: str, cuts_at: Sequence[int] = ()) -> tuple[tuple[int, int], ...]:
    """Sentences as (start, end) in code points, in order, white space left out at both ends.

    `cuts_at` are places where one ends in any case: the edges of headings, datelines and embedded posts.
    """
    cuts = [0, *(at for at in cuts_at if 0 < at < len(text))]
    for found in _BREAK.finditer(text):
        if found.group().strip("\"'”’)]").startswith("\n") or "\n" in found.group():
            cuts.append(found.end())
            continue
        if _NO_STOP.search(text[max(0, found.start() - 12) : found.start()]):
            continue
        cuts.append(found.end())
    cuts = [*sorted(set(cuts)), len(text)]
    spans: list[tuple[int, int]] = []
    for low, high in itertools.pairwise(cuts):
        stretch = text[low:high]
        body = stretch.strip()
        if body:
            start = low + len(stretch) - len(stretch.lstrip())
            spans.append((start, start + len(body)))
    return tuple(spans)


def _case_of(word: str) -> int:
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    if word[:1].isdigit():
        return DIGIT
    if word.istitle():
        return TITLE
    return MIXED if any(c.isalpha() for c in word) else NO_CASE


def segment_edges(segments: Sequence[Segment]) -> tuple[int, ...]:
    """Where a segment parts sentences: at its edges, and behind a post's own words."""
    edges = {at for s in segments for at in (s.start, s.end)}
    return tuple(sorted(edges | {s.content_end for s in segments if s.kind is SegmentKind.POST and s.content_end}))


def tokenise(text: str, tokenizer: Tokenizer, cuts_at: Sequence[int] = ()) -> Tokens:
    """The tokens of `text`; an empty text gives empty arrays. `cuts_at` as for `split_sentences`."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    count = len(encoding.ids)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(count, 2)
    words = encoding.word_ids
    case = np.zeros(count, dtype=np.int64)
    at = 0
    while at < count:
        last = at
        while last + 1 < count and words[last + 1] == words[at] and words[at] is not None:
            last += 1
        case[at : last + 1] = _case_of(text[offsets[at, 0] : offsets[last, 1]])
        at = last + 1
    sentences = split_sentences(text, cuts_at)
    opened = np.asarray([start for start, _ in sentences] or [0], dtype=np.int64)
    sentence = np.maximum(np.searchsorted(opened, offsets[:, 0], side="right") - 1, 0)
    return Tokens(
        ids=np.asarray(encoding.ids, dtype=np.int64),
        case=case,
        starts=offsets[:, 0],
        ends=offsets[:, 1],
        sentence=sentence,
        sentences=sentences,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Encoder input: `ids`, `case`, `mask` are (windows, width); `row`, `column` say where each token's vector is taken."""

    ids: NDArray[np.int64]
    case: NDArray[np.int64]
    mask: NDArray[np.int64]
    row: NDArray[np.int64]
    column: NDArray[np.int64]


def cut_windows(tokens: Tokens) -> Windows:
    """Overlapping windows over a document; each token is read where it stands farthest from an edge."""
    count, room = len(tokens.ids), WINDOW - 2
    firsts = list(range(0, max(1, count - room + STRIDE), STRIDE)) if count > room else [0]
    width = min(count, room) + 2
    ids = np.zeros((len(firsts), width), dtype=np.int64)
    case = np.zeros_like(ids)
    mask = np.zeros_like(ids)
    row, column = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    best = np.full(count, -1, dtype=np.int64)
    for number, first in enumerate(firsts):
        last = min(first + room, count)
        size = last - first
        ids[number, 0], ids[number, size + 1] = CLS, SEP
        ids[number, 1 : size + 1] = tokens.ids[first:last]
        case[number, 1 : size + 1] = tokens.case[first:last]
        mask[number, : size + 2] = 1
        here = np.arange(size)
        left = np.full(size, size) if first == 0 else here
        right = np.full(size, size) if last == count else size - 1 - here
        edge = np.minimum(left, right)
        better = edge > best[first:last]
        row[first:last] = np.where(better, number, row[first:last])
        column[first:last] = np.where(better, here + 1, column[first:last])
        best[first:last] = np.maximum(best[first:last], edge)
    return Windows(ids=ids, case=case, mask=mask, row=row, column=column)
