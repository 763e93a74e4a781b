"""ACLED: its header, its rules, and what it does not code."""

from __future__ import annotations

import csv
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
from dateline.exports._acled import COLUMNS, find_time_precision
from dateline.exports._acled_side import INTERS, Side, name_interaction, name_sides
from dateline.exports._deaths import count_fatalities
from dateline.exports._state import find_state, load_states
from dateline.model import Evidence, Party, When
from dateline.ontology import Ontology
from dateline.views import Figure, Toll

# The columns as ACLED's codebook and its interface for programs have them since 20 March 2023.
PUBLISHED = (
    "event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1, assoc_actor_1, inter1, "
    "actor2, assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, country, admin1, admin2, admin3, location, "
    "latitude, longitude, geo_precision, source, source_scale, notes, fatalities, tags, timestamp"
).split(", ")
# The kinds that users of the data read it with.
DTYPES = {
    **dict.fromkeys(PUBLISHED, "string"),
    **dict.fromkeys(("year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"), "int64"),
    **dict.fromkeys(("latitude", "longitude"), "float64"),
}
DTYPES.pop("event_date")
WORDS = Evidence(start=0, end=1, quote="x")
LEAD = object()  # the only account: report 1


@pytest.fixture(scope="module")
def frame(material: Material) -> pd.DataFrame:
    data = material.write(get_format("acled")).data
    return pd.read_csv(io.BytesIO(data), dtype=DTYPES, parse_dates=["event_date"]).set_index("location", drop=False)


def party(name: str, sector: str, country: str = "KEN", actor_id: str | None = None) -> Party:
    return Party(name=name, actor_id=actor_id, country=country, sector=sector, evidence=WORDS, confidence=1.0)


def figure(low: int | None, high: int | None, words: str, *, report: int | None = 1) -> Figure:
    return Figure(
        low=low, high=high, source="police", source_kind="police", publisher="Post", published=date(2024, 5, 1),
        report=report, words=words,
    )  # fmt: skip


def flat_with(*figures: Figure, status: str = "claimed", best: tuple[int | None, int | None] = (None, None)) -> Any:
    toll = Toll(kind="killed", low=best[0], high=best[1], figures=figures, status=status, why="", origins=1, dissent=())
    return SimpleNamespace(
        page=SimpleNamespace(tolls=(toll,) if figures else (), disputes=()),
        told=SimpleNamespace(tolls=(), accounts=(LEAD,), lead=LEAD),
    )


def test_the_columns_are_those_of_acled(frame: pd.DataFrame):
    assert list(COLUMNS) == PUBLISHED == list(frame.columns) and len(COLUMNS) == 31


def test_every_value_is_of_acleds_lists(frame: pd.DataFrame):
    ontology = Ontology.load()
    for row in frame.itertuples():
        assert row.sub_event_type in ontology.acled[row.event_type]
        assert row.time_precision in (1, 2, 3) and row.geo_precision in (1, 2, 3) and row.fatalities >= 0
        assert row.year == row.event_date.year
        state = find_state(row.event_id_cnty[:3])
        assert state is not None and (state.numeric, state.name, state.acled_region) == (
            row.iso,
            row.country,
            row.region,
        )
        assert row.event_id_cnty[3:].isdigit()
        for inter in (row.inter1, row.inter2):
            assert pd.isna(inter) or inter in INTERS


def test_a_bomb_of_unknown_hand(frame: pd.DataFrame, material: Material):
    row = frame.loc["Nakuru"]
    assert (row.event_type, row.sub_event_type) == ("Explosions/Remote violence", "Remote explosive/landmine/IED")
    assert row.disorder_type == "Political violence" and row.civilian_targeting == "Civilian targeting"
    assert (row.actor1, row.actor2) == ("Unidentified Armed Group (Kenya)", "Civilians (Kenya)")
    assert row.interaction == "Political militia-Civilians"
    # Nine is confirmed, so that the lower figures of the days before no longer count.
    assert row.fatalities == 9 and "left out: 3, 7" in material.write(get_format("acled")).why(
        material.find("bomb").linked.id, "fatalities"
    )
    assert f"dateline={material.find('bomb').linked.id}" in row.tags
    assert int(row.event_id_cnty[3:]) == int(material.find("bomb").linked.id, 16)


def test_no_figure_is_zero_and_says_so(frame: pd.DataFrame, material: Material):
    assert frame.loc["Dalgan"].fatalities == 0
    why = material.write(get_format("acled")).why(material.find("helicopters").linked.id, "fatalities")
    assert "not a toll of zero" in why


def test_what_acled_does_not_code_is_left_out_and_noted(material: Material):
    written = material.write(get_format("acled"))
    lines = list(csv.DictReader(io.StringIO(written.data.decode())))
    left = {loss.event: loss.why for loss in written.losses if loss.field == "event"}
    assert len(lines) + len(left) == len(material.told)
    reasons = " ".join(left.values())
    for why in ("taken back", "no event type for SANCTION", "is a country", "no report says when"):
        assert why in reasons


@pytest.mark.parametrize(
    ("edtf", "first", "last", "precision"),
    [
        ("2024-05-01", (2024, 5, 1), (2024, 5, 1), 1), ("2024-05-01~", (2024, 5, 1), (2024, 5, 1), 2),
        ("2024-05-01/2024-05-07", (2024, 5, 1), (2024, 5, 7), 2), ("2024-05", (2024, 5, 1), (2024, 5, 31), 3),
        ("2024-05/2024-06", (2024, 5, 1), (2024, 6, 30), None), ("2024", (2024, 1, 1), (2024, 12, 31), None),
    ],
)  # fmt: skip
def test_time_precision(edtf: str, first: tuple, last: tuple, precision: int | None):
    when = When(edtf=edtf, earliest=date(*first), latest=date(*last), rule="", evidence=None)
    assert find_time_precision(when) == precision


@pytest.mark.parametrize(
    ("said", "number", "why"),
    [
        ([(4, 4, "four people")], 4, ""),
        ([(4, None, "at least four")], 4, ""),
        ([(2, None, "at least two")], 2, ""),
        ([(3, 9, "several people")], 3, "3 or 10"),
        ([(2, None, "soldiers were killed")], 3, "3 or 10"),
        ([(24, 99, "dozens")], 12, "codebook"),
        ([(100, 999, "hundreds of people")], 100, "codebook"),
        ([(None, 37, "up to 37")], 3, "upper bound"),
        ([(None, 2, "up to two")], 2, "upper bound"),
        ([(7, 7, "seven"), (3, 3, "three")], 3, "lowest"),
        ([(0, 0, "nobody")], 0, ""),
        ([], 0, "not a toll of zero"),
    ],
)
def test_fatalities(said: list, number: int, why: str):
    found = count_fatalities(flat_with(*(figure(*one) for one in said)))
    assert found.number == number and why in found.why and bool(why) == bool(found.why)


def test_a_figure_that_was_replaced_does_not_count():
    found = count_fatalities(flat_with(figure(2, 2, "two", report=None), figure(4, 4, "four")))
    assert (found.number, found.why) == (4, "")


def test_a_corroborated_figure_wins_over_the_lowest():
    figures = (figure(3, 3, "three"), figure(9, 9, "nine"))
    assert count_fatalities(flat_with(*figures, best=(9, 9))).number == 3
    assert count_fatalities(flat_with(*figures, best=(9, 9), status="confirmed")).number == 9


def sides(event_type: str, who: list[Party], whom: list[Party], sub: str = "") -> tuple[Side, Side]:
    return name_sides(event_type, sub, who, whom, country="KEN", country_name="Kenya")


def test_sides_as_acled_names_them():
    army, abroad = party("Kenya Army", "MIL"), party("US Air Force", "MIL", "USA")
    farmers, rebels = party("farmers", "CVL"), party("Red Sickle", "REB")
    assert name_interaction(*sides("Battles", [rebels], [army])) == "State forces-Rebel group"
    first, second = sides("Violence against civilians", [rebels], [farmers])
    assert (first.actor, second.actor, second.assoc) == ("Red Sickle", "Civilians (Kenya)", "farmers")
    assert (
        name_interaction(*sides("Explosions/Remote violence", [abroad], [farmers])) == "External/Other forces-Civilians"
    )
    assert name_interaction(*sides("Explosions/Remote violence", [abroad], [])) == "External/Other forces only"
    protest = sides("Protests", [party("Dockers", "LAB"), party("Teachers", "EDU")], [])
    assert (protest[0].actor, protest[0].assoc) == ("Protesters (Kenya)", "Dockers; Teachers")
    assert name_interaction(*protest) == "Protesters only"
    assert sides("Violence against civilians", [party("gunmen", "UAF")], [farmers])[0].inter == "Political militia"
    # An official without arms is a civilian where it is done to them, and the state where they do it.
    governor = party("the governor", "GOV")
    assert sides("Violence against civilians", [rebels], [governor])[1].inter == "Civilians"
    assert sides("Strategic developments", [governor], [])[0].inter == "State forces"


def test_who_demonstrates_is_actor_1_whoever_acts_and_whom_it_is_against_is_left_out():
    students, ministry, police = party("students", "EDU"), party("finance ministry", "GOV"), party("riot police", "COP")
    first, second = sides("Protests", [students], [ministry])
    assert (first.assoc, second) == ("students", Side())
    # Told as what the police did, or as what the students did: the same row.
    for who, whom in (([police], [students]), ([students, police], []), ([students], [police])):
        first, second = sides("Protests", who, whom)
        assert (first.actor, first.assoc, second.actor) == ("Protesters (Kenya)", "students", "riot police")
        assert name_interaction(first, second) == "State forces-Protesters"
    first, second = sides("Riots", [students], [ministry], "Violent demonstration")
    assert (first.actor, second) == ("Rioters (Kenya)", Side())
    # Whom a mob beats is the other side.
    assert sides("Riots", [students], [party("a thief", "CVL")], "Mob violence")[1].inter == "Civilians"


@given(st.sampled_from(INTERS), st.sampled_from(INTERS))
def test_an_interaction_names_both_kinds_in_one_order(left: str, right: str):
    a, b = Side(actor="A", inter=left), Side(actor="B", inter=right)
    assert name_interaction(a, b) == name_interaction(b, a)
    assert sorted(name_interaction(a, b).split("-", 1)) == sorted((left, right))


def test_what_is_not_known_of_a_side_leaves_the_interaction_empty():
    assert name_interaction(Side(actor="A"), Side(actor="B", inter="Civilians")) == ""
    assert name_interaction(Side(), Side()) == ""


def test_states():
    states = load_states()
    assert len(states) == 250 and len({s.numeric for s in states.values() if s.numeric}) == 249
    assert (states["IRQ"].numeric, states["IRQ"].gw, states["IRQ"].acled_region) == (368, 645, "Middle East")
    assert all(len(code) == 3 and state.name and state.acled_region for code, state in states.items())
