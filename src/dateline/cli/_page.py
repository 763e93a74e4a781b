"""Page: lines of styled words, wrapped under hanging labels, as one string for a terminal or a file."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text

from dateline.cli._clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.model import Evidence

# Narrower than this the labels would leave no room for the words; wider lines tire the eye.
LEAST_WIDTH: Final = 40
MOST_WIDTH: Final = 120
PLAIN_WIDTH: Final = 100  # where there is no terminal to fill
# Longer quotes are cut: twice the codebook's longest quote of 40 words.
MOST_QUOTED: Final = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a dossier is shown: `width` in terminal cells, `offsets` adds where in the text each quote stands."""

    width: int = PLAIN_WIDTH
    color: bool = False
    offsets: bool = False


Part = str | tuple[str, str] | Text


def join(*parts: Part) -> Text:
    """One Text of plain strings, (string, style) pairs and Texts; every string is cleaned of what steers a terminal."""
    text = Text()
    for part in parts:
        if isinstance(part, Text):
            text.append_text(part)
        elif isinstance(part, str):
            text.append(_clean_part(part))
        else:
            text.append(_clean_part(part[0]), part[1])
    return text


def between(parts: Iterable[Text], separator: str) -> Text:
    """The parts that are not empty, with the separator between them."""
    return Text(separator).join([part for part in parts if part.plain])


def quote(evidence: Evidence | None, look: Look, *, unless: str = "") -> Text:
    """The exact words, in quotation marks; nothing where they are `unless`, the name that stands there already."""
    if evidence is None:
        return Text()
    words = clean(evidence.quote)
    shown = words if len(words) <= MOST_QUOTED else words[: MOST_QUOTED - 1] + "…"
    text = Text()
    if words.casefold() != clean(unless).casefold():
        text.append(f"“{shown}”", "italic")
    if look.offsets:
        text.append(f"{' ' if text.plain else ''}[{evidence.start}:{evidence.end}]", "dim")
    return text


class Page:
    """Lines are added from top to bottom; `to_text` is the whole. Made for one dossier and thrown away."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._out = io.StringIO()
        # The height is of no use here, but without one a width is not taken for a dumb terminal.
        self._console = Console(
            file=self._out,
            width=look.width,
            height=25,
            force_terminal=look.color,
            color_system="standard" if look.color else None,
            no_color=not look.color,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )

    def blank(self) -> None:
        self._out.write("\n")

    def rule(self, mark: str) -> None:
        self._print(Text(mark * self._look.width, "dim"))

    def add(self, body: Text, *, label: Part = "", indent: int = 0, column: int = 0) -> None:
        """`body`, wrapped so that all of it stands right of `indent` + `column`; the label stands in the column."""
        head = join(label)
        left = indent + column
        lines = body.wrap(self._console, max(self._look.width - left, LEAST_WIDTH // 2), overflow="fold")
        for number, line in enumerate(lines):
            line.rstrip()
            start = Text(" " * indent)
            if number == 0:
                start.append_text(head)
            start.append(" " * (left - start.cell_len))
            self._print(start + line)

    def to_text(self) -> str:
        return self._out.getvalue()

    def _print(self, line: Text) -> None:
        self._console.print(line, no_wrap=True, overflow="ignore", crop=False)


def _clean_part(part: str) -> str:
    """Cleaned, but with the single spaces at its ends that join it to its neighbours."""
    middle = clean(part)
    if not middle:
        return " " if part else ""
    return (" " if part[0] == " " else "") + middle + (" " if part[-1] == " " else "")
