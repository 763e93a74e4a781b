"""Rows of another data set about the events of `reports.py`."""

from __future__ import annotations

from datetime import date

from dateline.imports import ForeignEvent, ForeignParty, ForeignPlace

_ROWS = {
    "attack": (
        "ASSAULT",
        "Karsum",
        "TUR",
        37.0,
        35.0,
        "Red Sickle",
        "Gunmen of Red Sickle attacked a bakery in Karsum.",
        2,
    ),
    "march": (
        "PROTEST",
        "Velnik",
        "BGR",
        43.0,
        25.0,
        "Dockers (Bulgaria)",
        "Dockers marched in Velnik over wages.",
        None,
    ),
}


def make_row(name: str, *, format: str = "acled") -> ForeignEvent:
    type, town, land, lat, lon, actor, notes, killed = _ROWS[name]
    day = date(2024, 4, 29)
    return ForeignEvent(
        shelf="s", format=format, id=name, line=2, types=(type,), mode="", weapon="", codes=(), earliest=day, latest=day,
        day_code="1",
        place=ForeignPlace(
            name=town, country=land, admin1="", level="city", lat=lat, lon=lon, radius_km=5.0, precision="1"
        ),
        parties=(ForeignParty(role="actor", name=actor, country="", sector="REB", code=""),), is_directed=False, low=killed,
        best=killed, high=killed, published=None, source="Karsum Herald", headline="", notes=notes, url="", row=(),
    )  # fmt: skip
