"""Reading a text in part: what is over the limit is left out at a paragraph's end, and said."""

from __future__ import annotations

from dateline.documents._limits import Limits
from dateline.documents._text import normalise
from dateline.model import Issue, Severity

# The cut goes back to a paragraph's end, else a sentence's, else a word's, if it is in the last quarter of the part.
_LEAST_KEPT = 0.75


def read_part(text: str, *, limits: Limits) -> tuple[str, tuple[Issue, ...]]:
    """The normalised text, or its first part and an issue `text-truncated` where it is over `limits.max_chars`."""
    whole = len(text)
    most = limits.max_chars
    # Twice the limit is enough for a text of nothing but CR LF, and a text of 50 MB is not normalised as a whole.
    text = normalise(text[: 2 * most])
    if len(text) <= most:
        if whole <= 2 * most:
            return text, ()
        cut = len(text)
    else:
        cut = _find_cut(text, most)
    message = f"The text has {whole:,} characters; the first {cut:,} were read. Split it to have all of it read."
    return text[:cut], (Issue(code="text-truncated", severity=Severity.WARNING, message=message),)


def _find_cut(text: str, most: int) -> int:
    for ending in ("\n\n", "\n", ". ", " "):
        place = text.rfind(ending, int(_LEAST_KEPT * most), most)
        if place > 0:
            return place + len(ending.rstrip(" \n"))
    return most
