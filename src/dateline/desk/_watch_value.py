"""What watching is told, what it tells, and what it remembers between two runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, Protocol

from dateline.documents import USER_AGENT, Answer, Ask, Limits

if TYPE_CHECKING:
    from dateline.model import Change, Document, Dossier, Issue

# Of these kinds are the positions in the ledger: feeds by the address that the user gave, articles by the ledger's name for
# their address, hosts, and files by their whole path.
FEED: Final = "feed"
ARTICLE: Final = "feed article"
HOST: Final = "feed host"
FILE: Final = "watched file"
FOLDER: Final = "watched folder"

Clock = Callable[[], datetime]
Sleeps = Callable[[float], None]
Asks = Callable[[Ask, Limits], Answer]

HeardKind = Literal[
    "new",  # a document that was not known
    "revision",  # a new text of a known document
    "known",  # the ledger had this text
    "unchanged",  # looked at again: the same text
    "gone",  # a known article that is not there any more; its text stays
    "refused",  # will not be read, and why; it is not tried again until it changes
    "failed",  # could not be read this time; it is tried again
    "waiting",  # put off: a limit of politeness, or a file that is still being written
    "feed",  # a feed was looked at
    "due",  # many articles are about to be fetched
    "moved",  # a feed has another address from now on
    "note",  # something that the user should know of
]


class Reads(Protocol):
    """What makes a dossier of a document, as `Pipeline.read` does."""

    def __call__(self, document: Document, /, *, issues: Sequence[Issue] = ()) -> Dossier: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSettings:
    """How often and how politely.

    every: between two looks at one feed, where it does not ask for more. min_delay_s: between two requests to one host.
    max_per_host: requests to one host in one round. allow_private: also fetch what a feed of the public network names in a
    private one. settle_s: how long a file must have been left alone before it is read.
    """

    every: timedelta = timedelta(minutes=30)
    min_delay_s: float = 2.0
    max_per_host: int = 200
    user_agent: str = USER_AGENT
    allow_private: bool = False
    settle_s: float = 5.0
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One thing that watching found. `source` is an article's address, a file, or a feed with the entry's id; `feed` the feed
    or folder that it came from.

    For what was saved: `document` and `revision` are the ledger's ids, `events` how many the text tells, `joined` the known
    events that it tells anew, and for a revision `changes` says what is told otherwise, None where the text before was deleted.
    `until`: when it is tried again.
    """

    kind: HeardKind
    source: str
    feed: str
    at: datetime
    why: str = ""
    title: str = ""
    document: str = ""
    revision: str = ""
    events: int = 0
    joined: tuple[str, ...] = ()
    changes: tuple[Change, ...] | None = ()
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPosition:
    """Where a feed stands. `source` is its address as given, `address` where it is now; `is_listed`: a list named it.

    `seen`: the entries of the last look, id -> hash of what they said. `is_private`: it was in a private network when it was
    first looked at. `due`: when it is looked at again, None for never, as it `is_gone`.
    """

    source: str
    address: str
    is_listed: bool = False
    title: str = ""
    etag: str = ""
    modified: str = ""
    checked: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    problem: str = ""
    is_private: bool | None = None
    is_gone: bool = False
    seen: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePosition:
    """Where an article stands. `text` is the SHA-256 of its text, "" where it was never obtained.

    `due`: when it is fetched, None for never again. `checks`: how often it was the same since it last changed. The title, the
    publisher and the day are those of the feed, for pages that do not say theirs.
    """

    url: str
    feed: str
    title: str = ""
    publisher: str = ""
    published: datetime | None = None
    etag: str = ""
    modified: str = ""
    text: str = ""
    document: str = ""
    first: datetime | None = None
    checked: datetime | None = None
    due: datetime | None = None
    checks: int = 0
    failures: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPosition:
    """Where a host stands: not to be asked before `until`; the robots.txt as last fetched, None where it has none.

    `robots_at` is None where it was not fetched yet.
    """

    until: datetime | None = None
    why: str = ""
    failures: int = 0
    robots: str | None = None
    robots_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePosition:
    """A file as it was read."""

    size: int
    changed_ns: int
    sha256: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPosition:
    """A folder that is watched."""

    checked: datetime
