"""Triggers -> events: average-link clustering of same-event probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def cluster_triggers(same: NDArray[np.floating], keep: Sequence[int], *, floor: float) -> list[list[int]]:
    """Groups of trigger numbers, each in order of text, the groups in order of their first trigger.

    Merges the two groups with the highest mean probability until none reaches `floor`; ties go to the earlier pair,
    so that the result does not depend on anything but the scores.
    """
    order = sorted(keep)  # ties are settled by the order of the text, whatever order the caller gives
    groups = [[number] for number in order]
    if len(groups) < 2:
        return groups
    index = np.asarray(order)
    link = same[np.ix_(index, index)].astype(np.float64)
    np.fill_diagonal(link, -1.0)
    sizes = np.ones(len(groups))
    alive = np.ones(len(groups), dtype=bool)
    while True:
        best = int(link.argmax())
        a, b = sorted(divmod(best, len(groups)))
        if link[a, b] < floor:
            break
        merged = (sizes[a] * link[a] + sizes[b] * link[b]) / (sizes[a] + sizes[b])
        merged[~alive] = -1.0
        link[a], link[:, a] = merged, merged
        link[a, a] = -1.0
        link[b], link[:, b] = -1.0, -1.0
        sizes[a] += sizes[b]
        alive[b] = False
        groups[a] += groups[b]
    kept = [sorted(group) for number, group in enumerate(groups) if alive[number]]
    return sorted(kept, key=lambda g: g[0])
