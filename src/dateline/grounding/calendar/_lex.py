"""Text to tokens of time: one pass of one regex, one dictionary look-up a word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.grounding.calendar._lexicon import (
    CAPITALISED,
    DOUBTFUL_MONTHS,
    LARGEST_DAY,
    LEXICON,
    SHORTENED,
    Value,
    word_set,
)

_TOKEN = re.compile(
    r"""
      (?P<AMPM>[apAP]\.\s?[mM]\b\.?)
    | (?P<WORD>[^\W\d_]+(?:-(?:one|two|three|four|five|six|seven|eight|nine)\b|['\u2019]clock\b)?)
    | (?P<ISO>\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?(?![\d-]))
    | (?P<SLASHED>\d{1,2}[/.]\d{1,2}[/.]\d{4}\b)
    | (?P<NINE11>9/11(?![\d/]))
    | (?P<DECADE>\b\d{3}0['\u2019]?s\b | ['\u2019]\d0s\b | \b[2-9]0s\b)
    | (?P<CLOCK>\d{1,2}:\d{2}(?::\d{2})?\b | \d{1,2}\.\s?\d{2}(?=\s?[ap]\.?\s?m\b))
    | (?P<ORD>\d{1,2}(?:st|nd|rd|th)\b)
    | (?P<NUMBER>\d+(?:[.,]\d+)*)
    | (?P<POSS>['\u2019]s\b)
    | (?P<DASH>(?<=\w)[-\u2013](?=\w))
    | (?P<COMMA>,)
    | (?P<BREAK>\n\s*\n)
    | (?P<OTHER>[^\w\s])
    """,
    re.VERBOSE,
)
_YEAR_FIRST, _YEAR_LAST = 1000, 2999  # what four digits may be a year
_PLAIN_YEAR_FIRST, _PLAIN_YEAR_LAST = 1800, 2099  # of these, what may be one without a month beside it
# What may stand before a bare year, apart from a comma, a dash or an opening bracket.
_BEFORE_YEAR = word_set(
    """
    in since by of until till from between and to after before early late mid during the circa around through year
    throughout spring summer autumn fall winter january february march april may june july august september october
    november december jan feb mar apr jun jul aug sep sept oct nov dec ' ( - , that fiscal into
    """
)
_BEFORE_MONTH = word_set(
    """
    in since by of until till from between and to after before early late mid during last this next past on through
    that back begin end - , (
    """
)
# Nouns of counted things: "2000 people" is no year, whatever stands before it.
_COUNTED = word_set(
    """
    people men women children troops soldiers dead police civilians protesters refugees miles kilometres kilometers
    km dollars euros pounds tons tonnes meters metres feet homes houses workers members students fighters percent
    votes seats barrels francs yen points employees jobs shares
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Parallel tuples: where each token lies in the text, its category ("" for no word of time), its value."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    categories: tuple[str, ...]
    values: tuple[Value, ...]


def lex(text: str, start: int, end: int, *, focus: tuple[int, int] | None = None) -> Tokens:
    """The tokens of `text[start:end]`, offsets into `text`.

    A word inside `focus` is known to be one of time: a doubtful month or year there is taken as what it looks like.
    """
    starts: list[int] = []
    ends: list[int] = []
    categories: list[str] = []
    values: list[Value] = []
    doubtful: list[int] = []
    done = start
    for found in _TOKEN.finditer(text, start, end):
        first, last = found.span()
        if first < done:  # the full stop of an abbreviation
            continue
        kind, word = found.lastgroup or "", found.group()
        if kind == "WORD":
            category, value = LEXICON.get(word.lower(), _NO_TIME)
            if category in CAPITALISED:
                if not word[0].isupper():
                    category = ""
                elif last < end and text[last] == "." and category in ("MON", "WDSHORT") and word.lower() in SHORTENED:
                    last += 1
        elif kind in _READ:
            category, value = _READ[kind](word)
        else:
            category, value = kind, word
        if category in _DOUBTFUL:
            doubtful.append(len(starts))
        done = last
        starts.append(first)
        ends.append(last)
        categories.append(category)
        values.append(value)
    for index in doubtful:
        sure = focus is not None and focus[0] <= starts[index] and ends[index] <= focus[1]
        words = _Neighbours(text=text, starts=starts, ends=ends, index=index)
        categories[index] = _settle(categories[index], values[index], words, sure=sure)
    return Tokens(starts=tuple(starts), ends=tuple(ends), categories=tuple(categories), values=tuple(values))


def _number(word: str) -> tuple[str, Value]:
    if not word.isdecimal() or not word.isascii():
        return "", word
    number = int(word) if len(word) <= 6 else LARGEST_DAY + 1
    if len(word) == 4 and _YEAR_FIRST <= number <= _YEAR_LAST:
        return "YEAR", number
    if 1 <= number <= LARGEST_DAY and len(word) <= 2:
        return "NUM", number
    return ("BIG", number) if number > LARGEST_DAY and len(word) <= 4 else ("", word)


def _ordinal(word: str) -> tuple[str, Value]:
    return "ORD", int(word[:-2])


def _decade(word: str) -> tuple[str, Value]:
    digits = "".join(letter for letter in word if letter.isdecimal())
    return "DECADE", int(digits) if len(digits) == 4 else 1900 + int(digits)


_PLAIN_SIGNS = str.maketrans("\u2019\u2013", "'-")
_READ = {"NUMBER": _number, "ORD": _ordinal, "DECADE": _decade}
_NO_TIME: tuple[str, Value] = ("", "")
_DOUBTFUL = frozenset({"MON", "YEAR", "WDSHORT", "SEASON"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Neighbours:
    """The words beside one token."""

    text: str
    starts: list[int]
    ends: list[int]
    index: int

    def at(self, step: int) -> str:
        place = self.index + step
        return self.text[self.starts[place] : self.ends[place]] if 0 <= place < len(self.starts) else ""


def _settle(category: str, value: Value, words: _Neighbours, *, sure: bool) -> str:
    """The category that a doubtful word has between its neighbours, "" for none of time."""
    before, word, after = words.at(-1), words.at(0).rstrip("."), words.at(1)
    if category == "WDSHORT":  # "Sun" and "Sat" are words of their own
        dotted = words.at(0).endswith(".")
        return "WD" if sure or dotted or LEXICON.get(after.lower(), ("",))[0] in ("MON", "DAYPART") else ""
    if category == "SEASON":
        return "" if word in ("fall", "spring") and not sure and before.lower() not in _BEFORE_SEASON else "SEASON"
    if category == "YEAR":
        return _settle_year(int(value), before.lower().translate(_PLAIN_SIGNS), after, sure=sure)
    if sure or word.lower() not in DOUBTFUL_MONTHS or words.at(0).endswith("."):
        return "MON"
    return "MON" if _is_month(word, before, after) else ""


def _is_month(word: str, before: str, after: str) -> bool:
    """Whether a word that may be a month, a given name or a plain word is the month."""
    if after[:1].isdecimal() or before[:1].isdecimal():
        return True
    if before in _LISTS and after[:1].isupper():  # a given name in a row of names
        return False
    if before.lower() in _BEFORE_MONTH:
        return True
    return not after[:1].isupper() and word not in ("May", "March", "Mar", "Jan")


_LISTS = frozenset({"and", ",", "("})
_BEFORE_SEASON = word_set(
    """
    last this next the past early late mid - in of
    """
)


def _settle_year(year: int, before: str, after: str, *, sure: bool) -> str:
    if sure:
        return "YEAR"
    if not _PLAIN_YEAR_FIRST <= year <= _PLAIN_YEAR_LAST or after.lower() in (*_COUNTED, "gmt", "utc"):
        return "BIG"
    if before in _BEFORE_YEAR or before.rstrip(".") in _BEFORE_YEAR:
        return "YEAR" if year % 100 or not after[:1].islower() or before in ("in", "since", "by") else "BIG"
    plain = before in ("$", "£", "€", "#", "/", "number", "some", "about", "nearly", "over", "than", "least")
    return "BIG" if plain or year % 100 == 0 or after.lower().endswith("s") else "YEAR"
