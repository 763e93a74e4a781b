"""Tellers of one event -> chains: who passes on what whom said, the outermost teller last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.coding._sentence import sentence_at
from dateline.coding._slot import same_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Document, Reading, Source

# The words between two tellers that make the first one pass on what the second said, or the second what the first said.
_CITES_SECOND: Final = re.compile(
    r"\b(?:citing|cites|(?:quoted|cited)(?! by)|quoting|quotes|attributed (?:it |this )?to)\b", re.I
)
_TOLD_SECOND: Final = re.compile(
    r"\b(?:told|tells|telling|spoke to|speaking to|in an interview with|said on|quoted by|cited by|carried by|"
    r"as reported by)\b",
    re.I,
)
_CONTENT_THEN: Final = re.compile(r"\b(?:that|says?|said|states?|stated|reports?|reported)\b", re.I)
# Words that may stand between "citing" and the one who is cited, and between a teller and the one who was told: beyond
# that the words speak of somebody else. Set by reading training articles.
CITED_REACH: Final = 4
TOLD_REACH: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """A source of an event: the number of its mention, and of the trigger that it goes with."""

    source: Source
    trigger: int
    mention: int


def chain_tellers(document: Document, reading: Reading, tellers: Sequence[Teller]) -> list[list[Teller]]:
    """One chain for each teller who passes on nobody's words, with those who pass on that one's; all where none is left."""
    chains: list[list[Teller]] = []
    for teller in tellers:
        chain = [teller]
        while True:
            outer = next((t for t in tellers if t not in chain and _relays(document, reading, t, chain[-1])), None)
            if outer is None:
                break
            chain.append(outer)
        chains.append(chain)
    passing_on = {teller.mention for chain in chains for teller in chain[1:]}
    return [chain for chain in chains if chain[0].mention not in passing_on] or chains


def same_source(a: Source, b: Source) -> bool:
    """One teller named twice. Nameless ones ("reports", "sources") are told apart by where they stand."""
    if a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end:
        return True
    return "unnamed" not in (a.kind, b.kind) and same_name(a.name, a.actor_id, b.name, b.actor_id)


def _relays(document: Document, reading: Reading, outer: Teller, inner: Teller) -> bool:
    """Whether `outer` passes on what `inner` says: they stand in one sentence and the words between them say so."""
    a, b = outer.source.evidence, inner.source.evidence
    if sentence_at(reading, a.start) != sentence_at(reading, b.start):
        return False
    if a.end <= b.start:
        between = document.text[a.end : b.start]
        cited = _CITES_SECOND.search(between)
        if cited:
            return len(between[cited.end() :].split()) <= CITED_REACH
        return _inside_content(reading, b.start, b.end, a.start) and bool(_CONTENT_THEN.search(between))
    if b.end <= a.start:
        between = document.text[b.end : a.start]
        return bool(_TOLD_SECOND.search(between)) and len(between.split()) <= TOLD_REACH
    return False


def _inside_content(reading: Reading, start: int, end: int, other: int) -> bool:
    return any(
        s.layer == "content" and s.start <= start and end <= s.end and not s.start <= other < s.end
        for s in reading.stretches
    )
