"""ucdp-ged: the 49 columns of the UCDP Georeferenced Event Dataset, for acts of violence in which reports tell of deaths.

Columns and codes are those of the UCDP GED codebook (https://ucdp.uu.se/downloads/): best, low and high of the dead side by
side, how exact time and place are, and who said it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, Final

from dateline.exports._acled_side import FORCES, is_civilian, is_named
from dateline.exports._csv import write_rows
from dateline.exports._deaths import bound_deaths
from dateline.exports._flat import Flat, flatten, join, note_others
from dateline.exports._state import State, find_state
from dateline.exports._value import Context, Format, Loss

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.exports._deaths import Bounds
    from dateline.exports._table import Row
    from dateline.model import Party, When
    from dateline.views import Told

COLUMNS: Final = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id",
    "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude",
    "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
# How exact UCDP calls a place of this size, and a day with so many days of doubt.
_WHERE: Final = {
    "site": 1, "neighbourhood": 1, "city": 1, "district": 3, "province": 4, "region": 5, "country": 6, "sea": 7,
}  # fmt: skip
_NEAR: Final = 2  # within some 25 km of a known point
_NEAR_KM: Final = 25.0
_DAYS: Final = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
_GRID_DEGREES: Final = 0.5  # a cell of PRIO-GRID; cells are counted from the south-west, 720 a row
_GRID_COLUMNS: Final = 720
# The first 60 bits of an id of 64: data frames read whole numbers of 64 bits with a sign.
_ID_DIGITS: Final = 15
_STANDING: Final = (
    Loss(event="", field="conflict", why="ids of conflicts, dyads and sides, and active_year are UCDP's own: empty"),
    Loss(event="", field="adm_2", why="adm_2 is empty: it is not known"),
    Loss(event="", field="claims", why="who says what, and how firmly, is left out: csv-claims has it"),
    Loss(event="", field="casualties", why="UCDP has no place for the injured, missing, arrested or displaced"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """`status` is "Clear", or what of it a person should check, in UCDP's words."""

    violence: int | None
    a: str
    b: str
    gw_a: int | None
    gw_b: int | None
    status: str


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    del context
    for loss in _STANDING:
        note(loss)
    return write_rows([COLUMNS], _rows(events, note), out)


def _rows(events: Iterable[Told], note: Callable[[Loss], None]) -> Iterator[Row]:
    for told in events:
        flat = flatten(told)
        deaths = bound_deaths(flat)
        why = _why_not(flat, deaths)
        if why:
            note(Loss(event=flat.row.id, field="event", why=f"left out: {why}"))
            continue
        assert deaths is not None and flat.when is not None
        note_others(flat, note)
        yield _make_row(flat, flat.when, deaths, note)


def _why_not(flat: Flat, deaths: Bounds | None) -> str:
    """Why UCDP does not code an event; "" where it does."""
    row, when, where = flat.row, flat.when, flat.where
    reasons = (
        (flat.page.status == "retracted", "its reports were taken back"),
        (row.realis != "actual", f"UCDP codes what happened, and this is {row.realis}"),
        (row.type != "ASSAULT", f"UCDP codes the use of armed force, and this is {row.type}"),
        (deaths is None or not deaths.high, "no report tells of a death"),
        (when is None, "no report says when"),
        (when and find_date_precision(when) is None, f"{when and when.edtf} is less exact than a year"),
        (where is None or find_state(where.country) is None, "it is not known in which country it was"),
    )
    return next((why for holds, why in reasons if holds), "")


def find_date_precision(when: When) -> int | None:
    """1 for a day to 5 for a year; None for more."""
    days = (when.latest - when.earliest + timedelta(days=1)).days
    return next((code for most, code in _DAYS if days <= most), None)


def find_cell(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell of a point."""
    row = min(int((lat + 90) / _GRID_DEGREES), 359)
    column = min(int((lon + 180) / _GRID_DEGREES), _GRID_COLUMNS - 1)
    return row * _GRID_COLUMNS + column + 1


def name_sides(who: Sequence[Party], whom: Sequence[Party]) -> _Sides:
    """The sides and UCDP's type of violence, from the sectors of the parties."""
    a = next((p for p in who if p.sector not in ("UAF", "UNK") or is_named(p)), None)
    organised = a is not None and (_is_state(a) or a.sector in ("REB", "IGO", "UAF"))
    armed = next((p for p in whom if p.sector in (*FORCES, "REB") or (p.sector == "UAF" and is_named(p))), None)
    civilians = not whom or (armed is None and any(is_civilian(p) for p in whom))
    side_a = join([a.name]) if a else "XXX"
    if armed is not None:
        violence = (
            None
            if a is None
            else STATE_BASED
            if _is_state(a) or (organised and _is_state(armed))
            else NON_STATE
            if organised
            else None
        )
        side_b = join([armed.name])
    else:
        violence = ONE_SIDED if civilians and organised and whom else None
        side_b = "Civilians" if civilians and whom else "XXX"
    status = "Clear" if violence and a else "Check dyad" if a is None else "Check type"
    return _Sides(
        violence=violence, a=side_a, b=side_b, gw_a=_number(a), gw_b=_number(armed) if armed else None, status=status
    )


def _is_state(party: Party) -> bool:
    return party.sector in (*FORCES, "GOV")


def _number(party: Party | None) -> int | None:
    country = find_state(party.country) if party and _is_state(party) else None
    return country.gw if country else None


def _make_row(flat: Flat, when: When, deaths: Bounds, note: Callable[[Loss], None]) -> Row:
    row, page, where, point = flat.row, flat.page, flat.where, flat.point
    assert where is not None
    country = find_state(where.country)
    assert country is not None
    sides = name_sides(row.who, row.whom)
    _note(flat, sides, deaths, country, note)
    one_sided = sides.violence == ONE_SIDED
    lat, lon = (point.lat, point.lon) if point else (None, None)
    level = _WHERE.get(where.level, _WHERE["region"])
    if level == 1 and where.radius_km is not None and where.radius_km > _NEAR_KM:
        level = _NEAR
    days = find_date_precision(when)
    return (
        int(row.id[:_ID_DIGITS], 16), f"{country.alpha3}-{when.earliest.year}-{sides.violence or 'X'}-{row.id}",
        when.earliest.year, None, sides.status, sides.violence, None, None,
        f"{sides.a} - {sides.b}", None, None, f"{sides.a} - {sides.b}", None, None, sides.a, None, None, sides.b,
        len(page.voices) or None,
        join(",".join(filter(None, (r.publisher, r.published and r.published.isoformat(), r.title))) for r in page.reports),
        join(report.publisher or "" for report in page.reports),
        join(report.published.isoformat() if report.published else "" for report in page.reports),
        join(report.title or "" for report in page.reports),
        join(voice.name for voice in page.voices) or None,
        level, where.name,
        join(quote.words for slot in page.slots if slot.name == "where" for v in slot.values for quote in v.quotes),
        where.admin1, None, _degrees(lat), _degrees(lon),
        None if lat is None or lon is None else f"POINT ({lon:.6f} {lat:.6f})",
        None if lat is None or lon is None else find_cell(lat, lon),
        country.ucdp_name, country.gw, country.ucdp_region, 1 if days == 1 else 2, days,
        _stamp(when.earliest), _stamp(when.latest),
        0, 0, deaths.best if one_sided else 0, 0 if one_sided else deaths.best, deaths.best, deaths.high, deaths.low,
        sides.gw_a, sides.gw_b,
    )  # fmt: skip


def _note(flat: Flat, sides: _Sides, deaths: Bounds, country: State, note: Callable[[Loss], None]) -> None:
    def tell(field: str, why: str) -> None:
        note(Loss(event=flat.row.id, field=field, why=why))

    if deaths.why:
        tell("high", deaths.why)
    if sides.violence != ONE_SIDED:
        tell("deaths", f"all {deaths.best} are written as unknown: no report says how many fell on each side")
    if "XXX" in (sides.a, sides.b):
        tell("sides", "XXX is written for a side that no report names")
    if sides.violence is None:
        tell("type_of_violence", "empty: it does not follow from what is known of the sides")
    if flat.point is None:
        tell(
            "place",
            f"the coordinates of {flat.where.name if flat.where else 'the place'} are not known, and left empty",
        )
    if country.gw is None:
        tell("country_id", f"empty: {country.name} is not in Gleditsch and Ward's list of states")
    if not flat.page.voices:
        tell("number_of_sources", "empty: no origin is known")


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.6f}")


def _stamp(day: date) -> str:
    return f"{day.isoformat()} 00:00:00.000"


FORMAT: Final = Format(
    name="ucdp-ged",
    title="Violence with deaths, in the 49 columns of the UCDP Georeferenced Event Dataset",
    suffix=".csv",
    media_type="text/csv",
    write=write,
)
