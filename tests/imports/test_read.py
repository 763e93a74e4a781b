"""Files of other data sets, as their projects write them and as they should not be."""

from __future__ import annotations

import gzip
import random
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import NotReadable, NotText, UsageError
from dateline.imports import FORMATS, BrokenRow, ForeignEvent, get_format, read_events, recognise

NAMES = ("acled", "gdelt", "icews", "polecat", "ucdp")


@pytest.mark.parametrize("name", NAMES)
def test_a_row_of_each_data_set_is_the_same_attack(files, name):
    event = files.one(name)
    assert event.types[0] == "ASSAULT" and event.shelf == "s" and event.format == name
    assert event.earliest == event.latest == date(2022, 6, 13)
    assert event.place is not None and event.place.country == "FIN" and event.place.name.startswith("Turku")
    assert (event.place.lat, event.place.lon) == (60.4515, 22.2687) and 0 < (event.place.radius_km or 0) <= 10
    assert {party.role for party in event.parties} == {"actor", "target"}
    assert dict(event.row) and any(value == "60.4515" for _, value in event.row)
    assert event.best == (4 if name in ("acled", "ucdp") else None)
    assert event.line == (1 if name == "gdelt" else 2)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_recognised_and_named_where_another_was_meant(files, name):
    path = files.write(name)
    found = recognise(path)
    assert found is not None and found.name == name
    other = next(one for one in FORMATS.values() if one.name != name)
    with pytest.raises(NotText, match=f"this looks like {found.title} and not like {other.title}"):
        list(read_events(path, other, shelf="s"))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), upper=st.booleans())
def test_neither_order_nor_case_of_columns_matters(files, columns, name, seed, upper):
    names = list(columns[name])
    random.Random(seed).shuffle(names)
    plain = files.one(name)
    path = files.write(name, columns=names, header=True)
    if upper:
        first, _, rest = path.read_text("utf-8").partition("\n")
        path.write_text(f"{first.upper()}\n{rest}", "utf-8")
    (moved,) = read_events(path, get_format(name), shelf="s")
    assert isinstance(moved, ForeignEvent)
    for field in ("id", "types", "mode", "earliest", "latest", "place", "parties", "low", "best", "high", "source"):
        assert getattr(moved, field) == getattr(plain, field)


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("acled", {"event_date": "someday"}, "which is no day"),
        ("acled", {"fatalities": "many"}, "which is no number"),
        ("acled", {"latitude": "191"}, "no point on Earth"),
        ("acled", {"event_id_cnty": ""}, "event_id_cnty is empty"),
        ("acled", {"event_type": "", "sub_event_type": ""}, "event_type is empty"),
        ("ucdp", {"date_end": "2022-06-01"}, "is before"),
        ("ucdp", {"best": "-3"}, "no number of people"),
        ("gdelt", {"EventCode": "---"}, "no CAMEO code"),
        ("icews", {"CAMEO Code": "x1"}, "no CAMEO code"),
        ("polecat", {"Event Type": ""}, "event_type is empty"),
        ("polecat", {"Latitude": "nan", "Longitude": "inf"}, "no point on Earth"),
    ],
)
def test_a_broken_row_is_named_and_ends_nothing(files, name, change, words):
    found = files.read(name, {}, change, _with_id(name, "other"))
    assert [type(one) for one in found] == [ForeignEvent, BrokenRow, ForeignEvent]
    assert words in found[1].why and found[1].line == (2 if name == "gdelt" else 3)


def _with_id(name, value):
    field = {"acled": "event_id_cnty", "ucdp": "id", "gdelt": "GLOBALEVENTID"}.get(name, "Event ID")
    return {field: value}


def test_the_same_id_twice_is_one_event(files):
    found = files.read("acled", {}, {"fatalities": "9"})
    assert isinstance(found[1], BrokenRow) and "earlier row" in found[1].why


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_any_bytes_after_the_header_are_rows_or_broken_rows(files, columns, name, data):
    path = files.write(name)
    with path.open("ab") as stream:
        stream.write(b"\n" + data)
    found = list(read_events(path, get_format(name), shelf="s"))
    assert isinstance(found[0], ForeignEvent)
    assert all(one.why for one in found if isinstance(one, BrokenRow))


def test_a_row_with_too_few_cells_and_a_quote_that_is_never_closed(files):
    path = files.write("acled")
    with path.open("a") as stream:
        stream.write('FIN13,2022-06-14\nFIN14,"never closed\n' + "x" * 200_000)
    found = list(read_events(path, get_format("acled"), shelf="s"))
    assert [found[1].why, "never closed" in found[2].why] == ["has 2 cells where there are 31 columns", True]
    assert (found[1].line, found[2].line) == (3, 4)


@pytest.mark.parametrize("packed", ["gz", "zip"])
def test_a_packed_file_is_read_as_it_is(files, packed):
    path = files.write("gdelt")
    target = path.with_name(f"20220613.export.CSV.{packed}")
    if packed == "gz":
        target.write_bytes(gzip.compress(path.read_bytes()))
    else:
        with zipfile.ZipFile(target, "w") as archive:
            archive.write(path, "20220613.export.CSV")
    (event,) = read_events(target, get_format("gdelt"), shelf="s")
    assert isinstance(event, ForeignEvent) and event.id == "77"


def test_gdelt_of_the_first_version_and_polecat_with_a_headline_in_latin_1(files, columns):
    old = [name for name in columns["gdelt"] if not name.endswith("ADM2Code")]
    for names in (old, old[:-1]):
        (event,) = files.read("gdelt", columns=names)
        assert event.types[0] == "ASSAULT" and event.place.name == "Turku"
    names = [*columns["polecat"][:5], "Headline", *columns["polecat"][5:]]
    path = files.write("polecat", {"Headline": "Explosion à Turku"}, columns=names)
    path.write_bytes(path.read_text("utf-8").encode("latin-1"))
    (event,) = read_events(path, get_format("polecat"), shelf="s")
    assert event.headline == "Explosion à Turku" and event.mode == "suicide-attack"


def test_the_hashtags_of_hxl_and_a_byte_order_mark_are_passed_over(files):
    path = files.write("acled")
    first, _, rest = path.read_text("utf-8").partition("\n")
    tags = ",".join(["#event+code", "#date"] + [""] * 29)
    path.write_text(f"\ufeff{first}\n{tags}\n{rest}", "utf-8")
    (event,) = read_events(path, get_format("acled"), shelf="s")
    assert event.id == "FIN12"


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", NotText, "empty"),
        (b"a,b\n1,2\n", NotText, "does not look like ACLED"),
        (b"\xff\xfea\x00", NotText, "UTF-16"),
        (b"\x00\x01\x02", NotText, "binary"),
        (b"\x1f\x8bbroken", NotReadable, "cannot be read"),
        (b"PK\x03\x04broken", NotReadable, "cannot be read"),
        (b"GLOBALEVENTID,MentionIdentifier\n", NotText, "GDELT mentions"),
    ],
)
def test_what_is_no_such_file_is_told_in_a_sentence(tmp_path, content, error, words):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(error, match=words):
        list(read_events(path, get_format("acled"), shelf="s"))


def test_a_file_that_is_not_there_and_a_format_that_is_none(tmp_path):
    with pytest.raises(NotReadable, match="No such file"):
        recognise(tmp_path / "none.csv")
    with pytest.raises(NotReadable, match="folder"):
        recognise(tmp_path)
    with pytest.raises(UsageError, match="did you mean acled"):
        get_format("aclde")
