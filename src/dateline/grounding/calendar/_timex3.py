"""Time expressions of a text as TIMEX3: their extent, type and value (ISO-TimeML; TempEval-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateline.grounding.calendar._phrase import find_phrases

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """`text[start:end]` and what it means, in TIMEX3's notation; `rule` names the pattern that read it."""

    start: int
    end: int
    type: TimexType
    value: str
    rule: str


def find_timexes(text: str, *, published: date | None) -> tuple[Timex, ...]:
    """All time expressions, in order, without overlap."""
    return tuple(
        Timex(start=p.start, end=p.end, type="DATE", value="", rule=p.rule) for p in find_phrases(text, 0, len(text))
    )
