"""make_templates: drafts -> templates in the form of the key."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dateline.evaluation.muc4._incident import find_incidents
from dateline.evaluation.muc4._read import MONTHS
from dateline.evaluation.muc4._template import Fill, Filler, Template

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dateline.evaluation.muc4._draft import Draft
    from dateline.evaluation.muc4._read import Message
    from dateline.model import Dossier

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
_CAPITALS: Final = MappingProxyType(
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
_KINDS: Final = MappingProxyType(
    {"city": "CITY", "district": "CITY", "province": "DEPARTMENT", "neighbourhood": "NEIGHBORHOOD", "region": "REGION"}
)
_MONTH_DAYS: Final = 27  # a time longer than this says less than the day of the article


def make_templates(message: Message, dossier: Dossier) -> tuple[Template, ...]:
    """The templates of a message, from the dossier that was read of it."""
    home = home_country(message)
    return tuple(
        Template(message_id=message.id, number=number, slots=MappingProxyType(_slots(draft, message, home)))
        for number, draft in enumerate(find_incidents(dossier), start=1)
    )


def home_country(message: Message) -> str:
    """The country that the message is about: the one of interest that it names oftenest, else that of its dateline."""
    text = message.text.lower()
    counts = {code: len(re.findall(words, text)) for code, words in _ADJECTIVES.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else _CAPITALS.get(message.place.upper(), "")


def _slots(draft: Draft, message: Message, home: str) -> dict[str, tuple[Filler, ...]]:
    country = draft.where.country if draft.where and draft.where.country in COUNTRIES else home
    culprits = draft.culprits
    bodies = [culprit for culprit in culprits if culprit.is_body]
    state = bool(culprits) and all(culprit.is_state for culprit in culprits)
    tagged = [(victim.tag, victim) for victim in draft.victims]
    rows: dict[str, Iterable[Filler]] = {
        "inc_date": [_one(_date(draft, message.published))] if message.published else [],
        "inc_loc": [_one(_location(draft, country))] if country else [],
        "inc_type": [_one(draft.kind)],
        "inc_stage": [_one(draft.stage)],
        "inc_instr_id": [_one(i.phrase) for i in draft.instruments if i.phrase],
        "inc_instr_type": [_one(i.kind, i.phrase or "-") for i in draft.instruments],
        "perp_inc_cat": [_one("STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT")],
        "perp_ind_id": [_one(culprit.phrase) for culprit in culprits if not culprit.is_body],
        "perp_org_id": [_one(body.phrase) for body in bodies],
        "perp_org_conf": [_one(body.confidence, body.phrase) for body in bodies],
        "phys_tgt_id": [_one(thing.phrase) for thing in draft.things],
        "phys_tgt_type": [_one(thing.kind, thing.phrase) for thing in draft.things],
        "phys_tgt_num": [_one(thing.number, thing.phrase) for thing in draft.things],
        "phys_tgt_effect": [_one(thing.effect, thing.phrase) for thing in draft.things if thing.effect],
        "hum_tgt_name": [_one(victim.name) for victim in draft.victims if victim.name],
        "hum_tgt_desc": [_one(v.description, *[v.name] * bool(v.name)) for v in draft.victims if v.description],
        "hum_tgt_type": [_one(victim.kind, tag) for tag, victim in tagged],
        "hum_tgt_num": [_one(victim.number, tag) for tag, victim in tagged],
        "hum_tgt_effect": [_one(victim.effect, tag) for tag, victim in tagged if victim.effect],
    }
    return {name: found for name, row in rows.items() if (found := tuple(row))}


def _one(value: str, *tags: str) -> Filler:
    return Filler(
        fills=(Fill(value=" ".join(value.upper().split()), tags=tuple(" ".join(t.upper().split()) for t in tags)),)
    )


def _date(draft: Draft, published: date) -> str:
    when = draft.when
    default = f"- {_day(published)}"
    if when is None or when.evidence is None or when.latest > published:
        return default
    if (when.latest - when.earliest).days > _MONTH_DAYS:
        return default
    if re.search(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", when.evidence.quote, re.IGNORECASE) and not re.search(
        r"\d", when.evidence.quote
    ):
        return default
    if when.earliest == when.latest:
        return _day(when.earliest)
    return f"{_day(when.earliest)} - {_day(when.latest)}"


def _day(day: date) -> str:
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year % 100:02d}"


def _location(draft: Draft, country: str) -> str:
    where = draft.where
    name = COUNTRIES.get(country, "")
    if where is None or where.level not in _KINDS or where.name.upper() == name:
        return name
    plain = where.name.upper()
    plain = (
        re.sub(r" (?:DEPARTMENT|PROVINCE|CITY|MUNICIPALITY|NEIGHBORHOOD)$", "", plain)
        if plain != "GUATEMALA CITY"
        else plain
    )
    return f"{name}: {plain} ({_KINDS[where.level]})"
