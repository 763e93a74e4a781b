"""A date as feeds write it -> datetime with a zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST: Final = 60
# Before the web there were no feeds: an earlier date is a slip, mostly the zero of a clock.
_EARLIEST_YEAR: Final = 1990
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_FRACTION: Final = re.compile(r"(\.\d{6})\d+")


def read_stamp(given: str | None) -> datetime | None:
    """RFC 822 ("Mon, 06 May 2024 10:00:00 GMT") or ISO 8601; without a zone UTC; None for what is no date and time or day."""
    text = (given or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        if _ISO.match(text):
            found = datetime.fromisoformat(_FRACTION.sub(r"\1", text.replace(" ", "T", 1)))
        else:
            found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    try:
        found.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return found if found.year >= _EARLIEST_YEAR else None
