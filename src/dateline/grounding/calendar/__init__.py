"""Words of time -> When: finding time expressions and resolving them to days.

_lex        text -> tokens of time, by the words of _lexicon
_grammar    tokens -> matches, by levels of patterns: those of _rules
_phrase     matches -> phrases with their values
_compose    a phrase and a context -> days, by _dates, _deictic and _relative, with the arithmetic of _days
_resolve    a span of a text -> When
_edtf       days <-> EDTF level 1
timex3      all time expressions of a text as TIMEX3, with a grammar of its own
"""

from dateline.grounding.calendar._edtf import parse_edtf, to_edtf
from dateline.grounding.calendar._resolve import (
    TimeSpan,
    find_times,
    is_relative_to_event,
    published_when,
    resolve_time,
)
from dateline.grounding.calendar.timex3 import Timex, find_timexes

__all__ = [
    "TimeSpan",
    "Timex",
    "find_times",
    "find_timexes",
    "is_relative_to_event",
    "parse_edtf",
    "published_when",
    "resolve_time",
    "to_edtf",
]
