"""Noun phrases around a head word, by stop words: enough for the strings that a template wants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]")
_MOST_MODIFIERS: Final = 4
DETERMINERS: Final = frozenset(
    "a an the this that these those his her its their our my your some several many any another other others each every "
    "all both no various certain few more most such own same".split()
)
STOPS: Final = frozenset(
    "of in on at by for from with to into onto upon over under near against and or but nor as than then while when where "
    "which who whom whose that if because since after before during between among about around through across inside "
    "outside along toward towards behind beside without within until till per via is are was were be been being am has "
    "have had having do does did will would shall should may might can could must not also very so too there here it he "
    "she they we you i him them us me himself themselves who's it's yesterday today tomorrow tonight morning afternoon "
    "evening night monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december said says say reported told added killed wounded injured attacked kidnapped "
    "murdered destroyed damaged bombed exploded burned left found shot hit placed planted set used using including took "
    "take carried out up down off only just even still now again later last early late where according "
    "caused causing killing wounding injuring destroying damaging attacking belonging located parked riding traveling".split()
)
NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split(),
        start=1,
    )
}
_ROUND: Final = frozenset("about around approximately nearly almost some".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of the text; `number` is what stands before its head: "2", "~50", "PLURAL" or ""."""

    start: int
    end: int
    text: str
    number: str = ""


def find_phrases(text: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Phrase]:
    """The phrase of each word between `start` and `end` that fits: with the modifiers that stand before it."""
    for match in pattern.finditer(text, start, end):
        yield extend(text, match.start(), match.end(), start)


def extend(text: str, start: int, end: int, least: int) -> Phrase:
    """A head with its modifiers, without determiners and numbers."""
    tokens = list(_TOKEN.finditer(text, max(least, start - 120), start))
    number, first = "", start
    for count, token in enumerate(reversed(tokens)):
        word = token[0].lower()
        if word in NUMBERS or word.isdigit():
            number = str(NUMBERS.get(word, word))
            before = tokens[len(tokens) - count - 2][0].lower() if count + 2 <= len(tokens) else ""
            number = f"~{number}" if before in _ROUND else number
            break
        if word in DETERMINERS or word in STOPS or not word[0].isalnum() or count >= _MOST_MODIFIERS:
            break
        first = token.start()
    return Phrase(first, end, text[first:end], number or count_of(text[first:end]))


def count_of(phrase: str) -> str:
    """ "PLURAL" or "1", by the form of the last word."""
    words = re.findall(r"[\w'-]+", phrase.lower())
    if not words:
        return "1"
    last = words[-1]
    plural = last in {
        "people",
        "men",
        "women",
        "children",
        "police",
        "policemen",
        "troops",
        "newsmen",
        "watchmen",
        "others",
    }
    plural = plural or last.endswith("men") or (last.endswith("s") and not last.endswith(("ss", "us", "is", "'s")))
    return "PLURAL" if plural and last not in {"jesus", "headquarters"} else "1"
