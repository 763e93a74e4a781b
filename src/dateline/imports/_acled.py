"""ACLED: 31 columns, and the files of 27 to 31 columns that it gave out before; codes of the sides as text or as numbers.

ACLED's codebook: `time_precision` 2 is a day of the week, 3 one of the month; `geo_precision` 1 a town, 2 near it, 3 the
province. Fatalities of 0 mean none or none reported, which is unknown here. Actor 1 and 2 do not say who acted, but for violence
against civilians.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dateline.imports._country import code_of_name
from dateline.imports._foreign import ForeignEvent, ForeignParty, ForeignPlace, PartyRole
from dateline.imports._format import Format
from dateline.imports._meaning import read_acled
from dateline.imports._row import BadCell, Row, month_of

# The numbers of older files and the words of newer ones -> sectors. A state force may be police.
_SIDES: Final = {
    "1": "MIL", "2": "REB", "3": "REB", "4": "REB", "5": "CVL", "6": "CVL", "7": "CVL", "8": "MIL",
    "state forces": "MIL", "rebel group": "REB", "rebel groups": "REB", "rebel forces": "REB", "political militia": "REB",
    "political militias": "REB", "identity militia": "REB", "identity militias": "REB", "rioters": "CVL", "protesters": "CVL",
    "civilians": "CVL", "external/other forces": "MIL", "other forces": "MIL", "external forces": "MIL",
}  # fmt: skip
_GEO: Final = {"1": ("city", 5.0), "2": ("district", 25.0), "3": ("province", 100.0)}
_WEEK: Final = 3  # days to each side: of a week the middle is given


def _read(row: Row, shelf: str) -> ForeignEvent:
    kind, sub = row.text("event_type"), row.text("sub_event_type")
    if not kind and not sub:
        raise BadCell("event_type is empty")
    meaning = read_acled(kind, sub)
    day, code = row.day("event_date"), row.text("time_precision")
    earliest, latest = _days(day, code)
    killed = row.count("fatalities")
    return ForeignEvent(
        shelf=shelf,
        format="acled",
        id=row.need("event_id_cnty", "data_id", "event_id_no_cnty"),
        line=row.line,
        types=meaning.types,
        mode=meaning.mode,
        weapon=meaning.weapon,
        codes=tuple(
            (name, value)
            for name in ("disorder_type", "event_type", "sub_event_type", "interaction", "civilian_targeting")
            if (value := row.text(name))
        ),
        earliest=earliest,
        latest=latest,
        day_code=code,
        place=_place(row),
        parties=(*_side(row, "1", "actor"), *_side(row, "2", "target")),
        is_directed=kind.lower() == "violence against civilians",
        low=killed or None,
        best=killed or None,
        high=killed or None,
        published=None,
        source=row.text("source"),
        headline="",
        notes=row.text("notes"),
        url="",
        row=row.given,
    )


def _days(day: date | None, code: str) -> tuple[date | None, date | None]:
    if day is None:
        return None, None
    if code == "2":
        return day - timedelta(days=_WEEK), day + timedelta(days=_WEEK)
    return month_of(day) if code == "3" else (day, day)


def _place(row: Row) -> ForeignPlace | None:
    country = code_of_name(row.text("country"))
    name = row.text("location", "admin3", "admin2", "admin1", "country")
    if not name and not country:
        return None
    point = row.point("latitude", "longitude")
    code = row.text("geo_precision")
    level, radius = _GEO.get(code, ("city", 25.0))
    return ForeignPlace(
        name=name,
        country=country,
        admin1=row.text("admin1"),
        level=level,
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        radius_km=radius if point else None,
        precision=code,
    )


def _side(row: Row, number: str, role: PartyRole) -> tuple[ForeignParty, ...]:
    name = row.text(f"actor{number}")
    if not name:
        return ()
    code = row.text(f"inter{number}")
    sector = _SIDES.get(code.lower(), "UNK")
    if sector == "MIL" and name.lower().startswith("police"):
        sector = "COP"
    inside = name.rpartition("(")[2].rstrip(")")  # "Military Forces of Finland (2011-)", "Protesters (Finland)"
    return (ForeignParty(role=role, name=name, country=code_of_name(inside), sector=sector, code=code),)


FORMAT: Final = Format(
    name="acled",
    title="ACLED",
    needed=(
        frozenset({"event_id_cnty", "data_id", "event_id_no_cnty"}),
        frozenset({"event_date"}),
        frozenset({"event_type"}),
        frozenset({"actor1"}),
        frozenset({"fatalities"}),
    ),
    read=_read,
)
