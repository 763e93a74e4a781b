"""The ledger of our own texts that the formats are tested on, made once; tests can import `ledgers`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.append(str(Path(__file__).parent))

if TYPE_CHECKING:
    from ledgers import Material


@pytest.fixture(scope="session")
def material(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    from ledgers import open_material  # noqa: PLC0415

    with open_material(tmp_path_factory.mktemp("exports")) as made:
        yield made


@pytest.fixture(scope="session")
def hostile_material(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Material]:
    from ledgers import hostile, open_material  # noqa: PLC0415

    with open_material(tmp_path_factory.mktemp("hostile"), hostile) as made:
        yield made
