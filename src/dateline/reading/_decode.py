"""Tag probabilities -> spans in token rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dateline.reading.token import Tokens


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
