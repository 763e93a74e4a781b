"""What a phrase is resolved against, and the type of the functions that do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from dateline.grounding.calendar._days import Stretch, Tense, likely_tense, likely_year, year_of_day
from dateline.grounding.calendar._phrase import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """`anchor` is the day on which the text was written, `reference` the time of the event that the words lean on.

    `happened` says that it is over by then: the month of such an event is past, however far back.
    """

    anchor: date | None
    reference: Stretch | None
    tense: Tense
    tense_given: bool = False
    happened: bool = False

    def at(self, anchor: date, *, tense: Tense = "past") -> Context:
        """The same context seen from another day."""
        return replace(self, anchor=anchor, tense=tense, tense_given=True)

    def tense_of_month(self, anchor: date, month: int) -> Tense:
        """The tense that is given or cued, or else the likelier one for a month without a year."""
        if self.tense_given or self.forward:
            return self.tense
        return "past" if self.happened else likely_tense(anchor, month)

    def year_of(self, anchor: date, month: int, day: int) -> int:
        """The year of a day that has none: by the tense that is given, else the likelier one."""
        if self.tense_given:
            return year_of_day(anchor, month, day, tense=self.tense)
        return likely_year(anchor, month, day, ahead=self.forward)

    @property
    def forward(self) -> bool:
        return self.tense == "future"


Evaluate: TypeAlias = Callable[[Phrase, Context], Stretch | None]
