"""judge: what a person decided, recorded and put into effect at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from dateline.desk._find import find_event
from dateline.desk._gather import JOINING, gather, members_of, save
from dateline.errors import LedgerError, UsageError
from dateline.ledger import Filter, document_id, list_refs
from dateline.model import Judgement

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dateline.ledger import Ledger, Tombstone, View
    from dateline.model import EventRef, JudgementKind, LinkedEvent

GRADES: Final = ("A", "B", "C", "D", "E", "F")


def merge(
    ledger: Ledger, events: Sequence[str], *, who: str, reason: str = ""
) -> tuple[Judgement, tuple[LinkedEvent, ...]]:
    """Says that these are one event. Raises UsageError for fewer than two, NotFound, Ambiguous."""
    found = _find_all(ledger, events)
    if len(found) < 2:
        raise UsageError("Give at least two different events to be made one.")
    refs = tuple(ref for event in found for ref in event.members)
    return _record(ledger, "merge", refs, who=who, reason=reason)


def split(
    ledger: Ledger,
    event: str,
    documents: Collection[str],
    *,
    accounts: Collection[EventRef] = (),
    who: str,
    reason: str = "",
) -> tuple[Judgement, tuple[LinkedEvent, ...]]:
    """Says that what these documents tell is another event; all texts of a document go together.

    `accounts` go with them by themselves, for a document that tells the event twice, each with what earlier texts of its
    document say in its place. Raises UsageError where they are none or all of its reports, NotFound, Ambiguous.
    """
    view = ledger.view()
    found = find_event(view, event)
    of = {account.ref: document_id(account.document) for account in view.accounts_of(found.members)}
    alone = _with_earlier(view, accounts, of)
    apart = [ref for ref in found.members if ref in alone or of.get(ref) in documents]
    rest = [ref for ref in found.members if ref not in apart]
    if not apart or not rest:
        raise UsageError(f"Name some, but not all, of the {len(of)} reports that tell the event {found.id}.")
    # A split keeps any two of its accounts apart, so that each pair of the two sides is one; those of one side stay together.
    at = datetime.now(UTC)
    with ledger.writer() as writer:
        for side in (apart, rest):
            if len(side) > 1:
                writer.judge(Judgement(id="", kind="merge", who=who, at=at, events=tuple(side), reason=reason))
        judged = [
            writer.judge(Judgement(id="", kind="split", who=who, at=at, events=(left, right), reason=reason))
            for left in rest
            for right in apart
        ]
    return judged[0], gather(ledger, found.members, by=who)


def _with_earlier(view: View, accounts: Collection[EventRef], of: Mapping[EventRef, str]) -> set[EventRef]:
    """These accounts and those of other texts of their documents that are taken for the same."""
    found = set(accounts)
    for link in view.links(tuple(accounts), least=JOINING) if accounts else ():
        if link.left.revision != link.right.revision and of.get(link.left) == of.get(link.right) is not None:
            found |= {link.left, link.right}
    return found


def accept(ledger: Ledger, event: str, *, who: str, reason: str = "", wrong: bool = False) -> Judgement:
    """Says that an event is told rightly; with `wrong`, that it is none, so that lists and stories leave it out."""
    found = find_event(ledger.view(), event)
    kind: JudgementKind = "reject" if wrong else "accept"
    with ledger.writer() as writer:
        return writer.judge(
            Judgement(id="", kind=kind, who=who, at=datetime.now(UTC), events=found.members, reason=reason)
        )


def grade(ledger: Ledger, source: str, letter: str, *, who: str, reason: str = "") -> tuple[Judgement, int]:
    """Gives a source the Admiralty's grade from now on, and derives anew what is known of the events that it tells of.

    The second value is how many these are. Raises UsageError for another letter or no name.
    """
    letter = letter.strip().upper()
    if letter not in GRADES:
        raise UsageError(f"{letter!r} is no grade; give one of {', '.join(GRADES)}.")
    if not source.strip():
        raise UsageError("Name the source that is graded.")
    with ledger.writer() as writer:
        judged = writer.judge(
            Judgement(
                id="", kind="grade", who=who, at=datetime.now(UTC), source=source.strip(), grade=letter, reason=reason
            )
        )
    events = tuple(ledger.view().linked(Filter(source=source.strip())))
    save(ledger, events, {}, by=who)
    return judged, len(events)


def _record(
    ledger: Ledger, kind: JudgementKind, refs: tuple[EventRef, ...], *, who: str, reason: str
) -> tuple[Judgement, tuple[LinkedEvent, ...]]:
    with ledger.writer() as writer:
        judged = writer.judge(Judgement(id="", kind=kind, who=who, at=datetime.now(UTC), events=refs, reason=reason))
    return judged, gather(ledger, refs, by=who)


def _find_all(ledger: Ledger, events: Sequence[str]) -> tuple[LinkedEvent, ...]:
    view = ledger.view()
    found = {event.id: event for event in (find_event(view, given) for given in events)}
    return tuple(found.values())


def regather_without(ledger: Ledger, document: str, *, who: str, reason: str) -> Tombstone:
    """Deletes a document, and derives anew what is known of the events that it told. Raises as `Writer.delete` does."""
    view = ledger.view()
    refs = [ref for revision in view.revisions(document) for ref in _refs_of(view, revision.id)]
    events = set(view.linked_ids(refs).values())
    with ledger.writer() as writer:
        grave = writer.delete(document, who=who, reason=reason)
    now = ledger.view()
    left = [ref for event in sorted(events) for ref in members_of(now, event)]
    if left:
        gather(ledger, left, by=who)
    return grave


def _refs_of(view: View, revision: str) -> tuple[EventRef, ...]:
    try:
        return list_refs(view.dossier(revision), revision)
    except LedgerError:
        return ()
