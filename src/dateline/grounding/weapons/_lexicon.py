"""The terms for weapons, indexed by their first word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from dateline.errors import RegistryError

_LOADER = cast(type[yaml.SafeLoader], getattr(yaml, "CSafeLoader", yaml.SafeLoader))
_DATA = Path(__file__).parent / "data" / "weapons.yaml"
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """`words` in lower case; `cased` asks for a capital or a digit at the first word, `upper` for all capitals."""

    words: tuple[str, ...]
    kind: str
    cased: bool
    upper: bool
    named: bool  # a noun for a weapon, not an act
    weak: bool


@cache
def terms_by_first_word() -> Mapping[str, tuple[Term, ...]]:
    """The terms under their first word, longest first, plurals made; raises RegistryError where malformed."""
    table: object = yaml.load(_DATA.read_text(encoding="utf-8"), Loader=_LOADER)
    if not isinstance(table, dict):
        raise RegistryError("weapons.yaml: a mapping is expected")
    sections = cast(dict[str, object], table)
    weak = frozenset(" ".join(WORD.findall(term)) for term in _texts(sections.get("weak"), "weak"))
    index: dict[str, dict[tuple[tuple[str, ...], bool], Term]] = {}
    for section in ("names", "acts"):
        kinds = sections.get(section)
        if not isinstance(kinds, dict):
            raise RegistryError(f"weapons.yaml: {section}: a mapping is expected")
        for kind, entries in cast(dict[str, object], kinds).items():
            for entry in _texts(entries, kind):
                cased = entry != entry.lower()
                spelt = WORD.findall(entry)
                upper = len(spelt[0]) > 1 and spelt[0].isalpha() and spelt[0].isupper()
                words = tuple(word.lower() for word in spelt)
                light = " ".join(words) in weak
                for form in _forms(words, plural=section == "names"):
                    term = Term(words=form, kind=kind, cased=cased, upper=upper, named=section == "names", weak=light)
                    index.setdefault(form[0], {}).setdefault((form, cased), term)
    return {first: tuple(sorted(terms.values(), key=lambda t: -len(t.words))) for first, terms in index.items()}


def _forms(words: tuple[str, ...], *, plural: bool) -> tuple[tuple[str, ...], ...]:
    last = words[-1]
    if not plural or last.endswith("s"):
        return (words,)
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        return (words, (*words[:-1], last[:-1] + "ies"))
    return (words, (*words[:-1], last + ("es" if last.endswith(("x", "ch", "sh", "z")) else "s")))


def _texts(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in cast(list[object], value)):
        raise RegistryError(f"weapons.yaml: {where}: a list of texts is expected")
    return cast(list[str], value)
