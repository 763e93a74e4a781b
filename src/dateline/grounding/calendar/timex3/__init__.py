"""All time expressions of a text as TIMEX3 (ISO-TimeML), as TempEval-3 marks them: extent, type and value.

_rules      the grammar: the resolver's rules without prepositions, and lengths, sets and references beside them
_find       a text -> its expressions, trimmed to what TIMEX3 marks
_value      a phrase -> type and value, by the kind of its rule:
_date         places in the calendar and parts of a day
_length       lengths, sets, and what is so long ago
_quarter      quarters and what they are compared with
_seen       what was read before, on which later expressions lean
"""

from dateline.grounding.calendar.timex3._find import Timex, find_timexes
from dateline.grounding.calendar.timex3._seen import TimexType

__all__ = ["Timex", "TimexType", "find_timexes"]
