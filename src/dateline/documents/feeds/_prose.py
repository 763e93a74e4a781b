"""to_prose: what an entry carries, in HTML -> plain paragraphs."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from dateline.documents._text import normalise

_HIDDEN: Final = re.compile(r"<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_BREAK: Final = re.compile(
    r"</?(?:[A-Za-z]{1,9}:)?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|table|section|article|figure|figcaption|pre|hr|dl|dt|dd)\b[^<>]*>",
    re.I,
)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<![^<>]*>")
_MARK: Final = "\x00"


def to_prose(html: str) -> str:
    """The words, a blank line between paragraphs, without markup, scripts or pictures; the same for plain text."""
    if "<" not in html and "&" not in html and "\n" in html:
        return _join(normalise(html))
    html = _HIDDEN.sub(" ", html.replace(_MARK, " "))
    # Line ends of the source are spaces in HTML; those of paragraphs are marked before.
    text = _TAG.sub("", _BREAK.sub(_MARK, html).replace("\n", " "))
    return _join(normalise(unescape(text.replace(_MARK, "\n"))))


def _join(lines: str) -> str:
    return "\n\n".join(line for line in (" ".join(one.split()) for one in lines.split("\n")) if line)
