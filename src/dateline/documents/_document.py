"""from_text: a text and what is known of it -> Document."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from dateline.documents._language import detect_language
from dateline.documents._segment import find_published, find_segments
from dateline.documents._text import normalise
from dateline.errors import NotText
from dateline.model import Document

_ID_LENGTH = 12  # hexadecimal digits: 48 bits, a chance of one in a million of two equal ids among 24,000 documents


def from_text(
    text: str,
    *,
    id: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    title: str | None = None,
    published: date | None = None,
    issued: datetime | None = None,
    language: str | None = None,
) -> Document:
    """The document of a text, normalised once; whatever is not given and not plainly in the text stays None.

    `published` is taken from a date line at the very start where it is not given, `language` is detected, and `id`
    is the start of the text's SHA-256. Raises NotText for a text without a single letter.
    """
    text = normalise(text)
    source = id or url or "text"
    if not text.strip():
        raise NotText(source, "it is empty; give a text of at least one sentence.")
    if not any(map(str.isalpha, text)):
        raise NotText(source, "there is no letter in it; give a text of at least one sentence.")
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    segments = find_segments(text)
    return Document(
        id=id or digest[:_ID_LENGTH],
        sha256=digest,
        url=url,
        publisher=publisher,
        author=author,
        title=title,
        published=published or find_published(segments),
        issued=issued,
        language=language or detect_language(text),
        text=text,
        segments=segments,
    )
