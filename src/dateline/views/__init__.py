"""Timeline, story, claims: pure functions of what the ledger holds.

_told      everything that the ledger holds of one event, put together
_slot      its slots and tolls, each value with who gives it
_event     its page
_row       it in a line or two
_story     events over time, and what is new
_history   the texts of a document and what each changed
"""

from dateline.views._event import EventPage, Passage, Report, Voice, make_event_page
from dateline.views._history import History, Step, make_history
from dateline.views._row import EventRow, make_row, sort_day
from dateline.views._slot import SLOTS, TOLLS, Figure, Quote, Slot, Toll, Value
from dateline.views._story import News, Story, StoryEvent, make_story
from dateline.views._told import Told

__all__ = [
    "SLOTS",
    "TOLLS",
    "EventPage",
    "EventRow",
    "Figure",
    "History",
    "News",
    "Passage",
    "Quote",
    "Report",
    "Slot",
    "Step",
    "Story",
    "StoryEvent",
    "Told",
    "Toll",
    "Value",
    "Voice",
    "make_event_page",
    "make_history",
    "make_row",
    "make_story",
    "sort_day",
]
