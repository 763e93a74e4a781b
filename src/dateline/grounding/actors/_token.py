"""Words of a text in the form in which names are compared, by one regular expression."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Dotted initials are one word ("U.S.", "F. B. I."), an abbreviation keeps its dot out, a hyphen inside a word splits
# it without a mark ("al-Qaeda" and "al Qaeda" are the same words); other punctuation is a token and breaks names.
_TOKEN = re.compile(
    r"[A-Z](?:\.[A-Z])+\b\.?|[A-Z]\.(?: [A-Z]\.)+"
    r"|(?:St|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Sgt|Capt|Cpl|Sen|Rep|Gov|Rev|Adm|Brig|Cmdr|Pres|Sec|Dept|Hon|Jr|Sr)\."
    r"|[A-Z]\.(?= ?[A-Z])"
    r"|[^\W_]+(?:['\u2019`\u2018](?![sS]\b)[^\W_]+)*"
    r"|['\u2019][sS]\b"
    r"|(?<!\w)-|-(?!\w)|[^\w\s-]"
)
_DROP = str.maketrans("", "", ".'\u2019`\u2018 \u02bb\u02bc\u02be\u02bf")
# "el" is how the article of Arabic is written of names from Egypt, Sudan and the Maghreb: "el-Sisi" is "al-Sisi".
_PARTICLES = {"Al": "al", "AL": "al", "El": "al", "EL": "al", "el": "al", "Bin": "bin", "Ibn": "ibn"}
# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = str.maketrans(
    {"\u0142": "l", "\u0141": "L", "\u00f8": "o", "\u00d8": "O", "\u0111": "d", "\u0110": "D", "\u0131": "i",
     "\u00df": "ss", "\u00e6": "ae", "\u00c6": "Ae", "\u0153": "oe", "\u0152": "Oe", "\u00f0": "d", "\u00d0": "D",
     "\u00fe": "th", "\u00de": "Th", "\u0259": "e", "\u018f": "E"}
)  # fmt: skip


class Tokens(NamedTuple):
    """Parallel tuples: offsets of each token in the text, and its word as it is compared."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]


def fold(word: str) -> str:
    """The word without accents, dots and apostrophes; the article of Arabic names is "al"."""
    if not word.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        word = plain.translate(_LETTERS).translate(_DROP) or word
    if not word.isalnum():
        word = word.translate(_DROP) or word
    return _PARTICLES.get(word, word)


def split_words(text: str) -> Tokens:
    """All tokens of `text`. A possessive "'s" is the token "'s"; punctuation is a token of its own."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        raw = match.group()
        starts.append(match.start())
        ends.append(match.end())
        if raw.isalnum() and raw.isascii():
            words.append(_PARTICLES.get(raw, raw))
        elif len(raw) == 2 and raw[0] in "'\u2019" and raw[1] in "sS":
            words.append("'s")
        else:
            words.append(fold(raw))
    return Tokens(tuple(starts), tuple(ends), tuple(words))


def name_key(name: str) -> str:
    """The words of a name joined by one space, without punctuation and a leading article; "" if none is left."""
    words = [w for w in split_words(name).words if w[0].isalnum() or w == "'s"]
    if len(words) > 1 and words[0] in ("The", "the"):
        del words[0]
    return " ".join(words)
