"""Who and what takes part in an event, word by word, in the roles of another scheme of types: KAIROS', as WikiEvents has them.

The roles of a dossier are few and the same for every event; here each type has its own ("Jailer", "ExplosiveDevice"). A small
head weighs every word near a trigger: its vector, what the tags and the roles of the reading say of it, where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dateline.model import Argument, label
from dateline.reading.token import token_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from dateline.model import Reading
    from dateline.reading._head import Heads
    from dateline.reading.token import Tokens

    Floats = NDArray[np.float32]
    Rows = NDArray[np.int64]

# Least probability of a role: 0.2 to 0.3 are about equal on a fifth of the training texts.
FLOOR: Final = 0.25
REACH: Final = 40  # words on either side of a trigger; four in five arguments of the training texts stand there
# Signed distances in words, in buckets that widen.
DISTANCE_EDGES: Final = (-32, -16, -10, -7, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 7, 10, 16, 32)
SENTENCES: Final = 2  # sentences before and behind that are told apart
FACTS: Final = 3 * len(label.SPAN_LAYERS) + 1 + len(label.ROLES) + len(label.MENTION_LAYERS)
# A phrase goes on behind its head with one of these.
_AFTER_HEAD: Final = re.compile(
    r"\s+(?:of|in|at|on|from|for|to|with|by|who|that|which|near|into|between|and)\b|[,(;:–—]"
)
_WORD: Final = re.compile(r"[\w'’-]+")


def head_word(text: str, start: int, end: int) -> tuple[int, int]:
    """The last word of a phrase's core, in offsets; the phrase itself where it has no word."""
    after = _AFTER_HEAD.search(text, start + 1, end)
    core = after.start() if after and _WORD.search(text, start, after.start()) else end
    words = [m.span() for m in _WORD.finditer(text, start, core)]
    return words[-1] if words else (start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWords:
    """The words of a text: `spans` (W, 2) in code points, `vectors` (W, 384), `tags` (W, tags), their sentences.

    `holder` gives for each mention of the reading the word that is its head, -1 for none.
    """

    spans: Rows
    vectors: Floats
    tags: Floats
    sentence: Rows
    holder: Rows


def read_words(text: str, tokens: Tokens, hidden: Floats, reading: Reading, heads: Heads) -> TextWords:
    trigger_tags, layer_tags = heads.tags(hidden)
    told = np.concatenate(
        [layer_tags.reshape(len(hidden), 3 * len(label.SPAN_LAYERS)), 1.0 - trigger_tags[:, :1]], axis=1
    )
    found = [(m.span(), rows) for m in _WORD.finditer(text) if (rows := token_rows(tokens, *m.span()))]
    number = {span: n for n, (span, _) in enumerate(found)}
    heads_of = [number.get(head_word(text, m.start, m.end), -1) for m in reading.mentions]
    return TextWords(
        spans=np.asarray([span for span, _ in found], dtype=np.int64).reshape(-1, 2),
        vectors=_means(hidden, [rows for _, rows in found]),
        tags=_means(told, [rows for _, rows in found]),
        sentence=tokens.sentence[[rows[0] for _, rows in found]],
        holder=np.asarray(heads_of, dtype=np.int64),
    )


def _means(table: Floats, rows: Sequence[tuple[int, int]]) -> Floats:
    if not rows:
        return np.zeros((0, table.shape[1]), np.float32)
    return np.stack([table[a:b].mean(axis=0) for a, b in rows]).astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The K words near one trigger, as rows of TextWords, and what the head is told of each: `facts` (K, FACTS), buckets of
    the distance and of the sentences between; `trigger` is the mean of its words' vectors."""

    rows: Rows
    trigger: Floats
    facts: Floats
    distance: Rows
    sentence: Rows


def look_around(words: TextWords, reading: Reading, span: tuple[int, int]) -> Around | None:
    """None where the span holds no word."""
    own = np.flatnonzero((words.spans[:, 0] < span[1]) & (span[0] < words.spans[:, 1]))
    if not len(own):
        return None
    first, last = int(own[0]), int(own[-1])
    rows = np.arange(max(0, first - REACH), min(len(words.spans), last + REACH + 1))
    distance = np.where(rows < first, rows - first, np.where(rows > last, rows - last, 0))
    gap = np.clip(words.sentence[rows] - words.sentence[first], -SENTENCES, SENTENCES) + SENTENCES
    facts = np.concatenate([words.tags, _roles(words, reading, span)], axis=1)[rows]
    return Around(
        rows=rows,
        trigger=words.vectors[first : last + 1].mean(axis=0),
        facts=facts.astype(np.float32),
        distance=np.searchsorted(DISTANCE_EDGES, distance, side="right"),
        sentence=gap,
    )


def _roles(words: TextWords, reading: Reading, span: tuple[int, int]) -> Floats:
    """For each word that is the head of a mention: the mention's roles in the trigger's event, and its layer."""
    told = np.zeros((len(words.spans), len(label.ROLES) + len(label.MENTION_LAYERS)), np.float32)
    row = next((n for n, t in enumerate(reading.triggers) if t.start < span[1] and span[0] < t.end), None)
    for number, mention in enumerate(reading.mentions) if row is not None else ():
        word = int(words.holder[number])
        if word >= 0:
            roles = told[word, : len(label.ROLES)]
            np.maximum(roles, reading.roles[row, number], out=roles)
            told[word, len(label.ROLES) + label.MENTION_LAYERS.index(mention.layer)] = 1.0
    return told


def prefixes(kind: str) -> list[str]:
    """ "Conflict.Attack.DetonateExplode" and what it is a kind of, the widest first."""
    parts = kind.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


class ArgumentHead:
    """The weights of `arguments.npz`, with the names of the types and roles that they were taught."""

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        self.types: dict[str, int] = {str(name): row for row, name in enumerate(weights["types"])}
        self.roles: tuple[str, ...] = tuple(str(name) for name in weights["roles"])
        self._allowed: NDArray[np.bool_] = weights["allowed"].astype(bool)  # (types, roles)
        self._w = {
            name: np.ascontiguousarray(value, dtype=np.float32)
            for name, value in weights.items()
            if name not in ("types", "roles", "allowed")
        }

    def find(self, words: TextWords, reading: Reading, span: tuple[int, int], kind: str) -> list[Argument]:
        """The words that have a role in the event of `kind` that `span` names, in order of text."""
        around = look_around(words, reading, span)
        if around is None:
            return []
        shares = self.weigh(words, around, kind)
        best: list[int] = shares[:, 1:].argmax(axis=1).tolist()
        found: list[Argument] = []
        for place, row in enumerate(around.rows.tolist()):
            score = float(shares[place, 1 + best[place]])
            if score >= FLOOR:
                start, end = words.spans[row].tolist()
                found.append(Argument(role=self.roles[best[place]], start=start, end=end, score=score))
        return found

    def weigh(self, words: TextWords, around: Around, kind: str) -> Floats:
        """(K, 1 + roles): the share of no role, and of each."""
        known = [self.types[name] for name in prefixes(kind) if name in self.types]
        trigger = self._linear("trigger", around.trigger) + self._w["kind.weight"][known].sum(axis=0)
        word = self._linear("word", words.vectors[around.rows]) + self._linear("facts", around.facts)
        where = self._w["distance.weight"][around.distance] + self._w["sentence.weight"][around.sentence]
        both = np.maximum(word + trigger + where + self._linear("product", word * trigger), 0.0)
        both = both + np.maximum(self._linear("inner", both), 0.0)
        logits = self._linear("out", both)
        allowed = self._allowed[known[-1]] if known else np.zeros(len(self.roles), dtype=bool)
        logits[:, 1:][:, ~allowed] = -np.inf
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        return shares / shares.sum(axis=1, keepdims=True)

    def _linear(self, name: str, x: Floats) -> Floats:
        return x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
