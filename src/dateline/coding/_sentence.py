"""Where a stretch of the text stands among its sentences."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.model import Reading


def sentence_at(reading: Reading, at: int) -> int:
    """The number of the sentence that holds the character `at`, -1 for one between sentences."""
    number = bisect_right(reading.sentences, at, key=lambda span: span[0]) - 1
    return number if number >= 0 and at < reading.sentences[number][1] else -1
