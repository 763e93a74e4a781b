"""Feed, Entry, Outline: what a feed and a list of feeds say, as they say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

# Entries of one feed that are taken, the first ones: news feeds have 10 to 100, archives put on the web as a feed some hundred.
MOST_ENTRIES: Final = 1_000
# Feeds of one list that are taken.
MOST_OUTLINES: Final = 5_000

FeedFormat = Literal["rss", "rdf", "atom", "json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `id` is the feed's own, else the address, else a hash of what it says: never empty.

    `url` is an http or https address made absolute, None where the entry has none. Titles and names are plain text; `summary`
    and `content` are as the feed has them, mostly HTML. Times have a zone; one without is taken for UTC.
    """

    id: str
    url: str | None
    title: str
    author: str
    published: datetime | None
    updated: datetime | None
    summary: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, its entries in its own order. `every`: how long it asks to be left alone between two looks.

    `problems` are sentences on what was wrong and read all the same, or left out.
    """

    format: FeedFormat
    title: str
    link: str | None
    every: timedelta | None
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed that a list names: its address, what it is called, and the page that it belongs to."""

    url: str
    title: str
    page: str | None
