"""When something is tried again: never sooner than asked for, and at last never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.desk._watch_cadence import (
    LONGEST_RETRY,
    LONGEST_RETRY_AFTER,
    MOST_CHECKS,
    back_off,
    next_check,
    read_retry_after,
)
from dateline.desk._watch_host import host_of, same_site

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


@given(st.integers(0, 10**6), st.integers())
def test_back_off_grows_to_a_day_and_is_never_undercut(failures: int, seed: int) -> None:
    wait = back_off(failures, Random(seed))
    least = min(timedelta(minutes=10) * 2 ** min(max(failures - 1, 0), 12), LONGEST_RETRY)
    assert least <= wait <= 1.2 * least


@given(st.integers(0, 40), st.integers())
def test_looks_end(checks: int, seed: int) -> None:
    wait = next_check(checks, Random(seed))
    assert (wait is None) == (checks >= MOST_CHECKS)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Wed, 01 May 2024 12:01:00 GMT", 60),
        ("Wed, 01 May 2024 11:00:00 GMT", 0),
        ("9" * 50, LONGEST_RETRY_AFTER.total_seconds()),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    found = read_retry_after(header, NOW)
    assert (found.total_seconds() if found is not None else None) == seconds


@given(st.text(max_size=80))
def test_any_header_is_read_or_not(header: str) -> None:
    found = read_retry_after(header, NOW)
    assert found is None or timedelta(0) <= found <= LONGEST_RETRY_AFTER


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("HTTPS://Lamp.Example:443/x", "https://lamp.example"),
        ("http://lamp.example:8080", "http://lamp.example:8080"),
        ("http://[::1]:80/", "http://[::1]"),
        ("ftp://lamp.example/", ""),
        ("http:///x", ""),
        ("http://lamp.example:port/", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_hosts(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "other", "is_same"),
    [
        ("http://intranet/1", "https://intranet/feed", True),
        ("http://intranet:8080/1", "http://INTRANET:8080/feed", True),
        ("http://intranet:9200/1", "http://intranet:8080/feed", False),
        ("http://intranet:8080/1", "http://intranet/feed", False),
        ("http://printer/1", "http://intranet/feed", False),
        ("http://10.0.0.1@intranet/", "http://10.0.0.1/feed", False),
        ("nothing", "nothing", False),
    ],
)
def test_sites(url: str, other: str, is_same: bool) -> None:
    assert same_site(url, other) is is_same
