"""Normalising: what is done to a text once, at the door, and never again."""

from __future__ import annotations

import re
import unicodedata

# Marks without width: they split words for the reader ("Bagh\u00addad") and hide text from a person. The joiners
# U+200C and U+200D stay, because Persian spelling and emoji need them.
_INVISIBLE = "\u00ad\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_CONTROLS = "".join(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\r")
_LINES = "\u2028\u2029"

_TABLE: dict[int, str] = {ord(mark): " " for mark in _SPACES + _CONTROLS} | {ord(mark): "\n" for mark in _LINES}
_REMOVED = re.compile(f"[{_INVISIBLE}]")
_REPLACED = re.compile(f"[{_SPACES}{re.escape(_CONTROLS)}{_LINES}]")
_RETURN = re.compile("\r\n?")
# A half of a surrogate pair cannot be written as UTF-8; JSON may hold one.
_SURROGATE = re.compile("[\ud800-\udfff]")


def normalise(text: str) -> str:
    """The text as every offset of a document counts it: NFC, LF line ends, plain spaces, no invisible marks.

    Nothing is collapsed or trimmed: a control character or an exotic space becomes ONE space, so a text that is
    already clean keeps its length and every position. Normalising twice is the same as normalising once.
    """
    text = _REMOVED.sub("", text)  # first, so that what stood on both sides of a mark is seen together
    if "\r" in text:
        text = _RETURN.sub("\n", text)
    if _REPLACED.search(text):
        text = text.translate(_TABLE)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text))
    return text
