from __future__ import annotations

import pandas as pd
from ledgers import Material, Written, as_lines

from dateline.exports import get_format
from dateline.exports._plover import INTERNATIONAL
from dateline.model.label import MODES

# The fields of the manual, as formats.md lists them.
RECORD = set(
    "id has_event date time enddate endtime actor recipient event event_loc event_text quad_code event_scale mode context link "
    "text text_info cite_info coder coded_date coded_time comment size".split()
)
ENTITY = set("code sector entity_text identifier_id identifier_text religion ethnicity office gender age".split())
PLACE = set(
    "extracted_place resolved_place geonameid lat lon city district province country country_code feature_class feature_code "
    "resolution".split()
)
CITE = set("corpus citation url title language publication license copyright coder codebook version".split())
QUADS = {
    1: "AGREE CONSULT SUPPORT CONCEDE", 2: "COOPERATE AID RETREAT", 3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}  # fmt: skip
SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
AUXILIARY = {"historical", "future", "hypothetical", "negation"}


def written(material: Material) -> Written:
    return material.write(get_format("plover"))


def test_each_record_has_the_fields_of_the_manual_and_no_other(material: Material):
    records = as_lines(written(material).data)
    assert len(records) == written(material).count > 10
    for record in records:
        assert set(record) <= RECORD and {"id", "date", "actor", "event"} <= set(record)
        for entity in [*record["actor"], *record["recipient"]]:
            assert set(entity) <= ENTITY
            assert entity["sector"] in SECTORS or entity["code"] in INTERNATIONAL
        assert set(record.get("event_loc", {})) <= PLACE and set(record["cite_info"]) <= CITE
        assert set(record.get("size", {})) <= {"dead", "injured", "arrested"}


def test_codes_are_those_of_the_manual(material: Material):
    for record in as_lines(written(material).data):
        (event,) = record["event"]
        assert event in QUADS[record["quad_code"]].split()
        assert set(record["mode"]) <= {*MODES.get(event, ()), *AUXILIARY}


def test_pandas_reads_it_with_its_dates(material: Material):
    frame = pd.DataFrame(as_lines(written(material).data))
    dates = pd.to_datetime(frame["date"], format="%Y-%m-%d")
    ends = pd.to_datetime(frame["enddate"], format="%Y-%m-%d")
    assert dates.notna().all() and (ends.dropna() > dates[ends.notna()]).all()


def test_an_unknown_attacker_is_an_event_all_the_same(material: Material):
    record = next(r for r in as_lines(written(material).data) if r["id"] == material.find("Nakuru").linked.id)
    assert record["actor"] == [{"code": None, "sector": "UNK", "entity_text": None}]
    assert record["size"] == {"dead": 9, "injured": 11}


def test_history_is_told_from_news(material: Material):
    record = next(r for r in as_lines(written(material).data) if r["event"] == ["SANCTION"])
    assert record["mode"][-1] == "historical" and record["enddate"] == "2022-12-31"


def test_what_plover_has_no_type_for_and_what_has_no_date_is_noted(material: Material):
    incident = material.find("Lake Kariba").linked.id
    result = written(material)
    assert incident.encode() not in result.data and "INCIDENT" in result.why(incident, "event")
    undated = [loss for loss in result.losses if loss.field == "date"]
    assert undated and all(loss.event.encode() not in result.data for loss in undated)
