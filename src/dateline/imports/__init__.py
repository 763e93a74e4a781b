"""Events of other data sets, to lay beside our own: one file a format, one registry.

_foreign    an event of another data set, and a row that is none
_sheet      a file of lines -> header and rows
_row        the cells of one row, and how days and numbers are read
_country    countries by the names and codes that data sets use
_meaning    what a code of another scheme means in ours
_format     what a format is
_read       the formats by name, and a file -> events
"""

from dateline.imports._foreign import BrokenRow, ForeignEvent, ForeignParty, ForeignPlace, PartyRole
from dateline.imports._format import Format
from dateline.imports._gdelt import COLUMNS as GDELT_COLUMNS
from dateline.imports._read import FORMATS, get_format, read_events, recognise

__all__ = [
    "FORMATS",
    "GDELT_COLUMNS",
    "BrokenRow",
    "ForeignEvent",
    "ForeignParty",
    "ForeignPlace",
    "Format",
    "PartyRole",
    "get_format",
    "read_events",
    "recognise",
]
