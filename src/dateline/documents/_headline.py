"""with_headline: a document whose text begins with its headline, as its page does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.documents._document import from_text

if TYPE_CHECKING:
    from dateline.model import Document

_LOOKED_THROUGH: Final = 400  # characters: a text that repeats its headline does so at its head
_COMPARED: Final = 40  # characters: headlines get the name of the paper or a "| News" at their end


def with_headline(document: Document) -> Document:
    """The same document with its title as the first paragraph, unless its text begins with it already.

    Records often keep the headline apart from the text, and the headline often tells what the text takes for granted.
    Offsets count in the longer text, and its digest is another.
    """
    title = (document.title or "").strip()
    head = _plain(document.text[:_LOOKED_THROUGH])
    if not title or _plain(title)[:_COMPARED] in head:
        return document
    return from_text(
        f"{title}\n\n{document.text}",
        id=document.id,
        url=document.url,
        publisher=document.publisher,
        author=document.author,
        title=document.title,
        published=document.published,
        issued=document.issued,
        language=document.language,
    )


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
