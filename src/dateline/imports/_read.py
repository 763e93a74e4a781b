"""read_events: a file of another data set -> its events, and by name the rows that are broken."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dateline.errors import NotText, UsageError
from dateline.imports import _acled, _gdelt, _icews, _polecat, _ucdp
from dateline.imports._foreign import BrokenRow, ForeignEvent
from dateline.imports._row import BadCell
from dateline.imports._sheet import Sheet, open_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dateline.imports._format import Format

_ALL: Final = (_acled.FORMAT, _gdelt.FORMAT, _icews.FORMAT, _polecat.FORMAT, _ucdp.FORMAT)
FORMATS: Final[Mapping[str, Format]] = MappingProxyType({one.name: one for one in _ALL})
# Other names of the formats: those that `dateline export` has for them.
_ALIASES: Final = {"ucdp-ged": "ucdp", "ged": "ucdp", "gdelt-events": "gdelt"}
# Columns that other files of the same projects have: what they are, in words.
_OTHERS: Final = (
    ("GDELT mentions", frozenset({"globaleventid", "mentionidentifier"})),
    ("GDELT's knowledge graph", frozenset({"gkgrecordid"})),
    ("monthly sums of ACLED", frozenset({"country", "month", "year", "fatalities"})),
)


def get_format(name: str) -> Format:
    """The format of this name. Raises UsageError, with the nearest names."""
    wanted = name.strip().casefold()
    found = FORMATS.get(_ALIASES.get(wanted, wanted))
    if found is None:
        near = get_close_matches(wanted, FORMATS, n=1, cutoff=0.5)
        meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(FORMATS)}."
        raise UsageError(f"There is no data set {name!r}: {meant}")
    return found


def recognise(path: Path) -> Format | None:
    """The format that a file looks like, None for none. Raises NotReadable, NotText."""
    with open_sheet(path) as sheet:
        return _recognise(sheet)[0]


def read_events(path: Path, format: Format, *, shelf: str) -> Iterator[ForeignEvent | BrokenRow]:
    """The events of a file, in its order; a row that cannot be one is a BrokenRow in its place.

    Raises NotReadable, and NotText for a file that is not of this format: it says which one it looks like.
    """
    with open_sheet(path) as sheet:
        found, columns = _recognise(sheet)
        if found is not format:
            raise NotText(str(path), _tell_other(sheet, found, format))
        ids: set[str] = set()
        for row in sheet.rows(columns):
            if isinstance(row, BrokenRow):
                yield row
                continue
            try:
                event = format.read(row, shelf)
            except BadCell as error:
                yield BrokenRow(line=row.line, why=str(error))
                continue
            if event.id in ids:
                yield BrokenRow(line=row.line, why=f"its id {event.id} stands in an earlier row: that one is kept")
                continue
            ids.add(event.id)
            yield event


def _recognise(sheet: Sheet) -> tuple[Format | None, tuple[str, ...] | None]:
    """The format, and the names of the columns where the file has no header."""
    for format in _ALL:
        if format.fits(sheet.columns):
            return format, None
    for format in _ALL:
        for columns in format.headerless:
            if len(sheet.first) == len(columns) and sheet.first[0].isdigit() and _is_day(sheet.first[1]):
                return format, columns
    return None, None


def _is_day(cell: str) -> bool:
    return len(cell) == 8 and cell.isdigit() and "1900" <= cell[:4] <= "2199"


def _tell_other(sheet: Sheet, found: Format | None, wanted: Format) -> str:
    if found is not None:
        return f"this looks like {found.title} and not like {wanted.title}; give the format {found.name!r}."
    for title, columns in _OTHERS:
        if columns <= set(sheet.columns):
            return f"this looks like {title}, which has no events to compare."
    missing = sorted("/".join(sorted(group)) for group in wanted.needed if not group & set(sheet.columns))
    return f"this does not look like {wanted.title}: its first line has no column {', '.join(missing)}."
