"""Marks: how far a file of many documents was read, so that a later run goes on from there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final

import msgspec

from dateline.documents._limits import Loaded, Mark
from dateline.model import Issue, Severity

# Two files of one size that differ only behind their first 64 KiB are taken for one; a new crawl differs in its first record.
_HEAD: Final = 65_536

FindsMark = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to go on: at a byte or a row, `skip` records behind it; `number` counts lines or records, for their names."""

    at: int = 0
    skip: int = 0
    number: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    size: int
    head: str
    place: Place


class Bookmark:
    """Makes the marks of one file, and finds the place where the last run left off."""

    def __init__(self, file: BinaryIO, source: str) -> None:
        self.source = source
        self.name = os.path.abspath(source)  # noqa: PTH100  as for how a text was obtained
        self.size = file.seek(0, os.SEEK_END)
        file.seek(0)
        self._head = hashlib.sha256(file.read(_HEAD)).hexdigest()
        file.seek(0)

    def make(self, place: Place, *, share: float) -> Mark:
        """The mark of a place; `share` is the part of the file that lies before it, 0 to 1."""
        written = _Written(size=self.size, head=self._head, place=place)
        return Mark(name=self.name, data=msgspec.json.encode(written).decode(), share=min(1.0, share))

    def find(self, data: str | None) -> tuple[Place, Loaded | None]:
        """Where to begin, and a word on it; the start for a file without a mark, or with that of another content."""
        if data is None:
            return Place(), None
        try:
            written = msgspec.json.decode(data, type=_Written)
        except msgspec.MsgspecError:
            return Place(), None
        if (written.size, written.head) != (self.size, self._head):
            return Place(), self._say("it has changed since it was read, and is read from its start.")
        if written.place.done:
            message = "all of it was read before; --again reads it from its start."
        elif written.place == Place():
            return Place(), None
        else:
            message = f"goes on after record {written.place.number:,}, where the last run left off."
        return written.place, self._say(message)

    def tell_end(self, message: str, place: Place) -> Loaded:
        """The last word on a file, with the mark that all of it was read."""
        end = Place(at=place.at, number=place.number, done=True)
        issue = Issue(code="input-read", severity=Severity.INFO, message=f"{self.source}: {message}")
        return Loaded(source=self.source, issues=(issue,), mark=self.make(end, share=1.0))

    def _say(self, message: str) -> Loaded:
        issue = Issue(code="input-resumed", severity=Severity.INFO, message=f"{self.source}: {message}")
        return Loaded(source=self.source, issues=(issue,))
