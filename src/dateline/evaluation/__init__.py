"""Evaluation: dossiers against coded articles -> a scoreboard; the code that anyone can run on data of their own."""

from dateline.evaluation._dossiers import read_rows, score_dossiers
from dateline.evaluation._gold import GoldArticle, read_gold
from dateline.evaluation._run import TASKS, Progress, Reads, run
from dateline.evaluation._scoreboard import ArticleScore, Miss, Scoreboard, Tally, to_json, to_table

__all__ = [
    "TASKS",
    "ArticleScore",
    "GoldArticle",
    "Miss",
    "Progress",
    "Reads",
    "Scoreboard",
    "Tally",
    "read_gold",
    "read_rows",
    "run",
    "score_dossiers",
    "to_json",
    "to_table",
]
