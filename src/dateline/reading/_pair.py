"""What two spans have to do with each other before any weight is asked: distances, order, shared words.

The same numbers teach the heads and are read by them, so they are made here once, in NumPy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dateline.model import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]
    Rows = NDArray[np.int64]

# Roles whose sharing tells whether two triggers name one event; who tells of it does not.
SHARED_ROLES: Final = tuple(n for n, role in enumerate(label.ROLES) if role != "source")
STEM: Final = 4  # letters by which "killed", "killing" and "kills" are alike
PRONOUNS: Final = frozenset(
    {"he", "him", "she", "her", "they", "them", "it", "who", "we", "us", "i", "you", "his", "their"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanRows:
    """Spans in token rows, end exclusive, with the sentence of the first token and a number for what they are called.

    Spans of one `key` are called alike: mentions by `mention_keys`, triggers by `trigger_keys`.
    """

    start: Rows
    end: Rows
    sentence: Rows
    key: Rows


def _numbers(words: Sequence[object]) -> Rows:
    seen: dict[object, int] = {}
    return np.asarray([seen.setdefault(word, len(seen)) for word in words], dtype=np.int64)


def mention_keys(text: str, spans: Sequence[tuple[int, int]], layers: Sequence[str]) -> Rows:
    """One number for all mentions of a layer that end in the same word (a name), or are the same words (times, tolls)."""
    words: list[object] = []
    for number, ((start, end), layer) in enumerate(zip(spans, layers, strict=True)):
        said = text[start:end].casefold()
        last = said.split()[-1].strip(".,'’\"”)") if said.split() else said
        if layer in ("time", "toll"):
            words.append((layer, said))
        else:
            words.append(
                number if said in PRONOUNS or not last else (layer, last.removesuffix("'s").removesuffix("’s"))
            )
    return _numbers(words)


def trigger_keys(text: str, spans: Sequence[tuple[int, int]]) -> Rows:
    """One number for all triggers that begin with the same letters."""
    return _numbers([text[start : min(end, start + STEM)].casefold() for start, end in spans])


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePairs:
    """(triggers, mentions) each, as rows of the heads' tables: distance in tokens, in sentences, how many mentions of the
    same layer and how many triggers stand between."""

    distance: Rows
    sentence: Rows
    rank: Rows
    between: Rows


def role_pairs(t: SpanRows, m: SpanRows, layer: Rows) -> RolePairs:
    """`layer` is the number of each mention's layer."""
    rank = np.zeros((len(t.start), len(m.start)), dtype=np.int64)
    for number in range(len(label.MENTION_LAYERS)):
        here = np.flatnonzero(layer == number)
        starts = np.sort(m.start[here])
        rank[:, here] = np.searchsorted(starts, m.start[here])[None, :] - np.searchsorted(starts, t.start)[:, None]
    order = np.sort(t.start)
    between = np.searchsorted(order, m.start)[None, :] - np.searchsorted(order, t.start)[:, None]
    return RolePairs(
        distance=_bucket(label.DISTANCE_EDGES, m.start[None, :] - t.start[:, None]),
        sentence=_bucket(label.SENTENCE_GAP_EDGES, m.sentence[None, :] - t.sentence[:, None]),
        rank=_bucket(label.ORDER_EDGES, rank),
        between=_bucket(label.ORDER_EDGES, between),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPairs:
    """(triggers, triggers): distance in tokens as rows of the heads' table, and whether both begin with the same letters."""

    distance: Rows
    alike: Array


def event_pairs(t: SpanRows) -> EventPairs:
    return EventPairs(
        distance=_bucket(label.DISTANCE_EDGES, np.abs(t.start[None, :] - t.start[:, None])),
        alike=(t.key[None, :] == t.key[:, None]).astype(np.float32),
    )


def shared_roles(roles: Array, key: Rows) -> Array:
    """Role probabilities (triggers, mentions, roles) -> how much two triggers share of each: (triggers, triggers, shared)."""
    if not len(key):
        return np.zeros((len(roles), len(roles), len(SHARED_ROLES)), dtype=np.float32)
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    best = np.maximum.reduceat(roles[:, order][:, :, SHARED_ROLES], first, axis=1)  # of all mentions of one key
    table = best.transpose(2, 0, 1)
    return np.minimum(table @ table.transpose(0, 2, 1), 1.0).transpose(1, 2, 0)


def _bucket(edges: tuple[int, ...], values: Rows) -> Rows:
    return np.searchsorted(edges, values, side="right")
