"""Document: one text as it was read, normalised once at the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class SegmentKind(StrEnum):
    """What a stretch of a document is, as far as it is not plain prose."""

    DATE = "date"  # a leading "date 2020-01-04"
    DATELINE = "dateline"  # "BAGHDAD (Reuters) -"
    HEADING = "heading"
    CAPTION = "caption"
    BYLINE = "byline"
    POST = "post"  # an embedded social-media post


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the text that is not the article's plain prose.

    For a post: `author`, `handle` and `published` are those of the post, and `content_end` is where its own words
    end (links and signature follow). For a dateline: `start`..`content_end` is the place, `author` the agency.
    """

    kind: SegmentKind
    start: int
    end: int
    author: str | None = None
    handle: str | None = None
    published: date | None = None
    content_end: int | None = None
    author_start: int | None = None
    author_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text and what is known of where it came from. `sha256` is the digest of the normalised text in UTF-8.

    `published` is the day on which it first came out; `issued` the moment, UTC, at which this text of it did (last changed,
    else published), where the document tells hour and zone.
    """

    id: str
    sha256: str
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    title: str | None = None
    published: date | None = None
    issued: datetime | None = None
    language: str | None = None
    text: str
    segments: tuple[Segment, ...] = ()
