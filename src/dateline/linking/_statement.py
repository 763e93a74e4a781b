"""state: the claims of accounts as statements: who says it in the end, and in which sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from dateline.linking._clause import sentences_of, split_sentences
from dateline.linking._teller import Teller, meet_teller, place_words, same_teller
from dateline.model import ClaimRef, SegmentKind, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.model import Account, Claim, Document, Party

Span = tuple[int, int]

MOST_FURTHER: Final = 4  # sentences that go on with one teller's words; more is seldom and risks the next teller's
LONGEST: Final = 350  # characters: a longer “sentence” is page furniture run together
QUOTED_WITHIN: Final = 20  # characters after a claim in which its party's own words begin
_SPEECH: Final = r"(?:said|says|say|told|tells|added|adds|explained|continued|recalled|went on|noted|stated|wrote)"
_GOES_ON: Final = re.compile(rf"\b(?:he|she|they|it)\s+(?:also\s+|then\s+)?{_SPEECH}\b", re.IGNORECASE)
_SPEAKS: Final = re.compile(rf"\b{_SPEECH}\b|according to", re.IGNORECASE)
_OPENS_QUOTE: Final = re.compile(r"^[\"“‘']")
_QUOTED: Final = re.compile(r"[\"“][^\"”“]{4,}[\"”]|(?<!\w)[‘'][^‘’']{8,}[’']")
# What a party that is quoted on its own act is as a teller.
_KIND_OF_SECTOR: Final = {
    "GOV": "official",
    "JUD": "official",
    "LEG": "official",
    "COP": "police",
    "MIL": "military",
    "SPY": "official",
    "REB": "armed-group",
    "UAF": "armed-group",
    "MED": "medical",
    "IGO": "igo",
    "NGO": "activist-ngo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claim of one account. `chain` are its tellers, the innermost first; empty is the article's own voice.

    `own` are the sentences that the claim's evidence touches, `further` those in which the same teller goes on.
    `spoken` is False for a teller that the article quotes without the coding having a source for it.
    """

    ref: ClaimRef
    account: Account
    claim: Claim
    chain: tuple[Teller, ...]
    own: tuple[Span, ...]
    further: tuple[Span, ...]
    spoken: bool = True

    @property
    def teller(self) -> Teller | None:
        return self.chain[0] if self.chain else None

    @property
    def sentences(self) -> tuple[Span, ...]:
        return (*self.own, *self.further)

    @property
    def words(self) -> str:
        """The claim's own words, then the sentences in which its teller goes on."""
        text = self.account.document.text
        return " ".join((self.claim.evidence.quote, *(text[s:e] for s, e in self.further)))

    def touches(self, start: int, end: int) -> bool:
        evidence = self.claim.evidence
        spans = ((evidence.start, evidence.end), *self.further)
        return any(s < end and start < e for s, e in spans)


def state(accounts: Sequence[Account]) -> tuple[Statement, ...]:
    """All claims of all accounts, in their order."""
    places = place_words(accounts)
    return tuple(statement for account in accounts for statement in _state(account, places))


def told_at(account: Account) -> tuple[date, bool, float, str, int]:
    """When an account was given: day (unknown ones last), moment of publication, else of recording, place in the text."""
    issued = account.document.issued
    return (
        told_on(account.document) or date.max,
        issued is None,
        (issued or account.recorded).timestamp(),
        account.ref.revision,
        account.ref.start,
    )


def told_on(document: Document) -> date | None:
    """The day on which this text came out."""
    return document.issued.date() if document.issued else document.published


def _state(account: Account, places: frozenset[str]) -> Iterator[Statement]:
    text = account.document.text
    chains = [_chain(account, claim, places) for claim in account.event.claims]
    for number, (claim, (chain, spoken)) in enumerate(zip(account.event.claims, chains, strict=True)):
        own = sentences_of(text, claim.evidence.start, claim.evidence.end)
        others = [
            (other.evidence.start, other.evidence.end)
            for n, other in enumerate(account.event.claims)
            if n != number and other.evidence != claim.evidence
        ]
        yield Statement(
            ref=ClaimRef(event=account.ref, number=number),
            account=account,
            claim=claim,
            chain=chain,
            own=own,
            further=tuple(_go_on(text, own, chain[-1], others)) if chain and own and spoken else (),
            spoken=spoken,
        )


def _chain(account: Account, claim: Claim, places: frozenset[str]) -> tuple[tuple[Teller, ...], bool]:
    """The claim's tellers; where the article says in its own voice what a party did and quotes it, that party."""
    if claim.sources:
        return tuple(meet_teller(source, places=places) for source in claim.sources), True
    for segment in account.document.segments:
        if segment.kind is SegmentKind.POST and segment.author and segment.start <= claim.evidence.start < segment.end:
            poster = Source(name=segment.author, kind="social-post", actor_id=None, evidence=claim.evidence)
            return (meet_teller(poster, places=places),), True
    near = account.document.text[claim.evidence.start : claim.evidence.end + QUOTED_WITHIN + LONGEST]
    quoted = _QUOTED.search(near)
    if quoted and quoted.start() <= claim.evidence.end - claim.evidence.start + QUOTED_WITHIN:
        for party in account.event.actors:
            inside = claim.evidence.start <= party.evidence.start and party.evidence.end <= claim.evidence.end
            if inside and _is_somebody(party):
                return (meet_teller(_as_source(party), places=places),), False
    return (), True


def _is_somebody(party: Party) -> bool:
    return party.sector in _KIND_OF_SECTOR and party.name[:1].isupper()


def _as_source(party: Party) -> Source:
    kind = _KIND_OF_SECTOR[party.sector]
    return Source(name=party.name, kind=kind, actor_id=party.actor_id, evidence=party.evidence)


def _go_on(text: str, own: Sequence[Span], teller: Teller, others: Iterable[Span]) -> Iterator[Span]:
    """The sentences after the claim's in which its teller goes on: “she said”, the name again, or open quotation."""
    taken = list(others)
    sentences = split_sentences(text)
    at = sentences.index(own[-1]) + 1
    for start, end in sentences[at : at + MOST_FURTHER]:
        words = text[start:end]
        named = any(re.search(rf"\b{re.escape(word)}\b", words, re.IGNORECASE) for word in teller.proper)
        if end - start > LONGEST or any(s < end and start < e for s, e in taken):
            return
        if not (_GOES_ON.search(words) or (named and _SPEAKS.search(words)) or _OPENS_QUOTE.match(words)):
            return
        yield start, end


def alike_tellers(a: Statement, b: Statement) -> bool:
    """Whether two statements come from one teller in the end."""
    return a.teller is not None and b.teller is not None and same_teller(a.teller, b.teller)
