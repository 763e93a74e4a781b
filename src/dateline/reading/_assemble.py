"""Token vectors -> Reading: the spans of every layer, those of the rules beside them, and what the heads say of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

import numpy as np

from dateline.model import Mention, Reading, SegmentKind, Stretch, Trigger, label
from dateline.reading._decode import cut_at_sentences, decode_spans, joined_rows, likeliest_spans, widen_to_words
from dateline.reading._pair import SpanRows, event_pairs, mention_keys, role_pairs, shared_roles, trigger_keys
from dateline.reading._trim import trim_spans
from dateline.reading.token import token_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dateline.model import Candidate, Document
    from dateline.reading._head import Heads
    from dateline.reading.token import Tokens

    Floats = NDArray[np.float32]
    Rows = list[tuple[int, int]]

# Floors of the tags' probabilities, below one half because a span that is missed cannot be mended later, while a mention
# that is too many is weighed again by the roles. Tried on the held-out seventh of the training articles, not tuned finely.
TRIGGER_FLOOR: Final = 0.4
LAYER_FLOOR: Final = 0.35
# What a stretch of attribution costs, and a token outside of one, in natural logarithms: set on PolNeAR's training texts.
STRETCH_COST: Final = 0.5
OUTSIDE_COST: Final = 0.3
TRIMMED_LAYERS: Final = ("party", "place", "source")
KINDS: Final = len(label.EVENT_TYPES)


def assemble(
    document: Document,
    tokens: Tokens,
    hidden: Floats,
    candidates: Sequence[Candidate],
    heads: Heads,
    *,
    given: Sequence[tuple[int, int]] | None = None,
    closely: bool = False,
) -> Reading:
    """`hidden` is (T, 384), a row a token; `candidates` are spans found by rules, scored like the reader's own.

    `given` triggers, in code points, take the place of those that the tags show. The stretches of attribution are those of
    close reading alone.
    """
    silent = _silent(document)
    trigger_tags, layer_tags = heads.tags(hidden)
    for start, end in silent:
        rows = (tokens.starts >= start) & (tokens.ends <= end)
        for tags in (trigger_tags, layer_tags):
            tags[rows] = 0.0
            tags[rows, ..., 0] = 1.0
    joined = joined_rows(tokens).tolist()
    sums = heads.sums(hidden)
    if given is None:
        begin, inside = trigger_tags[:, 1 : 1 + KINDS].sum(1), trigger_tags[:, 1 + KINDS :].sum(1)
        named = widen_to_words(decode_spans(begin, inside, TRIGGER_FLOOR), joined)
        named = cut_at_sentences(named, tokens.sentence)
    else:
        named = [rows for start, end in given if (rows := token_rows(tokens, start, end))]
    t = _span_rows(named, tokens, trigger_keys(document.text, _offsets(named, tokens)))
    vectors = heads.trigger_vectors(hidden, sums, t)
    triggers = _triggers(named, tokens, vectors, trigger_tags, heads)

    found = _spans(document.text, tokens, layer_tags, joined)
    exact = _join_candidates(found, [c for c in candidates if not _inside(c.start, c.end, silent)], tokens)
    order = sorted(found)
    offsets = [exact.get((a, b, layer)) or (int(tokens.starts[a]), int(tokens.ends[b - 1])) for a, b, layer in order]
    mentions = tuple(
        Mention(start=start, end=end, layer=key[2], score=found[key])
        for key, (start, end) in zip(order, offsets, strict=True)
    )
    layers = np.asarray([label.MENTION_LAYERS.index(layer) for _, _, layer in order], dtype=np.int64)
    keys = mention_keys(document.text, offsets, [layer for _, _, layer in order])
    m = _span_rows([(a, b) for a, b, _ in order], tokens, keys)
    others = heads.mention_vectors(hidden, sums, m, layers)
    # Only a teller has a stance: the rows of other mentions stay zero, the article's own voice is the last one.
    tellers = np.append(np.flatnonzero(layers == label.MENTION_LAYERS.index("source")), len(order))
    stance = np.zeros((len(named), len(order) + 1, len(label.STANCE)), dtype=np.float32)
    hedge = np.zeros((len(named), len(order) + 1, len(label.HEDGE)), dtype=np.float32)
    stance[:, tellers], hedge[:, tellers] = heads.claims(vectors, others[tellers[:-1]])
    roles = heads.roles(vectors, others, role_pairs(t, m, layers))
    return Reading(
        sentences=tokens.sentences,
        triggers=triggers,
        mentions=mentions,
        stretches=_stretches(tokens, layer_tags, joined) if closely else (),
        roles=roles,
        same=heads.same_event(vectors, event_pairs(t), shared_roles(roles, m.key)),
        stance=stance,
        hedge=hedge,
    )


def nothing_read(tokens: Tokens) -> Reading:
    """The reading of a text without a token."""
    nothing = np.zeros((0, 0, 0), np.float32)
    return Reading(
        sentences=tokens.sentences, triggers=(), mentions=(), stretches=(),
        roles=nothing, same=np.zeros((0, 0), np.float32),
        stance=np.zeros((0, 1, len(label.STANCE)), np.float32), hedge=np.zeros((0, 1, len(label.HEDGE)), np.float32),
    )  # fmt: skip


def _silent(document: Document) -> Rows:
    """Stretches out of which nothing is read: the links and the signature below an embedded post, and a bare date line."""
    return [
        (s.content_end if s.kind is SegmentKind.POST and s.content_end is not None else s.start, s.end)
        for s in document.segments
        if (s.kind is SegmentKind.POST and s.content_end is not None) or s.kind is SegmentKind.DATE
    ]


def _inside(start: int, end: int, stretches: Rows) -> bool:
    return any(a < end and start < b for a, b in stretches)


def _offsets(rows: Rows, tokens: Tokens) -> Rows:
    return [(int(tokens.starts[a]), int(tokens.ends[b - 1])) for a, b in rows]


def _span_rows(rows: Rows, tokens: Tokens, key: NDArray[np.int64]) -> SpanRows:
    table = np.asarray(rows, dtype=np.int64).reshape(len(rows), 2)
    return SpanRows(start=table[:, 0], end=table[:, 1], sentence=tokens.sentence[table[:, 0]], key=key)


def _triggers(rows: Rows, tokens: Tokens, vectors: Floats, tags: Floats, heads: Heads) -> tuple[Trigger, ...]:
    """The type of a trigger is taken half from its tags and half from the head of types."""
    by_head = heads.classify("kind", vectors)
    modes, realis = heads.classify("mode", vectors).tolist(), heads.classify("realis", vectors).tolist()
    ground = heads.classify("ground", vectors).tolist()
    voice, today = heads.yes("own", vectors).tolist(), heads.yes("today", vectors).tolist()
    triggers: list[Trigger] = []
    for number, (a, b) in enumerate(rows):
        by_tag = (tags[a:b, 1 : 1 + KINDS] + tags[a:b, 1 + KINDS :]).sum(0)
        types = 0.5 * by_tag / max(float(by_tag.sum()), 1e-6) + 0.5 * by_head[number]
        triggers.append(
            Trigger(
                start=int(tokens.starts[a]),
                end=int(tokens.ends[b - 1]),
                sentence=int(tokens.sentence[a]),
                score=float(1.0 - tags[a:b, 0].min()),
                types=tuple(types.tolist()),
                modes=tuple(modes[number]),
                realis=tuple(realis[number]),
                ground=tuple(ground[number]),
                own_voice=voice[number],
                today=today[number],
            )
        )
    return tuple(triggers)


def _spans(text: str, tokens: Tokens, tags: Floats, joined: list[bool]) -> dict[tuple[int, int, str], float]:
    """Mentions with the mean of their tags' probabilities."""
    found: dict[tuple[int, int, str], float] = {}
    for layer in label.MENTION_LAYERS:
        number = label.SPAN_LAYERS.index(layer)
        begin, inside = tags[:, number, 1], tags[:, number, 2]
        upto = np.concatenate([[0.0], np.cumsum(begin + inside)]).tolist()
        spans = cut_at_sentences(widen_to_words(decode_spans(begin, inside, LAYER_FLOOR), joined), tokens.sentence)
        if layer in TRIMMED_LAYERS:
            spans = trim_spans(spans, text, tokens, joined)
        for a, b in spans:
            found[(a, b, layer)] = (upto[b] - upto[a]) / (b - a)
    return found


def _stretches(tokens: Tokens, tags: Floats, joined: list[bool]) -> tuple[Stretch, ...]:
    """The stretches of attribution, each layer in order of text, with the mean of their tags' probabilities."""
    stretches: list[Stretch] = []
    for layer in label.ATTRIBUTION_LAYERS:
        here = tags[:, label.SPAN_LAYERS.index(layer)]
        rows = widen_to_words(likeliest_spans(here, begin=STRETCH_COST, outside=OUTSIDE_COST), joined)
        stretches += [
            Stretch(start=start, end=end, layer=layer, score=float(here[a:b, 1:].sum() / (b - a)))
            for (a, b), (start, end) in zip(rows, _offsets(rows, tokens), strict=True)
        ]
    return tuple(stretches)


def _join_candidates(
    found: dict[tuple[int, int, str], float], candidates: Sequence[Candidate], tokens: Tokens
) -> dict[tuple[int, int, str], tuple[int, int]]:
    """Puts the rules' spans into `found`, in place of what the tagger saw inside them; their exact offsets by key."""
    starts, ends = tokens.starts.tolist(), tokens.ends.tolist()
    exact: dict[tuple[int, int, str], tuple[int, int]] = {}
    own = {layer: sorted(key for key in found if key[2] == layer) for layer in label.MENTION_LAYERS}
    for c in candidates:
        a, b = bisect_right(ends, c.start), bisect_left(starts, c.end)
        if a >= b:
            continue
        near = own[c.layer][bisect_left(own[c.layer], (a, 0, "")) : bisect_left(own[c.layer], (b, 0, ""))]
        score = max((found.pop(key, 0.0) for key in near if key[1] <= b), default=0.0)
        found[(a, b, c.layer)] = max(score, found.get((a, b, c.layer), 0.0))
        exact[(a, b, c.layer)] = (c.start, c.end)
    return exact
