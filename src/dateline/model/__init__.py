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
from dateline.model._reading import Candidate, Mention, Reading, Stretch, Trigger
from dateline.model._slot import Casualties, Figure, Party, Weapon, When, Where

__all__ = [
    "DOSSIER_FORMAT",
    "Candidate",
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
    "Mention",
    "Party",
    "Reading",
    "Realis",
    "Relation",
    "RelationKind",
    "Segment",
    "SegmentKind",
    "Severity",
    "Source",
    "Stance",
    "Stretch",
    "Trigger",
    "TriggerWords",
    "Weapon",
    "When",
    "Where",
]
