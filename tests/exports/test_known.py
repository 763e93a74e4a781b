"""What becomes of an event that is taken back, dropped by a later text, or told by more than a text can hold."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from ledgers import MADE, Material, open_material, unzip, with_codes
from lxml import etree
from reports import first, report

from dateline.exports import get_format
from dateline.exports._known import know, span, web
from dateline.exports._tab import clean
from dateline.exports._words import MOST_VOICES, quote, tell_headline, tell_lines
from dateline.ledger import Filter
from dateline.model import Judgement

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
TABLES = ("plover", "polecat", "gdelt-events", "gdelt-mentions", "cameo")


def rejected(material: Material):
    told = material.find("Nakuru")
    judgement = Judgement(id="j", kind="reject", who="bo", at=MADE, events=told.linked.members, reason="a drill")
    return replace(told, judgements=(judgement,))


@pytest.fixture(scope="module")
def dropped(tmp_path_factory: pytest.TempPathFactory):
    def dossiers():
        yield with_codes(first())
        yield report("The bakery in Karsum was closed on Monday.", url="https://herald.example/karsum")

    with open_material(tmp_path_factory.mktemp("dropped"), dossiers, chosen=Filter(revisions="all")) as made:
        yield made


def cancel(material: Material, told) -> etree._Element:
    (data,) = unzip(material.write(get_format("cap"), (told,)).data).values()
    return etree.fromstring(data)


def test_what_a_later_text_does_not_tell_any_more_is_cancelled_at_its_time(dropped: Material):
    (told,) = dropped.told
    known = know(told, dropped.view)
    newest = next(iter(dropped.view.documents())).recorded
    assert told.is_dropped and known.is_withdrawn and known.changes == (told.recorded, newest)
    alert = cancel(dropped, told)
    assert alert.findtext(f"{CAP}msgType") == "Cancel"
    assert alert.findtext(f"{CAP}sent") == newest.strftime("%Y-%m-%dT%H:%M:%S-00:00")
    (event,) = Calendar.from_ical(dropped.write(get_format("icalendar")).data).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


@pytest.mark.parametrize("name", TABLES)
def test_what_was_dropped_is_in_no_table(dropped: Material, name: str):
    written = dropped.write(get_format(name))
    assert written.count == 0 and "nothing speaks for it" in written.why(dropped.told[0].linked.id, "status")


@pytest.mark.parametrize("name", TABLES)
def test_what_a_person_rejected_is_in_no_table(material: Material, name: str):
    told = rejected(material)
    written = material.write(get_format(name), (told,))
    assert written.count == 0 and "a person rejected it" in written.why(told.linked.id, "status")


def test_what_a_person_rejected_says_so_everywhere_else(material: Material):
    told = rejected(material)
    assert tell_headline(know(told, material.view)).startswith("Rejected: ")
    alert = cancel(material, told)
    assert alert.findtext(f"{CAP}msgType") == "Cancel" and alert.findtext(f"{CAP}status") == "Draft"
    assert alert.findtext(f".//{CAP}certainty") == "Unlikely" and len(alert.findtext(f"{CAP}references").split()) == 3
    objects = json.loads(material.write(get_format("stix"), (told,)).data)["objects"]
    (opinion,) = [one for one in objects if one["type"] == "opinion"]
    assert (opinion["opinion"], opinion["authors"], opinion["explanation"]) == ("strongly-disagree", ["bo"], "a drill")


@pytest.mark.parametrize("name", ["atom", "icalendar", "timelinejs", "cap"])
def test_more_origins_than_a_text_holds_are_counted_and_noted(material: Material, name: str):
    told = material.find("Nakuru")
    many = replace(told, origins=tuple(replace(told.origins[0], id=str(n)) for n in range(MOST_VOICES + 3)))
    written = material.write(get_format(name), (many,))
    assert "3 of 15 origins" in written.why(told.linked.id, "claims")
    assert "More origins: 3" in "\n".join(map(str, tell_lines(know(many, material.view))))


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/b", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        (" data:text/html,x", False),
        ("https://a.example/\nb", False),
        ("https://a b", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_written(url, kept):
    assert bool(web(url)) == kept


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(4, 4, "4"), (4, None, "at least 4"), (None, 37, "at most 37"), (3, 9, "3 to 9"), (None, None, ""), (0, 0, "0")],
)
def test_bounds_in_words(low, high, words):
    assert span(low, high) == words


@given(st.text())
def test_a_quotation_has_one_pair_of_marks_and_all_its_words(words):
    found = quote(words)
    assert " ".join(words.split()) in found and len(found) <= len(" ".join(words.split())) + 2


@given(st.text(alphabet=st.characters()))
def test_clean_text_can_be_written_everywhere(text):
    assert (
        clean(text).encode("utf-8") and not any(ord(c) < 32 and c not in "\t\n\r" for c in clean(text))
        if text
        else True
    )
