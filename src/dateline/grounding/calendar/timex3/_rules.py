"""The rules of TIMEX3: those of the resolver that name a time without its preposition, and what is no time of an event.

TIMEX3 leaves out "in", "since", "by" and the like, so the resolver's rules for them are not used; each end of a range
is an expression of its own; and a length ("three years"), a set ("every day") or a mere "now" counts as much as a day.
"""

from __future__ import annotations

from typing import Final

from dateline.grounding.calendar._rules import LEVELS, Level

# Rules of the resolver that mean an event nearby, or put two expressions together.
_LEFT_OUT: Final = frozenset({
    "between", "from-to", "since", "until", "by", "before", "after", "soon-after", "since-then", "year-range",
    "date-range", "duration", "recurring", "offset-from", "relative-part", "few-later", "now", "recently",
})  # fmt: skip

_UNIT: Final = "(?:DAYU|WEEKU|MONTHU|YEARU|DECADEU|CENTURYU|FORTNIGHTU|HUNIT|QUARTER|WEEKEND)"
_UNITS: Final = "(?:UNITS|HUNITS)"
_NUMBER: Final = "(?:(?:ART|NUM)? NUMW NUMW? NUMW?|NUM|BIG|YEAR) "
_FEW: Final = "ART? (?:FEW|COUPLE) OF?"
# What makes a length approximate belongs to it.
_ABOUT: Final = "(?:(?:AT LEAST|OVER TO|ABOUT|MORE THAN|DURING) )?"

_FIRST: Final[Level] = (
    ("future", "PREF", "THE FUTURE"),
    ("present", "PREF", "(?:NOW|CURRENT)"),
    ("past", "PREF", "(?:RECENTLY|THE PAST)"),
    ("year-end", "PDATE", "YEARU DASH? END"),
    ("quarter", "PSEASON", "THE? (?P<y>YEAR) FISCAL? (?P<o>ORDW|ORD) DASH? (?P<u>QUARTER|HALF)"),
    ("quarter", "PSEASON", "THE? LATEST? FISCAL? (?P<o>ORDW|ORD) DASH? FISCAL? (?P<u>QUARTER|HALF)"),
    ("same-quarter", "PSEASON", "(?:THE|THIS|THAT) (?:LATEST|CURRENT)? FISCAL? (?P<u>QUARTER)"),
    (
        "year-earlier",
        "PSEASON",
        "THE? COMPARABLE? YEARU DASH (?:AGO|EARLIER) FISCAL? (?:(?P<o>ORDW|ORD) DASH?)? (?P<u>QUARTER|PERIOD)?",
    ),
    ("same-period", "PSEASON", "THE (?P<y>YEAR) PERIOD"),
    ("same-year", "PYEAR", "THE (?:LATEST|CURRENT)? FISCAL? (?P<u>YEARU)"),
    ("same-week", "PWEEK", "THE (?P<u>WEEKU)"),
    ("length", "PLEN", f"{_ABOUT}THE? (?P<n>{_NUMBER})(?:MORE|ANOTHER)? DASH? (?P<u>{_UNITS}|{_UNIT})"),
    ("length", "PLEN", f"{_ABOUT}(?P<n>{_FEW})(?:MORE|ANOTHER)? (?P<u>{_UNITS})"),
    ("length", "PLEN", f"{_ABOUT}ART (?P<u>{_UNIT})"),
    ("length", "PLEN", f"(?:ART ANOTHER|ANOTHER) (?P<n>{_NUMBER})?(?P<u>{_UNITS}|{_UNIT})"),
    ("length", "PLEN", f"THE ORDW (?P<n>{_NUMBER})(?P<u>{_UNITS})"),
    ("length", "PLEN", "(?P<u>UNITS|HUNITS)"),
    ("length", "PLEN", "THE ORDW (?P<u>UNITS|HUNITS)"),
    ("length", "PLEN", "THE? (?P<u>UNITS|HUNITS) AHEAD"),
    ("length", "PLEN", "(?P<u>DAYU) DASH LONG"),
    ("length", "PLEN", f"(?P<n>FEW) DASH (?P<u>{_UNIT})"),
    ("length", "PLEN", f"THE? (?:YEARU DASH (?:AGO|EARLIER)) (?P<n>{_NUMBER})(?P<u>UNITS)"),
    ("age", "PDROP", f"{_ABOUT}(?:THE|ART)? (?:{_NUMBER}) DASH? (?:{_UNIT}|{_UNITS}) DASH? OLD"),
    ("ordinal-day", "PREL", "THE? ORDW DAYU"),
    ("spoken-year", "PYEAR", "(?:THE YEARU)? (?P<y>NUMW NUMW)"),
    ("every", "PSET", f"EVERY (?P<n>{_NUMBER})?(?P<u>{_UNITS}|{_UNIT}|WD|MON|DAYPART|SEASON)"),
    ("every", "PSET", "(?P<often>DAILY)"),
    ("before-or-after", "PREL", f"THE (?P<u>{_UNIT}) (?P<dir>BEFORE|AFTER)"),
)

_SECOND: Final[Level] = (
    ("half-of", "PSEASON", "THE? (?P<dir>LAST|PREV) HALF OF (?P<x>PYEAR)"),
    ("part-of", "PDECADE", "THE? (?:ORDW|LAST) HALF OF (?P<x>PDECADE)"),
)


def _kept(level: Level) -> Level:
    return tuple(entry for entry in level if entry[0] not in _LEFT_OUT)


TIMEX3_LEVELS: Final[tuple[Level, ...]] = (
    (*_FIRST, *_kept(LEVELS[0])),
    (*_SECOND, *_kept(LEVELS[1])),
)
