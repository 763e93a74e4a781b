"""Documents: text, HTML, JSON, JSON Lines, folders, standard input and addresses -> Document.

A text is normalised once, here, and every offset of the program counts in the result.
"""

from dateline.documents._address import Fetched
from dateline.documents._document import from_text
from dateline.documents._fetch import fetch_url
from dateline.documents._headline import with_headline
from dateline.documents._language import detect_language
from dateline.documents._limits import Limits, Loaded
from dateline.documents._load import load
from dateline.documents._segment import find_segments
from dateline.documents._text import normalise

__all__ = [
    "Fetched",
    "Limits",
    "Loaded",
    "detect_language",
    "fetch_url",
    "find_segments",
    "from_text",
    "load",
    "normalise",
    "with_headline",
]
