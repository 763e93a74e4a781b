"""The network: one encoder and small heads, in the arithmetic that `dateline.reading` repeats in NumPy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn

from dateline.model import label
from dateline.reading.token import CASES, Windows

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = 384
VECTOR = 256  # width of a trigger's and a mention's vector
ROLE_RANK = 64  # rank of each role's bilinear form
SAME_RANK = 128


class Encoder(nn.Module):
    """MiniLM with the letter case of each word as a feature of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from transformers import BertModel  # noqa: PLC0415

        # Dropout inside the encoder makes a step on two cores 3.6 times as slow (windows of 512, measured); hidden tokens
        # and the dropout before the heads take its place.
        self.bert = BertModel.from_pretrained(
            str(folder),
            add_pooling_layer=False,
            attn_implementation="sdpa",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
        self.case = nn.Embedding(CASES, HIDDEN)
        nn.init.normal_(self.case.weight, std=0.01)

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor) -> Tensor:
        """(windows, width) each -> (windows, width, 384)."""
        embedded = self.bert.embeddings.word_embeddings(ids) + self.case(case)
        return self.bert(inputs_embeds=embedded, attention_mask=mask).last_hidden_state


@dataclass
class Spans:
    """Spans of one document for the heads: token rows, end exclusive; `gap` features are computed from them."""

    start: Tensor
    end: Tensor
    sentence: Tensor


class Heads(nn.Module):
    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        roles, layers = len(label.ROLES), len(label.MENTION_LAYERS)
        self.drop = nn.Dropout(dropout)
        self.tags = nn.Linear(HIDDEN, label.TAG_WIDTH)
        self.trigger = nn.Linear(2 * HIDDEN, VECTOR)
        self.mention = nn.Linear(2 * HIDDEN, VECTOR)
        self.position = nn.Embedding(label.SENTENCE_BUCKETS, VECTOR)
        self.layer = nn.Embedding(layers, VECTOR)
        self.kind = nn.Linear(VECTOR, len(label.EVENT_TYPES))
        self.mode = nn.Linear(VECTOR, len(label.MODE_LABELS))
        self.realis = nn.Linear(VECTOR, len(label.REALIS))
        self.ground = nn.Linear(VECTOR, len(label.GROUND))
        self.own = nn.Linear(VECTOR, 1)
        self.today = nn.Linear(VECTOR, 1)
        self.role_trigger = nn.Linear(VECTOR, roles * ROLE_RANK)
        self.role_mention = nn.Linear(VECTOR, roles * ROLE_RANK)
        self.role_bias_trigger = nn.Linear(VECTOR, roles)
        self.role_bias_mention = nn.Linear(VECTOR, roles)
        self.role_distance = nn.Embedding(label.DISTANCE_BUCKETS, roles)
        self.role_sentence = nn.Embedding(label.SENTENCE_GAP_BUCKETS, roles)
        self.same = nn.Linear(VECTOR, SAME_RANK)
        self.same_pair = nn.Linear(2 * SAME_RANK, 64)
        self.same_out = nn.Linear(64, 1)
        self.same_distance = nn.Embedding(label.DISTANCE_BUCKETS, 1)
        self.same_type = nn.Parameter(torch.tensor([1.0, 1.0]))
        self.own_source = nn.Parameter(torch.zeros(VECTOR))
        self.claim = nn.Linear(2 * VECTOR, 64)
        self.stance = nn.Linear(64, len(label.STANCE))
        self.hedge = nn.Linear(64, len(label.HEDGE))
        for table in (self.position, self.layer, self.role_distance, self.role_sentence, self.same_distance):
            nn.init.zeros_(table.weight)

    def pool(self, hidden: Tensor, spans: Spans) -> Tensor:
        """Mean over a span's tokens, beside its first token: (spans, 768)."""
        rows = torch.arange(hidden.shape[0])
        inside = ((rows[None, :] >= spans.start[:, None]) & (rows[None, :] < spans.end[:, None])).to(hidden.dtype)
        mean = inside @ hidden / inside.sum(1, keepdim=True).clamp(min=1)
        return torch.cat([mean, hidden[spans.start]], dim=1)

    def trigger_vectors(self, hidden: Tensor, spans: Spans) -> Tensor:
        edges = torch.tensor(label.SENTENCE_EDGES)
        where = self.position(torch.bucketize(spans.sentence, edges, right=True))
        return self.drop(torch.nn.functional.gelu(self.trigger(self.pool(hidden, spans)) + where, approximate="tanh"))

    def mention_vectors(self, hidden: Tensor, spans: Spans, layer: Tensor) -> Tensor:
        raw = self.mention(self.pool(hidden, spans)) + self.layer(layer)
        return self.drop(torch.nn.functional.gelu(raw, approximate="tanh"))

    def roles(self, triggers: Tensor, mentions: Tensor, t: Spans, m: Spans) -> Tensor:
        """(triggers, mentions, roles) logits."""
        n, k, roles = len(triggers), len(mentions), len(label.ROLES)
        left = self.role_trigger(triggers).view(n, roles, ROLE_RANK)
        right = self.role_mention(mentions).view(k, roles, ROLE_RANK)
        score = torch.einsum("nrd,krd->nkr", left, right) / ROLE_RANK**0.5
        score = score + self.role_bias_trigger(triggers)[:, None] + self.role_bias_mention(mentions)[None]
        gap = m.start[None, :] - t.start[:, None]
        score = score + self.role_distance(torch.bucketize(gap, torch.tensor(label.DISTANCE_EDGES), right=True))
        hop = m.sentence[None, :] - t.sentence[:, None]
        return score + self.role_sentence(torch.bucketize(hop, torch.tensor(label.SENTENCE_GAP_EDGES), right=True))

    def same_event(self, triggers: Tensor, t: Spans) -> Tensor:
        """(triggers, triggers) symmetric logits."""
        v = self.same(triggers)
        a, b = v[:, None], v[None, :]
        pair = torch.cat([(a - b).abs().expand(len(v), len(v), -1), a * b], dim=2)
        out = self.same_out(torch.nn.functional.gelu(self.same_pair(pair), approximate="tanh")).squeeze(2)
        gap = (t.start[None, :] - t.start[:, None]).abs()
        out = out + self.same_distance(torch.bucketize(gap, torch.tensor(label.DISTANCE_EDGES), right=True)).squeeze(2)
        kinds = torch.softmax(self.kind(triggers), dim=1)
        return out + self.same_type[0] * (kinds @ kinds.T) - self.same_type[1]

    def claims(self, triggers: Tensor, sources: Tensor) -> tuple[Tensor, Tensor]:
        """Paired rows -> stance logits, hedge logits."""
        both = torch.nn.functional.gelu(self.claim(torch.cat([triggers, sources], dim=1)), approximate="tanh")
        return self.stance(both), self.hedge(both)


class Network(nn.Module):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = Encoder(folder)
        self.heads = Heads()

    def read(self, batch: list[Windows]) -> list[Tensor]:
        """The hidden vectors of each document's tokens, (T, 384) each."""
        width = max(w.ids.shape[1] for w in batch)

        def stack(name: str) -> Tensor:
            rows = [np.pad(getattr(w, name), ((0, 0), (0, width - w.ids.shape[1]))) for w in batch]
            return torch.from_numpy(np.concatenate(rows))

        hidden = self.encoder(stack("ids"), stack("case"), stack("mask"))
        out, first = [], 0
        for w in batch:
            here = hidden[first : first + len(w.ids)]
            out.append(here[torch.from_numpy(w.row), torch.from_numpy(w.column)])
            first += len(w.ids)
        return out
