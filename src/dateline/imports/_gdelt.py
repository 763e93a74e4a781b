"""GDELT events: 61 columns (2.0), 58 or 57 (1.0), tabs, no header; files with a header, as of an export, are read too.

Its days are those that its coder found or took from the article, its places those of the action, and it counts no dead. Its own
sums of mentions are of the first quarter of an hour and no sign of truth: they stay in the row as given.
"""

from __future__ import annotations

from typing import Final

from dateline.imports._country import code_of_fips, is_country
from dateline.imports._foreign import ForeignEvent, ForeignParty, ForeignPlace, PartyRole
from dateline.imports._format import Format
from dateline.imports._meaning import read_cameo
from dateline.imports._row import BadCell, Row, parse_day

_HEAD: Final = ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate")
_ACTOR: Final = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code",
    "Type3Code",
)  # fmt: skip
_EVENT: Final = (
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone",
)  # fmt: skip
_GEO: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _columns(geo: tuple[str, ...], tail: tuple[str, ...]) -> tuple[str, ...]:
    actors = tuple(f"Actor{n}{name}" for n in "12" for name in _ACTOR)
    places = tuple(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in geo)
    return (*_HEAD, *actors, *_EVENT, *places, *tail)


_OLD_GEO: Final = tuple(name for name in _GEO if name != "ADM2Code")
COLUMNS: Final = _columns(_GEO, ("DATEADDED", "SOURCEURL"))
COLUMNS_1: Final = _columns(_OLD_GEO, ("DATEADDED", "SOURCEURL"))

_LEVELS: Final[dict[str, tuple[str, float | None]]] = {
    "1": ("country", None), "2": ("province", 150.0), "3": ("city", 10.0), "4": ("city", 10.0), "5": ("province", 150.0),
}  # fmt: skip
# CAMEO's codes of what an actor is -> sectors; in the order in which the three cells of a row are looked at.
_SECTORS: Final = {
    "COP": "COP", "GOV": "GOV", "JUD": "JUD", "MIL": "MIL", "SPY": "SPY", "OPP": "OPP", "REB": "REB", "SEP": "REB", "INS": "REB",
    "UAF": "UAF", "BUS": "BUS", "CVL": "CVL", "EDU": "EDU", "HLH": "MED", "LAB": "LAB", "LEG": "LEG", "MED": "JRN", "REF": "REF",
    "IGO": "IGO", "NGO": "NGO", "IMG": "REB", "CRM": "UAF", "REL": "REL",
}  # fmt: skip


def _read(row: Row, shelf: str) -> ForeignEvent:
    code = row.need("eventcode")
    if not code.isdigit():
        raise BadCell(f"EventCode is {code[:20]!r}, which is no CAMEO code")
    meaning = read_cameo(code if len(code) > 1 else f"0{code}")
    day = row.day("sqldate", "day")
    added = row.text("dateadded")
    return ForeignEvent(
        shelf=shelf,
        format="gdelt",
        id=row.need("globaleventid"),
        line=row.line,
        types=meaning.types,
        mode=meaning.mode,
        weapon=meaning.weapon,
        codes=tuple(
            (name, value)
            for name in ("EventCode", "EventRootCode", "QuadClass", "GoldsteinScale")
            if (value := row.text(name.lower()))
        ),
        earliest=day,
        latest=day,
        day_code="",
        place=_place(row),
        parties=(*_party(row, "1", "actor"), *_party(row, "2", "target")),
        is_directed=True,
        low=None,
        best=None,
        high=None,
        published=parse_day(added[:8], "DATEADDED") if added[:8].isdigit() else None,
        source="",
        headline="",
        notes="",
        url=row.text("sourceurl"),
        row=row.given,
    )


def _place(row: Row) -> ForeignPlace | None:
    code = row.text("actiongeo_type")
    if code not in _LEVELS:
        return None
    level, radius = _LEVELS[code]
    point = row.point("actiongeo_lat", "actiongeo_long") if radius is not None else None
    parts = [part.strip() for part in row.text("actiongeo_fullname").split(",")]
    return ForeignPlace(
        name=parts[0],
        country=code_of_fips(row.text("actiongeo_countrycode")),
        admin1=parts[1] if len(parts) > 2 else "",
        level=level,
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        radius_km=radius if point else None,
        precision=code,
    )


def _party(row: Row, number: str, role: PartyRole) -> tuple[ForeignParty, ...]:
    code = row.text(f"actor{number}code")
    name = row.text(f"actor{number}name")
    if not code and not name:
        return ()
    country = row.text(f"actor{number}countrycode").upper()
    kinds = (row.text(f"actor{number}type{n}code").upper() for n in "123")
    sector = next((_SECTORS[kind] for kind in kinds if kind in _SECTORS), "UNK")
    return (
        ForeignParty(
            role=role, name=name.title(), country=country if is_country(country) else "", sector=sector, code=code
        ),
    )


FORMAT: Final = Format(
    name="gdelt",
    title="GDELT events",
    needed=(
        frozenset({"globaleventid"}),
        frozenset({"sqldate", "day"}),
        frozenset({"eventcode"}),
        frozenset({"quadclass"}),
    ),
    read=_read,
    headerless=(COLUMNS, COLUMNS_1, COLUMNS_1[:-1]),
)
