"""append_alert, write_feed: alerts to a file of JSON Lines, each once, and to an Atom feed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from xml.sax.saxutils import escape

import msgspec

from dateline.alerts._say import say_alert, say_heading

if TYPE_CHECKING:
    from datetime import datetime

    from dateline.alerts._alert import Alert

# Of the end of a file so much is looked at for a key: some thousand alerts, more than are on their way at once.
_TAIL: Final = 4_000_000
MOST_ENTRIES: Final = 200  # of a feed: readers ask every hour, and a busy hour has some tens


def append_alert(path: Path, alert: Alert) -> bool:
    """Adds the alert as a line and waits for the disk; False where its line is there already. Raises OSError.

    A line of ours that was cut off in its middle, by a kill or a full disk, is taken away first. Processes take turns.
    """
    line = msgspec.json.encode(alert) + b"\n"
    assert line.startswith(b'{"key":"')
    with path.open("a+b") as file, _locked(file):
        size = file.seek(0, os.SEEK_END)
        begin = max(0, size - _TAIL)
        file.seek(begin)
        tail = file.read()
        whole, _, rest = tail.rpartition(b"\n")
        if f'{{"key":"{alert.key}"'.encode() in whole:
            return False
        if rest:
            if b'{"key":"'.startswith(rest[:8]) or rest.startswith(b'{"key":"'):
                file.truncate(size - len(rest))
            else:
                line = b"\n" + line  # somebody else's line without an end
        file.seek(0, os.SEEK_END)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return True


def write_feed(path: Path, alerts: Sequence[Alert], *, rule: str, updated: datetime) -> None:
    """An Atom feed (RFC 4287) of the newest alerts, which takes the place of the one before as a whole. Raises OSError."""
    newest = sorted(alerts, key=lambda alert: (alert.made, alert.key), reverse=True)[:MOST_ENTRIES]
    entries = "".join(map(_entry, newest))
    feed = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>urn:dateline:rule:{_clean(rule)}</id>\n<title>dateline: {_clean(rule)}</title>\n"
        f"<updated>{updated:%Y-%m-%dT%H:%M:%SZ}</updated>\n<author><name>dateline</name></author>\n{entries}</feed>\n"
    )
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(feed.encode("utf-8", errors="replace"))
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _entry(alert: Alert) -> str:
    urls = [quote.url for quote in alert.quotes if quote.url and quote.url.startswith(("http://", "https://"))]
    # What a reader of feeds opens is the newest report.
    links = "".join(
        f'<link rel="{"related" if n else "alternate"}" href="{_clean(url)}"/>\n' for n, url in enumerate(urls)
    )
    point = f"<georss:point>{alert.lat} {alert.lon}</georss:point>\n" if alert.lat is not None else ""
    space = ' xmlns:georss="http://www.georss.org/georss"' if point else ""
    return (
        f"<entry{space}>\n<id>urn:dateline:alert:{alert.key}</id>\n<title>{_clean(say_heading(alert))}</title>\n"
        f"<updated>{alert.made:%Y-%m-%dT%H:%M:%SZ}</updated>\n{links}{point}"
        f'<category term="{alert.kind}"/>\n<category term="severity:{alert.severity}"/>\n'
        f'<content type="text">{_clean(say_alert(alert))}</content>\n</entry>\n'
    )


def _clean(text: str) -> str:
    """For XML: what it forbids is replaced, what it reads as its own is escaped."""
    allowed = "".join(
        char
        if char in "\t\n\r" or (" " <= char <= "\ud7ff") or (char >= "\ue000" and char not in "\ufffe\uffff")
        else "\ufffd"
        for char in text
    )
    return escape(allowed, {'"': "&quot;"})


@contextmanager
def _locked(file: BinaryIO) -> Generator[None]:
    """Other processes wait; where the system has no such locks (Windows), the ledger's own claims keep them apart."""
    try:
        fcntl: Any = import_module("fcntl")
    except ImportError:
        yield
        return
    fcntl.flock(file.fileno(), fcntl.LOCK_EX)
    yield  # closing the file lets go
