from __future__ import annotations

import io

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from ledgers import Material

from dateline.exports import get_format
from dateline.exports._tab import clean, tab_line

# formats.md, section 5.
HEADER = (
    "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, Actor COW, "
    "Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, Recipient Country, "
    "Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name Raw, Wikipedia Recipient ID, "
    "Placename, City, District, Province, Country, Latitude, Longitude, GeoNames ID, Raw Placename, Feature Type, Source, "
    "Publication Date, Story People, Story Organizations, Story Locations, Language, Version"
).split(", ")


def read(data: bytes) -> pd.DataFrame:
    kinds = dict.fromkeys(("Intensity", "Latitude", "Longitude"), "Float64") | {"GeoNames ID": "Int64"}
    return pd.read_csv(
        io.BytesIO(data), sep="\t", dtype={name: kinds.get(name, "string") for name in HEADER}, parse_dates=["Event Date"],
    )  # fmt: skip


def test_pandas_reads_forty_columns_with_their_kinds(material: Material):
    written = material.write(get_format("polecat"))
    frame = read(written.data)
    assert list(frame.columns) == HEADER and len(HEADER) == 40 and len(frame) == written.count
    assert set(frame["Quad Code"]) <= {
        "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"
    }  # fmt: skip
    assert frame["Event Date"].dt.year.min() >= 2019


def test_sides_countries_and_numbers_of_states_stay_in_step(material: Material):
    frame = read(material.write(get_format("polecat")).data).set_index("Event ID")
    strike = frame.loc[material.find("(drone), Canada, 2023-03-10, 5 killed").linked.id]
    assert strike["Recipient Name"].split(";") == ["general", "Ramiro Ostalaza", "Nicanor Beltrame"]
    assert strike["Recipient Country"].split(";") == ["CAN", "CAN", "PER"]
    assert strike["Recipient COW"].split(";") == ["20", "20", "135"]
    assert strike["Recipient Sectors"] == "MIL;REB" and strike["Primary Recipient Sector"] == "MIL"


def test_what_is_not_known_is_empty_and_noted(material: Material):
    written = material.write(get_format("polecat"))
    bomb = material.find("Nakuru").linked.id
    row = read(written.data).set_index("Event ID").loc[bomb]
    assert pd.isna(row["Actor Name"]) and pd.isna(row["Actor COW"]) and row["City"] == "Nakuru"
    assert "killed: 9" in written.why(bomb, "tolls") and "origins" in written.why(bomb, "claims")


@given(st.lists(st.one_of(st.none(), st.text(), st.integers(), st.floats(allow_nan=False)), min_size=1, max_size=6))
def test_any_values_are_one_line_of_as_many_cells(values):
    line = tab_line(values).decode()
    assert line.endswith("\n") and line.count("\n") == 1 and len(line[:-1].split("\t")) == len(values)
    assert '"' not in line and "\r" not in line


@given(st.text())
def test_clean_text_is_what_xml_takes(text):
    from lxml import etree  # noqa: PLC0415

    element = etree.Element("a")
    element.text = clean(text)
    assert clean(clean(text)) == clean(text) and len(clean(text)) == len(text)
