"""Attributions -> claims: who states an event, through whom, how firmly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dateline.coding._chain import Teller, chain_tellers, same_source
from dateline.coding._sentence import sentence_at
from dateline.coding._slot import PRONOUNS, is_name, ranked, same_party
from dateline.model import Claim, Evidence, Hedge, Segment, SegmentKind, Source, Stance, label

if TYPE_CHECKING:
    from dateline.coding._draft import Draft
    from dateline.coding._grounding import Grounding
    from dateline.coding._settings import Settings
    from dateline.model import Document, Party, Reading

MOST_WORDS: Final = 40  # of a claim's quote, by the codebook
MOST_TELLERS: Final = 8  # of one event: no training article gives more, the rest are the reader's slips
# Characters between a pronoun and the teller it stands for: three or four sentences. Set by reading training articles.
ANTECEDENT_REACH: Final = 500
_DASH_TELLER: Final = re.compile(r"\s[-–—]\s(\w[\w .']{2,40})\s*$")
_ACCORDING: Final = re.compile(r"\b(?:according to|as per) (?=\w)", re.I)
# What a teller does with the news, right behind its name: plainer than what the reader makes of it.
_CONFIRMS: Final = re.compile(r"[^.;:“\"]{0,40}?\bconfirm(?:s|ed|ing)?\b(?! or den)", re.I)
_DENIES: Final = re.compile(r"[^.;:“\"]{0,40}?\b(?:denie[sd]|deny|denying)\b", re.I)
_HEDGED: Final = re.compile(r"\b(?:reportedly|allegedly|apparently|purportedly|supposedly|unconfirmed)\b", re.I)
_TELLER_NOUN: Final = re.compile(
    r" (reports?|sources?|media|officials?|witnesses|residents|outlets?|newspapers?|authorities|activists|police)\b"
)


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
    posts = [segment for segment in document.segments if segment.kind is SegmentKind.POST]
    claims: list[Claim] = []
    told: list[Source] = []
    for chain in chain_tellers(document, reading, _tellers(document, reading, draft, grounding, settings, parties)):
        first = chain[0]
        trigger = reading.triggers[first.trigger]
        sources = [teller.source for teller in chain]
        post = _post_of(posts, trigger.start)
        if post is not None and _holds(post, first.source.evidence.start):
            sources += _author(document, post, sources)
        stance, hedge = _manner(reading, first.trigger, first.mention)
        stance = _said(document, first.source, stance)
        evidence = _stretch(document, reading, trigger.start, trigger.end, [s.evidence for s in sources])
        if _HEDGED.search(evidence.quote):
            hedge = "hedged"
        claims.append(Claim(about=(), sources=tuple(sources), stance=stance, hedge=hedge, evidence=evidence))
        told += sources
    for number in draft.triggers:
        post = _post_of(posts, reading.triggers[number].start)
        author = _author(document, post, told) if post is not None else []
        if author:
            claims.append(_plain(document, reading, number, author))
            told += author
    own = [n for n in draft.triggers if _post_of(posts, reading.triggers[n].start) is None]
    if not own and not claims:
        own = list(draft.triggers)
    if own:
        best = max(own, key=lambda n: (reading.triggers[n].own_voice, -n))
        if reading.triggers[best].own_voice >= settings.own_voice or not claims:
            claims.append(_plain(document, reading, best, []))
    return tuple(sorted(claims, key=lambda claim: (claim.evidence.start, len(claim.sources))))


def _plain(document: Document, reading: Reading, number: int, sources: list[Source]) -> Claim:
    """The claim of one trigger that no teller inside the text is named for."""
    trigger = reading.triggers[number]
    stance, hedge = _manner(reading, number, len(reading.mentions))
    evidence = _stretch(document, reading, trigger.start, trigger.end, [])
    return Claim(about=(), sources=tuple(sources), stance=stance, hedge=hedge, evidence=evidence)


def _tellers(
    document: Document,
    reading: Reading,
    draft: Draft,
    grounding: Grounding,
    settings: Settings,
    parties: tuple[Party, ...],
) -> list[Teller]:
    role = label.ROLES.index("source")
    chosen: list[Teller] = []
    rows = list(draft.triggers)
    for _, number in ranked(draft, "source", settings.source):
        mention = reading.mentions[number]
        start, end = _whole_name(reading, grounding, mention.start, mention.end)
        end = _widen(document.text, start, end)
        if document.text[start:end].casefold() in PRONOUNS:
            named = _antecedent(reading, grounding, document.text[start:end], start)
            if named is None:
                continue
            start, end = named
        party = grounding.party(start, end)
        if not is_name(party.name):
            continue
        involved = any(same_party(party, other) for other in parties)
        kind = grounding.source_kind(start, end, party=party, is_party=involved)
        source = Source(name=party.name, kind=kind, actor_id=party.actor_id, evidence=party.evidence)
        if any(same_source(source, other.source) for other in chosen):
            continue
        # A teller speaks of what its own sentence tells, where that tells the event at all.
        spoken = sentence_at(reading, mention.start)
        near = [n for n in rows if reading.triggers[n].sentence == spoken] or rows
        trigger = near[int(reading.roles[near, number, role].argmax())]
        chosen.append(Teller(source=source, trigger=trigger, mention=number))
        if len(chosen) == MOST_TELLERS:
            break
    for trigger, number in _cued(document, reading, draft):
        mention = reading.mentions[number]
        party = grounding.party(mention.start, mention.end)
        kind = grounding.source_kind(mention.start, mention.end, party=party, is_party=False)
        source = Source(name=party.name, kind=kind, actor_id=party.actor_id, evidence=party.evidence)
        if not any(same_source(source, other.source) for other in chosen):
            chosen.append(Teller(source=source, trigger=trigger, mention=number))
    return sorted(chosen, key=lambda t: t.source.evidence.start)


def _cued(document: Document, reading: Reading, draft: Draft) -> list[tuple[int, int]]:
    """(trigger, mention) of tellers named by a plain cue: "according to X", or as headlines do: "Blast at embassy - X"."""
    sources = [(m.start, n) for n, m in enumerate(reading.mentions) if m.layer == "source"]
    found: list[tuple[int, int]] = []
    for number in draft.triggers:
        trigger = reading.triggers[number]
        low, high = reading.sentences[trigger.sentence]
        tail = _DASH_TELLER.search(document.text, trigger.end, max(high, trigger.end))
        starts = {tail.start(1)} if tail else set[int]()
        starts |= {cue.end() for cue in _ACCORDING.finditer(document.text, low, high)}
        found += [(number, n) for start, n in sources if start in starts]
    return found


def _antecedent(reading: Reading, grounding: Grounding, pronoun: str, at: int) -> tuple[int, int] | None:
    """The last teller named before "he" or "she" who is one person, not too far back; None for other pronouns."""
    if pronoun.casefold() not in ("he", "she"):
        return None
    before = [
        m for m in reading.mentions if m.layer == "source" and at - ANTECEDENT_REACH <= m.start < at and m.end <= at
    ]
    return next(
        ((m.start, m.end) for m in sorted(before, key=lambda m: -m.start) if grounding.is_person(m.start, m.end)), None
    )


def _whole_name(reading: Reading, grounding: Grounding, start: int, end: int) -> tuple[int, int]:
    """The known name that a teller's words are a part of ("Defence" of "Defence Ministry"), or the words themselves."""
    wider = [
        m
        for m in reading.mentions
        if m.layer == "party" and m.start <= start and end <= m.end and m.end - m.start > end - start
    ]
    known = (m for m in wider if grounding.party(m.start, m.end).actor_id is not None)
    return next(((m.start, m.end) for m in known), (start, end))


def _widen(text: str, start: int, end: int) -> int:
    """The end of a teller's words with the noun that follows at once: "international" is "international reports".

    After a name "reports" is its verb ("Reuters reports").
    """
    found = _TELLER_NOUN.match(text, end)
    if found is None or (found[1].startswith("report") and text[start].isupper()):
        return end
    return found.end()


def _holds(post: Segment, at: int) -> bool:
    return post.start <= at < (post.content_end or post.end)


def _post_of(posts: list[Segment], at: int) -> Segment | None:
    return next((post for post in posts if _holds(post, at)), None)


def _author(document: Document, post: Segment, others: list[Source]) -> list[Source]:
    """The author of a post as a source; nothing where the post names none, or another teller is the same."""
    if post.author_start is None or post.author_end is None or not post.author:
        return []
    evidence = Evidence.of(document.text, post.author_start, post.author_end)
    author = Source(name=post.author, kind="social-post", actor_id=None, evidence=evidence)
    return [] if any(same_source(source, author) for source in others) else [author]


def _manner(reading: Reading, trigger: int, mention: int) -> tuple[Stance, Hedge]:
    stance: Stance = label.STANCE[int(reading.stance[trigger, mention].argmax())]
    hedge: Hedge = label.HEDGE[int(reading.hedge[trigger, mention].argmax())]
    return stance, hedge


def _said(document: Document, source: Source, stance: Stance) -> Stance:
    if stance == "asserts":
        if _CONFIRMS.match(document.text, source.evidence.end):
            return "confirms"
        if _DENIES.match(document.text, source.evidence.end):
            return "denies"
    return stance


def _stretch(document: Document, reading: Reading, start: int, end: int, others: list[Evidence]) -> Evidence:
    """The trigger's sentence, cut down to 40 words around the trigger and the sources that stand in it."""
    number = sentence_at(reading, start)
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
