"""The heads in NumPy: the same arithmetic as the network that was trained, over one document's token vectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dateline.model import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.floating[Any]]
    Rows = NDArray[np.int64]

BLOCK: Final = 32  # triggers at a time in what grows with their square, so that a long text takes no more memory
_GELU: Final = float(np.sqrt(2.0 / np.pi))


def gelu(x: Array) -> Array:
    return 0.5 * x * (1.0 + np.tanh(_GELU * (x + 0.044715 * x * x * x)))


def softmax(x: Array) -> Array:
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def sigmoid(x: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanRows:
    """Spans in token rows, end exclusive, with the sentence of the first token."""

    start: Rows
    end: Rows
    sentence: Rows


class Heads:
    """Weights by the names that the network gave them; shapes as torch keeps them, (out, in)."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._w = {name: np.ascontiguousarray(value, dtype=np.float32) for name, value in weights.items()}

    def _linear(self, name: str, x: Array) -> Array:
        return x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]

    def tags(self, hidden: Array) -> tuple[Array, Array]:
        """Probabilities (T, trigger tags) and (T, layers, 3: O, B, I)."""
        logits = self._linear("tags", hidden)
        cut = len(label.TRIGGER_TAGS)
        layers = logits[:, cut:].reshape(len(hidden), len(label.SPAN_LAYERS), 3)
        return softmax(logits[:, :cut]), softmax(layers)

    def _pool(self, hidden: Array, spans: SpanRows) -> Array:
        total = np.concatenate(
            [np.zeros((1, hidden.shape[1]), np.float32), np.cumsum(hidden, axis=0, dtype=np.float32)]
        )
        mean = (total[spans.end] - total[spans.start]) / np.maximum(spans.end - spans.start, 1)[:, None]
        return np.concatenate([mean, hidden[spans.start]], axis=1)

    def trigger_vectors(self, hidden: Array, spans: SpanRows) -> Array:
        where = self._w["position.weight"][np.searchsorted(label.SENTENCE_EDGES, spans.sentence, side="right")]
        return gelu(self._linear("trigger", self._pool(hidden, spans)) + where)

    def mention_vectors(self, hidden: Array, spans: SpanRows, layer: Rows) -> Array:
        return gelu(self._linear("mention", self._pool(hidden, spans)) + self._w["layer.weight"][layer])

    def classify(self, name: str, vectors: Array) -> Array:
        return softmax(self._linear(name, vectors))

    def yes(self, name: str, vectors: Array) -> Array:
        """Probability of a yes-or-no head, one a row."""
        return sigmoid(self._linear(name, vectors))[:, 0]

    def roles(self, triggers: Array, mentions: Array, t: SpanRows, m: SpanRows) -> Array:
        """(triggers, mentions, roles) probabilities."""
        roles = len(label.ROLES)
        rank = len(self._w["role_trigger.weight"]) // roles
        left = self._linear("role_trigger", triggers).reshape(len(triggers), roles, rank).transpose(1, 0, 2)
        right = self._linear("role_mention", mentions).reshape(len(mentions), roles, rank).transpose(1, 2, 0)
        score = (left @ right).transpose(1, 2, 0) / np.sqrt(np.float32(rank))
        score = score + self._linear("role_bias_trigger", triggers)[:, None]
        score += self._linear("role_bias_mention", mentions)[None]
        gap = m.start[None, :] - t.start[:, None]
        score += self._w["role_distance.weight"][np.searchsorted(label.DISTANCE_EDGES, gap, side="right")]
        hop = m.sentence[None, :] - t.sentence[:, None]
        score += self._w["role_sentence.weight"][np.searchsorted(label.SENTENCE_GAP_EDGES, hop, side="right")]
        return sigmoid(score)

    def same_event(self, triggers: Array, t: SpanRows) -> Array:
        """(triggers, triggers) probabilities, symmetric."""
        v = self._linear("same", triggers)
        out = np.zeros((len(v), len(v)), dtype=np.float32)
        for a in range(0, len(v), BLOCK):
            mine = v[a : a + BLOCK, None]
            pair = np.concatenate([np.abs(mine - v[None]), mine * v[None]], axis=2)
            out[a : a + BLOCK] = self._linear("same_out", gelu(self._linear("same_pair", pair)))[:, :, 0]
        gap = np.abs(t.start[None, :] - t.start[:, None])
        out += self._w["same_distance.weight"][np.searchsorted(label.DISTANCE_EDGES, gap, side="right"), 0]
        kinds = self.classify("kind", triggers)
        return sigmoid(out + self._w["same_type"][0] * (kinds @ kinds.T) - self._w["same_type"][1])

    def claims(self, triggers: Array, sources: Array) -> tuple[Array, Array]:
        """Stance and hedge of each (trigger, source), the article's own voice as the last source."""
        everyone = np.concatenate([sources, self._w["own_source"][None]])
        weight = self._w["claim.weight"]
        width = triggers.shape[1]
        left = triggers @ weight[:, :width].T + self._w["claim.bias"]
        right = everyone @ weight[:, width:].T
        stance = np.zeros((len(left), len(right), len(label.STANCE)), dtype=np.float32)
        hedge = np.zeros((len(left), len(right), len(label.HEDGE)), dtype=np.float32)
        for a in range(0, len(left), BLOCK):
            both = gelu(left[a : a + BLOCK, None] + right[None])
            stance[a : a + BLOCK] = softmax(self._linear("stance", both))
            hedge[a : a + BLOCK] = softmax(self._linear("hedge", both))
        return stance, hedge
