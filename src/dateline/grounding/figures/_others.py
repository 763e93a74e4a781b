"""Counts of others: "six others", on top of the victims who are named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model import Figure

_LOOK_RIGHT = 12  # characters after a span in which "others" may have been left out
_OTHERS = re.compile(r"\b(?:others?|more|another|additional|further)\b", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:no|not|more or less|or) more\b|\bmore than\b", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:others|other\s)\b", re.IGNORECASE)


def others(text: str, start: int, end: int) -> bool:
    """Whether a figure counts people besides those who are named: "six others", "two more", "another three"."""
    if _OTHERS.search(_BOUND.sub(" ", text[start:end])) is not None:
        return True
    return _AFTER.match(text[end : end + _LOOK_RIGHT]) is not None


def combine(named: Sequence[str], figure: Figure) -> Figure:
    """The total of named victims and of a figure of others, with every name that is in it.

    Names that the figure itself includes are in its count already and are not counted again.
    """
    apart = tuple(dict.fromkeys(name for name in named if name not in figure.includes))
    return Figure(
        low=None if figure.low is None else figure.low + len(apart),
        high=None if figure.high is None else figure.high + len(apart),
        includes=apart + figure.includes,
        evidence=figure.evidence,
    )
