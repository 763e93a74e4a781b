"""JSON Lines: one object a line, read lazily, so a file of any length takes the memory of its longest line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dateline.documents._bytes import HEAD, Format, decode, is_utf16
from dateline.documents._columns import AS_NAMED, Columns
from dateline.documents._limits import Limits, Loaded
from dateline.documents._record import parse_json, read_record
from dateline.documents._whole import finish, too_large
from dateline.errors import DocumentError, NotText


class Stream:
    """A byte stream that can be looked at before it is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._pending = b""

    def peek(self, size: int) -> bytes:
        """The next bytes, up to `size`, left in place."""
        while len(self._pending) < size:
            more = self._stream.read(size - len(self._pending))
            if not more:
                break
            self._pending += more
        return self._pending[:size]

    def peek_line(self, most: int) -> bytes:
        """The next line that is not blank, up to `most` bytes, left in place."""
        begin = len(self._pending) - len(self._pending.lstrip())
        if b"\n" not in self._pending[begin:]:
            self._pending += self._stream.readline(max(0, most - len(self._pending)))
        end = self._pending.find(b"\n", begin)
        return self._pending[begin : end if end >= 0 else None]

    def read(self, size: int) -> bytes:
        """The next bytes, up to `size`."""
        data = self.peek(size)
        self._pending = self._pending[size:]
        return data

    def readline(self, most: int) -> bytes:
        """The rest of the line, at most `most` bytes of it."""
        end = self._pending.find(b"\n", 0, most)
        if end < 0 and len(self._pending) < most:
            line = self._pending + self._stream.readline(most - len(self._pending))
            self._pending = b""
            return line
        end = end + 1 if end >= 0 else most
        line, self._pending = self._pending[:end], self._pending[end:]
        return line


def read_lines(stream: Stream, *, source: str, limits: Limits, columns: Columns = AS_NAMED) -> Iterator[Loaded]:
    """One `Loaded` a line that is not blank; a bad line is a failure named `source:line`, and the others go on."""
    found = False
    for number, line in _number_lines(stream, source=source, limits=limits):
        name = f"{source}:{number}"
        if line is None:
            found = True
            yield Loaded(source=name, error=too_large(name, limits.max_bytes))
            continue
        if not line.strip():
            continue
        found = True
        try:
            text, _ = decode(line, source=name, format=Format.JSON_LINES)
            value = parse_json(text, source=name)
            document, issues = read_record(value, source=name, limits=limits, columns=columns)
        except DocumentError as error:
            yield Loaded(source=name, error=type(error)(name, error.reason))
        else:
            yield finish(name, document, issues, raw=line)
    if not found:
        raise NotText(source, "it is empty; give one JSON object a line.")


def _number_lines(stream: Stream, *, source: str, limits: Limits) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers from 1; None for a line over the limit."""
    if is_utf16(stream.peek(HEAD)):
        data = stream.read(limits.max_bytes + 1)
        if len(data) > limits.max_bytes:
            raise too_large(source, limits.max_bytes)
        text, _ = decode(data, source=source, format=Format.JSON_LINES)
        for number, line in enumerate(text.split("\n"), 1):
            yield number, line.encode("utf-8", errors="surrogatepass")
        return
    number = 0
    while line := stream.readline(limits.max_bytes + 1):
        number += 1
        if len(line) <= limits.max_bytes or line.endswith(b"\n"):
            yield number, line
            continue
        yield number, None
        while (more := stream.readline(limits.max_bytes)) and not more.endswith(b"\n"):
            pass
