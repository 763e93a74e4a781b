"""The network: one encoder and small heads, in the arithmetic that `dateline.reading` repeats in NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import torch
from torch import Tensor, nn

from dateline.model import label
from dateline.reading._pair import SHARED_ROLES
from dateline.reading.token import ARTICLE_WINDOWS, CASES, Windows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from dateline.reading._pair import EventPairs, RolePairs, SpanRows

    Attention = Callable[[Tensor, Tensor, Tensor, int], Tensor]

HIDDEN = 384
POSITIONS = ARTICLE_WINDOWS.block * ARTICLE_WINDOWS.blocks
WHOLE = (2, 5)  # of six layers
INNER_DROP = 0.1
# Multiplying in bfloat16 makes a step a third shorter on processors that do it in hardware, with the same loss to three places;
# on others it is slower than plain numbers.
SHORT_NUMBERS = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
VECTOR = 256  # width of a trigger's and a mention's vector
ROLE_RANK = 64  # rank of each role's bilinear form
SAME_RANK = 128
PAIR = 64  # width of the inner layer over a pair of spans
FACTS = len(SHARED_ROLES) + 2  # of two triggers: roles shared, words alike, types alike


class QuickDrop(nn.Module):
    """Dropout whose chances are drawn as bytes: several times as fast on a processor, its share right to one in 256."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.cut = round(256 * share)
        self.kept = 1 - self.cut / 256
        self.draw = np.random.Generator(np.random.SFC64(torch.initial_seed()))

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.cut:
            return x
        stays = self.draw.integers(0, 256, size=tuple(x.shape), dtype=np.uint8) >= self.cut
        return x * (torch.from_numpy(stays).to(x.dtype) / self.kept)


class Encoder(nn.Module):
    """MiniLM that reads a document in blocks, with the letter case of each word as a feature of its own.

    The layers in WHOLE see all blocks of a window, the others each block alone, which takes about four fifths of the time
    of full attention at 480 tokens. Positions run on over the blocks: those that the weights came with are repeated behind
    the last, as the Longformer does (Beltagy and others, 2020). What each half of a layer adds is dropped at INNER_DROP, as
    BERT's own training does it; the weights of attention are not, which on two cores makes a step 3.6 times as slow (windows
    of 512, measured).
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from transformers import BertModel  # noqa: PLC0415

        bert = BertModel.from_pretrained(str(folder), add_pooling_layer=False)
        first = bert.embeddings
        self.words = first.word_embeddings
        places = first.position_embeddings.weight.detach() + first.token_type_embeddings.weight.detach()[0]
        self.places = nn.Embedding.from_pretrained(
            places.repeat(-(-POSITIONS // len(places)), 1)[:POSITIONS], freeze=False
        )
        self.first_norm = first.LayerNorm
        self.layers = bert.encoder.layer
        self.drop = QuickDrop(INNER_DROP)
        self.case = nn.Embedding(CASES, HIDDEN)
        nn.init.normal_(self.case.weight, std=0.01)

    def forward(self, ids: Tensor, case: Tensor, places: Tensor, mask: Tensor) -> Tensor:
        """(windows, blocks, width) each, `mask` true where a token stands -> (windows, blocks * width, 384)."""
        windows, blocks, width = ids.shape
        x = self.drop(self.first_norm(self.words(ids) + self.case(case) + self.places(places)))
        # A block that only fills up the batch looks at itself, so that no row of the attention is empty.
        alone = (mask | ~mask.any(2, keepdim=True)).reshape(windows * blocks, 1, 1, width)
        whole = mask.reshape(windows, 1, 1, blocks * width)
        for number, layer in enumerate(self.layers):
            seen = whole if number in WHOLE else alone
            x = forward_layer(layer, x.reshape(len(seen), -1, HIDDEN), _attend(seen), drop=self.drop)
        return x.reshape(windows, blocks * width, HIDDEN)


def _attend(mask: Tensor) -> Attention:
    def attend(query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        # Plain numbers here: torch's attention goes back through bfloat16 at half the speed (measured).
        with torch.autocast("cpu", enabled=False):
            q, k, v = (t.float().view(*t.shape[:2], heads, -1).transpose(1, 2) for t in (query, key, value))
            out = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return out.transpose(1, 2).reshape(query.shape)

    return attend


def keep_all(x: Tensor) -> Tensor:
    return x


def forward_layer(
    layer: nn.Module, x: Tensor, attend: Attention, *, drop: Callable[[Tensor], Tensor] = keep_all
) -> Tensor:
    """One layer of BERT over (rows, width, 384), its attention given, and what drops a part of what each half adds."""
    own: Any = layer.attention
    inner = own.self
    seen = attend(inner.query(x), inner.key(x), inner.value(x), inner.num_attention_heads)
    x = own.output.LayerNorm(drop(own.output.dense(seen)) + x)
    last: Any = layer.output
    return last.LayerNorm(drop(last.dense(nn.functional.gelu(cast("Any", layer.intermediate).dense(x)))) + x)


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
        self.pair_trigger = nn.Linear(VECTOR, 2 * PAIR)
        self.pair_mention = nn.Linear(VECTOR, 2 * PAIR)
        self.pair_product = nn.Linear(PAIR, PAIR, bias=False)
        self.pair_distance = nn.Embedding(label.DISTANCE_BUCKETS, PAIR)
        self.pair_sentence = nn.Embedding(label.SENTENCE_GAP_BUCKETS, PAIR)
        self.pair_rank = nn.Embedding(label.ORDER_BUCKETS, PAIR)
        self.pair_between = nn.Embedding(label.ORDER_BUCKETS, PAIR)
        self.pair_out = nn.Linear(PAIR, roles)
        self.same = nn.Linear(VECTOR, SAME_RANK)
        self.same_pair = nn.Linear(2 * SAME_RANK, PAIR)
        self.same_inner = nn.Linear(FACTS, PAIR, bias=False)
        self.same_facts = nn.Linear(FACTS, 1, bias=False)
        self.same_distance = nn.Embedding(label.DISTANCE_BUCKETS, PAIR)
        self.same_out = nn.Linear(PAIR, 1)
        self.own_source = nn.Parameter(torch.zeros(VECTOR))
        self.claim = nn.Linear(2 * VECTOR, 64)
        self.stance = nn.Linear(64, len(label.STANCE))
        self.hedge = nn.Linear(64, len(label.HEDGE))
        for table in (self.position, self.layer):
            nn.init.zeros_(table.weight)
        for table in (self.pair_distance, self.pair_sentence, self.pair_rank, self.pair_between, self.same_distance):
            nn.init.normal_(table.weight, std=0.05)

    def copy_layer(self, from_: str, to: str) -> None:
        """Lets the tags of one layer of spans begin where those of another are."""
        first, second = (len(label.TRIGGER_TAGS) + 3 * label.SPAN_LAYERS.index(name) for name in (from_, to))
        with torch.no_grad():
            for part in (self.tags.weight, self.tags.bias):
                part[second : second + 3] = part[first : first + 3]

    def pool(self, hidden: Tensor, spans: SpanRows) -> Tensor:
        """Mean over a span's tokens, beside its first token: (spans, 768)."""
        rows, start, end = np.arange(hidden.shape[0]), spans.start[:, None], spans.end[:, None]
        inside = torch.from_numpy((rows >= start) & (rows < end)).to(hidden.dtype)
        mean = inside @ hidden / inside.sum(1, keepdim=True).clamp(min=1)
        return torch.cat([mean, hidden[torch.from_numpy(spans.start)]], dim=1)

    def trigger_vectors(self, hidden: Tensor, spans: SpanRows) -> Tensor:
        rows = np.searchsorted(label.SENTENCE_EDGES, spans.sentence, side="right")
        where = self.position(torch.from_numpy(rows))
        return self.drop(torch.nn.functional.gelu(self.trigger(self.pool(hidden, spans)) + where, approximate="tanh"))

    def mention_vectors(self, hidden: Tensor, spans: SpanRows, layer: Tensor) -> Tensor:
        raw = self.mention(self.pool(hidden, spans)) + self.layer(layer)
        return self.drop(torch.nn.functional.gelu(raw, approximate="tanh"))

    def roles(self, triggers: Tensor, mentions: Tensor, pairs: RolePairs) -> Tensor:
        """(triggers, mentions, roles) logits."""
        n, k, roles = len(triggers), len(mentions), len(label.ROLES)
        left = self.role_trigger(triggers).view(n, roles, ROLE_RANK)
        right = self.role_mention(mentions).view(k, roles, ROLE_RANK)
        score = torch.einsum("nrd,krd->nkr", left, right) / ROLE_RANK**0.5
        score = score + self.role_bias_trigger(triggers)[:, None] + self.role_bias_mention(mentions)[None]
        own, other = self.pair_trigger(triggers), self.pair_mention(mentions)
        both = self.pair_product(own[:, None, PAIR:] * other[None, :, PAIR:])
        both = both + own[:, None, :PAIR] + other[None, :, :PAIR]
        for name in ("distance", "sentence", "rank", "between"):
            table: nn.Embedding = getattr(self, f"pair_{name}")
            both = both + table(torch.from_numpy(getattr(pairs, name)))
        return score + self.pair_out(torch.relu(both))

    def same_event(self, triggers: Tensor, pairs: EventPairs, shared: Tensor) -> Tensor:
        """(triggers, triggers) symmetric logits; `shared` as `shared_roles` gives it."""
        v = self.same(triggers)
        a, b = v[:, None], v[None, :]
        kinds = torch.softmax(self.kind(triggers), dim=1)
        facts = torch.cat([shared, torch.from_numpy(pairs.alike)[:, :, None], (kinds @ kinds.T)[:, :, None]], dim=2)
        both = self.same_pair(torch.cat([(a - b).abs().expand(len(v), len(v), -1), a * b], dim=2))
        both = both + self.same_inner(facts) + self.same_distance(torch.from_numpy(pairs.distance))
        return (self.same_out(torch.relu(both)) + self.same_facts(facts)).squeeze(2)

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
        parts = [part for w in batch for part in w.parts]
        blocks, width = (max(part.ids.shape[axis] for part in parts) for axis in (0, 1))

        def stack(rows: list[NDArray[np.int64]]) -> Tensor:
            padded = [np.pad(row, ((0, blocks - row.shape[0]), (0, width - row.shape[1]))) for row in rows]
            return torch.from_numpy(np.stack(padded))

        ids = stack([part.ids for part in parts])
        places = stack([np.arange(part.ids.size).reshape(part.ids.shape) for part in parts])
        # A window's own padding is seen, as it is at reading time.
        mask = stack([np.ones_like(part.ids) for part in parts]) > 0
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=SHORT_NUMBERS and self.training):
            hidden = self.encoder(ids, stack([part.case for part in parts]), places, mask).float()
        out, first = [], 0
        for w in batch:
            here = hidden[first : first + len(w.parts)]
            out.append(here[torch.from_numpy(w.row), torch.from_numpy(w.block * width + w.column)])
            first += len(w.parts)
        return out
