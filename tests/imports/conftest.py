"""Rows of other data sets, of our own making, as files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from dateline.imports import GDELT_COLUMNS, BrokenRow, ForeignEvent, get_format, read_events

ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2"
    " assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude"
    " geo_precision source source_scale notes fatalities tags timestamp"
).split()
UCDP = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id"
    " dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources"
    " source_article source_office source_date source_headline source_original where_prec where_coordinates where_description"
    " adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start"
    " date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
).split()
POLECAT = (
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,"
    "Primary Actor Sector,"
    "Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,"
    "Primary Recipient "
    "Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,"
    "Province,Country,"
    "Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story "
    "Locations,Language,Version"
).split(",")
ICEWS = (
    "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,"
    "Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"
).split(",")

ROWS: Mapping[str, dict[str, str]] = {
    "acled": {
        "event_id_cnty": "FIN12", "event_date": "13 June 2022", "time_precision": "1", "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence", "sub_event_type": "Suicide bomb", "actor1": "Archipelago Brigade",
        "inter1": "Rebel group", "actor2": "Civilians (Finland)", "inter2": "Civilians", "country": "Finland",
        "admin1": "Southwest Finland", "location": "Turku", "latitude": "60.4515", "longitude": "22.2687", "geo_precision": "1",
        "source": "Nordhav News", "notes": "A man blew himself up at the ferry terminal, killing 4.", "fatalities": "4",
    },
    "ucdp": {
        "id": "9001", "relid": "FIN-2022-1", "code_status": "Clear", "type_of_violence": "3", "side_a": "Archipelago Brigade",
        "side_b": "Civilians", "source_office": "Nordhav News", "source_headline": "Four die at ferry terminal",
        "source_original": "police", "where_prec": "1", "where_coordinates": "Turku town",
        "adm_1": "Southwest Finland province",
        "latitude": "60.4515", "longitude": "22.2687", "country": "Finland", "date_prec": "1",
        "date_start": "2022-06-13 00:00:00.000", "date_end": "2022-06-13 00:00:00.000", "best": "4", "high": "6", "low": "0",
    },
    "gdelt": {
        "GLOBALEVENTID": "77", "SQLDATE": "20220613", "Actor1Code": "FINREB", "Actor1Name": "BRIGADE",
        "Actor1CountryCode": "FIN",
        "Actor1Type1Code": "REB", "Actor2Code": "CVL", "Actor2Name": "RESIDENTS", "Actor2Type1Code": "CVL", "IsRootEvent": "1",
        "EventCode": "1831", "EventBaseCode": "183", "EventRootCode": "18", "QuadClass": "4", "GoldsteinScale": "-10.0",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Turku, Southwest Finland, Finland", "ActionGeo_CountryCode": "FI",
        "ActionGeo_Lat": "60.4515", "ActionGeo_Long": "22.2687", "DATEADDED": "20220614091500",
        "SOURCEURL": "https://n.example/1",
    },
    "polecat": {
        "Event ID": "P1", "Event Date": "2022-06-13", "Event Type": "ASSAULT", "Event Mode": "suicide-attack",
        "Intensity": "-9.5",
        "Actor Name": "Archipelago Brigade", "Actor Country": "FIN", "Primary Actor Sector": "REB",
        "Recipient Name": "Residents",
        "Recipient Country": "Finland", "Primary Recipient Sector": "CVL", "Placename": "Turku", "City": "Turku",
        "Province": "Southwest Finland", "Country": "FIN", "Latitude": "60.4515", "Longitude": "22.2687",
        "Source": "Nordhav News",
        "Publication Date": "2022-06-14",
    },
    "icews": {
        "Event ID": "31", "Event Date": "2022-06-13", "Source Name": "Archipelago Brigade",
        "Source Sectors": "Rebel,Insurgents",
        "Source Country": "Finland", "Event Text": "Carry out suicide bombing", "CAMEO Code": "1831", "Intensity": "-10",
        "Target Name": "Citizen (Finland)", "Target Sectors": "General Population / Civilian / Social",
        "Target Country": "Finland",
        "Publisher": "Nordhav News", "City": "Turku", "Province": "Southwest Finland", "Country": "Finland",
        "Latitude": "60.4515",
        "Longitude": "22.2687",
    },
}  # fmt: skip
COLUMNS: Mapping[str, Sequence[str]] = {
    "acled": ACLED, "ucdp": UCDP, "gdelt": GDELT_COLUMNS, "polecat": POLECAT, "icews": ICEWS,
}  # fmt: skip
TABS = ("gdelt", "polecat", "icews")


class Files:
    """Writes files of a data set into a folder, and reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(
        self, name: str, *changes: Mapping[str, str], columns: Sequence[str] | None = None, header: bool | None = None
    ) -> Path:
        names = list(columns or COLUMNS[name])
        rows = [ROWS[name] | dict(change) for change in changes or ({},)]
        path = self.folder / f"{name}-rows.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            if name in TABS:
                lines = [[row.get(column, "") for column in names] for row in rows]
                shown = [names, *lines] if (name != "gdelt" if header is None else header) else lines
                stream.writelines("\t".join(line) + "\n" for line in shown)
            else:
                writer = csv.DictWriter(stream, names, extrasaction="ignore")
                writer.writeheader()
                writer.writerows(rows)
        return path

    def read(self, name: str, *changes: Mapping[str, str], **more: Any) -> list[ForeignEvent | BrokenRow]:
        return list(read_events(self.write(name, *changes, **more), get_format(name), shelf="s"))

    def one(self, name: str, **change: str) -> ForeignEvent:
        (event,) = self.read(name, change)
        assert isinstance(event, ForeignEvent), event
        return event


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def rows() -> Callable[[str], dict[str, str]]:
    return lambda name: dict(ROWS[name])


@pytest.fixture
def columns() -> Mapping[str, Sequence[str]]:
    return COLUMNS
