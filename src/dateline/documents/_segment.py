"""Segments: the stretches of a text that are not the article's plain prose, put together without overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

from dateline.documents._byline import find_bylines
from dateline.documents._dateline import find_datelines
from dateline.documents._layout import find_captions, find_headings
from dateline.documents._post import find_posts
from dateline.documents._stamp import find_stamps
from dateline.model import Segment, SegmentKind


def find_segments(text: str) -> tuple[Segment, ...]:
    """The segments of a normalised text, in order and without overlap.

    Of two finds that overlap the surer kind stays: posts, dates, datelines, bylines, captions, headings.
    By kind: a post's `start` to `content_end` is its own words, with `author`, `handle` and `published` of the post;
    a dateline's `start` to `content_end` is its place (None: it names none) and `author` its agency; a byline's
    `author` is the names in it. `author_start` and `author_end` are the offsets of `author`.
    """
    stamps = tuple(find_stamps(text))
    datelines = tuple(find_datelines(text, stamps))
    return _keep_surest(
        chain(
            find_posts(text),
            stamps,
            datelines,
            find_bylines(text),
            find_captions(text, datelines),
            find_headings(text, datelines),
        )
    )


def find_published(segments: Sequence[Segment]) -> date | None:
    """The day that the text's own head gives as its date, None where it gives none."""
    for segment in segments:
        if segment.kind is SegmentKind.DATE and segment.published is not None:
            return segment.published
    return None


def _keep_surest(finds: Iterable[Segment]) -> tuple[Segment, ...]:
    starts: list[int] = []
    kept: list[Segment] = []
    for find in finds:
        if find.start >= find.end:
            continue
        place = bisect_right(starts, find.start)
        if place and kept[place - 1].end > find.start:
            continue
        if place < len(kept) and kept[place].start < find.end:
            continue
        starts.insert(place, find.start)
        kept.insert(place, find)
    return tuple(kept)
