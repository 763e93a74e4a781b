"""What the ledger takes and gives back, besides the nouns of `model`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from dateline.model import EventRef

Action = Literal[
    "save", "profile", "link", "gather", "status", "judge", "delete", "look", "rebuild", "import", "export"
]
SearchKind = Literal["documents", "events", "claims"]
Revisions = Literal["latest", "all"]
FaultKind = Literal["file", "text", "raw", "dossier", "rows", "log", "custody", "judgement", "tombstone", "search"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """How a text was obtained: `how` ("file", "fetched", "standard input", "imported" …), from where, when and by what.

    `at` is the time at which it was seen, with a time zone. `raw` are the bytes as obtained, kept once for equal ones;
    of a file of many documents, those of this one: a deletion removes them. `raw_sha256` is set by the ledger.
    """

    how: str
    source: str
    at: datetime
    by: str
    raw: bytes | None = None
    media_type: str = ""
    raw_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProfile:
    """What linking compares an event by, encoded by linking itself, and the keys under which it is found.

    Keys that are alike after their last "|", such as a day, are kept together.
    """

    ref: EventRef
    data: bytes
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What came of saving a dossier.

    `is_new`: the text was not known of this document. `previous`: the text that was the document's newest until now, if
    another. `refs`: the dossier's events, in its order. `is_recoded`: its events differ from the newest coding before.
    """

    document: str
    revision: str
    is_new: bool
    previous: str | None
    refs: tuple[EventRef, ...]
    is_recoded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Within `km` of a point, degrees of WGS84."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which documents, accounts or events; all that is given must hold, and for events it must hold of one account.

    text: words, "phrases", -words that must not occur. since, until: days that the event's time touches. near: of its
    places those that are known to within 50 km or the radius. country: of a place (alpha-3). party: an actor or target, by
    id or words of the name. status: of the event as a whole. source: a teller or a publisher, by words of the name or by
    kind. document: as for `View.document`. revisions: only each document's newest text, or all. after: the id of the last
    document or event of the page before; for accounts, revision:start:end.
    """

    text: str = ""
    since: date | None = None
    until: date | None = None
    published_since: date | None = None
    published_until: date | None = None
    near: Near | None = None
    country: str = ""
    type: str = ""
    party: str = ""
    status: str = ""
    source: str = ""
    document: str = ""
    revisions: Revisions = "latest"
    newest_first: bool = False
    limit: int | None = None
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedDocument:
    """A document and its newest text. `name` is its address or own id; `seen` is when the newest text was first obtained."""

    id: str
    name: str
    url: str | None
    title: str | None
    publisher: str | None
    author: str | None
    published: date | None
    language: str | None
    revision: str
    revisions: int
    events: int
    first_recorded: datetime
    recorded: datetime
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCoding:
    """One coding of one text by one coder."""

    number: int
    coder: str
    version: str
    reader: str
    ontology: str
    sha256: str
    events: int
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRevision:
    """A text of a document, each time it was obtained, and each time it was coded. `custody` comes without the raw bytes."""

    id: str
    document: str
    sha256: str
    characters: int
    previous: str | None
    is_deleted: bool
    recorded: datetime
    custody: tuple[Custody, ...]
    codings: tuple[RecordedCoding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedRevision:
    """The hashes that are left of a deleted text."""

    revision: str
    text_sha256: str
    raw_sha256: tuple[str, ...]
    dossier_sha256: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    document: str
    name: str
    who: str
    reason: str
    at: datetime
    erased: tuple[ErasedRevision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the log. `sha256` covers the line and `previous`, the hash of the line before."""

    number: int
    recorded: datetime
    action: str
    who: str
    subject: str
    details: str
    previous: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What a search found; the better the higher its `score`, which compares hits of one kind only."""

    kind: SearchKind
    document: str
    revision: str
    title: str | None
    ref: EventRef | None
    claim: int | None
    snippet: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that does not hold; `what` is a plain sentence that names the record."""

    kind: FaultKind
    subject: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    documents: int
    revisions: int
    codings: int
    events: int
    claims: int
    links: int
    linked_events: int
    judgements: int
    deleted: int
    entries: int
