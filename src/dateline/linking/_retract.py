"""retracts: whether what was said has been taken back, and by whom; find_notices: an article's own corrections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from dateline.linking._clause import split_sentences
from dateline.linking._teller import knows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.linking._statement import Statement
    from dateline.model import Account

_TOLD: Final = (
    r"(?:reports?|claims?|statements?|stor(?:y|ies)|articles?|announcements?|figures?|tolls?|accounts?|posts?|tweets?|"
    r"allegations?)"
)
_TAKEN_BACK: Final = re.compile(
    rf"\b(?:retract(?:s|ed|ing)?|withdr(?:ew|awn|aws?)|rescind(?:s|ed)?|disavow(?:s|ed)?)\b[^.;]{{0,40}}?\b{_TOLD}\b|"
    rf"\b(?:took|taken|takes|walked|walks) back\b[^.;]{{0,40}}?\b{_TOLD}\b|"
    rf"\b{_TOLD}\b[^.;]{{0,60}}?\b(?:was|were|has been|have been|is|are)\b[^.;]{{0,20}}?"
    r"\b(?:retracted|withdrawn|rescinded|taken back|(?:issued|published|made|sent|given) in error|a mistake|wrong|false|"
    r"mistaken|untrue|unfounded)\b|"
    r"\bno such (?:attack|incident|event|shooting|explosion|clash|raid|arrest)\b",
    re.IGNORECASE,
)
_OWN: Final = r"(?:article|story|report|version)"
_CORRECTS: Final = re.compile(
    r"^\W*(?:correction|clarification|editor[’']s note|update)\b|"
    rf"\b(?:this|an earlier) {_OWN}\b[^.]{{0,80}}?\b(?:corrected|amended|updated|misstated|misidentified|wrongly|"
    r"incorrectly|erroneously|misspelled|mistakenly|said|gave|stated)\b|\bcorrects\b",
    re.IGNORECASE,
)
_WITHDRAWS: Final = re.compile(
    rf"\b(?:this|our|the) {_OWN}\b[^.]{{0,60}}?\b(?:retracted|withdrawn|removed|taken down)\b|"
    r"\b(?:retraction|kill notice)\b|\bwe (?:retract|withdraw|have retracted|have withdrawn)\b|"
    rf"\b(?:has|have) (?:retracted|withdrawn) (?:this|the|its|our) {_OWN}\b",
    re.IGNORECASE,
)


class Notice(NamedTuple):
    """A sentence in which an article speaks of its own earlier text."""

    kind: Literal["corrected", "retracted"]
    start: int
    end: int
    quote: str


def find_notices(text: str) -> tuple[Notice, ...]:
    """The corrections and retractions that a text gives of itself, in order."""
    found: list[Notice] = []
    for start, end in split_sentences(text):
        words = text[start:end]
        if _WITHDRAWS.search(words):
            found.append(Notice("retracted", start, end, words))
        elif _CORRECTS.search(words):
            found.append(Notice("corrected", start, end, words))
    return tuple(found)


def retracts(accounts: Sequence[Account], statements: Sequence[Statement], slot: str) -> str:
    """Why a slot counts as taken back, "" where it does not.

    Taken back is what the same house first said and then denies or calls wrong, and what an article withdraws that stands alone.
    """
    for s in statements:
        if slot not in s.claim.about or not _TAKEN_BACK.search(s.words):
            continue
        who = s.teller.name if s.teller else s.account.document.publisher or "the report"
        if s.teller is None or knows(s.teller) or s.teller.kind == "media":
            return f"{who} has taken it back: “{' '.join(s.words.split())}”"
    if slot == "event":
        notices = [
            (account, notice)
            for account in accounts
            for notice in find_notices(account.document.text)
            if notice.kind == "retracted"
        ]
        if notices and len({account.ref.revision for account in accounts} - {a.ref.revision for a, _ in notices}) == 0:
            return f"The only report of it has been withdrawn: “{notices[0][1].quote}”"
    return ""
