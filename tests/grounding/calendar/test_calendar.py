"""Words of time to days: our own sentences, and the invariants that hold for any text."""

from __future__ import annotations

import itertools
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.grounding.calendar import (
    TimeSpan,
    find_times,
    is_relative_to_event,
    parse_edtf,
    published_when,
    resolve_time,
    to_edtf,
)
from dateline.model import When

ANCHOR = date(2016, 5, 18)  # a Wednesday
EVENT = When(edtf="2016-03-04", earliest=date(2016, 3, 4), latest=date(2016, 3, 4), rule="date", evidence=None)


def resolve(expression: str, **options: object) -> str | None:
    text = f"The bridge was closed {expression}."
    start = text.index(expression)
    found = resolve_time(text, start, start + len(expression), **{"anchor": ANCHOR, **options})  # type: ignore[arg-type]
    return None if found is None else found.edtf


@pytest.mark.parametrize(
    ("expression", "edtf"),
    [
        ("2011-03-05", "2011-03-05"),
        ("on 3 Jan. 2020", "2020-01-03"),
        ("on Sept. 11, 2001", "2001-09-11"),
        ("on the first of June 1999", "1999-06-01"),
        ("on Monday, May 2", "2016-05-02"),
        ("on Sat Apr 09 2011", "2011-04-09"),
        ("on 25/12/2014", "2014-12-25"),
        ("on 04/05/2014", None),  # 4 May or 5 April: nothing says which
        ("on 05/12/2016", "2016-05-12"),  # the reading near the text's own date
        ("on May 17", "2016-05-17"),
        ("on December 20", "2015-12-20"),
        ("on May 30", "2016-05-30"),  # near days lie ahead, far ones behind
        ("last May 30", "2015-05-30"),
        ("on March eighth", "2016-03-08"),
        ("on Thanksgiving Day", "2015-11-26"),
        ("a year or so ago", "2015"),
        ("twenty two years ago", "1994"),
        ("on March 9-11", "2016-03-09/2016-03-11"),
        ("from 3 to 5 May", "2016-05-03/2016-05-05"),
        ("in January", "2016-01"),
        ("in November", "2015-11"),
        ("in July last year", "2015-07"),
        ("in August 2003", "2003-08"),
        ("last September", "2015-09"),
        ("in 2003", "2003"),
        ("in the 1990s", "199X"),
        ("in 2003-05", "2003/2005"),
        ("in the late 1980s", "1985~/1989~"),
        ("in early 2011", "2011-01~/2011-04~"),
        ("at the end of 2003", "2003-12~"),
        ("in mid-March", "2016-03~"),
        ("on Friday", "2016-05-13"),
        ("on Wednesday", "2016-05-18"),
        ("last Wednesday", "2016-05-11"),
        ("late on Friday night", "2016-05-13"),
        ("at dawn on Tuesday", "2016-05-17"),
        ("around 10 p.m. Friday", "2016-05-13"),
        ("on the evening of Aug. 19, 2014", "2014-08-19"),
        ("on Friday of last week", "2016-05-13"),
        ("yesterday", "2016-05-17"),
        ("the day before yesterday", "2016-05-16"),
        ("last night", "2016-05-17"),
        ("this morning", "2016-05-18"),
        ("overnight", "2016-05-17/2016-05-18"),
        ("last week", "2016-05-09/2016-05-15"),
        ("this week", "2016-05-16/2016-05-18"),
        ("earlier this week", "2016-05-16/2016-05-17"),
        ("over the weekend", "2016-05-14/2016-05-15"),
        ("late last month", "2016-04~"),
        ("earlier this year", "2016"),
        ("last year", "2015"),
        ("last summer", "2015-06~/2015-08~"),
        ("two days ago", "2016-05-16"),
        ("10 days ago", "2016-05-08~"),
        ("two weeks ago", "2016-05-02~/2016-05-08~"),
        ("about five months ago", "2015-12~"),
        ("twenty-two years ago", "1994"),
        ("a few weeks ago", "2016-04~"),
        ("in the past decade", "2006-01-01~/2016-05-18"),
        ("over the past week", "2016-05-11~/2016-05-18"),
        ("in recent months", "2016-03~/2016-05~"),
        ("since March 15", "2016-03-15/2016-05-18"),
        ("since 2003", "2003-01-01/2016-05-18"),
        ("between 2003 and 2005", "2003/2005"),
        ("between 14 November 1992 and 2 March 1994", "1992-11-14/1994-03-02"),
        ("from Monday to Tuesday", "2016-05-16/2016-05-17"),
        ("two days after April 30", "2016-05-02"),
        ("in the third quarter of 1989", "1989-07/1989-09"),
        ("on Easter Monday", "2016-03-28"),
        ("on Christmas Eve 2010", "2010-12-24"),
        ("after the vote in June 2009", "2009-06~"),
        ("since the dam broke in March", "2016-03-01/2016-05-18"),
        ("already", "2016-05-18~"),
        ("for three hours", None),
        ("on 31 June", None),
        ("hours later", None),
    ],
)
def test_resolve_in_the_past(expression: str, edtf: str | None) -> None:
    assert resolve(expression) == edtf


@pytest.mark.parametrize(
    ("expression", "edtf"),
    [
        ("on Friday", "2016-05-20"),
        ("on Wednesday", "2016-05-18"),
        ("in January", "2017-01"),
        ("on May 17", "2017-05-17"),
        ("this week", "2016-05-16/2016-05-22"),
        ("next week", "2016-05-23/2016-05-29"),
        ("this weekend", "2016-05-21/2016-05-22"),
        ("next April", "2017-04"),
        ("by 2020", "2020~"),
        ("in two weeks", "2016-05-30~/2016-06-05~"),
        ("after 2018", "2019/.."),
    ],
)
def test_resolve_in_the_future(expression: str, edtf: str) -> None:
    assert resolve(expression, tense="future") == edtf


@pytest.mark.parametrize(
    ("expression", "edtf"),
    [
        ("a day after the mayor fled", "2016-03-05"),
        ("three days earlier", "2016-03-01"),
        ("hours later", "2016-03-04~"),
        ("soon after the sirens were heard", "2016-03-04~"),
        ("the same day", "2016-03-04"),
        ("the next day", "2016-03-05"),
        ("the night before", "2016-03-03"),
        ("six months later", "2016-09~"),
        ("a year later", "2017"),
        ("later that year", "2016"),
        ("at 8.45 am", "2016-03-04"),
        ("the following Monday", "2016-03-07"),
        ("during the parade", "2016-03-04~"),
        ("since the parade", "2016-03-04/2016-05-18"),
        ("two days after the flood of April 30", "2016-05-02"),
    ],
)
def test_resolve_relative_to_an_event(expression: str, edtf: str) -> None:
    assert resolve(expression, reference=EVENT) == edtf


@pytest.mark.parametrize("expression", ["on Friday", "last year", "May 17", "in January", "two weeks ago", "recently"])
def test_no_anchor_no_guess(expression: str) -> None:
    assert resolve(expression, anchor=None) is None
    assert resolve("on 3 May 2014", anchor=None) == "2014-05-03"


def test_the_whole_expression_is_read_where_the_span_is_a_part_of_it() -> None:
    text = "They met last Friday, and the ban has held since 1985."
    friday, year = text.index("Friday"), text.index("1985")
    found = resolve_time(text, friday, friday + 6, anchor=ANCHOR)
    assert found is not None and found.evidence is not None
    assert (found.edtf, found.evidence.quote, found.rule) == ("2016-05-13", "last Friday", "weekday")
    alone = resolve_time(text, year, year + 4, anchor=ANCHOR)
    assert alone is not None and alone.edtf == "1985"


def test_tense_is_read_from_the_clause() -> None:
    text = "The ministers will meet in Oslo on Friday. The envoy, who was to speak, left on Monday."
    friday, monday = text.index("Friday"), text.index("Monday")
    ahead, back = (resolve_time(text, at, at + 6, anchor=ANCHOR) for at in (friday, monday))
    assert ahead is not None and back is not None
    assert ahead.edtf == "2016-05-20"
    assert back.edtf in ("2016-05-16", "2016-05-23")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They sang. On Friday, the ministers will meet.", "2016-05-20"),
        ("They sang. On Friday, the ministers met and will meet again.", "2016-05-13"),
        ("The deadline of Friday has been kept.", "2016-05-20"),
        ("''They may sing.'' The choir sang Friday.", "2016-05-13"),
        ("They planned a march on Friday.", "2016-05-20"),
    ],
)
def test_tense_of_a_weekday(text: str, edtf: str) -> None:
    at = text.index("Friday")
    found = resolve_time(text, at, at + 6, anchor=ANCHOR)
    assert found is not None and found.edtf == edtf


def test_a_near_day_is_not_moved_by_a_word_of_the_future() -> None:
    text = "They will bury the dead of May 3."
    found = resolve_time(text, text.index("May"), len(text) - 1, anchor=ANCHOR)
    assert found is not None and found.edtf == "2016-05-03"


@pytest.mark.parametrize(
    ("expression", "relative"),
    [
        ("a day after the raid", True),
        ("the same day", True),
        ("hours later", True),
        ("soon after the raid began", True),
        ("during the visit", True),
        ("at 3 p.m.", True),
        ("on Friday", False),
        ("two weeks ago", False),
        ("since March 15", False),
        ("two days after March 3", False),
        ("for two weeks", False),
    ],
)
def test_is_relative_to_event(expression: str, relative: bool) -> None:
    text = f"They left {expression}"
    assert is_relative_to_event(text, 10, len(text)) is relative


def test_find_times() -> None:
    text = (
        "Earlier on Friday the council may march on; 2000 people came in 2003 for three hours, the second time since "
        "March 15. April Jones, a three-year-old girl, left on the same day, at dawn on Tuesday, or late last month."
    )
    assert [text[span.start : span.end] for span in find_times(text)] == [
        "Earlier on Friday",
        "2003",
        "for three hours",
        "since March 15",
        "on the same day",
        "at dawn on Tuesday",
        "late last month",
    ]
    assert find_times("") == ()


def test_published() -> None:
    assert published_when(ANCHOR).edtf == "2016-05-18"
    found = published_when(ANCHOR, approximate=True)
    assert (found.edtf, found.rule, found.evidence) == ("2016-05-18~", "published", None)


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="no stretch"):
        resolve_time("today", 2, 9, anchor=ANCHOR)


def test_speed() -> None:
    """An article of 350 words: generous bounds (ten times what is measured), so that a busy machine passes."""
    text = "The council told reporters that the road had been closed on Friday and would open again in two weeks. " * 19
    began = time.process_time()
    spans = find_times(text)
    assert time.process_time() - began < 0.03
    began = time.process_time()
    for span in spans:
        resolve_time(text, span.start, span.end, anchor=ANCHOR)
    assert (time.process_time() - began) / len(spans) < 0.002


_VOCABULARY = (
    "on in the a of last next this Friday Monday May March 3 31 2003 1990s two few days weeks months years ago later "
    "after before since until between and from to early late mid - , . night weekend ever then same that day Easter "
    "Monday 9/11 2011-02-30 99/99/2000 10:30 p.m. noon yesterday recent past decade century first third quarter"
)
_WORDS = st.sampled_from(_VOCABULARY.split())
_TEXTS = st.one_of(st.lists(_WORDS, min_size=1, max_size=12).map(" ".join), st.text(min_size=1, max_size=60))
_ANCHORS = st.one_of(st.none(), st.dates())


@settings(max_examples=250, deadline=None)
@given(text=_TEXTS, anchor=_ANCHORS, tense=st.sampled_from((None, "past", "future")), referred=st.booleans())
def test_whatever_the_text_the_result_is_sound(text: str, anchor: date | None, tense: object, referred: bool) -> None:
    options = {"anchor": anchor, "tense": tense, "reference": EVENT if referred else None}
    spans = find_times(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    for span in (*spans, TimeSpan(start=0, end=len(text))):
        assert 0 <= span.start < span.end <= len(text)
        is_relative_to_event(text, span.start, span.end)
        found = resolve_time(text, span.start, span.end, **options)  # type: ignore[arg-type]
        assert found == resolve_time(text, span.start, span.end, **options)  # type: ignore[arg-type]
        if found is not None:
            assert found.earliest <= found.latest
            assert parse_edtf(found.edtf) == (found.earliest, found.latest)
            assert found.evidence is not None
            assert text[found.evidence.start : found.evidence.end] == found.evidence.quote


@given(days=st.tuples(st.dates(), st.dates()).map(sorted), start=st.booleans(), end=st.booleans())
def test_edtf_round_trip(days: list[date], start: bool, end: bool) -> None:
    if days != [date.min, date.max]:
        assert parse_edtf(to_edtf(*days, approximate_start=start, approximate_end=end)) == tuple(days)


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("201X", (date(2010, 1, 1), date(2019, 12, 31))),
        ("19XX", (date(1900, 1, 1), date(1999, 12, 31))),
        ("2004-XX", (date(2004, 1, 1), date(2004, 12, 31))),
        ("2004-02-XX", (date(2004, 2, 1), date(2004, 2, 29))),
        ("2019~", (date(2019, 1, 1), date(2019, 12, 31))),
        ("2004-06?/2006-08%", (date(2004, 6, 1), date(2006, 8, 31))),
        ("2009/..", (date(2009, 1, 1), date.max)),
        ("../2009", (date.min, date(2009, 12, 31))),
        ("2001-24", (date(2001, 12, 1), date(2002, 2, 28))),
        ("2001-22", (date(2001, 6, 1), date(2001, 8, 31))),
    ],
)
def test_parse_edtf(edtf: str, days: tuple[date, date]) -> None:
    assert parse_edtf(edtf) == days


@pytest.mark.parametrize("edtf", ["", "..", "../..", "2003-13", "2003-02-30", "Friday", "2005/2003", "201X-05", "203"])
def test_parse_edtf_refuses(edtf: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_edtf(edtf)


def test_the_month_of_what_has_happened_is_past() -> None:
    text = "the judges who were dismissed in November"
    start = text.index("November")
    anchor = date(2008, 8, 19)
    plain = resolve_time(text, start, len(text), anchor=anchor)
    over = resolve_time(text, start, len(text), anchor=anchor, happened=True)
    assert plain and plain.edtf == "2008-11"
    assert over and over.edtf == "2007-11"
    ahead = "the poll, which will be held in November"
    due = resolve_time(ahead, ahead.index("November"), len(ahead), anchor=anchor, happened=True)
    assert due and due.edtf == "2008-11"
