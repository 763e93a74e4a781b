"""The word lists of the figures: people, things, bounds and cues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

import yaml

from dateline.errors import RegistryError

Bound = Literal["lower", "upper", "about"]
Sense = Literal["one", "many", "group", "toll", "thing", ""]

_LOADER = cast(type[yaml.SafeLoader], getattr(yaml, "CSafeLoader", yaml.SafeLoader))
_DATA = Path(__file__).parent / "data"
# Nouns of people that no list has: agents in -er, -ist, -ant … ; the words of the second pattern only look like them.
_AGENT = re.compile(r"(?:[a-z]{3}(?:ers|ors|ists|ants|ents|ees|ians|eers|istas|ites|crats|goers|men|women))$")
_NOT_AGENT = re.compile(
    r"(?:quart|head|pap|pow|wat|numb|lett|matt|ord|off|fig|cent|corn|bord|riv|tow|show|answ|compu|count|barri|carri|"
    r"cov|draw|flow|cart|may|meas|fact|err|mirr|terr|col|fav|lab|rum|vap|doct)(?:ers|ors)$|"
    r"(?:ev|mom|docum|statem|agreem|elem|mov|segm|compon|cont|mom|paym|ag|cas|settlem|developm|investm|argum|apartm|"
    r"comm|appointm|incid|accid|pres|perc)ents$|(?:pl|gr|restaur|w)ants$"
)
_DEMONYM = re.compile(r"^[A-Z][a-zé]{2,}(?:ans?|ese|eans?|ians?|is?|ites?|ards?|ers|anders?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """`senses` maps a lower-case word to what it counts; the phrases are tuples of
    lower-case tokens, longest first."""

    senses: Mapping[str, Sense]
    before: Mapping[str, tuple[tuple[tuple[str, ...], Bound], ...]]  # under their last word
    after: tuple[tuple[tuple[str, ...], Bound], ...]
    neutral: frozenset[str]
    cue_words: Mapping[str, str]
    cue_stems: tuple[tuple[str, str], ...]
    stems: tuple[str, ...]  # those of `cue_stems`
    closed: Mapping[str, frozenset[str]]  # the lists of function_words.yaml

    def sense(self, word: str) -> Sense:
        """What a noun is: one person, many, a group, a word of tolls, a thing, or "" where it is not known."""
        lower = word.lower()
        known = self.senses.get(lower)
        if known is not None:
            return known
        if _AGENT.search(lower) and not _NOT_AGENT.search(lower):
            return "many"
        return ""

    def cue(self, lower: str) -> str | None:
        """The casualty kind that a word tells of, None for any other word."""
        known = self.cue_words.get(lower)
        if known is not None or not lower.startswith(self.stems):
            return known
        for stem, kind in self.cue_stems:
            if lower.startswith(stem):
                return kind
        return None


def is_demonym(word: str) -> bool:
    """Whether a capitalised word is formed like a word for people of a place: Libyan, Afghans, Pakistani."""
    return _DEMONYM.match(word) is not None


@cache
def lexicon() -> Lexicon:
    """The lists of `data/`, read once; raises RegistryError where they are malformed."""
    people = _read("people.yaml")
    senses: dict[str, Sense] = {}
    for word in _words(people, "thing"):
        senses[word] = "thing"
        senses.update(dict.fromkeys(_plurals(word), cast(Sense, "thing")))
    for word in _words(people, "person"):
        senses[word] = "one"
        senses.update(dict.fromkeys(_plurals(word), cast(Sense, "many")))
    for word in _words(people, "toll"):
        senses[word] = "toll"
        senses.update(dict.fromkeys(_plurals(word), cast(Sense, "toll")))
    senses.update(dict.fromkeys(_words(people, "plural"), cast(Sense, "many")))
    for word in _words(people, "group"):
        senses[word] = "group"
        senses.update(dict.fromkeys(_plurals(word), cast(Sense, "group")))
    bounds, closed = _read("bounds.yaml"), _read("function_words.yaml")
    words: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    for kind, entries in _read("cues.yaml").items():
        for entry in _texts(entries, kind):
            if entry.endswith("*"):
                stems.append((entry[:-1], kind))
            else:
                words[entry] = kind
    return Lexicon(
        senses=senses,
        before=_by_last_word(_phrases(bounds, "before")),
        after=_phrases(bounds, "after"),
        neutral=frozenset(_texts(bounds.get("neutral"), "neutral")),
        cue_words=words,
        cue_stems=tuple(stems),
        stems=tuple(stem for stem, _ in stems),
        closed={name: frozenset(_words(closed, name)) for name in closed},
    )


def number_words(name: str) -> tuple[str, ...]:
    """The words "ones" or "tens" of function_words.yaml in their order."""
    return tuple(_words(_read("function_words.yaml"), name))


def _read(name: str) -> dict[str, object]:
    value: object = yaml.load((_DATA / name).read_text(encoding="utf-8"), Loader=_LOADER)
    if not isinstance(value, dict):
        raise RegistryError(f"{name}: a mapping is expected")
    return cast(dict[str, object], value)


def _texts(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in cast(list[object], value)):
        raise RegistryError(f"figures: {where}: a list of texts is expected")
    return cast(list[str], value)


def _words(table: dict[str, object], key: str) -> list[str]:
    value = table.get(key)
    if not isinstance(value, str):
        raise RegistryError(f"figures: {key}: a text is expected")
    return value.split()


def _phrases(table: dict[str, object], key: str) -> tuple[tuple[tuple[str, ...], Bound], ...]:
    groups = cast(dict[str, object], table[key])
    phrases: list[tuple[tuple[str, ...], Bound]] = [
        (tuple(phrase.split()), cast(Bound, bound))
        for bound, entries in groups.items()
        for phrase in _texts(entries, bound)
    ]
    phrases.sort(key=lambda entry: -len(entry[0]))
    return tuple(phrases)


def _by_last_word(
    phrases: tuple[tuple[tuple[str, ...], Bound], ...],
) -> Mapping[str, tuple[tuple[tuple[str, ...], Bound], ...]]:
    lasts = {phrase[-1] for phrase, _ in phrases}
    return {last: tuple(entry for entry in phrases if entry[0][-1] == last) for last in lasts}


def _plurals(word: str) -> Iterable[str]:
    if word.endswith("man"):
        return (word[:-3] + "men",)
    if word.endswith("fe"):
        return (word[:-2] + "ves",)
    if word.endswith("f") and word in ("thief", "half"):
        return (word[:-1] + "ves",)
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    if word.endswith(("s", "x", "ch", "sh", "z")):
        return (word + "es",)
    return (word + "s",)
