"""Seen: what an expression may lean on; Value: what it means, and what those after it may lean on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dateline.grounding.calendar._context import Context
from dateline.grounding.calendar._days import Stretch, Tense, day_stretch

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dateline.grounding.calendar._phrase import Phrase

TimexType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
Quarter: TypeAlias = tuple[int, int]  # year, 1 to 4

PAST, PRESENT, FUTURE = "PAST_REF", "PRESENT_REF", "FUTURE_REF"
UNKNOWN_DAY: Final = "XXXX-XX-XX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The day of writing; of what was read before the last date and quarter; `topic` is the text's own quarter.

    Reports on earnings name their quarter once and then compare it with "a year earlier". `ended` is the value of the
    last day on which a period is said to have ended, where it may be that period that is compared.
    """

    published: date | None
    tense: Tense = "past"
    last: Stretch | None = None
    quarter: Quarter | None = None
    topic: Quarter | None = None
    ended: str | None = None

    @property
    def today(self) -> Stretch | None:
        return None if self.published is None else day_stretch(self.published)

    @property
    def reference(self) -> Stretch | None:
        """What "two days later" counts from."""
        return self.last or self.today

    @property
    def context(self) -> Context:
        return Context(anchor=self.published, reference=self.reference, tense=self.tense)

    @property
    def current(self) -> Quarter | None:
        """The quarter that is spoken of."""
        return self.topic or self.quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """Type and value of one expression, and what is known for the ones after it."""

    type: TimexType
    value: str
    seen: Seen


if TYPE_CHECKING:
    Read: TypeAlias = Callable[[str, Phrase, Seen], Value | None]
