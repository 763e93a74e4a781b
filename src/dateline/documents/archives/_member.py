"""Streams over the bytes of an archive: a gzip member, unpacked as it is read, or a plain file; both with bounds."""

from __future__ import annotations

import zlib
from typing import BinaryIO, Final, Protocol

# Read and unpacked at once, in bytes.
_CHUNK: Final = 65_536
# One record may unpack to this much and is then given up: 2 s of unpacking; pages have 0.1 MB, films are skipped unread.
MOST_UNPACKED: Final = 1_000_000_000
# A line of a header has some hundred bytes, cookies some thousand; all of them together some thousand too.
_MOST_LINE: Final = 65_536
_MOST_HEADER: Final = 262_144
GZIP: Final = b"\x1f\x8b\x08"
WARC: Final = b"WARC/"


class Broken(Exception):
    """A record that cannot be read; the text is a plain sentence without its name."""


class RecordStream(Protocol):
    """What a record is read from."""

    @property
    def position(self) -> int:
        """The bytes taken of it, unpacked; for a plain file the place in the file."""
        ...

    def begin_record(self) -> None:
        """The bounds count from here."""
        ...

    def read(self, size: int) -> bytes:
        """`size` bytes, fewer at the end only."""
        ...

    def readline(self, size: int | None = None) -> bytes: ...

    def skip(self, size: int) -> int:
        """Passes over bytes; how many there were."""
        ...

    def peek(self, size: int) -> bytes: ...


class Member:
    """One gzip member of a file. Every reading raises Broken where the packed bytes are damaged, end early or are a bomb."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self._place = offset  # what is read next of the file, which others may move about in
        self._unpack = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        self._ready = b""
        self._at = 0
        self._begun = 0
        self._header = 0
        self.position = 0

    @property
    def end(self) -> int:
        """Where in the file the member ends; to be asked when all of it was read."""
        return self._place - len(self._unpack.unused_data)

    def begin_record(self) -> None:
        self._begun = self.position
        self._header = 0

    def read(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size > 0 and self._fill():
            part = self._ready[self._at : self._at + size]
            self._take(len(part))
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def readline(self, size: int | None = None) -> bytes:
        line = bytearray()
        most = _MOST_LINE if size is None else min(size, _MOST_LINE)
        while len(line) < most and self._fill():
            found = self._ready.find(b"\n", self._at, self._at + most - len(line))
            part = self._ready[self._at : self._at + most - len(line) if found < 0 else found + 1]
            self._take(len(part))
            line += part
            if found >= 0:
                break
        self._header += len(line)
        refuse_long(line, self._header, most)
        return bytes(line)

    def skip(self, size: int) -> int:
        left = size
        while left > 0 and self._fill():
            part = min(left, len(self._ready) - self._at)
            self._take(part)
            left -= part
        return size - left

    def peek(self, size: int) -> bytes:
        while len(self._ready) - self._at < size and not self._unpack.eof:
            self._ready = self._ready[self._at :] + self._more()
            self._at = 0
        return self._ready[self._at : self._at + size]

    def _fill(self) -> bool:
        while self._at >= len(self._ready):
            if self._unpack.eof:
                return False
            self._ready = self._more()
            self._at = 0
        return True

    def _more(self) -> bytes:
        data = self._unpack.unconsumed_tail
        if not data:
            self._file.seek(self._place)
            data = self._file.read(_CHUNK)
            self._place += len(data)
        try:
            out = self._unpack.decompress(data, _CHUNK)
        except zlib.error as error:
            raise Broken(f"its gzip data is damaged ({str(error).rpartition(': ')[2]})") from None
        if not data and not out and not self._unpack.eof:
            raise Broken("the file ends in the middle of it")
        return out

    def _take(self, size: int) -> None:
        self._at += size
        self.position += size
        if self.position - self._begun > MOST_UNPACKED:
            raise Broken(f"it unpacks to more than {MOST_UNPACKED / 1e6:,.0f} MB")


class Plain:
    """A file that is not packed, from some place on."""

    def __init__(self, file: BinaryIO, offset: int, size: int) -> None:
        self._file = file
        self._size = size
        self._header = 0
        file.seek(offset)

    @property
    def position(self) -> int:
        return self._file.tell()

    def begin_record(self) -> None:
        self._header = 0

    def read(self, size: int) -> bytes:
        return self._file.read(size)

    def readline(self, size: int | None = None) -> bytes:
        most = _MOST_LINE if size is None else min(size, _MOST_LINE)
        line = self._file.readline(most)
        self._header += len(line)
        refuse_long(line, self._header, most)
        return line

    def skip(self, size: int) -> int:
        here = self._file.tell()
        there = min(here + size, self._size)
        self._file.seek(there)
        return there - here

    def peek(self, size: int) -> bytes:
        here = self._file.tell()
        found = self._file.read(size)
        self._file.seek(here)
        return found


def refuse_long(line: bytes | bytearray, header: int, most: int) -> None:
    """Raises Broken for a line of a head, or a head, that is longer than any is."""
    if header > _MOST_HEADER or (most == _MOST_LINE and len(line) >= most and not line.endswith(b"\n")):
        raise Broken("its head is longer than any is")


def find_next(file: BinaryIO, offset: int, *, packed: bool) -> int | None:
    """Where behind `offset` the next record begins, for a file with a broken one before; None where there is none."""
    sign = GZIP if packed else b"\n" + WARC
    place, kept = offset, b""
    while True:
        file.seek(place)
        data = kept + file.read(16 * _CHUNK)
        if len(data) <= len(kept):
            return None
        base = place - len(kept)
        found = data.find(sign)
        while found >= 0:
            start = base + found + (0 if packed else 1)
            if start > offset and (not packed or begins_record(file, start)):
                return start
            found = data.find(sign, found + 1)
        place = base + len(data)
        kept = data[-(len(sign) - 1) :]


def begins_record(file: BinaryIO, offset: int = 0) -> bool:
    """Whether a gzip member with a record begins there."""
    try:
        return Member(file, offset).peek(len(WARC)) == WARC
    except Broken:
        return False
