"""Records of an archive, one after another; one that is broken is named, and the next one is looked for."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any, BinaryIO, Final

from dateline.documents._mark import Place
from dateline.documents.archives._member import GZIP, WARC, Broken, Member, Plain, RecordStream, find_next
from dateline.errors import UsageError

# Kinds whose block is read; of others only the head is.
_WANTED: Final = frozenset({"response", "resource", "conversion"})
_LOGGER: Final = "warcio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record. `offset` is where it, or the gzip member that holds it, begins; `after` is the place to go on from.

    `block` holds at most one byte more than is read of it, and is None for kinds that hold no page. `fault` says, of what
    is broken, why; the rest may then be empty.
    """

    offset: int
    after: Place
    kind: str = ""
    url: str = ""
    seen: datetime | None = None
    media_type: str = ""
    refers_to: str = ""
    length: int = 0
    block: bytes | None = None
    is_cut: bool = False
    fault: str = ""


class Heads:
    """Parses the heads of records and of answers. Raises UsageError where the library is missing."""

    def __init__(self) -> None:
        # In an extra, and without types. Only its parsers of heads are used: its reading of gzip takes damaged members and
        # members that end early for whole ones, and says so to nobody.
        try:
            loader: Any = import_module("warcio.recordloader")
            heads: Any = import_module("warcio.statusandheaders")
        except ImportError:
            raise UsageError("Reading web archives needs the extra: pip install 'dateline[archives]'.") from None
        logging.getLogger(_LOGGER).addHandler(logging.NullHandler())
        self._loader: Any = loader.ArcWarcRecordLoader()
        self._http: Any = heads.StatusAndHeadersParser(["HTTP/"], verify=False)
        self._failures: tuple[type[Exception], ...] = (
            loader.ArchiveLoadFailed,
            heads.StatusAndHeadersParserException,
            EOFError,
            ValueError,
            AttributeError,
            TypeError,
        )

    def read_record(self, stream: RecordStream) -> Any:
        """The head of a record. Raises Broken."""
        try:
            return self._loader.parse_record_stream(stream, known_format="warc", no_record_parse=True)
        except self._failures:
            raise Broken("its head is not that of a WARC record") from None

    def read_answer(self, stream: BinaryIO) -> Any:
        """The head of a server's answer. Raises Broken."""
        try:
            return self._http.parse(stream)
        except self._failures:
            raise Broken("it does not hold a server's answer") from None


def walk_records(file: BinaryIO, *, size: int, start: Place, heads: Heads, most: int) -> Iterator[Record]:
    """The records from a place on, each with at most `most` bytes of its block and one more; nothing raises for the data."""
    packed = _is_packed(file)
    offset, skip, number = start.at, start.skip, start.number
    while offset < size:
        stream: Member | Plain = Member(file, offset) if packed else Plain(file, offset, size)
        here = offset  # of the record that is being read
        count = 0  # records of the member
        try:
            while not _at_end(stream):
                here = offset if packed else stream.position
                stream.begin_record()
                read = _read_one(stream, heads, most=most)
                _pass_end(stream, packed=packed)
                count += 1
                if count <= skip:
                    continue
                number += 1
                if isinstance(stream, Member):
                    ends = _at_end(stream)
                    after = Place(at=stream.end if ends else offset, skip=0 if ends else count, number=number)
                else:
                    after = Place(at=stream.position, number=number)
                yield _make(read, offset=here, after=after)
            offset = stream.end if isinstance(stream, Member) else size
        except Broken as error:
            number += 1
            following = find_next(file, here, packed=packed)
            offset = size if following is None else following
            yield Record(offset=here, after=Place(at=offset, number=number), fault=str(error))
        skip = 0


def _is_packed(file: BinaryIO) -> bool:
    file.seek(0)
    head = file.read(len(WARC))
    # The first bytes themselves may be damaged.
    return head.startswith(GZIP) or (head != WARC and find_next(file, 0, packed=True) is not None)


def _at_end(stream: RecordStream) -> bool:
    while stream.peek(1) in {b"\r", b"\n"}:
        stream.skip(1)
    return not stream.peek(1)


def _read_one(stream: RecordStream, heads: Heads, *, most: int) -> tuple[Any, int, bytes | None]:
    head = heads.read_record(stream)
    given = str(head.rec_headers.get_header("Content-Length") or "").strip()
    if not given.isascii() or not given.isdigit() or len(given) > 15:
        raise Broken("it does not say how long it is")
    length = int(given)
    block = stream.read(min(length, most + 1)) if head.rec_type in _WANTED else None
    had = len(block) if block is not None else 0
    if had + stream.skip(length - had) < length:
        raise Broken("it is shorter than it says")
    return head, length, block


def _pass_end(stream: RecordStream, *, packed: bool) -> None:
    """The two empty lines behind a record; raises Broken where others bytes are there, as the length is wrong then."""
    if not _at_end(stream) and stream.peek(len(WARC)) != WARC:
        raise Broken("it is longer than it says" if packed else "its length is wrong")


def _make(read: tuple[Any, int, bytes | None], *, offset: int, after: Place) -> Record:
    head, length, block = read
    headers = head.rec_headers

    def say(name: str) -> str:
        return str(headers.get_header(name) or "").strip().strip("<>")

    return Record(
        offset=offset,
        after=after,
        kind=str(head.rec_type or "").lower(),
        url=say("WARC-Target-URI"),
        seen=_parse_time(say("WARC-Date")),
        media_type=say("Content-Type"),
        refers_to=" of ".join(filter(None, (say("WARC-Refers-To-Target-URI"), say("WARC-Refers-To-Date")))),
        length=length,
        block=block,
        is_cut=bool(say("WARC-Truncated")),
    )


def _parse_time(given: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
