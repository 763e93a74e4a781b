"""Settings that all tests share."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

# A busy machine is slow, not wrong: no test fails for the time that an example took.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")

# No test, and no process that one starts, writes into the ledger of whoever runs it.
_folder = tempfile.mkdtemp(prefix="dateline-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["DATELINE_LEDGER"] = str(Path(_folder) / "ledger.sqlite")

# The address of a PostgreSQL on which ledgers are tested too (see .ci/postgres).
POSTGRES = os.environ.get("DATELINE_TEST_POSTGRES", "")


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
