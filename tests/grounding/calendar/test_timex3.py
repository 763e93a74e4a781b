"""TIMEX3 over our own sentences, and the invariants that hold for any text."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.grounding.calendar import find_timexes

PUBLISHED = date(2016, 5, 18)  # a Wednesday


def read(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str, str]]:
    return [(text[t.start : t.end], t.type, t.value) for t in find_timexes(text, published=published)]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("The ferry sank on Friday.", "Friday", "DATE", "2016-05-13"),
        ("The ferry will sail on Friday.", "Friday", "DATE", "2016-05-20"),
        ("The pier closed. On Friday, the crews will meet the owner.", "Friday", "DATE", "2016-05-20"),
        ("They planned to leave on Friday.", "Friday", "DATE", "2016-05-20"),
        ("The deadline of Friday stands.", "Friday", "DATE", "2016-05-20"),
        ("The dam has held since March 15.", "March 15", "DATE", "2016-03-15"),
        ("They must go home by May 26.", "May 26", "DATE", "2016-05-26"),
        ("He was seen there last Oct. 23.", "last Oct. 23", "DATE", "2015-10-23"),
        ("It opened on March eighth.", "March eighth", "DATE", "2016-03-08"),
        ("It froze in October.", "October", "DATE", "2015-10"),
        ("They were found on Thanksgiving Day.", "Thanksgiving Day", "DATE", "2015-11-26"),
        ("The votes of Election Day 2012 were lost.", "Election Day 2012", "DATE", "2012-11-06"),
        ("It rained early last week.", "early last week", "DATE", "2016-W19"),
        ("It rained over the weekend.", "the weekend", "DATE", "2016-W19-WE"),
        ("The mill closed in late September.", "late September", "DATE", "2015-09"),
        ("The mill closed last fall.", "last fall", "DATE", "2015-FA"),
        ("It was built in the 1990s.", "the 1990s", "DATE", "199"),
        ("It was built in the 19th century.", "the 19th century", "DATE", "18"),
        ("It was said in nineteen ninety-four.", "nineteen ninety-four", "DATE", "1994"),
        ("They met at 9:30 a.m. Tuesday.", "9:30 a.m. Tuesday", "TIME", "2016-05-17T09:30"),
        ("The hall was lit on Monday evening.", "Monday evening", "TIME", "2016-05-16TEV"),
        ("The hall was lit last night.", "last night", "TIME", "2016-05-17TNI"),
        ("The walk took at least 30 days.", "at least 30 days", "DURATION", "P30D"),
        ("The walk took twenty four hours.", "twenty four hours", "DURATION", "PT24H"),
        ("It stood for centuries.", "centuries", "DURATION", "PXC"),
        ("They walked for a few weeks.", "a few weeks", "DURATION", "PXW"),
        ("A five year low was reached.", "five year", "DURATION", "P5Y"),
        ("The 52-week low was reached.", "52-week", "DURATION", "P52W"),
        ("Prices fell in the past two months.", "the past two months", "DURATION", "P2M"),
        ("Prices fell in recent years.", "recent years", "DURATION", "PXY"),
        ("For the year ended in rain they had nothing.", "the year", "DURATION", "P1Y"),
        ("They sing every two weeks.", "every two weeks", "SET", "P2W"),
        ("They sing each July.", "each July", "SET", "XXXX-07"),
        ("They sing every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
        ("They sing every night.", "every night", "SET", "XXXX-XX-XXTNI"),
        ("They sing there daily.", "daily", "SET", "P1D"),
        ("The mill closed two weeks ago.", "two weeks ago", "DATE", "2016-05-04"),
        ("The mill closed a week or so ago.", "a week or so ago", "DATE", "2016-05-11"),
        ("The mill closed two years ago.", "two years ago", "DATE", "2014"),
        ("The mill closed several years ago.", "several years ago", "DATE", "PAST_REF"),
        ("The mill is closed now.", "now", "DATE", "PRESENT_REF"),
        ("The mill closed recently.", "recently", "DATE", "PAST_REF"),
        ("They fear for the future.", "the future", "DATE", "FUTURE_REF"),
    ],
)
def test_one_expression(text: str, words: str, kind: str, value: str) -> None:
    assert read(text) == [(words, kind, value)]


def test_each_end_of_a_range_is_an_expression() -> None:
    assert [value for _, _, value in read("It ran from June 2003 to May 2004, or between 1994 and 1997.")] == [
        "2003-06", "2004-05", "1994", "1997",
    ]  # fmt: skip


def test_later_expressions_lean_on_earlier_ones() -> None:
    assert read("The boat left on April 2. Two days later it sank, at 10 p.m.") == [
        ("April 2", "DATE", "2016-04-02"),
        ("Two days later", "DATE", "2016-04-04"),
        ("10 p.m.", "TIME", "2016-04-04T22:00"),
    ]


def test_a_report_on_earnings_compares_with_its_own_quarter() -> None:
    text = (
        "Net rose from a year ago. In the first quarter sales were flat; the year-earlier quarter was better, "
        "but the quarter ended well."
    )
    assert [value for _, _, value in read(text)] == ["2015-Q1", "2016-Q1", "2015-Q1", "2016-Q1"]
    assert [value for _, _, value in read("In the third quarter they lost.")] == ["2015-Q3"]


def test_what_ended_on_a_day_is_compared_with_the_year_before() -> None:
    text = "In the six months ended Oct. 12 they lost more than a year earlier."
    assert [value for _, _, value in read(text)] == ["P6M", "2015-10-12", "2014-10-12"]


@pytest.mark.parametrize(
    "text",
    [
        "It costs $2 million a year to run.",
        "The 6-year-old girl and a man of 40 left.",
        "At the same time they sang.",
        "Wait a moment.",
        "About three-quarters of it is gone, more than a quarter is left.",
        "Two hundred twenty people and Jan Novak came.",
        "They may march.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert [words for words, _, _ in read(text)] == []


def test_a_full_stop_after_a_whole_name_ends_the_sentence() -> None:
    assert [words for words, _, _ in read("It was cold in March. It was dry in Sept. 2014, and in June.")] == [
        "March", "Sept. 2014", "June",
    ]  # fmt: skip


def test_without_a_day_of_writing_nothing_is_guessed() -> None:
    text = (
        "On Friday, last year, in the third quarter, a year earlier, the week, overnight, two days ago, in May, May 3."
    )
    assert {value for _, _, value in read(text, None)} == {
        "XXXX-WXX-5", "XXXX-XX-XX", "XXXX-Q3", "P1Y", "XXXX-05", "XXXX-05-03", "XXXX-WXX", "XXXX-XX-XXTNI", "PAST_REF",
    }  # fmt: skip


_VOCABULARY = (
    "on in the a of last next this Friday Monday May March 3 31 2003 1990s two few days weeks months years ago later "
    "after before since until between and to early late mid - , . night weekend same that day Easter every each daily "
    "quarter half fiscal year-earlier year end 10:30 p.m. 25:99 noon yesterday recent past decade century first third "
    "period or so thousand hundred nineteen ninety-four the year two thousand hours minutes moment now future ahead"
)
_TEXTS = st.one_of(
    st.lists(st.sampled_from(_VOCABULARY.split()), min_size=1, max_size=14).map(" ".join), st.text(max_size=60)
)
_VALUE = re.compile(
    r"(?:PAST|PRESENT|FUTURE)_REF|PT?(?:\d+|X)(?:[DWMYQHSEC]|WE)|[\dX]{2,4}(?:-[\dXWQHSPUFAI]{2,3}(?:-(?:[\dX]{1,2}|WE))?)?"
    r"(?:T(?:\d\d:\d\d|MO|AF|EV|NI))?"
)


@settings(max_examples=300, deadline=None)
@given(text=_TEXTS, published=st.one_of(st.none(), st.dates()))
def test_whatever_the_text_the_result_is_sound(text: str, published: date | None) -> None:
    found = find_timexes(text, published=published)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    for timex in found:
        assert 0 <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end].strip() == text[timex.start : timex.end]
        assert _VALUE.fullmatch(timex.value), timex
