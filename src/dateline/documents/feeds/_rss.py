"""RSS 0.90 to 2.0 and RSS 1.0 (RDF) -> Feed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from dateline.documents.feeds._make import make_entry, settle_entries
from dateline.documents.feeds._stamp import read_stamp
from dateline.documents.feeds._tag import address, base_of, children, inner_markup, plain, words_of
from dateline.documents.feeds._value import Entry, Feed

_PERIODS: Final = {"hourly": 1.0, "daily": 24.0, "weekly": 168.0, "monthly": 720.0, "yearly": 8760.0}  # hours


def read_rss(root: Any, *, base: str, problems: list[str], is_rdf: bool) -> Feed:
    """`root` is `rss` or `rdf:RDF`; items may stand in the channel or beside it."""
    channel = next((child for name, child in children(root) if name == "channel"), root)
    found = _first(channel)
    items = [child for name, child in children(channel) if name == "item"]
    if channel is not root:
        items += [child for name, child in children(root) if name == "item"]
    entries = settle_entries([_read_item(item, base) for item in items], problems)
    return Feed(
        format="rdf" if is_rdf else "rss",
        title=plain(words_of(found.get("title"))),
        link=address(words_of(found.get("link")), base),
        every=_read_every(found),
        entries=entries,
        problems=tuple(problems),
    )


def _first(element: Any) -> dict[str, Any]:
    """The first child of each name that is not empty."""
    found: dict[str, Any] = {}
    for name, child in children(element):
        if name not in found or not (words_of(found[name]) or len(found[name])):
            found[name] = child
    return found


def _read_item(item: Any, base: str) -> Entry | None:
    found = _first(item)
    here = base_of(item, base)
    guid = words_of(found.get("guid"))
    url = address(words_of(found.get("feedburner:origLink")), here) or address(words_of(found.get("link")), here)
    if url is None:
        url = _atom_link(item, here)
    if url is None and guid and found["guid"].get("isPermaLink", "true").strip().lower() != "false":
        # Only a whole address: "123" is an id of its own, and no path on this site.
        url = address(guid, here) if guid.lower().startswith(("http://", "https://")) else None
    return make_entry(
        id=guid or words_of(found.get("atom:id")),
        url=url,
        title=words_of(found.get("title")) or words_of(found.get("dc:title")),
        author=words_of(found.get("dc:creator")) or words_of(found.get("author")),
        published=_stamp(found, "pubDate", "dc:date", "dcterms:created", "dcterms:issued", "atom:published"),
        updated=_stamp(found, "atom:updated", "dcterms:modified"),
        summary=_markup(found.get("description")),
        content=_markup(found.get("content:encoded")),
    )


def _atom_link(item: Any, base: str) -> str | None:
    for name, child in children(item):
        if name == "atom:link" and child.get("rel", "alternate") == "alternate":
            return address(child.get("href"), base)
    return None


def _markup(element: Any) -> str:
    if element is None:
        return ""
    return inner_markup(element) if len(element) else words_of(element)


def _stamp(found: dict[str, Any], *names: str) -> Any:
    return next((stamp for name in names if (stamp := read_stamp(words_of(found.get(name))))), None)


def _read_every(found: dict[str, Any]) -> timedelta | None:
    minutes = words_of(found.get("ttl"))
    if minutes.isascii() and minutes.isdigit() and len(minutes) < 7 and int(minutes):
        return timedelta(minutes=int(minutes))
    period = _PERIODS.get(words_of(found.get("sy:updatePeriod")).lower())
    if period is None:
        return None
    times = words_of(found.get("sy:updateFrequency"))
    often = int(times) if times.isascii() and times.isdigit() and len(times) < 6 else 1
    return timedelta(hours=period / max(often, 1))
