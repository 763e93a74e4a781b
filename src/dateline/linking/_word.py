"""Words of a text as they are compared, and how much each tells: a fixed table of how many texts have a word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import resources
from math import log
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.errors import RegistryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_WORD: Final = re.compile(r"[^\W_]+(?:[.,](?=\d)\d+)*")
_TAIL: Final = re.compile(r"['’‘`]s?\b")
# What a word weighs that fewer texts have than the table counts: the table ends at one text in two thousand.
MOST_TELLING: Final = 8.0


def fold(words: str) -> str:
    """Lower case without accents and possessives, single spaces: the form in which names and words are compared."""
    plain = unicodedata.normalize("NFKD", _TAIL.sub("", words)).casefold()
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def split_words(text: str) -> tuple[str, ...]:
    """The words of a text, folded; numbers are words."""
    return tuple(fold(text).split())


@lru_cache(maxsize=1)
def load_table() -> Mapping[str, float]:
    """How much a word tells, the logarithm of how many texts there are to one that has it.

    Of each collection of texts that was counted, the one counts in which the word is commonest: a word that is common
    anywhere tells little there. Raises RegistryError where the table is malformed.
    """
    data = resources.files("dateline.linking") / "data" / "words.json"
    try:
        shares = msgspec.json.decode(data.read_bytes(), type=dict[str, list[str]])
        return MappingProxyType({word: float(weight) for weight, words in shares.items() for word in words})
    except (OSError, msgspec.MsgspecError, ValueError) as fault:
        raise RegistryError(f"The table of common words is broken ({fault}); install dateline again.") from fault


@lru_cache(maxsize=1 << 17)
def weigh(word: str) -> float:
    """How much a folded word tells, 0 to MOST_TELLING; a number of one or two digits tells nothing by itself."""
    if word.isdigit() and len(word) < 3:
        return 0.0
    return load_table().get(word, MOST_TELLING)


def pick_telling(words: Iterable[str], *, most: int, least: float) -> tuple[str, ...]:
    """The most telling of the words, at least `least` each: by weight and how often they stand there, then by name."""
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    ranked = sorted(
        ((-weigh(word) * (1 + log(count)), word) for word, count in counts.items() if weigh(word) >= least),
    )
    return tuple(word for _, word in ranked[:most])


def overlap(left: Iterable[str], right: Iterable[str]) -> tuple[float, float, tuple[str, ...]]:
    """What two sets of words share: the sum of weights, that sum as a share of the smaller set's, and the words."""
    ours, theirs = frozenset(left), frozenset(right)
    shared = tuple(sorted(ours & theirs, key=lambda word: (-weigh(word), word)))
    total = sum(map(weigh, shared))
    smaller = min(sum(map(weigh, ours)), sum(map(weigh, theirs)))
    return total, total / smaller if smaller else 0.0, shared


def sentences_around(text: str, spots: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences that hold the given stretches, each once, in order; a sentence ends at a stop and a space, or a line."""
    seen: set[tuple[int, int]] = set()
    for start, end in spots:
        # A stop is known by the capital behind it, which may be the stretch's own first letter.
        stops = (found.end() for found in _STOP.finditer(text, max(0, start - _REACH), start + 1))
        left = max((stop for stop in stops if stop <= start), default=max(0, start - _REACH))
        right = _STOP.search(text, end, end + _REACH)
        span = (left, right.start() + 1 if right else min(len(text), end + _REACH))
        if span not in seen:
            seen.add(span)
            yield span


_STOP: Final = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])|\n+")
_REACH: Final = 300  # characters: longer than most sentences of news
