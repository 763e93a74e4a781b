"""gather_readings: events -> each text that tells one of them, with what was read there; for tools that show texts.

The events that were chosen are remembered by their places alone, and texts are then taken from the ledger one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.errors import LedgerError
from dateline.exports._evidence import note_earlier
from dateline.exports._value import Loss
from dateline.ledger import list_refs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dateline.ledger import View
    from dateline.model import Document, Event
    from dateline.views import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text and the chosen events that it tells, each with the id of the event that it belongs to."""

    revision: str
    document: Document
    reader: str
    events: tuple[tuple[str, Event], ...]


def gather_readings(events: Iterable[Told], view: View, note: Callable[[Loss], None]) -> Iterator[Reading]:
    """In the order in which the texts come first among the events."""
    chosen: dict[str, dict[tuple[int, int], str]] = {}
    for told in events:
        note_earlier(told, note)
        for account in told.accounts:
            chosen.setdefault(account.ref.revision, {})[account.ref.start, account.ref.end] = told.linked.id
    for revision, places in chosen.items():
        try:
            dossier = view.dossier(revision)
        except LedgerError:
            for event in dict.fromkeys(places.values()):
                note(Loss(event=event, field="text", why=f"the text {revision} was deleted meanwhile"))
            continue
        refs = list_refs(dossier, revision)
        yield Reading(
            revision=revision,
            document=dossier.document,
            reader=f"{dossier.coder.name} {dossier.coder.version}, reader {dossier.coder.reader or 'none'}",
            events=tuple(
                (places[ref.start, ref.end], event)
                for ref, event in zip(refs, dossier.events, strict=True)
                if (ref.start, ref.end) in places
            ),
        )
