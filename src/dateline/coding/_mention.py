"""Triggers -> the clauses that state the event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from dateline.model import EventMention, TriggerWords, label

if TYPE_CHECKING:
    from dateline.coding._draft import Draft
    from dateline.model import Document, Reading

# A mention whose role reaches this is one of the clause's main parts.
PART: Final = 0.3
_BOUNDARY: Final = re.compile(r"[;()“”\"]|[,:](?!\d)|\s[-–—]+\s")


def quote_mentions(document: Document, reading: Reading, draft: Draft) -> tuple[EventMention, ...]:
    """One clause a trigger: from the first to the last of the trigger and its main parts within the sentence."""
    cut = label.ROLES.index("source")
    out: list[EventMention] = []
    for number in draft.triggers:
        trigger = reading.triggers[number]
        low, high = reading.sentences[trigger.sentence]
        high = max(high, trigger.end)
        start, end = trigger.start, trigger.end
        for n in np.flatnonzero(reading.roles[number, :, :cut].max(axis=1) >= PART) if reading.mentions else ():
            mention = reading.mentions[n]
            if low <= mention.start and mention.end <= high:
                start, end = min(start, mention.start), max(end, mention.end)
        if (start, end) == (trigger.start, trigger.end):
            start, end = _clause(document.text, low, high, start, end)
        out.append(
            EventMention(
                start=start,
                end=end,
                quote=document.text[start:end],
                trigger=TriggerWords(
                    start=trigger.start, end=trigger.end, text=document.text[trigger.start : trigger.end]
                ),
            )
        )
    return tuple(out)


def _clause(text: str, low: int, high: int, start: int, end: int) -> tuple[int, int]:
    """The stretch between the marks of punctuation around the trigger."""
    left = max((m.end() for m in _BOUNDARY.finditer(text, low, start)), default=low)
    following = _BOUNDARY.search(text, end, high)
    right = following.start() if following else high
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right
