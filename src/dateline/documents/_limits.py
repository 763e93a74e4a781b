"""The limits of what is read, and what comes of one input."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dateline.errors import DocumentError
from dateline.model import Document, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is read of one input. All four protect the machine; none of them is about the news.

    max_bytes: a file, an answer or one line of JSON Lines above it is refused (`TooLarge`).
    max_page_bytes: the same for an HTML page: taking its main text costs about 2 s and 150 MB for 2 MB of page.
    max_chars: a longer text is read in part, up to the end of a paragraph (issue `text-truncated`); only live
        pages of several days are longer.
    timeout_s: seconds for one address as a whole, redirects included.
    max_redirects: how many redirects of one address are followed.
    """

    max_bytes: int = 60_000_000
    max_page_bytes: int = 8_000_000
    max_chars: int = 100_000
    timeout_s: float = 20.0
    max_redirects: int = 5


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far a file of many documents is read once the document that carries the mark is done.

    `name` is the whole path, `data` what goes on from there understands, `share` the part of the file before it, 0 to 1.
    """

    name: str
    data: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What came of one input: a document, or an error, or (for a file that is not read) only an issue.

    `source` names the input as the user did, with `:line` in JSON Lines and `[n]`, from 1, in a list of JSON.
    `raw` are the bytes that the document was made of, None for one of a list of JSON; `media_type` is what the server
    called them. `url` is the address that a record of an archive gives, `seen` when it was obtained; `mark` is set for each
    record of an archive and row of a table.
    """

    source: str
    document: Document | None = None
    error: DocumentError | None = None
    issues: tuple[Issue, ...] = ()
    raw: bytes | None = None
    media_type: str = ""
    url: str = ""
    seen: datetime | None = None
    mark: Mark | None = None
