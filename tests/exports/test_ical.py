"""Read back by the library icalendar."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from ledgers import HOSTILE, Material

from dateline.exports import get_format
from dateline.exports._ical import _escape, _put


@pytest.fixture(scope="module")
def calendar(material: Material) -> Calendar:
    return Calendar.from_ical(material.write(get_format("icalendar")).data)


def find(calendar: Calendar, words: str):
    return next(event for event in calendar.walk("VEVENT") if words in event["SUMMARY"])


def test_the_library_finds_nothing_wrong(calendar: Calendar, material: Material):
    assert not calendar.errors and calendar["VERSION"] == "2.0" and calendar["PRODID"]
    events = calendar.walk("VEVENT")
    assert len(events) == material.write(get_format("icalendar")).count
    for event in events:
        assert not event.errors
        assert all(name in event for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"))
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_a_day_is_a_day_and_a_year_a_span(calendar: Calendar):
    bomb = find(calendar, "Nakuru")
    assert (bomb.start, bomb.end) == (date(2021, 3, 2), date(2021, 3, 3))
    ban = find(calendar, "Sanction (against general")
    assert (ban.start, ban.end) == (date(2022, 1, 1), date(2023, 1, 1)) and ban["X-DATELINE-EDTF"] == "2022"


def test_status_and_sequence_tell_of_changes(calendar: Calendar):
    bomb, denied, gone = (find(calendar, words) for words in ("Nakuru", "Dalgan", "guard dead"))
    assert (bomb["STATUS"], denied["STATUS"], gone["STATUS"]) == ("CONFIRMED", "TENTATIVE", "CANCELLED")
    assert (bomb["SEQUENCE"], gone["SEQUENCE"]) == (2, 1) and bomb["LAST-MODIFIED"].dt > bomb["CREATED"].dt
    bakery = find(calendar, "Red Sickle")
    # Two texts of one document, another report, and a judgement.
    assert bakery["SEQUENCE"] == 3 and bakery["LAST-MODIFIED"].dt.day == 2


def test_only_what_is_exact_enough_is_a_pin(calendar: Calendar, material: Material):
    assert find(calendar, "Nakuru")["GEO"].to_ical() == "-0.28;36.07"
    assert "GEO" not in find(calendar, "Lake Kariba")
    written = material.write(get_format("icalendar"))
    assert "50 km" in written.why(material.find("Lake Kariba").linked.id, "where")


def test_an_undated_event_is_noted(material: Material):
    written = material.write(get_format("icalendar"))
    undated = [one.linked.id for one in material.told if one.lead.event.when is None]
    assert undated and all("day" in written.why(id, "when") for id in undated)


def test_hostile_words_come_back_as_they_were(hostile_material: Material):
    (event,) = Calendar.from_ical(hostile_material.write(get_format("icalendar")).data).walk("VEVENT")
    assert str(event["SUMMARY"]) == HOSTILE.replace("\t", " ")
    assert event.end - event.start == timedelta(days=30) and str(event["URL"]).startswith("https://desk.example/")


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029"), min_size=1))
def test_any_words_survive_the_folding(words):
    out = io.BytesIO()
    _put(out, "BEGIN:VEVENT", "UID:1", f"SUMMARY:{_escape(words)}", "END:VEVENT")
    lines = out.getvalue().split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() is not None for line in lines)
    (event,) = Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + out.getvalue() + b"END:VCALENDAR\r\n").walk("VEVENT")
    assert str(event["SUMMARY"]).strip() == words.replace("\ufffe", "�").replace("\uffff", "�").strip()
