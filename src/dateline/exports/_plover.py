"""plover: events as PLOVER JSON Lines, one record a line, with the fields of the manual of 2024."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from dateline.exports._country import find_country
from dateline.exports._known import is_taken_back, know, note_missing, note_unwritten, web
from dateline.exports._value import Format, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

    from dateline.exports._known import Known
    from dateline.exports._value import Context
    from dateline.model import Party, Where
    from dateline.views import Told

# PLOVER's actor codes for those without a country, by our sector; it has no sectors of these names.
INTERNATIONAL: Final = ("IGO", "NGO")
# Its resolutions of a place, from 5 (inside a city) to 1 (a country); a region or a sea has none.
RESOLUTION: Final = {"site": 5, "neighbourhood": 5, "city": 4, "district": 3, "province": 2, "country": 1}
# Its auxiliary modes, which tell what is no act of the present from what is.
REALIS: Final = {"future": "future", "hypothetical": "hypothetical", "negated": "negation"}
SIZES: Final = {"killed": "dead", "injured": "injured", "arrested": "arrested"}


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    written = 0
    for told in events:
        known = know(told, context.view)
        if is_taken_back(known, note):
            continue
        if not known.lead.codes.quad:
            note_unwritten(known, note, "event", f"PLOVER has no {known.row.type}")
        elif known.when is None:
            note_unwritten(known, note, "date", "PLOVER asks for a date, and none is known")
        else:
            out.write(msgspec.json.encode(_record(known, context)) + b"\n")
            _note_losses(known, note)
            written += 1
    return written


def _record(known: Known, context: Context) -> dict[str, object]:
    when, account = known.when, known.told.lead
    assert when is not None
    event, document = account.event, account.document
    modes = [event.mode] if event.mode else []
    modes += ["historical"] if event.ground == "background" else []
    modes += [REALIS[event.realis]] if event.realis in REALIS else []
    record: dict[str, object] = {
        "id": known.id,
        "has_event": True,
        "date": when.earliest.isoformat(),
        "enddate": when.latest.isoformat() if when.latest != when.earliest else None,
        # An event without a named actor is an event all the same: PLOVER's unknown sector stands for whoever did it.
        "actor": [_entity(party) for party in known.who] or [{"code": None, "sector": "UNK", "entity_text": None}],
        "recipient": [_entity(party) for party in known.whom],
        "event": [event.codes.plover.partition("/")[0]],
        "event_loc": _place(known.place) if known.place else None,
        "event_text": [mention.quote for mention in event.mentions],
        "quad_code": event.codes.quad,
        "event_scale": event.codes.goldstein,
        "mode": modes,
        "context": [],
        "size": _size(known) or None,
        "text_info": {"start": event.mentions[0].start, "end": event.mentions[0].end} if event.mentions else None,
        "cite_info": {
            "citation": account.ref.revision,
            "url": web(document.url) or None,
            "title": document.title,
            "language": document.language,
            "publication": document.publisher,
            "coder": context.program,
            "codebook": "plover-base",
        },
        "coder": context.program,
        "coded_date": account.recorded.date().isoformat(),
        "coded_time": account.recorded.time().isoformat("seconds"),
        "comment": f"{known.page.status}; {known.row.origins} origins, {known.row.reports} reports. {known.page.why}",
    }
    return {name: value for name, value in record.items() if value is not None}


def _entity(party: Party) -> dict[str, object]:
    abroad = party.sector if party.sector in INTERNATIONAL else None
    return {
        "code": party.country or abroad,
        "sector": None if abroad else party.sector,
        "entity_text": party.evidence.quote,
        "identifier_text": party.name,
    }


def _place(place: Where) -> dict[str, object]:
    level = place.level
    found: dict[str, object] = {
        "extracted_place": place.evidence.quote,
        "resolved_place": place.name,
        "geonameid": place.geonames_id,
        "lat": place.lat,
        "lon": place.lon,
        "city": place.name if level == "city" else None,
        "district": place.name if level == "district" else None,
        "province": place.admin1 or (place.name if level == "province" else None),
        "country": find_country(place.country).name or None,
        "country_code": place.country or None,
        "resolution": RESOLUTION.get(level),
    }
    return {name: value for name, value in found.items() if value is not None}


def _size(known: Known) -> dict[str, int]:
    """The least that is reported of each toll; none where only an upper bound is."""
    return {
        name: low for kind, name in SIZES.items() if kind in known.tolls and (low := known.tolls[kind].low) is not None
    }


def _note_losses(known: Known, note: Callable[[Loss], None]) -> None:
    for kind, toll in known.tolls.items():
        if kind not in SIZES:
            note(Loss(event=known.id, field=kind, why="PLOVER's size has no place for it"))
        elif toll.low is None:
            note(Loss(event=known.id, field=kind, why=f"at most {toll.high} is reported, and size holds one number"))
        elif toll.low != toll.high:
            note(
                Loss(event=known.id, field=kind, why=f"the least, {toll.low}, stands for all bounds that are reported")
            )
    note_missing(known, note, ("claims", "disputes", "judgements", "weapon"))


FORMAT: Final = Format(
    name="plover", title="Events as PLOVER JSON Lines", suffix=".jsonl", media_type="application/jsonl",
    write=write,
)  # fmt: skip
