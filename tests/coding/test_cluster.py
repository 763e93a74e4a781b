"""Clusters depend on the scores alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding._cluster import cluster_triggers


def _matrix(pairs: dict[tuple[int, int], float], size: int) -> np.ndarray:
    same = np.zeros((size, size), dtype=np.float32)
    for (a, b), value in pairs.items():
        same[a, b] = same[b, a] = value
    return same


def test_average_link_keeps_a_weakly_tied_third_apart() -> None:
    same = _matrix({(0, 1): 0.9, (1, 2): 0.7, (0, 2): 0.1}, 3)
    assert cluster_triggers(same, [0, 1, 2], floor=0.5) == [[0, 1], [2]]


def test_only_kept_triggers_are_grouped() -> None:
    same = _matrix({(0, 3): 0.9, (0, 1): 0.9}, 4)
    assert cluster_triggers(same, [0, 3], floor=0.5) == [[0, 3]]


def test_a_tie_goes_to_the_earlier_pair_in_the_text() -> None:
    same = _matrix({(0, 1): 0.8, (1, 2): 0.8}, 3)
    assert cluster_triggers(same, [2, 1, 0], floor=0.6) == [[0, 1], [2]]


@given(st.integers(0, 12), st.randoms(use_true_random=False))
def test_groups_are_a_partition_in_order(size: int, chance: object) -> None:
    values = np.asarray([[chance.random() for _ in range(size)] for _ in range(size)], dtype=np.float32)  # type: ignore[attr-defined]
    same = (values + values.T) / 2 if size else values.reshape(0, 0)
    groups = cluster_triggers(same, list(range(size)), floor=0.6)
    assert sorted(n for group in groups for n in group) == list(range(size))
    assert groups == sorted((sorted(g) for g in groups), key=lambda g: g[0])
    if size:
        order = list(range(size))[::-1]
        assert sorted(map(sorted, cluster_triggers(same, order, floor=0.6))) == sorted(map(sorted, groups))
