"""find_disputes: what the accounts of one event say that cannot all be true."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import combinations
from math import inf
from typing import TYPE_CHECKING, Final

from dateline.linking._clash import clash
from dateline.linking._clause import sentences_of
from dateline.linking._particular import compare_particulars
from dateline.linking._said import Said, set_beside
from dateline.linking._statement import Statement, state, told_at, told_on
from dateline.linking._teller import same_house
from dateline.linking._toll import list_tolls
from dateline.model import Dispute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Account, Document, Evidence, TollEntry

# Reports this close were written side by side: neither is a later state of the other. Not tuned.
_AT_ONCE: Final = timedelta(minutes=30)
# Words that count without a number do not contradict a number.
_VAGUE: Final = re.compile(
    r"\b(?:several|multiple|many|few|dozens?|scores|hundreds|thousands|some|number of|there (?:have been|were|are))\b",
    re.IGNORECASE,
)
_EARLIER: Final = re.compile(
    r"\b(?:initial(?:ly)?|in?tially|at first|had (?:earlier|first|previously|initially)|"
    r"earlier (?:reports?|figures?|tolls?)|previous(?:ly)? (?:reports?|figures?|tolls?|reported|put)|"
    r"(?:up|down|rising|rose) from|revised|first (?:reports|said|put))\b",
    re.IGNORECASE,
)


def find_disputes(accounts: Sequence[Account]) -> tuple[Dispute, ...]:
    """The disputes of one event: tolls, then places, times, weapons, details, and what somebody denies.

    A toll that rises from one report to a later one is a history and no dispute; figures of one day that exclude each other are
    one, unless they are the same teller's, or both texts tell their hour and these lie apart. The slot of a dispute on a
    particular has it after a colon (“casualties: critical”): the slot as a whole may stand all the same.
    """
    accounts = sorted(accounts, key=told_at)
    statements = state(accounts)
    return (
        *_toll_disputes(accounts),
        *clash(accounts),
        *compare_particulars(accounts, statements),
        *_denials(statements),
    )


def _toll_disputes(accounts: Sequence[Account]) -> list[Dispute]:
    documents = {account.ref: account.document for account in accounts}
    found: list[Dispute] = []
    texts = {account.ref: account.document.text for account in accounts}
    entries = [
        entry
        for entry in list_tolls(accounts)
        if not _VAGUE.search(entry.evidence.quote) and not _is_past(texts[entry.account], entry.evidence)
    ]
    for kind in dict.fromkeys(entry.kind for entry in entries):
        own = [entry for entry in entries if entry.kind == kind]
        clashing: dict[int, TollEntry] = {}
        for (i, a), (j, b) in combinations(enumerate(own), 2):
            if (
                _exclude(a, b)
                and _same_time(documents[a.account], documents[b.account], a, b)
                and not (a.source and a.source == b.source)
            ):
                clashing |= {i: a, j: b}
        if clashing:
            members = [clashing[n] for n in sorted(clashing)]
            said = [Said(_tell(e), e.account, e.evidence.quote, None) for e in members]
            found.append(Dispute(slot=f"casualties: {kind}", how="values", values=set_beside(said)))
    return found


def _is_past(text: str, evidence: Evidence) -> bool:
    """Whether a report tells a figure as an earlier state of knowledge (“initially the ministry said 12”)."""
    return any(_EARLIER.search(text, start, end) for start, end in sentences_of(text, evidence.start, evidence.end))


def _exclude(a: TollEntry, b: TollEntry) -> bool:
    low = max(a.low or 0, b.low or 0)
    high = min(inf if a.high is None else a.high, inf if b.high is None else b.high)
    return low > high


def _same_time(one: Document, other: Document, a: TollEntry, b: TollEntry) -> bool:
    """Whether neither can be a later state of the other: of one day, or hour, or the later report has the lower figure."""
    if one.issued and other.issued:
        if abs(one.issued - other.issued) < _AT_ONCE:
            return True
        is_first = one.issued < other.issued
    else:
        day, other_day = told_on(one), told_on(other)
        if day is None or other_day is None or day == other_day:
            return True
        is_first = day < other_day
    earlier, later = (a, b) if is_first else (b, a)
    return later.high is not None and earlier.low is not None and later.high < earlier.low and not _is_part(a.kind)


def _is_part(kind: str) -> bool:
    """Of these people leave: fewer later is no contradiction."""
    return kind in ("critical", "hospitalised", "missing")


def _tell(entry: TollEntry) -> str:
    if entry.low == entry.high:
        number = str(entry.low)
    elif entry.high is None:
        number = f"at least {entry.low}"
    else:
        number = f"up to {entry.high}" if entry.low is None else f"{entry.low} to {entry.high}"
    return f"{number} {entry.kind}"


def _denials(statements: Sequence[Statement]) -> list[Dispute]:
    """What one teller denies and another house, or an article in its own voice, says.

    Of causes, one's denial of one is another's word for another: they are compared as particulars. Who denies the event denies
    who did it as well, so that is told once.
    """
    found: list[Dispute] = []
    told: set[Statement] = set()
    slots = dict.fromkeys(slot for s in statements if s.claim.stance == "denies" for slot in s.claim.about)
    for slot in sorted(slots, key=lambda slot: slot != "event"):
        against = [s for s in statements if s.claim.stance == "denies" and slot in s.claim.about and s not in told]
        said = [s for s in statements if s.claim.stance in ("asserts", "confirms") and slot in s.claim.about]
        held = [s for s in said if not any(s.teller and d.teller and same_house(s.teller, d.teller) for d in against)]
        if slot != "cause" and held and against:
            told |= set(against)
            values = [Said("said to be so", s.ref.event, s.claim.evidence.quote, s.teller) for s in held]
            values += [Said("denied", s.ref.event, s.claim.evidence.quote, s.teller) for s in against]
            found.append(Dispute(slot=slot, how="denied", values=set_beside(values)))
    return found
