"""Inside `climbed` the weights stand as far up their gradient as was asked, behind it where they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="torch comes with the extra 'train'", exc_type=ImportError)

NUMBERS = st.lists(st.floats(-4, 4, width=32), min_size=3, max_size=3)


@given(first=NUMBERS, second=NUMBERS, reach=st.floats(0.01, 1))
def test_up_the_slope_and_back(first: list[float], second: list[float], reach: float) -> None:
    from dateline.training._flat import climbed  # noqa: PLC0415

    weights = [torch.nn.Parameter(torch.tensor(x)) for x in (first, second)]
    untaught = torch.nn.Parameter(torch.ones(2))

    def loss() -> torch.Tensor:
        return sum(((w - 1.5) ** 2).sum() for w in weights)

    loss().backward()
    here, slopes = float(loss().detach()), [w.grad.clone() for w in weights]
    steep = any(bool(slope.abs().max() > 0.01) for slope in slopes)
    with climbed([*weights, untaught], reach):
        moved = torch.sqrt(
            sum(((w.detach() - torch.tensor(x)) ** 2).sum() for w, x in zip(weights, (first, second), strict=True))
        )
        if steep:
            assert float(moved) == pytest.approx(reach, rel=1e-2)
            assert float(loss().detach()) > here
    assert [w.tolist() for w in weights] == [torch.tensor(x).tolist() for x in (first, second)]
    assert untaught.tolist() == [1.0, 1.0]


def test_the_weights_come_back_when_the_step_fails() -> None:
    from dateline.training._flat import climbed  # noqa: PLC0415

    weight = torch.nn.Parameter(torch.tensor([2.0]))
    (weight**2).sum().backward()
    with pytest.raises(RuntimeError), climbed([weight], 0.5):
        assert weight.item() == 2.5
        raise RuntimeError
    assert weight.item() == 2.0
