"""Moments as documents state them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest

from dateline.documents import load
from dateline.documents._moment import read_moment

PAGE = """<html><head><title>Bridge</title>{head}</head><body><article><h1>Bridge shut after crash</h1>
<p>The mayor said on Monday that the bridge would be closed for a week after a lorry hit one of its pillars.</p>
<p>Nobody was hurt, and the ferry would run at night until the engineers had looked at the damage, she said.</p>
</article></body></html>"""
FIRST = '<meta property="article:published_time" content="2021-03-04T10:00:00+01:00">'
LAST = '<script type="application/ld+json">{{"@type": "NewsArticle", "dateModified": "{}"}}</script>'


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("2021-03-04T10:00:00Z", datetime(2021, 3, 4, 10, tzinfo=UTC)),
        ("2021-03-04T01:30:00+02:00", datetime(2021, 3, 3, 23, 30, tzinfo=UTC)),
        ("2021-03-04T10:00:00", None),
        ("2021-03-04", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("soon", None),
        (7, None),
    ],
)
def test_a_moment_needs_its_hour_and_its_zone(stamp: object, moment: datetime | None) -> None:
    assert read_moment(stamp) == moment


@pytest.mark.parametrize(
    ("head", "moment"),
    [
        (FIRST, datetime(2021, 3, 4, 9, tzinfo=UTC)),
        (FIRST + LAST.format("2021-03-04T15:20:00Z"), datetime(2021, 3, 4, 15, 20, tzinfo=UTC)),
        (FIRST + LAST.format("2023-03-04T15:20:00Z"), datetime(2021, 3, 4, 9, tzinfo=UTC)),
        (FIRST + LAST.format("yesterday"), datetime(2021, 3, 4, 9, tzinfo=UTC)),
        ("", None),
    ],
)
def test_a_page_was_issued_when_its_news_last_changed(head: str, moment: datetime | None) -> None:
    (found,) = load(("-",), stdin=BytesIO(PAGE.format(head=head).encode()))
    assert found.document is not None and found.document.issued == moment
