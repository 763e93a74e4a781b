"""Bylines: "By Jane Doe", "From Jane Doe and John Roe, CNN", "(Reporting by Jane Doe; Editing by John Roe)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.documents._dateline import AGENCY
from dateline.documents._stamp import MONTH, WEEKDAY
from dateline.model import Segment, SegmentKind

# A word of a name has a small letter or is an initial: "ALGIERS" after a name is the dateline's.
_WORD = r"(?:[A-Z][\w'\u2019\-]*[a-z][\w'\u2019\-]*|[A-Z]\.)"
_NAME = rf"{_WORD}(?: (?:{_WORD}|al|bin|ben|de|da|der|el|la|van|von)){{1,3}}"
_NAMES = rf"{_NAME}(?:(?:, and |, | and | & ){_NAME}){{0,4}}"
_STAFF = rf"(?:the )?(?:{AGENCY})(?: Wire)? [Ss]taff"
_OF = rf"(?:, (?:Special to |for |of )?(?:the )?(?:{AGENCY})\b)"
_END = r"(?=[ ]*(?:\n|$|\||[A-Z]{3}[A-Z/ ,]))"
_BYLINE = re.compile(
    rf"(?:^|(?<=\| ))(?:By|From|BY|Reporting by)[ ](?!{WEEKDAY}\b|{MONTH}\b)"
    rf"(?:(?P<staff>{_STAFF})\b|(?P<of>{_NAMES}){_OF}|(?P<names>{_NAMES}){_END})",
    re.MULTILINE,
)
_CAPITALS = re.compile(r"^BY ([A-Z][A-Z.'\u2019\-]+(?: [A-Z.'\u2019\-]+){1,6})[ ]*$", re.MULTILINE)
_CREDITS = re.compile(rf"\((?:Additional |Writing and )?[Rr]eporting by ({_NAMES})[^()\n]{{0,300}}\)")


def find_bylines(text: str) -> Iterator[Segment]:
    """Bylines whose end is plain: by a line's end, a bar, a dateline or a known agency. `author` is the names."""
    for match in _BYLINE.finditer(text):
        group = str(match.lastgroup)
        # "From" alone at a line's start begins many a heading.
        if group == "names" and match[0].startswith("From"):
            continue
        yield _segment(match.start(), match.end(), match[group], match.start(group))
    for pattern in (_CAPITALS, _CREDITS):
        for match in pattern.finditer(text):
            yield _segment(match.start(), match.end(), match[1], match.start(1))


def _segment(start: int, end: int, author: str, author_start: int) -> Segment:
    return Segment(
        kind=SegmentKind.BYLINE,
        start=start,
        end=end,
        author=author,
        author_start=author_start,
        author_end=author_start + len(author),
    )
