"""What the commands share: the terminal, colour, and how a command ends. Nothing heavy is imported here."""

from __future__ import annotations

import os
import signal
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO, NoReturn

import typer

if TYPE_CHECKING:
    from dateline.cli._page import Look


class Color(StrEnum):
    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def is_colored(color: Color, *, no_color: bool, terminal: bool) -> bool:
    return not no_color and (color is Color.ALWAYS or (color is Color.AUTO and terminal and _welcomes_color()))


def make_look(*, terminal: bool, color: bool, offsets: bool = False) -> Look:
    import shutil  # noqa: PLC0415

    from dateline.cli._page import LEAST_WIDTH, MOST_WIDTH, PLAIN_WIDTH, Look  # noqa: PLC0415

    asked = os.environ.get("COLUMNS", "")
    width = PLAIN_WIDTH
    if terminal or (asked.isascii() and asked.isdigit() and int(asked)):
        width = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
    return Look(width=min(max(width, LEAST_WIDTH), MOST_WIDTH), color=color, offsets=offsets)


def is_terminal(stream: object) -> bool:
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


def stdout_encoding() -> str | None:
    """Standard output's, where it is not UTF-8."""
    encoding = (sys.stdout.encoding or "utf-8").lower().replace("_", "-")
    return None if encoding in ("utf-8", "utf8") else encoding


def interrupt_once() -> None:
    """The first Control-C ends the work, further ones do not disturb the printing of what is done."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return  # whoever started the program wants it otherwise

    def stop(_signal: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)


def open_stdin() -> BinaryIO | None:
    """Standard input as a reader of its own: the interpreter's must not be held by a thread when the program ends."""
    try:
        return open(0, "rb", closefd=False)
    except OSError:
        return None


def end(status: int) -> NoReturn:
    """Flushes, so that a pipe that was closed is met here and not by the interpreter, which would complain."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(status)


def _welcomes_color() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
