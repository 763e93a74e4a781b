"""The command line. Everything heavy is imported by the command that needs it.

_app        read and score; the other commands are added to it: _ledger_app, _judge_app, _know_app
_read _pool _work _sink _report _keep    what `read` does: inputs -> dossiers, printed and kept
_desk _option _terminal                  what the commands over the ledger share
_render _event _dispute                  a dossier as text
_show _list _say                         events, stories, documents as text
_page _clean _words                      lines, and the words for codes
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the command line on `argv`, on the program's own arguments without it; ends with SystemExit."""
    # The heads' matrices are small: more threads of the numeric library than one only get in each other's way, and two
    # processes then take more than twice as long as one (measured). Worker processes inherit it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if getattr(sys, "stderr", None) is None:  # closed by the caller, so there is nobody to tell
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  it lives with the program
    if getattr(sys, "stdout", None) is None:
        sys.stderr.write("dateline: standard output is closed; leave it open, or send it to a file.\n")
        raise SystemExit(2)
    from dateline.cli._app import app  # noqa: PLC0415

    app(args=None if argv is None else list(argv), prog_name="dateline")
