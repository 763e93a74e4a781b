"""What the codes of each data set mean: types, days, places, sides and the dead, as its codebook has them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.imports._country import code_of_fips, code_of_name
from dateline.imports._meaning import read_acled, read_cameo, read_plover
from dateline.ontology import Ontology

ONTOLOGY = Ontology.load()


@pytest.mark.parametrize("event_type", sorted(ONTOLOGY.acled))
def test_every_sub_event_type_of_acled_has_a_meaning_but_other(event_type):
    for sub in ONTOLOGY.acled[event_type]:
        meaning = read_acled(event_type, sub)
        assert bool(meaning.types) == (sub != "Other")
        assert all(kind in ONTOLOGY.event_types for kind in meaning.types)
        assert meaning.mode == "" or meaning.mode in ONTOLOGY.event_types[meaning.types[0]].modes


def test_every_code_of_cameo_but_statements_has_a_meaning():
    assert {code[:2] for code in ONTOLOGY.cameo if not read_cameo(code).types} == {"01"}
    assert not any(read_cameo(code).types for code in ONTOLOGY.cameo if code.startswith("01"))


@given(
    st.sampled_from(sorted(ONTOLOGY.event_types)),
    st.sampled_from(["", "drone", "arrest", "demo", "visit", "ceasefire"]),
)
def test_what_the_crosswalk_gives_can_be_read_backwards(kind, mode):
    mode = mode if mode in ONTOLOGY.event_types[kind].modes else ""
    codes = ONTOLOGY.codes(kind, mode, actor_sectors=("MIL",), target_sectors=("CVL",))
    assert read_plover(*((codes.plover.partition("/")[0]), codes.plover.partition("/")[2])).types in ((kind,), ())
    if codes.cameo:
        assert kind in read_cameo(codes.cameo).types
    if codes.acled_event_type:
        assert kind in read_acled(codes.acled_event_type, codes.acled_sub_event_type or "").types


@pytest.mark.parametrize(
    ("type", "sub", "types", "mode"),
    [
        ("Battles", "Armed clash", ("ASSAULT",), ""),
        ("Strategic developments", "Arrests", ("COERCE",), "arrest"),
        ("Strategic developments", "Other", (), ""),
        ("Riots/Protests", "", ("PROTEST", "ASSAULT"), ""),
        ("battles", "ARMED CLASH", ("ASSAULT",), ""),
        ("Songs", "", (), ""),
    ],
)
def test_types_of_acled(type, sub, types, mode):
    assert (read_acled(type, sub).types, read_acled(type, sub).mode) == (types, mode)


@pytest.mark.parametrize(
    ("given_", "types"), [("190", "ASSAULT"), ("0233", "REQUEST"), ("173", "COERCE"), ("010", None), ("x", None)]
)
def test_codes_of_cameo(given_, types):
    assert read_cameo(given_).types[:1] == ((types,) if types else ())


def test_modes_of_older_manuals():
    assert read_plover("assault", "heavy_weapons").mode == "heavy-weapons"
    assert read_plover("ASSAULT", "assassinate").mode == "targeted"
    assert read_plover("SONG", "").types == ()


def test_fatalities_of_0_are_unknown_to_acled_and_a_figure_to_ucdp(files):
    acled = files.one("acled", fatalities="0")
    assert (acled.low, acled.best, acled.high) == (None, None, None) and ("fatalities", "0") in acled.row
    ucdp = files.one("ucdp", low="0", best="0", high="5")
    assert (ucdp.low, ucdp.best, ucdp.high) == (0, 0, 5)


@pytest.mark.parametrize(
    ("code", "earliest", "latest"),
    [("1", (13, 6), (13, 6)), ("2", (10, 6), (16, 6)), ("3", (1, 6), (30, 6)), ("", (13, 6), (13, 6))],
)
def test_days_of_acled_are_as_wide_as_their_precision(files, code, earliest, latest):
    event = files.one("acled", time_precision=code)
    assert event.earliest == date(2022, *earliest[::-1]) and event.latest == date(2022, *latest[::-1])


@pytest.mark.parametrize(
    ("code", "level", "is_spot"),
    [("1", "city", True), ("4", "province", True), ("6", "country", False), ("7", "sea", False)],
)
def test_places_of_ucdp_are_as_wide_as_their_precision(files, code, level, is_spot):
    place = files.one("ucdp", where_prec=code).place
    assert place.level == level and (place.lat is not None) == is_spot == (place.radius_km is not None)


def test_a_side_that_ucdp_does_not_know_is_nobody(files):
    assert [party.name for party in files.one("ucdp", side_a="XXX1").parties] == ["Civilians"]


@pytest.mark.parametrize("code", ["8", "External/Other forces", "1", "State forces"])
def test_sides_of_acled_as_text_or_number(files, code):
    assert files.one("acled", inter1=code).parties[0].sector == "MIL"
    assert files.one("acled", inter1=code, actor1="Police Forces of Finland (2011-)").parties[0].sector == "COP"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia (Soviet Union)", "RUS"), ("DR Congo (Zaire)", "COD"), ("Yemen (North Yemen)", "YEM"),
        ("Myanmar (Burma)", "MMR"),
        ("Cambodia (Kampuchea)", "KHM"), ("Bosnia-Herzegovina", "BIH"), ("Ivory Coast", "CIV"), ("Turkey", "TUR"),
        ("Nowhere", ""),
    ],
)  # fmt: skip
def test_countries_by_name(name, code):
    assert code_of_name(name) == code


@pytest.mark.parametrize(("fips", "code"), [("UP", "UKR"), ("IZ", "IRQ"), ("GM", "DEU"), ("CH", "CHN"), ("xx", "")])
def test_countries_by_the_codes_that_gdelt_writes(fips, code):
    assert code_of_fips(fips) == code
