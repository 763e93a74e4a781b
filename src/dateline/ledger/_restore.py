"""restore: the lines that `dump` wrote -> the same ledger, in one transaction that keeps nothing unless all of it holds."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.exc import DataError, IntegrityError

from dateline.errors import NotReadable, UsageError
from dateline.ledger import _dump as d
from dateline.ledger import _table as t
from dateline.ledger._identity import digest, hash_key, revision_of
from dateline.ledger._index import rebuild_words
from dateline.ledger._log import end_line, start_line
from dateline.ledger._person import count_all
from dateline.ledger._record import EVENT_TABLES
from dateline.ledger._row import make_rows
from dateline.ledger._scope import Scope, ref_at
from dateline.ledger._store import Store
from dateline.ledger._value import Counts, ErasedRevision
from dateline.ledger._verify import verify
from dateline.model import Dossier, FieldMatch, Judgement, Status

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

# A line with the bytes of one document in base64, or with its dossier; more is no line of ours.
MOST_LINE: Final = 256 * 1024 * 1024
_BATCH: Final = 400  # rows that are added at once
_COMPRESSION: Final = 6
_KINDS: Final = {kind: place for place, (_, kind) in enumerate(d.TABLES)}
_DECODER: Final = msgspec.json.Decoder(type=d.Head | d.Entry | d.DocumentLine | d.Text | d.Raw | d.CustodyLine | d.Ref
    | d.Coding | d.Profile | d.LinkLine | d.EventLine | d.Membership | d.StatusLine | d.JudgementLine | d.Look
    | d.TombstoneLine | d.End)  # fmt: skip
# What the JSON inside a line must be.
_INSIDE: Final[Mapping[str, msgspec.json.Decoder[Any]]] = {
    "details": msgspec.json.Decoder(dict[str, Any]),
    "because": msgspec.json.Decoder(tuple[FieldMatch, ...]),
    "derived": msgspec.json.Decoder(tuple[Status, ...]),
    "judgement": msgspec.json.Decoder(Judgement),
    "erased": msgspec.json.Decoder(tuple[ErasedRevision, ...]),
    "dossier": msgspec.json.Decoder(Dossier),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What an import brought: the lines of the file, its hash, and how much the ledger holds now."""

    lines: int
    sha256: str
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inside(Store):
    """A store as it is seen from inside a write transaction."""

    connection: Connection

    @contextmanager
    def reading(self) -> Generator[Connection]:
        yield self.connection


def restore(store: Store, stream: BinaryIO, *, source: str, by: str) -> Restored:
    """Adds all that the file holds; the ledger must be empty. One more line of the log tells of the import.

    Raises UsageError for a ledger that is not empty, NotReadable for a file that is broken, cut off or does not hold
    together, with the number of the line where one is at fault, and LedgerError; then nothing was added.
    """
    with store.writing() as c:
        if any(c.execute(select(table).limit(1)).first() is not None for table, _ in d.TABLES):
            raise UsageError(
                f"{store.name} is not empty: a whole ledger is imported into a new one; name one with --ledger. "
                "Documents are added by reading them."
            )
        reader = _Reader(stream, source)
        adder = _Adder(c, source)
        head = reader.read_head()
        for number, line in reader.read_rows():
            adder.add(number, line)
        adder.flush()
        if adder.entries != head.entries:
            raise NotReadable(source, f"the log has {adder.entries} lines of {head.entries}; nothing was imported")
        rebuild_words(c)
        inside = _Inside(**{name: getattr(store, name) for name in Store.__slots__}, connection=c)
        fault = next(verify(inside), None)
        if fault is not None:
            raise NotReadable(source, f"it does not hold together: {fault.what} Nothing was imported")
        line = start_line(c, store.clock())
        details = {"sha256": reader.sha256, "lines": reader.number, "entries": head.entries, "program": head.program}
        end_line(c, line, action="import", who=by, subject=source, details=details)
    with store.reading() as c:
        counts = count_all(Scope(store=store, entry=line.number))
    return Restored(lines=reader.number, sha256=reader.sha256, counts=counts)


def _open_inside(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its inner JSON as text, after a look at whether it is of its kind; a dossier stays bytes."""
    for name, decoder in _INSIDE.items():
        if name in row:
            inner = bytes(row[name])
            if name != "dossier":
                decoder.decode(inner)
                row[name] = inner.decode("utf-8")
            else:
                row[name] = None if inner == bytes(d.NOTHING) else inner
    return row


class _Reader:
    """The lines of the file, decoded, with their numbers."""

    def __init__(self, stream: BinaryIO, source: str) -> None:
        self._stream = stream
        self._source = source
        self._seal = hashlib.sha256()
        self._whole = hashlib.sha256()
        self.number = 0

    @property
    def sha256(self) -> str:
        return self._whole.hexdigest()

    def read_head(self) -> d.Head:
        line = self._read()
        if not isinstance(line, d.Head):
            raise self._fault("it does not begin as a file of `dateline export jsonl` does")
        if line.format != d.DUMP_FORMAT:
            raise self._fault(f"it was written by {line.program} in format {line.format}; update dateline to read it")
        return line

    def read_rows(self) -> Iterator[tuple[int, d.Line]]:
        """The lines between the first and the last."""
        while True:
            before = self._seal.hexdigest()
            line = self._read()
            if isinstance(line, d.End):
                if line.sha256 != before or line.lines != self.number:
                    raise self._fault("the lines before it are not those that were written")
                if self._stream.read(1):
                    raise self._fault("something follows behind the last line")
                return
            if isinstance(line, d.Head):
                raise self._fault("a second beginning")
            yield self.number, line

    def _read(self) -> d.Line:
        self.number += 1
        try:
            data = self._stream.readline(MOST_LINE)
        except (OSError, ValueError) as error:
            raise NotReadable(self._source, f"it cannot be read ({error})") from error
        if not data:
            raise self._fault("the file ends before its last line: it is cut off")
        if not data.endswith(b"\n"):
            long = len(data) == MOST_LINE
            raise self._fault("it is too long" if long else "it is cut off")
        self._seal.update(data)
        self._whole.update(data)
        try:
            return _DECODER.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self._fault(f"it is no line of a ledger ({error})") from error

    def _fault(self, what: str) -> NotReadable:
        return fault_at(self._source, self.number, what)


def fault_at(source: str, number: int, what: str) -> NotReadable:
    return NotReadable(source, f"line {number}: {what}; nothing was imported")


class _Adder:
    """Adds rows, table by table, some at a time; each is checked by itself first."""

    def __init__(self, c: Connection, source: str) -> None:
        self._c = c
        self._source = source
        self._place = 0
        self._last: Any = None
        self._rows: list[dict[str, Any]] = []
        self._keys: list[dict[str, Any]] = []
        self._first = 0
        self._number = 0
        self.entries = 0

    def add(self, number: int, line: d.Line) -> None:
        place = _KINDS[type(line)]
        if place < self._place:
            raise fault_at(self._source, number, "it stands behind lines that it should stand before")
        if place > self._place:
            self.flush()
            self._place, self._last = place, None
        table = d.TABLES[place][0]
        order = getattr(line, d.order_of(table).name)
        if self._last is not None and order <= self._last:
            raise fault_at(self._source, number, "it is not in order, or there twice")
        self._last, self._number = order, number
        self._first = self._first or number
        try:
            row = self._check(line)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise fault_at(self._source, number, f"what it holds is not of its kind ({error})") from error
        self._rows.append(row)
        # A coding brings the rows of its events: one at a time, so that a fault has its line.
        if isinstance(line, d.Coding):
            self.flush()
            self._add_events(line)
        elif len(self._rows) >= _BATCH or isinstance(line, d.Raw | d.Text):
            self.flush()

    def flush(self) -> None:
        if self._rows:
            self._insert(d.TABLES[self._place][0], self._rows)
        if self._keys:
            self._insert(t.block_keys, self._keys)
        self._rows, self._keys, self._first = [], [], 0

    def _insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        try:
            self._c.execute(insert(table), rows)
        except (IntegrityError, DataError, OverflowError, ValueError) as error:
            first = self._first or self._number
            which = f"line {first}" if first == self._number else f"one of the lines {first} to {self._number}"
            what = "it refers to something that is not there, or is there twice, or is out of range"
            raise NotReadable(self._source, f"{which}: {what}; nothing was imported") from error

    def _check(self, line: d.Line) -> dict[str, Any]:
        """The row of a line. Raises NotReadable where it does not agree with itself."""
        row = _open_inside({name: getattr(line, name) for name in line.__struct_fields__})
        match line:
            case d.Entry():
                self.entries = line.number
            case d.DocumentLine():
                self._hold(hash_key(line.key) == line.id, "the document has another id than its key gives")
            case d.Text():
                if line.text is not None:
                    text = line.text.encode("utf-8")
                    self._hold(digest(text) == line.sha256, "the text is not the one of its SHA-256")
                    row["text"] = zlib.compress(text, _COMPRESSION)
                self._hold(revision_of(line.document, line.sha256) == line.id, "the text has another id than its hash")
            case d.Raw():
                if line.data is not None:
                    self._hold(digest(line.data) == line.sha256, "the bytes are not those of their SHA-256")
                    row["data"] = zlib.compress(line.data, _COMPRESSION)
            case d.Coding():
                if row["dossier"] is not None:
                    self._hold(digest(row["dossier"]) == line.sha256, "the dossier is not the one of its SHA-256")
                    row["dossier"] = zlib.compress(row["dossier"], _COMPRESSION)
                del row["first_event"], row["first_claim"]
            case d.Profile():
                self._keys += [{"key": key, "profile": line.number} for key in row.pop("keys")]
            case _:
                pass
        return row

    def _hold(self, holds: bool, otherwise: str) -> None:
        if not holds:
            raise fault_at(self._source, self._number, otherwise)

    def _add_events(self, line: d.Coding) -> None:
        if bytes(line.dossier) == bytes(d.NOTHING):
            return
        self._first = 0
        dossier: Dossier = _INSIDE["dossier"].decode(bytes(line.dossier))
        doc = dossier.document
        self._hold(digest(doc.text.encode("utf-8", "replace")) == doc.sha256, "the dossier has another text")
        refs = self._c.execute(select(t.refs).where(t.refs.c.revision == line.revision))
        try:
            rows = make_rows(
                dossier,
                revision=line.revision,
                refs={ref_at(row): row.number for row in refs},
                coding=line.number,
                entry=line.entry,
                first_event=line.first_event or 0,
                first_claim=line.first_claim or 0,
            )
        except KeyError:
            raise fault_at(self._source, self._number, "an event of the dossier has no ref") from None
        for table in EVENT_TABLES:
            if found := getattr(rows, table.name):
                self._insert(table, found)
