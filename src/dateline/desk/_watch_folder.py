"""look_at_folder: the files of a folder that are new or changed and whole -> read and saved."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.desk._watch_keep import keep
from dateline.desk._watch_value import FilePosition, Heard
from dateline.documents import load, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dateline.desk._watch_value import Clock, Reads, WatchSettings
    from dateline.documents import Loaded
    from dateline.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A file, where it stands now (None where that did not change), and what is told of it."""

    path: str
    position: FilePosition | None
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A file as it was last seen, and since when it has looked like that."""

    size: int
    changed_ns: int
    since: datetime


class FolderWatch:
    """Looks at one folder again and again; what it must remember only while it runs is how files looked the last time."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._glances: dict[str, Glance] = {}
        self._told: set[tuple[str, str]] = set()

    def look(
        self,
        known: Mapping[str, FilePosition],
        *,
        ledger: Ledger,
        read: Reads,
        clock: Clock,
        settings: WatchSettings,
    ) -> Iterator[Done]:
        """Each file that is new, changed or not yet whole; nothing of the others. What is new is saved before it is given.

        Raises LedgerError, and what `read` raises of the reader.
        """
        for found in walk(self.folder):
            now = clock()
            if not isinstance(found, Path):
                yield from self._tell_once(found, now)
                continue
            path = os.path.abspath(found)  # noqa: PTH100  a link stays what it is called
            try:
                status = found.stat()
            except OSError:
                continue  # it went while the folder was read
            before = known.get(path)
            if before is not None and (before.size, before.changed_ns) == (status.st_size, status.st_mtime_ns):
                continue
            if not self._is_whole(path, status, now, settings):
                if self._glances[path].since < now:
                    continue  # it was told when it was first seen like that
                until = now + timedelta(seconds=settings.settle_s)
                heard = Heard(
                    kind="waiting",
                    source=path,
                    feed=self.folder,
                    at=now,
                    why="it may still be being written",
                    until=until,
                )
                yield Done(path=path, position=None, heard=(heard,))
                continue
            yield self._read(path, status, before, ledger=ledger, read=read, now=now, settings=settings)

    def has_glances(self) -> bool:
        """Whether a file is waited for."""
        return bool(self._glances)

    def _is_whole(self, path: str, status: os.stat_result, now: datetime, settings: WatchSettings) -> bool:
        """It has been left alone long enough, by its own time or by ours."""
        settle = timedelta(seconds=settings.settle_s)
        changed = datetime.fromtimestamp(status.st_mtime, UTC)
        if changed <= now - settle:
            return True
        glance = self._glances.get(path)
        if glance is None or (glance.size, glance.changed_ns) != (status.st_size, status.st_mtime_ns):
            self._glances[path] = Glance(size=status.st_size, changed_ns=status.st_mtime_ns, since=now)
            return False
        return glance.since <= now - settle

    def _read(
        self,
        path: str,
        status: os.stat_result,
        before: FilePosition | None,
        *,
        ledger: Ledger,
        read: Reads,
        now: datetime,
        settings: WatchSettings,
    ) -> Done:
        self._glances.pop(path, None)
        try:
            sha256 = _digest(path)
        except OSError as error:
            why = f"it cannot be read ({error.strerror})"
            failed = Heard(kind="failed", source=path, feed=self.folder, at=now, why=why)
            # It is told once for each state of the file, and tried again when that changes.
            position = FilePosition(size=status.st_size, changed_ns=status.st_mtime_ns, sha256="", problem=why)
            return Done(path=path, position=position, heard=(failed,))
        position = FilePosition(size=status.st_size, changed_ns=status.st_mtime_ns, sha256=sha256)
        if before is not None and before.sha256 == sha256:
            return Done(path=path, position=replace(position, problem=before.problem), heard=())
        heard = tuple(
            keep(ledger, read, one, feed=self.folder, at=now, how="file")
            for one in load((path,), limits=settings.limits)
        )
        problem = next((one.why for one in heard if one.kind in {"failed", "refused"}), "")
        return Done(path=path, position=replace(position, problem=problem), heard=heard)

    def _tell_once(self, found: Loaded, now: datetime) -> Iterator[Done]:
        """What is not read is told once while it runs."""
        why = found.error.reason if found.error else " ".join(issue.message for issue in found.issues)
        if (found.source, why) in self._told:
            return
        self._told.add((found.source, why))
        heard = Heard(kind="note", source=found.source, feed=self.folder, at=now, why=why.rstrip("."))
        yield Done(path=found.source, position=None, heard=(heard,))


def _digest(path: str) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
