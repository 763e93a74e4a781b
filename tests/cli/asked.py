"""A command as a user gives it."""

from __future__ import annotations

import pytest

from dateline.cli import main


def call(capfd: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    """Exit status, what was printed, and what was said beside it."""
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in argv])
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err
