"""find_timexes: the time expressions of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.grounding.calendar._grammar import Grammar
from dateline.grounding.calendar._phrase import Phrase, find_phrases
from dateline.grounding.calendar._resolve import guess_tense
from dateline.grounding.calendar.timex3._quarter import first_quarter
from dateline.grounding.calendar.timex3._rules import TIMEX3_LEVELS
from dateline.grounding.calendar.timex3._seen import Seen
from dateline.grounding.calendar.timex3._value import read_value

if TYPE_CHECKING:
    from datetime import date

    from dateline.grounding.calendar.timex3._seen import TimexType

_GRAMMAR = Grammar(TIMEX3_LEVELS)
# Words that lead to an expression and are no part of it.
_LEAD = re.compile(
    r"(?:(?:in|on|at(?!\s+(?:least|most)\b)|by|during|throughout|within|for|from|between|before|after|since|until|till"
    r"|of|ever|just|soon|only|exactly|barely)\b\s*|over\s+(?=the\b|these\b))+",
    re.IGNORECASE,
)
# "The third-quarter results", "a five year low": the article is the noun's.
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_HYPHENED = re.compile(r"(?:the|an?)\s+\S+-[^\W\d]+$", re.IGNORECASE)
_ATTRIBUTIVE = frozenset({"PSEASON", "PLEN", "PMONTH", "PSPAN"})
# "24 hours a day", "$2 million a year": a rate, not a time.
_RATE = re.compile(r"(?:\d|illion|cents|times|hours|minutes|dollars)\s+$")
_RATE_WINDOW = 12
_ENDED = re.compile(r"\bend(?:ed|ing)\s+$")
_ENDED_WINDOW = 8
_AFTER_WINDOW = 24  # letters after an expression that may say what it is: "the year ended March 31"
_TAIL = re.compile(r"\s+(?:after|before|of)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """`text[start:end]` and what it means, in TIMEX3's notation; `rule` names the pattern that read it."""

    start: int
    end: int
    type: TimexType
    value: str
    rule: str


def find_timexes(text: str, *, published: date | None) -> tuple[Timex, ...]:
    """All time expressions of a text, in order, without overlap.

    `published` is the day on which it was written: without it "Friday" has the value XXXX-XX-XX. An expression leans
    on those before it where it must: "a year earlier", "the quarter".
    """
    found: list[Timex] = []
    phrases = find_phrases(text, 0, len(text), grammar=_GRAMMAR)
    seen = Seen(published=published, topic=first_quarter(phrases, published=published))
    for phrase in phrases:
        start, end = _trim(text, phrase)
        if start >= end or (phrase.rule == "length" and _is_rate(text, start, end)):
            continue
        seen = replace(seen, tense=guess_tense(text, phrase.start))
        after = text[end : end + _AFTER_WINDOW]
        value = read_value(text[start:end], phrase, seen, after=after)
        if value is None:
            continue
        found.append(Timex(start=start, end=end, type=value.type, value=value.value, rule=phrase.rule))
        seen = value.seen
        if (
            phrase.rule == "date"
            and value.value[0].isdigit()
            and _ENDED.search(text, max(0, start - _ENDED_WINDOW), start)
        ):
            seen = replace(seen, ended=value.value)
    return tuple(found)


def _trim(text: str, phrase: Phrase) -> tuple[int, int]:
    """The phrase without the words that lead to it or to what follows it."""
    start, end = phrase.start, phrase.end
    lead = _LEAD.match(text, start, end)
    if lead is not None:
        start = lead.end()
    tail = _TAIL.search(text, start, end)
    if tail is not None:
        end = tail.start()
    if _is_attributive(text, start, end, phrase) and (article := _ARTICLE.match(text, start, end)):
        start = article.end()
    return start, end


def _is_attributive(text: str, start: int, end: int, phrase: Phrase) -> bool:
    """True for a phrase that stands before a noun as one word, or counts more than one of a singular unit."""
    if phrase.kind not in _ATTRIBUTIVE:
        return False
    counted = phrase.rule == "length" and (phrase.number("n") or 0) > 1 and text[end - 1] not in "sS"
    return counted or _HYPHENED.match(text, start, end) is not None


def _is_rate(text: str, start: int, end: int) -> bool:
    if not text[start:end].lower().startswith(("a ", "an ")):
        return False
    return _RATE.search(text, max(0, start - _RATE_WINDOW), start) is not None
