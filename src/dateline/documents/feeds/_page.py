"""A page of HTML -> the feeds that it names, to say which address was meant."""

from __future__ import annotations

import re
from typing import Final

from dateline.documents.feeds._tag import address

_HEAD: Final = 200_000  # characters: pages name their feeds in their head
_LINK: Final = re.compile(r"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([a-zA-Z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_KINDS: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_MOST: Final = 5


def find_feeds(html: str, *, base: str) -> tuple[str, ...]:
    """The addresses of the first feeds that the page links."""
    found: dict[str, None] = {}
    for link in _LINK.finditer(html, 0, _HEAD):
        given = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(link[1])}
        if "alternate" in given.get("rel", "").lower().split() and given.get("type", "").lower() in _KINDS:
            url = address(given.get("href", "").replace("&amp;", "&"), base)
            if url is not None:
                found[url] = None
    return tuple(found)[:_MOST]
