"""keep: a document that was loaded -> read, saved and told; the same for articles, entries and files."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import __version__
from dateline.desk._ingest import Coded, encode_profiles, ingest
from dateline.desk._watch_value import Heard
from dateline.errors import DatelineError, Deleted, LedgerError, ReaderError, RegistryError, UsageError
from dateline.ledger import Custody
from dateline.linking import compare_revisions

if TYPE_CHECKING:
    from datetime import datetime

    from dateline.desk._ingest import Kept
    from dateline.desk._watch_value import Reads
    from dateline.documents import Loaded
    from dateline.ledger import Ledger
    from dateline.model import Change, Document, Dossier


def keep(ledger: Ledger, read: Reads, loaded: Loaded, *, feed: str, at: datetime, how: str = "fetched") -> Heard:
    """Reads a document and saves it, in this order and before anything else is remembered of it; tells what came of it.

    What is wrong with the document is told ("failed", "refused"). Raises LedgerError where the ledger cannot be written, and
    what `read` raises of the reader or its tables.
    """
    document = loaded.document
    if document is None:
        why = loaded.error.reason if loaded.error else " ".join(issue.message for issue in loaded.issues)
        return Heard(kind="failed", source=loaded.source, feed=feed, at=at, why=why.rstrip("."))
    try:
        dossier = read(document, issues=loaded.issues)
    except (ReaderError, RegistryError, LedgerError):
        raise  # no text would fare better
    except DatelineError as error:
        return Heard(kind="failed", source=loaded.source, feed=feed, at=at, why=str(error).rstrip("."))
    except Exception as error:
        # A fault while reading one text must not end the watching of the others.
        where = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__}: {error}; {Path(where.filename).name}, line {where.lineno}"
        why = f"a fault of dateline stopped its reading ({fault}); please report it"
        return Heard(kind="failed", source=loaded.source, feed=feed, at=at, why=why)
    coded = Coded(dossier=dossier, custody=_obtain(loaded, at, how), profiles=encode_profiles(dossier))
    try:
        (kept,) = ingest(ledger, [coded])
    except (Deleted, UsageError) as error:
        return Heard(kind="refused", source=loaded.source, feed=feed, at=at, why=str(error).rstrip("."))
    return _tell(ledger, kept, document, dossier, loaded.source, feed, at)


def _obtain(loaded: Loaded, at: datetime, how: str) -> Custody:
    """As `dateline read` has it: a file by its whole path."""
    source = os.path.abspath(loaded.source) if how == "file" else loaded.source  # noqa: PTH100  a Path drops what is behind it
    return Custody(
        how=how, source=source, at=at, by=f"dateline {__version__}", raw=loaded.raw, media_type=loaded.media_type
    )


def _tell(
    ledger: Ledger, kept: Kept, document: Document, dossier: Dossier, source: str, feed: str, at: datetime
) -> Heard:
    saved = kept.saved
    is_revision = saved.is_new and saved.previous is not None
    return Heard(
        kind="revision" if is_revision else "new" if saved.is_new else "known",
        source=source,
        feed=feed,
        at=at,
        title=document.title or "",
        document=saved.document,
        revision=saved.revision,
        events=len(saved.refs),
        joined=kept.joined if saved.is_new else (),
        changes=_compare(ledger, saved.previous, dossier) if is_revision else (),
    )


def _compare(ledger: Ledger, previous: str | None, dossier: Dossier) -> tuple[Change, ...] | None:
    """None where the text before was deleted."""
    try:
        return compare_revisions(ledger.view().dossier(previous or ""), dossier)
    except LedgerError:
        return None
