"""Tag probabilities -> spans in token rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dateline.reading.token import Tokens

_TINY: Final = 1e-6


def decode_spans(begin: NDArray[np.float32], inside: NDArray[np.float32], floor: float) -> list[tuple[int, int]]:
    """Runs of tokens whose B or I reaches `floor`; a B that outweighs its I opens a new span. Rows, end exclusive."""
    on = begin + inside >= floor
    goes_on = (inside >= begin).tolist()
    spans: list[tuple[int, int]] = []
    for row in np.flatnonzero(on).tolist():
        if spans and spans[-1][1] == row and goes_on[row]:
            spans[-1] = (spans[-1][0], row + 1)
        else:
            spans.append((row, row + 1))
    return spans


def likeliest_spans(tags: NDArray[np.float32], *, begin: float = 0.0, outside: float = 0.0) -> list[tuple[int, int]]:
    """The spans of the likeliest row of tags in which no I comes behind an O (Viterbi). Rows, end exclusive.

    `tags` is (T, 3), the probabilities of O, B and I. `begin` is what each span costs and `outside` what each token outside of
    one costs, in natural logarithms: a span that is parted by one doubtful token stays whole.
    """
    logs = np.log(np.maximum(tags.astype(np.float64), _TINY)) - (outside, begin, 0.0)
    out, new, on = 0.0, -np.inf, -np.inf  # the best sums of rows that end in O, in B, in I
    came: list[tuple[int, int]] = []  # what stands before an O or a B, and before an I: 0, 1 or 2 for O, B, I
    for o, b, i in logs.tolist():
        best = max(out, new, on)
        before = 0 if best == out else 1 if best == new else 2
        inner = 1 if new >= on else 2
        came.append((before, inner))
        out, new, on = best + o, best + b, (new if inner == 1 else on) + i
    spans: list[tuple[int, int]] = []
    state = max(range(3), key=(out, new, on).__getitem__)
    end = len(came)
    for row in range(len(came) - 1, -1, -1):
        before, inner = came[row]
        if state == 1:
            spans.append((row, end))
        if state != 2:
            end = row
        state = inner if state == 2 else before
    return spans[::-1]


def joined_rows(tokens: Tokens) -> NDArray[np.bool_]:
    """Whether each token goes on a word that the token before it began."""
    joined = np.concatenate([[False], tokens.starts[1:] == tokens.ends[:-1]]) & (tokens.case > 0)
    joined[1:] &= tokens.case[:-1] > 0
    return joined


def widen_to_words(spans: list[tuple[int, int]], joined: Sequence[bool]) -> list[tuple[int, int]]:
    """The same spans with no word cut in two; spans that overlap then become one. `joined` as `joined_rows` gives it."""
    count = len(joined)
    out: list[tuple[int, int]] = []
    for first, last in spans:
        a, b = first, last
        while a > 0 and joined[a]:
            a -= 1
        while b < count and joined[b]:
            b += 1
        if out and a < out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def cut_at_sentences(spans: list[tuple[int, int]], sentence: NDArray[np.int64]) -> list[tuple[int, int]]:
    """The same spans, those that run over the end of a sentence in parts; `sentence` is each token's number of it."""
    out: list[tuple[int, int]] = []
    for first, last in spans:
        a = first
        if sentence[first] != sentence[last - 1]:
            for row in range(first + 1, last):
                if sentence[row] != sentence[row - 1]:
                    out.append((a, row))
                    a = row
        out.append((a, last))
    return out
