"""Settings that all tests share."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is slow, not wrong: no test fails for the time that an example took.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")
