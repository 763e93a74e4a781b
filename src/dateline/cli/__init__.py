"""The command line: `dateline read`, `dateline score`. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the command line on `argv`, on the program's own arguments without it; ends with SystemExit."""
    from dateline.cli._app import app  # noqa: PLC0415

    app(args=None if argv is None else list(argv), prog_name="dateline")
