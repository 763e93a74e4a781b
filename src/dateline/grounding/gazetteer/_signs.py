"""What speaks for and against a known name being a place where it stands: the words around it and the other mentions.

Each sign is a short name; `_finding` holds how much each one weighs.
"""

# ruff: noqa: PLR0911, PLR0912 - one return for each kind of neighbour
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from dateline.grounding.gazetteer._fold import fold_name
from dateline.grounding.gazetteer._lexicon import Lexicon
from dateline.grounding.gazetteer._rank import Surroundings, rank
from dateline.grounding.gazetteer._scan import Mention, Word
from dateline.grounding.gazetteer._store import Place
from dateline.grounding.gazetteer._words import (
    BODY_NOUNS,
    CITY_NOUNS,
    COMMON_WORDS,
    DIRECTIONS,
    DISTRICT_NOUNS,
    PEOPLE_NOUNS,
    PREPOSITIONS,
    PROVINCE_NOUNS,
    REGION_NOUNS,
    SITE_NOUNS,
    SPEECH_VERBS,
    TITLES,
    WATER_NOUNS,
)

_BREAK: Final = re.compile(r"[\n|]|[.!?][”\"’')]*\s|--|[—:]")
_AGE: Final = re.compile(r",? (?:\d\d?\b|who\b|an? |the |whose\b)")
_DATELINE: Final = re.compile(r"(?:,[^,\n]{2,24})?(?: \([A-Z][^)\n]{1,24}\))? ?(?:—|–|--| - )")
_INITIAL: Final = re.compile(r" [A-Z]\.? [A-Z]")
_STREET: Final = frozenset("street st avenue ave road rd drive lane boulevard highway turnpike parkway".split())
_NO_PERSON: Final = SITE_NOUNS | BODY_NOUNS | DISTRICT_NOUNS | PROVINCE_NOUNS | WATER_NOUNS
_AUXILIARIES: Final = frozenset("is was has had will would can could did does were are have".split())
# Bounds of the steps into which the support of a place is cut; round numbers, not fitted.
_LAND_STEPS: Final = (0.03, 0.2, 0.5, 0.8)
_ENGLISH_LANDS: Final = frozenset({"AUS", "CAN", "GBR", "IRL", "NZL", "USA", "ZAF", "JAM"})
_PROVINCE_STEPS: Final = (0.01, 0.1, 0.3)
_CLOSE_STEPS: Final = (0.01, 0.3, 1.0)
_PEOPLE_STEPS: Final = (1_000, 5_000, 20_000, 100_000, 500_000)


class Signs:
    """Reads the signs of one text's mentions; lives for one call."""

    def __init__(self, text: str, words: Sequence[Word], mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self._text = text
        self._words = words
        self._starts = [word.start for word in words]
        self._lexicon = lexicon
        self._mentions = mentions
        self._own = {mention.start: number for number, mention in enumerate(mentions)}
        self._lower = {word.text for word in words if word.text.islower()}
        self._family: set[str] = set()  # last words of persons' names in this text
        self._given: set[str] = set()
        self._read_persons()
        self._local = [self._local_signs(number) for number in range(len(mentions))]
        self._count: dict[str, int] = {}
        self._placed: set[str] = set()  # names that somewhere in the text stand where only a place can
        for mention, signs in zip(mentions, self._local, strict=True):
            key = fold_name(mention.text)
            self._count[key] = self._count.get(key, 0) + 1
            if {"before:in", "after:container", "dateline"} & set(signs):
                self._placed.add(key)

    def _read_persons(self) -> None:
        """First names followed by a capitalised word: their last words are persons' names wherever they stand."""
        words, text = self._words, self._text
        for number, word in enumerate(words[:-1]):
            if not word.upper:
                continue
            low = word.text.lower()
            given, title = self._lexicon.is_given(low), low in TITLES
            if not given and not title:
                continue
            led = number > 0 and words[number - 1].text.lower() in PREPOSITIONS
            if led and not title and low not in self._given and self._lexicon.find(word.text):
                continue  # "in Austin Texas"
            last = number
            while last + 1 < len(words) and last - number < 3:
                after = words[last + 1]
                gap = text[words[last].end : after.start]
                if not after.upper or gap not in (" ", ". ", "-", "’", "'"):
                    break
                last += 1
            if last == number or words[last].text.isupper() != word.text.isupper():
                continue
            if any(w.text.lower() in _NO_PERSON for w in words[number + 1 : last + 1]):
                continue
            self._family.add(words[last].text.lower())
            if given:
                self._given.add(low)

    def _local_signs(self, number: int) -> list[str]:
        text, words, mention = self._text, self._words, self._mentions[number]
        first = bisect_left(self._starts, mention.start)
        last = bisect_left(self._starts, mention.end) - 1
        signs = [self._before(mention, words[first - 1] if first else None, first)]
        after = words[last + 1] if last + 1 < len(words) else None
        signs += self._after(mention, number, after)
        if _DATELINE.match(text, mention.end) and (
            mention.start == 0 or text[mention.start - 1] in "\n|" or mention.text.isupper()
        ):
            signs.append("dateline")
        return signs

    def _before(self, mention: Mention, word: Word | None, first: int) -> str:
        text = self._text
        if word is None:
            return "before:start"
        gap, low = text[word.end : mention.start], word.text.lower()
        if _BREAK.search(gap) and not (low in TITLES and gap == ". "):
            return "before:start"
        if "," in gap or ";" in gap:
            place = any(m.start <= word.start < m.end for m in self._near(mention))
            return "before:comma-place" if place else "before:comma"
        if gap.strip() == "-":
            return "before:hyphen"
        if gap.strip(" '’`s"):
            return "before:mark"
        if gap.startswith(("'", "’", "`")):
            return "before:owner"
        if low in TITLES:
            return "before:title"
        if word.upper and self._lexicon.is_given(low) and gap in (" ", ". "):
            return "before:given"
        if word.upper and len(word.text) == 1:
            return "before:initial"
        if word.upper and low in WATER_NOUNS | {"fort", "port", "old", "greater"}:
            return "before:water"
        if low in DIRECTIONS:
            return "before:direction"
        if low in ("of", "for", "by", "with", "the", "and", "or", "than", "that", "to", "from"):
            if low == "of" and first > 1:
                noun = self._words[first - 2].text.lower()
                if noun in CITY_NOUNS | PROVINCE_NOUNS | DISTRICT_NOUNS | REGION_NOUNS | DIRECTIONS:
                    return "before:in"
            return f"before:{low}"
        if low in PREPOSITIONS:
            return "before:in"
        if word.upper:
            return "before:capital" if low not in COMMON_WORDS else "before:common"
        return "before:other"

    def _near(self, mention: Mention) -> Sequence[Mention]:
        at = self._own[mention.start]
        return self._mentions[max(0, at - 1) : at]

    def _after(self, mention: Mention, number: int, word: Word | None) -> list[str]:
        text = self._text
        follows = self._mentions[number + 1] if number + 1 < len(self._mentions) else None
        if follows is not None:
            gap = text[mention.end : follows.start]
            if gap.strip() in (",", "(") and any(p.level in ("country", "province") for p in follows.candidates):
                return ["after:container"]
        if word is None:
            return ["after:end"]
        gap, low = text[mention.end : word.start], word.text.lower()
        if _INITIAL.match(text, mention.end):
            return ["after:initial"]
        if gap.startswith(("'", "’", "`")):
            return ["after:owner"]
        if "," in gap:
            return ["after:age"] if _AGE.match(text, mention.end) else ["after:comma"]
        if gap.strip() == "-":
            return ["after:based"] if low in ("based", "area", "born") else ["after:hyphen"]
        if gap.strip():
            return ["after:mark"]
        if word.upper:
            if low in WATER_NOUNS:
                return ["after:water"]
            if low in _STREET:
                return ["after:street"]
            if low in BODY_NOUNS:
                return ["after:body"]
            if low in SITE_NOUNS:
                return ["after:site"]
            if low in DISTRICT_NOUNS | PROVINCE_NOUNS | CITY_NOUNS:
                return ["after:unit"]
            if self._lexicon.is_family(low) or low in self._family:
                return ["after:family"]
            if self._lexicon.is_given(low):
                return ["after:given"]
            return ["after:capital"]
        if low in SPEECH_VERBS:
            return ["after:speech"]
        if low in _AUXILIARIES:
            return ["after:auxiliary"]
        if low in PEOPLE_NOUNS:
            return ["after:people"]
        if low in BODY_NOUNS | SITE_NOUNS | DISTRICT_NOUNS | PROVINCE_NOUNS | CITY_NOUNS:
            return ["after:noun"]
        if low.endswith("ed"):
            return ["after:past"]
        return ["after:other"]

    def read(self, number: int) -> tuple[str, ...]:
        """The signs of one mention."""
        mention = self._mentions[number]
        signs = list(self._local[number])
        key, low = fold_name(mention.text), mention.text.lower()
        tail = low.split()[-1]
        signs.append("words:one" if " " not in low and "-" not in low else "words:more")
        if self._lexicon.is_given(low):
            signs.append("is:given")
        if self._lexicon.is_family(low):
            signs.append("is:family")
        if low in COMMON_WORDS or self._lexicon.is_common(low):
            signs.append("is:common")
        elif low in _NO_PERSON:
            signs.append("is:noun")
        if " " not in low and low in self._lower:
            signs.append("text:lower")
        if not {"is:given", "is:family", "is:common", "is:noun"}.intersection(signs):
            signs.append("is:free")
        if mention.text.isupper():
            signs.append("is:upper" if len(mention.text) > 3 else "is:code")
        if tail in self._family and " " not in low:
            signs.append("text:family")
        if low in self._given:
            signs.append("text:given")
        if key in self._placed and "before:in" not in signs:
            signs.append("text:placed")
        if self._count[key] > 1:
            signs.append("text:again")
        signs += _kinds(mention.candidates)
        return tuple(signs)


def _kinds(candidates: Sequence[Place]) -> list[str]:
    """How prominent the best of the places of a name is."""
    levels = {p.level for p in candidates if p.main or p.level == "country"}
    if "country" in levels:
        return ["kind:country"]
    own = {p.level for p in candidates if p.site_id}
    if own:
        return ["kind:own-wide" if own & {"region", "sea", "province"} else "kind:own-site"]
    if any(p.level == "province" and p.main and p.population > 500_000 for p in candidates):
        return ["kind:province"]
    if any(p.capital for p in candidates):
        return ["kind:capital"]
    most = max((p.population for p in candidates if p.main), default=0)
    others = max((p.population for p in candidates if not p.main), default=0)
    size = len(str(max(most, 1)))
    if not most and others:
        return [f"kind:other-{min(7, len(str(others)))}"]
    many = ["kind:many"] if len(candidates) > 5 else []
    if levels == {"district"}:
        return [f"kind:district-{min(6, size)}", *many]
    return [f"kind:city-{min(7, size)}", *many]


def read_support(mention: Mention, around: Surroundings) -> list[str]:
    """How far the other names of the text speak for the best of the places of this one."""
    key = fold_name(mention.text)
    ranked = rank(mention.candidates, around, name=key)
    if not ranked:
        return []
    place = ranked[0][1]
    share = _step(around.share(place.country, apart_from=key), _LAND_STEPS)
    # English surnames are towns all over the English-speaking lands; elsewhere the country says more.
    signs = [f"land-{share}" if place.country in _ENGLISH_LANDS else f"abroad-{share}"]
    if place.level in ("city", "district"):
        province = around.province_share(place.country, place.admin1 or "", apart_from=key)
        signs.append(f"province-{_step(province, _PROVINCE_STEPS)}")
        signs.append(f"close-{_step(around.close_votes(place, name=key), _CLOSE_STEPS)}")
        signs.append(f"people-{_step(place.population, _PEOPLE_STEPS)}")
    return signs


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value > step for step in steps)
