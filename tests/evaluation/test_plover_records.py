"""Types, countries and events too many, over small sentences of our own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UsageError
from dateline.evaluation import Result, run
from dateline.evaluation._plover_records import PloverActor, PloverRecord, compare, score_plover_records
from dateline.model import Coder, Codes, Document, Dossier, Event, Evidence, Party

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.model import Issue

CODES = Codes(plover="AGREE", cameo=None, acled_event_type=None, acled_sub_event_type=None, quad=1, goldstein=0.0)


def party(country: str = "", sector: str = "GOV") -> Party:
    evidence = Evidence(start=0, end=1, quote="x")
    return Party(name=country, actor_id=None, country=country, sector=sector, evidence=evidence, confidence=1.0)


def event(kind: str, actors: Sequence[Party] = (), targets: Sequence[Party] = ()) -> Event:
    return Event(
        id="e1", type=kind, mode="", realis="actual", ground="main", summary="", confidence=0.9, mentions=(), when=None,
        where=(), actors=tuple(actors), targets=tuple(targets), weapon=None, casualties=None, claims=(), relations=(),
        codes=CODES,
    )  # fmt: skip


def record(kind: str, source: str, target: str = "", text: str = "Norway warned Chad.") -> PloverRecord:
    sides = [tuple(PloverActor(code=code) for code in side.split()) for side in (source, target)]
    return PloverRecord(id="r1", text=text, event=kind, date="2000-01-01", source=sides[0], target=sides[1])


def figures(wanted: PloverRecord, *events: Event) -> dict[str, float]:
    return dict(compare([(wanted, events)]).figures)


def is_placed(wanted: PloverRecord, *events: Event) -> bool:
    return figures(wanted, *events)["type_and_countries_accuracy"] == 100


@pytest.mark.parametrize(
    ("old", "new"), [("DEMAND", "REQUEST"), ("FIGHT", "ASSAULT"), ("INVESTIGATE", "ACCUSE"), ("AID", "AID")]
)
def test_old_names_of_types_count_as_the_new_ones(old: str, new: str) -> None:
    assert figures(record(old, "NOR"), event(new))["type_accuracy"] == 100


def test_conceding_and_retreating_are_two_types_here() -> None:
    assert figures(record("CONCEDE", "NOR"), event("RETREAT"))["type_accuracy"] == 0


def test_each_side_has_its_countries() -> None:
    wanted = record("THREATEN", "NOR", "TCD")
    assert is_placed(wanted, event("THREATEN", [party("NOR")], [party("FJI"), party("TCD")]))
    assert not is_placed(wanted, event("THREATEN", [party("TCD")], [party("NOR")]))
    assert not is_placed(wanted, event("THREATEN", [party("NOR")]))


def test_type_and_countries_are_of_one_event() -> None:
    wanted = record("THREATEN", "NOR", "TCD")
    found = figures(wanted, event("AID", [party("NOR")], [party("TCD")]), event("THREATEN", [party("NOR")]))
    assert (found["type_accuracy"], found["type_and_countries_accuracy"]) == (100, 0)


def test_two_sources_without_a_target_did_it_together() -> None:
    wanted = record("AGREE", "NOR TCD")
    assert is_placed(wanted, event("AGREE", [party("TCD"), party("NOR")]))
    assert is_placed(wanted, event("AGREE", [party("TCD")], [party("NOR")]))
    assert not is_placed(wanted, event("AGREE", [party("TCD")]))


def test_mutual_acts_have_no_order_of_sides() -> None:
    assert is_placed(record("CONSULT", "NOR", "TCD"), event("CONSULT", [party("TCD"), party("NOR")]))


def test_two_parties_of_one_country_are_two() -> None:
    wanted = record("AGREE", "NOR", "NOR")
    assert not is_placed(wanted, event("AGREE", [party("NOR")], [party("NOR")]))
    assert is_placed(wanted, event("AGREE", [party("NOR")], [party("NOR", "OPP")]))


def test_bodies_without_a_country() -> None:
    assert is_placed(record("AID", "IGO"), event("AID", [party("", "IGO")]))
    assert not is_placed(record("AID", "IGO"), event("AID", [party("NOR", "IGO")]))
    assert not is_placed(record("AID", "IGO"), event("AID", [party()]))


def test_a_target_of_plain_words_asks_for_nothing() -> None:
    wanted = PloverRecord(id="r", text="x", event="AID", source=(PloverActor(code="JAP"),), target="food")
    assert is_placed(wanted, event("AID", [party("JPN")]))


def test_events_too_many_are_counted_by_sentence() -> None:
    answers = [(record(kind, "NOR"), [event("AID"), event("AID"), event("PROTEST")]) for kind in ("AID", "REJECT")]
    found = compare(answers).figures
    assert (found["extra_events_per_record"], found["unmatched_events_per_record"]) == (0.5, 0.5)


@given(st.lists(st.sampled_from(["AID", "AGREE", "REJECT"]), max_size=5))
def test_shares_are_ordered_and_extras_are_never_negative(kinds: list[str]) -> None:
    found = figures(record("AID", "NOR"), *(event(kind, [party("NOR")]) for kind in kinds))
    assert found["type_and_countries_accuracy"] <= found["type_accuracy"]
    assert found["extra_events_per_record"] == max(0, len(kinds) - 1)


class Reader:
    """Reads every sentence as one threat; keeps the documents."""

    def __init__(self) -> None:
        self.documents: list[Document] = []

    def read(self, document: Document, *, issues: Sequence[Issue] = ()) -> Dossier:
        self.documents.append(document)
        coder = Coder(name="t", version="1", reader="t", ontology="1")
        return Dossier(document=document, coder=coder, events=(event("THREATEN", [party("NOR")]),), issues=())


def line(**values: object) -> str:
    row = {"id": "r1", "text": "Norway warned Chad.", "event": "THREATEN", "date": "2000-01-01"}
    return json.dumps(row | {"source": [{"code": "NOR", "actorText": "Norway"}]} | values)


def test_a_sentence_is_read_once_and_the_filler_is_no_date(tmp_path: Path) -> None:
    rows = (line(), line(id="r2"), line(id="r3", text="Norway warns again.", date="2015-03-04"))
    (tmp_path / "dev.jsonl").write_text("\n".join(rows))
    reader = Reader()
    result = run("plover-records", tmp_path, lambda: reader)
    assert isinstance(result, Result)
    assert (result.items, result.figures["type_and_countries_accuracy"]) == (3, 100)
    assert [str(document.published) for document in reader.documents] == ["None", "2015-03-04"]


@pytest.mark.parametrize(("values", "message"), [({"event": "SING"}, "SING"), ({"date": "May"}, "no date")])
def test_what_is_no_record_is_refused(tmp_path: Path, values: dict[str, str], message: str) -> None:
    (tmp_path / "dev.jsonl").write_text(line(**values))
    with pytest.raises(UsageError, match=message):
        score_plover_records(tmp_path, Reader().read)
