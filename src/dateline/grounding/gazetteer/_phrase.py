"""Take a place phrase apart: its head, the places that contain it, and the noun that says what kind of place it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._scan import Word, split_words
from dateline.grounding.gazetteer._words import (
    AREA_NOUNS,
    CITY_NOUNS,
    COUNTRY_NOUNS,
    DIRECTIONS,
    DISTRICT_NOUNS,
    EVENT_NOUNS,
    LEADING,
    NO_PLACE,
    PROVINCE_NOUNS,
    REGION_NOUNS,
    SEA_NOUNS,
    SITE_NOUNS,
)

_SEPARATORS: Final = frozenset(
    [
        "in",
        "near",
        "outside",
        "inside",
        "at",
        "on",
        "between",
        "from",
        "along",
        "around",
        "towards",
        "toward",
        "off",
        "within",
        "behind",
        "beside",
        "opposite",
        "where",
        "that",
        "which",
        "who",
        "when",
        "after",
        "before",
        "during",
        "with",
        "and",
        "under",
        "as",
        "against",
        "across",
        "to",
        "for",
        "above",
        "below",
        "through",
    ]
)
_DISTANCE: Final = re.compile(
    r"(\d[\d,.]*)\s*(?:-|\s)?(miles?|kilomet(?:er|re)s?|km|yards?|met(?:er|re)s?)\b", re.IGNORECASE
)
_OFFSET: Final = re.compile(
    r"\b(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?\s+of\s+", re.IGNORECASE
)
_WHOLE_LAND: Final = re.compile(r"(?:the|this|his|her|their) (?:country|nation|city|province|region)\b")
_KM_PER: Final = {"mi": 1.609, "ki": 1.0, "km": 1.0, "ya": 0.000914, "me": 0.001}
_APOSTROPHE: Final = re.compile(r" ?['’‘`] ?s?\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A stretch taken apart. `offset_km`: the distance that it gives from its anchor, 0 for a bare direction."""

    start: int
    end: int
    head: tuple[Word, ...]
    tail: tuple[int, int] | None
    definite: bool
    offset_km: float | None = None
    relation: str | None = None


def level_of(noun: str) -> str | None:
    """The codebook's level that a common noun names; None for a noun that is no kind of place."""
    for level, nouns in (
        ("city", CITY_NOUNS),
        ("neighbourhood", AREA_NOUNS),
        ("province", PROVINCE_NOUNS),
        ("district", DISTRICT_NOUNS),
        ("sea", SEA_NOUNS),
        ("country", COUNTRY_NOUNS),
        ("region", REGION_NOUNS),
        ("site", SITE_NOUNS),
    ):
        if noun in nouns:
            return level
    return None


def is_event_noun(noun: str) -> bool:
    return noun in EVENT_NOUNS


def is_no_place(words: tuple[Word, ...]) -> bool:
    """Whether the words say nothing of where: "the scene", "the area", "home"."""
    return all(w.text.lower() in NO_PLACE or w.text.lower() in DIRECTIONS for w in words)


def take_apart(text: str, start: int, end: int, lexicon: Lexicon) -> Phrase | None:
    """Split a phrase into head and tail; None where nothing is left of it but function words."""
    offset = _OFFSET.search(text, start, end)
    if offset and offset.end() < end and not _WHOLE_LAND.match(text, offset.end(), end):
        before = split_words(text, start, offset.start())
        distance = _DISTANCE.search(text, start, offset.start())
        bare = [w for w in before if w.text.lower() not in LEADING]
        # "the desert south of X", "30 miles north of X"; a name before the direction is a head of its own.
        if not any(w.upper for w in bare):
            km = 0.0
            if distance:
                km = float(distance[1].replace(",", "").rstrip(".") or 0) * _KM_PER[distance[2][:2].lower()]
            rest = split_words(text, offset.end(), end)
            begin = bare[0].start if bare else start
            return Phrase(start=begin, end=end, head=rest, tail=None, definite=True, offset_km=km) if rest else None
    words = split_words(text, start, end)
    definite = bool(words) and words[0].text.lower() in ("the", "this", "that", "his", "her", "their", "its")
    while words and words[0].text.lower() in LEADING:
        low = words[0].text.lower()
        whole = text[words[0].start : words[-1].end]
        if words[0].upper and len(words) > 1 and lexicon.find(whole):
            break
        if low in ("the", "this", "that", "his", "her", "their", "its"):
            definite = True
        if low == "of" or len(words) > 1 or low in LEADING:
            words = words[1:]
    if not words:
        return None
    for number, word in enumerate(words[1:], 1):
        gap = text[words[number - 1].end : word.start]
        cut = re.search(r"[,;()–—:]|--|\n| - ", gap)
        separator = word.text in _SEPARATORS and not gap.startswith("-")
        if cut or separator:
            return Phrase(
                start=words[0].start,
                end=end,
                head=words[:number],
                tail=(words[number - 1].end, end),
                definite=definite,
                relation=word.text if separator else ",",
            )
    return Phrase(start=words[0].start, end=end, head=words, tail=None, definite=definite)


def possessive_at(text: str, words: tuple[Word, ...]) -> int | None:
    """The index of the first word with a possessive ending that is not the last word."""
    for number, word in enumerate(words[:-1]):
        gap = text[word.end : words[number + 1].start]
        if _APOSTROPHE.match(gap) and gap.strip("'’‘`s") == " " * len(gap.strip("'’‘`s")) and gap.strip():
            return number
    return None
