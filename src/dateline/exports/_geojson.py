"""geojson: one feature an event (RFC 7946), a point where one is known and null where only a country is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from dateline.exports._event import COLUMNS, make_event_row
from dateline.exports._flat import flatten
from dateline.exports._value import Context, Format, Loss

if TYPE_CHECKING:
    from dateline.exports._flat import Flat
    from dateline.exports._table import Cell
    from dateline.views import Told

_STANDING: Final = (
    Loss(event="", field="claims", why="who says what in which words is left out: csv-claims has it"),
    Loss(event="", field="place", why="one point an event; its other places are in the property `places`"),
)
# Six decimals are a tenth of a metre (RFC 7946, 11.2); more would feign what no gazetteer knows.
_DECIMALS: Final = 6
_PLACES: Final = ("latitude", "longitude", "precision_km")


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    for loss in _STANDING:
        note(loss)
    out.write(b'{"type":"FeatureCollection","features":[')
    written = 0
    for told in events:
        out.write(b",\n" if written else b"\n")
        out.write(msgspec.json.encode(_make_feature(flatten(told), context, note)))
        written += 1
    out.write(b'\n],"dateline":')
    out.write(msgspec.json.encode({"program": context.program, "made": context.made.astimezone(UTC)}))
    out.write(b"}\n")
    return written


def _make_feature(flat: Flat, context: Context, note: Callable[[Loss], None]) -> dict[str, object]:
    point = flat.point
    geometry = None
    if point is not None and point.lon is not None and point.lat is not None:
        geometry = {"type": "Point", "coordinates": [round(point.lon, _DECIMALS), round(point.lat, _DECIMALS)]}
    else:
        known = f"only {flat.where.name} ({flat.where.level}) is known" if flat.where else "no report names a place"
        note(Loss(event=flat.row.id, field="geometry", why=f"null: {known}"))
    cells = dict(zip([column.name for column in COLUMNS], make_event_row(flat, context), strict=True))
    properties: dict[str, object] = {
        name: _plain(cell) for name, cell in cells.items() if name not in _PLACES[:2] and name != "event_id"
    }
    properties["places"] = [
        {"name": place.name, "level": place.level, "country": place.country or None, "precision_km": place.radius_km}
        for place in flat.places
    ]
    return {"type": "Feature", "id": flat.row.id, "geometry": geometry, "properties": properties}


def _plain(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return cell.isoformat() if isinstance(cell, date) else cell


FORMAT: Final = Format(
    name="geojson",
    title="Events as points on a map (GeoJSON, RFC 7946)",
    suffix=".geojson",
    media_type="application/geo+json",
    write=write,
)
