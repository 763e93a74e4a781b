"""A folder -> the files in it that are read, and a word on each that is not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dateline.documents._bytes import SUFFIXES
from dateline.documents._limits import Loaded
from dateline.errors import NotReadable
from dateline.model import Issue, Severity


def walk(folder: str, *, also: tuple[str, ...] = ()) -> Iterator[Path | Loaded]:
    """The readable files of a folder and its folders, sorted by path; a `Loaded` with an issue or error for the rest.

    Names that end in one of `also` are read too.

    Links to folders are not followed, so a loop cannot catch it; hidden files and folders are named, not entered.
    """
    found = False
    waiting = [Path(folder)]
    while waiting:
        here = waiting.pop()
        if here.is_dir() and (str(here) == str(Path(folder)) or not here.is_symlink()):
            try:
                with os.scandir(here) as entries:
                    names = sorted(entry.name for entry in entries)
            except OSError as error:
                reason = f"the folder cannot be listed ({error.strerror}); change its permissions."
                yield Loaded(source=str(here), error=NotReadable(str(here), reason))
                found = True
                continue
            for name in reversed(names):
                if name.startswith("."):
                    continue
                waiting.append(here / name)
            yield from (_skipped(here / name, "its name begins with a dot") for name in names if name.startswith("."))
        elif here.is_dir():
            yield _skipped(here, "it is a link to a folder")
        elif not here.is_file():
            yield _skipped(here, "it is not a plain file")
        elif here.suffix.lower() not in SUFFIXES and not here.name.lower().endswith(also):
            yield _skipped(here, f"its name does not end in one of {', '.join(SUFFIXES)}")
        else:
            found = True
            yield here
    if not found:
        reason = f"the folder holds no file that is read; put files there that end in one of {', '.join(SUFFIXES)}."
        yield Loaded(source=folder, error=NotReadable(folder, reason))


def _skipped(path: Path, why: str) -> Loaded:
    message = f"{path} was not read, because {why}; name the file itself to have it read."
    return Loaded(source=str(path), issues=(Issue(code="file-skipped", severity=Severity.INFO, message=message),))
