"""Document -> Reading: one pass of the trained reader; spans and scores, no meaning yet."""

from dateline.reading._argument import head_word
from dateline.reading._reader import Reader

__all__ = ["Reader", "head_word"]
