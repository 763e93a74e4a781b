"""The heads in NumPy do what the network was trained to do."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.model import label
from dateline.reading._head import Heads as PlainHeads
from dateline.reading._pair import SpanRows, event_pairs, role_pairs, shared_roles

torch = pytest.importorskip("torch", reason="torch comes with the extra 'train'", exc_type=ImportError)


def _spans(draw: np.random.Generator, count: int, tokens: int) -> SpanRows:
    start = np.sort(draw.integers(0, tokens - 3, count))
    return SpanRows(
        start=start, end=start + draw.integers(1, 3, count), sentence=start // 12, key=draw.integers(0, 4, count)
    )


def test_both_give_the_same_scores() -> None:
    from dateline.training._network import HIDDEN, Heads  # noqa: PLC0415

    torch.manual_seed(7)
    draw = np.random.default_rng(7)
    network = Heads().eval()
    plain = PlainHeads({name: value.numpy() for name, value in network.state_dict().items()})
    hidden = draw.standard_normal((90, HIDDEN)).astype(np.float32)
    t, m = _spans(draw, 9, 90), _spans(draw, 14, 90)
    layer = draw.integers(0, len(label.MENTION_LAYERS), 14)
    pairs, sums = role_pairs(t, m, layer), plain.sums(hidden)
    with torch.no_grad():
        vectors = network.trigger_vectors(torch.from_numpy(hidden), t)
        mentions = network.mention_vectors(torch.from_numpy(hidden), m, torch.from_numpy(layer))
        roles = torch.sigmoid(network.roles(vectors, mentions, pairs)).numpy()
        shared = shared_roles(roles, m.key)
        same = torch.sigmoid(network.same_event(vectors, event_pairs(t), torch.from_numpy(shared))).numpy()
        stance, hedge = network.claims(vectors[:5], mentions[:5])
    own = plain.trigger_vectors(hidden, sums, t)
    others = plain.mention_vectors(hidden, sums, m, layer)
    assert np.allclose(own, vectors.numpy(), atol=1e-4)
    assert np.allclose(others, mentions.numpy(), atol=1e-4)
    assert np.allclose(plain.roles(own, others, pairs), roles, atol=1e-4)
    assert np.allclose(plain.same_event(own, event_pairs(t), shared), same, atol=1e-4)
    both = plain.claims(own, others)
    each = np.arange(5)
    assert np.allclose(both[0][each, each], torch.softmax(stance, 1).numpy(), atol=1e-4)
    assert np.allclose(both[1][each, each], torch.softmax(hedge, 1).numpy(), atol=1e-4)


def test_what_passes_between_two_parties_is_weighed_as_it_was_taught() -> None:
    from dateline.reading._between import weigh_types  # noqa: PLC0415
    from dateline.reading.token import Tokens  # noqa: PLC0415
    from dateline.training._example import TypedPair  # noqa: PLC0415
    from dateline.training._loss import pair_scores  # noqa: PLC0415
    from dateline.training._network import HIDDEN, Heads  # noqa: PLC0415

    torch.manual_seed(3)
    draw = np.random.default_rng(3)
    network = Heads().eval()
    plain = PlainHeads({name: value.numpy() for name, value in network.state_dict().items()})
    row = np.arange(20)
    tokens = Tokens(
        ids=row, case=row, starts=row * 2, ends=row * 2 + 1, sentence=row // 10, sentences=((0, 20), (20, 40))
    )
    hidden = draw.standard_normal((20, HIDDEN)).astype(np.float32)
    with torch.no_grad():
        inside = torch.from_numpy(hidden)
        pair = TypedPair(source=(2, 4), target=(9, 11), types=(0,))
        scores = pair_scores(network, inside, network.tags(inside), pair, tokens)[:, 0]
    shares = weigh_types(tokens, hidden, (2, 4), (9, 11), plain)
    assert np.allclose(shares, torch.softmax(scores, 0).numpy(), atol=1e-4)
