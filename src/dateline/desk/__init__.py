"""What composes reading, linking and the ledger: what comes in is saved, linked and gathered; what is known is told.

_ingest     dossiers -> saved, compared, gathered, each event with bounded work
_gather     the accounts that new links touch -> events and their statuses
_relink     all of it anew
_judge      what a person decided, put into effect
_review     corrections, the queue, the bench
_double     two people who code the same without seeing each other, and how far they agree
_training_data what people decided -> codings to train and score with
_recode     a new reader over the recorded texts, and what that changes
_tell       one event of a view -> everything that is known of it
_find       what a user typed -> the event or document that is meant
_export     events that fit -> a format, and what it could not carry
_foreign    a row of another data set -> how far an event of ours is the same
_slotwise   a row and an event that are one -> what each says, slot by slot
_match      a shelf of another data set and the ledger -> what both have, and what one lacks
_pair       rows and events -> pairs, each in one at most
_story      a question -> the events that belong to it, over time
_alert      what changed between two lines of the log -> alerts, each sent once; _alert_memory rules and what is on its way
_watch      feeds and folders -> saved as they change: _watch_feed, _watch_article, _watch_folder say what is done with one,
            _watch_polite and _watch_robots how servers are asked, _watch_cadence how often, _watch_memory how far it got
"""

from dateline.desk._alert import (
    Delivery,
    add_rules,
    make_digest,
    run_alerts,
    send_sample,
)
from dateline.desk._alert_memory import AlertMemory, Parcel
from dateline.desk._double import (
    FIELDS,
    LABELS,
    Agreement,
    Difference,
    Round,
    code,
    list_rounds,
    measure_kappa,
    settle,
    start_round,
    tell_round,
)
from dateline.desk._export import Exported, export
from dateline.desk._find import find_any, find_event, looks_like_id
from dateline.desk._gather import count_unlinked, gather
from dateline.desk._ingest import Coded, Kept, encode_profiles, ingest
from dateline.desk._judge import GRADES, accept, grade, merge, regather_without, split
from dateline.desk._match import Added, Matched, MatchReport, add_shelf, match, passes, read_shelf
from dateline.desk._pair import LEAST_SCORE, Pair, assign, pair_up
from dateline.desk._recode import Recoded, recode
from dateline.desk._relink import Relinked, relink
from dateline.desk._review import correct, find_items, lay_on_bench, undo_correction
from dateline.desk._slotwise import SlotPair, say_days, say_dead, say_foreign_place, say_place
from dateline.desk._story import find_story
from dateline.desk._tell import Teller, tell
from dateline.desk._training_data import CodedArticle, WrittenCodings, list_codings, write_codings
from dateline.desk._watch import Watcher, name_feed
from dateline.desk._watch_list import Watched, forget_watched, list_watched
from dateline.desk._watch_value import Heard, WatchSettings

__all__ = [
    "FIELDS",
    "GRADES",
    "LABELS",
    "LEAST_SCORE",
    "Added",
    "Agreement",
    "AlertMemory",
    "Coded",
    "CodedArticle",
    "Delivery",
    "Difference",
    "Exported",
    "Heard",
    "Kept",
    "MatchReport",
    "Matched",
    "Pair",
    "Parcel",
    "Recoded",
    "Relinked",
    "Round",
    "SlotPair",
    "Teller",
    "WatchSettings",
    "Watched",
    "Watcher",
    "WrittenCodings",
    "accept",
    "add_rules",
    "add_shelf",
    "assign",
    "code",
    "correct",
    "count_unlinked",
    "encode_profiles",
    "export",
    "find_any",
    "find_event",
    "find_items",
    "find_story",
    "forget_watched",
    "gather",
    "grade",
    "ingest",
    "lay_on_bench",
    "list_codings",
    "list_rounds",
    "list_watched",
    "looks_like_id",
    "make_digest",
    "match",
    "measure_kappa",
    "merge",
    "name_feed",
    "pair_up",
    "passes",
    "read_shelf",
    "recode",
    "regather_without",
    "relink",
    "run_alerts",
    "say_days",
    "say_dead",
    "say_foreign_place",
    "say_place",
    "send_sample",
    "settle",
    "split",
    "start_round",
    "tell",
    "tell_round",
    "undo_correction",
    "write_codings",
]
