"""find: what a user typed -> the event or document that is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dateline.errors import NotFound

if TYPE_CHECKING:
    from dateline.ledger import RecordedDocument, View
    from dateline.model import LinkedEvent

_ID: Final = re.compile(r"[0-9a-f]{4,16}")


def looks_like_id(given: str) -> bool:
    return bool(_ID.fullmatch(given.strip().lower()))


def find_event(view: View, given: str) -> LinkedEvent:
    """The event of this id or the beginning of it. Raises NotFound, Ambiguous."""
    return view.linked_event(given.strip().lower())


def find_any(view: View, given: str) -> LinkedEvent | RecordedDocument:
    """The event of this id, else the document of this id, address or own id. Raises NotFound, Ambiguous, Deleted."""
    gone: NotFound | None = None
    if looks_like_id(given):
        try:
            return find_event(view, given)
        except NotFound as error:
            # An event that was once, which says more than that there is no document of that id.
            gone = None if str(error).startswith("There is no event") else error
    try:
        return view.document(given)
    except NotFound as error:
        if gone is not None:
            raise gone from None
        message = str(error).replace("There is no document", "There is no event or document")
        raise NotFound(
            f"{message} `dateline ledger list` shows events, `dateline ledger list documents` documents."
        ) from error
