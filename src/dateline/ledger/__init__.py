"""The append-only store: documents, dossiers, links, human judgements, and what was known when."""

from dateline.ledger._identity import document_id, revision_id
from dateline.ledger._ledger import Ledger, default_path, open_ledger
from dateline.ledger._record import Prepared, prepare
from dateline.ledger._restore import Restored
from dateline.ledger._row import list_refs
from dateline.ledger._shelf import Shelf, Shelves
from dateline.ledger._value import (
    AuditEntry,
    Counts,
    Custody,
    ErasedRevision,
    Fault,
    Filter,
    Hit,
    Near,
    RecordedCoding,
    RecordedDocument,
    RecordedRevision,
    Saved,
    StoredProfile,
    Tombstone,
)
from dateline.ledger._view import View
from dateline.ledger._write import Writer

__all__ = [
    "AuditEntry",
    "Counts",
    "Custody",
    "ErasedRevision",
    "Fault",
    "Filter",
    "Hit",
    "Ledger",
    "Near",
    "Prepared",
    "RecordedCoding",
    "RecordedDocument",
    "RecordedRevision",
    "Restored",
    "Saved",
    "Shelf",
    "Shelves",
    "StoredProfile",
    "Tombstone",
    "View",
    "Writer",
    "default_path",
    "document_id",
    "list_refs",
    "open_ledger",
    "prepare",
    "revision_id",
]
