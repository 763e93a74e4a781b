"""Ledgers to test on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.ledger import Ledger, open_ledger

sys.path.append(str(Path(__file__).parent))  # the tests, and the processes that they start, can import `sample`


@pytest.fixture
def clock() -> Any:
    from sample import Ticking  # noqa: PLC0415  (found by the path that is added above)

    return Ticking()


@pytest.fixture
def ledger(where: str, clock: Callable[[], datetime]) -> Iterator[Ledger]:
    with open_ledger(where, clock=clock, wait_s=10) as opened:
        yield opened
