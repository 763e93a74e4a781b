"""Reads: what the tasks ask of the program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from dateline.documents import from_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Argument, Document, Dossier, Issue, Reading


class Reads(Protocol):
    """Whatever turns a document into a dossier, and shows what it saw on the way: `dateline.pipeline.Pipeline` does."""

    def read(self, document: Document, *, issues: Sequence[Issue] = ()) -> Dossier: ...

    def look(self, document: Document, *, triggers: Sequence[tuple[int, int]] | None = None) -> Reading:
        """What the reader sees before anything is coded; `triggers` stand in for its own."""
        ...

    def look_closely(self, document: Document, *, triggers: Sequence[tuple[int, int]] | None = None) -> Reading:
        """The same by close reading: attributions, and the places of given triggers."""
        ...

    def weigh_types(
        self, document: Document, *, source: tuple[int, int] | None, target: tuple[int, int] | None
    ) -> dict[str, float]:
        """The share of each event type in what passes from one party to the other."""
        ...

    def find_arguments(
        self, document: Document, events: Sequence[tuple[tuple[int, int], str]]
    ) -> tuple[tuple[Argument, ...], ...]:
        """The words that take part in each event, given by its words and its type in KAIROS."""
        ...


def plain_document(text: str, *, id: str) -> Document:
    """A text of a public set as a document whose offsets are those of the text: it is not normalised if that moves them."""
    document = from_text(text, id=id)
    return document if len(document.text) == len(text) else replace(document, text=text, segments=())
