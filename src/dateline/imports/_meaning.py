"""What a code of another scheme means in ours: the ontology's crosswalks read backwards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final, Literal

from dateline.ontology import Ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dateline.model import Codes

Killed = bool | None
_Sense = tuple[str, str, str]  # type, mode, weapon


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The types that a code can mean, the likeliest first, and the mode and weapon where it leaves but one ("" if not)."""

    types: tuple[str, ...] = ()
    mode: str = ""
    weapon: str = ""


UNKNOWN: Final = Meaning()
# What the ontology writes no event of ours as, or only some of what a code is used for. The first type is the likeliest.
_ACLED: Final = {
    ("battles", "government regains territory"): Meaning(types=("ASSAULT",)),
    ("battles", "non-state actor overtakes territory"): Meaning(types=("ASSAULT",)),
    ("battles", "armed clash"): Meaning(types=("ASSAULT",)),
    ("explosions/remote violence", "grenade"): Meaning(types=("ASSAULT",), mode="explosives", weapon="explosive"),
    ("explosions/remote violence", "remote explosive/landmine/ied"): Meaning(types=("ASSAULT", "INCIDENT"), mode="explosives"),
    ("strategic developments", "disrupted weapons use"): Meaning(types=("COERCE", "ASSAULT")),
    ("strategic developments", "headquarters or base established"): Meaning(types=("MOBILIZE",)),
    ("strategic developments", "non-violent transfer of territory"): Meaning(types=("RETREAT", "COERCE")),
    ("strategic developments", "looting/property destruction"): Meaning(types=("ASSAULT",), mode="destroy"),
    ("riots", "mob violence"): Meaning(types=("ASSAULT", "PROTEST")),
    ("riots", "violent demonstration"): Meaning(types=("PROTEST", "ASSAULT"), mode="riot"),
    ("protests", "excessive force against protesters"): Meaning(types=("PROTEST", "ASSAULT")),
    ("protests", "protest with intervention"): Meaning(types=("PROTEST", "ASSAULT", "COERCE")),
    ("violence against civilians", "attack"): Meaning(types=("ASSAULT",)),
}  # fmt: skip
# By the type alone: where there is no sub-event type, and the names that the codebook had until 2018.
_ACLED_TYPES: Final = {
    "battles": Meaning(types=("ASSAULT",)),
    "explosions/remote violence": Meaning(types=("ASSAULT", "INCIDENT")),
    "violence against civilians": Meaning(types=("ASSAULT",)),
    "protests": Meaning(types=("PROTEST",)),
    "riots": Meaning(types=("PROTEST", "ASSAULT")),
    "riots/protests": Meaning(types=("PROTEST", "ASSAULT")),
    "remote violence": Meaning(types=("ASSAULT", "INCIDENT")),
    "battle-no change of territory": Meaning(types=("ASSAULT",)),
    "battle-government regains territory": Meaning(types=("ASSAULT",)),
    "battle-non-state actor overtakes territory": Meaning(types=("ASSAULT",)),
    "headquarters or base established": Meaning(types=("MOBILIZE",)),
    "non-violent transfer of territory": Meaning(types=("RETREAT", "COERCE")),
}
# CAMEO's roots, for codes that the ontology never gives. Statements (01) are no event of the codebook.
_CAMEO_ROOTS: Final = {
    "02": ("REQUEST",), "03": ("AGREE", "CONSULT", "SUPPORT"), "04": ("CONSULT",), "05": ("SUPPORT",), "06": ("COOPERATE",),
    "07": ("AID",), "08": ("RETREAT", "CONCEDE"), "09": ("ACCUSE",), "10": ("REQUEST",), "11": ("ACCUSE",), "12": ("REJECT",),
    "13": ("THREATEN",), "14": ("PROTEST",), "15": ("MOBILIZE",), "16": ("SANCTION",), "17": ("COERCE",), "18": ("ASSAULT",),
    "19": ("ASSAULT",), "20": ("ASSAULT",),
}  # fmt: skip
# What the manuals of 2021 and of today call otherwise, and what the 2021 table of CAMEO codes had.
_PLOVER_MODES: Final = {
    ("ASSAULT", "assassinate"): "targeted", ("ASSAULT", "massacre"): "", ("ASSAULT", "cleansing"): "",
    ("COERCE", "ban"): "restrict",
    ("ASSAULT", "suicide"): "suicide-attack", ("ASSAULT", "heavy"): "heavy-weapons", ("ASSAULT", "crowd"): "crowd-control",
}  # fmt: skip


def read_acled(event_type: str, sub_event_type: str) -> Meaning:
    """What ACLED's type and sub-event type mean; UNKNOWN for "Other" and for names that ACLED never had."""
    key = event_type.strip().lower(), sub_event_type.strip().lower()
    if key[1] == "other":
        return UNKNOWN
    return _ACLED.get(key) or _backwards("acled").get(key) or _ACLED_TYPES.get(key[0], UNKNOWN)


def read_cameo(code: str) -> Meaning:
    """What a CAMEO code means: its own sense, else that of the code it is a part of, else its root's."""
    digits = code.strip()
    if not digits.isdigit() or not 2 <= len(digits) <= 4:
        return UNKNOWN
    table, roots = _backwards("cameo"), _CAMEO_ROOTS.get(digits[:2], ())
    for length in range(len(digits), 1, -1):
        found = table.get((digits[:length], ""))
        if found:
            others = (kind for kind in roots if kind not in found.types)
            return Meaning(types=(*found.types, *others), mode=found.mode, weapon=found.weapon)
    return Meaning(types=roots)


def read_plover(event: str, mode: str) -> Meaning:
    """What PLOVER's event and mode mean: the same, as the codebook's types are PLOVER's."""
    types = _ontology().event_types
    kind = event.strip().upper()
    if kind not in types:
        return UNKNOWN
    named = mode.strip().lower().replace("_", "-").replace(" ", "-")
    named = _PLOVER_MODES.get((kind, named), named)
    return Meaning(types=(kind,), mode=named if named in types[kind].modes else "")


@cache
def _ontology() -> Ontology:
    return Ontology.load()


@cache
def _backwards(scheme: Literal["acled", "cameo"]) -> Mapping[tuple[str, str], Meaning]:
    """Each code that the crosswalk gives -> what it is given for."""
    senses: dict[tuple[str, str], set[_Sense]] = {}
    for sense, codes in _every_code():
        if scheme == "cameo" and codes.cameo:
            senses.setdefault((codes.cameo, ""), set()).add(sense)
        if scheme == "acled" and codes.acled_event_type:
            key = codes.acled_event_type.lower(), (codes.acled_sub_event_type or "").lower()
            senses.setdefault(key, set()).add(sense)
    return {key: _sum_up(found) for key, found in senses.items()}


def _sum_up(senses: set[_Sense]) -> Meaning:
    counts = Counter(kind for kind, _, _ in senses)
    types = tuple(sorted(counts, key=lambda kind: (-counts[kind], kind)))
    modes = {mode for kind, mode, weapon in senses if kind == types[0] and (mode or not weapon)}
    weapons = {weapon for _, _, weapon in senses if weapon}
    return Meaning(
        types=types,
        mode=modes.pop() if len(modes) == 1 else "",
        weapon=weapons.pop() if len(weapons) == 1 else "",
    )


def _every_code() -> Iterator[tuple[_Sense, Codes]]:
    ontology = _ontology()
    groups: tuple[tuple[str, ...], ...] = ((), ("MIL",), ("CVL",))
    deaths: tuple[Killed, ...] = (None, True, False)
    for kind in ontology.event_types.values():
        weapons = (None, *ontology.weapon_kinds) if kind.code == "ASSAULT" else (None,)
        for mode, weapon, killed, actors, targets in product(("", *kind.modes), weapons, deaths, groups, groups):
            codes = ontology.codes(
                kind.code, mode, weapon_kind=weapon, killed=killed, actor_sectors=actors, target_sectors=targets
            )
            yield (kind.code, mode, weapon or ""), codes
