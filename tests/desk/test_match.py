"""A shelf laid beside the ledger: what both have, where they differ, what one of them lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec
import pytest
from foreign import make_row
from reports import coded, first, march, other

from dateline import desk
from dateline.desk import add_shelf, ingest, match, read_shelf
from dateline.errors import NotFound, NotText
from dateline.exports import get_format
from dateline.imports import ForeignEvent
from dateline.ledger import Filter


@pytest.fixture
def filled(ledger):
    for dossier in (first(), march(), other()):
        ingest(ledger, coded(dossier))
    return ledger


def put_up(ledger, *rows, format="acled"):
    ledger.shelves.add(
        [msgspec.json.encode(row) for row in rows], name="s", format=format, source="rows.csv", sha256="", who="ann"
    )


def test_a_row_of_what_we_have_agrees(filled):
    put_up(filled, make_row("attack"), make_row("march"))
    report = match(filled, "s")
    assert [(one.row.id, one.event.type) for one in report.agreed] == [("attack", "ASSAULT"), ("march", "PROTEST")]
    assert report.differing == report.missing_here == ()
    assert {slot.slot: slot.verdict for slot in report.agreed[0].slots} == {
        "type": "same", "when": "same", "where": "same", "killed": "same", "parties": "same",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "slot", "theirs", "ours"),
    [
        ({"low": 9, "best": 9, "high": 9}, "killed", "9", "4"),
        ({"earliest": date(2024, 5, 1), "latest": date(2024, 5, 1)}, "when", "2024-05-01", "2024-04-29"),
    ],
)
def test_what_differs_is_told_with_both_values(filled, change, slot, theirs, ours):
    put_up(filled, replace(make_row("attack"), **change))
    (pair,) = match(filled, "s").differing
    assert [(one.slot, one.theirs) for one in pair.differs] == [(slot, theirs)] and ours in pair.differs[0].ours


def test_another_place_differs_with_how_far(filled):
    row = make_row("attack")
    put_up(filled, replace(row, place=replace(row.place, name="Upper Ford", lat=37.3)))
    (pair,) = match(filled, "s").differing
    assert [one.slot for one in pair.differs] == ["where"] and "km off" in pair.differs[0].ours


def test_any_of_our_reports_may_agree(filled):
    for killed in (2, 4):
        put_up(filled, replace(make_row("attack"), low=killed, best=killed, high=killed))
        assert [one.row.id for one in match(filled, "s").agreed] == ["attack"]


def test_what_is_unknown_never_differs(filled):
    row = replace(make_row("attack"), low=None, best=None, high=None, earliest=None, latest=None, parties=(), types=())
    put_up(filled, row)
    report = match(filled, "s", least=0.0)
    assert not report.differing and len(report.agreed) == 1


def test_what_one_of_them_lacks(filled):
    stranger = make_row("march")
    put_up(
        filled, replace(stranger, id="x", place=replace(stranger.place, name="Tannis", lat=47.0)), make_row("attack")
    )
    report = match(filled, "s")
    assert [row.id for row in report.missing_here] == ["x"]
    assert [one.row.id for one in report.agreed] == ["attack"]
    # All that was taken in by hand has no code of ACLED; of UCDP's it would be what killed.
    assert report.missing_there == () and sum(report.left_out.values()) == 2
    put_up(
        filled,
        make_row("march"),
        replace(stranger, id="y", place=replace(stranger.place, country="TUR")),
        format="ucdp",
    )
    assert [event.type for event in match(filled, "s").missing_there] == ["ASSAULT"]


def test_a_filter_counts_for_both_sides(filled):
    put_up(filled, make_row("attack"), make_row("march"))
    report = match(filled, "s", Filter(country="BGR"))
    assert (report.rows, report.events) == (1, 1) and report.agreed[0].row.id == "march"
    assert match(filled, "s", Filter(since=date(2024, 5, 9))).rows == 0
    assert match(filled, "s", Filter(type="PROTEST", party="dockers")).rows == 1


def test_a_rejected_event_is_nobodys(filled):
    event = next(iter(filled.view().linked(Filter(type="PROTEST"))))
    desk.accept(filled, event.id, who="ann", wrong=True)
    put_up(filled, make_row("march"))
    assert len(match(filled, "s").missing_here) == 1


def test_an_empty_shelf_and_one_that_is_not_there(filled):
    put_up(filled)
    assert match(filled, "s").rows == 0
    with pytest.raises(NotFound, match="no shelf 'none'"):
        match(filled, "none")


def test_a_file_is_put_up_as_it_is_and_read_again(filled, tmp_path):
    path = tmp_path / "tur.csv"
    path.write_text(
        "event_id_cnty,event_date,event_type,actor1,country,location,latitude,longitude,fatalities\n"
        "T1,2024-04-29,Battles,Red Sickle,Turkey,Karsum,37.0,35.0,2\n"
        "T2,never,Battles,Red Sickle,Turkey,Karsum,37.0,35.0,2\n"
    )
    added = add_shelf(filled, "auto", path)
    assert (added.shelf.name, added.shelf.format, added.shelf.events, added.shelf.broken) == ("tur", "acled", 1, 1)
    assert added.broken[0].line == 3 and added.shelf.since == date(2024, 4, 29)
    (event,) = read_shelf(filled, "tur")
    assert isinstance(event, ForeignEvent) and event.id == "T1"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(NotText, match="none of the data sets"):
        add_shelf(filled, "auto", path)


def write_out(ledger, name, path):
    losses = []
    with path.open("wb") as out:
        done = desk.export(
            ledger,
            get_format(name),
            out,
            note=losses.append,
            made=datetime(2024, 6, 1, tzinfo=UTC),
            program="test",
            who="ann",
        )
    return done


@pytest.mark.parametrize("name", ["acled", "ucdp-ged", "gdelt-events", "polecat"])
def test_what_is_exported_and_put_up_again_agrees(filled, tmp_path, name):
    recode_all(filled)
    path = tmp_path / f"{name}.csv"
    done = write_out(filled, name, path)
    assert done.records
    added = add_shelf(filled, name, path)
    assert (added.shelf.events, added.broken) == (done.records, ())
    report = match(filled, added.shelf.name)
    assert len(report.agreed) == done.records
    assert report.differing == report.missing_here == report.missing_there == ()


def recode_all(ledger):
    """Gives the events the codes that a reader would: the reports of `reports.py` have those of an attack."""
    from dateline.ontology import Ontology  # noqa: PLC0415

    ontology = Ontology.load()

    def with_codes(dossier):
        events = tuple(
            replace(
                event,
                codes=ontology.codes(
                    event.type, event.mode, killed=True if event.casualties else None,
                    actor_sectors=[p.sector for p in event.actors], target_sectors=["CVL" for _ in event.targets],
                ),
                targets=tuple(replace(party, sector="CVL") for party in event.targets),
            )
            for event in dossier.events
        )  # fmt: skip
        return replace(dossier, events=events, coder=replace(dossier.coder, reader="newer"))

    for dossier in (first(), march(), other()):
        ingest(ledger, coded(with_codes(dossier)))
