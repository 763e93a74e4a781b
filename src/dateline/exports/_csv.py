"""CSV as spreadsheets and programs read it alike: RFC 4180, UTF-8, one record a line, no cell that is a formula.

A text that begins with =, +, -, @, or with one of their wide forms, is run as a formula by spreadsheets, so that a news text
could make a reader's machine call out. Such a text gets an apostrophe in front, which spreadsheets do not show as part of the
value. Numbers are no texts and stay as they are. Runs of white space, line ends among them, become one space, and
characters that no file of text should hold are left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, BinaryIO, Final

from dateline.exports._table import each_row
from dateline.exports._value import Context, Format, Loss

if TYPE_CHECKING:
    from dateline.exports._table import Cell, Row, Table
    from dateline.views import Told

# The signs that begin a formula in Excel, LibreOffice or Google Sheets, and their full-width forms.
FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001


def clean_text(text: str) -> str:
    """A text on one line without control characters; a lone surrogate, which UTF-8 has no bytes for, becomes a question mark."""
    plain = "".join(
        c if c.isprintable() or c.isspace() else "" for c in text.encode("utf-8", "replace").decode("utf-8")
    )
    return " ".join(plain.split())


def guard_text(text: str) -> str:
    """The same, harmless in a spreadsheet."""
    plain = clean_text(text)
    return f"'{plain}" if plain.startswith(FORMULA) else plain


def write_cell(cell: Cell) -> str:
    """A cell as text; "" for what is not known."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(cell, date):
        return cell.isoformat()
    return guard_text(cell) if isinstance(cell, str) else str(cell)


def write_rows(heads: Iterable[tuple[str, ...]], rows: Iterable[Row], out: BinaryIO) -> int:
    """Writes the lines of the head as they are, then the rows; how many rows."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")

    def put(cells: Iterable[str]) -> None:
        writer.writerow(cells)
        out.write(line.getvalue().encode("utf-8"))
        line.seek(0)
        line.truncate()

    for head in heads:
        put(head)
    written = 0
    for row in rows:
        put(map(write_cell, row))
        written += 1
    return written


def make_csv(table: Table, *, name: str = "", suffix: str = ".csv") -> Format:
    """The table as a CSV format."""

    def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
        head = tuple(column.name for column in table.columns)
        return write_rows([head], each_row(table, events, context, note), out)

    return Format(
        name=name or f"csv-{table.name}", title=table.title, suffix=suffix, media_type="text/csv", write=write
    )
