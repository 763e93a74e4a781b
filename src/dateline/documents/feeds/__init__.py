"""Feeds: the bytes of RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed and OPML -> frozen values; nothing is fetched here.

_value      Feed, Entry, Outline
_parse      bytes -> Feed, by what they are
_xml        hostile XML -> a tree: no DTD, no entities but characters, no network
_tag        one element of it, by a name that does not depend on prefixes
_rss _atom _json    one format each
_opml       a list of feeds
_page       a page of HTML -> the feeds that it names
_stamp      a date as feeds write it -> datetime
_prose      what an entry carries, in HTML -> plain paragraphs

An own reader over lxml, which the core needs anyway for pages, and not feedparser: that gives untyped dicts, knows neither
JSON Feed nor OPML, and leaves it to its caller to refuse entities of a feed's own.
"""

from dateline.documents.feeds._opml import parse_opml
from dateline.documents.feeds._parse import parse_feed
from dateline.documents.feeds._prose import to_prose
from dateline.documents.feeds._value import MOST_ENTRIES, MOST_OUTLINES, Entry, Feed, Outline

__all__ = [
    "MOST_ENTRIES",
    "MOST_OUTLINES",
    "Entry",
    "Feed",
    "Outline",
    "parse_feed",
    "parse_opml",
    "to_prose",
]
