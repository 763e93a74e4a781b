"""find_many: the file of a user -> what reads it where it is an archive or a table, by its name and its first bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final, Protocol

from dateline.documents._columns import Columns
from dateline.documents._limits import Limits, Loaded
from dateline.documents._mark import FindsMark

ARCHIVES: Final = (".warc", ".warc.gz", ".warc.wet.gz", ".wet.gz")
TABLES: Final = (".csv", ".tsv", ".parquet")
_GZIP: Final = b"\x1f\x8b\x08"
_WARC: Final = b"WARC/"
_PARQUET: Final = b"PAR1"


class ReadsMany(Protocol):
    """Reads a file of many documents, that one can go about in."""

    def __call__(
        self, file: BinaryIO, *, source: str, columns: Columns, limits: Limits, find_mark: FindsMark
    ) -> Iterator[Loaded]: ...


def find_many(file: BinaryIO, *, source: str) -> ReadsMany | None:
    """What reads the file, None where it is none of these; what cannot be gone about in, as a pipe, is none."""
    if not file.seekable():
        return None
    name = source.lower()
    head = file.read(len(_WARC))
    file.seek(0)
    # Each is loaded where it is met: they have libraries of their own.
    if head == _WARC or name.endswith(ARCHIVES) or (head.startswith(_GZIP) and _holds_record(file)):
        return _read_archive
    if head.startswith(_PARQUET) or name.endswith(".parquet"):
        from dateline.documents.tables import read_parquet  # noqa: PLC0415

        return read_parquet
    if name.endswith(TABLES):
        from dateline.documents.tables import read_csv  # noqa: PLC0415

        return read_csv
    return None


def _read_archive(
    file: BinaryIO, *, source: str, columns: Columns, limits: Limits, find_mark: FindsMark
) -> Iterator[Loaded]:
    from dateline.documents.archives import read_archive  # noqa: PLC0415

    del columns  # an archive has none
    return read_archive(file, source=source, limits=limits, find_mark=find_mark)


def _holds_record(file: BinaryIO) -> bool:
    from dateline.documents.archives import begins_archive  # noqa: PLC0415

    found = begins_archive(file)
    file.seek(0)
    return found
