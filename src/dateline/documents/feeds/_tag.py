"""One element of a feed: its name without the chance of prefixes, its words, and the addresses in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from importlib import import_module
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from dateline.documents._text import normalise

ATOM: Final = "http://www.w3.org/2005/Atom"
# The names in which the formats' own elements and the modules that are read stand; others are told apart from them by "?".
_SPACES: Final = {
    "": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://cyber.law.harvard.edu/rss/rss.html": "",
    ATOM: "atom:",
    "http://purl.org/atom/ns#": "atom:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/elements/1.0/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/rss/1.0/modules/syndication/": "sy:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/1999/xhtml": "html:",
}
_KNOWN: Final = frozenset(_SPACES.values()) - {""}
_MARKUP: Final = re.compile(r"<[A-Za-z!/][^<>]*>")
_LINE: Final = re.compile(r"[\t\r\n]+")
# Longer ones are no address of an article.
_LONGEST_ADDRESS: Final = 2_048
_LONGEST_NAME: Final = 500


def name_of(element: Any) -> str:
    """ "item", "atom:entry", "dc:date", "?:thing"; "" for a comment. A prefix that was never declared counts as meant."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if tag.startswith("{"):
        space, _, local = tag[1:].partition("}")
        return _SPACES.get(space, "?:") + local
    prefix, colon, local = tag.partition(":")
    if not colon:
        return tag
    return tag if f"{prefix}:" in _KNOWN else f"?:{local}"


def children(element: Any) -> Iterator[tuple[str, Any]]:
    for child in element:
        yield name_of(child), child


def words_of(element: Any) -> str:
    """The text of an element and of what is in it, stripped."""
    return "" if element is None else "".join(element.itertext("*")).strip()


def inner_markup(element: Any) -> str:
    """What is in an element, as markup: for feeds that put HTML into it without escaping it."""
    etree: Any = import_module("lxml.etree")
    parts: list[str] = [element.text or ""]
    parts += [etree.tostring(child, encoding="unicode", with_tail=True) for child in element]
    return "".join(parts).strip()


def plain(text: str) -> str:
    """A title or a name on one line, without markup; at most 500 characters."""
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    if "&" in text:
        text = unescape(text)
        text = _MARKUP.sub(" ", text)
    return " ".join(normalise(text).split())[:_LONGEST_NAME]


def address(given: str | None, base: str) -> str | None:
    """An http or https address, made absolute, without fragment; None for anything else."""
    if not given or len(given) > _LONGEST_ADDRESS:
        return None
    given = _LINE.sub("", given.strip()).replace(" ", "%20")
    try:
        whole = urljoin(base, given)
        parts = urlsplit(whole)
        if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or parts.username is not None:
            return None
        _ = parts.port
    except ValueError:
        return None
    if any(ord(char) < 0x21 for char in whole):
        return None
    return whole.partition("#")[0]


def base_of(element: Any, base: str) -> str:
    """The address that those in an element are relative to."""
    try:
        return urljoin(base, element.base or "")
    except ValueError:
        return base
