"""What the tests of the Python interface read with in place of the trained reader, and its reports."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "desk"))

import dateline


class Known:
    """Reads the reports of `reports.py` by their texts, and nothing in any other text."""

    def __init__(self) -> None:
        from reports import first, march, other, revised  # noqa: PLC0415

        self.known = {one.document.text: one for one in (first(), march(), other(), revised())}
        self.read_texts: list[str] = []

    def read(self, document, *, issues=()):
        from dataclasses import replace  # noqa: PLC0415

        self.read_texts.append(document.text)
        known = self.known.get(document.text)
        coder = next(iter(self.known.values())).coder
        if known is None:
            return dateline.Dossier(document=document, coder=coder, events=(), issues=tuple(issues))
        return replace(known, document=document)


@pytest.fixture
def reader() -> Known:
    return Known()


@pytest.fixture
def texts(reader) -> list[str]:
    return list(reader.known)


@pytest.fixture
def ledger(tmp_path, reader):
    """A ledger that holds an attack, told by two, and a march."""
    with dateline.Ledger(tmp_path / "book.sqlite", who="ann") as opened:
        from reports import first, march, other  # noqa: PLC0415

        opened.add([first(), march(), other()], source="tests")
        yield opened
