"""Words that an earlier reader takes for an event's and no coding names are taught neither way."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dateline.reading.token import Tokens

torch = pytest.importorskip("torch", reason="torch comes with the extra 'train'", exc_type=ImportError)


def _example(tags: list[int]) -> Any:
    from dateline.training._example import Example  # noqa: PLC0415

    tokens: Any = SimpleNamespace(ids=np.arange(len(tags)))
    windows: Any = None
    return Example(name="x", tokens=tokens, windows=windows, trigger_tags=np.asarray(tags, dtype=np.int64))


def test_what_is_coded_stays_and_what_is_doubtful_is_left_open() -> None:
    from dateline.training._doubt import leave_open  # noqa: PLC0415
    from dateline.training._example import IGNORE  # noqa: PLC0415

    def weigh(tokens: Tokens) -> NDArray[np.float64]:
        return np.asarray([0.9, 0.9, 0.69, 0.7])[: len(tokens.ids)]

    sure: Any = SimpleNamespace(weigh_triggers=weigh)
    example, bare = _example([3, 0, 0, 0]), _example([])
    assert leave_open([example, example, bare], sure) == 2  # an example that is there twice counts once
    assert example.trigger_tags.tolist() == [3, IGNORE, 0, IGNORE]


def test_the_reader_weighs_every_token() -> None:
    from dateline.documents import from_text  # noqa: PLC0415
    from dateline.reading import Reader  # noqa: PLC0415

    reader = Reader.installed(threads=1)
    tokens = reader.tokenise(
        from_text("Gunmen attacked a police post near Mosul on Monday, killing four officers.", id="x")
    )
    weights = reader.weigh_triggers(tokens)
    assert weights.shape == tokens.ids.shape and ((weights >= 0) & (weights <= 1)).all()
    assert weights[1] > 0.5 > weights[-1]
