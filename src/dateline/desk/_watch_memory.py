"""Positions: where feeds, articles, hosts and files stand, in the ledger and at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from dateline.desk._watch_value import (
    ARTICLE,
    FEED,
    FILE,
    FOLDER,
    HOST,
    ArticlePosition,
    FeedPosition,
    FilePosition,
    FolderPosition,
    HostPosition,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.ledger import Ledger

T = TypeVar("T")


class Drawer(Generic[T]):
    """The positions of one kind. Each save is durable when it returns."""

    def __init__(self, ledger: Ledger, kind: str, type: type[T]) -> None:
        self._ledger, self._kind = ledger, kind
        self.at: dict[str, T] = {}
        for name, data in ledger.positions(kind).items():
            try:
                self.at[name] = msgspec.json.decode(data, type=type)
            except msgspec.MsgspecError:
                continue  # of another version: it begins anew, and what is saved already is known when it is met again

    def save(self, changed: Mapping[str, T]) -> None:
        if changed:
            self._write({name: msgspec.json.encode(position).decode() for name, position in changed.items()})
            self.at.update(changed)

    def forget(self, names: list[str]) -> None:
        if names:
            self._write(dict.fromkeys(names))
            for name in names:
                self.at.pop(name, None)

    def _write(self, rows: Mapping[str, str | None]) -> None:
        with self._ledger.writer() as writer:
            writer.save_positions(self._kind, rows)


class Memory:
    """All that watching remembers in a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.feeds = Drawer(ledger, FEED, FeedPosition)
        self.articles = Drawer(ledger, ARTICLE, ArticlePosition)
        self.hosts = Drawer(ledger, HOST, HostPosition)
        self.files = Drawer(ledger, FILE, FilePosition)
        self.folders = Drawer(ledger, FOLDER, FolderPosition)
