"""A span of a text to a When: find the expression in it, choose what it leans on, evaluate."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.grounding.calendar._compose import evaluate, is_relative, since
from dateline.grounding.calendar._context import Context
from dateline.grounding.calendar._days import Stretch, Tense, day_stretch
from dateline.grounding.calendar._deictic import recent_month
from dateline.grounding.calendar._edtf import to_edtf
from dateline.grounding.calendar._phrase import Phrase, find_phrases
from dateline.model import Evidence, When

if TYPE_CHECKING:
    from collections.abc import Sequence

# Letters read on either side of a span, to see "last Friday" where the span is "Friday".
WINDOW = 32
# One span is asked for by every event that it may date.
LAST_SPANS = 256
# Letters before a span in which a word of the future may stand ("will meet the minister on Friday").
TENSE_WINDOW = 120
_UNRESOLVABLE = frozenset({"PNONE", "PPART"})
# Phrases that put a word of direction before a time: where the span leaves that word out, the time itself is meant.
_OPERATORS = frozenset({"since", "until", "by", "before", "after", "between", "from-to", "offset-from"})

# A word of the future counts where no verb of the past stands between it and the time.
_FUTURE = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were) to|to be held|(?<!been )due|scheduled|plan(?:s|ned)? (?:to|for|an?|another)"
    r"|(?:is|are|was|were) planning|set (?:to|for)|expected|intends?|going to|upcoming|slated"
    r"|likely to|as (?:soon|early|late) as)\b"
    r"(?!.*\b(?:said|told|was|were|had|[a-z]{2,}(?<!schedul)(?<!slat)ed)\b)",
    re.IGNORECASE | re.DOTALL,
)
# "The deadline of Friday", "extended to Friday": a limit just before the time lies ahead.
_LIMIT = re.compile(
    r"\b(?:deadline (?:of|on|until)|(?:extended|postponed|delayed) (?:to|until))\s+(?:[\d:.]+\s*[ap]\.?m\.?\s+)?$",
    re.IGNORECASE,
)
# "On Friday, the ministers will meet": after a time at the start of a sentence its first verb decides.
_AHEAD = re.compile(
    r"(?:(?!\b(?:said|told|was|were|had|has|met|went|came|took|held|began|left|gave|made|fled|[a-z]{2,}ed)\b)"
    r"[^.!?\n]){0,90}?"
    r"\b(?:will|shall|(?:is|are) (?:to|due|scheduled|expected))\b",
    re.IGNORECASE,
)
SENTENCE_START = 5  # letters of a preposition that may stand before such a time
_SENTENCE_END = re.compile(r"[.!?]['\"\u201d\u2019]{0,2}\s+(?=[A-Z\"\u201c])|\n")
_CONNECTIVE = re.compile(
    r"\W*(?:(?:just|soon|shortly|immediately|right|only|hours|minutes|moments|days|weeks)\s+)*"
    r"(?P<word>after|following|since|before|ahead of|during|while|when|as|amid|once|until)\b",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"\W*(?:already|still|ongoing|continues? to|current(?:ly)?|at present|to this day)\W*", re.IGNORECASE
)
_RECENT = re.compile(r"\W*(?:(?:the|most|more)\s+)*(?:recent|latest)\W*", re.IGNORECASE)
_LATER = re.compile(
    r"\W*(?:later|earlier|meanwhile|eventually|then|at once|immediately|subsequently|afterwards?|subsequent)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """A stretch `text[start:end]` that is a time expression."""

    start: int
    end: int


def find_times(text: str) -> tuple[TimeSpan, ...]:
    """All time expressions of a text, in order, without overlap; also lengths of time, which say no when."""
    return tuple(TimeSpan(start=phrase.start, end=phrase.end) for phrase in find_phrases(text, 0, len(text)))


def resolve_time(
    text: str,
    start: int,
    end: int,
    *,
    anchor: date | None,
    reference: When | None = None,
    tense: Tense | None = None,
    happened: bool = False,
) -> When | None:
    """The days that the time expression in `text[start:end]` means, None where the context does not say.

    The span may hold more than the expression, or a part of it: the whole expression is read, and is the evidence.
    `anchor` is the day on which the text was written; without it "Friday" and "last year" are None. `reference` is
    the time of the event that "a day after", "hours later" or "the same day" lean on. Without `tense` the words
    before the span say whether a weekday or date without year lies ahead; else it is taken to be past. Of what has
    `happened` a month without year is past, however long ago.
    Raises ValueError for a span outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no stretch {start}:{end} in a text of {len(text)} characters")
    context = Context(
        anchor=anchor,
        reference=None if reference is None else _stretch(reference),
        tense=tense or guess_tense(text, start),
        tense_given=tense is not None,
        happened=happened,
    )
    phrases = _phrases_at(text, start, end)
    connective = _CONNECTIVE.match(text, start, end)
    for phrase in phrases:
        if is_relative(phrase):
            found = _resolve_relative(phrase, phrases, context)
        else:
            found = evaluate(phrase, context)
            if found is not None and connective is not None and connective.end() <= phrase.start:
                found = _near(found, connective["word"].lower(), context)
        if found is not None:
            return _when(found, phrase.rule, Evidence.of(text, phrase.start, phrase.end))
    if any(phrase.kind not in _UNRESOLVABLE for phrase in phrases):
        return None  # there is a time, but nothing says which
    return _resolve_words(text, start, end, connective, context)


def is_relative_to_event(text: str, start: int, end: int) -> bool:
    """True where the expression in `text[start:end]` depends on another event or time in the text."""
    phrases = [phrase for phrase in _phrases_at(text, start, end) if phrase.kind != "PNONE"]
    if phrases:
        return is_relative(phrases[0]) and all(is_relative(phrase) for phrase in phrases)
    return _CONNECTIVE.match(text, start, end) is not None or _LATER.fullmatch(text, start, end) is not None


def published_when(anchor: date, *, approximate: bool = False) -> When:
    """The document's own date, for news that gives no time; `approximate` for what is ongoing and undated."""
    return _when(day_stretch(anchor, vague=approximate), "published", None)


@lru_cache(maxsize=LAST_SPANS)
def _phrases_at(text: str, start: int, end: int) -> tuple[Phrase, ...]:
    """The phrases that touch the span, read with the words around it."""
    low, high = max(0, start - WINDOW), min(len(text), end + WINDOW)
    while 0 < low < start and text[low - 1].isalnum():
        low += 1
    while end < high < len(text) and text[high - 1].isalnum():
        high -= 1
    found = find_phrases(text, low, high, focus=(start, end))
    touching = (phrase for phrase in found if phrase.start < end and start < phrase.end)
    return tuple(inner for phrase in touching for inner in _within(phrase, start, end))


def _within(phrase: Phrase, start: int, end: int) -> list[Phrase]:
    """The phrase, or of one whose operator is outside the span the parts that touch the span."""
    if phrase.rule not in _OPERATORS or (start <= phrase.start and phrase.end <= end):
        return [phrase]
    inner = sorted(phrase.inner.values(), key=lambda part: part.start)
    touching = [part for part in inner if part.start < end and start < part.end]
    if len(touching) == len(inner) and len(inner) > 1:
        return [phrase]
    return [found for part in touching for found in _within(part, start, end)] or [phrase]


def _resolve_relative(phrase: Phrase, phrases: Sequence[Phrase], context: Context) -> Stretch | None:
    """ "Two days after the attack on March 3": the other time in the span is what the phrase leans on."""
    for other in phrases:
        if other.start > phrase.start and not is_relative(other) and (found := evaluate(other, context)) is not None:
            return evaluate(phrase, replace(context, reference=found))
    return evaluate(phrase, context)


def _near(found: Stretch, word: str, context: Context) -> Stretch:
    """A time inside a clause: since the war of 1991 began, after the vote in June."""
    if word == "since":
        return since(found, context)
    return found.vague() if word in ("after", "following", "before", "ahead of", "once", "until") else found


def _resolve_words(text: str, start: int, end: int, connective: re.Match[str] | None, context: Context) -> When | None:
    """A span without a time phrase: "already", "later", "after the talks"."""
    evidence = Evidence.of(text, start, end)
    found: Stretch | None = None
    rule = ""
    if context.anchor is not None and _ONGOING.fullmatch(text, start, end):
        found, rule = day_stretch(context.anchor, vague=True), "ongoing"
    elif context.anchor is not None and _RECENT.fullmatch(text, start, end):
        found, rule = recent_month(context.anchor), "recently"
    elif context.reference is not None and _LATER.fullmatch(text, start, end):
        found, rule = context.reference.vague(), "later"
    elif context.reference is not None and connective is not None:
        found, rule = _near_event(context.reference, connective["word"].lower(), context)
    return None if found is None else _when(found, rule, evidence)


def _near_event(reference: Stretch, word: str, context: Context) -> tuple[Stretch | None, str]:
    if word == "since":
        return since(reference, context), "since-event"
    return None if word == "until" else reference.vague(), "near-event"


def guess_tense(text: str, start: int) -> Tense:
    before = text[max(0, start - TENSE_WINDOW) : start]
    ends = [found.end() for found in _SENTENCE_END.finditer(before)]
    sentence = ends[-1] if ends else 0
    if _FUTURE.search(before, sentence) or _LIMIT.search(before):
        return "future"
    if ends and len(before) - sentence <= SENTENCE_START and _AHEAD.match(text, start):
        return "future"
    return "past"


def _stretch(when: When) -> Stretch:
    vague = "~" in when.edtf
    return Stretch(earliest=when.earliest, latest=when.latest, vague_start=vague, vague_end=vague)


def _when(found: Stretch, rule: str, evidence: Evidence | None) -> When:
    edtf = to_edtf(found.earliest, found.latest, approximate_start=found.vague_start, approximate_end=found.vague_end)
    return When(edtf=edtf, earliest=found.earliest, latest=found.latest, rule=rule, evidence=evidence)
