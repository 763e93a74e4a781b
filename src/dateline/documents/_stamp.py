"""Dates as they stand at the head of a news text and under a post, written out in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dateline.model import Segment, SegmentKind

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
FULL_DATE = rf"(?:{MONTH}\s{_DAY},?\s\d{{4}}|{_DAY}\s{MONTH},?\s\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
CLOCK = r"(?:\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)"

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH_FIRST = re.compile(rf"({MONTH})\s(\d{{1,2}})\D{{0,3}}\s(\d{{4}})")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s({MONTH}),?\s(\d{{4}})")

# A stamp is looked for in this many characters: agency heads put a headline, a byline and a place before it.
_HEAD = 400
_LEADING = re.compile(r"\A\s*(date:?[ ]+(\d{4}-\d{2}-\d{2}))\b", re.IGNORECASE)
# What tells a stamp from a date that begins a sentence: a clock with its zone, or the bar between parts of a head.
_STAMP = re.compile(
    rf"(?:^|(?<=\| ))(?:updated:? )?((?:{WEEKDAY},? )?({FULL_DATE})(?:,? {CLOCK} [A-Z]{{2,4}}\b|(?= \|)))",
    re.MULTILINE,
)


def read_date(words: str) -> date | None:
    """The day that a date written in full names ("March 4, 2021", "4 Mar 2021", "2021-03-04"), None for no real day."""
    if match := _ISO.search(words):
        year, month, day = (int(part) for part in match.groups())
    elif match := _MONTH_FIRST.search(words):
        month, day, year = _MONTHS.index(match[1][:3].lower()) + 1, int(match[2]), int(match[3])
    elif match := _DAY_FIRST.search(words):
        day, month, year = int(match[1]), _MONTHS.index(match[2][:3].lower()) + 1, int(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_stamps(text: str) -> Iterator[Segment]:
    """The leading `date 2021-03-04`, and the stamps of agency heads such as "Thu Mar 4, 2021 6:41 am EST"."""
    head = text[:_HEAD]
    if match := _LEADING.match(head):
        yield _segment(match.start(1), match.end(1), match[2])
    for match in _STAMP.finditer(head):
        yield _segment(match.start(1), match.end(1), match[2])


def _segment(start: int, end: int, words: str) -> Segment:
    return Segment(kind=SegmentKind.DATE, start=start, end=end, published=read_date(words))
