"""Sheet: a file of lines -> its header and its rows; what cannot be a row is named and passed over."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from dateline.errors import NotReadable, NotText
from dateline.imports._foreign import BrokenRow
from dateline.imports._row import Row, fold_column

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_DELIMITERS: Final = ("\t", ",", ";", "|")
_LONGEST: Final = 4_000_000  # bytes of a line: the longest rows of the data sets have some ten thousand
_QUOTE: Final = '"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`first` are the cells of the first line, `rest` what follows it: (line, cells) or what is broken.

    `columns` are the first line's names, folded.
    """

    name: str
    first: tuple[str, ...]
    columns: tuple[str, ...]
    rest: Iterator[tuple[int, list[str]] | BrokenRow]

    def rows(self, columns: tuple[str, ...] | None = None) -> Iterator[Row | BrokenRow]:
        """The rows by the names of their columns. `columns` are those of a file without a header: then the first line is one.

        A second line of HXL hashtags is passed over.
        """
        names = columns or self.first
        folded = tuple(fold_column(name) for name in names)
        if columns is not None:
            yield _as_row(1, self.first, names, folded)
        for number, one in enumerate(self.rest):
            if isinstance(one, BrokenRow):
                yield one
            elif number > 0 or columns is not None or not _is_hxl(one[1]):
                line, cells = one
                yield _as_row(line, cells, names, folded)


@contextmanager
def open_sheet(path: Path) -> Generator[Sheet]:
    """The sheet of a CSV or tab file, as it is or packed alone in .gz or .zip; of UTF-8 or, line by line, of Latin-1.

    Raises NotReadable, NotText.
    """
    try:
        with _open(path) as stream:
            start = stream.peek(4)[:4]  # type: ignore[attr-defined]
            if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise NotText(str(path), "is UTF-16; save it as UTF-8.")
            lines = _lines(stream)
            first = next(lines, "")
            while first and not first.strip():
                first = next(lines, "")
            if not first:
                raise NotText(str(path), "is empty.")
            if "\x00" in first:
                raise NotText(str(path), "is a binary, not a file of lines; save it as CSV.")
            delimiter = max(_DELIMITERS, key=first.count)
            cells = _split_first(first, delimiter, path)
            rest = _split_tabs(lines) if delimiter == "\t" else _split_quoted(lines, delimiter)
            header = tuple(cell.strip() for cell in cells)
            yield Sheet(name=str(path), first=header, columns=tuple(map(fold_column, header)), rest=rest)
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        why = getattr(error, "strerror", None) or str(error) or "it ends too early"
        raise NotReadable(str(path), f"cannot be read ({why}).") from error


@contextmanager
def _open(path: Path) -> Generator[io.BufferedReader]:
    if path.is_dir():
        raise NotReadable(str(path), "is a folder; give a file.")
    with path.open("rb") as raw:
        start = raw.peek(4)[:4]
        if start[:2] == b"\x1f\x8b":
            with gzip.open(raw, "rb") as packed:
                yield io.BufferedReader(packed)  # type: ignore[arg-type]
        elif start == b"PK\x03\x04":
            with zipfile.ZipFile(raw) as archive:
                files = [one for one in archive.infolist() if not one.is_dir()]
                if len(files) != 1 or files[0].flag_bits & 0x1:
                    raise NotReadable(str(path), "is no archive of one file without a password; unpack it first.")
                with archive.open(files[0]) as member:
                    yield io.BufferedReader(member)  # type: ignore[arg-type]
        else:
            yield raw


# What `csv` takes at most where nobody has told it otherwise; the tables of documents do.
_LONGEST_CELL: Final = 131_072


def _lines(stream: BinaryIO) -> Iterator[str]:
    """The lines with their ends. Files of POLECAT have lines of Latin-1 among those of UTF-8."""
    first = True
    while line := stream.readline(_LONGEST):
        if first:
            line, first = line.removeprefix(b"\xef\xbb\xbf"), False
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            yield line.decode("cp1252", errors="replace")


def _split_tabs(lines: Iterator[str]) -> Iterator[tuple[int, list[str]] | BrokenRow]:
    """Tab files as the data sets write them have no quoting; cells that an export put in quotes lose them."""
    for number, line in enumerate(lines, start=2):
        text = line.rstrip("\r\n")
        if text.strip():
            yield number, [_unquote(cell) for cell in text.split("\t")]


def _split_quoted(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]] | BrokenRow]:
    reader = csv.reader((line.replace("\x00", "") for line in lines), delimiter=delimiter)
    begun = 2
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BrokenRow(
                line=begun, why=f"up to line {reader.line_num + 1} it is no row ({error}): is a quote never closed?"
            )
        else:
            if any(len(cell) > _LONGEST_CELL for cell in cells):
                why = f"a cell has more than {_LONGEST_CELL:,} characters"
                yield BrokenRow(
                    line=begun, why=f"up to line {reader.line_num + 1} it is no row ({why}): is a quote never closed?"
                )
            elif any(cells):
                yield begun, cells
        begun = reader.line_num + 2


def _split_first(line: str, delimiter: str, path: Path) -> list[str]:
    try:
        for cells in csv.reader([line], delimiter=delimiter):
            return cells
    except csv.Error as error:
        raise NotText(str(path), f"its first line is no header ({error}).") from error
    return []


def _unquote(cell: str) -> str:
    if len(cell) >= 2 and cell[0] == cell[-1] == _QUOTE:
        return cell[1:-1].replace('""', _QUOTE)
    return cell


def _as_row(
    line: int, cells: tuple[str, ...] | list[str], names: tuple[str, ...], folded: tuple[str, ...]
) -> Row | BrokenRow:
    if len(cells) > len(names) and not any(cells[len(names) :]):
        cells = cells[: len(names)]
    if len(cells) != len(names):
        return BrokenRow(line=line, why=f"has {len(cells)} cells where there are {len(names)} columns")
    return Row(line=line, cells=dict(zip(folded, cells, strict=True)), given=tuple(zip(names, cells, strict=True)))


def _is_hxl(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(cell.lstrip().startswith("#") for cell in filled)
