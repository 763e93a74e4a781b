"""acled: the 31 columns of ACLED in its order and by its rules, for what ACLED codes.

Columns and rules are those of the ACLED codebook (https://acleddata.com/knowledge-base/codebook/): one event is one kind of
act at one place on one day. The sub-event type comes of the ontology's crosswalk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, Final

from dateline.exports._acled_side import CIVILIANS, name_interaction, name_sides, split_crowd
from dateline.exports._csv import write_rows
from dateline.exports._deaths import count_fatalities
from dateline.exports._flat import Flat, flatten, join, note_others
from dateline.exports._state import State, find_state
from dateline.exports._value import Context, Format, Loss
from dateline.ontology import Ontology

if TYPE_CHECKING:
    from dateline.exports._acled_side import Side
    from dateline.exports._deaths import Fatalities
    from dateline.exports._table import Row
    from dateline.model import When, Where
    from dateline.views import Told

COLUMNS: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale",
    "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_DEMONSTRATIONS: Final = "Demonstrations"
_POLITICAL: Final = "Political violence"
_DISORDER: Final = {
    "Excessive force against protesters": f"{_POLITICAL}; {_DEMONSTRATIONS}",
    "Mob violence": _POLITICAL,
    "Protests": _DEMONSTRATIONS,
    "Riots": _DEMONSTRATIONS,
    "Strategic developments": "Strategic developments",
}
# Longest span in days that still has the precision: a week, and a month.
_WEEK: Final = 7
_MONTH: Final = 31
# How exact ACLED calls a place of this size; places of other sizes it does not code.
_PRECISION: Final = {"site": 1, "neighbourhood": 1, "city": 1, "district": 2, "province": 3, "region": 3}
_STANDING: Final = (
    Loss(event="", field="actors", why="names are those of the reports, and not of ACLED's list of actors with their years"),
    Loss(event="", field="inter", why="armed groups are written as Rebel group: their kind of militia is not known"),
    Loss(event="", field="admin2", why="admin2, admin3 and source_scale are empty: they are not known"),
    Loss(event="", field="claims", why="who says what, and how firmly, is left out: csv-claims has it"),
    Loss(event="", field="casualties", why="ACLED has no place for the injured, missing, arrested or displaced"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coded:
    """What ACLED's codebook makes of an event."""

    day: date
    time_precision: int
    event_type: str
    sub_event_type: str
    country: State
    geo_precision: int
    deaths: Fatalities
    first: Side
    second: Side


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    del context
    for loss in _STANDING:
        note(loss)
    return write_rows([COLUMNS], _rows(events, note), out)


def _rows(events: Iterable[Told], note: Callable[[Loss], None]) -> Iterator[Row]:
    for told in events:
        flat = flatten(told)
        coded = _code(flat, note)
        if coded is not None:
            note_others(flat, note)
            yield _make_row(flat, coded)


def _code(flat: Flat, note: Callable[[Loss], None]) -> _Coded | None:
    """What ACLED makes of the event; None, with a note, for what it does not code."""
    deaths = count_fatalities(flat)
    event_type, sub_event_type = find_type(flat, deaths.number > 0)
    why = _why_not(flat, event_type)
    if why:
        note(Loss(event=flat.row.id, field="event", why=f"left out: {why}"))
        return None
    when, where = flat.when, flat.where
    assert when is not None and where is not None
    time_precision, country = find_time_precision(when), find_state(where.country)
    assert time_precision is not None and country is not None
    first, second = name_sides(
        event_type, sub_event_type, flat.row.who, flat.row.whom, country=country.alpha3, country_name=country.name
    )
    coded = _Coded(
        day=when.earliest + (when.latest - when.earliest) // 2,
        time_precision=time_precision,
        event_type=event_type,
        sub_event_type=sub_event_type,
        country=country,
        geo_precision=_PRECISION[where.level],
        deaths=deaths,
        first=first,
        second=second,
    )
    _note(flat, coded, when, where, note)
    return coded


def _why_not(flat: Flat, event_type: str) -> str:
    """Why ACLED does not code an event; "" where it does."""
    row, when, where = flat.row, flat.when, flat.where
    code = f"{row.type}/{row.mode}" if row.mode else row.type
    reasons = (
        (flat.page.status == "retracted", "its reports were taken back"),
        (row.realis != "actual", f"ACLED codes what happened, and this is {row.realis}"),
        (not event_type, f"ACLED has no event type for {code}"),
        (when is None, "no report says when, and ACLED needs a day"),
        (when and find_time_precision(when) is None, f"{when and when.edtf} is less exact than a month"),
        (where is None, "no report says where"),
        (
            where and where.level not in _PRECISION,
            f"{where and where.name} is a {where and where.level}, too wide for ACLED",
        ),
        (where and find_state(where.country) is None, f"it is not known in which country {where and where.name} lies"),
    )
    return next((why for holds, why in reasons if holds), "")


def _note(flat: Flat, coded: _Coded, when: When, where: Where, note: Callable[[Loss], None]) -> None:
    """What stands in the row and is not known, or not so exactly."""

    def tell(field: str, why: str) -> None:
        note(Loss(event=flat.row.id, field=field, why=why))

    if not coded.sub_event_type:
        tell("sub_event_type", f"empty: which kind of {coded.event_type} it was is not known")
    if coded.deaths.why:
        tell("fatalities", coded.deaths.why)
    if coded.time_precision > 1:
        tell("when", f"the middle of {when.edtf} is written, with time_precision {coded.time_precision}")
    if where.lat is None or where.lon is None:
        tell("place", f"the coordinates of {where.name} are not known, and left empty")
    elif coded.geo_precision == _PRECISION["province"]:
        tell("place", f"the point is the middle of {where.name}, and not the capital that ACLED takes")
    if coded.event_type == "Protests" or coded.sub_event_type == "Violent demonstration":
        addressed = split_crowd(flat.row.who, flat.row.whom)[2]
        if addressed:
            tell("actor2", f"ACLED does not write against whom a demonstration is: {join(p.name for p in addressed)}")
    for number, side in enumerate((coded.first, coded.second), start=1):
        if side.actor and not side.inter:
            tell(f"inter{number}", f"empty: ACLED's kind of {side.actor} is not known")


def find_type(flat: Flat, deadly: bool) -> tuple[str, str]:
    """Event type and sub-event type by the crosswalk, from all that the reports say; "" for none.

    An attempt with explosives that did not come off is ACLED's disrupted use of weapons.
    """
    row = flat.row
    codes = _ontology().codes(
        row.type,
        row.mode,
        weapon_kind=flat.weapon.kind if flat.weapon else None,
        killed=True if deadly else None,
        actor_sectors=[party.sector for party in row.who],
        target_sectors=[party.sector for party in row.whom],
        realis=row.realis,
    )
    if row.attempt and codes.acled_sub_event_type == "Remote explosive/landmine/IED":
        return "Strategic developments", "Disrupted weapons use"
    return codes.acled_event_type or "", codes.acled_sub_event_type or ""


def find_time_precision(when: When) -> int | None:
    """1 for a day, 2 for a week at most, 3 for a month at most; None for what ACLED does not code."""
    days = (when.latest - when.earliest + timedelta(days=1)).days
    if days > _MONTH:
        return None
    # "~" is a day that is only about right.
    return 1 if days == 1 and "~" not in when.edtf and "?" not in when.edtf else 2 if days <= _WEEK else 3


def _make_row(flat: Flat, coded: _Coded) -> Row:
    row, page, where = flat.row, flat.page, flat.where
    assert where is not None
    crowd = coded.event_type == "Protests" or coded.sub_event_type == "Violent demonstration"
    civilians = coded.event_type == "Violence against civilians" or (
        CIVILIANS in (coded.first.inter, coded.second.inter) and coded.event_type == "Explosions/Remote violence"
    )
    return (
        # The number after the country is the event's id in decimal: it stays as reports come in.
        f"{coded.country.alpha3}{int(row.id, 16)}", coded.day, coded.day.year, coded.time_precision,
        _DISORDER.get(coded.sub_event_type) or _DISORDER.get(coded.event_type, _POLITICAL),
        coded.event_type, coded.sub_event_type,
        coded.first.actor, coded.first.assoc, coded.first.inter,
        coded.second.actor, coded.second.assoc, coded.second.inter,
        name_interaction(coded.first, coded.second), "Civilian targeting" if civilians else "",
        coded.country.numeric, coded.country.acled_region, coded.country.name, where.admin1, None, None, where.name,
        _degrees(where.lat), _degrees(where.lon), coded.geo_precision,
        join(report.publisher or report.title or report.document for report in page.reports), None,
        _make_notes(flat, coded), coded.deaths.number,
        join(["crowd size=no report"] * crowd + [f"dateline={row.id}"]), int(row.latest.timestamp()),
    )  # fmt: skip


def _make_notes(flat: Flat, coded: _Coded) -> str:
    """A sentence on the event, then who says so, what they say of the dead, and how sure it is."""
    when = f"{coded.day.day} {coded.day:%B %Y}"
    about = {1: f"On {when}", 2: f"Around {when}", 3: f"In the month around {when}"}[coded.time_precision]
    parts = [f"{about}: {flat.row.summary.rstrip('.')}{' (tried)' if flat.row.attempt else ''}."]
    voices = join(voice.name for voice in flat.page.voices)
    parts.append(f"Said by: {voices}." if voices else "Reported without a named source.")
    figures = [f for toll in flat.page.tolls if toll.kind == "killed" for f in toll.figures if f.report is not None]
    if figures:
        said = join(f"{f.words} ({f.source or f.publisher})".removesuffix(" ()") for f in figures)
        parts.append(f"Killed: {said}.")
    parts.append(f"Status: {flat.row.status}.")
    return " ".join(parts)


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.4f}")


@cache
def _ontology() -> Ontology:
    return Ontology.load()


FORMAT: Final = Format(
    name="acled",
    title="What ACLED codes, in ACLED's 31 columns and by its rules",
    suffix=".csv",
    media_type="text/csv",
    write=write,
)
