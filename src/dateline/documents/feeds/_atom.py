"""Atom 1.0 and 0.3 -> Feed."""

from __future__ import annotations

from typing import Any

from dateline.documents.feeds._make import make_entry, settle_entries
from dateline.documents.feeds._stamp import read_stamp
from dateline.documents.feeds._tag import address, base_of, children, inner_markup, plain, words_of
from dateline.documents.feeds._value import Entry, Feed


def read_atom(root: Any, *, base: str, problems: list[str]) -> Feed:
    """`root` is `feed`."""
    here = base_of(root, base)
    found = dict(reversed([(name, child) for name, child in children(root)]))
    entries = [_read_entry(child, base) for name, child in children(root) if name == "atom:entry"]
    return Feed(
        format="atom",
        title=_plain_text(found.get("atom:title")),
        link=_link(root, here),
        every=None,
        entries=settle_entries(entries, problems),
        problems=tuple(problems),
    )


def _read_entry(entry: Any, base: str) -> Entry | None:
    here = base_of(entry, base)
    found = dict(reversed([(name, child) for name, child in children(entry)]))
    content = found.get("atom:content")
    url = _link(entry, here)
    if url is None and content is not None and content.get("src"):
        url = address(content.get("src"), base_of(content, base))
    author = found.get("atom:author")
    name = (
        next((words_of(child) for tag, child in children(author) if tag == "atom:name"), "")
        if author is not None
        else ""
    )
    return make_entry(
        id=words_of(found.get("atom:id")),
        url=url,
        title=_plain_text(found.get("atom:title")),
        author=name,
        published=read_stamp(words_of(found.get("atom:published")) or words_of(found.get("atom:issued"))),
        updated=read_stamp(words_of(found.get("atom:updated")) or words_of(found.get("atom:modified"))),
        summary=_markup(found.get("atom:summary")),
        content=_markup(content),
    )


def _link(element: Any, base: str) -> str | None:
    """The page that it stands for: rel="alternate", of these the one in HTML."""
    best: str | None = None
    for name, child in children(element):
        if name != "atom:link" or child.get("rel", "alternate") != "alternate":
            continue
        url = address(child.get("href"), base_of(child, base))
        kind = (child.get("type") or "text/html").lower()
        if url is not None and "html" in kind:
            return url
        best = best or url
    return best


def _markup(element: Any) -> str:
    """HTML; plain text is escaped, so that "a < b" stays what it is."""
    if element is None:
        return ""
    kind = (element.get("type") or "text").lower()
    if len(element):
        return inner_markup(element)
    text = words_of(element)
    if kind in {"text", "text/plain"} and element.get("mode") != "escaped":
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def _plain_text(element: Any) -> str:
    return plain(_markup(element))
