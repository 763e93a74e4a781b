"""list_watched, forget_watched: what a ledger remembers of watching, and taking one of it out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.desk._watch_memory import Memory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dateline.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A feed or a folder. `address` is where the feed is now; `entries` those of its last look.

    `texts`: articles or files that were read; `waiting`: those that are to be read or looked at again; `refused`: those that
    were not read, with the `problem` of each in `refusals` (source, why). `due`: None for never.
    """

    kind: Literal["feed", "folder"]
    source: str
    address: str
    title: str
    is_listed: bool
    is_gone: bool
    checked: datetime | None
    due: datetime | None
    problem: str
    entries: int
    texts: int
    waiting: int
    refusals: tuple[tuple[str, str], ...]


def list_watched(ledger: Ledger) -> tuple[Watched, ...]:
    """Feeds, then folders, each in order of the address or path."""
    memory = Memory(ledger)
    found: list[Watched] = []
    for source, feed in sorted(memory.feeds.at.items()):
        mine = [one for one in memory.articles.at.values() if one.feed == source]
        found.append(
            Watched(
                kind="feed",
                source=source,
                address=feed.address,
                title=feed.title,
                is_listed=feed.is_listed,
                is_gone=feed.is_gone,
                checked=feed.checked,
                due=feed.due,
                problem=feed.problem,
                entries=len(feed.seen),
                texts=sum(1 for one in mine if one.text),
                waiting=sum(1 for one in mine if one.due is not None),
                refusals=tuple((one.url, one.problem) for one in mine if one.problem),
            )
        )
    for source, folder in sorted(memory.folders.at.items()):
        files = _files_of(source, memory)
        found.append(
            Watched(
                kind="folder",
                source=source,
                address=source,
                title="",
                is_listed=False,
                is_gone=False,
                checked=folder.checked,
                due=None,
                problem="",
                entries=len(files),
                texts=sum(1 for path in files if not memory.files.at[path].problem),
                waiting=0,
                refusals=tuple(
                    (path, memory.files.at[path].problem) for path in files if memory.files.at[path].problem
                ),
            )
        )
    return tuple(found)


def forget_watched(ledger: Ledger, sources: Sequence[str]) -> tuple[str, ...]:
    """Takes feeds and folders out, with what is remembered of their articles and files; texts stay in the ledger.

    Gives those that were not watched.
    """
    memory = Memory(ledger)
    unknown: list[str] = []
    for source in sources:
        if source in memory.feeds.at:
            memory.articles.forget([name for name, one in memory.articles.at.items() if one.feed == source])
            memory.feeds.forget([source])
        elif source in memory.folders.at:
            memory.files.forget(_files_of(source, memory))
            memory.folders.forget([source])
        else:
            unknown.append(source)
    return tuple(unknown)


def _files_of(folder: str, memory: Memory) -> list[str]:
    start = os.path.join(folder, "")  # noqa: PTH118  a path that ends in the separator
    return [path for path in memory.files.at if path.startswith(start)]
