"""recode: a new reader over the recorded texts; what changes, and what becomes of what people decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dateline.desk._gather import gather
from dateline.desk._ingest import Coded, encode_profiles, ingest
from dateline.ledger import Custody, Filter, list_refs
from dateline.linking import compare_revisions
from dateline.model import EventRef

if TYPE_CHECKING:
    from dateline.ledger import Ledger, RecordedDocument, View
    from dateline.model import Change, Document, Dossier, Judgement

Reads = Callable[["Document"], "Dossier"]


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
        done = _recode(ledger, view, read, document, by=by, save=save)
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
    carried, lost = _carry(view.judgements(), gone, after, document.revision)
    if save:
        custody = Custody(
            how="recorded text", source=document.name, at=datetime.now(UTC), by=by, media_type="text/plain"
        )
        ingest(ledger, [Coded(dossier=after, custody=custody, profiles=encode_profiles(after))], by=by)
        with ledger.writer() as writer:
            for judgement in carried:
                writer.judge(judgement)
        if carried:
            gather(ledger, [ref for j in carried for ref in j.events if ref in new], by=by)
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
    judgements: Sequence[Judgement], gone: set[EventRef], after: Dossier, revision: str
) -> tuple[tuple[Judgement, ...], tuple[Judgement, ...]]:
    """The judgements on events whose words name none any more: those that go to another event, and those that cannot."""
    carried: list[Judgement] = []
    lost: list[Judgement] = []
    for judgement in judgements:
        mine = [ref for ref in judgement.events if ref in gone]
        if not mine:
            continue
        heirs = {ref: _find_heir(ref, after, revision) for ref in mine}
        events = tuple(heirs.get(ref, ref) or ref for ref in judgement.events)
        if all(heirs.values()) and len(set(events)) == len(events):
            why = f"{judgement.reason} (carried over to the words that a new reader names it by)".strip()
            carried.append(replace(judgement, id="", events=events, reason=why))
        else:
            lost.append(judgement)
    return tuple(carried), tuple(lost)


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
