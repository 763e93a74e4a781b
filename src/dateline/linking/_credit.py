"""find_credits: the agencies that an article says it draws on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dateline.linking._word import fold
from dateline.model import SegmentKind

if TYPE_CHECKING:
    from dateline.model import Document

# News agencies by their name, and the forms in which desks credit them.
_AGENCIES: Final = {
    "AP": r"AP|Associated Press",
    "Reuters": r"Reuters",
    "AFP": r"AFP|Agence France[- ]Presse",
    "Xinhua": r"Xinhua",
    "Anadolu": r"Anadolu(?: Agency)?|AA",
    "dpa": r"dpa|DPA|Deutsche Presse[- ]Agentur",
    "EFE": r"EFE",
    "ANSA": r"ANSA",
    "TASS": r"TASS|Itar[- ]Tass",
    "Interfax": r"Interfax",
    "RIA Novosti": r"RIA(?: Novosti)?",
    "IRNA": r"IRNA",
    "Tasnim": r"Tasnim",
    "Kyodo": r"Kyodo",
    "Yonhap": r"Yonhap",
    "PTI": r"PTI|Press Trust of India",
    "UPI": r"UPI",
    "SANA": r"SANA",
    "WAFA": r"WAFA",
    "PA": r"PA Media|Press Association",
}
_NAMES: Final = "|".join(f"(?:{forms})" for forms in _AGENCIES.values())
# A credit stands in brackets, before a dash at the head, at the end, or in a line on who contributed.
_CREDIT: Final = re.compile(
    rf"\((?P<bracket>(?:{_NAMES})(?:[/,; ]+(?:and )?(?:{_NAMES}))*)\)|"
    rf"(?P<given>{_NAMES})(?: \w+)? contributed|"
    rf"^(?P<by>{_NAMES})\s*[-–—:]|(?:Source|Via|By):?\s+(?P<source>{_NAMES})\b|"
    rf"[-–—]\s*(?:with )?(?P<end>{_NAMES})\s*$",
    re.MULTILINE,
)


def find_credits(document: Document) -> tuple[str, ...]:
    """The agencies that a text is credited to, in its dateline, byline, credits or as its publisher; each once."""
    found: list[str] = []
    for match in _CREDIT.finditer(document.text):
        words = next(group for group in match.groups() if group)
        found += name_agencies(words)
    for segment in document.segments:
        if segment.kind in (SegmentKind.DATELINE, SegmentKind.BYLINE):
            found += name_agencies(segment.author or "")
    for field in (document.publisher, document.author):
        found += name_agencies(field or "")
    return tuple(dict.fromkeys(found))


def name_agencies(words: str) -> tuple[str, ...]:
    """The agencies that these words name as whole names, by their short names."""
    return tuple(name for name, forms in _AGENCIES.items() if re.search(rf"(?<![\w-])(?:{forms})(?![\w-])", words))


def is_agency(name: str) -> bool:
    return bool(name_agencies(name)) or fold(name) in {fold(known) for known in _AGENCIES}
