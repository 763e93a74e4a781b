"""When something is tried or looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random
from typing import Final

# An article is looked at again half an hour after it was read, then after 1, 2, 4 … hours, the last time after 64, five days
# after the first: of news pages that change, most do on the first day, and corrections come within the week.
FIRST_CHECK: Final = timedelta(minutes=30)
MOST_CHECKS: Final = 8
# An article older than this when it is first read is not looked at again.
RECENT: Final = timedelta(days=14)
# What failed is tried again after this, then twice as long each time.
FIRST_RETRY: Final = timedelta(minutes=10)
LONGEST_RETRY: Final = timedelta(days=1)
# Tries of one article that fail one after the other; the last ones are a day apart.
MOST_FAILURES: Final = 9
# How far each of these is moved by chance, so that not all readers of a feed come back at once.
JITTER: Final = 0.2
# A server that asks for more is asked once a week.
LONGEST_RETRY_AFTER: Final = timedelta(days=7)


def spread(time: timedelta, random: Random) -> timedelta:
    """The time, a little longer by chance: never shorter, so that no limit is undercut."""
    return time * (1 + JITTER * random.random())


def back_off(failures: int, random: Random, *, first: timedelta = FIRST_RETRY) -> timedelta:
    """How long to wait after so many failures in a row."""
    return spread(min(first * 2 ** min(max(failures - 1, 0), 20), LONGEST_RETRY), random)


def next_check(checks: int, random: Random) -> timedelta | None:
    """How long to wait before an article is looked at again that was the same so many times; None for never again."""
    return None if checks >= MOST_CHECKS else spread(FIRST_CHECK * 2**checks, random)


def read_retry_after(given: str | None, now: datetime) -> timedelta | None:
    """The header of that name, seconds or a date; None where it says nothing."""
    text = (given or "").strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), LONGEST_RETRY_AFTER)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta(0)), LONGEST_RETRY_AFTER)
