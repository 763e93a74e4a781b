"""Phrase: one time expression, with the values of its words and the phrases inside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.grounding.calendar._grammar import Grammar
from dateline.grounding.calendar._lex import lex
from dateline.grounding.calendar._lexicon import Value
from dateline.grounding.calendar._rules import LEVELS

RESOLVER = Grammar(LEVELS)
_TEN, _TWENTY, _SCALE = 10, 20, 100
_CENTURIES = frozenset(range(11, 20))  # of years that are spoken in two halves
NOT_TIME = "PDROP"  # what only looks like a time: an age


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """`values` and `inner` are by the group names of the rule's pattern; offsets are into the text."""

    rule: str
    kind: str
    start: int
    end: int
    values: Mapping[str, Value]
    inner: Mapping[str, Phrase]

    def number(self, name: str) -> int | None:
        value = self.values.get(name)
        return value if isinstance(value, int) else None

    def word(self, name: str) -> str:
        return str(self.values.get(name, "")).lower()


def find_phrases(
    text: str, start: int, end: int, *, focus: tuple[int, int] | None = None, grammar: Grammar = RESOLVER
) -> tuple[Phrase, ...]:
    """The outermost time phrases of `text[start:end]`, in order, without overlap.

    For `focus` see `lex`; with it, phrases far from the focus may be left out.
    """
    tokens = lex(text, start, end, focus=focus)
    first, last = 0, len(tokens.starts)
    if focus is not None:
        first, last = bisect_right(tokens.ends, focus[0]), bisect_left(tokens.starts, focus[1])
    made: dict[int, Phrase] = {}  # by first token
    for match in grammar.parse(tokens.categories, first=first, last=last):
        values: dict[str, Value] = {}
        inner: dict[str, Phrase] = {}
        for name, first, last in match.groups:
            held = made.get(first)
            if held is not None:
                inner[name] = held
            else:
                values[name] = _value(tokens.values[first:last])
        for first in range(match.start, match.end):
            made.pop(first, None)
        made[match.start] = Phrase(
            rule=match.rule,
            kind=match.kind,
            start=tokens.starts[match.start],
            end=tokens.ends[match.end - 1],
            values=values,
            inner=inner,
        )
    return tuple(made[first] for first in sorted(made) if made[first].kind != NOT_TIME)


def _value(values: tuple[Value, ...]) -> Value:
    """The number that a group of tokens makes ("a few" is VAGUE, "twenty four" 24), or else its words."""
    numbers = [value for value in values if isinstance(value, int)]
    return _combine(numbers) if numbers else " ".join(str(value) for value in values)


def _combine(numbers: list[int]) -> int:
    made = numbers[0]
    for number in numbers[1:]:
        if number >= _SCALE and 0 < made < number:  # two hundred
            made *= number
        elif made in _CENTURIES and number >= _TEN:  # nineteen ninety-four
            made = made * _SCALE + number
        elif made >= _TWENTY and made % _TEN == 0 and 0 < number < (_SCALE if made % _SCALE == 0 else _TEN):
            made += number
        else:
            made = number
    return made
