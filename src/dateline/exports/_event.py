"""csv-events: one row an event, each part of it as the one value that the reports bear out best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.exports._flat import flatten, join, note_others, settle
from dateline.exports._table import Column, Row, Table
from dateline.exports._value import Context, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dateline.exports._flat import Flat
    from dateline.model import Party
    from dateline.views import Told

TOLLS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")
_SIDES: Final = (("actor", "who did it"), ("target", "to whom it was done"))

COLUMNS: Final = (
    Column(name="event_id", kind="text", says="the id of the event in the ledger"),
    Column(name="type", kind="text", says="one of the 17 types of the codebook"),
    Column(name="mode", kind="text", says="how it was done; empty where no mode fits"),
    Column(name="realis", kind="text", says="actual, future, hypothetical or negated"),
    Column(name="attempt", kind="truth", says="whether it was only tried"),
    Column(name="ground", kind="text", says="main, related or background"),
    Column(name="summary", kind="text", says="the event in a sentence"),
    Column(name="status", kind="text", says="claimed, corroborated, confirmed, disputed, denied, retracted …"),
    Column(name="credibility", kind="integer", says="the Admiralty's 1 (confirmed by others) to 6 (cannot be judged)"),
    Column(name="origins", kind="integer", says="how many who claim to know stand behind it"),
    Column(name="reports", kind="integer", says="how many documents tell it"),
    Column(name="when", kind="text", says="the time in EDTF; empty where no report gives one"),
    Column(name="earliest", kind="day", says="its first possible day"),
    Column(name="latest", kind="day", says="its last possible day"),
    Column(name="place", kind="text", says="the place: the town before a site or a country"),
    Column(name="level", kind="text", says="site, neighbourhood, city, district, province, country, region or sea"),
    Column(name="admin1", kind="text", says="the first-order division that it lies in"),
    Column(name="country", kind="text", says="ISO 3166-1 alpha-3"),
    Column(name="latitude", kind="number", says="degrees of WGS84; empty where not known"),
    Column(name="longitude", kind="number", says="degrees of WGS84; empty where not known"),
    Column(name="precision_km", kind="number", says="how far off the point may be"),
    Column(name="geonames_id", kind="integer", says="the place in GeoNames"),
    *(
        Column(name=f"{side}{part}", kind="text", says=f"{whose}{says}; several are parted by semicolons")
        for side, whose in _SIDES
        for part, says in (
            ("s", ""), ("_ids", ", by the ids of the registry"), ("_countries", ", by country"), ("_sectors", ", by sector"),
        )
    ),
    Column(name="weapon", kind="text", says="the kind of weapon"),
    *(
        Column(name=f"{toll}_{bound}", kind="integer", says=f"at {least} so many {toll}; empty where no report gives it")
        for toll in TOLLS
        for bound, least in (("low", "least"), ("high", "most"))
    ),
    Column(name="disputed", kind="text", says="the parts of which the reports contradict each other"),
    Column(name="said_by", kind="text", says="the origins: who said it, each once"),
    Column(name="plover", kind="text", says="the code in PLOVER"),
    Column(name="cameo", kind="text", says="the code in CAMEO"),
    Column(name="acled_event_type", kind="text", says="the event type of ACLED; empty where it has none"),
    Column(name="acled_sub_event_type", kind="text", says="the sub-event type of ACLED"),
    Column(name="dropped", kind="truth", says="whether no present text of its documents tells it any more"),
    Column(name="rejected", kind="truth", says="whether a person said that it is no event"),
    Column(name="recorded", kind="time", says="when its first report was recorded"),
    Column(name="updated", kind="time", says="when its newest report was recorded"),
    Column(name="link", kind="text", says="its page in the workbench, where the export was given an address"),
)  # fmt: skip


def make_event_row(flat: Flat, context: Context) -> Row:
    """The row of one event, in the order of `COLUMNS`."""
    row, where, point, when = flat.row, flat.where, flat.point, flat.when
    codes = flat.told.lead.event.codes
    tolls = [settle(flat, kind) or (None, None) for kind in TOLLS]
    return (
        row.id, row.type, row.mode, row.realis, row.attempt, row.ground, row.summary, row.status, flat.page.credibility,
        row.origins, row.reports,
        when.edtf if when else None, when.earliest if when else None, when.latest if when else None,
        where.name if where else None, where.level if where else None, where.admin1 if where else None,
        (where.country or None) if where else None,
        point.lat if point else None, point.lon if point else None, point.radius_km if point else None,
        where.geonames_id if where else None,
        *_side(row.who), *_side(row.whom),
        flat.weapon.kind if flat.weapon else None,
        *(bound for toll in tolls for bound in toll),
        join(dispute.slot for dispute in flat.page.disputes) or None,
        join(voice.name or "own reporting" for voice in flat.page.voices) or None,
        codes.plover, codes.cameo, codes.acled_event_type, codes.acled_sub_event_type,
        row.is_dropped, row.is_rejected, row.recorded, row.latest,
        f"{context.base_url.rstrip('/')}/event/{row.id}" if context.base_url else None,
    )  # fmt: skip


def _side(parties: tuple[Party, ...]) -> tuple[str | None, ...]:
    """Names, ids, countries and sectors, each in the same order; "?" keeps the place of one that is not known."""
    if not parties:
        return None, None, None, None
    return (
        "; ".join(" ".join(party.name.replace(";", ",").split()) for party in parties),
        "; ".join(party.actor_id or "?" for party in parties),
        "; ".join(party.country or "?" for party in parties),
        "; ".join(party.sector for party in parties),
    )


def _rows(told: Told, context: Context, note: Callable[[Loss], None]) -> Iterator[Row]:
    flat = flatten(told)
    note_others(flat, note)
    yield make_event_row(flat, context)


TABLE: Final = Table(
    name="events",
    title="Events, one a row, each part as the value that is borne out best",
    columns=COLUMNS,
    rows=_rows,
    standing=(
        Loss(event="", field="claims", why="who says what in which words is left out: csv-claims has it"),
        Loss(event="", field="tolls", why="figures that were replaced or that fit less well are left out: jsonl has them"),
    ),
)  # fmt: skip
