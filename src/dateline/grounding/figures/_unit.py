"""Units: the stretches of a span that each count people, before it is decided which of them are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.grounding.figures._lexicon import Lexicon, is_demonym
from dateline.grounding.figures._number import NUMBER_WORDS, Number, number_at
from dateline.grounding.figures._phrase import Phrase, phrase_from
from dateline.grounding.figures._token import Token

UnitKind = Literal["number", "zero", "single", "plural", "name", "pronoun"]

_SINGLE = frozenset({"a", "an", "another", "one", "this", "that", "each", "every"})
_EITHER = frozenset({"the", "his", "her", "their", "its", "my", "our", "your"})
_MANY = frozenset({"some", "many", "other", "more", "untold", "countless", "numerous", "various", "most", "these", "those"})
_HE = frozenset({"he", "she", "him", "himself", "herself", "i", "me"})
_THEY = frozenset({"they", "them", "themselves", "we", "us"})
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec".split()
)
_CURRENCY = frozenset("$€£¥₹#")
_SMALL_IN_NAMES = frozenset({"al", "bin", "ibn", "de", "del", "della", "van", "von", "der", "el", "ul", "abu", "la", "-", "’", "'"})
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "lady", "lord", "st"})
_NOT_NAMES = frozenset(
    "the a an his her their its in at on by from to of and or but as it he she they we i is was were be police all both "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_YEARS = range(1900, 2100)  # four digits without a comma that read as a year


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Tokens `first` to `last` (exclusive) that count people; `sure` says that a word for people is in it."""

    kind: UnitKind
    first: int
    last: int
    low: int | None
    high: int | None
    sure: bool
    open: bool = False
    name: str = ""
    group: bool = False


def units_of(tokens: Sequence[Token], lexicon: Lexicon, *, text: str, first: int = 0) -> tuple[Unit, ...]:
    """The units of some tokens from the first on, in order and without overlaps; a number's bound may be before it."""
    units: list[Unit] = []
    position = first
    while position < len(tokens):
        unit = _unit_at(tokens, position, lexicon, text)
        if unit is None:
            position += 1
            continue
        while units and units[-1].last > unit.first:
            units.pop()
        units.append(unit)
        position = max(unit.last, position + 1)
    return tuple(units)


def _unit_at(tokens: Sequence[Token], index: int, lexicon: Lexicon, text: str) -> Unit | None:
    token = tokens[index]
    word = token.lower
    if word in ("no", "none", "nobody", "zero", "neither"):
        return _zero_at(tokens, index, lexicon)
    if _is_age(tokens, index):
        return _aged_at(tokens, index, lexicon)
    if token.text[0].isdigit() or word in NUMBER_WORDS or word in ("a", "an"):
        number = number_at(tokens, index, lexicon)
        if number is not None:
            return counted(tokens, number, lexicon)
    if word in _SINGLE or word in _EITHER or word in _MANY:
        return _determined_at(tokens, index, lexicon)
    if word in _HE or (word in _THEY and token.text != "US"):
        few = word in _HE
        return Unit(kind="pronoun", first=index, last=index + 1, low=1 if few else 2, high=1 if few else None, sure=True)
    if token.text[0].isupper():
        name = _name_at(tokens, index, lexicon, text)
        if name is not None:
            return name
    if token.text[0].isalpha():
        return _bare_at(tokens, index, lexicon)
    return None


def _is_age(tokens: Sequence[Token], index: int) -> bool:
    """Whether "12-year-old" begins here."""
    if len(tokens) < index + 5 or not (tokens[index].text[0].isdigit() or tokens[index].lower in NUMBER_WORDS):
        return False
    return [token.lower for token in tokens[index + 1 : index + 5]] == ["-", "year", "-", "old"]


def _aged_at(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Unit | None:
    phrase = phrase_from(tokens, index + 5, lexicon)
    if phrase.sense not in ("one", "many"):
        return None
    many = phrase.plural
    return Unit(kind="plural" if many else "single", first=index, last=phrase.last, low=2 if many else 1,
                high=None if many else 1, sure=True)  # fmt: skip


def counted(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Unit | None:
    """The unit of a number; None where it is an age, a date, a sum of money or a count of things."""
    first, core, last = number.first, number.core, number.last
    before = tokens[core - 1] if core else None
    after = tokens[last] if last < len(tokens) else None
    phrase = phrase_from(tokens, last, lexicon)
    people = phrase.sense in ("one", "many", "toll") or (phrase.sense == "group" and not phrase.plural)
    if after is not None and after.text in "-‑/:%" and after.glued and number.plain | (after.text != "/"):
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        if following is not None and following.glued:
            return None  # 12-year-old, 9/11, 10:30
    if after is not None and after.text[0] in "%°":
        return None
    if before is not None:
        if before.text in _CURRENCY or before.lower in _MONTHS or before.lower in ("aged", "age", "no", "number"):
            return None
        if before.text in "-‑/:." and tokens[core].glued:
            return None
        if number.plain and not people and before.text[0].isupper() and core > 1 and before.lower not in lexicon.neutral:
            return None  # Flight 370
    if after is not None and after.lower in _MONTHS and number.plain and after.text[0].isupper():
        return None
    if phrase.sense == "thing" or (phrase.sense == "group" and phrase.plural):
        return None
    if number.plain and number.low in _YEARS and len(tokens[core].text) == 4 and not (people and phrase.plural):
        return None
    if not people and number.plain and number.low is not None:
        if before is not None and before.text == "," and (after is None or after.text in ",.;)"):
            return None  # an age after a name
    return Unit(
        kind="number",
        first=first,
        last=phrase.last if people or phrase.capital else last,
        low=number.low,
        high=number.high,
        sure=people or (phrase.capital and phrase.sense == "one"),
        open=number.open,
    )


def _zero_at(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Unit | None:
    word = tokens[index].lower
    if word in ("none", "nobody"):
        return Unit(kind="zero", first=index, last=index + 1, low=0, high=0, sure=True)
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    if following in ("more", "fewer", "less", "longer", "doubt"):
        return None
    if following in ("one", "body"):
        return Unit(kind="zero", first=index, last=index + 2, low=0, high=0, sure=True)
    phrase = phrase_from(tokens, index + 1, lexicon)
    if phrase.sense in ("one", "many", "toll"):
        return Unit(kind="zero", first=index, last=phrase.last, low=0, high=0, sure=True)
    return None


def _determined_at(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Unit | None:
    word = tokens[index].lower
    if _leads_to_number(tokens, index, lexicon):
        return None
    phrase = phrase_from(tokens, index + 1, lexicon)
    alone = phrase.last == index + 1
    if word in ("some", "many", "most", "another") and alone:
        one = word == "another"
        return Unit(kind="single" if one else "plural", first=index, last=index + 1, low=1 if one else 2,
                    high=1 if one else None, sure=False)  # fmt: skip
    if phrase.sense == "thing" or not phrase.sense:
        return None
    if phrase.sense == "group":
        number = _number_in_group(tokens, phrase, lexicon)
        if number is not None:
            return Unit(kind="number", first=index, last=number.last, low=number.low, high=number.high, sure=True)
        return Unit(kind="plural", first=index, last=phrase.last, low=2, high=None, sure=True, group=True)
    if phrase.sense == "toll":
        of = phrase.last < len(tokens) and tokens[phrase.last].lower == "of"
        if of or (not phrase.plural and word not in ("a", "an", "another", "one")):
            return None  # "the killing of …", "the bodies of …": the people come after it
    single = not phrase.plural
    return Unit(kind="single" if single else "plural", first=index, last=phrase.last, low=1 if single else 2,
                high=1 if single else None, sure=True)  # fmt: skip


def _leads_to_number(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a number follows a determiner at once or after a word such as "other": "the other two"."""
    for at in range(index + 1, min(index + 3, len(tokens))):
        token = tokens[at]
        numeral = token.text[0].isdigit() or (token.lower in NUMBER_WORDS and token.lower not in _MANY)
        if numeral and not _is_age(tokens, at) and number_at(tokens, at, lexicon) is not None:
            return not (token.lower == "one" and at > index + 1)
        if token.lower not in lexicon.neutral and lexicon.cue(token.lower) is None:
            return False
    return False


def _number_in_group(tokens: Sequence[Token], phrase: Phrase, lexicon: Lexicon) -> Number | None:
    """The number in "a family of five"."""
    at = phrase.last
    if at < len(tokens) and tokens[at].lower == "of":
        at += 1
    return number_at(tokens, at, lexicon) if at < len(tokens) else None


def _name_at(tokens: Sequence[Token], index: int, lexicon: Lexicon, text: str) -> Unit | None:
    last = index
    while last < len(tokens):
        token = tokens[last]
        capital = token.text[0].isupper() and token.lower not in _NOT_NAMES
        known = lexicon.sense(token.text)
        if capital and (not known or last > index or known == "one") and not (known in ("many", "thing", "toll", "group")):
            last += 1
        elif last > index and token.text == "." and tokens[last - 1].lower in _TITLES:
            last += 1
        elif last > index and token.lower in _SMALL_IN_NAMES and last + 1 < len(tokens) and tokens[last + 1].text[0].isalpha():
            last += 1
        else:
            break
    if last == index:
        return None
    end = last
    following = tokens[end] if end < len(tokens) else None
    if following is not None and following.text[0].islower():
        sense = phrase_from(tokens, index, lexicon)
        if sense.head >= end and sense.sense:
            return None  # "Afghan women": the name only describes
    word = tokens[end - 1].text
    if end - index == 1 and is_demonym(word) and (word.endswith("s") or word.endswith("ese")):
        return Unit(kind="plural", first=index, last=end, low=2, high=None, sure=False)
    if lexicon.sense(word) == "one" and end - index == 1:
        return None  # "Soldier", capitalised at the head of a sentence
    name = text[tokens[index].start : tokens[end - 1].end]
    for mark in ("'s", "’s"):
        name = name.removesuffix(mark)
    return Unit(kind="name", first=index, last=end, low=1, high=1, sure=False, name=name)


def _bare_at(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Unit | None:
    sense = lexicon.sense(tokens[index].text)
    if sense in ("one", "many"):
        phrase = phrase_from(tokens, index, lexicon)
        if phrase.sense not in ("one", "many"):
            return None
        many = phrase.plural
        return Unit(kind="plural" if many else "single", first=index, last=phrase.last, low=2 if many else 1,
                    high=None if many else 1, sure=True)  # fmt: skip
    return None
