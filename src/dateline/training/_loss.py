"""What each head is taught, for one example at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from dateline.model import label
from dateline.reading._pair import SHARED_ROLES, SpanRows, event_pairs, role_pairs, shared_roles
from dateline.training._example import IGNORE, UNKNOWN, Example

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.reading.token import Tokens
    from dateline.training._example import MentionRow, TriggerRow, TypedPair
    from dateline.training._network import Heads

# Weights of the parts of the loss; the tagger carries the most, since what it misses no other head can mend.
WEIGHTS = {
    "trigger": 3.0, "layer": 1.0, "type": 1.0, "mode": 0.4, "realis": 0.5, "ground": 0.7, "own": 0.5, "today": 0.3,
    "role": 4.0, "same": 1.5, "stance": 0.2, "hedge": 0.3, "pair": 0.5,
}  # fmt: skip


ALIKE = 2.0  # weight of a pair of one type in what is told of two events: two attacks are what is confused
MOST_NAMED = 3.0  # words of a sentence that name its events, beyond which the loss of a marked pair grows


def spans_of(rows: Sequence[TriggerRow | MentionRow], tokens: Tokens) -> SpanRows:
    start, end, key = (
        np.asarray([getattr(row, name) for row in rows], dtype=np.int64) for name in ("start", "end", "key")
    )
    return SpanRows(start=start, end=end, sentence=tokens.sentence[start], key=key)


def layer_slice(number: int) -> slice:
    first = len(label.TRIGGER_TAGS) + 3 * number
    return slice(first, first + 3)


def pool_pairs(scores: Tensor, rows: Tensor, columns: Tensor, shape: tuple[int, int]) -> Tensor:
    """Best (trigger, mention) score of each (event, entity): (events, entities, roles)."""
    events, entities = shape
    flat = (rows[:, None] * entities + columns[None, :]).reshape(-1)
    out = scores.new_full((events * entities, scores.shape[2]), -1e4)
    out = out.scatter_reduce(0, flat[:, None].expand(-1, scores.shape[2]), scores.reshape(-1, scores.shape[2]), "amax")
    return out.view(events, entities, -1)


def losses(heads: Heads, hidden: Tensor, example: Example) -> dict[str, Tensor]:  # noqa: PLR0912, PLR0915
    """The parts of the loss that this example's gold can teach; a part it says nothing of is left out."""
    parts: dict[str, Tensor] = {}
    dropped = heads.drop(hidden)
    logits = heads.tags(dropped)
    if example.trigger_tags is not None:
        tags = torch.from_numpy(example.trigger_tags)
        parts["trigger"] = functional.cross_entropy(logits[:, : len(label.TRIGGER_TAGS)], tags)
    layer_parts = []
    for layer, tags in example.layer_tags.items():
        here = logits[:, layer_slice(label.SPAN_LAYERS.index(layer))]
        layer_parts.append(functional.cross_entropy(here, torch.from_numpy(tags), ignore_index=IGNORE))
    if layer_parts:
        parts["layer"] = torch.stack([p for p in layer_parts if not p.isnan()]).sum()
    if example.pair:
        parts["pair"] = _pair_loss(heads, dropped, logits, example.pair, example.tokens)
    if not example.triggers:
        return parts
    t = spans_of(example.triggers, example.tokens)
    vectors = heads.trigger_vectors(dropped, t)
    event = torch.tensor([row.event for row in example.triggers])

    def classify(name: str, head: torch.nn.Linear, values: list[int]) -> None:
        want = torch.tensor(values)
        known = want != UNKNOWN
        if known.any():
            parts[name] = functional.cross_entropy(head(vectors)[known], want[known])

    classify("type", heads.kind, [row.type for row in example.triggers])
    classify("mode", heads.mode, [row.mode for row in example.triggers])
    classify("realis", heads.realis, [row.realis for row in example.triggers])
    classify("ground", heads.ground, [row.ground for row in example.triggers])
    for name, head, values in (
        ("own", heads.own, [row.own for row in example.triggers]),
        ("today", heads.today, [row.today for row in example.triggers]),
    ):
        want = torch.tensor(values)
        known = want >= 0
        if known.any():
            parts[name] = functional.binary_cross_entropy_with_logits(head(vectors).squeeze(1)[known], want[known])
    shared = torch.zeros((len(t.start), len(t.start), len(SHARED_ROLES)))
    if example.mentions:
        m = spans_of(example.mentions, example.tokens)
        layer = torch.tensor([row.layer for row in example.mentions])
        mentions = heads.mention_vectors(dropped, m, layer)
        scores = heads.roles(vectors, mentions, role_pairs(t, m, layer.numpy()))
        shared = torch.from_numpy(shared_roles(torch.sigmoid(scores.detach()).numpy(), m.key))
        entity = torch.tensor([row.entity for row in example.mentions])
        pooled = pool_pairs(scores, event, entity, (example.events, example.entities))
        want = torch.zeros_like(pooled)
        for (number, who), roles in example.roles.items():
            for role in roles:
                want[number, who, role] = 1.0
        of_layer = torch.zeros(example.entities, dtype=torch.long)
        of_layer[entity] = layer
        allowed = torch.zeros(len(label.MENTION_LAYERS), len(label.ROLES), dtype=torch.bool)
        for role, layers in label.ROLE_LAYERS.items():
            for name in layers:
                allowed[label.MENTION_LAYERS.index(name), label.ROLES.index(role)] = True
        valid = allowed[of_layer][None].expand_as(pooled) & (pooled > -1e3)
        if valid.any():
            raw = functional.binary_cross_entropy_with_logits(pooled[valid], want[valid], reduction="sum")
            parts["role"] = raw / max(1.0, float(want[valid].sum())) / 3
        parts.update(_claim_losses(heads, example, vectors, mentions, scores, event, entity))
    if example.coreference and len(example.triggers) > 1:
        same = heads.same_event(vectors, event_pairs(t), shared)
        want = (event[:, None] == event[None, :]).float()
        upper = torch.triu(torch.ones_like(want), diagonal=1) > 0
        kinds = torch.tensor([row.type for row in example.triggers])
        weight = torch.where(kinds[:, None] == kinds[None, :], ALIKE, 1.0)[upper]
        raw = functional.binary_cross_entropy_with_logits(same[upper], want[upper], weight, reduction="sum")
        parts["same"] = raw / weight.sum()
    return parts


def _claim_losses(
    heads: Heads, example: Example, vectors: Tensor, mentions: Tensor, scores: Tensor, event: Tensor, entity: Tensor
) -> dict[str, Tensor]:
    """Stance and hedge of each gold claim, read off the pair of trigger and source that scores best for it."""
    left, right, stance, hedge = [], [], [], []
    role = label.ROLES.index("source")
    for number, who, s, h in example.claims:
        rows = (event == number).nonzero().squeeze(1)
        if not len(rows):
            continue
        if who < 0:
            best = heads.own(vectors[rows]).squeeze(1).argmax()
            left.append(vectors[rows[best]])
            right.append(heads.own_source)
        else:
            columns = (entity == who).nonzero().squeeze(1)
            if not len(columns):
                continue
            table = scores[rows][:, columns, role]
            best = int(table.argmax())
            left.append(vectors[rows[best // len(columns)]])
            right.append(mentions[columns[best % len(columns)]])
        stance.append(s)
        hedge.append(h)
    if not left:
        return {}
    a, b = heads.claims(torch.stack(left), torch.stack(right))
    return {
        "stance": functional.cross_entropy(a, torch.tensor(stance)),
        "hedge": functional.cross_entropy(b, torch.tensor(hedge)),
    }


def pair_scores(heads: Heads, hidden: Tensor, tags: Tensor, pair: TypedPair, tokens: Tokens) -> Tensor:
    """Log scores (types, 2) of what passes from the one party to the other, and back, summed over all possible triggers.

    Each token may name the event: its tag says so and of which type, the roles say who acts on whom.
    """
    rows = np.arange(len(tokens.ids))
    every = SpanRows(start=rows, end=rows + 1, sentence=tokens.sentence, key=rows)
    both = np.asarray([pair.source, pair.target], dtype=np.int64)
    m = SpanRows(start=both[:, 0], end=both[:, 1], sentence=tokens.sentence[both[:, 0]], key=np.arange(2))
    party = np.full(2, label.MENTION_LAYERS.index("party"))
    vectors = heads.trigger_vectors(hidden, every)
    mentions = heads.mention_vectors(hidden, m, torch.from_numpy(party))
    roles = functional.logsigmoid(heads.roles(vectors, mentions, role_pairs(every, m, party)))
    actor, target = (roles[:, :, label.ROLES.index(name)] for name in ("actor", "target"))
    ways = torch.stack([actor[:, 0] + target[:, 1], actor[:, 1] + target[:, 0]], dim=1)
    begins = torch.log_softmax(tags[:, : len(label.TRIGGER_TAGS)], dim=1)[:, 1 : 1 + len(label.EVENT_TYPES)]
    named = torch.logsumexp(begins, dim=1, keepdim=True)
    # The type as the reader takes it: half by the tag, half by the head of types.
    kinds = torch.logaddexp(begins - named, torch.log_softmax(heads.kind(vectors), dim=1))
    return torch.logsumexp((named + kinds)[:, :, None] + ways[:, None, :], dim=0)


def _pair_loss(heads: Heads, hidden: Tensor, tags: Tensor, pair: TypedPair, tokens: Tokens) -> Tensor:
    scores = pair_scores(heads, hidden, tags, pair, tokens)
    chosen = torch.logsumexp(scores[list(pair.types), 0], dim=0)
    named = 1 - torch.softmax(tags[:, : len(label.TRIGGER_TAGS)], dim=1)[:, 0]
    # Some token names the event, but not all do: without the last part every word of a short text becomes a trigger.
    return (
        torch.logsumexp(scores.reshape(-1), dim=0)
        - chosen
        - 0.3 * named.max().clamp(min=1e-6).log()
        + 0.3 * torch.relu(named.sum() - MOST_NAMED)
    )
