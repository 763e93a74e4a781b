"""What composes reading, linking and the ledger: what comes in is saved, linked and gathered; what is known is told.

_ingest     dossiers -> saved, compared, gathered, each event with bounded work
_gather     the accounts that new links touch -> events and their statuses
_relink     all of it anew
_judge      what a person decided, put into effect
_recode     a new reader over the recorded texts, and what that changes
_tell       one event of a view -> everything that is known of it
_find       what a user typed -> the event or document that is meant
_export     events that fit -> a format, and what it could not carry
_foreign    a row of another data set -> how far an event of ours is the same
_pair       rows and events -> pairs, each in one at most
_story      a question -> the events that belong to it, over time
"""

from dateline.desk._export import Exported, export
from dateline.desk._find import find_any, find_event, looks_like_id
from dateline.desk._gather import count_unlinked, gather
from dateline.desk._ingest import Coded, Kept, encode_profiles, ingest
from dateline.desk._judge import GRADES, accept, grade, merge, regather_without, split
from dateline.desk._pair import LEAST_SCORE, Pair, assign, pair_up
from dateline.desk._recode import Recoded, recode
from dateline.desk._relink import Relinked, relink
from dateline.desk._story import find_story
from dateline.desk._tell import Teller, tell

__all__ = [
    "GRADES",
    "LEAST_SCORE",
    "Coded",
    "Exported",
    "Kept",
    "Pair",
    "Recoded",
    "Relinked",
    "Teller",
    "accept",
    "assign",
    "count_unlinked",
    "encode_profiles",
    "export",
    "find_any",
    "find_event",
    "find_story",
    "gather",
    "grade",
    "ingest",
    "looks_like_id",
    "merge",
    "pair_up",
    "recode",
    "regather_without",
    "relink",
    "split",
    "tell",
]
