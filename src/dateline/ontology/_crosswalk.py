"""Crosswalk: ordered rules from what the codebook knows of an event to a code of another scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar, get_args

from dateline.errors import RegistryError
from dateline.model import Realis
from dateline.ontology._table import as_codes, as_list, as_mapping, as_text, refuse_unknown_keys
from dateline.ontology._term import SECTOR_GROUPS, EventType, SectorGroup

Deaths = Literal["stated", "none", "unstated"]
T = TypeVar("T")

_CONDITION_KEYS = frozenset({"mode", "weapon", "killed", "actors", "targets", "realis"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules may ask of an event; the groups are those of its parties' sectors."""

    mode: str
    weapon: str
    deaths: Deaths
    actors: frozenset[SectorGroup]
    targets: frozenset[SectorGroup]
    realis: Realis


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """None asks nothing; a rule holds where each thing that it asks for holds."""

    modes: frozenset[str] | None
    weapons: frozenset[str] | None
    deaths: frozenset[str] | None
    actors: SectorGroup | None
    targets: SectorGroup | None
    realis: frozenset[str]

    def holds(self, facts: Facts) -> bool:
        return (
            facts.realis in self.realis
            and (self.modes is None or facts.mode in self.modes)
            and (self.weapons is None or facts.weapon in self.weapons)
            and (self.deaths is None or facts.deaths in self.deaths)
            and (self.actors is None or self.actors in facts.actors)
            and (self.targets is None or self.targets in facts.targets)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[T]):
    condition: Condition
    code: T


def first_code(rules: tuple[Rule[T], ...], facts: Facts) -> T | None:
    """The code of the first rule that holds, None where none does."""
    for rule in rules:
        if rule.condition.holds(facts):
            return rule.code
    return None


def cameo_rules(
    table: dict[str, object], *, types: Mapping[str, EventType], weapons: frozenset[str], codes: Mapping[str, str]
) -> dict[str, tuple[Rule[str], ...]]:
    """The rules of each type; raises RegistryError for a type, mode, weapon or code that does not exist."""
    rules: dict[str, tuple[Rule[str], ...]] = {}
    for name, event_type, entries in _of_each_type(table, "crosswalk_cameo", types):
        made: list[Rule[str]] = []
        for entry in entries:
            refuse_unknown_keys(entry, name, _CONDITION_KEYS | {"code"})
            code = as_text(entry.get("code"), name)
            if code not in codes:
                raise RegistryError(f"{name}: {code!r} is no CAMEO code")
            made.append(Rule(condition=_condition(entry, name, event_type, weapons), code=code))
        rules[event_type.code] = tuple(made)
    return rules


def acled_rules(
    table: dict[str, object],
    *,
    types: Mapping[str, EventType],
    weapons: frozenset[str],
    codes: Mapping[str, frozenset[str]],
) -> dict[str, tuple[Rule[tuple[str, str | None]], ...]]:
    """The rules of each type to an event type and a sub-event type; raises RegistryError as `cameo_rules` does."""
    rules: dict[str, tuple[Rule[tuple[str, str | None]], ...]] = {}
    for name, event_type, entries in _of_each_type(table, "crosswalk_acled", types):
        made: list[Rule[tuple[str, str | None]]] = []
        for entry in entries:
            refuse_unknown_keys(entry, name, _CONDITION_KEYS | {"event_type", "sub"})
            main = as_text(entry.get("event_type"), name)
            sub = None if entry.get("sub") is None else as_text(entry["sub"], name)
            if main not in codes or (sub is not None and sub not in codes[main]):
                raise RegistryError(f"{name}: {main!r} with {sub!r} is not of ACLED's list")
            made.append(Rule(condition=_condition(entry, name, event_type, weapons), code=(main, sub)))
        rules[event_type.code] = tuple(made)
    return rules


def _of_each_type(
    table: dict[str, object], file: str, types: Mapping[str, EventType]
) -> list[tuple[str, EventType, list[dict[str, object]]]]:
    if set(table) != set(types):
        odd = sorted(set(table) ^ set(types))[0]
        raise RegistryError(f"{file}: {odd!r} is in this table or in event_types, and not in the other")
    return [
        (f"{file}: {code}", types[code], [as_mapping(entry, code) for entry in as_list(entries, f"{file}: {code}")])
        for code, entries in table.items()
    ]


def _condition(entry: dict[str, object], name: str, event_type: EventType, weapons: frozenset[str]) -> Condition:
    def codes(key: str, allowed: frozenset[str]) -> frozenset[str] | None:
        return as_codes(entry[key], f"{name}: {key}", allowed) if key in entry else None

    def group(key: str) -> SectorGroup | None:
        if key not in entry:
            return None
        value = entry[key]
        if value not in SECTOR_GROUPS:
            raise RegistryError(f"{name}: {key}: {value!r} is no sector group")
        return value

    return Condition(
        modes=codes("mode", frozenset(event_type.modes) | {""}),
        weapons=codes("weapon", weapons | {""}),
        deaths=codes("killed", frozenset(get_args(Deaths))),
        actors=group("actors"),
        targets=group("targets"),
        realis=codes("realis", frozenset(get_args(Realis))) or frozenset({"actual"}),
    )
