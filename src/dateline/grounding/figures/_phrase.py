"""Noun phrases as far as counts need them: where one ends, and what its head counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.grounding.figures._lexicon import Lexicon, Sense, is_demonym
from dateline.grounding.figures._number import NUMBER_WORDS
from dateline.grounding.figures._token import Token

_LONGEST = 9  # tokens of a phrase: "a former deputy commander of the …" is shorter up to its head
_JOINERS = frozenset("-\u2011\"\u201c\u201d'\u2018\u2019/")  # hyphens, quotes and a slash, written closed up
POSSESSIVE = ("'s", "\u2019s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """`last` is the token after the phrase; `head` its head, -1 where no noun was known; `capital` says that it ends
    in a capitalised word of no list."""

    last: int
    head: int
    sense: Sense
    capital: bool
    plural: bool


def phrase_from(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> Phrase:  # noqa: PLR0912 - one case a word class
    """The rest of a noun phrase from a token on, after its determiner or number."""
    head, sense, edge, capital, plural = -1, "", index, False, False
    stop = lexicon.closed["stop"]
    position = index
    while position < len(tokens) and position - index < _LONGEST:
        token = tokens[position]
        word = token.lower
        if word in _JOINERS and token.glued:
            position += 1
            continue
        if not token.text[0].isalpha() or word in stop or (word in NUMBER_WORDS and position > index):
            break
        if word == "of":
            if sense in ("one", "many"):
                break
            position += 1
            if position < len(tokens) and tokens[position].lower in ("the", "his", "her", "their", "its", "these"):
                position += 1
            continue
        if lexicon.cue(word) is not None and lexicon.sense(word) == "" and not _noun_follows(tokens, position, lexicon):
            break
        found: Sense = "" if word.endswith(POSSESSIVE) else lexicon.sense(token.text)
        if found:
            if found == "toll" and sense in ("one", "many"):
                break
            head, sense = position, found
            plural = found == "many" or (found in ("toll", "group") and word.endswith("s"))
            capital = False
        elif token.text[0].isupper():
            if sense in ("one", "many") and not is_demonym(token.text):
                break  # a name in apposition: "officer Jane Roe"
            capital = True
        elif (
            head >= 0
            and not word.endswith(POSSESSIVE)
            and sense in ("one", "many")
            and not _noun_follows(tokens, position, lexicon)
        ):
            break  # a verb or an adverb after the head
        position += 1
        edge = position
    if not sense and capital and is_demonym(tokens[edge - 1].text):
        return Phrase(last=edge, head=edge - 1, sense="one", capital=True, plural=tokens[edge - 1].text.endswith("s"))
    return Phrase(last=edge, head=head, sense=sense, capital=capital, plural=plural)


def _noun_follows(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a noun for people stands within the next three words, so that this word only describes it."""
    for token in tokens[index + 1 : index + 4]:
        if (
            token.lower in lexicon.closed["stop"]
            or not token.text[0].isalpha()
            or token.lower in ("the", "a", "an", "of")
        ):
            return False
        if lexicon.sense(token.text) in ("one", "many") or (token.text[0].isupper() and is_demonym(token.text)):
            return True
    return False
