"""Grammar: levels of patterns over the categories of tokens, each level built on the phrases of the last.

A text becomes a string with one character a token, its category; the patterns below are ordinary regexes in which
each NAME in capitals stands for that character. What a pattern matches becomes a phrase: its characters are replaced
by the one of its kind (`PDAY`, `PMONTH` …) and a filler, so that the next level sees one thing. In each level the
leftmost, then the longest match wins, then the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.grounding.calendar._lexicon import word_set
from dateline.grounding.calendar._rules import Level

_FILLER = "\x01"
OTHER = "."
_FIRST_PRIVATE = 0xE000  # the private use area: no character of it has a meaning in a regex
_NAME = re.compile(r"\b[A-Z][A-Z0-9]+\b")
_RUN = re.compile(f"[^{OTHER}]+")


# Words that stand in most sentences: a rule is looked up by a rarer one that it cannot do without.
_COMMON = word_set("A AND ART AT BY COMMA DASH FOR FROM IN MORE NUM NUMW OF ON THE THIS THAT TO")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    name: str
    kind: str
    order: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Tokens `start` to `end` (exclusive) and the tokens of each named group, under one rule."""

    rule: str
    kind: str
    start: int
    end: int
    groups: tuple[tuple[str, int, int], ...]


class Grammar:
    """The rules of some levels, compiled. It does not change once it is made."""

    def __init__(self, levels: Sequence[Level]) -> None:
        """Raises `re.error` for a rule that is no pattern."""
        named = {name for level in levels for _, _, pattern in level for name in _NAME.findall(pattern)}
        self._phrases = frozenset(kind for level in levels for _, kind, _ in level)
        self._names = frozenset(self._phrases | named)
        self._character = {name: chr(_FIRST_PRIVATE + number) for number, name in enumerate(sorted(self._names))}
        self._levels = tuple(self._index(level) for level in levels)

    def parse(self, categories: tuple[str, ...], *, first: int = 0, last: int | None = None) -> Iterator[Match]:
        """All phrases, each after those inside it. A category that no pattern uses, and "", is no part of any.

        Only the runs of time words that touch the tokens from `first` to `last` (exclusive) are read.
        """
        line = "".join([self._character.get(category, OTHER) for category in categories])
        for run in _RUN.finditer(line):
            if run.end() > first and (last is None or run.start() < last):
                yield from self._parse_run(run.group(), run.start())

    def _compile(self, pattern: str) -> re.Pattern[str]:
        def character(name: re.Match[str]) -> str:
            made = self._character[name[0]]
            return f"(?:{made}{_FILLER}*)" if name[0] in self._phrases else made

        return re.compile(_NAME.sub(character, pattern).replace(" ", ""))

    def _index(self, level: Level) -> dict[str, tuple[Rule, ...]]:
        """The rules of a level by the characters that they need: a rule stands under each of them."""
        index: dict[str, list[Rule]] = {}
        for order, (name, kind, pattern) in enumerate(level):
            rule = Rule(name=name, kind=kind, order=order, pattern=self._compile(pattern))
            tokens = re.findall(r"\(\?P<\w+>|\(\?:|[)|?]|[A-Z][A-Z0-9]+", pattern)
            for needed in _needs(tokens[::-1], self._names):
                index.setdefault(self._character[needed], []).append(rule)
        return {character: tuple(rules) for character, rules in index.items()}

    def _parse_run(self, line: str, offset: int) -> Iterator[Match]:
        for index in self._levels:
            rules = {rule.order: rule for character in set(line) for rule in index.get(character, ())}
            for match in _choose(rules, line):
                made = self._character[match.kind] + _FILLER * (match.end - match.start - 1)
                line = line[: match.start] + made + line[match.end :]
                yield Match(
                    rule=match.rule,
                    kind=match.kind,
                    start=match.start + offset,
                    end=match.end + offset,
                    groups=tuple((name, first + offset, last + offset) for name, first, last in match.groups),
                )


def _needs(tokens: list[str], every: frozenset[str]) -> frozenset[str]:
    """Names of which every match of a pattern holds at least one; `tokens` is the pattern reversed, and consumed."""
    branches: list[list[frozenset[str]]] = [[]]
    while tokens and (token := tokens.pop()) != ")":
        if token == "|":
            branches.append([])
            continue
        part = _needs(tokens, every) if token.startswith("(") else frozenset({token})
        if tokens and tokens[-1] == "?":
            tokens.pop()
        else:
            branches[-1].append(part)
    rarest = [min(parts, key=lambda part: (len(part & _COMMON), len(part))) for parts in branches if parts]
    if len(rarest) < len(branches):
        return every
    return frozenset(name for part in rarest for name in part)


def _choose(rules: dict[int, Rule], line: str) -> tuple[Match, ...]:
    """Matches without overlap: the leftmost, then the longest, then the earlier rule."""
    found = [
        (hit.start(), -hit.end(), order, hit) for order, rule in rules.items() for hit in rule.pattern.finditer(line)
    ]
    found.sort(key=lambda entry: entry[:3])
    chosen: list[Match] = []
    free_from = 0
    for start, negative_end, order, hit in found:
        if start < free_from:
            continue
        free_from = -negative_end
        groups = tuple((name, *hit.span(name)) for name, text in hit.groupdict().items() if text)
        rule = rules[order]
        chosen.append(Match(rule=rule.name, kind=rule.kind, start=start, end=free_from, groups=groups))
    return tuple(chosen)
