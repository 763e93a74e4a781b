"""read_parquet: a Parquet file -> a document for each row, some rows in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from typing import Any, BinaryIO, Final

from dateline.documents._columns import Columns
from dateline.documents._limits import Limits, Loaded
from dateline.documents._mark import Bookmark, FindsMark, Place
from dateline.documents._record import read_record
from dateline.documents._whole import finish, too_large
from dateline.errors import DocumentError, NotReadable, NotText, UsageError

# Rows in memory at once; an article has some thousand characters.
_BATCH: Final = 64
# A group of rows whose columns of text unpack to more than this is refused: it is held in memory in part at least.
MOST_GROUP_BYTES: Final = 1_000_000_000


def read_parquet(
    file: BinaryIO, *, source: str, columns: Columns, limits: Limits, find_mark: FindsMark
) -> Iterator[Loaded]:
    """One `Loaded` a row, named `source[n]` from 1. Only the columns that are mapped are read from the file.

    Raises UsageError where the library is missing, DocumentError for a file that is damaged or has no column of text.
    """
    try:
        parquet: Any = import_module("pyarrow.parquet")
        arrow: Any = import_module("pyarrow")
    except ImportError:
        raise UsageError("Reading Parquet needs the extra: pip install 'dateline[tables]'.") from None
    faults: tuple[type[Exception], ...] = (arrow.ArrowException, OSError, ValueError)
    bookmark = Bookmark(file, source)
    try:
        # pre_buffer would hold a whole group of rows.
        table: Any = parquet.ParquetFile(file, pre_buffer=False)
        names = [str(name) for name in table.schema_arrow.names]
    except faults as error:
        raise NotReadable(source, f"it is not a Parquet file that can be read ({_say(error)}).") from None
    placed = columns.place_all(names, source=source)
    start, word = bookmark.find(find_mark(bookmark.name))
    if word is not None:
        yield word
    if start.done:
        return
    total: int = table.metadata.num_rows
    if not total:
        raise NotText(source, "it has no rows.")
    counted = bad = 0
    place = start
    for loaded, number in _read_rows(table, placed, start.number, source=source, limits=limits, faults=faults):
        counted += loaded.error is None
        bad += loaded.error is not None
        place = Place(at=number, number=number)
        yield replace(loaded, mark=bookmark.make(place, share=number / total))
    yield bookmark.tell_end(f"{counted:,} rows read, {bad:,} rows or groups of rows that could not be.", place)


def _read_rows(
    table: Any,
    placed: dict[str, str],
    after: int,
    *,
    source: str,
    limits: Limits,
    faults: tuple[type[Exception], ...],
) -> Iterator[tuple[Loaded, int]]:
    """What came of each row behind row `after`, with the rows that are done then; of a damaged group, one for its rest."""
    number = 0
    columns = sorted(set(placed.values()))
    for index in range(table.metadata.num_row_groups):
        group = table.metadata.row_group(index)
        last: int = number + group.num_rows
        if last <= after:
            number = last
            continue
        if _weigh(group, set(columns)) > MOST_GROUP_BYTES:
            name = f"{source}[{number + 1}-{last}]"
            number = last
            yield Loaded(source=name, error=too_large(name, MOST_GROUP_BYTES, what="group of rows")), number
            continue
        try:
            for batch in table.iter_batches(_BATCH, row_groups=[index], columns=columns):
                values = {field: batch.column(column).to_pylist() for field, column in placed.items()}
                for row in range(batch.num_rows):
                    number += 1
                    if number > after:
                        record = {field: _plain(cells[row]) for field, cells in values.items()}
                        yield _load(record, f"{source}[{number}]", limits=limits), number
        except faults as error:
            name = f"{source}[{number + 1}-{last}]"
            number = last
            yield Loaded(source=name, error=NotReadable(name, f"these rows cannot be read ({_say(error)}).")), number


def _weigh(group: Any, names: set[str]) -> int:
    """The bytes that the columns of a group of rows unpack to, as the file says."""
    return sum(
        int(group.column(index).total_uncompressed_size)
        for index in range(group.num_columns)
        if str(group.column(index).path_in_schema).partition(".")[0] in names
    )


def _load(record: dict[str, object], name: str, *, limits: Limits) -> Loaded:
    if record["text"] is None:
        return Loaded(source=name, error=NotText(name, "the row has no text."))
    try:
        document, issues = read_record(record, source=name, limits=limits)
    except DocumentError as error:
        return Loaded(source=name, error=type(error)(name, error.reason))
    return finish(name, document, issues)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return value


def _say(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
