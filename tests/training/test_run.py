"""The mean of weights is taken name by name."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="torch comes with the extra 'train'", exc_type=ImportError)


def test_mean_of_runs() -> None:
    from dateline.training._run import mean_weights  # noqa: PLC0415

    runs = [
        {"w": torch.tensor([1.0, 3.0]), "n": torch.tensor(2)},
        {"w": torch.tensor([3.0, 5.0]), "n": torch.tensor(2)},
    ]
    mean = mean_weights(runs)
    assert mean["w"].tolist() == [2.0, 4.0]
    assert mean["n"].item() == 2
