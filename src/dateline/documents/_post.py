"""Embedded posts: `text https://t.co/… pic.twitter.com/… — Name (@handle) March 4, 2021`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.documents._stamp import CLOCK, FULL_DATE, read_date
from dateline.model import Segment, SegmentKind

_HANDLE = re.compile(r"\(@([A-Za-z0-9_.]{1,40})\)")
_DATED = re.compile(rf"[ \n]?(?:[\u00b7|,\-\u2013\u2014] ?)?(?:{CLOCK} ?[\u00b7\-] ?)?({FULL_DATE})")
_LINE_END = re.compile(r"[ ]*(?:\n|$)")
# A display name has at most 50 characters, and the dash stands before it.
_NAME_REACH = 56
_DASH = re.compile(r"(?:\u2014|\u2013|(?<!-)--?(?=\s))\s?(?=[^\s\u2014])")
_LINKS = re.compile(r"(?:\s*(?:https?://\S+|pic\.(?:twitter|x)\.com/\S+|t\.co/\S+|\u2026))+\s*$")
# The longest post, 280 characters, with three links behind it; a longer stretch holds prose before the post.
_LONGEST = 360
_SENTENCE_END = re.compile(r"(?:[.!?][\"\u201d\u2019')\]]?|:)\s+(?=[\"\u201c\u2018'(#@A-Z0-9])")


def find_posts(text: str) -> Iterator[Segment]:
    """Posts with a signature. `start` to `content_end` is the post's own words, without its links and signature.

    A post begins with its paragraph. In a text that runs posts and prose together it begins after the last colon or
    sentence end that leaves words before the signature: too little of the post rather than words of the article.
    """
    floor = 0  # where the last post ended
    for handle in _HANDLE.finditer(text):
        signature = _find_signature(text, floor, handle)
        if signature is None:
            continue
        dash, name_start, name_end = signature
        dated = _DATED.match(text, handle.end())
        if dated is None and (_LINE_END.match(text, handle.end()) is None or text[dash] not in "\u2014\u2013"):
            continue
        end = dated.end() if dated else handle.end()
        start = _find_start(text, floor, dash)
        content_end = start + len(_LINKS.sub("", text[start:dash]).rstrip())
        if content_end <= start:
            continue
        yield Segment(
            kind=SegmentKind.POST,
            start=start,
            end=end,
            author=text[name_start:name_end],
            handle=handle[1],
            published=read_date(dated[1]) if dated else None,
            content_end=content_end,
            author_start=name_start,
            author_end=name_end,
        )
        floor = end


def _find_signature(text: str, floor: int, handle: re.Match[str]) -> tuple[int, int, int] | None:
    """Where the dash, the name's start and the name's end are, for the name before a handle."""
    begin = max(floor, handle.start() - _NAME_REACH)
    dashes = list(_DASH.finditer(text, begin, handle.start()))
    if not dashes:
        return None
    name_start = dashes[-1].end()
    name_end = name_start + len(text[name_start : handle.start()].rstrip())
    if name_end <= name_start or "\n" in text[name_start:name_end]:
        return None
    return dashes[-1].start(), name_start, name_end


def _find_start(text: str, floor: int, dash: int) -> int:
    words_end = floor + len(text[floor:dash].rstrip())
    block = max(floor, text.rfind("\n\n", floor, words_end) + 2 if "\n\n" in text[floor:words_end] else floor)
    bounded = block > 0 or "\n\n" in text[dash : dash + 2 * _LONGEST]
    if bounded and words_end - block <= _LONGEST and "\n" in text[block:words_end]:
        start = block
    else:
        start = max(floor, text.rfind("\n", floor, words_end) + 1)
    if words_end - start > _LONGEST:
        begin = words_end - _LONGEST
        content_end = begin + len(_LINKS.sub("", text[begin:words_end]))
        ends = [m.end() for m in _SENTENCE_END.finditer(text, begin, content_end) if m.end() < content_end]
        colons = [end for end in ends if text[:end].rstrip().endswith(":")]
        start = (colons or ends or [words_end])[-1]
    return start + len(text[start:words_end]) - len(text[start:words_end].lstrip())
