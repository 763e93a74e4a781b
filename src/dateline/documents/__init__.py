"""Documents: text, HTML, JSON, JSON Lines, tables, web archives, folders, standard input and addresses -> Document.

A text is normalised once, here, and every offset of the program counts in the result.
"""

from dateline.documents._address import Fetched, NotPublic
from dateline.documents._ask import PAGE_TYPES, USER_AGENT, Answer, Ask
from dateline.documents._columns import Columns, parse_columns
from dateline.documents._document import from_text
from dateline.documents._fetch import ask_url, fetch_url
from dateline.documents._folder import walk
from dateline.documents._headline import with_headline
from dateline.documents._language import detect_language
from dateline.documents._limits import Limits, Loaded, Mark
from dateline.documents._load import load
from dateline.documents._segment import find_segments
from dateline.documents._text import normalise

__all__ = [
    "PAGE_TYPES",
    "USER_AGENT",
    "Answer",
    "Ask",
    "Columns",
    "Fetched",
    "Limits",
    "Loaded",
    "Mark",
    "NotPublic",
    "ask_url",
    "detect_language",
    "fetch_url",
    "find_segments",
    "from_text",
    "load",
    "normalise",
    "parse_columns",
    "walk",
    "with_headline",
]
