"""Headings and captions: what a line is, by its shape and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dateline.documents._stamp import FULL_DATE
from dateline.model import Segment, SegmentKind

# A headline of an agency has at most about 16 words and 110 characters; set on the heads of 146 articles.
_MOST_WORDS = 18
_MOST_CHARS = 130
# Without blank lines around it, only a shorter line is taken for a heading.
_MOST_WORDS_UNSPACED = 14
# Above this share of lines that end inside a sentence, a text is wrapped by hand and its lines say nothing.
_WRAPPED_SHARE = 0.4

_LINE = re.compile(r"[^\n]+")
_NO_HEADING_END = ".,;:\u2026-\u2014\u2013"
_QUOTES = "\"'\u2018\u2019\u201c\u201d)] "
_CALLS = "?!"  # a headline may ask or call, but so does a line of prose: only where blank lines set it apart
_SENTENCE_END = re.compile(r"[.!?\u2026:][\"\u201d\u2019')\]]*\s*$")
_LIST_ITEM = re.compile(r"\s*(?:[-*\u2022]|\d{1,2}[.)])\s")
_MARKED = re.compile(r"^#{1,6} [^\n]{1,130}$|={2,5} [^=\n]{1,80} ={2,5}", re.MULTILINE)

_LABEL = re.compile(
    r"\s*(?:(?:File |Handout )?(?:Photo|Image|Picture|Photograph|Video)"
    r"(?: (?:caption|credit|copyright|by|source))?\s*:"
    r"|(?:Image|Photo) (?:caption|copyright|source)\b"
    r"|(?:FILE|File)(?: [Pp][Hh][Oo][Tt][Oo])?\s?[-:\u2013\u2014] |Caption:)"
)
_CREDIT = (
    r"\((?:(?:File )?[Pp]hoto(?:graph)?|Image|Picture)(?: by|:) [^()\n]{1,80}\)|\(AP Photo[^()\n]{0,80}\)"
    r"|REUTERS ?/ ?(?:Stringer|Handout|Files?\b|[A-Z][\w.'\u2019\-]* [A-Z][\w.'\u2019\-]*)|Slideshow \(\d+ images?\)"
    r"|(?:Photograph|Photo|Image|Picture): [A-Z][^\n.]{1,80}|[A-Z][\w ./\u2019'\-]{1,60}/(?:AFP|Getty Images|AP|EPA)\b"
)
_CREDIT_INSIDE = re.compile(_CREDIT)
_CREDIT_END = re.compile(rf"(?:{_CREDIT})\)?\.?\s*$")
_LONGEST_CAPTION = 420  # characters
_DATED_END = re.compile(rf"{FULL_DATE}\.\s*$")


def find_captions(text: str, datelines: Sequence[Segment]) -> Iterator[Segment]:
    """Lines that begin with a caption's label or end with a picture's credit, and credits inside other lines.

    Also a line that ends with a date in full and stands just before the dateline: agencies put the picture there.
    """
    starts = {segment.start for segment in datelines}
    for line in _LINE.finditer(text):
        words = line[0]
        if len(words) > _LONGEST_CAPTION:
            continue
        labelled = _LABEL.match(words) or _CREDIT_END.search(words, max(0, len(words) - 140))
        if labelled or (line.end() + 1 in starts and _DATED_END.search(words, max(0, len(words) - 40))):
            yield _stripped(SegmentKind.CAPTION, text, line.start(), line.end())
    for match in _CREDIT_INSIDE.finditer(text):
        yield _stripped(SegmentKind.CAPTION, text, match.start(), match.end())


def find_headings(text: str, datelines: Sequence[Segment]) -> Iterator[Segment]:
    """Short lines without a sentence's end that stand alone or before a longer paragraph, and marked headings.

    Also the headline that shares its line with the first dateline.
    """
    for match in _MARKED.finditer(text):
        yield _stripped(SegmentKind.HEADING, text, match.start(), match.end())
    lines = list(_LINE.finditer(text))
    wrapped = _is_wrapped(text, lines)
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is None or not _may_be_heading(line[0]):
            continue
        before = lines[index - 1] if index else None
        spaced_before = before is None or _blank_between(text, before.end(), line.start())
        spaced_after = _blank_between(text, line.end(), following.start())
        if spaced_before and spaced_after:
            yield _stripped(SegmentKind.HEADING, text, line.start(), line.end())
        elif not wrapped and len(line[0].split()) <= _MOST_WORDS_UNSPACED and not _ends_in_call(line[0]):
            opens = spaced_before or (before is not None and _SENTENCE_END.search(before[0]) is not None)
            body = following[0].lstrip()
            if opens and len(body) > len(line[0]) and not body[:1].islower():
                yield _stripped(SegmentKind.HEADING, text, line.start(), line.end())
    if datelines:
        first = min(segment.start for segment in datelines)
        line_start = text.rfind("\n", 0, first) + 1
        if not text[:line_start].strip() and _may_be_heading(text[line_start:first]):
            yield _stripped(SegmentKind.HEADING, text, line_start, first)


def _may_be_heading(line: str) -> bool:
    words = line.strip()
    if not 1 < len(words) <= _MOST_CHARS or len(words.split()) > _MOST_WORDS or _LIST_ITEM.match(line):
        return False
    first = words.lstrip("\"\u201c\u2018'")[:1]
    if not (first.isupper() or first.isdigit()) or not any(map(str.isalpha, words)):
        return False
    return words.rstrip(_QUOTES)[-1:] not in _NO_HEADING_END


def _ends_in_call(line: str) -> bool:
    return line.rstrip().rstrip(_QUOTES)[-1:] in _CALLS


def _is_wrapped(text: str, lines: Sequence[re.Match[str]]) -> bool:
    """Whether lines break inside sentences: those that end without a sentence's end and go on in a small letter."""
    pairs = [(one, two) for one, two in pairwise(lines) if two.start() == one.end() + 1]
    inside = sum(1 for one, two in pairs if two[0][:1].islower() and not _SENTENCE_END.search(one[0][-8:]))
    return inside > _WRAPPED_SHARE * len(pairs)


def _blank_between(text: str, end: int, start: int) -> bool:
    return text.count("\n", end, start) > 1


def _stripped(kind: SegmentKind, text: str, start: int, end: int) -> Segment:
    words = text[start:end]
    return Segment(kind=kind, start=start + len(words) - len(words.lstrip()), end=start + len(words.rstrip()))
