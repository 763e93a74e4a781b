"""recode: a new reader over the recorded texts; what changes, and what becomes of what people decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from dateline.desk._gather import gather, members_of
from dateline.desk._ingest import Coded, encode_profiles, ingest
from dateline.ledger import Custody, Filter, list_refs
from dateline.linking import compare_revisions
from dateline.model import EventRef

if TYPE_CHECKING:
    from dateline.ledger import Ledger, RecordedDocument, View
    from dateline.model import Change, Document, Dossier, Judgement

Reads = Callable[["Document"], "Dossier"]
# What is decided of all accounts of an event alike, so that it holds of each by itself.
_OF_MANY: Final = ("merge", "accept", "reject", "restore")
_CARRIED: Final = "(carried over to the words that a new reader names it by)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoded:
    """What came of one text. `carried` and `lost` are judgements on events that the new coding names by other words, or not at
    all; `before` and `after` name the readers."""

    document: str
    revision: str
    title: str
    before: str
    after: str
    events_before: int
    events_after: int
    changes: tuple[Change, ...]
    carried: tuple[Judgement, ...]
    lost: tuple[Judgement, ...]


def recode(
    ledger: Ledger, read: Reads, documents: Sequence[str], chosen: Filter, *, by: str, save: bool
) -> Iterator[Recoded]:
    """Reads each chosen document's present text again; those given by name, else all that pass the filter.

    What is equal to the newest coding gives nothing. Raises LedgerError, and what `read` raises.
    """
    view = ledger.view()
    found = [view.document(given) for given in documents] if documents else view.documents(chosen)
    for document in found:
        # Judgements on several documents are carried over one document after the other: each must see what the last one did.
        done = _recode(ledger, ledger.view(), read, document, by=by, save=save)
        if done is not None:
            yield done


def _recode(
    ledger: Ledger, view: View, read: Reads, document: RecordedDocument, *, by: str, save: bool
) -> Recoded | None:
    before = view.dossier(document.revision)
    after = read(before.document)
    if (before.events, before.issues, before.coder) == (after.events, after.issues, after.coder):
        return None
    old, new = list_refs(before, document.revision), set(list_refs(after, document.revision))
    gone = {ref for ref in old if ref not in new}
    carried, lost = _carry(view, gone, after, document.revision)
    told = tuple(dict.fromkeys(view.linked_ids(sorted(gone)).values()))
    if save:
        custody = Custody(
            how="recorded text", source=document.name, at=datetime.now(UTC), by=by, media_type="text/plain"
        )
        ingest(ledger, [Coded(dossier=after, custody=custody, profiles=encode_profiles(after))], by=by)
        with ledger.writer() as writer:
            for judgement in carried:
                writer.judge(judgement)
        now = ledger.view()
        left = [ref for event in told for ref in members_of(now, event)]
        again = dict.fromkeys([*left, *(ref for j in carried for ref in j.events if ref in new)])
        if again:
            gather(ledger, list(again), by=by)
    return Recoded(
        document=document.id,
        revision=document.revision,
        title=document.title or document.name,
        before=f"{before.coder.version}, reader {before.coder.reader}",
        after=f"{after.coder.version}, reader {after.coder.reader}",
        events_before=len(before.events),
        events_after=len(after.events),
        changes=compare_revisions(before, after),
        carried=carried,
        lost=lost,
    )


def _carry(
    view: View, gone: set[EventRef], after: Dossier, revision: str
) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """The judgements on events whose words name none any more: those that go to another event, and those that cannot.

    What was decided about several accounts at once goes on for those of them that are left, even where one is lost.
    """
    touched = [judgement for judgement in view.judgements() if not gone.isdisjoint(judgement.events)]
    others = dict.fromkeys(ref for judgement in touched for ref in judgement.events if ref not in gone)
    live = {account.ref for account in view.accounts_of(tuple(others))}
    carried: list[Judgement] = []
    # What was carried over before is lost once, and as it is now.
    lost: dict[object, Judgement] = {}
    for judgement in touched:
        heirs = {ref: _find_heir(ref, after, revision) for ref in judgement.events if ref in gone}
        has_all = all(heirs.values())
        if judgement.kind in _OF_MANY:
            moved = [heirs.get(ref, ref if ref in live else None) for ref in judgement.events]
            events = tuple(dict.fromkeys(ref for ref in moved if ref is not None))
            is_carried = any(heirs.values()) and len(events) >= (2 if judgement.kind == "merge" else 1)
        else:
            events = tuple(heirs.get(ref) or ref for ref in judgement.events)
            is_carried = has_all and len(set(events)) == len(events)
            has_all = is_carried
        if is_carried:
            why = judgement.reason if judgement.reason.endswith(_CARRIED) else f"{judgement.reason} {_CARRIED}".strip()
            carried.append(replace(judgement, id="", events=events, reason=why))
        if not has_all:
            about = frozenset(gone.intersection(judgement.events))
            lost[judgement.kind, judgement.who, judgement.at, judgement.slot, about] = judgement
    whole = tuple(one for one in carried if not any(_is_part(one, other) for other in carried))
    return whole, tuple(lost.values())


def _is_part(one: Judgement, other: Judgement) -> bool:
    """Whether it says no more than the other does: it was carried over in part before."""
    same = (one.kind, one.who, one.at, one.slot) == (other.kind, other.who, other.at, other.slot)
    return same and set(one.events) < set(other.events)


def _find_heir(ref: EventRef, after: Dossier, revision: str) -> EventRef | None:
    """The event of which a mention holds the old words, the shortest such mention first."""
    refs = list_refs(after, revision)
    found = [
        (mention.end - mention.start, new)
        for new, event in zip(refs, after.events, strict=True)
        for mention in event.mentions
        if mention.start <= ref.start and ref.end <= mention.end
    ]
    return min(found)[1] if found else None
