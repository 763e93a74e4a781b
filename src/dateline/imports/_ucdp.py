"""UCDP GED: 48 or 49 columns. Each row has a death in one of its three estimates, so that 0 is a figure and not unknown.

UCDP's codebook: `date_prec` 1 a day, 2 to 5 ever wider, with `date_start` and `date_end` around it; `where_prec` 1 the spot,
2 within some 25 km, 3 the district, 4 the province, 5 wider or along a line, 6 the country and 7 the sea.
"""

from __future__ import annotations

import re
from typing import Final

from dateline.imports._country import code_of_name
from dateline.imports._foreign import ForeignEvent, ForeignParty, ForeignPlace
from dateline.imports._format import Format
from dateline.imports._row import BadCell, Row

# Level and how far off the point may be in km: the codebook's 25 km, then the size of a district and of a province.
_WHERE: Final[dict[str, tuple[str, float | None]]] = {
    "1": ("city", 5.0), "2": ("city", 25.0), "3": ("district", 50.0), "4": ("province", 150.0), "5": ("region", 300.0),
    "6": ("country", None), "7": ("sea", None),
}  # fmt: skip
_CIVILIANS: Final = "civilians"
_NOBODY: Final = re.compile(r"XXX\d*")  # a side that is not identified


def _read(row: Row, shelf: str) -> ForeignEvent:
    first, last = row.day("date_start"), row.day("date_end")
    if first and last and last < first:
        raise BadCell(f"date_end {last} is before date_start {first}")
    return ForeignEvent(
        shelf=shelf,
        format="ucdp",
        id=row.need("id", "relid"),
        line=row.line,
        types=("ASSAULT",),
        mode="",
        weapon="",
        codes=tuple(
            (name, value)
            for name in ("type_of_violence", "conflict_name", "dyad_name", "code_status", "event_clarity")
            if (value := row.text(name))
        ),
        earliest=first or last,
        latest=last or first,
        day_code=row.text("date_prec"),
        place=_place(row),
        parties=_parties(row),
        is_directed=row.text("type_of_violence") == "3",
        low=row.count("low", "low_est"),
        best=row.count("best", "best_est"),
        high=row.count("high", "high_est"),
        published=None,
        source=row.text("source_original", "source_office", "source_article"),
        headline=row.text("source_headline"),
        notes=row.text("source_article") if row.text("source_headline") == "" else "",
        url="",
        row=row.given,
    )


def _place(row: Row) -> ForeignPlace | None:
    code = row.text("where_prec")
    level, radius = _WHERE.get(code, ("city", 25.0))
    point = row.point("latitude", "longitude") if radius is not None else None
    country = code_of_name(row.text("country"))
    name = row.text("where_coordinates", "where_description", "adm_2", "adm_1", "country")
    if not name and not country:
        return None
    return ForeignPlace(
        name=name,
        country=country,
        admin1=row.text("adm_1").removesuffix(" province").removesuffix(" oblast"),
        level=level,
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        radius_km=radius if point else None,
        precision=code,
    )


def _parties(row: Row) -> tuple[ForeignParty, ...]:
    """Of one-sided violence side B are the victims; else both fight."""
    sector = {"1": ("MIL", "REB"), "2": ("REB", "REB"), "3": ("UNK", "CVL")}.get(
        row.text("type_of_violence"), ("UNK", "UNK")
    )
    found: list[ForeignParty] = []
    for name, kind, role in ((row.text("side_a"), sector[0], "actor"), (row.text("side_b"), sector[1], "target")):
        if name and not _NOBODY.fullmatch(name):
            land = code_of_name(name.removeprefix("Government of ")) if name.startswith("Government of ") else ""
            found.append(
                ForeignParty(
                    role="actor" if role == "actor" else "target",
                    name=name,
                    country=land,
                    sector="MIL" if land else "CVL" if name.lower() == _CIVILIANS else kind,
                    code="",
                )
            )
    return tuple(found)


FORMAT: Final = Format(
    name="ucdp",
    title="UCDP GED",
    needed=(
        frozenset({"id", "relid"}),
        frozenset({"date_start"}),
        frozenset({"type_of_violence"}),
        frozenset({"best", "best_est"}),
        frozenset({"side_a"}),
    ),
    read=_read,
)
