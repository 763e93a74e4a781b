"""Dossier: what is known of one document."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model._document import Document
from dateline.model._event import Event
from dateline.model._issue import Issue

DOSSIER_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """What made a dossier: the same four give the same dossier of the same document."""

    name: str
    version: str
    reader: str
    ontology: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    dossier: int = DOSSIER_FORMAT
    document: Document
    coder: Coder
    events: tuple[Event, ...]
    issues: tuple[Issue, ...]
