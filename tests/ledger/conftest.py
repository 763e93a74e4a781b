"""Ledgers to test on: a file, and PostgreSQL where `DATELINE_TEST_POSTGRES` gives the address of one (see .ci/postgres)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from dateline.ledger import Ledger, open_ledger

sys.path.append(str(Path(__file__).parent))  # the tests, and the processes that they start, can import `sample`

POSTGRES = os.environ.get("DATELINE_TEST_POSTGRES", "")


@pytest.fixture
def clock() -> Any:
    from sample import Ticking  # noqa: PLC0415  (found by the path that is added above)

    return Ticking()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty ledger can be made; on PostgreSQL, a schema of its own."""
    if request.param == "sqlite":
        yield str(tmp_path / "ledger.sqlite")
        return
    if not POSTGRES:
        pytest.skip("no PostgreSQL: set DATELINE_TEST_POSTGRES, see .ci/postgres")
    psycopg = pytest.importorskip("psycopg")
    schema = f"t{uuid4().hex}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    mark = "&" if "?" in POSTGRES else "?"
    yield f"{POSTGRES}{mark}options=-csearch_path%3D{schema}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def ledger(where: str, clock: Callable[[], datetime]) -> Iterator[Ledger]:
    with open_ledger(where, clock=clock, wait_s=10) as opened:
        yield opened
