"""What the tables hold as a whole: their size, and that what one row names another row has."""

from __future__ import annotations

from collections import Counter

import pytest

from dateline.grounding.actors import ActorRegistry
from dateline.grounding.actors._compile import FORMS, NAME

UNITED_NATIONS = (
    "AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA "
    "BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG CRI CIV HRV CUB CYP CZE PRK COD DNK DJI DMA DOM ECU EGY SLV "
    "GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ "
    "IRL ISR ITA JAM JPN JOR KAZ KEN KIR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL "
    "MRT MUS MEX FSM MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER "
    "PHL POL PRT QAT KOR MDA ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD "
    "ESP LKA SDN SUR SWE CHE SYR TJK THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR TZA USA URY UZB VUT VEN "
    "VNM YEM ZMB ZWE"
)


@pytest.fixture(scope="module")
def plain() -> ActorRegistry:
    return ActorRegistry.load()


def test_every_member_of_the_united_nations_has_a_capital_and_a_government(plain: ActorRegistry) -> None:
    members = UNITED_NATIONS.split(" ")
    assert len(members) == 193
    lacking: list[str] = []
    for country in members:
        state = plain.get(plain.states.get(country, ""))
        government = plain.get(f"{plain.states.get(country, '')}-government")
        if state is None or not state.capital or not state.demonyms or government is None:
            lacking.append(country)
    assert lacking == []


@pytest.mark.parametrize(
    ("what", "least"), [("group", 300), ("media", 200), ("state", 193), ("person", 1000), ("organisation", 150)]
)
def test_enough_of_each_kind(plain: ActorRegistry, what: str, least: int) -> None:
    assert Counter(a.kind for a in plain.actors)[what] >= least


def test_enough_international_and_non_governmental_organisations(plain: ActorRegistry) -> None:
    assert sum(a.kind == "organisation" and a.sector in ("IGO", "NGO") for a in plain.actors) >= 150


def test_every_member_has_a_foreign_ministry(plain: ActorRegistry) -> None:
    lacking = [c for c in UNITED_NATIONS.split(" ") if plain.get(f"{plain.states[c]}-foreign-ministry") is None]
    assert lacking == []


def test_every_member_has_a_head_of_state_or_government_since_2000(plain: ActorRegistry) -> None:
    heads = ("head-of-state", "head-of-government", "head-of-state-and-government")
    led = {a.country for a in plain.actors for o in a.offices if o.role in heads and (not o.until or o.until >= "2000")}
    assert sorted(set(UNITED_NATIONS.split(" ")) - led) == ["SMR"]  # its two heads change every six months


def test_brackets_are_neither_shown_nor_matched(plain: ActorRegistry) -> None:
    assert [a.id for a in plain.actors if "(" in a.name or any("(" in n for n in a.aliases)] == []
    assert any(a.only_shown for a in plain.actors)


def test_platforms_are_media_but_no_press(plain: ActorRegistry) -> None:
    platforms = [a for a in plain.actors if a.platform]
    assert platforms and {(a.kind, a.sector) for a in platforms} == {("media", "BUS")}


def test_affiliations_and_backers_are_actors_of_the_tables(plain: ActorRegistry) -> None:
    named = {(a.id, tie.to) for a in plain.actors for tie in a.affiliations}
    named |= {(a.id, backer) for a in plain.actors for backer in a.backed_by}
    assert sorted(pair for pair in named if plain.get(pair[1]) is None) == []


def test_dates_run_forwards(plain: ActorRegistry) -> None:
    wrong = [a.id for a in plain.actors if a.since and a.until and a.since[:4] > a.until[:4]]
    wrong += [a.id for a in plain.actors for o in a.offices if o.since and o.until and o.since[:4] > o.until[:4]]
    assert wrong == []


def test_no_strong_name_is_a_common_noun_of_the_tables(plain: ActorRegistry) -> None:
    clash = [key for key, names in plain.folded.items() if key in plain.words and any(n % FORMS == NAME for n in names)]
    assert clash == []
