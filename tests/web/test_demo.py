"""The ledger of examples: each page of the workbench has something to show, whatever day it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.desk import Teller
from dateline.ledger import open_ledger
from dateline.web import fill_demo
from dateline.web._demo import WEEKDAYS, list_articles, make_document

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline

NOW = datetime(2031, 3, 5, 7, 30, tzinfo=UTC)


@given(st.integers(-5_000, 5_000))
def test_the_weekdays_of_a_text_are_moved_with_it(days: int) -> None:
    for article in list_articles():
        document = make_document(article, days=days)
        assert document.published == article.published + timedelta(days=days)
        before = [word for word in article.text.split() if word.strip(".,’'s") in WEEKDAYS]
        own = WEEKDAYS[article.published.weekday()]
        if any(word.startswith(own) for word in before):
            assert WEEKDAYS[document.published.weekday()] in document.text
        assert ("on " + own in article.text) <= (f"on {WEEKDAYS[document.published.weekday()]}" in document.text)


def test_the_articles_are_told_in_order_and_one_has_two_texts() -> None:
    articles = list(list_articles())
    assert 12 <= len(articles) <= 20
    assert all(article.url.split("/")[2].endswith(".example") and article.seen.tzinfo for article in articles)
    urls = [article.url for article in articles]
    assert len(urls) == len(set(urls)) + 1


def test_every_page_has_something_to_show(pipeline: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "demo.sqlite"
    ticks: list[tuple[int, int]] = []
    fill_demo(path, pipeline, now=NOW, tick=lambda done, all: ticks.append((done, all)))
    assert ticks[-1][0] == ticks[-1][1] == len(ticks) - 1
    with open_ledger(path, read_only=True) as ledger:
        view = ledger.view()
        assert not list(ledger.verify())
        teller = Teller(view)
        told = [teller.tell(event) for event in view.linked()]
        bombing = max(told, key=lambda one: len(one.accounts))
        assert (
            len(bombing.accounts) >= 8
            and bombing.disputes
            and len({t.low for t in bombing.tolls if t.kind == "killed"}) >= 4
        )
        whole = {next(s.status for s in one.statuses if s.slot == "event") for one in told}
        assert {"claimed", "confirmed", "retracted", "only remembered"} <= whole
        assert any(document.revisions == 2 for document in view.documents())
        levels = [{place.level for account in one.accounts for place in account.event.where} for one in told]
        assert {"country"} in levels
        recorded = sorted(account.recorded for one in told for account in one.accounts)
        assert NOW - timedelta(days=1) < recorded[-1] <= NOW and recorded[-1] - recorded[0] > timedelta(days=7)
        assert {one.lead.event.type for one in told} >= {"ASSAULT", "PROTEST", "CONSULT", "COERCE", "REQUEST"}


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    from dateline.pipeline import Pipeline  # noqa: PLC0415

    return Pipeline.load(threads=1)
