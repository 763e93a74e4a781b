"""The exceptions of dateline: raised where the caller or the machine is at fault.

    DatelineError
    ├── UsageError           the call is wrong: an unknown option value, a path that does not exist
    ├── DocumentError        an input could not be turned into a document
    │   ├── NotReadable      missing, not permitted, a binary, broken JSON, a wrong encoding
    │   ├── NotText          nothing in it that can be read as a news text
    │   ├── TooLarge         over the size that is read
    │   └── FetchError       an address that is down, refused, redirects to a private network, never ends
    ├── ReaderError          the trained reader is missing, broken or of another format
    ├── RegistryError        a table (actors, places, ontology, user overlay) is malformed
    └── LedgerError          the store of what was read cannot do what it was asked
        ├── LedgerMissing    there is none at that place, or it cannot be reached
        ├── LedgerNewer      a newer version of dateline wrote it
        ├── LedgerLocked     another program holds it for longer than is waited
        ├── LedgerReadOnly   it may be read only
        ├── LedgerBroken     the file is damaged, or is no ledger
        ├── LedgerFull       there is no room left on its disk
        ├── NotFound         no document, text or event has that id
        ├── Ambiguous        several have an id that begins so
        └── Deleted          it was deleted; only its tombstone is left

What is wrong with the DATA of a document that could be read is an `Issue` value in its dossier, not an exception.
"""

from __future__ import annotations


class DatelineError(Exception):
    """The root: its text is a plain sentence that names the input and, where there is one, the remedy."""


class UsageError(DatelineError):
    """The call is wrong."""


class DocumentError(DatelineError):
    """An input could not be turned into a document; `source` is the input as the user named it."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class NotReadable(DocumentError):
    """Missing, not permitted, a binary, broken JSON or a wrong encoding."""


class NotText(DocumentError):
    """Nothing in the input can be read as a news text."""


class TooLarge(DocumentError):
    """The input is over the size that is read."""


class FetchError(DocumentError):
    """An address could not be fetched, or may not be."""


class ReaderError(DatelineError):
    """The trained reader is missing, broken or of another format."""


class RegistryError(DatelineError):
    """A table of actors, places or the ontology, or a user's overlay, is malformed."""


class LedgerError(DatelineError):
    """The store of what was read cannot do what it was asked; what it has reported as saved is kept."""


class LedgerMissing(LedgerError):
    """There is no ledger at that place, or it cannot be reached."""


class LedgerNewer(LedgerError):
    """A newer version of dateline has changed the ledger in a way that this one does not know."""


class LedgerLocked(LedgerError):
    """Another program holds the ledger for longer than is waited."""


class LedgerReadOnly(LedgerError):
    """The ledger was opened for reading, or its file or folder may not be written."""


class LedgerBroken(LedgerError):
    """The file is damaged, or is no ledger."""


class LedgerFull(LedgerError):
    """There is no room left for the ledger."""


class NotFound(LedgerError):
    """No document, text, event or judgement has that id."""


class Ambiguous(LedgerError):
    """Several documents, texts or events have an id that begins so."""


class Deleted(LedgerError):
    """The document was deleted; its tombstone says when, by whom and why."""
