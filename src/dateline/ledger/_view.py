"""View: what the ledger knows as of one moment; it only reads, and gives the same answers however often it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dateline.errors import NotFound
from dateline.ledger import _document, _event, _link, _person
from dateline.ledger._changed import list_changed
from dateline.ledger._dump import dump
from dateline.ledger._hit import search
from dateline.ledger._packed import decode_dossier
from dateline.ledger._scope import Scope
from dateline.ledger._value import Filter

if TYPE_CHECKING:
    from dateline.ledger._store import Store
    from dateline.ledger._value import (
        AuditEntry,
        Counts,
        Hit,
        RecordedDocument,
        RecordedRevision,
        SearchKind,
        StoredProfile,
        Tombstone,
    )
    from dateline.model import Account, Dossier, EventRef, Judgement, Link, LinkedEvent, Status

_ALL: Final = Filter()
_CANDIDATES: Final = 200  # profiles given for one event at most: of those that share the most keys


class View:
    """The ledger as of `entry`, a line of its log. Iterators read page by page, so that memory stays flat.

    A deletion shows at once in every view, of what time ever: the text is not there any more.
    """

    def __init__(self, store: Store, entry: int, as_of: datetime | None) -> None:
        self._scope = Scope(store=store, entry=entry)
        self.as_of = as_of

    @property
    def entry(self) -> int:
        return self._scope.entry

    def documents(self, chosen: Filter = _ALL) -> Iterator[RecordedDocument]:
        """Documents in the order in which they were first recorded; deleted ones are left out."""
        return _document.list_documents(self._scope, chosen)

    def document(self, given: str) -> RecordedDocument:
        """The document of this id, the beginning of it, address, own id or SHA-256. Raises NotFound, Ambiguous, Deleted."""
        return _document.get_document(self._scope, given)

    def revisions(self, given: str) -> tuple[RecordedRevision, ...]:
        """The texts of a document, the first first; of a deleted one, what is left. Raises NotFound, Ambiguous."""
        return _document.list_revisions(self._scope, given)

    def text(self, revision: str) -> str:
        """The text as it was read. Raises NotFound, Ambiguous, Deleted."""
        return _document.get_text(self._scope, revision)

    def raw(self, sha256: str) -> bytes:
        """The bytes as obtained. Raises NotFound, Deleted."""
        return _document.get_raw(self._scope, sha256)

    def dossier_json(self, revision: str, *, coding: int | None = None) -> bytes:
        """The newest coding of a text, or the one of this number, as it was given. Raises NotFound, Ambiguous, Deleted."""
        return _document.get_dossier_json(self._scope, revision, coding=coding)

    def dossier(self, revision: str, *, coding: int | None = None) -> Dossier:
        """The same, decoded."""
        return decode_dossier(self.dossier_json(revision, coding=coding), revision, self._scope.store.name)

    def accounts(self, chosen: Filter = _ALL) -> Iterator[Account]:
        """What documents tell of events, in the order in which each was first recorded."""
        return _event.list_accounts(self._scope, chosen)

    def account(self, ref: EventRef) -> Account:
        """One document's telling of one event. Raises NotFound: not recorded then, not in the newest coding, or deleted."""
        found = self.accounts_of((ref,))
        if not found:
            raise NotFound(f"No event is recorded at {ref.start}-{ref.end} of the text {ref.revision}.")
        return found[0]

    def accounts_of(self, refs: Sequence[EventRef]) -> tuple[Account, ...]:
        """The accounts at these places that count, in the given order; those that do not are left out."""
        return _event.find_accounts(self._scope, refs)

    def refs(self) -> Iterator[EventRef]:
        """Every event that counts, of all texts, in the order of recording: the order in which clusters are made."""
        return _event.list_live_refs(self._scope)

    def candidates(self, keys: Sequence[str], *, most: int = _CANDIDATES) -> tuple[StoredProfile, ...]:
        """The newest profiles of events that share one of the keys, those that share the most first; `keys` says which."""
        return _link.find_candidates(self._scope, keys, most=most)

    def profiles(self, refs: Sequence[EventRef]) -> tuple[StoredProfile, ...]:
        """The newest profiles of these events, without keys."""
        return _link.find_profiles(self._scope, refs)

    def links(self, refs: Sequence[EventRef], *, least: float = 0.0) -> tuple[Link, ...]:
        """The newest link of each pair of which one is among `refs`, with a score of at least `least`."""
        return _link.find_links(self._scope, refs, least=least)

    def linked(self, chosen: Filter = _ALL) -> Iterator[LinkedEvent]:
        """Events, each with all its accounts that count, in the order of their founding; one account must pass the filter."""
        return _event.list_linked(self._scope, chosen)

    def event_ids(self, chosen: Filter = _ALL) -> Iterator[str]:
        """The ids alone of the events that `linked` gives, for a fraction of its time."""
        return _event.list_ids(self._scope, chosen)

    def changed(self, after: int) -> tuple[str, ...]:
        """The ids of events of which something else may be known than as of line `after` of the log, also of those that are
        no more: their accounts, the texts of their documents, their statuses or judgements changed."""
        return list_changed(self._scope, after)

    def linked_event(self, given: str) -> LinkedEvent:
        """The event of this id or the beginning of it. Raises NotFound (also where no account is left), Ambiguous."""
        return _event.get_linked(self._scope, given)

    def linked_ids(self, refs: Sequence[EventRef]) -> Mapping[EventRef, str]:
        """The ids of the events that these accounts belong to; accounts of none are left out."""
        return _event.map_linked(self._scope, refs)

    def statuses(self, event: str) -> tuple[Status, ...]:
        """What is known of an event (its whole id), as last derived; empty where nothing was."""
        return _event.get_statuses(self._scope, event)

    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided, in the order of recording."""
        return _person.list_judgements(self._scope)

    def grades(self) -> Mapping[str, str]:
        """Source -> the grade that it was given last."""
        return {one.source: one.grade for one in self.judgements() if one.kind == "grade"}

    def last_look(self, *, who: str, what: str) -> datetime | None:
        """When this person last looked at this; None for never."""
        return _person.get_last_look(self._scope, who=who, what=what)

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What was deleted, in the order of the deletions."""
        return _person.list_tombstones(self._scope)

    def audit(self, *, after: int = 0) -> Iterator[AuditEntry]:
        """The log, the first line first, from the line after number `after`."""
        return _person.list_audit(self._scope, after=after)

    def search(
        self, words: str, chosen: Filter = _ALL, *, kinds: Sequence[SearchKind] = ("documents", "events", "claims")
    ) -> tuple[Hit, ...]:
        """The best matches of each kind, `chosen.limit` of each (20 where none is given). Raises UsageError for no word."""
        return search(self._scope, words, chosen, kinds)

    def dump(self, *, program: str) -> Iterator[bytes]:
        """The whole ledger as lines from which `Writer.restore` makes the same again; see `_dump`. Raises LedgerError."""
        return dump(self._scope, program=program)

    def counts(self) -> Counts:
        """How much there is."""
        return _person.count_all(self._scope)
