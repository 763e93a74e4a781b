"""The place of a row that gives city, district, province and country in columns of their own, as ICEWS and POLECAT do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.imports._foreign import ForeignPlace

if TYPE_CHECKING:
    from dateline.imports._row import Row

# How far the point of each level may lie from the event, in km; a country has none.
RADIUS_KM: Final = {"city": 10.0, "district": 50.0, "province": 150.0}


def read_place(row: Row, *, country: str, otherwise: str, precision: str) -> ForeignPlace | None:
    """The narrowest level that the row names, else the place that it names `otherwise`; None where it names none."""
    named = [(level, row.text(level)) for level in RADIUS_KM]
    level, name = next(((level, name) for level, name in named if name), ("country", otherwise))
    if not name:
        return None
    radius = RADIUS_KM.get(level)
    point = row.point("latitude", "longitude") if radius is not None else None
    return ForeignPlace(
        name=name,
        country=country,
        admin1=row.text("province"),
        level=level,
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        radius_km=radius if point else None,
        precision=precision,
    )
