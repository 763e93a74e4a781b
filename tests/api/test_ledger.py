"""Ledger: read into it, ask it, decide, export; as a program would."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from inspect import signature
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports import first, revised

import dateline
from dateline.api._filter import Filters, make_filter, parse_moment
from dateline.errors import LedgerMissing, LedgerReadOnly, NotFound, UsageError
from dateline.ledger import Filter
from dateline.model import StatusName


def test_what_is_read_is_kept_and_linked(tmp_path, reader, texts):
    folder = tmp_path / "in"
    folder.mkdir()
    for number, text in enumerate(texts[:3]):
        (folder / f"{number}.txt").write_text(text)
    with dateline.Ledger.open(tmp_path / "new.sqlite") as ledger:
        kept = ledger.read(folder, pipeline=reader)
        assert [one.saved.is_new for one in kept] == [True] * 3
        assert len(ledger.events()) == 3 and kept[2].joined == (ledger.events(type="ASSAULT")[0].id,)
        assert [one.saved.is_new for one in ledger.read(folder / "0.txt", pipeline=reader)] == [False]
        (document, *_) = ledger.documents()
        custody = ledger.view.revisions(document.id)[0].custody[0]
        assert custody.how == "file" and ledger.view.raw(custody.raw_sha256) == texts[0].encode()


def test_events_are_in_order_of_time_and_take_filters(ledger):
    events = ledger.events()
    assert len(events) == 3 and repr(events) == "<3 events>"
    days = [event.when.earliest for event in events]
    assert days == sorted(days)
    assert [event.type for event in ledger.events(type="protest")] == ["PROTEST"]
    assert ledger.events(country="bgr")[0].where.name == "Velnik"
    assert len(ledger.events(near=(37.0, 35.0, 5))) == 1
    assert len(ledger.events(since=date(2024, 4, 30))) == 0 == len(ledger.events(until="2024-04-28"))
    assert len(ledger.events(text="bakery", limit=1)) == 1
    assert list(events[:2]) == [events[0], events[1]]


@pytest.mark.parametrize(
    "filters",
    [{"colour": "red"}, {"since": "soon"}, {"near": "here"}, {"near": (91, 0, 5)}, {"near": (1, 2)}],
)
def test_what_is_no_filter_is_told(ledger, filters):
    with pytest.raises(UsageError, match=r"There is no filter 'colour'|no day|near is"):
        ledger.events(**filters)


def test_every_filter_is_one_of_the_ledger():
    assert set(Filters.__annotations__) <= set(signature(Filter).parameters)
    made = make_filter({"since": "2024-05-01", "status": get_args(StatusName)[0], "near": (1, 2, 3), "limit": 4})
    assert made.since == date(2024, 5, 1) and made.near.km == 3 and made.limit == 4


def test_an_event_is_its_page_and_a_document_its_dossier(ledger):
    event = ledger.events(type="ASSAULT")[0]
    page = ledger.event(event.id[:7])
    assert page.id == event.id and len(page.reports) == 2 and page.tolls[0].figures
    assert ledger.dossier(page.reports[0].document).events
    assert ledger.document("https://post.example/7").publisher == "Dorrat Post"
    with pytest.raises(NotFound):
        ledger.event("0000")


def test_search_and_story(ledger):
    assert {"documents", "claims"} <= {hit.kind for hit in ledger.search("bakery")}
    assert ledger.search("submarine") == []
    story = ledger.story("bakery")
    assert [event.row.type for event in story.events] == ["ASSAULT", "COERCE"] and story.since is None
    ledger.story("bakery", note=True)
    assert ledger.story("bakery").since is not None


def test_an_earlier_moment_can_be_asked_and_not_changed(ledger):
    before = datetime.now(UTC)
    ledger.add(revised(), seen=before + timedelta(minutes=1))
    then, now = ledger.as_of(before), ledger
    event = now.events(type="ASSAULT")[0].id
    assert [t.high for t in then.event(event).tolls] != [] and len(now.event(event).tolls[0].figures) > len(
        then.event(event).tolls[0].figures
    )
    assert len(ledger.as_of("2001-01-01").events()) == 0
    for change in (lambda: then.reject(event), lambda: then.add(first()), lambda: then.match("x")):
        with pytest.raises(UsageError, match="earlier moment"):
            change()


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))
def test_moments_have_a_zone(moment):
    assert parse_moment(moment) == parse_moment(moment.isoformat(timespec="microseconds"))
    assert parse_moment(moment.date()) >= parse_moment(moment) and parse_moment(moment).tzinfo is UTC
    assert parse_moment(moment.date().isoformat()) == parse_moment(moment.date())


def test_what_a_person_decides(ledger):
    attack, walk = ledger.events(type="ASSAULT")[0].id, ledger.events(type="PROTEST")[0].id
    merged = ledger.merge(attack, walk, reason="a test")
    assert len(ledger.events()) == 2
    assert len(ledger.split(merged, "https://velnik.example/1")) == 2
    walk = ledger.events(type="PROTEST")[0].id
    ledger.reject(walk)
    assert len(ledger.events(type="PROTEST")) == 0
    ledger.accept(walk)
    assert len(ledger.events(type="PROTEST")) == 1
    assert ledger.grade("Karsum hospital", "D") >= 1
    assert {one.who for one in ledger.judgements()} == {"ann"}
    assert ledger.delete("https://velnik.example/1", reason="asked to").who == "ann"
    assert len(ledger.documents()) == 2 and ledger.verify() == []


def test_a_ledger_that_is_not_there_or_may_only_be_read(tmp_path, ledger):
    with pytest.raises(LedgerMissing):
        dateline.Ledger(tmp_path / "none.sqlite", read_only=True)
    with dateline.Ledger(ledger.name, read_only=True) as reading:
        assert len(reading.events()) == 3
        with pytest.raises(LedgerReadOnly):
            reading.add(revised())
        written = dateline.export(reading, "geojson", tmp_path / "e.geojson")
        assert written.records == 3


def test_export_writes_a_whole_file_and_tells_what_is_lost(ledger, tmp_path):
    path = tmp_path / "events.geojson"
    written = dateline.export(ledger, "geojson", path, country="TUR")
    found = json.loads(path.read_text("utf-8"))
    assert written.records == len(found["features"]) == 2 and written.path == path
    assert ledger.export("acled", str(tmp_path / "a.csv")).losses
    assert "export" in [entry.action for entry in ledger.view.audit()]
    for bad in (lambda: ledger.export("songs", path), lambda: ledger.export("geojson", tmp_path / "no" / "x")):
        with pytest.raises(UsageError):
            bad()
    assert sorted(one.name for one in tmp_path.iterdir() if "geojson" in one.name) == ["events.geojson"]


def test_a_shelf_is_laid_beside_it(ledger, tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(
        "event_id_cnty,event_date,event_type,actor1,country,location,latitude,longitude,fatalities\n"
        "T1,2024-04-29,Violence against civilians,Red Sickle,Turkey,Karsum,37.0,35.0,4\n"
    )
    assert ledger.add_shelf("auto", path).shelf.events == 1
    assert [one.row.id for one in ledger.match("rows").agreed] == ["T1"]


def test_the_names_in_the_docs_are_those_of_the_code():
    words = (Path(__file__).parents[2] / "docs" / "python.md").read_text("utf-8")
    methods = {name for name in vars(dateline.Ledger) if not name.startswith("_")}
    assert {name for name in methods if f"`{name}" not in words and f".{name}" not in words} == set()
    assert {name for name in Filters.__annotations__ if f"`{name}`" not in words} == set()


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(["type", "country", "party"])))
def test_a_filter_more_never_gives_more(ledger, chosen):
    values = {"type": "ASSAULT", "country": "TUR", "party": "sickle"}
    some = {name: values[name] for name in chosen}
    fewer = {event.id for event in ledger.events(**some)}
    for name in chosen:
        wider = {event.id for event in ledger.events(**{k: v for k, v in some.items() if k != name})}
        assert fewer <= wider
