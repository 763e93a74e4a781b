"""Scan a text for the names that the gazetteer knows, longest first."""

# ruff: noqa: RUF001 - the characters that look like others are the point
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._store import Place
from dateline.grounding.gazetteer._words import (
    ARTICLES,
    COMMON_WORDS,
    DIRECTIONS,
    GIVEN_NAMES,
    JOINERS,
    PREPOSITIONS,
    SITE_NOUNS,
    SPEECH_VERBS,
    TITLES,
)

# The longest names in the tables that news prints have six words ("Alfred P. Murrah Federal Building" with its city).
LONGEST_NAME: Final = 6
_WORD: Final = re.compile(r"(?:[A-Z]\.[ ]?){1,3}[A-Z]\.|[^\W_]+(?:['’‘`ʻ][^\W_]+)*")
_GAP: Final = re.compile(r"(?: ?-  ?|[ \xa0]|-|\. |['’‘`ʻ]|  | ?['’‘`]s )")
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
    """A stretch of the text that the gazetteer knows. `demonym` is a country's code where it is a nationality word."""

    start: int
    end: int
    text: str
    candidates: tuple[Place, ...] = ()
    demonym: str | None = None


def split_words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of a stretch, possessive endings cut off."""
    words: list[Word] = []
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        word = _POSSESSIVE.sub("", found.group())
        words.append(Word(start=found.start(), end=found.start() + len(word), text=word))
    return tuple(words)


def scan(text: str, lexicon: Lexicon, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Yield the known names in reading order, without overlaps; nothing is said yet of which place is meant."""
    words = split_words(text, start, end)
    at = 0
    while at < len(words):
        found = _longest(text, words, at, lexicon)
        if found is None:
            at += 1
        else:
            mention, used = found
            yield mention
            at += used


def _longest(text: str, words: tuple[Word, ...], at: int, lexicon: Lexicon) -> tuple[Mention, int] | None:
    first = words[at]
    if not first.upper:
        led = first.text in ARTICLES and at + 1 < len(words) and words[at + 1].upper
        if not led or text[first.end : words[at + 1].start] not in ("-", " "):
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
        code = lexicon.demonym(name)
        candidates = lexicon.find(name)
        state = lexicon.state(name) if len(name) <= 7 and not candidates else None
        if state is not None and (text[max(0, first.start - 2) : first.start] == ", " or "." in name):
            return Mention(start=first.start, end=tail.end, text=name, candidates=(state,)), last - at + 1
        if candidates and len(name) > 1:
            named = any(p.level == "country" for p in candidates)
            return Mention(
                start=first.start, end=tail.end, text=name, candidates=candidates, demonym=None if named else code
            ), last - at + 1
        if code:
            return Mention(start=first.start, end=tail.end, text=name, demonym=code), last - at + 1
    return None


def is_person(text: str, mention: Mention) -> bool:
    """Whether the words around a mention show that it is a person's name, or a part of one."""
    before = split_words(text, max(0, mention.start - 40), mention.start)
    after = split_words(text, mention.end, min(len(text), mention.end + 30))
    touching = bool(before) and text[before[-1].end : mention.start] in (" ", ". ")
    if touching:
        word = before[-1].text
        if word.lower() in TITLES:
            return True
        if word.lower() in GIVEN_NAMES and word[0].isupper() and text[before[-1].end] == " ":
            return True
        initial = len(word) == 1 and word.isupper()
        last = len(before) - 1
        starts = last > 0 and text[before[last - 1].end : before[last].start].strip() in ("", ",", '"', "“")
        earlier = before[last - 1].text.lower() if last > 0 else ""
        if initial or (
            word[0].isupper()
            and not word.isupper()
            and starts
            and earlier not in PREPOSITIONS
            and word.lower() not in DIRECTIONS | COMMON_WORDS | PREPOSITIONS
        ):
            return True
    follows = after[0] if after and text[mention.end : after[0].start] == " " else None
    if follows is None:
        return False
    if follows.text.lower() in SPEECH_VERBS and mention.text.lower() in GIVEN_NAMES:
        return True
    return (
        follows.upper
        and not follows.text.isupper()
        and mention.text.lower() in GIVEN_NAMES
        and follows.text.lower() not in SITE_NOUNS | COMMON_WORDS
    )
