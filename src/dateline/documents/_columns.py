"""Columns: which column of a table, or field of a JSON object, holds which field of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from dateline.errors import NotText, UsageError

FIELDS: Final = ("text", "title", "url", "published", "publisher", "author", "language", "id")
_NAMED: Final = 12  # columns that are named in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Pairs of a field and the column that holds it. A field that is not named is looked for under its own name."""

    pairs: tuple[tuple[str, str], ...] = ()

    def place_all(self, names: Sequence[str], *, source: str) -> dict[str, str]:
        """Field -> the name of its column in this table; capitals and spaces around make no difference.

        Raises NotText where no column holds the text, or one that was named is missing.
        """
        found: dict[str, str] = {}
        plain = {name.strip().casefold(): name for name in reversed(names)}
        for field, column in self.pairs:
            if column in names:
                found[field] = column
            elif column.strip().casefold() in plain:
                found[field] = plain[column.strip().casefold()]
            else:
                raise NotText(source, f"there is no column {column!r} for {field}; {_list(names)}.")
        for field in FIELDS:
            if field not in found and field in plain:
                found[field] = plain[field]
        if "text" not in found:
            raise NotText(source, f"no column is named text; say which holds it: --map text=COLUMN. {_list(names)}.")
        return found

    def rename(self, record: Mapping[str, object]) -> dict[str, object]:
        """A JSON object under our names; what is not mapped keeps its own."""
        if not self.pairs:
            return dict(record)
        renamed = dict(record)
        for field, column in self.pairs:
            renamed[field] = record.get(column)
        return renamed


AS_NAMED: Final = Columns()


def parse_columns(given: Sequence[str]) -> Columns:
    """The columns of `field=column` pairs, several of them in one string with commas. Raises UsageError."""
    pairs: dict[str, str] = {}
    for part in (part for one in given for part in one.split(",")):
        field, sign, column = (piece.strip() for piece in part.partition("="))
        field = field.casefold()
        if not sign or not field or not column:
            raise UsageError(f"--map {part.strip()!r} is not of the form field=column, such as text=body.")
        if field not in FIELDS:
            close = get_close_matches(field, FIELDS, n=1)
            hint = f" Did you mean {close[0]}?" if close else ""
            raise UsageError(f"--map {field}: a document has no such field; it has {', '.join(FIELDS)}.{hint}")
        if field in pairs:
            raise UsageError(f"--map {field} is given twice.")
        pairs[field] = column
    return Columns(pairs=tuple(pairs.items()))


def _list(names: Sequence[str]) -> str:
    if not names:
        return "The table has no columns"
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"The table has {', '.join(name[:40] for name in names[:_NAMED])}{more}"
