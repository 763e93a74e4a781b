"""Ledger: what was read and what is known of it, for programs."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

from dateline import __version__, desk
from dateline.api._events import Events
from dateline.api._filter import Filters, make_filter, parse_moment
from dateline.api._read import Source, read_documents
from dateline.desk import Coded, Kept, encode_profiles
from dateline.errors import UsageError
from dateline.ledger import Custody, open_ledger
from dateline.model import Dossier
from dateline.views import make_event_page

if TYPE_CHECKING:
    from dateline.api._export import Written
    from dateline.desk import Added, MatchReport
    from dateline.evaluation import Reads
    from dateline.ledger import Fault, Hit, RecordedDocument, Tombstone, View
    from dateline.ledger import Ledger as Book
    from dateline.model import Judgement
    from dateline.views import EventPage, Story

# Documents that are saved in one transaction, as the command has it.
_BATCH = 16


class Ledger:
    """A ledger: the file or database in which what was read is kept, linked and judged. A context manager.

        with dateline.Ledger("case.sqlite") as ledger:
            ledger.read("articles/")
            for event in ledger.events(country="FIN", since="2022-06-01"):
                print(event.when.edtf if event.when else "?", event.summary, event.status)

    `where` is a path (made where there is none), an address `postgresql://user@host/database`, or None for your own ledger, the
    one that the command uses. With `read_only` nothing can be changed. `who` is the name that decisions are recorded under;
    without it that of your account. Raises LedgerError (missing, locked, damaged, of a newer version), UsageError for another
    address.

    Filters are the same for all methods (see `Filters`): text, since, until, near, country, type, party, status, source, limit,
    newest_first. An id may be cut short as long as it is unique; NotFound and Ambiguous say where it is not.
    """

    def __init__(self, where: str | Path | None = None, *, read_only: bool = False, who: str = "") -> None:
        self._book = open_ledger(where, read_only=read_only)
        self._at: datetime | None = None
        self._read_only = read_only
        self._who = who or _name_user()

    @classmethod
    def open(cls, where: str | Path | None = None, *, read_only: bool = False, who: str = "") -> Self:
        """The same as calling the class."""
        return cls(where, read_only=read_only, who=who)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Ledger {self.name}{f' as of {self._at.isoformat()}' if self._at else ''}>"

    @property
    def name(self) -> str:
        """The file or the address, without a password."""
        return self._book.name

    @property
    def who(self) -> str:
        """The name that decisions are recorded under."""
        return self._who

    @property
    def moment(self) -> datetime | None:
        """The moment of `as_of`, UTC or with its zone; None for now."""
        return self._at

    @property
    def is_read_only(self) -> bool:
        return self._read_only

    @property
    def view(self) -> View:
        """What the rooms below work on: everything that this class gives comes from it."""
        return self._book.view(self._at)

    @property
    def book(self) -> Book:
        """The ledger itself, with its writer, shelves and positions."""
        return self._book

    def close(self) -> None:
        self._book.close()

    def as_of(self, moment: datetime | date | str) -> Ledger:
        """The same ledger as it was known at a moment (UTC without a zone; a day is its end); it can only be asked.

        It shares the connection: closing one closes both. A deletion shows at every moment. Raises UsageError for no moment.
        """
        found = object.__new__(Ledger)
        found._book, found._at = self._book, parse_moment(moment)
        found._read_only, found._who = self._read_only, self._who
        return found

    # -- What comes in

    def read(
        self, source: Source | Sequence[Source], *, actors: Sequence[str | Path] = (), pipeline: Reads | None = None
    ) -> list[Kept]:
        """Reads articles as `dateline.read` does, keeps them and links their events with what is there.

        One Kept for each document, in order: `saved` (is it new, a revision, known?), `events` that it tells and `joined`, the
        ids of those that others had told before. Of several documents, one that cannot be read is an InputWarning.
        """
        is_one = isinstance(source, str) or not isinstance(source, Sequence)
        sources: Sequence[Source] = (source,) if is_one else source  # type: ignore[assignment]
        kept: list[Kept] = []
        batch: list[Coded] = []
        for one in read_documents(sources, actors=actors, pipeline=pipeline, strict=is_one and _is_one_file(source)):
            batch.append(Coded(dossier=one.dossier, custody=one.custody, profiles=encode_profiles(one.dossier)))
            if len(batch) >= _BATCH:
                kept.extend(self._keep(batch))
                batch = []
        kept.extend(self._keep(batch))
        return kept

    def add(
        self, dossiers: Dossier | Sequence[Dossier], *, source: str = "", seen: datetime | None = None
    ) -> list[Kept]:
        """Keeps dossiers that were read before, and links their events. `source` says where they came from, `seen` when.

        Raises UsageError for a dossier whose text is not that of its SHA-256, Deleted for a document that was deleted.
        """
        several = (dossiers,) if isinstance(dossiers, Dossier) else tuple(dossiers)
        at = seen or datetime.now(UTC)
        coded = [
            Coded(
                dossier=one,
                custody=Custody(
                    how="given",
                    source=source or one.document.url or one.document.id,
                    at=at,
                    by=f"dateline {__version__}",
                ),
                profiles=encode_profiles(one),
            )
            for one in several
        ]
        return self._keep(coded)

    # -- What is known

    def events(self, **filters: Unpack[Filters]) -> Events:
        """The events that fit, in order of time, without those that a person rejected; see `Events` for dataframes."""
        view = self.view
        teller = desk.Teller(view)
        told = (teller.tell(event) for event in view.linked(make_filter(filters)))
        return Events(view, [one for one in told if not one.is_rejected])

    def event(self, id: str) -> EventPage:
        """All that is known of an event: slots with who gives each value, tolls, who says so, disputes, reports, decisions."""
        view = self.view
        return make_event_page(desk.tell(view, desk.find_event(view, id)))

    def documents(self, **filters: Unpack[Filters]) -> list[RecordedDocument]:
        """The documents that fit, in the order in which they were first recorded."""
        return list(self.view.documents(make_filter(filters)))

    def document(self, id: str) -> RecordedDocument:
        """A document by its id, address, own id or SHA-256. Raises NotFound, Ambiguous, Deleted."""
        return self.view.document(id)

    def dossier(self, document: str) -> Dossier:
        """The newest coding of a document's newest text."""
        view = self.view
        return view.dossier(view.document(document).revision)

    def search(self, words: str, **filters: Unpack[Filters]) -> list[Hit]:
        """The best matches in documents, events and claims, 20 of each unless `limit` says otherwise."""
        return list(self.view.search(words, make_filter(filters)))

    def story(self, query: str, *, note: bool = False, **filters: Unpack[Filters]) -> Story:
        """The events that fit and those that hang together with them, over time; with `note` this counts as a look.

        Raises NotFound where nothing fits.
        """
        note = note and self._at is None
        return desk.find_story(self._book, query, make_filter(filters), as_of=self._at, who=self._who, note=note)

    def judgements(self) -> list[Judgement]:
        """What people decided, in the order of recording."""
        return list(self.view.judgements())

    # -- What a person decides

    def merge(self, *events: str, reason: str = "") -> str:
        """Says that these are one event; its id."""
        _, made = desk.merge(self._now(), events, who=self._who, reason=reason)
        return made[0].id

    def split(self, event: str, *documents: str, reason: str = "") -> list[str]:
        """Says that what these documents tell is another event; the ids of the events that there are now."""
        ids = {self.document(given).id for given in documents}
        _, made = desk.split(self._now(), event, ids, who=self._who, reason=reason)
        return [one.id for one in made]

    def accept(self, event: str, *, reason: str = "") -> Judgement:
        """Says that an event is told rightly; takes a rejection back."""
        return desk.accept(self._now(), event, who=self._who, reason=reason)

    def reject(self, event: str, *, reason: str = "") -> Judgement:
        """Says that it is no event: lists, stories and exports leave it out."""
        return desk.accept(self._now(), event, who=self._who, reason=reason, wrong=True)

    def grade(self, source: str, letter: str, *, reason: str = "") -> int:
        """Grades a source from A to F as the Admiralty does; of how many events that changes what is known."""
        return desk.grade(self._now(), source, letter, who=self._who, reason=reason)[1]

    def delete(self, document: str, *, reason: str) -> Tombstone:
        """Removes a document with all of its texts for good; its hashes, the reason and what people decided stay."""
        return desk.regather_without(self._now(), document, who=self._who, reason=reason)

    # -- What goes out, and others' data beside it

    def export(self, format: str, path: str | Path, **filters: Unpack[Filters]) -> Written:
        """Writes the events that fit in a format: see `dateline.export`."""
        from dateline.api._export import export  # noqa: PLC0415

        return export(self, format, path, **filters)

    def add_shelf(self, format: str, path: str | Path, *, name: str = "") -> Added:
        """Puts the events of another data set (acled, gdelt, icews, polecat, ucdp or auto) up beside the ledger's own."""
        return desk.add_shelf(self._now(), format, Path(path), name=name, who=self._who)

    def match(self, shelf: str, **filters: Unpack[Filters]) -> MatchReport:
        """Lays a shelf beside the ledger: pairs with their scores and reasons, what differs, what one of the two lacks."""
        return desk.match(self._now(), shelf, make_filter(filters))

    def verify(self) -> list[Fault]:
        """Recomputes every hash; what does not hold, empty where all of it does."""
        return list(self._book.verify())

    def _keep(self, coded: Sequence[Coded]) -> list[Kept]:
        return list(desk.ingest(self._now(), coded, by=f"dateline {__version__}")) if coded else []

    def _now(self) -> Book:
        if self._at is not None:
            raise UsageError("What was known at an earlier moment cannot be changed or matched; ask the ledger itself.")
        return self._book


def _is_one_file(source: object) -> bool:
    return not (isinstance(source, str | Path) and "://" not in str(source) and Path(source).expanduser().is_dir())


def _name_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
