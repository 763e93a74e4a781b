"""Tables: a document a row under the columns that the user names; bad rows are named and cost no other row."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.documents import Columns, Limits, Loaded, load, parse_columns
from dateline.documents.tables import _csv, read_csv, read_parquet
from dateline.errors import DocumentError, NotReadable, NotText, UsageError

TEXT = "The mayor said on Monday that the bridge would be closed for a week after a lorry hit it."
MAPPED = parse_columns(["text=body,title=headline", "published=date"])


def read(data: bytes, *, columns: Columns = MAPPED, mark: str | None = None, limits: Limits | None = None):
    return list(
        read_csv(
            io.BytesIO(data),
            source="rows.csv",
            columns=columns,
            limits=limits or Limits(),
            find_mark=lambda _name: mark,
        )
    )


def docs(found: list[Loaded]):
    return [one.document for one in found if one.document]


def test_a_row_is_a_document_with_its_bytes():
    data = f'headline,body,date,more\nBridge shut,"{TEXT}\nIt said ""so"".",2021-03-04,x\n'.encode()
    (found, end) = read(data)
    doc = found.document
    assert (found.source, doc.title, doc.published) == ("rows.csv:2", "Bridge shut", date(2021, 3, 4))
    assert doc.text == TEXT + '\nIt said "so".'
    assert found.raw == data.partition(b"\n")[2] and found.media_type == "text/csv" and found.issues == ()
    assert end.issues[0].message == "rows.csv: 1 rows read, 0 that could not be."


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_sign_between_columns_is_found(sign, mark):
    data = f"{mark}headline{sign}body\nA{sign}{TEXT}\n".encode()
    assert [doc.text for doc in docs(read(data, columns=parse_columns(["text=BODY", "title=Headline "])))] == [TEXT]


def test_columns_with_our_own_names_need_no_map():
    data = f"Title,TEXT,url,publisher\nA,{TEXT},https://lamp.example/1,The Lamp\n".encode()
    (doc,) = docs(read(data, columns=Columns()))
    assert (doc.title, doc.url, doc.publisher) == ("A", "https://lamp.example/1", "The Lamp")


def test_a_table_without_the_text_says_which_columns_there_are():
    with pytest.raises(NotText, match=r"--map text=COLUMN. The table has headline, body\."):
        read(b"headline,body\nA,B\n", columns=Columns())
    with pytest.raises(NotText, match="there is no column 'content' for text"):
        read(b"headline,body\nA,B\n", columns=parse_columns(["text=content"]))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("A,,2021-03-04", "the row has no text"),
        ("A,1 2 3,", "there is no letter"),
        ("A,B,C,D,E", "5 cells and the table 3 columns"),
    ],
)
def test_a_bad_row_is_named_and_the_next_is_read(row, why):
    found = read(f"headline,body,date\n{row}\nB,{TEXT},\n".encode())
    assert found[0].source == "rows.csv:2" and why in found[0].error.reason
    assert [doc.title for doc in docs(found)] == ["B"]


def test_a_quote_that_is_never_closed_costs_one_row(monkeypatch):
    rows = [f"{n},{TEXT}," for n in range(40)]
    rows[3] = f'3,"{TEXT},'
    data = ("headline,body,date\n" + "\n".join(rows) + "\n").encode()
    for most in (8_000_000, 700):  # it is seen at the end of the file, or when the row gets too long
        monkeypatch.setattr(_csv, "MOST_ROW_BYTES", most)
        found = read(data)
        assert [doc.title for doc in docs(found)] == [str(n) for n in range(40) if n != 3]
        (bad,) = (one for one in found if one.error)
        assert bad.source == "rows.csv:5" and isinstance(bad.error, NotReadable)


def test_a_row_over_the_limit_is_named(monkeypatch):
    monkeypatch.setattr(_csv, "MOST_ROW_BYTES", 1_000)
    found = read(f"headline,body,date\nA,{TEXT * 300},\nB,{TEXT},\n".encode())
    assert "over 0.001 MB" in found[0].error.reason and [doc.title for doc in docs(found)] == ["B"]


def test_cells_of_another_encoding_are_read_and_said():
    data = b"headline,body,date\nCaf\xe9,The caf\xe9 in Riverton was shut by the mayor on Monday after the flood.,\n"
    (found, _) = read(data)
    assert found.document.title == "Café" and "café" in found.document.text
    assert {issue.code for issue in found.issues} == {"encoding-guessed"}


def test_wide_characters_and_binaries_are_refused():
    with pytest.raises(NotReadable, match="UTF-16"):
        read("headline,body\nA,B\n".encode("utf-16"))
    with pytest.raises(DocumentError):
        read(b"PK\x03\x04 an office table")
    with pytest.raises(NotText):
        read(b"")
    with pytest.raises(NotText, match="no rows"):
        read(b"headline,body,date\n")


def test_a_long_article_fits_in_a_cell():
    data = f"headline,body,date\nA,{'word ' * 60_000},\n".encode()
    (found, _) = read(data)
    assert found.document is not None and "text-truncated" in [issue.code for issue in found.issues]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30), min_size=1, max_size=8
    )
)
def test_what_is_written_as_csv_is_read_from_every_mark(texts):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(["headline", "body", "date"])
    for number, text in enumerate(texts):
        writer.writerow([str(number), f"{TEXT}\n{text}", ""])
    data = stream.getvalue().encode()
    whole = read(data)
    assert [doc.title for doc in docs(whole)] == [str(n) for n in range(len(texts))]
    for number, one in enumerate(whole[:-1]):
        rest = read(data, mark=one.mark.data)
        assert [doc.text for doc in docs(rest)] == [doc.text for doc in docs(whole)[number + 1 :]]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise_but_by_name(data):
    for table in (b"body\n" + data, data):
        try:
            found = read(table, columns=parse_columns(["text=body"]))
        except DocumentError:
            continue
        assert found[-1].issues[0].code == "input-read"


def make_parquet(path: Path, rows: int, **options) -> Path:
    table = pa.table(
        {
            "headline": [f"Row {n}" for n in range(1, rows + 1)],
            "body": pa.array([f"{TEXT} It was row {n}." for n in range(1, rows + 1)]).dictionary_encode(),
            "date": [date(2021, 3, 4)] * rows,
            "other": [[1, 2]] * rows,
        }
    )
    pq.write_table(table, path, **options)
    return path


def test_parquet_rows_are_documents(tmp_path):
    found = list(load([str(make_parquet(tmp_path / "a.parquet", 3))], columns=MAPPED))
    assert [one.source for one in found[:3]] == [f"{tmp_path}/a.parquet[{n}]" for n in (1, 2, 3)]
    assert [(doc.title, doc.published) for doc in docs(found)] == [(f"Row {n}", date(2021, 3, 4)) for n in (1, 2, 3)]
    # By content too, and with times instead of days.
    table = pa.table({"text": [TEXT], "published": pa.array([1_614_852_000_000], pa.timestamp("ms"))})
    pq.write_table(table, tmp_path / "b.bin")
    (doc,) = docs(list(load([str(tmp_path / "b.bin")])))
    assert doc.published == date(2021, 3, 4)


@pytest.mark.parametrize("stop", [0, 63, 64, 149])
def test_parquet_goes_on_from_a_mark(tmp_path, stop):
    path = str(make_parquet(tmp_path / "a.parquet", 150, row_group_size=70))
    whole = list(load([path], columns=MAPPED))
    mark = whole[stop].mark
    rest = list(load([path], columns=MAPPED, find_mark={mark.name: mark.data}.get))
    assert [doc.title for doc in docs(rest)] == [f"Row {n}" for n in range(stop + 2, 151)]


def test_parquet_that_is_damaged_is_named(tmp_path):
    path = make_parquet(tmp_path / "a.parquet", 400, row_group_size=100, compression="none", use_dictionary=False)
    data = bytearray(path.read_bytes())
    at = data.index(b"It was row 130.") - 3_000
    data[at : at + 3_000] = b"\xff" * 3_000
    path.write_bytes(bytes(data))
    found = list(load([str(path)], columns=MAPPED))
    assert {f"Row {n}" for n in range(301, 401)} <= {doc.title for doc in docs(found)}
    assert any(one.error for one in found)
    path.write_bytes(bytes(data[:500]))
    (found,) = load([str(path)], columns=MAPPED)
    assert "not a Parquet file that can be read" in found.error.reason


def test_parquet_groups_that_would_fill_the_memory_are_refused(tmp_path, monkeypatch):
    from dateline.documents.tables import _parquet  # noqa: PLC0415

    path = make_parquet(tmp_path / "a.parquet", 150, row_group_size=70)
    monkeypatch.setattr(_parquet, "MOST_GROUP_BYTES", 100)
    with path.open("rb") as file:
        found = list(read_parquet(file, source="a", columns=MAPPED, limits=Limits(), find_mark=lambda _name: None))
    assert [one.source for one in found[:3]] == ["a[1-70]", "a[71-140]", "a[141-150]"]


def test_json_takes_the_same_map(tmp_path):
    row = {"headline": "A", "body": TEXT, "date": "2021-03-04", "text": "not this"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n" + json.dumps(row | {"body": None}) + "\n")
    (tmp_path / "b.json").write_text(json.dumps([row]))
    found = list(load([str(tmp_path / "a.jsonl"), str(tmp_path / "b.json")], columns=MAPPED))
    assert [(doc.title, doc.text, doc.published) for doc in docs(found)] == [("A", TEXT, date(2021, 3, 4))] * 2
    assert found[1].error is not None


def test_tables_of_a_folder_are_read_where_columns_are_named(tmp_path):
    (tmp_path / "rows.csv").write_text(f"headline,body,date\nA,{TEXT},\n")
    assert docs(list(load([str(tmp_path)]))) == []
    assert len(docs(list(load([str(tmp_path)], columns=MAPPED)))) == 1


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (["text"], "not of the form"),
        (["=x"], "not of the form"),
        (["txt=body"], "Did you mean text"),
        (["text=a,text=b"], "twice"),
    ],
)
def test_a_wrong_map_is_explained(given, why):
    with pytest.raises(UsageError, match=why):
        parse_columns(given)
