"""parse_feed, parse_opml, to_prose: the formats, the ways in which feeds are broken, and what must never be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.documents.feeds import MOST_ENTRIES, Feed, parse_feed, parse_opml, to_prose
from dateline.documents.feeds._stamp import read_stamp
from dateline.errors import NotReadable

SOURCE = "https://lamp.example/news/feed.xml"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Lamp &amp; Harbour</title><link>https://lamp.example/</link><ttl>90</ttl>
<item>
  <title>Bridge closed &lt;b&gt;again&lt;/b&gt;</title><link> /news/1?a=1&amp;b=2#top </link>
  <guid isPermaLink="false">n-1</guid><pubDate>Mon, 06 May 2024 10:00:00 +0300</pubDate>
  <media:title>A picture</media:title><media:description>Of a bridge</media:description>
  <description><![CDATA[<p>Closed &amp; shut.</p>]]></description><dc:creator>A. Writer</dc:creator>
  <content:encoded><![CDATA[<p>The bridge was closed.</p><p>Again.</p>]]></content:encoded>
  <atom:updated>2024-05-06T09:00:00Z</atom:updated>
</item>
<item><title>Words only</title><description>Nobody was hurt.</description></item>
<item><guid>https://lamp.example/news/3</guid></item>
<item><title>Elsewhere</title><link>javascript:alert(1)</link><guid>4</guid></item>
<item></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://lamp.example/a/">
<title type="html">Lamp &amp;amp; Co</title><link rel="self" href="feed"/><link href="/"/>
<entry><id>urn:1</id><title type="text">5 &lt; 6</title><link rel="enclosure" href="x.mp3"/>
<link rel="alternate" type="application/pdf" href="1.pdf"/><link rel="alternate" type="text/html" href="1.html"/>
<published>2024-05-06T10:00:00.1234567Z</published><updated>2024-05-07T10:00:00+02:00</updated>
<author><name>B. Writer</name></author><summary>one &lt; two</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First.</p><p>Second &amp; third.</p></div></content></entry>
<entry xml:base="b/"><id>urn:2</id><title>Out of line</title><content src="2.html" type="text/html"/></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Old lamp</title><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
<item rdf:about="x"><title>Item</title><link>https://lamp.example/1</link><dc:date>2024-05-06</dc:date></item></rdf:RDF>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Lamp", "home_page_url": "https://lamp.example/",
"items": [{"id": 7, "url": "/7", "title": "Seven", "content_text": "a < b", "date_published": "2024-05-06T10:00:00Z",
"authors": [{"name": "C. Writer"}]}, "no object", {"id": "8", "external_url": "https://other.example/8"}]}"""


def read(text: str, **options: str) -> Feed:
    return parse_feed(text.encode(), source=SOURCE, **options)


def test_rss() -> None:
    feed = read(RSS)
    assert (feed.format, feed.title, feed.link) == ("rss", "Lamp & Harbour", "https://lamp.example/")
    assert feed.every == timedelta(minutes=90)
    first, second, third, fourth = feed.entries
    assert (first.id, first.url) == ("n-1", "https://lamp.example/news/1?a=1&b=2")
    assert (first.title, first.author) == ("Bridge closed again", "A. Writer")
    assert first.published == datetime(2024, 5, 6, 10, tzinfo=timezone(timedelta(hours=3)))
    assert first.updated == datetime(2024, 5, 6, 9, tzinfo=UTC)
    assert to_prose(first.summary) == "Closed & shut."
    assert to_prose(first.content) == "The bridge was closed.\n\nAgain."
    assert second.url is None and len(second.id) == 64 and second.summary == "Nobody was hurt."
    assert third.url == third.id == "https://lamp.example/news/3"
    assert fourth.url is None and fourth.id == "4"
    assert feed.problems == ("1 of its entries say nothing and name no address",)


def test_atom() -> None:
    feed = read(ATOM)
    assert (feed.format, feed.title, feed.link) == ("atom", "Lamp & Co", "https://lamp.example/")
    first, second = feed.entries
    assert (first.url, first.title, first.author) == ("https://lamp.example/a/1.html", "5 < 6", "B. Writer")
    assert first.published == datetime(2024, 5, 6, 10, 0, 0, 123456, tzinfo=UTC)
    assert to_prose(first.content) == "First.\n\nSecond & third." and to_prose(first.summary) == "one < two"
    assert second.url == "https://lamp.example/a/b/2.html"


def test_rdf() -> None:
    feed = read(RDF)
    assert (feed.format, feed.title, feed.every) == ("rdf", "Old lamp", timedelta(minutes=30))
    assert [entry.url for entry in feed.entries] == ["https://lamp.example/1"]
    assert feed.entries[0].published == datetime(2024, 5, 6, tzinfo=UTC)


def test_json_feed() -> None:
    feed = read(JSON)
    first, second = feed.entries
    assert (feed.format, first.id, first.url, first.author) == ("json", "7", "https://lamp.example/7", "C. Writer")
    assert to_prose(first.content) == "a < b"
    assert second.url == "https://other.example/8"
    assert feed.problems == ("1 of its entries are no objects",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><title>Café “Lamp”</title></channel></rss>'
    assert parse_feed(text.encode(encoding), source=SOURCE).title == "Café “Lamp”"


def test_a_codec_that_unpacks_is_no_character_set() -> None:
    data = b'<?xml version="1.0" encoding="zip"?><rss><channel><title>caf\xe9</title></channel></rss>'
    assert parse_feed(data, source=SOURCE, charset="bz2").title == "café"


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    cut = RSS[: RSS.index("<item><guid>")]
    feed = read(cut)
    assert [entry.title for entry in feed.entries] == ["Bridge closed again", "Words only"]
    assert "broken at line" in feed.problems[0]


def test_bare_ampersands_foreign_entities_and_controls() -> None:
    feed = read("<rss><channel><title>A & B&nbsp;&copy; &unknown; \x0c&#8211;</title></channel></rss>")
    assert feed.title == "A & B © &unknown; –" and not feed.problems


def test_prefixes_that_were_never_declared() -> None:
    feed = read(
        "<rss><channel><item><dc:creator>D.</dc:creator><x:title>no</x:title><title>T</title></item></channel></rss>"
    )
    assert (feed.entries[0].author, feed.entries[0].title) == ("D.", "T")


def test_addresses_as_people_write_them() -> None:
    items = (
        "/a b",
        " https://lamp.example/\n c ",
        "//other.example/d#e",
        "https://ann:word@lamp.example/",
        "mailto:a@b",
        "?n=1",
    )
    feed = read(
        "<rss><channel>"
        + "".join(f"<item><title>t</title><link>{one}</link></item>" for one in items)
        + "</channel></rss>"
    )
    found = {entry.url for entry in feed.entries}
    assert found == {
        "https://lamp.example/a%20b", "https://lamp.example/%20c", "https://other.example/d", None,
        "https://lamp.example/news/feed.xml?n=1",
    }  # fmt: skip


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    "<rss><channel><title>&c;</title></channel></rss>"
)
OUTSIDE = '<!DOCTYPE rss [<!entity secret SYSTEM "file:///etc/hostname">]><rss><channel><title>&secret;</title></channel></rss>'
PARAMETER = '<!-- > --><!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]><rss><channel/></rss>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, PARAMETER])
def test_entities_of_its_own_are_refused(text: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(NotReadable, match="entities of its own"):
            parse_feed(text.encode(encoding), source=SOURCE)


def test_a_doctype_is_left_unread() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">'
    assert read(f"{doctype}<rss version='0.91'><channel><title>Old</title></channel></rss>").title == "Old"
    late = "<rss><channel><title>&a;</title><!DOCTYPE rss [<!ENTITY a 'ha'>]></channel></rss>"
    assert "ha" not in read(late).title


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"hello", "no XML"),
        (b"<a/>", "no feed"),
        (b"<opml><body/></opml>", "--opml"),
        (b"{}", "no JSON Feed"),
        (b"[" * 100_000, "nested too deeply"),
        (b"%PDF-1.4", "PDF"),
        (b"<!DOCTYPE rss [", "never ends"),
        (b"<!doctype html><html><head></head></html>", "names none"),
        (
            b'<html><head><link rel="alternate" type="application/rss+xml" href="/f.xml?a=1&amp;b=2"></head></html>',
            "https://lamp.example/f.xml\\?a=1&b=2",
        ),
    ],
)
def test_what_is_no_feed(data: bytes, words: str) -> None:
    with pytest.raises(NotReadable, match=words):
        parse_feed(data, source=SOURCE)


def test_too_many_entries_and_ids_twice() -> None:
    items = "".join(f"<item><guid>{n}</guid><title>t{n}</title></item>" for n in range(MOST_ENTRIES + 5))
    feed = read(f"<rss><channel>{items}<item><guid>1</guid><title>other</title></item></channel></rss>")
    assert len(feed.entries) == MOST_ENTRIES and feed.entries[1].title == "t1"
    assert len(feed.problems) == 2


def test_opml() -> None:
    text = """<opml version="2.0"><body><outline text="Group"><outline type="rss" text="Lamp" xmlUrl="https://lamp.example/f"
    htmlUrl="https://lamp.example/"/><outline xmlurl="https://lamp.example/f" text="twice"/>
    <outline xmlUrl="file:///etc/passwd" text="no"/></outline></body></opml>"""
    (only,) = parse_opml(text.encode(), source="list.opml")
    assert (only.url, only.title, only.page) == ("https://lamp.example/f", "Lamp", "https://lamp.example/")
    with pytest.raises(NotReadable, match="names no feed"):
        parse_opml(b"<opml><body/></opml>", source="list.opml")
    with pytest.raises(NotReadable, match="no OPML"):
        parse_opml(RSS.encode(), source="list.opml")


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("Mon, 06 May 2024 10:00:00 GMT", datetime(2024, 5, 6, 10, tzinfo=UTC)),
        ("06 May 2024 10:00", datetime(2024, 5, 6, 10, tzinfo=UTC)),
        ("2024-05-06 10:00:00+00:00", datetime(2024, 5, 6, 10, tzinfo=UTC)),
        ("2024-05", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("yesterday", None),
        ("9" * 59, None),
        ("", None),
        (None, None),
    ],
)
def test_stamps(given_: str | None, expected: datetime | None) -> None:
    assert read_stamp(given_) == expected


def test_prose_leaves_out_what_is_not_read() -> None:
    html = (
        "<p>One\nline &amp; more</p><script>alert('<p>')</script><!-- <p>no</p> --><ul><li>a<li>b</ul>5 &lt; 6<style>x"
    )
    assert to_prose(html) == "One line & more\n\na\n\nb\n\n5 < 6"
    assert to_prose("first\n\nsecond  line") == "first\n\nsecond line"


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_a_feed_or_refused(data: bytes) -> None:
    for whole in (data, b"<rss><channel><item>" + data, b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>' + data):
        try:
            feed = parse_feed(whole, source=SOURCE)
        except NotReadable as error:
            assert str(error).startswith(SOURCE)
        else:
            assert len({entry.id for entry in feed.entries}) == len(feed.entries)
            assert all(entry.id for entry in feed.entries)


@given(st.text(alphabet=st.sampled_from("<>&;p/! -\nab[]CDATA"), max_size=200))
def test_prose_of_prose_is_the_same_words(text: str) -> None:
    once = to_prose(text)
    assert "\n\n\n" not in once and once == once.strip()


def test_hostile_lengths_take_no_time() -> None:
    # Each of these took minutes where a rule looked ahead from every place anew.
    big = 300_000
    read("<rss><channel><title>" + "<![CDATA[" * big)
    to_prose(" " * big + "<" * big + "<!--" * big)
    read("<rss><channel><title>" + "&" * big + "</title></channel></rss>")
