"""Marks: one event, flat, and drawn by how sure it is."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parents[1] / "desk"))

from reports import first, march, other, revised
from test_pages import account, told

from dateline.model import Judgement, Realis, StatusName, When
from dateline.views import Mark, grade_certainty, make_mark, make_row

STATUSES = st.sampled_from(get_args(StatusName))
REALIS = st.sampled_from(get_args(Realis))


def test_a_mark_says_what_the_row_says():
    one = told(account(first()), account(other(), minute=1))
    mark, row = make_mark(one), make_row(one)
    assert (mark.id, mark.title, mark.type, mark.status) == (row.id, row.summary, row.type, row.status)
    assert (mark.place, mark.country, mark.level, mark.radius_km) == ("Karsum", "TUR", "city", 5.0)
    assert (mark.earliest, mark.precision) == (date(2024, 4, 29), "day")
    assert mark.actors == ("Red Sickle",) and mark.reports == 2 and mark.disputes >= 1
    assert mark.reported == (date(2024, 4, 30), date(2024, 4, 30))
    assert {"district police", "Karsum Herald", "Dorrat Post"} <= set(mark.sources)


def test_what_is_unknown_is_none_and_never_zero():
    mark = make_mark(told(account(march())))
    assert (mark.killed_low, mark.killed_high, mark.injured_low) == (None, None, None)
    bare = account(march())
    bare = replace(bare, event=replace(bare.event, when=None, where=()))
    mark = make_mark(told(bare))
    assert (mark.lat, mark.lon, mark.radius_km, mark.earliest, mark.precision) == (None, None, None, None, "unknown")
    assert (mark.place, mark.country, mark.level) == ("", "", "")


def test_a_document_is_one_report_however_often_its_text_changed():
    mark = make_mark(told(account(revised(), minute=2), earlier=[account(first())]))
    assert mark.reports == 1 and len(mark.reported) == 1
    assert mark.recorded < mark.changed


@pytest.mark.parametrize(
    ("edtf", "first_day", "last_day", "precision"),
    [
        ("2024-03-02", date(2024, 3, 2), date(2024, 3, 2), "day"),
        ("2024-03-02/2024-03-09", date(2024, 3, 2), date(2024, 3, 9), "days"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "longer"),
        ("2024-03-02~", date(2024, 3, 2), date(2024, 3, 2), "about"),
    ],
)
def test_precision_is_how_exactly_the_time_is_told(edtf, first_day, last_day, precision):
    one = account(march())
    when = When(edtf=edtf, earliest=first_day, latest=last_day, rule="test", evidence=None)
    mark = make_mark(told(replace(one, event=replace(one.event, when=when))))
    assert (mark.precision, mark.earliest, mark.latest) == (precision, first_day, last_day)


def test_a_judgement_changes_a_mark():
    one = account(first())
    at = one.recorded.replace(hour=18)
    judged = Judgement(id="j", kind="reject", who="ada", at=at, events=(one.ref,))
    mark = make_mark(told(one, judgements=[judged]))
    assert mark.is_rejected and mark.changed == at


@given(status=STATUSES, realis=REALIS, credibility=st.integers(1, 6), origins=st.integers(0, 50))
def test_certainty_lies_between_nothing_and_whole_and_more_voices_never_lower_it(status, realis, credibility, origins):
    def grade(**more):
        return grade_certainty(status, realis, **({"credibility": credibility, "origins": origins} | more))

    assert 0 < grade() <= 1
    assert grade(origins=origins + 1) >= grade()
    if credibility < 5:
        assert grade(credibility=credibility + 1) <= grade()
    assert grade_certainty(status, "negated", credibility=credibility, origins=origins) <= grade_certainty(
        status, "actual", credibility=credibility, origins=origins
    )


@given(origins=st.integers(0, 50))
def test_what_was_denied_or_withdrawn_is_never_drawn_as_firm_as_what_somebody_claims(origins):
    claimed = grade_certainty("claimed", "actual", credibility=3, origins=1)
    for status in ("denied", "retracted", "only remembered", "only analysed"):
        assert grade_certainty(status, "actual", credibility=1, origins=origins) < claimed


def test_a_mark_is_plain_json():
    data = msgspec.json.decode(msgspec.json.encode(make_mark(told(account(first())))))
    assert set(data) == set(Mark.__dataclass_fields__)
    assert data["earliest"] == "2024-04-29" and data["killed_low"] == 2
