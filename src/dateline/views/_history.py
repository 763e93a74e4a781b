"""make_history: the texts of a document, how each was obtained, and what each says differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.linking import compare_revisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.ledger import RecordedDocument, RecordedRevision
    from dateline.model import Change, Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One text of a document; `changes` are told against the text before, None where one of the two was deleted."""

    revision: RecordedRevision
    changes: tuple[Change, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A document and its texts, the first first."""

    document: RecordedDocument
    steps: tuple[Step, ...]


def make_history(
    document: RecordedDocument, revisions: Sequence[RecordedRevision], dossiers: Mapping[str, Dossier]
) -> History:
    """`dossiers` are those of the texts that are still there, by the id of the text."""
    steps: list[Step] = []
    for number, revision in enumerate(revisions):
        now = dossiers.get(revision.id)
        before = dossiers.get(revisions[number - 1].id) if number else None
        changes = () if number == 0 else compare_revisions(before, now) if before and now else None
        steps.append(Step(revision=revision, changes=changes))
    return History(document=document, steps=tuple(steps))
