"""What a text says that nobody knows, or that could not be verified: claims of stance `unknown`.

The reader learns too few of them to be asked; the wordings are few and plain. Of 21 sentences of the coded articles that they
find, 16 are coded so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dateline.coding._sentence import sentence_at
from dateline.model import Claim, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.coding._draft import Draft
    from dateline.model import Document, Reading

BEHIND: Final = 2  # sentences back in which the event may be told that "it was not clear" speaks of
_NOT: Final = r"(?:not|unable|impossible|cannot|n[’']t)\b"
_CHECKED: Final = r"(?:verif|confirm|authenticat|corroborat)\w+"
_UNCLEAR: Final = re.compile(
    r"\b(?:not|n[’']t)(?: been)?(?: immediately| yet| fully| entirely)?(?: been)? (?:clear|known)\b"
    r"|\b(?:is|are|was|were|remain(?:s|ed)?) (?:still |largely )?un(?:clear|known)\b(?! to\b)",
    re.I,
)
_UNVERIFIED: Final = re.compile(
    rf"{_NOT}[^.;:]{{0,45}}\b(?:independently|immediately)\b[^.;:]{{0,25}}\b{_CHECKED}"
    rf"|{_NOT}[^.;:]{{0,30}}\b{_CHECKED}[^.;:]{{0,12}}\bindependently\b",
    re.I,
)
_UNCLAIMED: Final = re.compile(
    r"\bno(?:[- ]?one|body| \w+)?\b[^.;:]{0,30}\bclaim(?:ed|s|ing)?\b[^.;:]{0,15}\bresponsib", re.I
)
_CAUSE: Final = re.compile(
    r"\b(?:what (?:had )?caused|the cause|cause of|what led to|how it (?:started|happened)|why|motives?)\b", re.I
)
_CULPRIT: Final = re.compile(
    r"\bwho (?:was|were|had|is|carried|fired|planted|did)\b|\bresponsib|\bperpetrator|\bsource of the\b|"
    r"\bbehind the (?:attack|blast|bombing|killing|explosion|shooting)",
    re.I,
)
_TOLL: Final = re.compile(r"\bcasualt|\btoll\b|\bhow many\b|\binjur|\bdead\b|\bdeaths\b|\bvictims\b", re.I)


def unknown_field(quote: str) -> str | None:
    """What of an event the words say to be unknown; None for the event as a whole."""
    for field, words in (("casualties", _TOLL), ("cause", _CAUSE), ("actor", _CULPRIT)):
        if words.search(quote):
            return field
    return None


def find_unknowns(document: Document, reading: Reading, drafts: Sequence[Draft]) -> dict[int, list[Claim]]:
    """For each draft by its number, the claims that something of it is not known.

    They speak of an event of their own sentence, the nearest, or else of the last one told before.
    """
    found: dict[int, list[Claim]] = {}
    told = sorted((reading.triggers[t].start, number) for number, draft in enumerate(drafts) for t in draft.triggers)
    for sentence, (start, end) in enumerate(reading.sentences):
        wordings = (words.search(document.text, start, end) for words in (_UNVERIFIED, _UNCLAIMED, _UNCLEAR))
        said = next((match for match in wordings if match is not None), None)
        if said is None:
            continue
        here = [(abs(at - said.start()), number) for at, number in told if start <= at < end]
        before = [number for at, number in told if at < start and sentence - sentence_at(reading, at) <= BEHIND]
        number = min(here)[1] if here else before[-1] if before else None
        if number is None:
            continue
        evidence = Evidence.of(document.text, start, end)
        claim = Claim(
            about=(unknown_field(evidence.quote) or "event",),
            sources=(),
            stance="unknown",
            hedge="none",
            evidence=evidence,
        )
        found.setdefault(number, []).append(claim)
    return found
