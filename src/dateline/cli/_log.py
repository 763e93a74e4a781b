"""Log: what was not read and why, one JSON object a line, for whoever has to account for it."""

from __future__ import annotations

import json
from io import RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.cli._work import Outcome

_NO_REFUSALS = frozenset({"input-read", "input-resumed"})


class Log:
    """Appends to a file: a run that goes on where another left off goes on with its log."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stream: RawIOBase | None = None
        self.failure = ""

    def open(self) -> None:
        """Raises UsageError where the file cannot be written."""
        try:
            self._stream = self.path.open("ab", buffering=0)
        except OSError as error:
            raise UsageError(f"{self.path}: it cannot be written ({error.strerror}); name another file.") from error

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def add(self, outcome: Outcome) -> None:
        """A line for an input that was not read; none for others. A log that cannot be written ends, and `failure` says so."""
        reason = outcome.error if outcome.error is not None else outcome.note
        if self._stream is None or reason is None or outcome.code in _NO_REFUSALS:
            return
        line = {
            "source": outcome.source,
            "url": outcome.url or None,
            "code": outcome.code or "not-read",
            "failed": outcome.error is not None,
            "reason": reason.removeprefix(f"{outcome.source}: ").removeprefix(f"{outcome.url}: "),
        }
        try:
            self._stream.write(json.dumps(line, ensure_ascii=False).encode("utf-8", errors="backslashreplace") + b"\n")
        except OSError as error:
            self.close()
            self.failure = f"{self.path}: it cannot be written any more ({error.strerror}); the log ends here."
