"""Words that a public set gives one by one -> running text, as a newspaper would print it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_SPACE_BEFORE: Final = frozenset(".,;:!?%)]}”…")
NO_SPACE_AFTER: Final = frozenset("([{“$£€#@")
APOSTROPHES: Final = frozenset("'’")
SHORT_ENDINGS: Final = frozenset(("s", "t", "re", "ve", "ll", "d", "m"))
THOUSANDS: Final = 3  # digits behind a comma inside a number
JOINING: Final = frozenset("-/–")  # between two words, when nothing else stands there


def untokenise(tokens: Sequence[str]) -> str:
    """The tokens as one text. Straight quotation marks open and close in turn; what cannot be known keeps its space."""
    out: list[str] = []
    quoted = False
    glued = True  # whether the next token stands right behind the last
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        close, glue = token in NO_SPACE_BEFORE, token in NO_SPACE_AFTER
        if token == '"':
            close, glue = quoted, not quoted
            quoted = not quoted
        elif _joins(before, token, after):
            close, glue = True, True
        out.append(token if close or glued else f" {token}")
        glued = glue
    return "".join(out)


def place_tokens(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where each token stands in `untokenise(tokens)`, which leaves nothing out but spaces."""
    places: list[tuple[int, int]] = []
    at = 0
    for token in tokens:
        at = text.index(token, at)
        places.append((at, at + len(token)))
        at += len(token)
    return places


def _joins(before: str, token: str, after: str) -> bool:
    """Whether the token stands inside a word, a number or an initialism."""
    if token in APOSTROPHES:
        return after in SHORT_ENDINGS
    if token in JOINING:
        return before[-1:].isalnum() and after[:1].isalnum()
    if before.isdigit() and after.isdigit():
        return token in {".", ":"} or (token == "," and len(after) == THOUSANDS)
    return token == "." and all(len(part) == 1 and part.isupper() for part in (before, after))
