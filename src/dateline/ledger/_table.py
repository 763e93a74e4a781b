"""The tables, one schema for SQLite and PostgreSQL.

`audit` is the spine: each write transaction adds one line to it, and each row that it writes carries the line's number as
`entry`. Lines are numbered without gaps in the order of commits and their times only grow, so "as of T" is one number.
Rows are only ever added; only the line of the log is filled in, and sealed with its hash, by the transaction that adds it.
A deletion sets `revisions.text`, `raws.data` and `codings.dossier` to null and removes the rows that repeat the text (events,
places, parties, claims, tellers, profiles, links, search). `found_*`, the words for search, are the one cache: they can be
rebuilt from the rest.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

Number = BigInteger().with_variant(Integer, "sqlite")


class Instant(TypeDecorator[datetime]):
    """A moment as microseconds since 1970, UTC: it sorts the same everywhere."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MICROSECOND


metadata = MetaData()
# What a program has got to in its work, such as how far a feed was read: no knowledge, so it is overwritten and not in the log.
working = MetaData()
# Answers that are kept because making them takes long. They repeat what documents say: a deletion removes them.
cached = MetaData()
# Events of other data sets, beside what is known here: see _shelf.
shelving = MetaData()


def _number() -> Column[int]:
    return Column("number", Number, primary_key=True, autoincrement=False)


def _entry() -> Column[int]:
    # Deferred, so that a restore may add rows in any order; a writer adds the line of the log first: see _log.start_line.
    return Column("entry", Number, ForeignKey("audit.number", deferrable=True, initially="DEFERRED"), nullable=False)


audit = Table(
    "audit",
    metadata,
    _number(),
    Column("recorded", Instant, nullable=False, index=True),
    Column("action", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("sha256", Text, nullable=False),
)
documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    _entry(),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False, index=True),
    Index("documents_by_entry", "entry"),
)
revisions = Table(
    "revisions",
    metadata,
    _number(),
    _entry(),
    Column("id", Text, nullable=False, unique=True),
    Column("document", Text, ForeignKey("documents.id"), nullable=False, index=True),
    Column("previous", Text),
    Column("sha256", Text, nullable=False, index=True),
    Column("characters", Integer, nullable=False),
    Column("text", LargeBinary),
)
raws = Table(
    "raws",
    metadata,
    Column("sha256", Text, primary_key=True),
    _entry(),
    Column("size", Number, nullable=False),
    Column("data", LargeBinary),
)
custody = Table(
    "custody",
    metadata,
    _number(),
    _entry(),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("revision", Text, ForeignKey("revisions.id"), nullable=False, index=True),
    Column("how", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("raw", Text, ForeignKey("raws.sha256"), index=True),
    Index("custody_of_document", "document", "number"),
)
codings = Table(
    "codings",
    metadata,
    _number(),
    _entry(),
    Column("revision", Text, ForeignKey("revisions.id"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("ontology", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("events", Integer, nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("author", Text),
    Column("published", Date, index=True),
    Column("language", Text),
    Column("dossier", LargeBinary),
    Index("codings_of_revision", "revision", "number"),
)
refs = Table(
    "refs",
    metadata,
    _number(),
    _entry(),
    Column("revision", Text, ForeignKey("revisions.id"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index("refs_of_revision", "revision", "start", "end", unique=True),
)
events = Table(
    "events",
    metadata,
    _number(),
    _entry(),
    Column("coding", Number, ForeignKey("codings.number"), nullable=False, index=True),
    Column("ref", Number, ForeignKey("refs.number"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("realis", Text, nullable=False),
    Column("ground", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("summary", Text, nullable=False),
    Index("events_of_ref", "ref", "coding"),
    Index("events_by_type", "type", "number"),
    Index("events_by_time", "earliest", "latest"),
)
places = Table(
    "places",
    metadata,
    Column("event", Number, ForeignKey("events.number"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", Text, nullable=False, index=True),
    Column("level", Text, nullable=False),
    Column("lat", Double),
    Column("lon", Double),
    Column("radius_km", Double),
    Index("places_by_point", "lat", "lon"),
)
parties = Table(
    "parties",
    metadata,
    Column("event", Number, ForeignKey("events.number"), primary_key=True, autoincrement=False),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("actor_id", Text, index=True),
    Column("country", Text, nullable=False),
    Column("sector", Text, nullable=False),
)
claims = Table(
    "claims",
    metadata,
    _number(),
    Column("event", Number, ForeignKey("events.number"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("about", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("hedge", Text, nullable=False),
)
tellers = Table(
    "tellers",
    metadata,
    Column("claim", Number, ForeignKey("claims.number"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("kind", Text, nullable=False, index=True),
    Column("actor_id", Text, index=True),
)
profiles = Table(
    "profiles",
    metadata,
    _number(),
    _entry(),
    Column("ref", Number, ForeignKey("refs.number"), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("profiles_of_ref", "ref", "number"),
)
block_keys = Table(
    "block_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("profile", Number, ForeignKey("profiles.number"), primary_key=True, autoincrement=False),
    Index("block_keys_of_profile", "profile"),
    sqlite_with_rowid=False,
)
links = Table(
    "links",
    metadata,
    _number(),
    _entry(),
    Column("kind", Text, nullable=False),
    Column("left", Number, ForeignKey("refs.number"), nullable=False),
    Column("right", Number, ForeignKey("refs.number"), nullable=False),
    Column("score", Double, nullable=False),
    Column("because", Text, nullable=False),
    Index("links_by_left", "left", "right", "kind"),
    Index("links_by_right", "right"),
)
linked_events = Table(
    "linked_events",
    metadata,
    _number(),
    _entry(),
    Column("id", Text, nullable=False, unique=True),
)
memberships = Table(
    "memberships",
    metadata,
    _number(),
    _entry(),
    Column("event", Number, ForeignKey("linked_events.number"), nullable=False, index=True),
    Column("ref", Number, ForeignKey("refs.number"), nullable=False),
    Index("memberships_of_ref", "ref", "number"),
)
statuses = Table(
    "statuses",
    metadata,
    _number(),
    _entry(),
    Column("event", Number, ForeignKey("linked_events.number"), nullable=False),
    Column("status", Text, nullable=False),
    Column("derived", Text, nullable=False),
    Index("statuses_of_event", "event", "number"),
)
judgements = Table(
    "judgements",
    metadata,
    _number(),
    _entry(),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("judgement", Text, nullable=False),
)
looks = Table(
    "looks",
    metadata,
    _number(),
    _entry(),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Index("looks_by_what", "what", "who", "number"),
)
tombstones = Table(
    "tombstones",
    metadata,
    _number(),
    _entry(),
    Column("document", Text, ForeignKey("documents.id"), nullable=False, index=True),
    Column("who", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("erased", Text, nullable=False),
)
migrations = Table(
    "migrations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("recorded", Instant, nullable=False),
    Column("program", Text, nullable=False),
)
positions = Table(
    "positions",
    working,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("data", Text, nullable=False),
    Column("recorded", Instant, nullable=False),
)
shelves = Table(
    "shelves",
    shelving,
    Column("name", Text, primary_key=True),
    Column("format", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("events", Integer, nullable=False),
    Column("broken", Integer, nullable=False),
    Column("since", Date),
    Column("until", Date),
    Column("who", Text, nullable=False),
    Column("recorded", Instant, nullable=False),
)
shelf_events = Table(
    "shelf_events",
    shelving,
    Column("shelf", Text, ForeignKey("shelves.name"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
marks = Table(
    "marks",
    cached,
    Column("event", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
