"""Dataframes: one definition of the columns, nulls for what is unknown, and a sentence where a library is missing."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from dateline.errors import UsageError

pytest.importorskip("pyarrow", reason="the extra `tables` is not installed")
TABLES = ("events", "claims", "sources")


@pytest.mark.parametrize("table", TABLES)
def test_the_three_frames_are_the_same_table(ledger, table):
    events = ledger.events()
    arrow = events.to_arrow(table)
    assert arrow.num_rows >= 3
    frame = pytest.importorskip("pandas") and events.to_pandas(table)
    other = pytest.importorskip("polars") and events.to_polars(table)
    assert list(frame.columns) == arrow.column_names == other.columns
    assert len(frame) == arrow.num_rows == other.height
    assert other.to_arrow().cast(arrow.schema).equals(arrow)


def test_what_is_unknown_is_null_and_what_is_known_has_its_type(ledger):
    events = ledger.events()
    rows = {row["event_id"]: row for row in events.to_arrow().to_pylist()}
    assert list(rows) == [event.id for event in events]
    attack = next(row for row in rows.values() if row["type"] == "ASSAULT")
    march = next(row for row in rows.values() if row["type"] == "PROTEST")
    killed = {kind: low for kind, low, _ in ledger.events(type="ASSAULT")[0].tolls}["killed"]
    assert killed and (attack["killed_low"], march["killed_low"]) == (killed, None)
    assert attack["earliest"] == date(2024, 4, 29) and attack["latitude"] == 37.0
    frame = pytest.importorskip("pandas") and events.to_pandas()
    column = frame.set_index("event_id")["killed_low"]
    assert column[attack["event_id"]] == killed and column.isna()[march["event_id"]]


def test_no_events_are_an_empty_table_with_its_columns(ledger):
    empty = ledger.events(type="CONSULT")
    assert len(empty) == 0 and empty.to_arrow().num_rows == 0
    assert empty.to_arrow().column_names == ledger.events().to_arrow().column_names


@pytest.mark.parametrize(
    ("library", "method", "words"),
    [
        ("pyarrow", "to_arrow", r"pip install 'dateline\[tables\]'"),
        ("pandas", "to_pandas", r"pip install 'dateline\[tables\]' pandas"),
        ("polars", "to_polars", r"pip install 'dateline\[tables\]' polars"),
    ],
)
def test_a_missing_library_is_a_sentence(ledger, monkeypatch, library, method, words):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=words):
        getattr(ledger.events(), method)()


def test_a_table_that_is_none(ledger):
    with pytest.raises(UsageError, match="no table 'songs'"):
        ledger.events().to_arrow("songs")


def test_every_column_is_told_in_the_docs(ledger):
    words = (Path(__file__).parents[2] / "docs" / "python.md").read_text("utf-8")
    events = ledger.events()
    for table in TABLES:
        missing = [name for name in events.to_arrow(table).column_names if f"`{name}`" not in words]
        assert missing == [], table
