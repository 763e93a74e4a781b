"""Evidence: the exact words that a value was read from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A stretch of a document's text.

    `start` and `end` are offsets in Unicode code points into `Document.text`, end exclusive;
    `Document.text[start:end] == quote` holds for every evidence that the program makes.
    """

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Evidence:
        """The evidence for `text[start:end]`; raises ValueError for a stretch outside the text or an empty one."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no stretch {start}:{end} in a text of {len(text)} characters")
        return cls(start=start, end=end, quote=text[start:end])
