"""load: what the user named -> documents, one at a time, with a failure in the place of each that cannot be read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from dateline.documents._address import Fetched
from dateline.documents._bytes import HEAD, SUFFIXES, Format, is_utf16, refuse_binary, sniff_format
from dateline.documents._columns import AS_NAMED, Columns
from dateline.documents._fetch import fetch_url
from dateline.documents._folder import walk
from dateline.documents._limits import DEFAULT_LIMITS, Limits, Loaded
from dateline.documents._lines import Stream, read_lines
from dateline.documents._many import ARCHIVES, TABLES, find_many
from dateline.documents._mark import FindsMark
from dateline.documents._record import parse_json
from dateline.documents._whole import read_whole, too_large
from dateline.errors import DocumentError, FetchError, NotReadable, UsageError

STDIN = "-"
_STDIN_NAME = "standard input"
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")
_MARK_AND_SPACE = b"\xef\xbb\xbf \t\r\n"
_BY_MEDIA_TYPE = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/plain": Format.TEXT,
    "application/json": Format.JSON,
}


def no_mark(name: str) -> str | None:
    """Every file is read from its start."""
    del name
    return None


def load(
    sources: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    fetch: Callable[[str, Limits], Fetched] = fetch_url,
    limits: Limits = DEFAULT_LIMITS,
    columns: Columns = AS_NAMED,
    find_mark: FindsMark = no_mark,
) -> Iterator[Loaded]:
    """One `Loaded` for each document, failure and file that is not read, in the order named; nothing is read ahead.

    A source is a file (format by its suffix, else by its content), a folder (all of it, sorted by name; tables only where
    `columns` are named), `-` for standard input, or an http(s) address. `columns` are those of tables and JSON.
    `find_mark` gives the data of the last mark of a file by its whole path, to go on from there. No bad input raises; what
    is wrong is in the `Loaded`, also that a library for archives or Parquet is missing.
    """
    for source in sources:
        if source == STDIN:
            yield from _load_stdin(stdin, limits=limits, columns=columns)
        elif _ADDRESS.match(source):
            yield from _load_address(source, fetch=fetch, limits=limits, columns=columns)
        elif _OTHER_SCHEME.match(source):
            reason = "only http and https addresses are fetched; save it as a file and name that."
            yield Loaded(source=source, error=FetchError(source, reason))
        else:
            yield from _load_path(source, limits=limits, columns=columns, find_mark=find_mark)


def _load_stdin(stdin: BinaryIO | None, *, limits: Limits, columns: Columns) -> Iterator[Loaded]:
    if stdin is None:
        yield Loaded(source=_STDIN_NAME, error=NotReadable(_STDIN_NAME, "it is not open; name a file instead."))
        return
    yield from _guard(_STDIN_NAME, _load_stream(stdin, source=_STDIN_NAME, hint=None, limits=limits, columns=columns))


def _load_address(
    source: str, *, fetch: Callable[[str, Limits], Fetched], limits: Limits, columns: Columns
) -> Iterator[Loaded]:
    try:
        fetched = fetch(source, limits)
    except DocumentError as error:
        yield Loaded(source=source, error=error)
        return
    except OSError as error:
        yield Loaded(source=source, error=FetchError(source, f"it cannot be fetched ({error}); try again later."))
        return
    format = _BY_MEDIA_TYPE.get(fetched.media_type) or sniff_format(fetched.body[:HEAD])
    if format is Format.TEXT:
        format = _look_again(fetched.body[:HEAD], Format.TEXT)
    whole = read_whole(
        fetched.body,
        source=source,
        format=format,
        limits=limits,
        charset=fetched.charset,
        url=fetched.url,
        media_type=fetched.media_type,
        columns=columns,
    )
    yield from _guard(source, whole)


def _load_path(source: str, *, limits: Limits, columns: Columns, find_mark: FindsMark) -> Iterator[Loaded]:
    try:
        mode = os.stat(source).st_mode  # noqa: PTH116  a Path takes the empty name for the folder it is in
    except (OSError, ValueError) as error:
        yield Loaded(source=source, error=_explain(source, error))
        return
    if not stat.S_ISDIR(mode):
        yield from _load_file(source, limits=limits, columns=columns, find_mark=find_mark)
        return
    for entry in walk(source, also=(*ARCHIVES, *TABLES) if columns.pairs else ARCHIVES):
        if isinstance(entry, Loaded):
            yield entry
        else:
            yield from _load_file(os.fspath(entry), limits=limits, columns=columns, find_mark=find_mark)


def _load_file(source: str, *, limits: Limits, columns: Columns, find_mark: FindsMark) -> Iterator[Loaded]:
    def read() -> Iterator[Loaded]:
        with Path(source).open("rb") as stream:
            many = find_many(stream, source=source)
            if many is not None:
                yield from many(stream, source=source, columns=columns, limits=limits, find_mark=find_mark)
                return
            hint = SUFFIXES.get(Path(source).suffix.lower())
            yield from _load_stream(stream, source=source, hint=hint, limits=limits, columns=columns)

    yield from _guard(source, read())


def _load_stream(
    stream: BinaryIO, *, source: str, hint: Format | None, limits: Limits, columns: Columns
) -> Iterator[Loaded]:
    rest = Stream(stream)
    head = rest.peek(HEAD)
    refuse_binary(head, source=source)
    format = _look_again(head, hint)
    if format is Format.JSON_LINES or (format is Format.JSON and _is_lines(rest, head, source=source, limits=limits)):
        yield from read_lines(rest, source=source, limits=limits, columns=columns)
        return
    data = rest.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise too_large(source, limits.max_bytes)
    yield from read_whole(data, source=source, format=format, limits=limits, columns=columns)


def _look_again(head: bytes, hint: Format | None) -> Format:
    """The format by the name, unless the content plainly is another: a page named .txt, a list of JSON named .jsonl."""
    if hint is None:
        return sniff_format(head)
    if hint is Format.TEXT and sniff_format(head) is Format.HTML:
        return Format.HTML
    if hint is Format.JSON_LINES and head.lstrip(_MARK_AND_SPACE).startswith(b"["):
        return Format.JSON
    return hint


def _is_lines(rest: Stream, head: bytes, *, source: str, limits: Limits) -> bool:
    """Whether what looks like JSON is one object a line: the first line is a whole object, and more follows."""
    if head.lstrip(_MARK_AND_SPACE).startswith(b"[") or is_utf16(head):
        return False
    line = rest.peek_line(limits.max_bytes)
    more = rest.peek(len(line) + HEAD).strip(_MARK_AND_SPACE)
    if len(more) <= len(line.strip(_MARK_AND_SPACE)):
        return False
    try:
        return isinstance(parse_json(line.decode("utf-8-sig", errors="replace"), source=source), dict)
    except DocumentError:
        return False


def _guard(source: str, loaded: Iterator[Loaded]) -> Iterator[Loaded]:
    """The same, with an error of reading as the last `Loaded`."""
    try:
        yield from loaded
    except DocumentError as error:
        yield Loaded(source=source, error=error)
    except UsageError as error:  # a library is missing
        yield Loaded(source=source, error=NotReadable(source, str(error)))
    except (OSError, ValueError) as error:
        yield Loaded(source=source, error=_explain(source, error))


def _explain(source: str, error: OSError | ValueError) -> DocumentError:
    if isinstance(error, FileNotFoundError):
        return NotReadable(source, "there is no such file or folder; check the path.")
    if isinstance(error, PermissionError):
        return NotReadable(source, "you may not read it; change its permissions or run as its owner.")
    what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return NotReadable(source, f"it cannot be read ({what}); check the path and the disk.")
