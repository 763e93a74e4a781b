"""Datelines: "BAGHDAD (Reuters) -", "Sfax, Tunisia (CNN) --", "BOSTON — ", "CAIRO | "."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.documents._stamp import FULL_DATE, MONTH, WEEKDAY
from dateline.model import Segment, SegmentKind

AGENCY = (
    r"(?:Thomson )?Reuters(?: Foundation)?|AP|(?:The )?Associated Press|AFP|Agence France-Presse|CNN|UPI|Xinhua|dpa|DPA"
    r"|TASS|Itar-Tass|ITAR-TASS|Interfax|RIA Novosti|ANI|PTI|IANS|Kyodo|Yonhap|Bloomberg(?: News)?|MENA|SANA|IRNA|ISNA"
    r"|Fars|Tasnim|WAFA|EFE|ANSA|VOA|BBC(?: News)?|NPR|Al Jazeera|RFE/RL|Anadolu(?: Agency)?|AA|CBS(?: News)?"
    r"|ABC(?: News)?|NBC(?: News)?|Fox News|Ukrinform|Bernama|Antara|APA|ANP|PA(?: Media)?|KUNA|SPA|WAM|NNA"
)
_DASH = r"(?:--?|[\u2013\u2014])"
_AGENCIES = rf"(?:{AGENCY})(?:/(?:{AGENCY}))*"
_BRACKETED = re.compile(rf"\(({_AGENCIES})\)[ ]{{0,2}}{_DASH}{{1,2}}")

_CAPS = r"[A-Z][A-Z'\u2019.\-]*[A-Z.](?:[ /][A-Z][A-Z'\u2019.\-]*[A-Z.]){0,3}"
_TITLE_WORD = r"[A-Z][\w'\u2019.\-]*"
_TITLE = rf"{_TITLE_WORD}(?: (?:{_TITLE_WORD}|al|de|la|el|of)){{0,2}}"
_REGION = rf"(?:, {_TITLE}){{0,2}}"
_DAY_BEFORE_BRACKET = rf"(?:,? (?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:, \d{{4}})?,?)?"
# How far before the bracket a place may begin, in characters; the longest seen has 41.
_REACH = 90
_CAPS_BEFORE = re.compile(rf"(?:(?<=\s)|^)({_CAPS}{_REGION}){_DAY_BEFORE_BRACKET} $")
_TITLE_REGION_BEFORE = re.compile(rf"(?:^|(?<=[a-z.,;:!?\"\u201d] ))({_TITLE}, {_TITLE}){_DAY_BEFORE_BRACKET} $")
_TITLE_ALONE = re.compile(rf"^({_TITLE}){_DAY_BEFORE_BRACKET} $")
_NEAR = re.compile(r"(?:Near|In|At|Outside|Off|From) ")
_NO_PLACE = re.compile(rf"(?:{WEEKDAY}|{MONTH})\b")

_BARE = re.compile(rf"^({_CAPS}{_REGION}) (?:--|[\u2013\u2014]) (?=[A-Z\"\u201c\u2018'])", re.MULTILINE)
# The same after a headline on one line; shorter words in capitals (NATO, FBI) are more often in the headline itself.
_SHORTEST_BARE = 5
_BARE_HEAD = 220  # characters: a headline and a place
_BARE_INSIDE = re.compile(rf"(?<=[a-z0-9'\u2019] )({_CAPS}{_REGION}) (?:--|[\u2013\u2014]) (?=[A-Z\"\u201c])")
_BAR_HEAD = 400
_BAR = re.compile(rf"(?:(?<=\s)|^)({_CAPS}{_REGION}) \| (?=(?:{WEEKDAY},? )?{FULL_DATE})", re.MULTILINE)


def find_datelines(text: str, stamps: Sequence[Segment] = ()) -> Iterator[Segment]:
    """Datelines in order of kind; `start` to `content_end` is the place, `author_start` to `author_end` the agency.

    `content_end` is None where the dateline names no place that is plain to see. A place does not reach back into
    one of the `stamps` ("6:41 am EDT CAIRO (Reuters) -").
    """
    floor = max((stamp.end for stamp in stamps), default=0)
    for match in _BRACKETED.finditer(text):
        place = _find_place(text, match.start(), floor if floor <= match.start() else 0)
        yield Segment(
            kind=SegmentKind.DATELINE,
            start=place[0] if place else match.start(),
            end=match.end(),
            content_end=place[1] if place else None,
            author=match[1],
            author_start=match.start(1),
            author_end=match.end(1),
        )
    for match in _BARE.finditer(text):
        yield _without_agency(match)
    for match in _BARE_INSIDE.finditer(text[:_BARE_HEAD]):
        if len(match[1]) >= _SHORTEST_BARE and not re.search(r"[.!?] ", text[: match.start()]):
            yield _without_agency(match)
            break
    for match in _BAR.finditer(text[:_BAR_HEAD]):
        yield _without_agency(match)


def _without_agency(match: re.Match[str]) -> Segment:
    end = match.end() - 1  # without the space that follows the dash
    return Segment(kind=SegmentKind.DATELINE, start=match.start(1), end=end, content_end=match.end(1))


def _find_place(text: str, bracket: int, floor: int) -> tuple[int, int] | None:
    line = max(text.rfind("\n", 0, bracket) + 1, floor + len(text[floor:bracket]) - len(text[floor:bracket].lstrip()))
    begin = max(line, bracket - _REACH)
    before = text[begin:bracket]
    match = _CAPS_BEFORE.search(before) or _TITLE_REGION_BEFORE.search(before)
    if match is None and begin == line:
        match = _TITLE_ALONE.match(before)
    if match is None:
        return None
    start, end = match.span(1)
    if near := _NEAR.match(before, start, end):
        start = near.end()
    if _NO_PLACE.match(before, start, end):
        return None
    return begin + start, begin + end
