"""Evaluation: dossiers against coded articles, and single skills against public sets; anyone can run it on their own data.

_run        TASKS: the name of each task -> what scores a folder
_dossiers   whole dossiers, slot by slot -> Scoreboard
_plover_records  the events of single sentences -> Result
_timex      time expressions -> Result
_result     what all tasks but the dossiers give: figures and faults
"""

from dateline.evaluation._dossiers import read_rows, score_dossiers
from dateline.evaluation._gold import GoldArticle, read_gold
from dateline.evaluation._result import Fault, Result
from dateline.evaluation._run import TASKS, Opens, Progress, Reads, run
from dateline.evaluation._scoreboard import ArticleScore, Miss, Scoreboard, Tally, to_json, to_table

__all__ = [
    "TASKS",
    "ArticleScore",
    "Fault",
    "GoldArticle",
    "Miss",
    "Opens",
    "Progress",
    "Reads",
    "Result",
    "Scoreboard",
    "Tally",
    "read_gold",
    "read_rows",
    "run",
    "score_dossiers",
    "to_json",
    "to_table",
]
