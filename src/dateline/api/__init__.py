"""What `import dateline` gives: the interface for programs and notebooks.

_read     articles -> dossiers
_filter   filters as keywords
_events   what a question gives, as rows and as dataframes
_ledger   the ledger: read into it, ask it, decide, export
_export   events -> a file in a format
"""

from dateline.api._events import Events
from dateline.api._export import Written, export
from dateline.api._filter import Filters
from dateline.api._ledger import Ledger
from dateline.api._read import InputWarning, load_pipeline, read, read_text

__all__ = [
    "Events",
    "Filters",
    "InputWarning",
    "Ledger",
    "Written",
    "export",
    "load_pipeline",
    "read",
    "read_text",
]
