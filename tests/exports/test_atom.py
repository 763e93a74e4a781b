"""Read by feedparser; the elements that RFC 4287 asks for are looked for one by one."""

from __future__ import annotations

from datetime import datetime

import feedparser
import pytest
from ledgers import HOSTILE, Material
from lxml import etree

from dateline.exports import get_format

NS = {"a": "http://www.w3.org/2005/Atom", "g": "http://www.georss.org/georss"}


@pytest.fixture(scope="module")
def feed(material: Material):
    return feedparser.parse(material.write(get_format("atom")).data)


def test_feedparser_finds_nothing_wrong(feed, material: Material):
    assert not feed.bozo and feed.version == "atom10" and len(feed.entries) == len(material.told)


def test_what_the_standard_asks_for_is_there_once(material: Material):
    root = etree.fromstring(material.write(get_format("atom")).data)
    assert root.tag == f"{{{NS['a']}}}feed" and len(root.xpath("a:author/a:name", namespaces=NS)) == 1
    for parent in (root, *root.xpath("a:entry", namespaces=NS)):
        for tag in ("id", "title", "updated"):
            assert len(parent.xpath(f"a:{tag}", namespaces=NS)) == 1
    for entry in root.xpath("a:entry", namespaces=NS):
        alternates = entry.xpath("a:link[@rel='alternate']/@href", namespaces=NS)
        assert len(alternates) == 1 and len(entry.xpath("a:content[@type='text']", namespaces=NS)) == 1
    ids = root.xpath("//a:id/text()", namespaces=NS)
    assert len(ids) == len(set(ids)) and all(id.startswith("urn:uuid:") for id in ids)
    for stamp in root.xpath("//a:updated/text() | //a:published/text()", namespaces=NS):
        assert datetime.fromisoformat(stamp).utcoffset() is not None


def test_a_later_report_makes_the_entry_newer(feed):
    entry = next(e for e in feed.entries if "Nakuru" in e.title)
    assert entry.published < entry.updated


def test_status_type_and_place_are_there_for_machines(feed):
    entry = next(e for e in feed.entries if "Dalgan" in e.title)
    assert [tag.term for tag in entry.tags] == ["ASSAULT", "disputed"] and entry.title.startswith("Disputed: ")
    assert entry.where["coordinates"] == (13.5, 11.8)


def test_hostile_words_come_back_as_they_were(hostile_material: Material):
    found = feedparser.parse(hostile_material.write(get_format("atom")).data, sanitize_html=False)
    assert not found.bozo
    assert " ".join(found.entries[0].title_detail.value.split()) == " ".join(HOSTILE.split())
    assert all(link.href.startswith("https://desk.example/") for link in found.entries[0].links)
