"""OPML, a list of feeds -> Outlines."""

from __future__ import annotations

from dateline.documents.feeds._tag import address, name_of, plain
from dateline.documents.feeds._value import MOST_OUTLINES, Outline
from dateline.documents.feeds._xml import parse_xml
from dateline.errors import NotReadable


def parse_opml(data: bytes, *, source: str) -> tuple[Outline, ...]:
    """The feeds of a list, each address once, in its order; groups are left out. Raises NotReadable."""
    root, _ = parse_xml(data, source=source)
    if name_of(root).lower() != "opml":
        raise NotReadable(source, "it is no OPML; give a list of feeds as feed readers export it.")
    found: dict[str, Outline] = {}
    for element in root.iter():
        if name_of(element).lower() != "outline":
            continue
        given = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        url = address(given.get("xmlurl"), "")
        if url is not None and url not in found:
            title = plain(given.get("title") or given.get("text") or "")
            found[url] = Outline(url=url, title=title, page=address(given.get("htmlurl"), ""))
    if not found:
        raise NotReadable(source, "it names no feed with an http or https address.")
    if len(found) > MOST_OUTLINES:
        raise NotReadable(source, f"it names {len(found):,} feeds, more than {MOST_OUTLINES:,}; split it.")
    return tuple(found.values())
