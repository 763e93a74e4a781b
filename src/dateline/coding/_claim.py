"""Attributions -> claims: who states an event, through whom, how firmly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.coding._slot import name_words, ranked, same_party
from dateline.model import Claim, Evidence, Hedge, Segment, SegmentKind, Source, Stance, label

if TYPE_CHECKING:
    from dateline.coding._draft import Draft
    from dateline.coding._grounding import Grounding
    from dateline.coding._settings import Settings
    from dateline.model import Document, Party, Reading

MOST_WORDS: Final = 40  # of a claim's quote, by the codebook
MOST_CLAIMS: Final = 8
# The words between two tellers that make the second the one who is cited by the first, or the other way round.
_CITES_SECOND: Final = re.compile(
    r"\b(?:citing|cited|cites|quoting|quoted|quotes|quoted from|based on|attributed (?:it |this )?to)\b", re.I
)
_TOLD_SECOND: Final = re.compile(
    r"\b(?:told|tells|telling|spoke to|speaking to|in an interview with|said on|quoted by|cited by|carried by|as reported by)\b",
    re.I,
)
_TELLER_NOUN: Final = re.compile(
    r" (?:reports?|sources?|media|officials?|witnesses|residents|outlets?|newspapers?|authorities|activists|police)\b"
)
_CONTENT_THEN: Final = re.compile(r"\b(?:that|says?|said|states?|stated|reports?|reported)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Teller:
    """One mention of a source of this event, and the trigger that it is nearest to."""

    source: Source
    trigger: int
    mention: int
    score: float


def state_claims(
    document: Document,
    reading: Reading,
    draft: Draft,
    grounding: Grounding,
    settings: Settings,
    *,
    parties: tuple[Party, ...],
) -> tuple[Claim, ...]:
    """The claims under one event, at least one; in order of text. `about` is filled by the caller."""
    tellers = _tellers(document, reading, draft, grounding, settings, parties)
    posts = [segment for segment in document.segments if segment.kind is SegmentKind.POST]
    claims: list[tuple[int, Claim]] = []
    inner: set[int] = set()
    for teller in tellers:
        outer = next((t for t in tellers if t is not teller and _relays(document, reading, t, teller)), None)
        if outer is not None:
            inner.add(outer.mention)
    for teller in tellers:
        if teller.mention in inner:
            continue
        chain = [teller.source]
        outer = next((t for t in tellers if t is not teller and _relays(document, reading, t, teller)), None)
        if outer is not None:
            chain.append(outer.source)
        trigger = reading.triggers[teller.trigger]
        post = _post_of(posts, trigger.start)
        if post is not None:
            chain += _author(document, post, chain)
        stance, hedge = _manner(reading, teller.trigger, teller.mention)
        evidence = _stretch(document, reading, trigger.start, trigger.end, [s.evidence for s in chain])
        claims.append(
            (evidence.start, Claim(about=(), sources=tuple(chain), stance=stance, hedge=hedge, evidence=evidence))
        )
    told = {claim.sources[-1].evidence.start for _, claim in claims}
    for number in draft.triggers:
        post = _post_of(posts, reading.triggers[number].start)
        if post is None:
            continue
        author = _author(document, post, [])
        if author and author[0].evidence.start not in told:
            told.add(author[0].evidence.start)
            trigger = reading.triggers[number]
            _, hedge = _manner(reading, number, len(reading.mentions))
            evidence = _stretch(document, reading, trigger.start, trigger.end, [])
            claims.append(
                (
                    evidence.start,
                    Claim(about=(), sources=tuple(author), stance="asserts", hedge=hedge, evidence=evidence),
                )
            )
    own = [n for n in draft.triggers if _post_of(posts, reading.triggers[n].start) is None]
    if own:
        best = max(own, key=lambda n: (reading.triggers[n].own_voice, -n))
        if reading.triggers[best].own_voice >= settings.own_voice or not claims:
            trigger = reading.triggers[best]
            stance, hedge = _manner(reading, best, len(reading.mentions))
            evidence = _stretch(document, reading, trigger.start, trigger.end, [])
            claims.append((evidence.start, Claim(about=(), sources=(), stance=stance, hedge=hedge, evidence=evidence)))
    ordered = sorted(claims, key=lambda pair: (pair[0], len(pair[1].sources)))
    return tuple(claim for _, claim in ordered)


def _tellers(
    document: Document,
    reading: Reading,
    draft: Draft,
    grounding: Grounding,
    settings: Settings,
    parties: tuple[Party, ...],
) -> list[_Teller]:
    role = label.ROLES.index("source")
    chosen: list[_Teller] = []
    for score, number in ranked(reading, draft, "source", settings.source):
        mention = reading.mentions[number]
        end = _widen(document.text, mention.end)
        party = grounding.party(mention.start, end)
        involved = any(same_party(party, other) for other in parties)
        kind = grounding.source_kind(mention.start, end, party=party, is_party=involved)
        source = Source(name=party.name, kind=kind, actor_id=party.actor_id, evidence=party.evidence)
        if any(_same_source(source, other.source) for other in chosen):
            continue
        rows = list(draft.triggers)
        trigger = rows[int(reading.roles[rows, number, role].argmax())]
        chosen.append(_Teller(source=source, trigger=trigger, mention=number, score=score))
        if len(chosen) == MOST_CLAIMS:
            break
    return sorted(chosen, key=lambda t: t.source.evidence.start)


def _widen(text: str, end: int) -> int:
    """The end of a teller's words with the noun that follows at once: "international" is "international reports"."""
    found = _TELLER_NOUN.match(text, end)
    return found.end() if found else end


def _same_source(a: Source, b: Source) -> bool:
    """One teller named twice. Nameless ones ("reports", "sources") are told apart by where they stand."""
    if a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end:
        return True
    if a.kind == "unnamed" or b.kind == "unnamed":
        return False
    if a.actor_id is not None and a.actor_id == b.actor_id:
        return True
    x, y = name_words(a.name), name_words(b.name)
    return bool(x and y and (x <= y or y <= x))


def _relays(document: Document, reading: Reading, outer: _Teller, inner: _Teller) -> bool:
    """Whether `outer` passes on what `inner` says: they stand in one sentence and the words between them say so."""
    a, b = outer.source.evidence, inner.source.evidence
    if _sentence(reading, a.start) != _sentence(reading, b.start):
        return False
    if a.end <= b.start:
        between = document.text[a.end : b.start]
        if _CITES_SECOND.search(between):
            return True
        return _inside_content(reading, b.start, b.end, a.start) and bool(_CONTENT_THEN.search(between))
    if b.end <= a.start:
        between = document.text[b.end : a.start]
        return bool(_TOLD_SECOND.search(between)) and len(between.split()) <= 8
    return False


def _inside_content(reading: Reading, start: int, end: int, other: int) -> bool:
    return any(
        s.layer == "content" and s.start <= start and end <= s.end and not s.start <= other < s.end
        for s in reading.stretches
    )


def _sentence(reading: Reading, at: int) -> int:
    return next((n for n, (a, b) in enumerate(reading.sentences) if a <= at < b), -1)


def _post_of(posts: list[Segment], at: int) -> Segment | None:
    return next((post for post in posts if post.start <= at < (post.content_end or post.end)), None)


def _author(document: Document, post: Segment, chain: list[Source]) -> list[Source]:
    if post.author_start is None or post.author_end is None or not post.author:
        return []
    evidence = Evidence.of(document.text, post.author_start, post.author_end)
    if any(source.evidence == evidence for source in chain):
        return []
    return [Source(name=post.author, kind="social-post", actor_id=None, evidence=evidence)]


def _manner(reading: Reading, trigger: int, mention: int) -> tuple[Stance, Hedge]:
    stance: Stance = label.STANCE[int(reading.stance[trigger, mention].argmax())]
    hedge: Hedge = label.HEDGE[int(reading.hedge[trigger, mention].argmax())]
    return stance, hedge


def _stretch(document: Document, reading: Reading, start: int, end: int, others: list[Evidence]) -> Evidence:
    """The trigger's sentence, cut down to 40 words around the trigger and the sources that stand in it."""
    number = _sentence(reading, start)
    low, high = reading.sentences[number] if number >= 0 else (start, end)
    high = max(high, end)
    if len(document.text[low:high].split()) <= MOST_WORDS:
        return Evidence.of(document.text, low, high)
    inside = [e for e in others if low <= e.start and e.end <= high]
    first, last = min([start, *(e.start for e in inside)]), max([end, *(e.end for e in inside)])
    words = [(low + m.start(), low + m.end()) for m in re.finditer(r"\S+", document.text[low:high])]
    keep = [n for n, (a, b) in enumerate(words) if b > first and a < last]
    left, right = keep[0], keep[-1]
    if right - left + 1 > MOST_WORDS:
        left = max(0, next(n for n, (_, b) in enumerate(words) if b > start) - MOST_WORDS // 4)
        right = min(len(words) - 1, left + MOST_WORDS - 1)
    while right - left + 1 < MOST_WORDS and (left > 0 or right < len(words) - 1):
        if right < len(words) - 1:
            right += 1
        if left > 0 and right - left + 1 < MOST_WORDS:
            left -= 1
    return Evidence.of(document.text, words[left][0], words[right][1])
