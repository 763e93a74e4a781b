"""cap: events as CAP 1.2 messages, a zip of one XML file an event: CAP knows no file of several alerts.

An event that was recorded in one go is an Alert; one that changed since is an Update that refers to each earlier state, and one
that nothing speaks for any more is a Cancel. An earlier state has the identifier that an export at its time gave it, so that
whoever got that message knows what is updated or taken back.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from dateline.exports._identity import link_event, make_uuid
from dateline.exports._known import know, web
from dateline.exports._tab import clean
from dateline.exports._value import Format, Loss
from dateline.exports._words import note_words, tell_headline, tell_lines, tell_place
from dateline.exports._zip import open_zip, put_file
from dateline.views import is_verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from typing import BinaryIO

    from dateline.exports._known import Known
    from dateline.exports._value import Context
    from dateline.views import Told

CAP: Final = "urn:oasis:names:tc:emergency:cap:1.2"
SENDER: Final = "dateline"  # no spaces, commas or markup, by the standard
RESTRICTION: Final = "For analysts: made by a program from news reports, and issued by no authority."
SECURITY: Final = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "THREATEN"))
# How sure it is, by status; CAP's "Observed" is "determined to have occurred", "Likely" more than even.
CERTAINTY: Final = {
    "confirmed": "Observed", "corroborated": "Likely", "claimed": "Possible", "disputed": "Possible", "denied": "Unlikely",
    "retracted": "Unlikely",
}  # fmt: skip


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    etree: Any = import_module("lxml.etree")  # half a second to import; lxml has no types
    note(Loss(event="", field="structure", why="parties, claims and disputes are there in words only"))
    written = 0
    with open_zip(out) as archive:
        for told in events:
            known = know(told, context.view)
            put_file(archive, f"{known.id}.xml", _render(etree, known, context))
            _note_losses(known, note)
            note_words(known, note)
            written += 1
    return written


def _render(etree: Any, known: Known, context: Context) -> bytes:
    alert: Any = etree.Element(_name("alert"), nsmap={None: CAP})
    earlier, now = known.changes[:-1], known.changes[-1]
    kind = "Cancel" if known.is_withdrawn else "Update" if earlier else "Alert"
    _add(etree, alert, "identifier", _identify(known.id, now, kind if kind == "Cancel" else ""))
    _add(etree, alert, "sender", SENDER)
    _add(etree, alert, "sent", _stamp(now))
    _add(etree, alert, "status", "Actual" if _is_accepted(known) else "Draft")
    _add(etree, alert, "msgType", kind)
    _add(etree, alert, "source", context.program)
    _add(etree, alert, "scope", "Restricted")
    _add(etree, alert, "restriction", RESTRICTION)
    _add(etree, alert, "note", known.page.why)
    # What was withdrawn from the start takes back the message that it would have been.
    sent = earlier or (known.changes if kind == "Cancel" else ())
    _add(etree, alert, "references", " ".join(f"{SENDER},{_identify(known.id, at)},{_stamp(at)}" for at in sent))
    _add(etree, alert, "incidents", f"dateline-{known.id}")
    alert.append(_info(etree, known, context))
    return etree.tostring(alert, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _info(etree: Any, known: Known, context: Context) -> Any:
    info: Any = etree.Element(_name("info"), nsmap={None: CAP})
    _add(etree, info, "language", "en")
    _add(etree, info, "category", _category(known))
    _add(etree, info, "event", " ".join(part for part in (known.row.type, known.row.mode) if part))
    _add(etree, info, "urgency", _urgency(known, context.made))
    _add(etree, info, "severity", _severity(known))
    _add(etree, info, "certainty", _certainty(known))
    for scheme, code in (("PLOVER", known.lead.codes.plover), ("CAMEO", known.lead.codes.cameo)):
        if code:
            _pair(etree, info, "eventCode", scheme, code)
    if known.when is not None:
        _add(etree, info, "onset", f"{known.when.earliest.isoformat()}T00:00:00-00:00")
    _add(etree, info, "senderName", context.program)
    _add(etree, info, "headline", tell_headline(known))
    _add(etree, info, "description", "\n".join(map(str, tell_lines(known))))
    _add(etree, info, "web", web(link_event(context.base_url, known.id)) or known.url)
    _pair(etree, info, "parameter", "status", known.page.status)
    _pair(etree, info, "parameter", "credibility", str(known.page.credibility))
    _pair(etree, info, "parameter", "origins", str(known.page.origins))
    if known.when is not None:
        _pair(etree, info, "parameter", "edtf", known.when.edtf)
    for kind, toll in known.tolls.items():
        for bound, value in (("low", toll.low), ("high", toll.high)):
            if value is not None:
                _pair(etree, info, "parameter", f"{kind}-{bound}", str(value))
    if known.place is not None:
        info.append(_area(etree, known))
    return info


def _area(etree: Any, known: Known) -> Any:
    place = known.place
    assert place is not None
    area: Any = etree.Element(_name("area"), nsmap={None: CAP})
    _add(etree, area, "areaDesc", tell_place(place))
    if place.lat is not None and place.lon is not None and place.radius_km is not None:
        _add(etree, area, "circle", f"{place.lat},{place.lon} {place.radius_km:g}")
    if place.country:
        _pair(etree, area, "geocode", "ISO 3166-1 alpha-3", place.country)
    return area


def _category(known: Known) -> str:
    if known.row.type in SECURITY:
        return "Security"
    return "Safety" if known.row.type == "INCIDENT" else "Other"


def _urgency(known: Known, made: datetime) -> str:
    """Past or Future by the day of the export; what goes on is not known from reports."""
    if known.when is None:
        return "Unknown"
    if known.when.latest < made.date() and known.row.realis == "actual":
        return "Past"
    return "Future" if known.when.earliest > made.date() else "Unknown"


def _severity(known: Known) -> str:
    """Severe where people died, Moderate where people were hurt, by the figures that the reports bear out; else Unknown."""
    hurt = {kind for kind, toll in known.tolls.items() if toll.low}
    if "killed" in hurt:
        return "Severe"
    return "Moderate" if hurt & {"injured", "critical", "hospitalised", "missing", "abducted"} else "Unknown"


def _certainty(known: Known) -> str:
    if known.row.realis == "negated" or known.page.is_rejected:
        return "Unlikely"
    found = CERTAINTY.get(known.page.status, "Unknown")
    return "Possible" if known.row.realis != "actual" and found in ("Observed", "Likely") else found


def _is_accepted(known: Known) -> bool:
    """Whether a person said that it is so: nothing else makes a message that others may act on."""
    judged = [j for j in known.page.judgements if is_verdict(j)]
    return bool(judged) and judged[-1].kind == "accept"


def _identify(event: str, at: datetime, kind: str = "") -> str:
    return str(make_uuid("cap", event, at.isoformat(), kind))


def _note_losses(known: Known, note: Callable[[Loss], None]) -> None:
    place = known.place
    if place is not None and (place.lat is None or place.radius_km is None):
        note(
            Loss(
                event=known.id,
                field="where",
                why=f"the area of {place.name} has no circle: its point or radius is unknown",
            )
        )
    if known.when is not None and known.when.latest != known.when.earliest:
        note(Loss(event=known.id, field="when", why=f"onset is the first day of {known.when.edtf}"))


def _stamp(at: datetime) -> str:
    """Zero is written -00:00 in CAP, and never Z."""
    return at.strftime("%Y-%m-%dT%H:%M:%S-00:00")


def _name(tag: str) -> str:
    return f"{{{CAP}}}{tag}"


def _add(etree: Any, parent: Any, tag: str, text: str) -> None:
    """A child with this text; none where there is no text."""
    if clean(text).strip():
        child: Any = etree.SubElement(parent, _name(tag))
        child.text = clean(text)


def _pair(etree: Any, parent: Any, tag: str, name: str, value: str) -> None:
    child: Any = etree.SubElement(parent, _name(tag))
    _add(etree, child, "valueName", name)
    _add(etree, child, "value", value)


FORMAT: Final = Format(
    name="cap",
    title="Events as alerts, updates and cancels (CAP 1.2), a zip with one file each",
    suffix=".zip",
    media_type="application/zip",
    write=write,
    withdrawn=True,
)
