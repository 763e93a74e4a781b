"""A story as one HTML file: what is known, who says so, in which words; it needs no server, no network and no script.

_markup    elements whose text cannot become markup
_map       the places on a map, each as large as it is uncertain
_event     one event
_page      the whole file
"""

from dateline.exports.report._map import Base, read_base
from dateline.exports.report._page import Report, make_report

__all__ = ["Base", "Report", "make_report", "read_base"]
