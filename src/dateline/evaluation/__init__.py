"""Evaluation: dossiers against coded articles, and single skills against public sets; anyone can run it on their own data.

_run        TASKS: the name of each task -> what scores a folder
_dossiers   whole dossiers, slot by slot -> Scoreboard
_plover_records  the events of single sentences -> Result
_timex      time expressions -> Result
_arguments  who and what takes part in given events -> Result
_attribution  who says something, in which words, and what -> Result
_plover_types  the type of what passes between two marked parties -> Result
_same_event  articles on one incident, and what they say of it together -> Result
_event_places  where an event of a sentence happened -> Result
_calibration  how far the confidences hold
_stories    what several reports on one event show together -> Result
_token_span  spans that count words -> characters
_reads      what the tasks ask of the program
_result     what all tasks but the dossiers give: figures and faults
"""

from dateline.evaluation._calibration import Coverage, Judged, calibration_error, cover
from dateline.evaluation._dossiers import read_rows, score_dossiers
from dateline.evaluation._gold import GoldArticle, read_gold
from dateline.evaluation._reads import Reads, plain_document
from dateline.evaluation._result import Fault, Result
from dateline.evaluation._run import TASKS, Opens, Progress, run
from dateline.evaluation._scoreboard import ArticleScore, Miss, Scoreboard, Tally, to_coverage, to_json, to_table
from dateline.evaluation._stories import score_stories
from dateline.evaluation._token_span import to_characters

__all__ = [
    "TASKS",
    "ArticleScore",
    "Coverage",
    "Fault",
    "GoldArticle",
    "Judged",
    "Miss",
    "Opens",
    "Progress",
    "Reads",
    "Result",
    "Scoreboard",
    "Tally",
    "calibration_error",
    "cover",
    "plain_document",
    "read_gold",
    "read_rows",
    "run",
    "score_dossiers",
    "score_stories",
    "to_characters",
    "to_coverage",
    "to_json",
    "to_table",
]
