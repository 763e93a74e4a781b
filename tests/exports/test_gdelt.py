from __future__ import annotations

import io

import pandas as pd
import pytest
from ledgers import Material

from dateline.exports import get_format
from dateline.exports._country import find_country, find_scale
from dateline.exports._gdelt import EVENT_COLUMNS, MENTION_COLUMNS, number_event

# The kinds that GDELT publishes for its columns; all others are text.
EVENT_KINDS = {
    **dict.fromkeys(
        ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "IsRootEvent", "QuadClass", "NumMentions", "NumSources",
         "NumArticles", "Actor1Geo_Type", "Actor2Geo_Type", "ActionGeo_Type", "DATEADDED"), "Int64"),
    **dict.fromkeys(
        ("FractionDate", "GoldsteinScale", "AvgTone", "ActionGeo_Lat", "ActionGeo_Long", "Actor1Geo_Lat", "Actor1Geo_Long",
         "Actor2Geo_Lat", "Actor2Geo_Long"), "Float64"),
}  # fmt: skip
MENTION_KINDS = {
    **dict.fromkeys(
        ("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "SentenceID", "Actor1CharOffset",
         "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen"), "Int64"),
    "MentionDocTone": "Float64",
}  # fmt: skip


def read(data: bytes, columns: tuple[str, ...], kinds: dict[str, str]) -> pd.DataFrame:
    dtype = {name: kinds.get(name, "string") for name in columns}
    return pd.read_csv(io.BytesIO(data), sep="\t", header=None, names=list(columns), dtype=dtype)


@pytest.fixture(scope="module")
def events(material: Material) -> pd.DataFrame:
    return read(material.write(get_format("gdelt-events")).data, EVENT_COLUMNS, EVENT_KINDS).set_index("GLOBALEVENTID")


@pytest.fixture(scope="module")
def mentions(material: Material) -> pd.DataFrame:
    return read(material.write(get_format("gdelt-mentions")).data, MENTION_COLUMNS, MENTION_KINDS)


def test_the_columns_are_as_many_as_gdelt_has():
    assert len(EVENT_COLUMNS) == 61 and len(MENTION_COLUMNS) == 16
    assert (
        EVENT_COLUMNS[25] == "IsRootEvent"
        and EVENT_COLUMNS[51] == "ActionGeo_Type"
        and EVENT_COLUMNS[60] == "SOURCEURL"
    )


def test_lines_have_all_columns_and_no_header(material: Material):
    for name, columns in (("gdelt-events", EVENT_COLUMNS), ("gdelt-mentions", MENTION_COLUMNS)):
        lines = material.write(get_format(name)).data.decode().splitlines()
        assert lines and all(len(line.split("\t")) == len(columns) for line in lines)
        assert all(line.split("\t")[0].isdigit() for line in lines)


def test_codes_stay_text_and_agree_with_each_other(events: pd.DataFrame):
    for _, row in events.iterrows():
        assert row.EventCode.startswith(row.EventRootCode) and row.EventBaseCode.startswith(row.EventRootCode)
        assert row.QuadClass == find_scale(row.EventCode).quad
        assert str(row.SQLDATE)[:4] == str(row.Year) == f"{row.FractionDate:.4f}"[:4]
    assert "025" in set(events.EventCode)


def test_places_have_fips_codes_and_actors_cameo_codes(events: pd.DataFrame, material: Material):
    row = events.loc[number_event(material.find("Dalgan").linked.id)]
    assert (row.ActionGeo_CountryCode, row.Actor1CountryCode, row.Actor1Code) == ("NI", "NGA", "NGAMIL")
    assert row.ActionGeo_Type == 4 and row.Actor1Name == "ARMY" and pd.isna(row.Actor1Geo_CountryCode)


def test_dateadded_is_when_it_was_recorded(events: pd.DataFrame, material: Material):
    told = material.find("Nakuru")
    assert str(events.loc[number_event(told.linked.id)].DATEADDED) == told.recorded.strftime("%Y%m%d%H%M%S")


def test_reports_are_counted_as_gdelt_does(events: pd.DataFrame, mentions: pd.DataFrame, material: Material):
    number = number_event(material.find("Nakuru").linked.id)
    row = events.loc[number]
    assert (row.NumArticles, row.NumSources, row.NumMentions) == (3, 2, 4)
    assert mentions["GLOBALEVENTID"].eq(number).sum() == 3


def test_offsets_of_mentions_are_those_of_the_words(mentions: pd.DataFrame, material: Material):
    told = material.find("Dalgan")
    mine = mentions[mentions["GLOBALEVENTID"].eq(number_event(told.linked.id))].reset_index()
    for at, account in enumerate(told.accounts):
        event, text = account.event, account.document.text
        assert text[mine.ActionCharOffset[at] :].startswith(event.mentions[0].trigger.text)
        assert text[mine.Actor1CharOffset[at] :].startswith(event.actors[0].evidence.quote)
        assert mine.MentionDocLen[at] == len(text) and 10 <= mine.Confidence[at] <= 100


def test_the_second_actor_of_a_side_is_noted(material: Material):
    written = material.write(get_format("gdelt-events"))
    strike = material.find("(drone), Canada, 2023-03-10, 5 killed").linked.id
    assert "Nicanor Beltrame" in written.why(strike, "whom")


def test_countries_that_gdelt_spells_its_own_way():
    assert find_country("ROU").cameo == "ROM" and find_country("ROU").fips == "RO"
    assert (find_country("ZAF").fips, find_country("DEU").cow, find_country("GBR").alpha2) == ("SF", "255", "GB")
    assert find_country("SUN").cow == "365" and find_country("XXX").fips == "" and find_country("").alpha3 == ""


def test_codes_of_countries_name_one_country_each():
    from dateline.exports._country import _countries  # noqa: PLC0415

    today = [c for c in _countries().values() if c.alpha2]
    for field in ("alpha2", "fips", "cow"):
        values = [getattr(country, field) for country in today if getattr(country, field)]
        assert len(values) == len(set(values)) > 150
