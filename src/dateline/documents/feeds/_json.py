"""JSON Feed 1.0 and 1.1 -> Feed."""

from __future__ import annotations

from typing import cast

from dateline.documents._record import parse_json
from dateline.documents.feeds._make import make_entry, settle_entries
from dateline.documents.feeds._stamp import read_stamp
from dateline.documents.feeds._tag import address, plain
from dateline.documents.feeds._value import Entry, Feed
from dateline.errors import NotReadable

_VERSION = ("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")


def read_json_feed(data: bytes, *, source: str, base: str) -> Feed:
    """Raises NotReadable for JSON that is no feed."""
    try:
        value = parse_json(data.decode("utf-8-sig"), source=source)
    except UnicodeDecodeError as error:
        raise NotReadable(source, f"byte {error.start} is not UTF-8, as JSON has to be.") from None
    if not isinstance(value, dict):
        raise NotReadable(source, "it is JSON and no JSON Feed; check that the address is that of a feed.")
    feed = cast(dict[str, object], value)
    items = feed.get("items")
    if not _text(feed, "version").startswith(_VERSION) or not isinstance(items, list):
        raise NotReadable(source, "it is JSON and no JSON Feed; check that the address is that of a feed.")
    problems: list[str] = []
    listed = cast(list[object], items)
    found = [_read_item(cast(dict[str, object], item), base) for item in listed if isinstance(item, dict)]
    if len(found) < len(listed):
        problems.append(f"{len(listed) - len(found)} of its entries are no objects")
    entries = settle_entries(found, problems)
    return Feed(
        format="json",
        title=plain(_text(feed, "title")),
        link=address(_text(feed, "home_page_url"), base),
        every=None,
        entries=entries,
        problems=tuple(problems),
    )


def _read_item(item: dict[str, object], base: str) -> Entry | None:
    text = _text(item, "content_text")
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    given = item.get("id")
    return make_entry(
        id=given if isinstance(given, str) else str(given) if isinstance(given, int | float) else "",
        url=address(_text(item, "url"), base) or address(_text(item, "external_url"), base),
        title=_text(item, "title"),
        author=_author(item),
        published=read_stamp(_text(item, "date_published")),
        updated=read_stamp(_text(item, "date_modified")),
        summary=_text(item, "summary"),
        content=_text(item, "content_html") or escaped,
    )


def _author(item: dict[str, object]) -> str:
    authors = item.get("authors")
    one = cast(list[object], authors)[0] if isinstance(authors, list) and authors else item.get("author")
    return _text(cast(dict[str, object], one), "name") if isinstance(one, dict) else ""


def _text(item: dict[str, object], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""
