"""A ledger to compose on, and the reports of `reports.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.ledger import Ledger, open_ledger

sys.path.append(str(Path(__file__).parent))


class Ticking:
    """A clock that goes on by a minute each time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def ledger(where: str, clock: Ticking) -> Iterator[Ledger]:
    with open_ledger(where, clock=clock, wait_s=2) as opened:
        yield opened
