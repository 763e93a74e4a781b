"""clean: words from outside -> words that are safe and honest to print in a terminal."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SPACE: Final = re.compile(r"\s+")
_SEPARATORS: Final = "\x1c\x1d\x1e\x1f"  # space to Python, controls to a terminal
# Joiners stay, because Persian spelling and emoji need them; they move nothing and hide nothing.
_JOINERS: Final = "\u200c\u200d"
# Marks that change the order in which a terminal shows the letters around them: shown by their number.
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PICTURES: Final = 0x2400  # the block of Unicode that has a picture of each control character, in the same order
_DELETE: Final = 0x7F
_DELETE_PICTURE: Final = "\u2421"
_REPLACEMENT: Final = "\ufffd"


def clean(text: str) -> str:
    """The text on one line, without a character that could steer a terminal, hide words or turn their order.

    White space of any kind becomes one space; a control character is shown as its picture (ESC as "␛"), or as its
    number where it has none; marks of direction are shown as their number; other invisible marks are dropped.
    Cleaning twice is the same as cleaning once.
    """
    if text.isascii() and text.isprintable():
        return _SPACE.sub(" ", text).strip()
    return _SPACE.sub(" ", "".join(map(_show, text))).strip()


def _show(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    if char.isspace() and char not in _SEPARATORS:
        return " "
    category = unicodedata.category(char)
    if category == "Cc" or char in _BIDI:
        return _picture(ord(char))
    return "" if category == "Cf" else _REPLACEMENT


def _picture(code: int) -> str:
    if code == _DELETE:
        return _DELETE_PICTURE
    return chr(_PICTURES + code) if code < 0x20 else f"<U+{code:04X}>"
