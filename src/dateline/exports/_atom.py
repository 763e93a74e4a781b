"""atom: events as an Atom feed (RFC 4287), one entry an event, with its place as GeoRSS."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from dateline.exports._identity import link_event, make_urn
from dateline.exports._known import know, web
from dateline.exports._tab import clean
from dateline.exports._value import Format, Loss
from dateline.exports._words import note_words, tell_headline, tell_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from typing import BinaryIO

    from dateline.exports._known import Known
    from dateline.exports._value import Context
    from dateline.views import Told

ATOM: Final = "http://www.w3.org/2005/Atom"
GEORSS: Final = "http://www.georss.org/georss"
TYPES: Final = "urn:dateline:event-types"
STATUSES: Final = "urn:dateline:statuses"
_SPACES: Final = {None: ATOM, "georss": GEORSS}
_METRES: Final = 1000


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    etree: Any = import_module("lxml.etree")  # half a second to import; lxml has no types
    note(Loss(event="", field="structure", why="parties, tolls, claims and disputes are there in words only"))
    written = 0
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(_name("feed"), nsmap=_SPACES):
            for element in _head(etree, context):
                file.write(element)
            for told in events:
                file.write("\n")
                known = know(told, context.view)
                file.write(_entry(etree, known, context))
                note_words(known, note)
                written += 1
            file.write("\n")
    out.write(b"\n")
    return written


def _head(etree: Any, context: Context) -> Iterable[Any]:
    author = _element(etree, "author")
    author.append(_element(etree, "name", context.program))
    yield _element(etree, "id", make_urn("feed", context.base_url))
    yield _element(etree, "title", "What is known of events")
    yield _element(etree, "updated", _stamp(context.made))
    yield author
    yield _element(etree, "generator", context.program)
    if web(context.base_url):
        yield _element(etree, "link", rel="alternate", href=context.base_url)


def _entry(etree: Any, known: Known, context: Context) -> Any:
    entry: Any = etree.Element(_name("entry"), nsmap=_SPACES)
    entry.append(_element(etree, "id", make_urn("event", known.id)))
    entry.append(_element(etree, "title", tell_headline(known)))
    entry.append(_element(etree, "published", _stamp(known.changes[0])))
    entry.append(_element(etree, "updated", _stamp(known.changes[-1])))
    entry.append(_element(etree, "category", term=known.row.type, scheme=TYPES))
    entry.append(_element(etree, "category", term=known.page.status, scheme=STATUSES))
    here = web(link_event(context.base_url, known.id)) or known.url
    if here:
        entry.append(_element(etree, "link", rel="alternate", href=here))
    for report in known.page.reports:
        if web(report.url) and web(report.url) != here:
            title = {"title": report.title} if report.title else {}
            entry.append(_element(etree, "link", rel="related", href=web(report.url), **title))
    place = known.place
    if place is not None and place.lat is not None and place.lon is not None:
        point: Any = etree.SubElement(entry, f"{{{GEORSS}}}point")
        point.text = f"{place.lat} {place.lon}"
        if place.radius_km is not None:
            radius: Any = etree.SubElement(entry, f"{{{GEORSS}}}radius")
            radius.text = str(round(place.radius_km * _METRES))
    entry.append(_element(etree, "content", "\n".join(map(str, tell_lines(known))), type="text"))
    return entry


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _element(etree: Any, tag: str, text: str = "", **attributes: str) -> Any:
    found = {name: clean(value) for name, value in attributes.items()}
    element: Any = etree.Element(_name(tag), found, nsmap=_SPACES)
    element.text = clean(text) or None
    return element


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


FORMAT: Final = Format(
    name="atom", title="Events as an Atom feed, with places", suffix=".atom", media_type="application/atom+xml", write=write,
)  # fmt: skip
