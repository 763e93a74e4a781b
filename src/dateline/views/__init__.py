"""Timeline, story, claims: pure functions of what the ledger holds.

_told      everything that the ledger holds of one event, put together
_slot      its slots and tolls, each value with who gives it
_event     its page
_row       it in a line or two
_mark      it as a point, for map, timeline and table
_news      what is new of it since a moment
_story     events over time, and what is new
_history   the texts of a document and what each changed
_cell      its seven parts, each value with the places of its words
_matrix    who says what of which part
_relay     the way of each origin through the reports
_correction what people corrected, in the place of what was read
_queue     which events to look at first, and why
_bench     two events side by side
_sheet     its page with all of these
_ribbon    when what is known of it changed
_spans     a text, and which of its words fill which part of which event
_actor     one party over time, and with whom
words      the plain words for codes and values
"""

from dateline.views import words
from dateline.views._actor import ActorEvent, ActorPage, Counterpart, Edge, is_asked, make_actor_page
from dateline.views._bench import Bench, BenchField, BenchLink, BenchReport, compare_values, make_bench
from dateline.views._cell import CELLS, Cell, CellValue, Words, make_cells
from dateline.views._correction import (
    CORRECTABLE,
    CellCorrection,
    Correction,
    correct_account,
    correct_event,
    parse_bounds,
    say_slot,
)
from dateline.views._event import EventPage, Passage, Report, Voice, make_event_page
from dateline.views._history import History, Step, make_history
from dateline.views._mark import Mark, Precision, grade_certainty, make_mark
from dateline.views._matrix import Matrix, MatrixCell, MatrixRow, Side, make_matrix
from dateline.views._news import Digest, EventNews, TollStep, make_news
from dateline.views._queue import (
    DOUBTS,
    Doubt,
    NearLink,
    Queue,
    QueueItem,
    is_decided,
    make_item,
    rate_doubt,
    rate_weight,
)
from dateline.views._relay import RelayStep, RelayTree, make_relays
from dateline.views._ribbon import Fact, FactChange, Happening, Moment, Ribbon, RibbonStep, compare_facts, make_ribbon
from dateline.views._row import EventRow, make_row, sort_day
from dateline.views._sheet import PairReason, Pairs, Sheet, TollHistory, TollPoint, make_pairs, make_sheet
from dateline.views._slot import SLOTS, TOLLS, Figure, Quote, Slot, Toll, Value
from dateline.views._spans import (
    DocumentPage,
    MarkedText,
    Run,
    Span,
    TextEvent,
    TextSegment,
    cut_runs,
    mark_text,
)
from dateline.views._story import News, Story, StoryEvent, make_story
from dateline.views._told import Told, is_verdict

__all__ = [
    "CELLS",
    "CORRECTABLE",
    "DOUBTS",
    "SLOTS",
    "TOLLS",
    "ActorEvent",
    "ActorPage",
    "Bench",
    "BenchField",
    "BenchLink",
    "BenchReport",
    "Cell",
    "CellCorrection",
    "CellValue",
    "Correction",
    "Counterpart",
    "Digest",
    "DocumentPage",
    "Doubt",
    "Edge",
    "EventNews",
    "EventPage",
    "EventRow",
    "Fact",
    "FactChange",
    "Figure",
    "Happening",
    "History",
    "Mark",
    "MarkedText",
    "Matrix",
    "MatrixCell",
    "MatrixRow",
    "Moment",
    "NearLink",
    "News",
    "PairReason",
    "Pairs",
    "Passage",
    "Precision",
    "Queue",
    "QueueItem",
    "Quote",
    "RelayStep",
    "RelayTree",
    "Report",
    "Ribbon",
    "RibbonStep",
    "Run",
    "Sheet",
    "Side",
    "Slot",
    "Span",
    "Step",
    "Story",
    "StoryEvent",
    "TextEvent",
    "TextSegment",
    "Told",
    "Toll",
    "TollHistory",
    "TollPoint",
    "TollStep",
    "Value",
    "Voice",
    "Words",
    "compare_facts",
    "compare_values",
    "correct_account",
    "correct_event",
    "cut_runs",
    "grade_certainty",
    "is_asked",
    "is_decided",
    "is_verdict",
    "make_actor_page",
    "make_bench",
    "make_cells",
    "make_event_page",
    "make_history",
    "make_item",
    "make_mark",
    "make_matrix",
    "make_news",
    "make_pairs",
    "make_relays",
    "make_ribbon",
    "make_row",
    "make_sheet",
    "make_story",
    "mark_text",
    "parse_bounds",
    "rate_doubt",
    "rate_weight",
    "say_slot",
    "sort_day",
    "words",
]
