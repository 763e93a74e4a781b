"""Spans in token rows -> spans that begin and end where a phrase does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.reading.token import Tokens

# No phrase for a party, place or source ends with one of these, and none begins with one of the second set.
_NOT_LAST: Final = frozenset(
    "in of at on by for from to with and or but as that which who including citing cited said says told state stated states "
    "under into over near after before between against among during while when where is are was were the a an its his her "
    "their - – — , . ; : ( [ “ \" ' ‘ …".split()
)
_NOT_FIRST: Final = frozenset("and or but that which including citing , . ; : ) ] - – — ” \" ' ’ …".split())
# A teller who cites another one is two tellers.
_PARTS: Final = frozenset(("citing", "quoting"))


def trim_spans(
    spans: list[tuple[int, int]], text: str, tokens: Tokens, joined: Sequence[bool]
) -> list[tuple[int, int]]:
    """The same spans without loose words at their ends, cut in two at "citing"; what has no letter or digit is dropped.

    `joined` as `joined_rows` gives it.
    """
    out: list[tuple[int, int]] = []
    starts, ends = tokens.starts.tolist(), tokens.ends.tolist()

    def whole(row: int) -> bool:
        """Whether a token is a word by itself: the piece "##on" of a town's name is no preposition."""
        return not joined[row] and not (row + 1 < len(joined) and joined[row + 1])

    for first, last in spans:
        words = [text[starts[n] : ends[n]].lower() for n in range(first, last)]
        cuts = [first + n for n, word in enumerate(words) if word in _PARTS and whole(first + n)]
        edges = [first, *(c for cut in cuts for c in (cut, cut + 1)), last]
        for a, b in zip(edges[::2], edges[1::2], strict=True):
            low, high = a, b
            while high > low and words[high - 1 - first] in _NOT_LAST and whole(high - 1):
                high -= 1
            while low < high and words[low - first] in _NOT_FIRST and whole(low):
                low += 1
            if any(c.isalnum() for word in words[low - first : high - first] for c in word):
                out.append((low, high))
    return out
