"""read_csv: a table of lines -> a document for each row; a bad row is named and the others go on."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, Final

from dateline.documents._bytes import HEAD, is_utf16, refuse_binary
from dateline.documents._columns import Columns
from dateline.documents._limits import Limits, Loaded
from dateline.documents._mark import Bookmark, FindsMark, Place
from dateline.documents._record import read_record
from dateline.documents._whole import finish
from dateline.errors import DocumentError, NotReadable, NotText
from dateline.model import Issue, Severity

_SIGNS: Final = (",", ";", "\t", "|")
_MARK: Final = b"\xef\xbb\xbf"
# A row above it is refused: the longest articles have 1 MB, and a quote that is not closed goes on to the end of the file.
MOST_ROW_BYTES: Final = 8_000_000
_CHUNK: Final = 65_536


class _Lines:
    """Lines of a file as the reader of CSV takes them, with what it took for the present row."""

    def __init__(self, file: BinaryIO, *, most: int) -> None:
        self._file = file
        self._most = most
        self.at = self.number = 0
        self.taken: list[bytes] = []
        self._size = 0

    def go_to(self, at: int, number: int) -> None:
        """To the beginning of a line, `number` lines behind the start."""
        self._file.seek(at)
        self.at, self.number = at, number

    def begin_row(self) -> None:
        self.taken = []
        self._size = 0

    def is_at_end(self) -> bool:
        more = self._file.read(1)
        self._file.seek(self.at)
        return not more

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(self._most + 1)
        if not line:
            raise StopIteration
        self.at += len(line)
        self.number += 1
        self._size += len(line)
        if self._size > self._most:
            while not line.endswith(b"\n") and (line := self._file.readline(_CHUNK)):
                self.at += len(line)
            raise csv.Error(f"it is over {self._most / 1e6:g} MB")
        self.taken.append(line)
        # A byte that is not UTF-8 becomes a sign of its own, from which the bytes can be had back.
        return line.decode("utf-8", errors="surrogateescape").replace("\x00", "")


def read_csv(
    file: BinaryIO, *, source: str, columns: Columns, limits: Limits, find_mark: FindsMark
) -> Iterator[Loaded]:
    """One `Loaded` a row, named `source:line`; the first line names the columns. Raises DocumentError for no table.

    The sign between columns is the one that the first line has most of: comma, semicolon, tab or bar.
    """
    head = file.read(HEAD)
    if is_utf16(head):
        raise NotReadable(source, "it is a table in UTF-16; save it as CSV in UTF-8.")
    refuse_binary(head, source=source)
    # One limit for all readers of the process, and the standard one is shorter than some articles; it is only ever raised.
    if csv.field_size_limit() < limits.max_bytes:
        csv.field_size_limit(limits.max_bytes)
    bookmark = Bookmark(file, source)
    lines = _Lines(file, most=min(MOST_ROW_BYTES, limits.max_bytes))
    lines.go_to(len(_MARK) if head.startswith(_MARK) else 0, 0)
    names, sign = _read_names(lines, source)
    placed = columns.place_all(names, source=source)
    start, word = bookmark.find(find_mark(bookmark.name))
    if word is not None:
        yield word
    if start.done:
        return
    if start.at:
        lines.go_to(start.at, start.number)
    wanted = [(field, names.index(column)) for field, column in placed.items()]
    counted = bad = 0
    for number, row in _read_rows(lines, sign):
        name = f"{source}:{number}"
        if isinstance(row, str):
            loaded = Loaded(source=name, error=NotReadable(name, f"the row cannot be read ({row}); mend its quotes."))
        else:
            loaded = _load(row, wanted, name, width=len(names), limits=limits)
        counted += loaded.error is None
        bad += loaded.error is not None
        raw = b"".join(lines.taken) if loaded.document else None
        mark = bookmark.make(Place(at=lines.at, number=lines.number), share=lines.at / max(1, bookmark.size))
        yield replace(loaded, raw=raw, media_type="text/csv", mark=mark)
    if not counted + bad and not start.at:
        raise NotText(source, "it names columns and has no rows.")
    yield bookmark.tell_end(
        f"{counted:,} rows read, {bad:,} that could not be.", Place(at=lines.at, number=lines.number)
    )


def _read_rows(lines: _Lines, sign: str) -> Iterator[tuple[int, Sequence[str] | str]]:
    """Rows with the number of their first line; the reason in the place of one that cannot be read.

    A quote that is never closed would take all that follows for one cell: only the line with it is given up.
    """
    rows = csv.reader(lines, delimiter=sign)
    while True:
        lines.begin_row()
        first = lines.number + 1
        begin = lines.at
        try:
            row = next(rows, None)
            if row is not None and len(lines.taken) > 1:
                _refuse_open_quote(lines, sign)
        except csv.Error as error:
            if lines.taken:
                lines.go_to(begin + len(lines.taken[0]), first)
            yield first, str(error)
            continue
        if row is None:
            return
        if any(map(str.strip, row)):
            yield first, row


def _refuse_open_quote(lines: _Lines, sign: str) -> None:
    """Raises csv.Error for a row of several lines that only the end of the file ended."""
    if lines.is_at_end():
        taken = [line.decode("utf-8", errors="replace") for line in lines.taken]
        if len(list(csv.reader([*taken, "\n", "x\n"], delimiter=sign))) < 2:  # a further line is taken for the same row
            raise csv.Error("a quote in it is not closed")


def _read_names(lines: _Lines, source: str) -> tuple[list[str], str]:
    line = next(lines, "")
    if not line.strip():
        raise NotText(source, "it is empty; a table begins with a line that names its columns.")
    sign = max(_SIGNS, key=line.count)
    if not line.count(sign) and len(line) > 200:
        raise NotText(source, "its first line names no columns; a table begins with a line that does.")
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=sign))], sign
    except (csv.Error, StopIteration):
        raise NotText(source, "its first line does not name columns; a table begins with a line that does.") from None


def _load(row: Sequence[str], wanted: list[tuple[str, int]], name: str, *, width: int, limits: Limits) -> Loaded:
    issues: list[Issue] = []
    if len(row) > width:
        return Loaded(
            source=name,
            error=NotReadable(name, f"the row has {len(row)} cells and the table {width} columns; mend its quotes."),
        )
    record: dict[str, object] = {}
    for field, index in wanted:
        value = row[index] if index < len(row) else ""
        if not value.isascii() and _has_strange_bytes(value):
            value = value.encode("utf-8", errors="surrogateescape").decode("cp1252", errors="replace")
            message = f"`{field}` is not UTF-8 and was read as Windows-1252, which may be wrong; save it as UTF-8."
            issues.append(Issue(code="encoding-guessed", severity=Severity.WARNING, message=message))
        record[field] = value or None
    if record["text"] is None:
        return Loaded(source=name, error=NotText(name, "the row has no text."))
    try:
        document, more = read_record(record, source=name, limits=limits)
    except DocumentError as error:
        return Loaded(source=name, error=type(error)(name, error.reason))
    return finish(name, document, (*issues, *more))


def _has_strange_bytes(value: str) -> bool:
    return any("\udc80" <= char <= "\udcff" for char in value)
