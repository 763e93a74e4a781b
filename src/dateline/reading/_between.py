"""What passes between two given parties: the heads asked for every possible trigger at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dateline.model import label
from dateline.reading._pair import SpanRows, role_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dateline.reading._head import Heads
    from dateline.reading.token import Tokens

    Floats = NDArray[np.float32]
    Span = tuple[int, int]

KINDS = len(label.EVENT_TYPES)
_TINY = 1e-30


def weigh_types(tokens: Tokens, hidden: Floats, source: Span | None, target: Span | None, heads: Heads) -> Floats:
    """The share of each event type (KINDS,) in what the source does to the target; a party that is None is left open.

    Each token may name the event: its tag says so and of which type, the roles say who acts on whom. `source` and
    `target` are token rows, end exclusive.
    """
    rows = np.arange(len(tokens.ids))
    every = SpanRows(start=rows, end=rows + 1, sentence=tokens.sentence, key=rows)
    given = [(span, role) for span, role in ((source, "actor"), (target, "target")) if span is not None]
    spans = np.asarray([span for span, _ in given], dtype=np.int64).reshape(len(given), 2)
    first = spans[:, 0]
    m = SpanRows(start=first, end=spans[:, 1], sentence=tokens.sentence[first], key=np.arange(len(given)))
    party = np.full(len(given), label.MENTION_LAYERS.index("party"))
    sums = heads.sums(hidden)
    vectors = heads.trigger_vectors(hidden, sums, every)
    roles = heads.roles(vectors, heads.mention_vectors(hidden, sums, m, party), role_pairs(every, m, party))
    tags = heads.tags(hidden)[0]
    begins = tags[:, 1 : 1 + KINDS]
    named = begins.sum(1, keepdims=True)
    kinds = begins / np.maximum(named, _TINY) + heads.classify("kind", vectors)
    weight = named
    for number, (_, role) in enumerate(given):
        weight = weight * roles[:, number, label.ROLES.index(role)][:, None]
    total = (weight * kinds).sum(0)
    return total / max(float(total.sum()), _TINY)
