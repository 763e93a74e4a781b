"""make_templates: drafts -> templates in the form of the key."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dateline.evaluation.muc4._incident import find_incidents
from dateline.evaluation.muc4._nation import CAPITALS, COUNTRIES, home_country, is_told
from dateline.evaluation.muc4._read import MONTHS
from dateline.evaluation.muc4._template import Fill, Filler, Template

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dateline.evaluation.muc4._case import Words
    from dateline.evaluation.muc4._draft import Draft
    from dateline.evaluation.muc4._read import Message
    from dateline.model import Dossier

_KINDS: Final = MappingProxyType(
    {"city": "CITY", "district": "CITY", "province": "DEPARTMENT", "neighbourhood": "NEIGHBORHOOD", "region": "REGION"}
)
_MONTH_DAYS: Final = 27  # a time longer than this says less than the day of the article


def make_templates(message: Message, dossier: Dossier, words: Words) -> tuple[Template, ...]:
    """The templates of a message, from the dossier that was read of it."""
    home = home_country(message)
    return tuple(
        Template(message_id=message.id, number=number, slots=MappingProxyType(_slots(draft, message, home)))
        for number, draft in enumerate(find_incidents(dossier, words), start=1)
    )


def _slots(draft: Draft, message: Message, home: str) -> dict[str, tuple[Filler, ...]]:
    country = draft.where.country if draft.where and is_told(draft.where.country, message) else home
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
        "hum_tgt_nation": [_one(COUNTRIES[v.country], tag) for tag, v in tagged if v.country not in ("", country)],
        "hum_tgt_effect": [_one(victim.effect, tag) for tag, victim in tagged if victim.effect]
        or [_one("NO INJURY OR DEATH", "-")] * (draft.nobody_hurt and not draft.victims),
    }
    return {name: found for name, row in rows.items() if (found := tuple(row))}


def _one(value: str, *tags: str) -> Filler:
    return Filler(
        fills=(Fill(value=" ".join(value.upper().split()), tags=tuple(" ".join(t.upper().split()) for t in tags)),)
    )


def _date(draft: Draft, published: date) -> str:
    when = draft.when
    default = f"- {_day(published)}"
    if when is None or when.evidence is None or when.latest > published or "~" in when.edtf:
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
    """The country with the place in it. A site or a part of a town goes with the town that its name ends with."""
    name = COUNTRIES.get(country, "")
    where = draft.where
    unknown = where is None or (where.level in ("city", "district", "province") and where.geonames_id is None)
    if where is None or unknown or where.level in ("country", "sea"):
        return name
    parts = [_plain(part) for part in where.name.split(",")]
    if where.level in ("site", "neighbourhood", "region") and len(parts) > 1:
        inner = f": {parts[0]} (NEIGHBORHOOD)" if where.level == "neighbourhood" and parts[0] != parts[-1] else ""
        return f"{name}: {parts[-1]} (CITY){inner}"
    if where.level in ("site", "region", "neighbourhood"):
        if parts[0] in CAPITALS:
            return f"{name}: {parts[0]} (CITY)"
        return f"{name}: {parts[0]} (NEIGHBORHOOD)" if where.level == "neighbourhood" else name
    return name if parts[0] == name else f"{name}: {parts[0]} ({_KINDS[where.level]})"


def _plain(name: str) -> str:
    """In capitals without accents, points of the compass and the word for the kind of place."""
    plain = unicodedata.normalize("NFKD", name.upper().strip()).encode("ascii", "ignore").decode()
    plain = re.sub(
        r"^(?:(?:DOWNTOWN|CENTRAL|NORTHERN|SOUTHERN|EASTERN|WESTERN|NORTH|SOUTH|EAST|WEST|THE|CITY OF) )+", "", plain
    )
    return (
        plain
        if plain == "GUATEMALA CITY"
        else re.sub(r" (?:DEPARTMENT|PROVINCE|CITY|MUNICIPALITY|NEIGHBORHOOD)$", "", plain)
    )
