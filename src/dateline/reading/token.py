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
    places = encoding.offsets
    offsets = np.asarray(places, dtype=np.int64).reshape(count, 2)
    words = encoding.word_ids
    case = [NO_CASE] * count  # a list: single elements of an array are slow to write
    at = 0
    while at < count:
        last = at
        while last + 1 < count and words[last + 1] == words[at] and words[at] is not None:
            last += 1
        case[at : last + 1] = [_case_of(text[places[at][0] : places[last][1]])] * (last + 1 - at)
        at = last + 1
    sentences = split_sentences(text, cuts_at)
    opened = np.asarray([start for start, _ in sentences] or [0], dtype=np.int64)
    sentence = np.maximum(np.searchsorted(opened, offsets[:, 0], side="right") - 1, 0)
    return Tokens(
        ids=np.asarray(encoding.ids, dtype=np.int64),
        case=np.asarray(case, dtype=np.int64),
        starts=offsets[:, 0],
        ends=offsets[:, 1],
        sentence=sentence,
        sentences=sentences,
    )


def token_rows(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """The rows of the tokens that a stretch of the text touches, end exclusive; None where there is none."""
    first = int(np.searchsorted(tokens.ends, start, side="right"))
    last = int(np.searchsorted(tokens.starts, end, side="left"))
    return (first, last) if first < last else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowShape:
    """How a document is cut: `block` positions (two of them the marks at both ends), `blocks` in a window, and `stride`
    tokens from one window to the next; what is near an edge is read again."""

    block: int
    blocks: int
    stride: int

    @property
    def room(self) -> int:
        """Tokens in a window."""
        return self.blocks * (self.block - 2)


# Whole articles: in blocks of 256 the encoder takes four fifths of the time that it takes over a whole window of 480; in blocks
# of 128 too much was missed (measured before training for it). The layers that see all blocks see about 700 words at once.
ARTICLE_WINDOWS: Final = WindowShape(block=256, blocks=4, stride=3 * 254)
# Close reading: every token is read where at least 127 others stand on both of its sides, at twice the time; a speaker is then
# seen with all of his words (attribution, beside blocks of 256 read twice: a point of F1, measured).
CLOSE_WINDOWS: Final = WindowShape(block=512, blocks=1, stride=255)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of a document as the encoder takes it: blocks of equal width, each between marks of its own.

    `ids` and `case` are (blocks, width). Most layers see one block, some see them all. The last tokens of the last block
    are padding (id 0) where the stretch does not come out even, fewer than there are blocks.
    """

    ids: NDArray[np.int64]
    case: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Encoder input of one document, and where the vector of each of its T tokens is taken: `row` is the window's number,
    `block` and `column` its place in it."""

    parts: tuple[Window, ...]
    row: NDArray[np.int64]
    block: NDArray[np.int64]
    column: NDArray[np.int64]

    @property
    def size(self) -> int:
        """How many tokens the encoder is given, marks and padding included."""
        return sum(part.ids.size for part in self.parts)


def cut_windows(tokens: Tokens, shape: WindowShape = ARTICLE_WINDOWS) -> Windows:
    """A document in windows; where there are several they overlap, and each token is read where it is farthest from an edge."""
    count, room = len(tokens.ids), shape.room
    firsts = list(range(0, count - room + shape.stride, shape.stride)) if count > room else [0]
    parts: list[Window] = []
    row, block, column = (np.zeros(count, dtype=np.int64) for _ in range(3))
    best = np.full(count, -1, dtype=np.int64)
    for number, first in enumerate(firsts):
        last = min(first + room, count)
        size = last - first
        blocks = max(1, -(-size // (shape.block - 2)))
        width = -(-size // blocks)
        parts.append(
            Window(
                ids=_in_blocks(tokens.ids[first:last], blocks, width, (CLS, SEP)),
                case=_in_blocks(tokens.case[first:last], blocks, width, (0, 0)),
            )
        )
        here = np.arange(size)
        left = np.full(size, size) if first == 0 else here
        right = np.full(size, size) if last == count else size - 1 - here
        edge = np.minimum(left, right)
        better = edge > best[first:last]
        for where, value in ((row, number), (block, here // max(width, 1)), (column, here % max(width, 1) + 1)):
            where[first:last] = np.where(better, value, where[first:last])
        best[first:last] = np.maximum(best[first:last], edge)
    return Windows(parts=tuple(parts), row=row, block=block, column=column)


def _in_blocks(values: NDArray[np.int64], blocks: int, width: int, marks: tuple[int, int]) -> NDArray[np.int64]:
    """`values` in rows of `width`, filled up with 0, a mark before and behind each row: (blocks, width + 2)."""
    out = np.zeros((blocks, width + 2), dtype=np.int64)
    out[:, 0], out[:, -1] = marks
    inner = np.zeros(blocks * width, dtype=np.int64)
    inner[: len(values)] = values
    out[:, 1:-1] = inner.reshape(blocks, width)
    return out
