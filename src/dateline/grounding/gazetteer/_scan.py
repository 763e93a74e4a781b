"""Scan a text for the names that the gazetteer knows, longest first."""

# ruff: noqa: RUF001, PLR0912 - the characters that look like others are the point; one branch for each kind of name
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._store import Place
from dateline.grounding.gazetteer._words import (
    ARTICLES,
    BODY_NOUNS,
    COMMON_WORDS,
    DIRECTIONS,
    JOINERS,
    KIND_NOUNS,
    SITE_NOUNS,
    STREETS,
)

# The longest names in the tables that news prints have six words ("Alfred P. Murrah Federal Building" with its city).
LONGEST_NAME: Final = 6
_WORD: Final = re.compile(r"(?:[A-Z]\.[ ]?){1,3}[A-Z]\.|[^\W_]+(?:['’‘`ʻ][^\W_]+)*")
_GAP: Final = re.compile(r"(?: ?-  ?|[ \xa0]|-|\. |['’‘`ʻ]|  | ?['’‘`]s )")
_STREET_BEHIND: Final = re.compile(r" (?:Streets?|St|Avenues?|Ave|Boulevard|Blvd|Lane|Drive|Roads?)\b(?!['’]s)")
_ENGLISH: Final = frozenset({"as", "at", "an", "ad", "ed", "en"})  # read as English words, not as articles of Arabic
_TAILS: Final = frozenset({"city", "center", "centre", "town", "township", "village", "park", "state"})
_POSSESSIVE: Final = re.compile(r"['’‘`]s$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    start: int
    end: int
    text: str

    @property
    def upper(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of the text that the gazetteer knows.

    `demonym` is a country's code where it is a nationality word, `adjective` the place of a word like "European".
    """

    start: int
    end: int
    text: str
    candidates: tuple[Place, ...] = ()
    demonym: str | None = None
    adjective: Place | None = None

    @property
    def derived(self) -> bool:
        """Whether it is a word made from a place's name."""
        return self.demonym is not None or self.adjective is not None


def split_words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of a stretch, possessive endings cut off."""
    words: list[Word] = []
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        word = _POSSESSIVE.sub("", found.group())
        words.append(Word(start=found.start(), end=found.start() + len(word), text=word))
    return tuple(words)


def scan(
    text: str, lexicon: Lexicon, start: int = 0, end: int | None = None, *, words: tuple[Word, ...] | None = None
) -> Iterator[Mention]:
    """Yield the known names in reading order, without overlaps; nothing is said yet of which place is meant.

    `words` are those of the stretch, where the caller has them already.
    """
    words = split_words(text, start, end) if words is None else words
    at = 0
    while at < len(words):
        found = _longest(text, words, at, lexicon)
        if found is None or found[1] == 1:
            behind = end_of_street(text, words, at)
            if behind > at + 1:
                at = behind
                continue
        if found is None:
            at += 1
        else:
            mention, used = found
            yield mention
            at += used


def is_of_street(text: str, end: int) -> bool:
    """Whether a name that ends here is that of a street: Haifa Street is in Baghdad; the Haifa road leads to Haifa."""
    return bool(_STREET_BEHIND.match(text, end))


def end_of_street(text: str, words: tuple[Word, ...], at: int) -> int:
    """Behind the name of a street or square that begins with the word for it; `at` where none does."""
    if not words[at].upper or words[at].text.lower() not in STREETS:
        return at
    reach = at
    while reach + 1 < len(words) and reach - at < LONGEST_NAME:
        after = words[reach + 1]
        if text[words[reach].end : after.start] != " " or not (after.upper or after.text in JOINERS):
            break
        reach += 1
    while reach > at and not words[reach].upper:
        reach -= 1
    return reach + 1 if reach > at else at


def _longest(text: str, words: tuple[Word, ...], at: int, lexicon: Lexicon) -> tuple[Mention, int] | None:
    first = words[at]
    if not first.upper:
        led = first.text in ARTICLES and at + 1 < len(words) and words[at + 1].upper
        joined = text[first.end : words[at + 1].start] if led else ""
        if joined != "-" and (joined != " " or first.text in _ENGLISH):
            return None
    reach = at
    while reach + 1 < len(words) and reach + 1 - at < LONGEST_NAME:
        after = words[reach + 1]
        if not _GAP.fullmatch(text, words[reach].end, after.start):
            break
        if not (after.upper or after.text in JOINERS or after.text in ARTICLES or after.text.lower() in SITE_NOUNS):
            break
        reach += 1
    for last in range(reach, at - 1, -1):
        tail = words[last]
        if not (tail.upper or tail.text.lower() in SITE_NOUNS or tail.text.isdigit()):
            continue
        name = text[first.start : tail.end]
        if last == at and name.lower() in COMMON_WORDS and not name.isupper():
            continue
        if last == at and name.lower() in DIRECTIONS:
            continue
        if last == at and at and name.lower() in KIND_NOUNS and _is_named(text, words, at):
            continue
        code = lexicon.demonym(name)
        candidates = lexicon.find(name)
        state = lexicon.state(name) if len(name) <= 7 else None
        if state is not None and is_printed_short(text, first.start, tail.end, known=bool(candidates)):
            return Mention(start=first.start, end=tail.end, text=name, candidates=(state,)), last - at + 1
        if candidates and last > at and tail.text.lower() in _TAILS and _is_body(text, words, last + 1):
            continue  # "Reno City Council" is the council of Reno
        region = None if code else lexicon.adjective(name)
        if candidates and len(name) > 1 and region is None:
            named = any(p.level == "country" for p in candidates)
            return Mention(
                start=first.start, end=tail.end, text=name, candidates=candidates, demonym=None if named else code
            ), last - at + 1
        if code or region:
            return Mention(start=first.start, end=tail.end, text=name, demonym=code, adjective=region), last - at + 1
    return None


def _is_named(text: str, words: tuple[Word, ...], at: int) -> bool:
    """Whether the word before the one at `at` is part of a name that goes on with it."""
    return words[at - 1].upper and text[words[at - 1].end : words[at].start] == " "


def _is_body(text: str, words: tuple[Word, ...], at: int) -> bool:
    """Whether the word at `at` goes on with the name of a body."""
    if at >= len(words) or text[words[at - 1].end : words[at].start] != " ":
        return False
    return words[at].upper and words[at].text.lower() in BODY_NOUNS | {"manager", "for", "hall"}


def is_printed_short(text: str, start: int, end: int, *, known: bool) -> bool:
    """Whether a stretch stands as the printed short form of a state: ", Kan.", "W.Va.", "D-Pa."."""
    short = text[start:end]
    if not known and "." in short:
        return True
    led = text[max(0, start - 2) : start] in (", ", "D-", "R-", " (")
    return led and (not known or text[end : end + 1] == "." or (len(short) == 2 and short.isupper()))
