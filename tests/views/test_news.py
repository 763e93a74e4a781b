"""News: one event before and now."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parents[1] / "desk"))

from hypothesis import given
from hypothesis import strategies as st
from reports import first, march, other, revised
from test_pages import AT, account, told

from dateline.model import Judgement
from dateline.views import make_news

LATER = AT + timedelta(minutes=30)


def test_an_event_that_was_not_known_is_new_and_has_no_before():
    news = make_news(told(account(march())), None, since=AT - timedelta(days=1))
    assert news is not None
    assert news.kinds == ("event",)
    assert (news.before, news.tolls, news.reports, news.publishers) == (None, (), 1, ("Velnik Post",))


def test_nothing_new_is_none():
    one = told(account(first()))
    assert make_news(one, one, since=LATER) is None


def test_a_second_report_is_told_with_what_it_changes():
    before = told(account(first()))
    now = told(account(first()), account(other(), minute=40))
    news = make_news(now, before, since=LATER)
    assert news is not None
    assert news.kinds == ("status", "dispute", "reports")
    assert (news.before, news.mark.status, news.reports, news.publishers) == (
        "claimed",
        "confirmed",
        1,
        ("Dorrat Post",),
    )
    assert any(slot.startswith("casualties") for slot in news.disputes)


def test_a_later_text_of_the_same_document_is_no_further_report():
    before = told(account(first()))
    now = told(account(revised(), minute=40), earlier=[account(first())])
    news = make_news(now, before, since=LATER)
    assert news is not None
    assert "reports" not in news.kinds and "event" not in news.kinds
    (toll,) = news.tolls
    assert (toll.kind, toll.before_low, toll.low, toll.rose) == ("killed", 2, 4, True)
    assert toll.source == "Karsum hospital" and "four" in toll.words.casefold()


def test_a_judgement_is_news_and_stands_last():
    one = account(first())
    judged = Judgement(id="j", kind="accept", who="ada", at=LATER + timedelta(minutes=1), events=(one.ref,))
    news = make_news(told(one, judgements=[judged]), told(one), since=LATER)
    assert news is not None and news.kinds[-1] == "judgement"
    assert (
        make_news(told(one, judgements=[judged]), told(one, judgements=[judged]), since=LATER + timedelta(hours=1))
        is None
    )


@given(minutes=st.lists(st.integers(1, 59), min_size=2, max_size=2, unique=True), cut=st.integers(0, 59))
def test_whatever_came_after_the_moment_is_told_and_what_came_before_is_not(minutes, cut):
    early, late = sorted(minutes)
    since = AT.replace(minute=cut, second=30)
    accounts = [account(first(), minute=early), account(other(), minute=late)]
    known = [one for one in accounts if one.recorded <= since]
    news = make_news(told(*accounts), told(*known) if known else None, since=since)
    if len(known) == 2:
        assert news is None
    else:
        assert news is not None
        assert news.reports == 2 - len(known)
        assert ("event" in news.kinds) == (not known)
