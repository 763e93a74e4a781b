"""parse_feed: bytes -> Feed, by what they are and not by what the server calls them."""

from __future__ import annotations

from dateline.documents._bytes import HEAD, Format, refuse_binary, sniff_format
from dateline.documents.feeds._atom import read_atom
from dateline.documents.feeds._json import read_json_feed
from dateline.documents.feeds._page import find_feeds
from dateline.documents.feeds._rss import read_rss
from dateline.documents.feeds._tag import name_of
from dateline.documents.feeds._value import Feed
from dateline.documents.feeds._xml import parse_xml
from dateline.errors import NotReadable

_MARK_AND_SPACE = b"\xef\xbb\xbf \t\r\n"


def parse_feed(data: bytes, *, source: str, url: str = "", charset: str | None = None) -> Feed:
    """The feed in these bytes. `source` names it in errors, `url` is what its addresses are relative to.

    Broken XML is read as far as it goes, and that is said in `problems`. Raises NotReadable for what is no feed.
    """
    base = url or source
    if not data.strip(_MARK_AND_SPACE):
        raise NotReadable(source, "it is empty; check that the address is that of a feed.")
    refuse_binary(data[:HEAD], source=source)
    if data.lstrip(_MARK_AND_SPACE)[:1] in {b"{", b"["}:
        return read_json_feed(data, source=source, base=base)
    if sniff_format(data[:HEAD]) is Format.HTML and not _has_root(data[:HEAD]):
        raise NotReadable(source, _name_feeds(data, base))
    root, wrong = parse_xml(data, source=source, charset=charset)
    problems = list(wrong)
    name = name_of(root)
    if name == "rss":
        return read_rss(root, base=base, problems=problems, is_rdf=False)
    if name == "rdf:RDF":
        return read_rss(root, base=base, problems=problems, is_rdf=True)
    if name in {"atom:feed", "feed"}:
        return read_atom(root, base=base, problems=problems)
    if name.lower() == "opml":
        raise NotReadable(source, "it is a list of feeds; save it and give it with --opml.")
    raise NotReadable(source, "it is XML and no feed; check that the address is that of a feed.")


def _has_root(head: bytes) -> bool:
    lower = head.lower()
    return any(mark in lower for mark in (b"<rss", b"<rdf:rdf", b"<feed"))


def _name_feeds(data: bytes, base: str) -> str:
    feeds = find_feeds(data.decode("utf-8", errors="replace"), base=base)
    if not feeds:
        return "it is a page and no feed, and it names none; look on the site for RSS or Atom."
    return f"it is a page and no feed; it names {' and '.join(feeds)}."
