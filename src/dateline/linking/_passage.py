"""passages: signatures by which the same words are found again in another text, though edited a little."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol, cast

import rensa

from dateline.linking._clause import split_sentences
from dateline.linking._word import split_words, weigh

if TYPE_CHECKING:
    from collections.abc import Callable

PERMUTATIONS: Final = (
    64  # the error of a likeness is about one in eight, enough to tell copy from the same facts retold
)
SHINGLE: Final = 3  # words: two reporters share pairs of words by chance, seldom threes
LEAST_WORDS: Final = 8  # a shorter sentence (“Police are investigating”) is the same in texts that share nothing
_SEED: Final = 20_240_601
# Sentences of one wire, cut and changed by desks, stay above it; the same fact in two reporters' words stays far below.
SAME: Final = 0.6


class _Sketch(Protocol):
    """What is used of `rensa.RMinHash`, which comes without types."""

    def update(self, items: list[str]) -> None: ...
    def digest(self) -> list[int]: ...


_new_sketch = cast("Callable[..., _Sketch]", vars(rensa)["RMinHash"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of a text with its MinHash signature over runs of words (Broder 1997; `rensa`'s R-MinHash)."""

    start: int
    end: int
    signature: tuple[int, ...]


@lru_cache(maxsize=256)
def passages(text: str) -> tuple[Passage, ...]:
    """The passages of a text that are long enough to be known again, in order."""
    found: list[Passage] = []
    for start, end in split_sentences(text):
        words = split_words(text[start:end])
        if len(words) >= LEAST_WORDS:
            found.append(Passage(start=start, end=end, signature=_sign(words)))
    return tuple(found)


def likeness(a: Passage, b: Passage) -> float:
    """The estimated share of runs of words that two passages have in common, 0 to 1."""
    return sum(x == y for x, y in zip(a.signature, b.signature, strict=True)) / PERMUTATIONS


def shared_passages(left: str, right: str) -> tuple[tuple[Passage, Passage], ...]:
    """The passages of `left` that stand in `right` too, each with its best match."""
    theirs = passages(right)
    pairs: list[tuple[Passage, Passage]] = []
    for passage in passages(left):
        best = max(theirs, key=lambda other: likeness(passage, other), default=None)
        if best and likeness(passage, best) >= SAME:
            pairs.append((passage, best))
    return tuple(pairs)


def shared_run(left: str, right: str) -> tuple[str, ...]:
    """The longest run of words, folded, that two texts have in common; the first of several."""
    a, b = split_words(left), split_words(right)
    best = (0, 0)
    lengths = [0] * (len(b) + 1)
    for i, word in enumerate(a, start=1):
        row = [0] * (len(b) + 1)
        for j, other in enumerate(b, start=1):
            if word == other:
                row[j] = lengths[j - 1] + 1
                if row[j] > best[0]:
                    best = (row[j], i)
        lengths = row
    return a[best[1] - best[0] : best[1]]


def weight(words: tuple[str, ...]) -> float:
    """How much a run of words tells: the sum of what its words tell."""
    return sum(map(weigh, words))


def _sign(words: tuple[str, ...]) -> tuple[int, ...]:
    shingles = {" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}
    sketch = _new_sketch(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(shingles))
    return tuple(sketch.digest())
