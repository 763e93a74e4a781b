"""polecat: events in the 40 columns of POLECAT's yearly files, parted by tabs, under one header line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.exports._country import find_country
from dateline.exports._known import is_taken_back, know, note_missing, note_span, note_unwritten
from dateline.exports._tab import tab_line
from dateline.exports._value import Format, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import BinaryIO

    from dateline.exports._known import Known
    from dateline.exports._value import Context
    from dateline.model import Party
    from dateline.views import Told

COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
QUADS: Final = {
    1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT",
}  # fmt: skip
# GeoNames' feature codes, as coarse as a place's level is known; a site may be any of many.
FEATURES: Final = {
    "neighbourhood": "PPLX", "city": "PPL", "district": "ADM2", "province": "ADM1", "country": "PCLI", "region": "RGN",
    "sea": "SEA",
}  # fmt: skip
EMPTY: Final = "contexts, titles, Wikipedia ids, and the people, organizations and locations of the story"


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    out.write(tab_line(COLUMNS))
    note(Loss(event="", field="contexts", why=f"left empty, as dateline does not know them: {EMPTY}"))
    written = 0
    for told in events:
        known = know(told, context.view)
        if is_taken_back(known, note):
            continue
        if not known.lead.codes.quad:
            note_unwritten(known, note, "event", f"POLECAT has no {known.row.type}")
        elif known.row.realis != "actual":
            note_unwritten(
                known, note, "realis", f"it is {known.row.realis}, and POLECAT's columns would show it as done"
            )
        else:
            out.write(tab_line(_row(known, context)))
            _note_losses(known, note)
            written += 1
    return written


def _row(known: Known, context: Context) -> Sequence[object]:
    event, document, place, when = known.lead, known.told.lead.document, known.place, known.when
    level = place.level if place else ""
    return (
        known.id,
        when.earliest.isoformat() if when else None,
        event.codes.plover.partition("/")[0],
        event.mode,
        event.codes.goldstein,
        QUADS[event.codes.quad],
        None,
        *_party(known.who),
        *_party(known.whom),
        place.name if place else None,
        place.name if place and level == "city" else None,
        place.name if place and level == "district" else None,
        (place.admin1 or (place.name if level == "province" else None)) if place else None,
        place.country if place else None,
        place.lat if place else None,
        place.lon if place else None,
        place.geonames_id if place else None,
        place.evidence.quote if place else None,
        FEATURES.get(level),
        document.publisher,
        document.published.isoformat() if document.published else None,
        None,
        None,
        None,
        document.language,
        context.program,
    )


def _party(parties: Sequence[Party]) -> Sequence[object]:
    """The eight columns of a side; several parties are parted by semicolons, in one order in all columns."""
    return (
        _join(party.name for party in parties),
        _join(party.country for party in parties),
        _join(find_country(party.country).cow for party in parties),
        parties[0].sector if parties else None,
        _join(dict.fromkeys(party.sector for party in parties)),
        None,
        _join(party.evidence.quote for party in parties),
        None,
    )


def _join(values: Iterable[str]) -> str | None:
    """None where no value is known; else an empty stretch for each that is not, so that the columns stay in step."""
    found = [value.replace(";", ",").replace("|", "/") for value in values]
    return ";".join(found) if any(found) else None


def _note_losses(known: Known, note: Callable[[Loss], None]) -> None:
    if known.when is None:
        note(Loss(event=known.id, field="when", why="Event Date is empty: no date is known"))
    note_span(known, note)
    if known.lead.ground == "background":
        note(Loss(event=known.id, field="ground", why="that it is told as history is not in the columns"))
    note_missing(known, note, ("claims", "disputes", "judgements", "reports", "status", "tolls", "weapon"))


FORMAT: Final = Format(
    name="polecat",
    title="Events in the 40 columns of POLECAT, parted by tabs",
    suffix=".txt",
    media_type="text/tab-separated-values",
    write=write,
)
