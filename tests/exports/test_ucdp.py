"""UCDP GED: its header, its codes, and the three numbers of the dead."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import Material

from dateline.exports import get_format
from dateline.exports._deaths import bound_deaths
from dateline.exports._ucdp import COLUMNS, find_cell, find_date_precision, name_sides
from dateline.model import Evidence, Party, When
from dateline.views import Figure, Toll

# The columns as in ged251 and its codebook.
PUBLISHED = (
    "id, relid, year, active_year, code_status, type_of_violence, conflict_dset_id, conflict_new_id, conflict_name, "
    "dyad_dset_id, dyad_new_id, dyad_name, side_a_dset_id, side_a_new_id, side_a, side_b_dset_id, side_b_new_id, side_b, "
    "number_of_sources, source_article, source_office, source_date, source_headline, source_original, where_prec, "
    "where_coordinates, where_description, adm_1, adm_2, latitude, longitude, geom_wkt, priogrid_gid, country, "
    "country_id, region, event_clarity, date_prec, date_start, date_end, deaths_a, deaths_b, deaths_civilians, "
    "deaths_unknown, best, high, low, gwnoa, gwnob"
).split(", ")
WHOLE = (
    "id", "year", "number_of_sources", "where_prec", "country_id", "event_clarity", "date_prec", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low",
)  # fmt: skip
WORDS = Evidence(start=0, end=1, quote="x")
LEAD = object()  # the only account: report 1


@pytest.fixture(scope="module")
def frame(material: Material) -> pd.DataFrame:
    data = material.write(get_format("ucdp-ged")).data
    return pd.read_csv(
        io.BytesIO(data), dtype=dict.fromkeys(WHOLE, "int64"), parse_dates=["date_start", "date_end"]
    ).set_index("where_coordinates", drop=False)


def party(name: str, sector: str, country: str = "KEN") -> Party:
    return Party(name=name, actor_id=None, country=country, sector=sector, evidence=WORDS, confidence=1.0)


def test_the_columns_are_those_of_ucdp(frame: pd.DataFrame):
    assert list(COLUMNS) == PUBLISHED and sorted(frame.columns) == sorted(PUBLISHED) and len(COLUMNS) == 49


def test_the_dead_add_up_and_are_in_order(frame: pd.DataFrame):
    assert len(frame) > 0
    assert (frame.deaths_a + frame.deaths_b + frame.deaths_civilians + frame.deaths_unknown == frame.best).all()
    assert ((frame.low <= frame.best) & (frame.best <= frame.high) & (frame.high > 0)).all()
    assert (frame.date_start <= frame.date_end).all() and frame.region.isin(
        ["Africa", "Americas", "Asia", "Europe", "Middle East"]
    ).all()


def test_a_bombing_with_a_toll_that_rose(frame: pd.DataFrame):
    row = frame.loc["Nakuru"]
    assert (row.low, row.best, row.high) == (9, 9, 9)  # three and seven were states of the same toll
    assert (
        row.number_of_sources == 4
        and row.source_original == "police; provincial hospital; health ministry; Lakeside Post"
    )
    assert row.source_office == "Lakeside Post; Rift Courier" and row.source_article.count(";") == 2
    assert (row.side_a, row.code_status, row.where_prec, row.date_prec, row.event_clarity) == (
        "XXX",
        "Check dyad",
        1,
        1,
        1,
    )
    assert row.geom_wkt == "POINT (36.070000 -0.280000)" and row.country_id == 501 and row.region == "Africa"


def test_only_acts_with_deaths_are_written_and_the_rest_is_noted(material: Material, frame: pd.DataFrame):
    written = material.write(get_format("ucdp-ged"))
    left = {loss.event: loss.why for loss in written.losses if loss.field == "event"}
    assert len(frame) + len(left) == len(material.told)
    assert "no report tells of a death" in left[material.find("helicopters").linked.id]
    assert "taken back" in " ".join(left.values())


def bounds(figures: list[tuple[int | None, int | None, int]], best: tuple[int | None, int | None]) -> Any:
    made = tuple(
        Figure(
            low=low,
            high=high,
            source="",
            source_kind="",
            publisher="",
            published=date(2024, 5, day),
            report=1,
            words="",
        )
        for low, high, day in figures
    )
    toll = Toll(kind="killed", low=best[0], high=best[1], figures=made, status=None, why="", origins=0, dissent=())
    flat: Any = SimpleNamespace(
        page=SimpleNamespace(tolls=(toll,), disputes=()), told=SimpleNamespace(tolls=(), accounts=(LEAD,), lead=LEAD)
    )
    return bound_deaths(flat)


@pytest.mark.parametrize(
    ("figures", "best", "wanted"),
    [
        ([(3, 3, 1), (9, 9, 3)], (9, 9), (9, 9, 9)),
        ([(3, 3, 3), (9, 9, 3)], (9, 9), (3, 9, 9)),
        ([(4, None, 1)], (4, None), (4, 4, 4)),
        ([(None, 37, 1)], (None, 37), (37, 37, 37)),
        ([(24, 99, 1)], (24, 99), (24, 24, 99)),
    ],
)
def test_low_best_and_high(figures: list, best: tuple, wanted: tuple):
    found = bounds(figures, best)
    assert (found.low, found.best, found.high) == wanted


_BOUND = (
    st.tuples(st.integers(0, 500), st.integers(0, 500))
    .map(sorted)
    .flatmap(lambda pair: st.sampled_from([(pair[0], pair[1]), (pair[0], None), (None, pair[1])]))
)


@given(st.lists(st.tuples(_BOUND, st.integers(1, 28)), min_size=1, max_size=5), st.data())
def test_low_is_never_above_best_nor_best_above_high(figures: list, data: Any):
    best = data.draw(st.sampled_from([bound for bound, _ in figures]))
    found = bounds([(*bound, day) for bound, day in figures], best)
    assert found is None or found.low <= found.best <= found.high


def test_no_toll_and_a_toll_of_zero_are_no_deaths():
    assert bounds([(0, 0, 1)], (0, 0)) is None
    none: Any = SimpleNamespace(page=SimpleNamespace(tolls=(), disputes=()))
    assert bound_deaths(none) is None


@pytest.mark.parametrize(
    ("who", "whom", "violence", "status"),
    [
        ([party("Army", "MIL")], [party("Red Sickle", "REB")], 1, "Clear"),
        ([party("Red Sickle", "REB")], [party("Blue Dawn", "REB")], 2, "Clear"),
        ([party("Red Sickle", "REB")], [party("farmers", "CVL")], 3, "Clear"),
        ([party("Army", "MIL")], [party("farmers", "CVL"), party("police", "COP")], 1, "Clear"),
        ([], [party("farmers", "CVL")], None, "Check dyad"),
        ([], [party("Army", "MIL")], None, "Check dyad"),
        ([party("a man", "CVL")], [party("farmers", "CVL")], None, "Check type"),
    ],
)
def test_types_of_violence(who: list, whom: list, violence: int | None, status: str):
    found = name_sides(who, whom)
    assert (found.violence, found.status) == (violence, status)


def test_a_state_has_its_number():
    found = name_sides([party("US Air Force", "MIL", "USA")], [party("Red Sickle", "REB")])
    assert (found.gw_a, found.gw_b) == (2, None)


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90, -180, 1), (-90, 179.9, 720), (-89.5, -180, 721), (90, 180, 259200), (34.53, 69.17, 179779)],
)
def test_cells_of_prio_grid(lat: float, lon: float, cell: int):
    assert find_cell(lat, lon) == cell


@pytest.mark.parametrize(
    ("last", "precision"), [((5, 1), 1), ((5, 4), 2), ((5, 7), 3), ((5, 31), 4), ((9, 1), 5), (None, None)]
)
def test_date_precision(last: tuple | None, precision: int | None):
    latest = date(2024, *last) if last else date(2026, 1, 1)
    assert (
        find_date_precision(When(edtf="", earliest=date(2024, 5, 1), latest=latest, rule="", evidence=None))
        == precision
    )
