"""restore_case: a text all in capital letters -> the same text, letter by letter, as a newspaper would print it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+[A-Z]+")
_ACRONYM: Final = re.compile(r"[\[(]\s*([A-Z][A-Z0-9.-]{1,9})\s*[\])]")
_EXPANDED: Final = re.compile(r"\b([A-Z]{2,9})\s+[\[(]((?:[A-Z'-]+\s+){1,9}[A-Z'-]+)[\])]")
_SHORT: Final = re.compile(r"\b([A-Z]{2,6})\s+[\[(][A-Z][A-Z' -]{6,80}[\])]")
_SENTENCE_END: Final = re.compile(r"[.!?:][\s\"\')]*$|\n\s*\"?$|^\W*$|\n\W*$")
# A word that the text files have in capitals at least this often may go on a name that began before it.
_NAME_SHARE: Final = 0.25
# Words with more capitals than this are names: surnames and places that are also common words ("bush") lie above.
_MOST_COMMON_SHARE: Final = 0.8
_MOST_INITIALS: Final = 9  # words before a bracketed acronym that can be its name
_LEAST_STEM: Final = 3
_FEW_LETTERS: Final = 5
# Endings by which a word that is not in the list is taken for a common word, not a name. Set by the forms of English,
# looked over on the development messages.
_ENDINGS: Final = re.compile(
    r".{2,}(?:tions?|sions?|ings?|edly|[^aeiou]ed|[aeiou]ed|ly|ments?|ively|ives?|ables?|ibles?|ous|ities|ity|ness|"
    r"ances?|ences?|ships?|isms?|ists?|izes?|ized|ical|ional|ful|less|ation|ators?|ward|wards|ency|ancy|fication|guns?)$"
)
_SUFFIXES: Final = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", ""),
    ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("ors", ""), ("or", ""), ("or", "e"), ("al", ""), ("ion", ""),
    ("ion", "e"), ("ive", "e"), ("able", ""), ("able", "e"), ("ment", ""), ("ness", ""), ("d", ""), ("r", ""), ("y", ""),
)  # fmt: skip
_PREFIXES: Final = ("un", "re", "in", "non", "over", "under", "dis", "anti", "counter", "inter", "pre", "mis", "out")
_TITLES: Final = frozenset(
    "president vice-president minister colonel col general gen lieutenant lt captain capt major maj sergeant sgt senator "
    "deputy governor mayor judge father monsignor msgr bishop archbishop cardinal pope doctor dr professor prof mr mrs "
    "ms commander comandante commandante ambassador engineer attorney reverend rev king queen prince saint st".split()
)
_ALWAYS_CAPITAL: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august september october "
    "november december christmas easter i".split()
)
_TIMES: Final = frozenset("today yesterday tomorrow tonight morning afternoon evening night".split())
_ARTICLES: Final = frozenset("el la los las".split())
_INSIDE_NAMES: Final = frozenset("of the and de del la las los el y da do dos for e".split())
_DAY_BEFORE: Final = re.compile(r"\d\s*$")
_DAY_AFTER: Final = re.compile(r"\s+(?:of\s+)?\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """Common words, each with the share of its uses inside a sentence in which it has a capital."""

    shares: Mapping[str, float]

    @classmethod
    def load(cls) -> Words:
        """The list that comes with the package, counted over the project's own texts in `corpus/`."""
        text = files("dateline.evaluation.muc4").joinpath("data", "words.txt").read_text("utf-8")
        rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
        return cls(MappingProxyType({row[0]: float(row[1]) if len(row) > 1 else 0.0 for row in rows}))

    def is_common(self, word: str) -> bool:
        """Whether a word, in small letters, is likelier a common word than a name."""
        if word in self.shares:
            return self.shares[word] <= _MOST_COMMON_SHARE
        return any(self._has(stem) for stem in _stems(word)) or bool(_ENDINGS.match(word))

    def _has(self, word: str) -> bool:
        return self.shares.get(word, 1.0) <= _MOST_COMMON_SHARE


def _stems(word: str) -> Iterable[str]:
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST_STEM:
            stem = word[: -len(suffix)]
            yield stem + instead
            if len(stem) > _LEAST_STEM and stem[-1] == stem[-2]:
                yield stem[:-1]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) > _LEAST_STEM:
            yield word[len(prefix) :]


def restore_case(text: str, words: Words) -> str:
    """The text with small letters; its length and every offset in it stay as they are.

    Capitals go to the first word of a sentence, to words that are no common ones, to acronyms (those that the text
    brackets, and those without a vowel), to the words that a bracketed acronym stands for, to titles before a name,
    and to common words inside a name.
    """
    acronyms = {match[1].replace(".", "") for match in _ACRONYM.finditer(text) if _is_acronym(match, text, words)}
    expanded = [match for match in _EXPANDED.finditer(text) if match[1][0] in {word[0] for word in match[2].split()}]
    acronyms |= {match[1] for match in expanded}
    acronyms |= {match[1] for match in _SHORT.finditer(text) if match[1].lower() not in words.shares}
    found = list(_WORD.finditer(text))
    kinds = [_kind(match, text, words, acronyms) for match in found]
    for bracket in _ACRONYM.finditer(text):
        _mark_expansion(bracket, found, kinds)
    for i, match in enumerate(found):
        inside = any(name.start(2) <= match.start() < name.end(2) for name in expanded)
        if inside and kinds[i] != "acronym" and match[0].lower() not in _INSIDE_NAMES:
            kinds[i] = "name"
    _join_names(text, found, kinds, words)
    pieces: list[str] = []
    end = 0
    for match, kind in zip(found, kinds, strict=True):
        pieces += (text[end : match.start()], _cased(match[0], kind))
        end = match.end()
    return "".join((*pieces, text[end:]))


def _kind(match: re.Match[str], text: str, words: Words, acronyms: set[str]) -> str:
    """ "acronym", "name", "start" (of a sentence) or "common"."""
    word = match[0]
    small = word.lower().removesuffix("'s")
    initial = len(word) == 1 and text[match.end() : match.end() + 1] == "."
    if word[0].isdigit():
        return "common"
    if small.upper() in acronyms or initial or _is_unspeakable(small, words):
        return "acronym"
    if small in _ALWAYS_CAPITAL or _is_month(match, text):
        return "name"
    before = text[max(0, match.start() - 6) : match.start()]
    starts = _SENTENCE_END.search(before) and (match.start() >= 6 or match.start() == 0 or before.strip())
    if words.is_common(small):
        return "start" if starts else "common"
    return "name"


def _is_acronym(bracket: re.Match[str], text: str, words: Words) -> bool:
    """Letters in brackets that are no word, and either few or the first letters of words before them."""
    letters = [letter.lower() for letter in bracket[1] if letter.isalpha()]
    before = {word[0].lower() for word in text[max(0, bracket.start() - 80) : bracket.start()].split()}
    known = sum(letter in before for letter in letters)
    return bracket[1].lower() not in words.shares and (len(letters) <= _FEW_LETTERS or known >= len(letters) - 1)


def _is_unspeakable(small: str, words: Words) -> bool:
    """Letters without a vowel that are neither a word nor a title."""
    return (
        len(small) > 1
        and small.isalpha()
        and not {*small} & {*"aeiouy"}
        and small not in _TITLES
        and small not in words.shares
    )


def _is_month(match: re.Match[str], text: str) -> bool:
    """May and March next to a number; elsewhere they are common words."""
    near = _DAY_BEFORE.search(text[max(0, match.start() - 4) : match.start()]) or _DAY_AFTER.match(text, match.end())
    return match[0].lower() in ("march", "may") and bool(near)


def _mark_expansion(bracket: re.Match[str], found: list[re.Match[str]], kinds: list[str]) -> None:
    """The words just before a bracketed acronym that begin with its letters are its name."""
    letters = [letter.lower() for letter in bracket[1] if letter.isalpha()]
    last = max((i for i, match in enumerate(found) if match.end() <= bracket.start()), default=-1)
    first = last
    taken = 0
    while first >= 0 and last - first < _MOST_INITIALS and taken < len(letters):
        word = found[first][0].lower()
        if word not in _INSIDE_NAMES:
            if word[0] not in letters:
                break
            taken += 1
        first -= 1
    if taken >= max(2, len(letters) - 2):
        for i in range(first + 1, last + 1):
            if found[i][0].lower() not in _INSIDE_NAMES:
                kinds[i] = "name" if kinds[i] != "acronym" else "acronym"


def _join_names(text: str, found: list[re.Match[str]], kinds: list[str], words: Words) -> None:
    """Titles before a name, and words that are often capital next to one, are capital too."""
    for i in range(len(found) - 1, -1, -1):
        small = found[i][0].lower()
        after = i + 1 < len(found) and kinds[i + 1] == "name" and _touch(text, found[i], found[i + 1])
        if kinds[i] == "common" and after and small in _TITLES:
            kinds[i] = "name"
        if kinds[i] == "common" and after and small in _ARTICLES:
            kinds[i] = "name"  # El Salvador, La Paz
    for i in range(1, len(found)):
        small = found[i][0].lower()
        before = kinds[i - 1] == "name" and _touch(text, found[i - 1], found[i])
        if kinds[i] == "common" and before and words.shares.get(small, 0.0) >= _NAME_SHARE and small not in _TIMES:
            kinds[i] = "name"


def _touch(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    return text[a.end() : b.start()].strip(".") == " "


def _cased(word: str, kind: str) -> str:
    if kind == "acronym":
        return word if not word.endswith("'S") else f"{word[:-2]}'s"
    if kind == "common":
        return word.lower()
    return "".join(part[:1] + part[1:].lower() for part in re.split(r"(?<=D')(?=[A-Z])", word))
