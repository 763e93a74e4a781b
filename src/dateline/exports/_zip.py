"""zip: several files in one stream, the same bytes each time: no file has a time of its own."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import BinaryIO

_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that the format can say


@contextmanager
def open_zip(out: BinaryIO) -> Generator[zipfile.ZipFile]:
    """A zip into a stream that need not be seekable."""
    with zipfile.ZipFile(cast("BinaryIO", _Forward(out)), "w", zipfile.ZIP_DEFLATED) as archive:
        yield archive


def put_file(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    archive.writestr(entry, data)


class _Forward:
    """Only what a pipe can do, so that a file gets the same bytes as standard output."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()
