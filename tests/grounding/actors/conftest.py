"""The registry of the package with a few invented actors, so that no test hangs on one row of the real tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.grounding.actors import ActorRegistry

OVERLAY = Path(__file__).parent / "fixtures" / "overlay.yaml"


@pytest.fixture(scope="session")
def registry() -> ActorRegistry:
    return ActorRegistry.load(overlays=[OVERLAY])
