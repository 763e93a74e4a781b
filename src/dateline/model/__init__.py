"""The nouns: frozen values without I/O that every room speaks in."""

from dateline.model._document import Document, Segment, SegmentKind
from dateline.model._dossier import DOSSIER_FORMAT, Coder, Dossier
from dateline.model._event import (
    Claim,
    Codes,
    Event,
    EventMention,
    Ground,
    Hedge,
    Realis,
    Relation,
    RelationKind,
    Source,
    Stance,
    TriggerWords,
)
from dateline.model._evidence import Evidence
from dateline.model._issue import Issue, Severity
from dateline.model._slot import Casualties, Figure, Party, Weapon, When, Where

__all__ = [
    "DOSSIER_FORMAT",
    "Casualties",
    "Claim",
    "Coder",
    "Codes",
    "Document",
    "Dossier",
    "Event",
    "EventMention",
    "Evidence",
    "Figure",
    "Ground",
    "Hedge",
    "Issue",
    "Party",
    "Realis",
    "Relation",
    "RelationKind",
    "Segment",
    "SegmentKind",
    "Severity",
    "Source",
    "Stance",
    "TriggerWords",
    "Weapon",
    "When",
    "Where",
]
