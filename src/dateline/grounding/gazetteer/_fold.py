"""Names folded to look-up keys, so that spelling variants of one name meet in one key.

Two strengths. `fold_name` takes away what no reader would call a difference: case, diacritics, apostrophes, hyphens,
the Arabic article in all its assimilated spellings ("Deir ez-Zor", "Deir al-Zor"), "Saint" against "St.".
`skeleton` goes further, for names that come from other scripts: it maps the letters that transliterations disagree
about to one letter ("Kufrah", "Koufra", "Qufra"). A skeleton match is weak evidence and has to be supported.
"""

# ruff: noqa: RUF001 - the characters that look like others are the point
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ə": "a", "ħ": "h"}
)
_DROP: Final = re.compile(r"[.'’‘`ʻʼʿʾ´ʹʺ\u02bb\u0300-\u036f]")
_GAP: Final = re.compile(r"[\W_]+")
# The Arabic article before a sun letter takes its sound: al-, el-, ar-, as-, ash-, at-, ath-, ad-, adh-, an-, az-.
_ARTICLE: Final = re.compile(
    r"\b(?:al|el|ul|as|es|ash|esh|ar|er|at|et|ath|ad|ed|adh|an|en|az|ez|uz)[ \-]+(?=[^\W\d_]{2})"
)
_SAINT: Final = re.compile(r"\b(?:saint|sainte|mount|fort|twp)\b")
_SAINT_SHORT: Final = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "twp": "township"}

_CONSONANTS: Final = (
    ("tch", "sh"),
    ("dj", "j"),
    ("zh", "j"),
    ("gh", "g"),
    ("kh", "k"),
    ("ch", "sh"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("ts", "s"),
    ("q", "k"),
    ("c", "k"),
    ("v", "w"),
    ("x", "ks"),
)
_VOWELS: Final = re.compile(r"[aeiouyw]+")
_DOUBLE: Final = re.compile(r"([^\Waiu])\1")


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """`name` as a look-up key: lower-case words with single spaces; "" where nothing is left."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    plain = _DROP.sub("", plain)
    plain = _SAINT.sub(lambda found: _SAINT_SHORT[found.group()], plain)
    without = _ARTICLE.sub("", plain) if len(plain) > 4 else plain
    # "El Paso" must stay apart from "Paso" only for a reader of Spanish; the ranking settles that, not the key.
    return _GAP.sub(" ", without).strip() or _GAP.sub(" ", plain).strip()


@lru_cache(maxsize=65536)
def skeleton(folded: str) -> str:
    """The transliteration skeleton of a folded name: vowels as a, i or u, one letter for each family of consonants."""
    plain = folded.replace(" ", "")
    for old, new in _CONSONANTS:
        plain = plain.replace(old, new)

    def vowel(found: re.Match[str]) -> str:
        run = found.group()
        if any(letter in "ouw" for letter in run):
            return "u"
        return "i" if any(letter in "iey" for letter in run) else "a"

    plain = _DOUBLE.sub(r"\1", _VOWELS.sub(vowel, plain))
    return re.sub(r"(?:(?<=[aiu])h|[aiu]h?)$", "", plain)


def hash_key(key: str) -> tuple[int, int]:
    """40 bits of a key: 32 to sort by and 8 to check; of a million unknown words about one meets a foreign name."""
    digest = blake2b(key.encode(), digest_size=5).digest()
    return int.from_bytes(digest[:4], "little"), digest[4]
