"""Units: the stretches of a span that each count people, before it is decided which of them are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.grounding.figures._lexicon import Lexicon, is_demonym
from dateline.grounding.figures._number import NUMBER_WORDS, Number, number_at
from dateline.grounding.figures._phrase import POSSESSIVE, Phrase, phrase_from
from dateline.grounding.figures._token import Token

UnitKind = Literal["number", "zero", "single", "plural", "name", "pronoun"]

_SINGLE = frozenset({"a", "an", "another", "one", "this", "that", "each", "every"})
_EITHER = frozenset({"the", "his", "her", "their", "its", "my", "our", "your"})
_MANY = frozenset(
    {"some", "many", "other", "more", "untold", "countless", "numerous", "various", "most", "these", "those"}
)
_HE = frozenset({"he", "she", "him", "himself", "herself", "i", "me"})
_THEY = frozenset({"they", "them", "themselves", "we", "us"})
_GLUE = frozenset("-\u2011/:.")
_CURRENCY = frozenset("$€£¥₹#")
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "lady", "lord", "st"})
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


def _unit_at(  # noqa: PLR0911 - one case a kind of unit
    tokens: Sequence[Token], index: int, lexicon: Lexicon, text: str
) -> Unit | None:
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
        return Unit(
            kind="pronoun", first=index, last=index + 1, low=1 if few else 2, high=1 if few else None, sure=True
        )
    if token.text[0].isupper() or word in ("al", "el"):
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
    if phrase.last == index + 5 and index and tokens[index - 1].lower in ("a", "an", "the", "another"):
        return Unit(kind="single", first=index, last=index + 5, low=1, high=1, sure=True)  # "an 18-year-old"
    if phrase.sense not in ("one", "many"):
        return None
    many = phrase.plural
    return Unit(kind="plural" if many else "single", first=index, last=phrase.last, low=2 if many else 1,
                high=None if many else 1, sure=True)  # fmt: skip


def counted(tokens: Sequence[Token], number: Number, lexicon: Lexicon) -> Unit | None:
    """The unit of a number; None where it is an age, a date, a sum of money or a count of things."""
    phrase = phrase_from(tokens, number.last, lexicon)
    people = phrase.sense in ("one", "many", "toll") or (phrase.sense == "group" and not phrase.plural)
    if phrase.sense == "thing" or (phrase.sense == "group" and phrase.plural):
        return None
    if _is_part_of_word(tokens, number) or _is_label(tokens, number, lexicon, people=people):
        return None
    if number.plain and _is_year(tokens, number) and not (people and phrase.plural):
        return None
    after = tokens[number.last].lower if number.last < len(tokens) else ""
    return Unit(
        kind="number",
        first=number.first,
        last=phrase.last if people or phrase.capital else number.last,
        low=number.low,
        high=number.high,
        sure=people or (phrase.capital and phrase.sense == "one") or lexicon.cue(after) is not None,
        open=number.open,
    )


def _is_part_of_word(tokens: Sequence[Token], number: Number) -> bool:
    """12-year-old, 9/11, 10:30, AK-47, 12%."""
    if number.core and tokens[number.core].glued and tokens[number.core - 1].text in _GLUE:
        return True
    if number.last >= len(tokens):
        return False
    after = tokens[number.last]
    closed_up = number.last + 1 < len(tokens) and tokens[number.last + 1].glued
    return after.text in "%°" or (after.text in _GLUE and after.glued and closed_up)


def _is_label(tokens: Sequence[Token], number: Number, lexicon: Lexicon, *, people: bool) -> bool:
    """A date, a sum, an age or a name: "4 March", "$12", "aged 8", "Roe, 51,", "Flight 370"."""
    month = lexicon.closed["month"]
    after = tokens[number.last] if number.last < len(tokens) else None
    if after is not None and number.plain and after.lower in month and after.text[0].isupper():
        return True
    if number.core == 0:
        return False
    before = tokens[number.core - 1]
    if before.text in _CURRENCY or before.lower in month or before.lower in ("aged", "age", "no", "number"):
        return True
    if people or not number.plain:
        return False
    if before.text == ",":
        return number.low is not None and (after is None or after.text in ",.;)")
    return before.text[0].isupper() and number.core > 1 and before.lower not in lexicon.neutral


def _is_year(tokens: Sequence[Token], number: Number) -> bool:
    return number.low in _YEARS and len(tokens[number.core].text) == 4


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


def _determined_at(  # noqa: PLR0911 - one case a kind of phrase
    tokens: Sequence[Token], index: int, lexicon: Lexicon
) -> Unit | None:
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
    several = any(lexicon.sense(token.text) == "group" for token in tokens[index : phrase.last])  # "a group of men"
    return Unit(kind="single" if single else "plural", first=index, last=phrase.last, low=1 if single else 2,
                high=1 if single else None, sure=True, group=several and not single)  # fmt: skip


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
    while last < len(tokens) and _goes_on(tokens, index, last, lexicon):
        last += 1
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
    for mark in POSSESSIVE:
        name = name.removesuffix(mark)
    return Unit(kind="name", first=index, last=end, low=1, high=1, sure=False, name=name)


def _goes_on(tokens: Sequence[Token], first: int, at: int, lexicon: Lexicon) -> bool:
    """Whether a token belongs to the name that began at `first`."""
    token = tokens[at]
    if token.text[0].isupper() and token.lower not in lexicon.closed["not_name"]:
        return lexicon.sense(token.text) in ("", "one")
    if at > first and token.text == ".":
        return tokens[at - 1].lower in _TITLES
    follows = at + 1 < len(tokens) and (tokens[at + 1].text[0].isalpha() or tokens[at + 1].text == "-")
    if at == first:  # al-Masri
        return token.lower in ("al", "el") and at + 1 < len(tokens) and tokens[at + 1].text == "-"
    return token.lower in lexicon.closed["in_name"] and follows


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
