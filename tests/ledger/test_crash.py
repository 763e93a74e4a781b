"""Killed at any moment, the ledger keeps what it reported as saved, and nothing by half. More: benchmarks/crash.py."""

from __future__ import annotations

import sys
from random import Random

import pytest
from kill import crash


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_kills_lose_nothing(where: str) -> None:
    left = crash(where, documents=120, kills=4, random=Random(7), longest_s=0.6)
    assert left.wrong == ()
    assert left.reported == left.there == 120
