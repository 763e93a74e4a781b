"""Countries by name or by the codes that data sets use -> ISO 3166-1 alpha-3; "" for what is unknown."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dateline.grounding.actors import ActorRegistry

if TYPE_CHECKING:
    from collections.abc import Mapping

_BRACKETS: Final = re.compile(r"\([^)]*\)")
# Names that the data sets use and that are no name or alias of the table of states.
_OTHERS: Final = {
    "congo": "COG", "dr congo": "COD", "democratic republic of congo": "COD",
    "republic of congo": "COG", "occupied palestinian territory": "PSE",
    "palestine": "PSE", "palestinian territories": "PSE", "west bank": "PSE", "gaza strip": "PSE", "bosnia herzegovina": "BIH",
    "north macedonia": "MKD", "macedonia fyr": "MKD", "kingdom of eswatini": "SWZ", "swaziland": "SWZ", "cape verde": "CPV",
    "czechia": "CZE", "united states of america": "USA", "united states": "USA", "united kingdom": "GBR", "burma": "MMR",
    "ivory coast": "CIV", "cote d ivoire": "CIV", "east timor": "TLS", "timor leste": "TLS", "russian federation": "RUS",
    "viet nam": "VNM", "lao pdr": "LAO", "republic of korea": "KOR", "south korea": "KOR", "north korea": "PRK",
    "rumania": "ROU", "serbia yugoslavia": "SRB", "zimbabwe rhodesia": "ZWE", "tanzania tanganyika": "TZA",
    "taiwan province of china": "TWN", "hong kong": "HKG", "macau": "MAC", "western sahara": "ESH", "kosovo": "XKX",
}  # fmt: skip
# FIPS 10-4, which GDELT writes for places, where it is another code than ISO 3166-1 alpha-2 turned into alpha-3 by name.
_FIPS: Final = """
AF AFG|AL ALB|AG DZA|AN AND|AO AGO|AC ATG|AR ARG|AM ARM|AS AUS|AU AUT|AJ AZE|BF BHS|BA BHR|BG BGD|BB BRB|BO BLR|BE BEL|BH BLZ
BN BEN|BT BTN|BL BOL|BK BIH|BC BWA|BR BRA|BX BRN|BU BGR|UV BFA|BM MMR|BY BDI|CB KHM|CM CMR|CA CAN|CV CPV|CT CAF|CD TCD|CI CHL
CH CHN|CO COL|CN COM|CF COG|CG COD|CS CRI|IV CIV|HR HRV|CU CUB|CY CYP|EZ CZE|DA DNK|DJ DJI|DO DMA|DR DOM|TT TLS|EC ECU|EG EGY
ES SLV|EK GNQ|ER ERI|EN EST|ET ETH|FJ FJI|FI FIN|FR FRA|GB GAB|GA GMB|GG GEO|GM DEU|GH GHA|GR GRC|GJ GRD|GT GTM|GV GIN|PU GNB
GY GUY|HA HTI|HO HND|HU HUN|IC ISL|IN IND|ID IDN|IR IRN|IZ IRQ|EI IRL|IS ISR|IT ITA|JM JAM|JA JPN|JO JOR|KZ KAZ|KE KEN|KR KIR
KN PRK|KS KOR|KU KWT|KG KGZ|LA LAO|LG LVA|LE LBN|LT LSO|LI LBR|LY LBY|LS LIE|LH LTU|LU LUX|MK MKD|MA MDG|MI MWI|MY MYS|MV MDV
ML MLI|MT MLT|RM MHL|MR MRT|MP MUS|MX MEX|FM FSM|MD MDA|MN MCO|MG MNG|MJ MNE|MO MAR|MZ MOZ|WA NAM|NR NRU|NP NPL|NL NLD|NZ NZL
NU NIC|NG NER|NI NGA|NO NOR|MU OMN|PK PAK|PS PLW|PM PAN|PP PNG|PA PRY|PE PER|RP PHL|PL POL|PO PRT|QA QAT|RO ROU|RS RUS|RW RWA
SC KNA|ST LCA|VC VCT|WS WSM|SM SMR|TP STP|SA SAU|SG SEN|RI SRB|SE SYC|SL SLE|SN SGP|LO SVK|SI SVN|BP SLB|SO SOM|SF ZAF|OD SSD
SP ESP|CE LKA|SU SDN|NS SUR|WZ SWZ|SW SWE|SZ CHE|SY SYR|TW TWN|TI TJK|TZ TZA|TH THA|TO TGO|TN TON|TD TTO|TS TUN|TU TUR
TX TKM|TV TUV|UG UGA|UP UKR|AE ARE|UK GBR|US USA|UY URY|UZ UZB|NH VUT|VT VAT|VE VEN|VM VNM|YM YEM|ZA ZMB|ZI ZWE|GZ PSE|WE PSE
HK HKG|MC MAC|WI ESH|KV XKX|RQ PRI|GL GRL
"""


def code_of_name(name: str) -> str:
    """The code of a country by its name in English; what stands in brackets is another name of it."""
    found = _names().get(_fold(_BRACKETS.sub(" ", name)))
    if found is None:
        inside = " ".join(part[1:-1] for part in _BRACKETS.findall(name))
        found = _names().get(_fold(inside)) if inside else None
    return found or ""


def code_of_fips(code: str) -> str:
    return _fips().get(code.strip().upper(), "")


def is_country(code: str) -> bool:
    """Whether this is the alpha-3 code of a country that is known."""
    return code in _codes()


@cache
def _names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    states = [actor for actor in ActorRegistry.load().actors if actor.kind in ("state", "territory")]
    # A state of today goes before one that is no more, and its name before another's alias.
    for actor in sorted(states, key=lambda one: (bool(one.until), one.kind != "state")):
        found.setdefault(_fold(actor.name), actor.country)
    for actor in states:
        for alias in actor.aliases:
            found.setdefault(_fold(alias), actor.country)
    return MappingProxyType({**found, **_OTHERS})


@cache
def _codes() -> frozenset[str]:
    return frozenset(_names().values()) | frozenset(_fips().values())


@cache
def _fips() -> Mapping[str, str]:
    pairs = ((pair[:2].strip(), pair[-3:]) for pair in _FIPS.replace("\n", "|").split("|") if pair)
    return MappingProxyType(dict(pairs))


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(word for word in words if word not in ("the", "and"))
