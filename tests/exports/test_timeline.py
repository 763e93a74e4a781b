"""The form of TimelineJS 3: the properties that its documentation names, and no markup in words of reports."""

from __future__ import annotations

import html
import json
import re
from datetime import date

import pytest
from ledgers import HOSTILE, Material

from dateline.exports import get_format
from dateline.exports._known import know
from dateline.exports._timeline import _slide
from dateline.model import When

# TimelineJS' documentation of its JSON: the properties of a slide and of a date.
SLIDE = {"start_date", "end_date", "text", "media", "group", "display_date", "background", "autolink", "unique_id"}
DATE = {"year", "month", "day", "hour", "minute", "second", "millisecond", "display_date", "format"}


@pytest.fixture(scope="module")
def timeline(material: Material) -> dict:
    return json.loads(material.write(get_format("timelinejs")).data)


def slide(timeline: dict, words: str) -> dict:
    return next(one for one in timeline["events"] if words in one["text"]["headline"])


def test_slides_have_the_properties_that_timelinejs_knows(timeline: dict, material: Material):
    assert set(timeline) == {"scale", "title", "events"} and timeline["scale"] == "human"
    assert len(timeline["events"]) == material.write(get_format("timelinejs")).count
    for one in timeline["events"]:
        assert set(one) <= SLIDE and set(one["start_date"]) <= DATE and set(one["text"]) == {"headline", "text"}
        assert all(isinstance(value, int) for value in one["start_date"].values())
        assert re.fullmatch(r"[a-zA-Z][\w-]*", one["unique_id"])
    ids = [one["unique_id"] for one in timeline["events"]]
    assert len(ids) == len(set(ids))


def test_a_date_is_as_exact_as_it_is_known(timeline: dict):
    assert slide(timeline, "Nakuru")["start_date"] == {"year": 2021, "month": 3, "day": 2}
    ban = slide(timeline, "Sanction (against general")
    assert ban["start_date"] == {"year": 2022} and "end_date" not in ban
    assert slide(timeline, "Movement of forces")["display_date"] == "about 2023-03-11"


def test_a_decade_has_no_days(material: Material):
    when = When(edtf="201X", earliest=date(2010, 1, 1), latest=date(2019, 12, 31), rule="decade", evidence=None)
    one = _slide(know(material.find("Nakuru"), material.view), when, material.context)
    assert (one["start_date"], one["end_date"]) == ({"year": 2010}, {"year": 2019})


def test_what_was_taken_back_says_so(timeline: dict):
    assert slide(timeline, "guard dead")["text"]["headline"].startswith("Retracted: ")
    assert slide(timeline, "Dalgan")["text"]["headline"].startswith("Disputed: ")


def test_words_of_reports_are_no_markup(hostile_material: Material):
    (one,) = json.loads(hostile_material.write(get_format("timelinejs")).data)["events"]
    assert "<script" not in json.dumps(one) and html.unescape(one["text"]["headline"]) == HOSTILE
    assert set(re.findall(r"<(\w+)", one["text"]["text"])) == {"p", "b", "a"}
    # A month that is about right: no day is made up for it.
    assert one["start_date"] == {"year": 2024, "month": 4} and one["display_date"] == "about 2024-04"
