"""compare_particulars: details of sentences that tell one event and exclude each other."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from dateline.linking._clause import sentences_of, split_sentences
from dateline.linking._detail import Detail, read_details
from dateline.linking._said import Said, set_beside
from dateline.linking._statement import LONGEST, Statement
from dateline.linking._teller import same_house
from dateline.model import Dispute

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.model import Account

# What a report of an attack says of the attacker wherever it stands in the text.
_DESCRIBES: Final = re.compile(
    r"\b(?:the|a) (?:man|woman|suspects?|gunm[ae]n|attackers?|assailants?|bombers?|shooters?)\b[^.;]{0,60}"
    r"\b(?:wore|wearing|dressed|clad|fled|escaped)\b",
    re.IGNORECASE,
)
_AROUND: Final = 60  # characters: about a clause
_NUMERIC: Final = ("hour", "length of time", "number of")


class _Found(NamedTuple):
    detail: Detail
    said: Said
    about: tuple[str, ...]


def compare_particulars(accounts: Sequence[Account], statements: Sequence[Statement]) -> list[Dispute]:
    """Particulars of one kind that exclude each other, in sentences that tell the event."""
    found: list[_Found] = []
    for account in accounts:
        for (start, end), statement in _sentences(account, statements).items():
            words = account.document.text[start:end]
            for detail in read_details(words):
                if detail.slot == "cause" and not (statement and "cause" in statement.claim.about):
                    continue
                said = Said(detail.value, account.ref, " ".join(words.split()), statement.teller if statement else None)
                found.append(_Found(detail, said, statement.claim.about if statement else ()))
    disputes: list[Dispute] = []
    for what in dict.fromkeys(f.detail.what for f in found):
        own = [f for f in found if f.detail.what == what]
        clashing: dict[int, _Found] = {}
        for (i, a), (j, b) in combinations(enumerate(own), 2):
            if a.said.quote != b.said.quote and _contradict(a, b):
                clashing |= {i: a, j: b}
        if clashing:
            members = [clashing[n] for n in sorted(clashing)]
            slot = members[0].detail.slot or _slot_of(members)
            disputes.append(Dispute(slot=f"{slot}: {what}", how="values", values=set_beside(m.said for m in members)))
    return disputes


def _sentences(account: Account, statements: Sequence[Statement]) -> dict[tuple[int, int], Statement | None]:
    """The sentences that tell the event, each with the claim that it belongs to, those with a teller first."""
    found: dict[tuple[int, int], Statement | None] = {}
    own = [s for s in statements if s.ref.event == account.ref]
    text = account.document.text
    for statement in sorted(own, key=lambda s: not s.chain):
        evidence = statement.claim.evidence
        for span in (*_clip(statement.own, evidence.start, evidence.end), *statement.further):
            known = found.get(span)
            if known is None or ("cause" in statement.claim.about and "cause" not in known.claim.about):
                found[span] = statement
    for mention in account.event.mentions:
        for span in _clip(sentences_of(text, mention.start, mention.end), mention.start, mention.end):
            found.setdefault(span, None)
    if account.event.type == "ASSAULT" and account.event.ground == "main":
        for span in split_sentences(text):
            if _DESCRIBES.search(text, *span):
                found.setdefault(span, None)
    return found


def _clip(sentences: Iterable[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences, but of what runs on without a stop only the words in question and a little around them."""
    return tuple((s, e) if e - s <= LONGEST else (max(s, start - _AROUND), min(e, end + _AROUND)) for s, e in sentences)


def _contradict(a: _Found, b: _Found) -> bool:
    x, y = a.detail, b.detail
    if x.value == y.value or (a.said.teller and b.said.teller and same_house(a.said.teller, b.said.teller) and _own(x)):
        return False
    if x.what.startswith(_NUMERIC):
        apart = x.low is not None and y.high is not None and y.low is not None and x.high is not None
        if not apart or not (x.low > y.high or y.low > x.high):  # type: ignore[operator]
            return False
        return x.what.startswith("number of") or bool(x.topic & y.topic)
    if x.what in ("crossing", "spot", "damage", "relation"):
        return bool(x.topic & y.topic)
    if x.what == "headwear":
        return not x.topic & y.topic
    return True


def _own(detail: Detail) -> bool:
    return detail.what in ("relation", "cause")


def _slot_of(members: Sequence[_Found]) -> str:
    """The slot that the claims are about, the particular before the event as such."""
    about = [slot for member in members for slot in member.about if slot not in ("event", "casualties", "cause")]
    return about[0] if about else "event"
