"""Reading of YAML tables with errors that name the table and the entry."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import yaml

from dateline.errors import RegistryError

_LOADER = cast(type[yaml.SafeLoader], getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def read_table(path: Path) -> dict[str, object]:
    """The mapping that a YAML file holds; raises RegistryError where it is missing, not YAML or not a mapping."""
    try:
        raw = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError(f"{path.name}: cannot be read ({error})") from error
    try:
        value: object = yaml.load(raw, Loader=_LOADER)  # a safe loader, in C where there is one
    except yaml.YAMLError as error:
        raise RegistryError(f"{path.name}: is not YAML ({error})") from error
    return as_mapping(value, path.name)


def as_mapping(value: object, where: str) -> dict[str, object]:
    """`value` as a mapping with text keys; raises RegistryError. A code such as 010 must be quoted to be a text."""
    if not isinstance(value, dict):
        raise RegistryError(f"{where}: a mapping is expected")
    entries = cast(dict[object, object], value)
    for key in entries:
        if not isinstance(key, str):
            raise RegistryError(f"{where}: the key {key!r} is not a text; quote it")
    return cast(dict[str, object], value)


def as_list(value: object, where: str) -> list[object]:
    """`value` as a list; raises RegistryError."""
    if not isinstance(value, list):
        raise RegistryError(f"{where}: a list is expected")
    return cast(list[object], value)


def as_text(value: object, where: str) -> str:
    """`value` as a text that is not empty; raises RegistryError."""
    if not isinstance(value, str) or not value.strip():
        raise RegistryError(f"{where}: a text is expected")
    return value


def as_number(value: object, where: str) -> float:
    """`value` as a number; raises RegistryError."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RegistryError(f"{where}: a number is expected")
    return float(value)


def as_codes(value: object, where: str, allowed: frozenset[str]) -> frozenset[str]:
    """`value` as a list of codes, each of them allowed; raises RegistryError."""
    codes: set[str] = set()
    for entry in as_list(value, where):
        if not isinstance(entry, str) or entry not in allowed:
            raise RegistryError(f"{where}: {entry!r} is not one of {', '.join(sorted(allowed))}")
        codes.add(entry)
    return frozenset(codes)


def refuse_unknown_keys(entry: dict[str, object], where: str, allowed: frozenset[str]) -> None:
    """Raises RegistryError for a key that nothing reads: a misspelt key must not pass silently."""
    unknown = sorted(set(entry) - allowed)
    if unknown:
        raise RegistryError(f"{where}: unknown key {unknown[0]!r}")
