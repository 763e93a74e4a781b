"""The rules of the resolver: three levels of patterns over the categories of tokens; `_grammar` says how they are read."""

from __future__ import annotations

from typing import Final, TypeAlias

# (rule, kind of the phrase, pattern); a rule may have several patterns.
Entry: TypeAlias = tuple[str, str, str]
Level: TypeAlias = tuple[Entry, ...]

_UNITS = "(?:DAYU|WEEKU|MONTHU|YEARU|DECADEU|CENTURYU|FORTNIGHTU)"
_COUNTED = f"(?:UNITS|HUNITS|HUNIT|QUARTER|WEEKEND|{_UNITS})"
_COUNT = "(?P<n>ART? (?:FEW|COUPLE) OF?|NUM|(?:ART|NUM)? NUMW NUMW? NUMW?|BIG|ART|YEAR)"
_QUAL = "(?:ABOUT|MORE THAN|SOON)?"
_NEAR = "(?:THIS? (?:LAST|PAST)|THIS COMING?|NEXT|COMING)"
_TO = "(?:DASH|TO|AND|THROUGH|UNTIL)"
_YEAR_TAIL = "(?:(?:COMMA|OF)? (?P<y>YEAR))?"
_ANY_DAY = "(?:PDATE|PDAY)"
_POINT = "(?:PDATE|PDAY|PMONTH|PWEEK|PYEAR|PDECADE|PSEASON|PSPAN)"
_WHOLE = "PMONTH|PYEAR|PDECADE|PSEASON|PWEEK"
_DAYISH = "(?:DAYU|DAYPART)"

LEVELS: Final[tuple[Level, ...]] = (
    (
        ("iso-date", "PDATE", "(?P<word>ISO)"),
        ("numeric-date", "PDATE", "(?P<word>SLASHED)"),
        ("named-day", "PDATE", "(?P<word>NINE11)"),
        (
            "holiday",
            "PDATE",
            f"(?P<dir>LAST|THIS|NEXT)? (?P<name>HOLIDAY) (?:DAYU|(?P<eve>EVE)|(?P<w>WD))? {_YEAR_TAIL}",
        ),
        ("holiday", "PDATE", f"(?P<dir>LAST|THIS|NEXT)? (?P<name>FEAST) DAYU {_YEAR_TAIL}"),
        ("holiday", "PDATE", f"(?P<name>NEWYEAR) YEARU POSS (?:DAYU|(?P<eve>EVE)) {_YEAR_TAIL}"),
        ("holiday", "PDATE", f"(?P<name>GOODFRIDAY) WD {_YEAR_TAIL}"),
        ("date", "PDATE", f"(?:WD COMMA? THE?)? (?P<dir>LAST)? (?P<m>MON) THE? (?P<d>NUM|ORD|ORDW) {_YEAR_TAIL}"),
        ("date", "PDATE", f"(?:WD COMMA?)? THE? (?P<d>NUM|ORD) OF? (?P<m>MON) {_YEAR_TAIL}"),
        ("date", "PDATE", f"THE (?P<d>ORDW) OF (?P<m>MON) {_YEAR_TAIL}"),
        ("date-range", "PSPAN", f"(?P<m>MON) THE? (?P<d>NUM|ORD) {_TO} THE? (?P<e>NUM|ORD) {_YEAR_TAIL}"),
        (
            "date-range",
            "PSPAN",
            f"(?:FROM|BETWEEN)? THE? (?P<d>NUM|ORD) {_TO} THE? (?P<e>NUM|ORD) OF? (?P<m>MON) {_YEAR_TAIL}",
        ),
        ("month", "PMONTH", f"(?P<dir>{_NEAR})? (?P<m>MON) {_YEAR_TAIL}"),
        ("weekday", "PDAY", f"(?P<dir>THE? {_NEAR})? (?P<w>WD)"),
        ("weekday-from-event", "PREL", "THE (?P<dir>PREV|FOLLOWING|SAME) (?P<w>WD)"),
        ("season", "PSEASON", f"(?P<dir>{_NEAR})? (?P<s>SEASON) {_YEAR_TAIL}"),
        ("today", "PDAY", "(?P<k>DEICTIC) DAYPART?"),
        ("last-night", "PDAY", "LAST DAYPART"),
        ("this-morning", "PDAY", "(?:EARLIER|LATER|EARLY|LATE)? THIS DAYPART"),
        ("overnight", "PDAY", "OVERNIGHT"),
        ("this-week", "PWEEK", f"(?P<dir>{_NEAR}) (?P<u>WEEKU|WEEKEND|FORTNIGHTU)"),
        ("this-week", "PWEEK", "THE (?P<u>WEEKEND)"),
        ("this-month", "PMONTH", f"(?P<dir>{_NEAR}) (?P<u>MONTHU)"),
        ("this-year", "PYEAR", f"(?P<dir>{_NEAR}) (?P<u>YEARU)"),
        ("this-decade", "PDECADE", f"(?P<dir>{_NEAR}) (?P<u>DECADEU|CENTURYU)"),
        ("this-quarter", "PSEASON", f"(?P<dir>{_NEAR}) FISCAL? (?P<u>QUARTER)"),
        ("end-of-this", "PSPAN", "(?:AT|IN|BY)? THE (?P<part>END|BEGIN|MID) OF THE (?P<u>WEEKU|MONTHU|YEARU|DECADEU)"),
        (
            "past-span",
            "PSPAN",
            f"(?:IN|DURING|FOR)? THE? (?P<dir>LAST|PAST|NEXT|COMING) {_COUNT} (?P<u>{_COUNTED})",
        ),
        ("past-span", "PSPAN", f"(?:IN|DURING|FOR) THE (?P<dir>LAST|PAST|NEXT|COMING) (?P<u>{_UNITS})"),
        ("past-span", "PSPAN", f"THE (?P<dir>PAST|COMING) (?P<u>{_UNITS}|HUNIT)"),
        ("past-span", "PSPAN", "(?:IN|DURING|FOR)? THE? (?P<dir>PAST|COMING) (?P<u>UNITS|HUNITS)"),
        ("recent-span", "PSPAN", "(?:IN|DURING|FOR)? THE? RECENT (?P<u>UNITS|HUNITS)"),
        ("recent-span", "PSPAN", "IN? THIS (?P<u>UNITS)"),
        ("recently", "PSPAN", "RECENTLY"),
        ("now", "PNOW", "NOW"),
        ("ago", "PSPAN", f"{_QUAL} {_COUNT} (?P<u>{_COUNTED}) (?:OR SO)? AGO"),
        ("ago", "PSPAN", "SOON? (?P<u>UNITS|HUNITS) AGO"),
        ("ago", "PSPAN", f"{_COUNT} (?P<u>{_COUNTED}) FROM (?P<dir>NOW)"),
        ("offset", "PREL", f"{_QUAL} {_COUNT} (?P<u>{_COUNTED}) (?P<dir>LATER|EARLIER|AFTER|BEFORE|AFTERWARDS)"),
        ("few-later", "PREL", "SOON? (?P<u>UNITS|HUNITS) (?P<dir>LATER|EARLIER|AFTER|BEFORE|AFTERWARDS)"),
        ("offset", "PREL", f"THE (?P<u>{_UNITS}|DAYPART) (?P<dir>BEFORE|AFTER)"),
        ("next-day", "PREL", f"THE? (?P<dir>NEXT|FOLLOWING|PREV) (?P<u>{_DAYISH})"),
        ("next-day", "PREL", f"THE (?P<dir>FOLLOWING|PREV) (?P<u>{_UNITS}|WEEKEND)"),
        (
            "same-day",
            "PREL",
            f"(?:EARLIER|LATER)? (?:ON|IN|AT)? (?:THE SAME|THAT SAME?) (?P<u>{_UNITS}|DAYPART|WEEKEND|TIME)",
        ),
        ("same-day", "PREL", "(?:EARLIER|LATER) (?:IN|ON) THE (?P<u>DAYU|DAYPART|WEEKU|MONTHU|YEARU)"),
        ("same-day", "PREL", "AT THE (?P<u>TIME)"),
        ("soon-after", "PREL", "(?:SOON (?P<dir>AFTER|BEFORE)|SOON? AFTERWARDS)"),
        ("since-then", "PREL", "(?:EVER? SINCE THEN|EVER SINCE)"),
        ("clock", "PPART", "(?:AT|BY)? ABOUT? (?:CLOCK|NUM|NUMW) (?:AMPM|OCLOCK) TZONE?"),
        ("clock", "PPART", "(?:AT|BY)? ABOUT? (?:CLOCK|YEAR|BIG|NUM) TZONE"),
        ("clock", "PPART", "AT ABOUT? CLOCK"),
        ("clock", "PPART", "AT ABOUT? (?:CLOCK|NUM|NUMW) IN THE DAYPART"),
        ("daypart", "PPART", "(?:AT|IN|BY|BEFORE|AFTER|DURING|ON) THE? (?:EARLY|LATE|MID)? DAYPART"),
        ("daypart", "PPART", "IN? THE EARLY (?:DAYPART )?HUNITS (?:OF THE DAYPART)?"),
        ("daypart", "PPART", "(?:EARLY|LATE|MID) IN THE DAYPART"),
        ("year", "PYEAR", "(?:THE YEARU)? FISCAL? (?P<y>YEAR)"),
        ("year-range", "PSPAN", "(?P<y>YEAR) DASH (?P<z>YEAR|NUM)"),
        ("decade", "PDECADE", "THE? (?P<y>DECADE)"),
        ("century", "PDECADE", "THE? (?P<o>ORD|ORDW) CENTURYU"),
        ("quarter", "PSEASON", f"THE? FISCAL? (?P<o>ORDW|ORD) DASH? (?P<u>QUARTER|HALF) {_YEAR_TAIL}"),
        ("duration", "PNONE", f"(?P<pre>FOR|IN|DURING)? {_QUAL} {_COUNT} DASH? (?P<u>{_COUNTED})"),
        ("duration", "PNONE", "(?P<pre>FOR) ABOUT? (?P<u>UNITS|HUNITS)"),
        ("duration", "PNONE", "(?P<u>UNITS|HUNITS) OF"),
        ("age", "PDROP", f"{_COUNT} DASH? {_COUNTED} DASH? OLD"),
        ("recurring", "PNONE", f"(?:EVERY (?:{_COUNTED}|WD|DAYPART)|DAILY)"),
    ),
    (
        ("day", "PDAY", f"(?:EARLY|LATE|LATER|EARLIER) (?:ON|IN)? THE? (?P<x>{_ANY_DAY}) DAYPART?"),
        ("day", "PDAY", f"(?P<x>{_ANY_DAY}) DAYPART"),
        ("day", "PDAY", f"(?:PPART|DAYPART) (?:(?:OF|ON)? (?P<x>{_ANY_DAY}) DAYPART?)"),
        ("day", "PDAY", f"(?P<x>{_ANY_DAY}) PPART"),
        ("day", "PDAY", f"(?:ON|IN)? THE (?:EARLY|LATE)? DAYPART OF (?P<x>{_ANY_DAY})"),
        ("relative-part", "PREL", "(?P<r>PREL) PPART"),
        ("relative-part", "PREL", "PPART (?P<r>PREL)"),
        ("in-year", "PDATE", "(?P<x>PDATE) (?:OF|IN|COMMA)? (?P<k>PYEAR)"),
        ("in-year", "PMONTH", "(?P<x>PMONTH) (?:OF|IN|COMMA)? (?P<k>PYEAR)"),
        ("in-year", "PSEASON", "(?P<x>PSEASON) (?:OF|IN|COMMA)? (?P<k>PYEAR)"),
        ("in-year", "PSEASON", "(?P<k>PYEAR) POSS (?P<x>PSEASON)"),
        ("in-week", "PDAY", "(?P<x>PDAY) (?:OF|IN)? (?P<k>PWEEK)"),
        ("week-of", "PWEEK", f"THE (?P<u>WEEKU|WEEKEND) OF (?P<x>{_ANY_DAY})"),
        (
            "part-of",
            "PSPAN",
            f"THE? (?P<part>EARLY|LATE|MID|EARLIER|LATER) (?:DASH|IN|ON)? THE? (?P<x>{_WHOLE})",
        ),
        (
            "part-of",
            "PSPAN",
            f"(?P<pre>AT|IN|BY|BEFORE)? THE? (?P<part>BEGIN|END|MID) OF (?P<x>{_WHOLE})",
        ),
        ("offset-from", "PDATE", f"(?P<r>PREL) THE? (?P<x>{_ANY_DAY}|PMONTH|PYEAR)"),
    ),
    (
        ("between", "PSPAN", f"BETWEEN (?P<x>{_POINT}) AND (?P<k>{_POINT})"),
        ("from-to", "PSPAN", f"FROM? (?P<x>{_POINT}) (?:TO|UNTIL|THROUGH|DASH) (?P<k>{_POINT})"),
        ("since", "PSPAN", f"EVER? SINCE ABOUT? (?P<x>{_POINT})"),
        ("until", "PSPAN", f"UNTIL (?P<x>{_POINT})"),
        ("by", "PSPAN", f"BY (?P<x>{_POINT})"),
        ("before", "PSPAN", f"BEFORE (?P<x>{_POINT})"),
        ("after", "PSPAN", f"AFTER (?P<x>{_POINT})"),
    ),
)
