"""The words of time: each with its category (the alphabet of the grammar) and its value."""

from __future__ import annotations

from types import MappingProxyType
from typing import TypeAlias

Value: TypeAlias = int | str
Entry: TypeAlias = tuple[str, Value]


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_SHORT = _words(
    """
    jan feb mar apr may jun jul aug sep oct nov dec
    """
)
_WEEKDAY_SHORT = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_SMALL_NUMBERS = _words(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
    """
)
_TENS = {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "thousand": 1000,
}
_ORDINALS = _words(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    """
)
_DECADES = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990,
}  # fmt: skip

# A count that the words leave open ("a few", "several"): the value of FEW and of a bare plural.
VAGUE = 0
LARGEST_DAY = 31

# Month and weekday names that are also plain words or given names; the lexer asks their neighbours.
DOUBTFUL_MONTHS = frozenset({"march", "may", "april", "june", "august", "mar", "jan"})

_UNITS = {
    "day": "DAYU", "week": "WEEKU", "month": "MONTHU", "year": "YEARU", "decade": "DECADEU", "century": "CENTURYU",
    "fortnight": "FORTNIGHTU", "quarter": "QUARTER", "weekend": "WEEKEND", "hour": "HUNIT", "minute": "HUNIT",
    "moment": "HUNIT",
}  # fmt: skip
UNITS_OF_A_DAY = frozenset({"hour", "minute", "moment", "second"})
_PLURALS = {"centuries": "century", "seconds": "second"} | {
    unit + "s": unit for unit in _UNITS if unit != "century"
}  # fmt: skip

_CLASSES: dict[str, str] = {
    "THE": "the",
    "THIS": "this these",
    "THAT": "that those",
    "SAME": "same very",
    "LAST": "last",
    "PAST": "past",
    "PREV": "previous preceding prior",
    "NEXT": "next",
    "COMING": "coming upcoming",
    "FOLLOWING": "following subsequent ensuing",
    "RECENT": "recent",
    "EARLY": "early",
    "LATE": "late",
    "MID": "mid middle",
    "EARLIER": "earlier",
    "LATER": "later",
    "BEGIN": "beginning start outset",
    "END": "end close",
    "AGO": "ago",
    "AFTER": "after",
    "BEFORE": "before",
    "AFTERWARDS": "afterwards afterward thereafter",
    "SOON": "soon shortly immediately right straight just",
    "THEN": "then",
    "SINCE": "since",
    "UNTIL": "until till",
    "THROUGH": "through thru",
    "FROM": "from",
    "BETWEEN": "between",
    "TO": "to",
    "AND": "and",
    "BY": "by",
    "OF": "of",
    "IN": "in",
    "ON": "on",
    "AT": "at",
    "DURING": "during throughout over within",
    "FOR": "for",
    "ABOUT": "about around nearly almost roughly approximately only barely exactly",
    "MORE": "more less fewer",
    "THAN": "than",
    "OLD": "old",
    "EVERY": "every each",
    "DAILY": "daily weekly monthly yearly annually nightly hourly",
    "RECENTLY": "recently lately",
    "NOW": "now currently nowadays presently",
    "OVERNIGHT": "overnight",
    "TIME": "time",
    "TZONE": "gmt utc edt est pdt pst cet bst ist",
    "HALF": "half",
    "EVER": "ever",
    "BACK": "back",
    "FISCAL": "fiscal",
    "HOLIDAY": "christmas easter halloween thanksgiving",
    "FEAST": "election memorial labor",
    "NEWYEAR": "new",
    "GOODFRIDAY": "good",
    "EVE": "eve",
    "PERIOD": "period",
    "LATEST": "latest",
    "CURRENT": "current",
    "FUTURE": "future",
    "ANOTHER": "another additional further extra",
    "LEAST": "least most",
    "OVER": "up",
    "COMPARABLE": "comparable",
    "LONG": "long",
    "AHEAD": "ahead",
    "OR": "or",
    "SO": "so",
    "AMPM": "am pm",
    "OCLOCK": "o'clock o\u2019clock",
}

DAYPARTS = _words(
    """
    morning afternoon evening night dawn dusk daybreak nightfall sunrise sunset midday noon midnight lunchtime
    mornings nights evenings afternoons
    """
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def _entries() -> dict[str, Entry]:
    table: dict[str, Entry] = {}
    for category, words in _CLASSES.items():
        table |= {word: (category, word) for word in words.split()}
    for number, word in enumerate(_SMALL_NUMBERS, start=1):
        table[word] = ("NUMW", number)
    table |= {word: ("NUMW", number) for word, number in _TENS.items()}
    for ten, value in ({"twenty": 20} | _TENS).items():
        if value < 100:
            table |= {f"{ten}-{_SMALL_NUMBERS[i - 1]}": ("NUMW", value + i) for i in range(1, 10)}
    for number, word in enumerate(_ORDINALS, start=1):
        table[word] = ("ORDW", number)
    for number, word in enumerate(_MONTHS, start=1):
        table[word] = ("MON", number)
        table[_MONTH_SHORT[number - 1]] = ("MON", number)
    table["sept"] = ("MON", 9)
    table |= {word: ("WD", number) for number, word in enumerate(_WEEKDAYS)}
    table |= {word: ("WDSHORT", number) for word, number in _WEEKDAY_SHORT.items()}
    table |= {word: ("DECADE", first) for word, first in _DECADES.items()}
    table |= {word: (category, word) for word, category in _UNITS.items()}
    table |= {word: ("HUNITS" if unit in UNITS_OF_A_DAY else "UNITS", unit) for word, unit in _PLURALS.items()}
    table |= {word: ("DAYPART", word) for word in DAYPARTS}
    table |= {word: ("SEASON", first_month) for word, first_month in _SEASONS.items()}
    table |= {
        "today": ("DEICTIC", 0),
        "yesterday": ("DEICTIC", -1),
        "tomorrow": ("DEICTIC", 1),
        "tonight": ("DEICTIC", 0),
    }
    table |= {"weekends": ("UNITS", "weekend"), "a": ("ART", 1), "an": ("ART", 1), "couple": ("COUPLE", 2)}
    table |= dict.fromkeys(("few", "several", "numerous", "many", "some"), ("FEW", VAGUE))
    return table


# Names of months and weekdays that may be written with a full stop.
SHORTENED = (frozenset(_MONTH_SHORT) - {"may"}) | {"sept"} | frozenset(_WEEKDAY_SHORT)
LEXICON = MappingProxyType(_entries())
# Of these categories a word is only with a capital letter.
CAPITALISED = frozenset({"MON", "WD", "WDSHORT", "HOLIDAY", "FEAST", "NEWYEAR", "GOODFRIDAY"})

# Days with a name that fall on one date of the Gregorian calendar everywhere: (month, day).
# National days are left out: which day is meant depends on the country.
FIXED_DAYS = MappingProxyType({"christmas": (12, 25), "halloween": (10, 31), "new": (1, 1)})
# Days with a name of one country alone, which no other keeps under that name: (month, weekday, first day that it can be).
WEEKDAYS_OF_MONTH = MappingProxyType({
    "thanksgiving": (11, 3, 22), "election": (11, 1, 2), "memorial": (5, 0, 25), "labor": (9, 0, 1),
})  # fmt: skip
EASTER = "easter"
GOOD_FRIDAY = "good"
