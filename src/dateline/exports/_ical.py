"""icalendar: events as iCalendar (RFC 5545), each a VEVENT of whole days, which a later export updates in its place.

Lines are made here: it is a page of code, and the library that tests read it back with is large and not in the core.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from dateline.exports._identity import link_event, make_uuid
from dateline.exports._known import FINE_KM, know, note_unwritten, web
from dateline.exports._tab import clean
from dateline.exports._value import Format, Loss
from dateline.exports._words import note_words, tell_headline, tell_lines, tell_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime
    from typing import BinaryIO

    from dateline.exports._known import Known
    from dateline.exports._value import Context
    from dateline.views import Told

_FOLD: Final = 75  # octets of a line, without its end


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    _put(out, "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//dateline//{_escape(context.program)}//EN")
    _put(out, "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    note(Loss(event="", field="structure", why="parties, tolls, claims and disputes are there in words only"))
    written = 0
    for told in events:
        known = know(told, context.view)
        if known.when is None:
            note_unwritten(known, note, "when", "a calendar asks for a day, and none is known")
            continue
        _put(out, *_event(known, context))
        note_words(known, note)
        place = known.place
        if place is not None and _point(known) is None:
            note(
                Loss(
                    event=known.id,
                    field="where",
                    why=f"no point: where {place.name} lies is not known to {FINE_KM:g} km",
                )
            )
        written += 1
    _put(out, "END:VCALENDAR")
    return written


def _event(known: Known, context: Context) -> Iterator[str]:
    when = known.when
    assert when is not None
    yield "BEGIN:VEVENT"
    yield f"UID:{make_uuid('event', known.id)}"
    yield f"DTSTAMP:{_stamp(known.changes[-1])}"
    yield f"CREATED:{_stamp(known.changes[0])}"
    yield f"LAST-MODIFIED:{_stamp(known.changes[-1])}"
    yield f"SEQUENCE:{len(known.changes) - 1}"
    yield f"DTSTART;VALUE=DATE:{_day(when.earliest)}"
    if when.latest < when.latest.max:
        yield f"DTEND;VALUE=DATE:{_day(when.latest + timedelta(days=1))}"  # the first day that is no more of it
    yield f"STATUS:{_status(known)}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_escape(tell_headline(known))}"
    yield f"DESCRIPTION:{_escape(chr(10).join(map(str, tell_lines(known))))}"
    if known.place is not None:
        yield f"LOCATION:{_escape(tell_place(known.place))}"
    point = _point(known)
    if point is not None:
        yield f"GEO:{point[0]:.6f};{point[1]:.6f}"
    url = web(link_event(context.base_url, known.id)) or known.url
    if url:
        yield f"URL:{url}"
    yield f"CATEGORIES:{','.join(_escape(part) for part in (known.row.type, known.row.mode) if part)}"
    yield f"X-DATELINE-EDTF:{_escape(when.edtf)}"
    yield f"X-DATELINE-STATUS:{known.page.status}"
    yield "END:VEVENT"


def _status(known: Known) -> str:
    if known.is_withdrawn or known.row.realis == "negated" or known.page.status == "denied":
        return "CANCELLED"
    return "CONFIRMED" if known.page.status == "confirmed" and known.row.realis == "actual" else "TENTATIVE"


def _point(known: Known) -> tuple[float, float] | None:
    """Only what is exact enough for a pin: a country's middle is no place."""
    place = known.place
    if place is None or place.lat is None or place.lon is None or place.radius_km is None or place.radius_km > FINE_KM:
        return None
    return place.lat, place.lon


def _escape(text: str) -> str:
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _put(out: BinaryIO, *lines: str) -> None:
    """Lines end with CR LF; long ones go on in the next line behind a space, never inside a character."""
    for line in lines:
        room, part = _FOLD, b""
        for character in line:
            data = character.encode()
            if len(part) + len(data) > room:
                out.write(part + b"\r\n ")
                room, part = _FOLD - 1, b""
            part += data
        out.write(part + b"\r\n")


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _stamp(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%SZ")


FORMAT: Final = Format(
    name="icalendar",
    title="Events as a calendar, which a later export updates",
    suffix=".ics",
    media_type="text/calendar",
    write=write,
    withdrawn=True,
)
