"""Countries by the names of the task, and which of them a message or a phrase speaks of."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.evaluation.muc4._read import Message

# The nine countries of interest, and others by the names that the set list gives them.
COUNTRIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "SLV": "EL SALVADOR", "GTM": "GUATEMALA", "HND": "HONDURAS", "ARG": "ARGENTINA", "BOL": "BOLIVIA", "CHL": "CHILE",
        "COL": "COLOMBIA", "ECU": "ECUADOR", "PER": "PERU", "USA": "UNITED STATES", "ESP": "SPAIN", "RUS": "USSR",
        "NIC": "NICARAGUA", "PAN": "PANAMA", "MEX": "MEXICO", "VEN": "VENEZUELA", "CRI": "COSTA RICA", "CUB": "CUBA",
        "BRA": "BRAZIL", "GBR": "UNITED KINGDOM", "FRA": "FRANCE", "ITA": "ITALY", "JPN": "JAPAN", "ISR": "ISRAEL",
        "NLD": "NETHERLANDS", "NOR": "NORWAY", "CHE": "SWITZERLAND", "CAN": "CANADA", "PHL": "PHILIPPINES",
        "URY": "URUGUAY", "PRY": "PARAGUAY", "DEU": "WEST GERMANY", "BEL": "BELGIUM", "SWE": "SWEDEN",
    }
)  # fmt: skip
_OF_INTEREST: Final = ("SLV", "GTM", "HND", "ARG", "BOL", "CHL", "COL", "ECU", "PER")
CAPITALS: Final = MappingProxyType(
    {
        "SAN SALVADOR": "SLV", "GUATEMALA CITY": "GTM", "TEGUCIGALPA": "HND", "BUENOS AIRES": "ARG", "LA PAZ": "BOL",
        "SANTIAGO": "CHL", "BOGOTA": "COL", "QUITO": "ECU", "LIMA": "PER", "MEDELLIN": "COL", "GUATEMALA": "GTM",
        "EL SALVADOR": "SLV", "HONDURAS": "HND", "ARGENTINA": "ARG", "BOLIVIA": "BOL", "CHILE": "CHL", "COLOMBIA": "COL",
        "ECUADOR": "ECU", "PERU": "PER", "CALI": "COL", "AYACUCHO": "PER",
    }
)  # fmt: skip
_ADJECTIVES: Final = MappingProxyType(
    {
        "SLV": r"el salvador|salvadoran|san salvador|fmln", "GTM": "guatemala", "HND": "hondura", "ARG": "argentin",
        "BOL": "bolivia", "CHL": "chile", "COL": "colombia|bogota|medellin", "ECU": "ecuador|quito", "PER": "peru|lima",
    }
)  # fmt: skip
_NATIONS: Final = (
    ("USA", re.compile(r"\b(?:U\.S\.|American|Americans|United States|US)(?!\w)")),
    ("ESP", re.compile(r"\b(?:Spanish|Spaniards?|Spain)\b")),
    ("RUS", re.compile(r"\bSoviet\b|\bUSSR\b")), ("NLD", re.compile(r"\bDutch\b")), ("NIC", re.compile(r"\bNicaraguans?\b")),
    ("SLV", re.compile(r"\bSalvadorans?\b")), ("HND", re.compile(r"\bHondurans?\b")), ("PER", re.compile(r"\bPeruvians?\b")),
    ("COL", re.compile(r"\bColombians?\b")), ("CHL", re.compile(r"\bChileans?\b")), ("GTM", re.compile(r"\bGuatemalans?\b")),
    ("MEX", re.compile(r"\bMexicans?\b")), ("VEN", re.compile(r"\bVenezuelans?\b")), ("BRA", re.compile(r"\bBrazilians?\b")),
    ("FRA", re.compile(r"\bFrench\b")), ("ITA", re.compile(r"\bItalians?\b")), ("DEU", re.compile(r"\bGermans?\b")),
    ("GBR", re.compile(r"\b(?:British|English)\b")), ("JPN", re.compile(r"\bJapanese\b")), ("ISR", re.compile(r"\bIsraelis?\b")),
    ("CHE", re.compile(r"\bSwiss\b")), ("CAN", re.compile(r"\bCanadians?\b")), ("NOR", re.compile(r"\bNorwegians?\b")),
    ("CUB", re.compile(r"\bCubans?\b")), ("ARG", re.compile(r"\bArgentines?\b")), ("ECU", re.compile(r"\bEcuador(?:e|i)?ans?\b")),
)  # fmt: skip


def nation_of(phrase: str) -> str:
    """The country of people by the adjective in their phrase, "" where there is none."""
    return next((code for code, pattern in _NATIONS if pattern.search(phrase)), "")


def home_country(message: Message) -> str:
    """The country that the message is about: the one of interest that it names oftenest, else that of its dateline."""
    text = message.text.lower()
    counts = {code: len(re.findall(rf"\b(?:{words})", text)) for code, words in _ADJECTIVES.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else CAPITALS.get(message.place.upper(), "")


def is_told(country: str, message: Message) -> bool:
    """Whether the text speaks of a country: many small places share their name with one elsewhere."""
    name = COUNTRIES.get(country)
    if name is None:
        return False
    words = _ADJECTIVES.get(country, re.escape(name.lower()))
    return bool(re.search(rf"\b(?:{words})", f"{message.place} {message.text}".lower()))
