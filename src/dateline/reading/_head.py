"""The heads in NumPy: the same arithmetic as the network that was trained, over one document's token vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dateline.model import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from dateline.reading._pair import EventPairs, RolePairs, SpanRows

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


class Heads:
    """Weights by the names that the network gave them; shapes as torch keeps them, (out, in)."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._w = {name: np.ascontiguousarray(value, dtype=np.float32) for name, value in weights.items()}
        # Sums of one row of each of the four tables over a pair: 2 MB, and one look-up in place of four.
        tables = [self._w[f"pair_{name}.weight"] for name in ("distance", "sentence", "rank", "between")]
        d, s, r, b = (t.reshape(*(1,) * n, len(t), *(1,) * (3 - n), -1) for n, t in enumerate(tables))
        self._shape = tuple(len(t) for t in tables)
        self._pairs = np.ascontiguousarray((d + s + r + b).reshape(-1, tables[0].shape[1]))

    def _linear(self, name: str, x: Array) -> Array:
        return x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]

    def tags(self, hidden: Array) -> tuple[Array, Array]:
        """Probabilities (T, trigger tags) and (T, layers, 3: O, B, I)."""
        logits = self._linear("tags", hidden)
        cut = len(label.TRIGGER_TAGS)
        layers = logits[:, cut:].reshape(len(hidden), len(label.SPAN_LAYERS), 3)
        return softmax(logits[:, :cut]), softmax(layers)

    def sums(self, hidden: Array) -> Array:
        """Sums of the vectors before each token, (T + 1, 384), from which the means of spans are taken."""
        out = np.zeros((len(hidden) + 1, hidden.shape[1]), np.float32)
        np.cumsum(hidden, axis=0, out=out[1:])
        return out

    def _pool(self, hidden: Array, sums: Array, spans: SpanRows) -> Array:
        mean = (sums[spans.end] - sums[spans.start]) / np.maximum(spans.end - spans.start, 1).astype(np.float32)[
            :, None
        ]
        return np.concatenate([mean, hidden[spans.start]], axis=1)

    def trigger_vectors(self, hidden: Array, sums: Array, spans: SpanRows) -> Array:
        where = self._w["position.weight"][np.searchsorted(label.SENTENCE_EDGES, spans.sentence, side="right")]
        return gelu(self._linear("trigger", self._pool(hidden, sums, spans)) + where)

    def mention_vectors(self, hidden: Array, sums: Array, spans: SpanRows, layer: Rows) -> Array:
        return gelu(self._linear("mention", self._pool(hidden, sums, spans)) + self._w["layer.weight"][layer])

    def classify(self, name: str, vectors: Array) -> Array:
        return softmax(self._linear(name, vectors))

    def yes(self, name: str, vectors: Array) -> Array:
        """Probability of a yes-or-no head, one a row."""
        return sigmoid(self._linear(name, vectors))[:, 0]

    def roles(self, triggers: Array, mentions: Array, pairs: RolePairs) -> Array:
        """(triggers, mentions, roles) probabilities."""
        w = self._w
        n, k, roles = len(triggers), len(mentions), len(label.ROLES)
        rank = len(w["role_trigger.weight"]) // roles
        left = self._linear("role_trigger", triggers).reshape(n, roles, rank).transpose(1, 0, 2)
        right = self._linear("role_mention", mentions).reshape(k, roles, rank).transpose(1, 2, 0)
        score = (left @ right).transpose(1, 2, 0) / np.sqrt(np.float32(rank))
        score = score + self._linear("role_bias_trigger", triggers)[:, None]
        score += self._linear("role_bias_mention", mentions)[None]
        width = w["pair_out.weight"].shape[1]
        own, other = self._linear("pair_trigger", triggers), self._linear("pair_mention", mentions)
        rows = np.ravel_multi_index((pairs.distance, pairs.sentence, pairs.rank, pairs.between), self._shape)
        for a in range(0, n, BLOCK):
            part = slice(a, a + BLOCK)
            both = (own[part, None, width:] * other[None, :, width:]) @ w["pair_product.weight"].T
            both += own[part, None, :width]
            both += other[None, :, :width]
            both += np.take(self._pairs, rows[part], axis=0)
            score[part] += self._linear("pair_out", np.maximum(both, 0.0, out=both))
        return sigmoid(score)

    def same_event(self, triggers: Array, pairs: EventPairs, shared: Array) -> Array:
        """(triggers, triggers) probabilities, symmetric; `shared` as `shared_roles` gives it."""
        w = self._w
        v = self._linear("same", triggers)
        kinds = self.classify("kind", triggers)
        facts = np.concatenate([shared, pairs.alike[:, :, None], (kinds @ kinds.T)[:, :, None]], axis=2)
        out = (facts @ w["same_facts.weight"].T)[:, :, 0]
        for a in range(0, len(v), BLOCK):
            part = slice(a, a + BLOCK)
            mine = v[part, None]
            both = self._linear("same_pair", np.concatenate([np.abs(mine - v[None]), mine * v[None]], axis=2))
            both += facts[part] @ w["same_inner.weight"].T
            both += w["same_distance.weight"][pairs.distance[part]]
            out[part] += self._linear("same_out", np.maximum(both, 0.0, out=both))[:, :, 0]
        return sigmoid(out)

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
