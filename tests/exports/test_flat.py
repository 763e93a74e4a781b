"""The flat formats, read by what others wrote: pandas, pyarrow, libhxl, geojson-pydantic."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

import hxl
import pandas as pd
import pytest
from geojson_pydantic import FeatureCollection, Point
from hypothesis import given
from hypothesis import strategies as st
from ledgers import HOSTILE, Material, Written, check_golden
from pyarrow import parquet

from dateline.exports import FORMATS, get_format
from dateline.exports._claim import COLUMNS as CLAIM_COLUMNS
from dateline.exports._csv import FORMULA, clean_text, guard_text, write_cell, write_rows
from dateline.exports._event import COLUMNS as EVENT_COLUMNS
from dateline.exports._flat import flatten, settle
from dateline.exports._hxl import TAGS
from dateline.exports._source import COLUMNS as SOURCE_COLUMNS

TABLES = {"events": EVENT_COLUMNS, "claims": CLAIM_COLUMNS, "sources": SOURCE_COLUMNS}
FLAT = ("acled", "csv-claims", "csv-events", "csv-sources", "geojson", "hxl", "ucdp-ged")


def rows(written: Written) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.data.decode())))


@pytest.mark.parametrize("name", FLAT)
def test_golden(material: Material, name: str):
    written = material.write(get_format(name))
    check_golden(f"{name}{get_format(name).suffix}", written.data)


@pytest.mark.parametrize("name", [*FLAT, *(f"parquet-{table}" for table in TABLES)])
def test_the_same_ledger_gives_the_same_bytes(material: Material, name: str):
    assert material.write(get_format(name)).data == material.write(get_format(name)).data


@pytest.mark.parametrize("name", FLAT)
def test_no_event_is_a_file_with_its_head_only(material: Material, name: str):
    written = material.write(get_format(name), ())
    assert written.count == 0 and all(loss.event == "" for loss in written.losses)
    if name != "geojson":
        assert len(list(csv.reader(io.StringIO(written.data.decode())))) == (2 if name == "hxl" else 1)


@pytest.mark.parametrize("table", TABLES)
def test_pandas_reads_each_column_as_its_kind(material: Material, table: str):
    kinds = {"text": "string", "integer": "Int64", "number": "Float64", "truth": "boolean"}
    data = material.write(get_format(f"csv-{table}")).data
    columns = TABLES[table]
    frame = pd.read_csv(
        io.BytesIO(data),
        dtype={c.name: kinds[c.kind] for c in columns if c.kind in kinds},
        parse_dates=[c.name for c in columns if c.kind in ("day", "time")],
    )
    assert list(frame.columns) == [column.name for column in columns]
    assert all(pd.api.types.is_datetime64_any_dtype(frame[c.name]) for c in columns if c.kind in ("day", "time"))
    assert len(frame) == material.write(get_format(f"csv-{table}")).count > 0


@pytest.mark.parametrize("table", TABLES)
def test_parquet_says_what_csv_says(material: Material, table: str):
    written = material.write(get_format(f"parquet-{table}"))
    found = parquet.read_table(io.BytesIO(written.data))
    lines = rows(material.write(get_format(f"csv-{table}")))
    assert found.num_rows == written.count == len(lines)
    for record, line in zip(found.to_pylist(), lines, strict=True):
        # The same but for the guard of spreadsheets and for white space.
        assert {name: write_cell(cell) for name, cell in record.items()} == line
    assert written.losses == material.write(get_format(f"csv-{table}")).losses


def test_a_parquet_file_without_pyarrow_says_what_is_missing(material: Material, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(Exception, match=r"dateline\[tables\]"):
        material.write(get_format("parquet-events"))


def test_events_say_what_is_borne_out_best_and_nothing_that_is_not_known(material: Material):
    line = {row["event_id"]: row for row in rows(material.write(get_format("csv-events")))}
    market = line[material.find("bomb").linked.id]
    assert (market["killed_low"], market["killed_high"], market["injured_low"]) == ("9", "9", "11")
    assert market["place"] == "Nakuru" and market["country"] == "KEN" and market["reports"] == "3"
    helicopters = line[material.find("helicopters").linked.id]
    assert helicopters["killed_low"] == helicopters["killed_high"] == "" and helicopters["disputed"] == "event"
    assert helicopters["link"] == f"https://desk.example/event/{helicopters['event_id']}"


def test_a_toll_is_a_figure_that_some_report_gives(material: Material):
    for told in material.told:
        flat = flatten(told)
        for toll in flat.page.tolls:
            found = settle(flat, toll.kind)
            assert found and any({*found} & {f.low, f.high} - {None} for f in toll.figures)


def test_claims_are_the_words_of_the_text(material: Material):
    found = rows(material.write(get_format("csv-claims")))
    for row in found:
        words = material.view.text(row["revision_id"])[int(row["start"]) : int(row["end"])]
        assert clean_text(words) == row["quote"].removeprefix("'")
    denied = [row for row in found if row["stance"] == "denies"]
    assert {row["source"] for row in denied} >= {"defence ministry"} and all(row["origin_id"] for row in denied)
    hospital = next(row for row in found if row["source"] == "Karsum hospital")
    assert hospital["grade"] == "B"
    wire = [row for row in found if row["origin_how"] == "agency copy"]
    assert len({row["origin_id"] for row in wire}) == 1 and len({row["document_id"] for row in wire}) == 5


def test_sources_tell_texts_that_were_replaced_apart(material: Material):
    found = rows(material.write(get_format("csv-sources")))
    karsum = [row for row in found if row["url"] == "https://herald.example/karsum"]
    assert [row["counts"] for row in karsum] == ["true", "false"]
    assert all(urlsplit(row["url"]).scheme in ("", "http", "https") for row in found)


def test_geojson_is_valid_and_has_no_point_for_a_country(material: Material):
    written = material.write(get_format("geojson"))
    collection = FeatureCollection.model_validate_json(written.data)
    assert len(collection.features) == written.count == len(material.told)
    by_level = {f.properties["level"]: f for f in collection.features if f.properties}
    assert by_level["country"].geometry is None
    city = by_level["city"]
    assert isinstance(city.geometry, Point) and city.properties["precision_km"] > 0
    for feature in collection.features:
        if feature.geometry is not None:
            lon, lat = feature.geometry.coordinates[:2]
            assert -180 <= lon <= 180 and -90 <= lat <= 90
        else:
            assert "null" in written.why(str(feature.id), "geometry")


def test_hxl_is_read_by_its_own_library(material: Material):
    written = material.write(get_format("hxl"))
    source = hxl.data(hxl.make_input(io.BytesIO(written.data), hxl.InputOptions(allow_local=True)))
    assert [column.display_tag for column in source.columns] == [tag for _, tag in TAGS]
    assert [column.header for column in source.columns] == [header for header, _ in TAGS]
    found = list(source)
    assert len(found) == written.count
    market = next(row for row in found if row.get("#event+code") == material.find("bomb").linked.id)
    assert market.get("#affected+killed+max") == "9" and market.get("#country+code") == "KEN"
    assert hxl.validate(hxl.data(hxl.make_input(io.BytesIO(written.data), hxl.InputOptions(allow_local=True))))


def test_what_is_left_out_is_noted(material: Material):
    written = material.write(get_format("csv-events"))
    helicopters = material.find("helicopters").linked.id
    assert "denied" in written.why(helicopters, "dispute: event")
    assert any(loss.event == "" and loss.field == "claims" for loss in written.losses)


@pytest.mark.parametrize("name", [name for name in FLAT if name != "geojson"])
def test_no_cell_of_a_hostile_text_is_a_formula_or_a_line_of_its_own(hostile_material: Material, name: str):
    written = hostile_material.write(get_format(name))
    lines = written.data.decode().split("\r\n")
    found = list(csv.reader(io.StringIO(written.data.decode())))
    assert len(found) == len(lines) - 1 == written.count + (2 if name == "hxl" else 1)
    for cell in (cell for row in found for cell in row):
        assert not cell.startswith(FORMULA) or _is_number(cell), cell


def test_geojson_of_a_hostile_text_is_valid(hostile_material: Material):
    written = hostile_material.write(get_format("geojson"))
    (feature,) = json.loads(written.data)["features"]
    assert feature["properties"]["summary"] == HOSTILE
    FeatureCollection.model_validate_json(written.data)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@given(st.text(max_size=60))
def test_a_guarded_text_is_never_a_formula_and_loses_no_word(text: str):
    guarded = guard_text(text)
    assert not guarded.startswith(FORMULA)
    assert guarded.removeprefix("'") == clean_text(text).removeprefix("'")
    assert "\n" not in guarded and "\r" not in guarded and "\0" not in guarded


@given(
    st.lists(
        st.one_of(
            st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.dates(),
            st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
        ),
        min_size=2, max_size=5,
    )
)  # fmt: skip
def test_a_row_is_read_as_it_was_written(cells: list):
    out = io.BytesIO()
    write_rows([], [tuple(cells)], out)
    (found,) = csv.reader(io.StringIO(out.getvalue().decode()))
    assert found == [write_cell(cell) for cell in cells]


def test_cells():
    at = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
    assert write_cell(at) == "2024-05-01T12:30:00Z"
    assert (write_cell(date(2024, 5, 1)), write_cell(-71.6), write_cell(Decimal("-71.6000"))) == (
        "2024-05-01", "-71.6", "-71.6000",
    )  # fmt: skip
    assert write_cell("-71.6") == "'-71.6" and write_cell('=HYPERLINK("x")') == '\'=HYPERLINK("x")'
    assert write_cell(" \t=1") == "'=1" and write_cell("a\u202eb\nc") == "ab c"


def test_an_unknown_format_is_told_with_the_nearest():
    with pytest.raises(Exception, match=r"did you mean .*csv-events"):
        get_format("csv-event")
    assert all(format.name == name and format.suffix.startswith(".") for name, format in FORMATS.items())
