"""Offsets that count letters which their text has lost, such as line breaks, put back on the words they were meant for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]

MOST_LOST: Final = 200  # letters that a text may have lost before a span
WORD_COST: Final = 1.0  # of a span that cuts a word in two
STEP_COST: Final = 0.4  # of losing letters between two spans at all: a text loses them at few places
LETTER_COST: Final = 0.02  # of each letter lost


def realign(text: str, spans: Iterable[Span]) -> dict[Span, Span]:
    """Each span moved to the left by the letters lost before it, as many as put most spans on whole words.

    The loss only grows along the text; the cheapest course of it is found by dynamic programming. Spans that fit as they are
    stay. What would lie outside the text even so is left out.
    """
    order = sorted(set(spans))
    if not order:
        return {}
    cost = [
        _misfit(text, order[0], lost) + (STEP_COST if lost else 0) + LETTER_COST * lost for lost in range(MOST_LOST)
    ]
    back: list[list[int]] = []
    for span in order[1:]:
        best, source = cost[0], 0
        row: list[float] = []
        came: list[int] = []
        for lost in range(MOST_LOST):
            # `best` is the cheapest smaller loss before, its letters counted up to this one.
            jump = best + STEP_COST
            stay = cost[lost]
            row.append(min(stay, jump) + _misfit(text, span, lost))
            came.append(lost if stay <= jump else source)
            best += LETTER_COST
            if stay + LETTER_COST < best:
                best, source = stay + LETTER_COST, lost
        cost, back = row, [*back, came]
    lost = min(range(MOST_LOST), key=cost.__getitem__)
    losses = [lost]
    for came in reversed(back):
        lost = came[lost]
        losses.append(lost)
    moved = {(a, b): (a - lost, b - lost) for (a, b), lost in zip(order, reversed(losses), strict=True)}
    return {span: (a, b) for span, (a, b) in moved.items() if 0 <= a < b <= len(text)}


def _misfit(text: str, span: Span, lost: int) -> float:
    a, b = span[0] - lost, span[1] - lost
    if not 0 <= a < b <= len(text):
        return 2 * WORD_COST
    return WORD_COST * (_cuts(text, a) + _cuts(text, b) + (not text[a].isalnum() or text[b - 1].isspace()))


def _cuts(text: str, at: int) -> bool:
    """Whether a border at `at` cuts a word; two words that a lost line break has joined ("SyriaThe") are two."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    return left.isalnum() and right.isalnum() and not (left.islower() and right.isupper())
