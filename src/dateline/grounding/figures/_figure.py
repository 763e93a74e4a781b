"""A span of a text -> how many people it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from dateline.grounding.figures._lexicon import Lexicon, lexicon
from dateline.grounding.figures._token import Token, tokens_of
from dateline.grounding.figures._unit import Unit, units_of
from dateline.model import Evidence, Figure

CasualtyKind = Literal["killed", "injured", "missing", "arrested", "displaced", "abducted"]

_LOOK_LEFT = 40  # characters before a span in which a bound such as "no fewer than" may have been left out
_INCLUDING = frozenset({"including", "mostly", "mainly", "counting"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "its"})
_CONJUNCTIONS = frozenset({"and", "&", "plus", "as", "along", "together"})
_JOINS = _DETERMINERS | _CONJUNCTIONS | frozenset({",", "well", "with", "another", "other"})
_RANK = {"zero": 0, "number": 0, "single": 1, "name": 1, "plural": 2, "pronoun": 3}
_SINGULAR = frozenset({"was", "is", "has"})


def read_figure(text: str, start: int, end: int, *, kind: CasualtyKind | None = None) -> Figure | None:
    """How many people the span `text[start:end]` counts; None where it counts none.

    `kind` helps to pick where the span is a clause with several counts ("killed 12 people and wounded 30"). Bounds
    follow the codebook: None is an open one. A bound just before the span ("at least") is taken in, and the evidence
    with it. A denial ("no one", "no casualties") is 0 to 0. `includes` are names that the span itself counts.
    Raises ValueError for a stretch outside the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"no stretch {start}:{end} in a text of {len(text)} characters")
    words = lexicon()
    start, end = _whole_words(text, start, end)
    tokens = tokens_of(text, max(0, start - _LOOK_LEFT), end)
    first = next((index for index, token in enumerate(tokens) if token.start >= start), len(tokens))
    units = _without_parts(units_of(tokens, words, text=text, first=first), tokens, words, first=first)
    if not units:
        return _of_the_verb(text, tokens[first:], words, kind)
    chosen = _choose(units, tokens, words, kind)
    low, high, names, last = _joined(units, chosen, tokens)
    if chosen.group and high is None:
        low = max(low or 0, _largest_part(tokens, chosen.last, words, text))
    if chosen.kind == "number" and not chosen.open and _shares_lower_bound(units, chosen, tokens, words):
        high = None
    names = names + tuple(n for n in _included(tokens, last, text, words) if n not in names)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Figure(
        low=low, high=high, includes=names, evidence=Evidence.of(text, min(start, tokens[chosen.first].start), end)
    )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _without_parts(units: Sequence[Unit], tokens: Sequence[Token], words: Lexicon, *, first: int) -> tuple[Unit, ...]:
    """Leaves out parts of a total ("including two children") and, where there are others, doers and places."""
    kept: list[Unit] = []
    part_until = -1
    for at, unit in enumerate(units):
        edge = unit.first
        while edge > first and tokens[edge - 1].lower in _DETERMINERS:
            edge -= 1
        before = tokens[edge - 1].lower if edge > first else ""
        earlier = tokens[edge - 2].lower if edge > first + 1 else ""
        if unit.first < part_until:
            continue
        if unit.kind == "pronoun" and before == "among" and at + 1 < len(units):
            part_until = _end_of_list(units, units[at + 1], tokens)  # "…, among them two children"
            continue
        if before in _INCLUDING and kept:
            part_until = _end_of_list(units, unit, tokens)
            continue
        if before == "among" and unit.kind == "number":
            kept = [u for u in kept if u.kind == "name"]  # "several children were among nine killed"
        if before in words.closed["no_victim"] and (before == "by" or unit.kind in ("name", "single", "plural")):
            continue
        if before == "with" and earlier not in ("along", "together") and unit.kind != "number":
            continue
        if before == "of" and _describes(unit, kept, edge, earlier, words):
            continue
        kept.append(unit)
    return tuple(kept)


def _describes(unit: Unit, kept: Sequence[Unit], edge: int, earlier: str, words: Lexicon) -> bool:
    """Whether "of …" only describes the people before it: "12 of the 40", "the villagers of X", "the town of X"."""
    if kept and kept[-1].kind in ("number", "single", "plural") and edge - kept[-1].last <= 1:
        return True
    return unit.kind == "name" and words.cue(earlier) is None


def _end_of_list(units: Sequence[Unit], first: Unit, tokens: Sequence[Token]) -> int:
    last = first.last
    for unit in units:
        if unit.first >= last and all(token.lower in _JOINS for token in tokens[last : unit.first]):
            last = unit.last
    return last


def _choose(units: Sequence[Unit], tokens: Sequence[Token], words: Lexicon, kind: CasualtyKind | None) -> Unit:
    """The unit that is meant: of the wanted kind, else of none, else any; a number before a noun before a pronoun."""

    def key(unit: Unit) -> tuple[int, int, int, int]:
        told = _kind_of(unit, units, tokens, words)
        match = 0 if kind is not None and told == kind else 1 if told is None or kind is None else 2
        return match, _RANK[unit.kind], 0 if unit.sure or unit.kind == "name" else 1, unit.first

    return min(units, key=key)


def _kind_of(unit: Unit, units: Sequence[Unit], tokens: Sequence[Token], words: Lexicon) -> str | None:
    """What was done to the people of a unit: by the word in it, right before it, or after it."""
    for token in tokens[unit.first : unit.last]:
        told = words.cue(token.lower)
        if told is not None:
            return told
    position = unit.first - 1
    before = words.cue(tokens[position].lower) if position >= 0 else None
    if before is not None:
        return before
    others = [u for u in units if u.first >= unit.last]
    stop = others[0].first if others and not _only_joins(tokens, unit.last, others[0].first) else len(tokens)
    for token in tokens[unit.last : stop]:
        told = words.cue(token.lower)
        if told is not None:
            return told
    while position >= 0 and not any(u.first <= position < u.last for u in units):
        told = words.cue(tokens[position].lower)
        if told is not None:
            return told
        position -= 1
    if position >= 0 and _only_joins(tokens, position + 1, unit.first):
        earlier = next(u for u in units if u.first <= position < u.last)
        return _kind_of(earlier, units, tokens, words)
    return None


def _only_joins(tokens: Sequence[Token], first: int, last: int) -> bool:
    return all(token.lower in _JOINS for token in tokens[first:last])


def _joined(
    units: Sequence[Unit], chosen: Unit, tokens: Sequence[Token]
) -> tuple[int | None, int | None, tuple[str, ...], int]:
    """The sum of the units that are joined to the chosen one by "and", with the names among them."""
    at = units.index(chosen)
    first = at
    while first > 0 and _joins(units[first - 1], units[first], tokens):
        first -= 1
    last = at
    while last + 1 < len(units) and _joins(units[last], units[last + 1], tokens):
        last += 1
    members = units[first : last + 1]
    if not any(t.lower in _CONJUNCTIONS for a, b in pairwise(members) for t in tokens[a.last : b.first]):
        members = (chosen,)  # commas alone: a description, not a list
    members = _without_appositions(members, tokens)
    if all(member.first != chosen.first for member in members):
        members = (chosen,)
    if any(m.kind == "zero" for m in members):
        members = (chosen,)
    names = tuple(m.name for m in members if m.name)
    if chosen.kind == "number":
        counted = [m for m in members if m.kind != "plural" or m.first < chosen.first]
    elif chosen.kind == "plural":
        counted = [chosen]
    else:
        counted = list(members)
    lows = [m.low for m in counted]
    highs = [m.high for m in counted]
    low = None if any(x is None for x in lows) else sum(x for x in lows if x is not None)
    high = None if any(x is None for x in highs) else sum(x for x in highs if x is not None)
    return low, high, names, members[-1].last


def _joins(left: Unit, right: Unit, tokens: Sequence[Token]) -> bool:
    return left.last < right.first and _only_joins(tokens, left.last, right.first) and right.kind != "pronoun"


def _without_appositions(members: Sequence[Unit], tokens: Sequence[Token]) -> tuple[Unit, ...]:
    """Leaves out names that only say who the people before them are: "two students, Ann Roe and Jo Doe"."""
    kept: list[Unit] = []
    described = False
    for member in members:
        gap = [token.lower for token in tokens[kept[-1].last : member.first]] if kept else []
        if kept and member.kind == "name" and gap == [","] and kept[-1].kind in ("single", "number", "plural"):
            described = kept[-1].kind != "single"
            if kept[-1].kind == "plural":
                kept[-1] = member
            else:
                kept[-1] = replace(kept[-1], last=member.last)
            continue
        if described and member.kind == "name":
            continue
        kept.append(member)
    return tuple(kept)


def _shares_lower_bound(units: Sequence[Unit], chosen: Unit, tokens: Sequence[Token], words: Lexicon) -> bool:
    """Whether the "at least" of an earlier count covers this one: "at least 20 were killed and 200 wounded"."""
    at = units.index(chosen)
    if at == 0 or not units[at - 1].open:
        return False
    between = [token.lower for token in tokens[units[at - 1].last : chosen.first]]
    # The count comes before what was done in both halves: a new verb with its own object ends the reach of the bound.
    return (
        bool(between)
        and between[-1] in ("and", ",")
        and words.cue(between[-1]) is None
        and any(words.cue(word) is not None for word in between)
    )


def _largest_part(tokens: Sequence[Token], last: int, words: Lexicon, text: str) -> int:
    """The least that a group has, from "a group of men, including four officers"."""
    rest = tokens[last:]
    lows = [u.low for u in units_of(rest, words, text=text) if u.kind == "number" and u.low is not None]
    return max(lows, default=0) if any(token.lower == "including" for token in rest) else 0


def _included(tokens: Sequence[Token], last: int, text: str, words: Lexicon) -> tuple[str, ...]:
    """The names in "…, including Ann Roe and Jo Doe"."""
    rest = list(tokens[last:])
    at = next((i for i, token in enumerate(rest) if token.lower == "including"), None)
    if at is None:
        return ()
    return tuple(u.name for u in units_of(rest[at + 1 :], words, text=text) if u.name)


def _of_the_verb(text: str, tokens: Sequence[Token], words: Lexicon, kind: CasualtyKind | None) -> Figure | None:
    """One person where the span has only a verb in the singular: "was shot dead"."""
    lowers = [token.lower for token in tokens]
    for index, word in enumerate(lowers):
        if word in _SINGULAR and any(
            words.cue(later) == (kind or words.cue(later)) for later in lowers[index + 1 :] if words.cue(later)
        ):
            return Figure(low=1, high=1, evidence=Evidence.of(text, tokens[0].start, tokens[-1].end))
    return None
