"""Steps that look for flat ground, where the weights may be a little off and little is lost.

Sharpness-aware minimisation: Foret and others, ICLR 2021; for readers of text, Bahri and others, ACL 2022.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import torch

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from torch import nn

_TINY: Final = 1e-9


@contextmanager
def climbed(parameters: Iterable[nn.Parameter], reach: float) -> Generator[None]:
    """Within it the weights stand `reach` further along their gradient, where the loss rises most; behind it, where they were.

    A gradient that is taken there, in place of the one here, leads to where the loss is low all around.
    """
    moved = [(p, p.grad.clone()) for p in parameters if p.grad is not None]
    kept = [p.detach().clone() for p, _ in moved]
    with torch.no_grad():
        length = torch.sqrt(sum((slope.square().sum() for _, slope in moved), torch.zeros(()))) + _TINY
        for p, slope in moved:
            p.add_(slope, alpha=reach / float(length))
    try:
        yield
    finally:
        with torch.no_grad():
            for (p, _), was in zip(moved, kept, strict=True):
                p.copy_(was)
