"""One row of a hand-written table, read with checks: what is wrong is named with its file and row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn, cast

import yaml

from dateline.errors import RegistryError

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_COUNTRY = re.compile(r"[A-Z]{3}")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


class Row:
    """A mapping of a table with the place where it stands; each getter raises RegistryError for a wrong value."""

    def __init__(self, values: object, *, where: str, known: frozenset[str]) -> None:
        self.where = where
        if not isinstance(values, Mapping):
            self.fail("is not a mapping of fields")
        self._values = cast("Mapping[str, object]", values)
        for key in self._values:
            if key not in known:
                self.fail(f"has a field {key!r} that is not known; known are {', '.join(sorted(known))}")

    def fail(self, reason: str) -> NoReturn:
        raise RegistryError(f"{self.where} {reason}")

    def has(self, field: str) -> bool:
        return self._values.get(field) is not None

    def text(self, field: str, *, need: bool = False) -> str:
        value = self._values.get(field)
        if value is None and not need:
            return ""
        if not isinstance(value, str) or (need and not value.strip()):
            self.fail(f"needs a text in {field!r}, has {value!r}")
        return value.strip()

    def id(self, field: str = "id") -> str:
        value = self.text(field, need=True)
        if not _ID.fullmatch(value):
            self.fail(f"has the id {value!r}; an id is small letters, digits and hyphens")
        return value

    def choice(self, field: str, allowed: frozenset[str], default: str) -> str:
        value = self.text(field) or default
        if value not in allowed:
            self.fail(f"has {value!r} in {field!r}; allowed are {', '.join(sorted(allowed))}")
        return value

    def country(self, field: str = "country") -> str:
        value = self.text(field)
        if value and not _COUNTRY.fullmatch(value):
            self.fail(f"has {value!r} in {field!r}; a country is an ISO 3166-1 alpha-3 code")
        return value

    def date(self, field: str) -> str:
        value = self._values.get(field)
        if value is None:
            return ""
        shown = str(value)  # YAML reads an unquoted 2013 as a number and 2013-08-03 as a date
        if not _DATE.fullmatch(shown):
            self.fail(f"has {shown!r} in {field!r}; a date is YYYY, YYYY-MM or YYYY-MM-DD")
        return shown

    def flag(self, field: str) -> bool:
        value = self._values.get(field, False)
        if not isinstance(value, bool):
            self.fail(f"needs true or false in {field!r}, has {value!r}")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        value = self._values.get(field)
        if value is None:
            return ()
        if not isinstance(value, Sequence) or isinstance(value, str):
            self.fail(f"needs a list in {field!r}, has {value!r}")
        items = cast("Sequence[object]", value)
        found: list[str] = []
        for item in items:
            if not isinstance(item, str) or not item.strip():
                self.fail(f'needs texts in {field!r}, has {item!r} (quote words such as "no" and numbers)')
            found.append(item.strip())
        return tuple(dict.fromkeys(found))

    def rows(self, field: str, known: frozenset[str]) -> tuple[Row, ...]:
        value = self._values.get(field)
        if value is None:
            return ()
        if not isinstance(value, Sequence) or isinstance(value, str):
            self.fail(f"needs a list of mappings in {field!r}, has {value!r}")
        items = cast("Sequence[object]", value)
        return tuple(Row(v, where=f"{self.where} {field} {n}", known=known) for n, v in enumerate(items, start=1))

    def row(self, field: str, known: frozenset[str]) -> Row | None:
        value = self._values.get(field)
        return None if value is None else Row(value, where=f"{self.where} {field}", known=known)


def read_rows(path: Path, known: frozenset[str]) -> tuple[Row, ...]:
    """The rows of one YAML file; RegistryError where it cannot be read or is no list."""
    try:
        content: object = yaml.load(path.read_text("utf8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise RegistryError(f"{path}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RegistryError(f"{path}: is not YAML in UTF-8: {error}") from error
    if content is None:
        return ()
    if not isinstance(content, list):
        raise RegistryError(f"{path}: is not a list of records")
    items = cast("list[object]", content)
    rows: list[Row] = []
    for number, values in enumerate(items, start=1):
        label = ""
        if isinstance(values, dict):
            fields = cast("dict[str, object]", values)
            label = next((f" ({fields[k]})" for k in ("id", "state", "name") if k in fields), "")
        rows.append(Row(cast("object", values), where=f"{path}: row {number}{label}", known=known))
    return tuple(rows)
