"""Counts of others: "six others", on top of the victims who are named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model import Figure

_LOOK_RIGHT = 12  # characters after a span in which "others" may have been left out
_OTHERS = re.compile(r"\b(?:others?|more|another|additional|further)\b", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:no|not|more or less|or) more\b|\bmore than\b", re.IGNORECASE)
_INCLUDES = re.compile(
    r"\b(?:including|includes?d?|among (?:them|whom|those)|one of (?:them|whom)|such as)\b", re.IGNORECASE
)
_BESIDE = re.compile(r"\b(?:along|together) with\b|\balongside\b|\bbesides\b|\bin addition to\b", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:others|other\s)\b", re.IGNORECASE)


def others(text: str, start: int, end: int) -> bool:
    """Whether a figure counts people besides those who are named: "six others", "two more", "another three"."""
    if _OTHERS.search(_BOUND.sub(" ", text[start:end])) is not None:
        return True
    return _AFTER.match(text[end : end + _LOOK_RIGHT]) is not None


def part_named(
    text: str, figure: Figure, sentence: tuple[int, int], names: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of named victims those that a figure of others comes on top of, and those that it includes.

    "Three others drowned along with Rahimi, including Daud": Rahimi, and Daud. Names that the sentence, `text[start:end]`,
    does not give are left out where it gives any.
    """
    start, end = sentence
    counted = _INCLUDES.search(text, figure.evidence.end, max(end, figure.evidence.end))
    apart: list[str] = []
    within: list[str] = []
    for name in names:
        at = text.find(name.split()[-1], start, end) if name.split() else -1
        if at >= 0:
            (within if counted and at > counted.start() else apart).append(name)
    elsewhere = [name for name in names if name not in within]
    if within and not apart and len(elsewhere) == 1 and _BESIDE.search(text, start, end):
        apart = elsewhere  # "along with the general": who else could that be
    return (tuple(apart), tuple(within)) if apart or within else (tuple(names), ())


def combine(named: Sequence[str], figure: Figure, *, within: Sequence[str] = ()) -> Figure:
    """The total of named victims and of a figure of others, with every name that is in it.

    Names that the figure itself includes, and those `within` it, are in its count already and are not counted again.
    """
    apart = tuple(dict.fromkeys(name for name in named if name not in figure.includes))
    inside = tuple(name for name in within if name not in figure.includes)
    return Figure(
        low=None if figure.low is None else figure.low + len(apart),
        high=None if figure.high is None else figure.high + len(apart),
        includes=apart + inside + figure.includes,
        evidence=figure.evidence,
    )
