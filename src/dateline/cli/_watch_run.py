"""run: the work of `dateline watch`: the watcher and the world outside, and what is told of it."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO

import msgspec

from dateline.cli import _work
from dateline.cli._clean import clean
from dateline.cli._say import many, say_moment
from dateline.cli._terminal import stdout_encoding
from dateline.cli._watch_show import show_heard
from dateline.desk import Watcher
from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.cli._page import Look
    from dateline.desk import Heard, WatchSettings
    from dateline.evaluation import Reads
    from dateline.ledger import Ledger
    from dateline.model import Document, Dossier, Issue

DONE: Final = 0
SOME_FAILED: Final = 1
INTERRUPTED: Final = 130  # 128 and the number of the signal, as shells count
# Told in the log.
_LOGGED: Final = frozenset({"refused", "failed", "waiting", "gone", "note"})
# Beside the articles, and only to somebody who looks on.
_ASIDE: Final = frozenset({"feed", "note", "due"})
_WIDE: Final = 100_000  # columns where there is no terminal: one line an article, whatever its length
_SHORT_S: Final = 10.0  # shorter waits are not worth a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user asked for."""

    feeds: tuple[str, ...]
    listed: tuple[str, ...]
    folders: tuple[str, ...]
    settings: WatchSettings
    once: bool
    log: Path | None
    actors: tuple[Path, ...]
    quiet: bool
    json: bool


def run(
    book: Ledger,
    request: Request,
    *,
    look: Look,
    stdout: BinaryIO,
    stderr: TextIO,
    stdout_is_terminal: bool,
    stderr_is_terminal: bool,
) -> int:
    """Watches until it is done or interrupted; the exit status. Raises DatelineError."""
    teller = _Teller(
        request,
        look=look if stdout_is_terminal else replace(look, width=_WIDE),
        stdout=stdout,
        stderr=stderr,
        shows_waits=stderr_is_terminal and not request.quiet,
    )
    status = DONE
    try:
        watcher = Watcher(
            book,
            feeds=request.feeds,
            listed=request.listed,
            folders=request.folders,
            read=make_read(request.actors),
            settings=request.settings,
            clock=lambda: datetime.now(UTC),
            sleep=teller.sleep,
            random=Random(),
        )
        teller.open_log()
        for heard in watcher.run(once=request.once):
            teller.tell(heard)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        return SOME_FAILED if teller.is_bad else DONE  # whoever read along has seen enough
    finally:
        teller.close()
    teller.summarise(book.name)
    return SOME_FAILED if status == DONE and teller.is_bad else status


def make_read(overlays: tuple[Path, ...]) -> _Reads:
    """What reads, with the reader loaded at the first text: most rounds find nothing new."""
    return _Reads(overlays)


class _Reads:
    def __init__(self, overlays: tuple[Path, ...]) -> None:
        self._load = cache(lambda: _open(overlays))

    def __call__(self, document: Document, /, *, issues: Sequence[Issue] = ()) -> Dossier:
        return self._load().read(document, issues=tuple(issues))


def _open(overlays: tuple[Path, ...]) -> Reads:
    return _work.open_pipeline(overlays=overlays, threads=0)


class _Teller:
    """Prints, logs and counts what is heard."""

    def __init__(self, request: Request, *, look: Look, stdout: BinaryIO, stderr: TextIO, shows_waits: bool) -> None:
        self._request, self._look = request, look
        self._stdout, self._stderr = stdout, stderr
        self._shows_waits = shows_waits
        self._log: TextIO | None = None
        self._encode = msgspec.json.Encoder().encode
        self._counts: Counter[str] = Counter()
        self._events = 0

    @property
    def is_bad(self) -> bool:
        return bool(self._counts["refused"] or self._counts["failed"])

    def open_log(self) -> None:
        path = self._request.log
        if path is not None:
            try:
                self._log = path.open("a", encoding="utf-8", errors="backslashreplace", buffering=1)
            except OSError as error:
                raise UsageError(f"{path}: it cannot be written ({error.strerror}); name another file.") from error

    def close(self) -> None:
        if self._log is not None:
            self._log.close()
            self._log = None

    def tell(self, heard: Heard) -> None:
        self._counts[heard.kind] += 1
        self._events += heard.events if heard.kind in {"new", "revision"} else 0
        self._note(heard)
        if self._request.json:
            self._put(self._encode(heard) + b"\n")
        elif heard.kind in _ASIDE:
            if not self._request.quiet:
                self._say(heard.why if heard.kind == "due" else f"{heard.source}: {heard.why}")
        elif heard.kind != "unchanged":
            shown = show_heard(heard, self._look)
            self._put(shown.encode(stdout_encoding() or "utf-8", errors="replace"))

    def sleep(self, seconds: float) -> None:
        """Waits, and says so where somebody looks on."""
        if not self._shows_waits or seconds < _SHORT_S:
            time.sleep(seconds)
            return
        until = datetime.fromtimestamp(datetime.now(UTC).timestamp() + seconds, UTC)
        words = f"dateline: waiting until {say_moment(until)}; Control-C ends it"
        self._stderr.write(words)
        self._stderr.flush()
        try:
            time.sleep(seconds)
        finally:
            self._stderr.write("\r" + " " * len(words) + "\r")
            self._stderr.flush()

    def summarise(self, name: str) -> None:
        if self._request.quiet:
            return
        counts = self._counts
        parts = [f"{many(counts['feed'], 'look')} at feeds"] if counts["feed"] else []
        parts += [f"{many(counts['new'], 'new text')}"] if counts["new"] else []
        parts += [f"{counts['revision']} changed"] if counts["revision"] else []
        parts += [f"{counts['known']} known before"] if counts["known"] else []
        parts += [f"{counts['unchanged']} looked at again and the same"] if counts["unchanged"] else []
        parts += [f"{counts[kind]} {kind}" for kind in ("gone", "refused", "failed", "waiting") if counts[kind]]
        saved = f"; {many(self._events, 'event')} saved to {name}" if counts["new"] + counts["revision"] else ""
        self._say((", ".join(parts) or "nothing new") + saved + ".")

    def _note(self, heard: Heard) -> None:
        if self._log is None or heard.kind not in _LOGGED:
            return
        line = {"at": heard.at, "kind": heard.kind, "source": heard.source, "feed": heard.feed, "reason": heard.why}
        if heard.until is not None:
            line["until"] = heard.until
        try:
            self._log.write(self._encode(line).decode() + "\n")
        except OSError as error:
            self._log = None
            self._say(f"{self._request.log}: it cannot be written any more ({error.strerror}).")

    def _put(self, data: bytes) -> None:
        self._stdout.write(data)
        self._stdout.flush()

    def _say(self, message: str) -> None:
        try:
            self._stderr.write(f"dateline: {clean(message)}\n")
            self._stderr.flush()
        except (OSError, ValueError):
            pass
