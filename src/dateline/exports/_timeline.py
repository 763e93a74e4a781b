"""timelinejs: events as the JSON that TimelineJS 3 shows as slides."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.exports._identity import link_event
from dateline.exports._known import know, note_unwritten, web
from dateline.exports._tab import clean
from dateline.exports._value import Format, Loss
from dateline.exports._words import note_words, tell_headline, tell_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from typing import BinaryIO

    from dateline.exports._known import Known
    from dateline.exports._value import Context
    from dateline.model import When
    from dateline.views import Told

_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_YEAR: Final = re.compile(r"\d{4}")


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    made = f"Put together by {context.program} on {context.made:%Y-%m-%d}."
    head = {"text": {"headline": "What is known of events", "text": f"<p>{escape(made)}</p>"}}
    out.write(b'{"scale":"human","title":' + msgspec.json.encode(head) + b',"events":[')
    note(Loss(event="", field="structure", why="parties, tolls, claims and disputes are there in words only"))
    written = 0
    for told in events:
        known = know(told, context.view)
        if known.when is None:
            note_unwritten(known, note, "when", "TimelineJS asks for a date, and none is known")
            continue
        out.write((b",\n" if written else b"\n") + msgspec.json.encode(_slide(known, known.when, context)))
        note_words(known, note)
        written += 1
    out.write(b"\n]}\n")
    return written


def _slide(known: Known, when: When, context: Context) -> dict[str, object]:
    """TimelineJS takes texts as HTML, so that all words of reports are escaped."""
    plain = when.edtf.rstrip("~?%")
    is_plain = plain == when.edtf
    slide: dict[str, object] = {
        "unique_id": f"event-{known.id}",
        "group": known.row.type,
        "start_date": _start(plain, when.earliest),
        "text": {"headline": escape(clean(tell_headline(known))), "text": _text(known, context)},
    }
    if "X" in plain:
        slide["end_date"] = {"year": when.latest.year}
    elif when.latest != when.earliest and not _MONTH.fullmatch(plain) and not _YEAR.fullmatch(plain):
        slide["end_date"] = _date(when.latest)
    if not is_plain:
        slide["display_date"] = f"about {plain}"
    return slide


def _start(plain: str, earliest: date) -> dict[str, int]:
    """As exact as it is known: a month has no day, and a decade ("201X") no more than years."""
    if _YEAR.fullmatch(plain) or "X" in plain:
        return {"year": earliest.year}
    if _MONTH.fullmatch(plain):
        return {"year": earliest.year, "month": earliest.month}
    return _date(earliest)


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _text(known: Known, context: Context) -> str:
    lines = "".join(f"<p><b>{_html(line.label)}:</b> {_html(line.text)}</p>" for line in tell_lines(known))
    url = web(link_event(context.base_url, known.id)) or known.url
    return f'{lines}<p><a href="{escape(url)}" rel="noopener">More</a></p>' if url else lines


def _html(text: str) -> str:
    return escape(clean(text))


FORMAT: Final = Format(
    name="timelinejs", title="Events as slides of TimelineJS 3", suffix=".json", media_type="application/json", write=write,
)  # fmt: skip
