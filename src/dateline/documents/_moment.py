"""read_moment: a stamp of ISO 8601 with hour and zone -> that moment, UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def read_moment(value: object) -> datetime | None:
    """None for a day alone, and for an hour without a zone: nobody knows which moment that is."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
