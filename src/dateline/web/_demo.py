"""fill_demo: articles of our own words -> a ledger in which each page of the workbench has something to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import msgspec

from dateline import __version__
from dateline.desk import Coded, encode_profiles, ingest
from dateline.documents import from_text, with_headline
from dateline.ledger import Custody, open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dateline.model import Document
    from dateline.web._job import Reads

_FOLDER: Final = "demo"


class Article(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One text of the demo. `seen` is when it is said to have been obtained; two of one address are a text and its correction."""

    url: str
    publisher: str
    title: str
    published: date
    seen: datetime
    text: str


@dataclass(slots=True)
class _Clock:
    """Stands at the moment at which the article before it was seen, so that the history of what was known is told."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def fill_demo(
    path: Path, read: Reads, *, now: datetime, tick: Callable[[int, int], None] = lambda done, all: None
) -> None:
    """Makes a ledger at `path`, as if each article had been read at the moment at which it was seen.

    The articles are moved by whole weeks, so that the newest is of the days before `now` and each weekday in a text is right.
    """
    articles = sorted(list_articles(), key=lambda article: article.seen)
    weeks = (now - articles[-1].seen) // timedelta(weeks=1)
    clock = _Clock(articles[0].seen)
    with open_ledger(path, clock=clock) as ledger:
        for done, article in enumerate(articles):
            tick(done, len(articles))
            clock.now = article.seen + timedelta(weeks=weeks)
            dossier = read.read(make_document(article, weeks=weeks))
            custody = Custody(
                how="demo", source=article.url, at=clock.now, by=f"dateline {__version__}", raw=article.text.encode(),
                media_type="text/plain",
            )  # fmt: skip
            ingest(ledger, [Coded(dossier=dossier, custody=custody, profiles=encode_profiles(dossier))], by="demo")
    tick(len(articles), len(articles))


def make_document(article: Article, *, weeks: int) -> Document:
    return with_headline(
        from_text(
            article.text, url=article.url, publisher=article.publisher, title=article.title, language="en",
            published=article.published + timedelta(weeks=weeks),
        )
    )  # fmt: skip


def list_articles() -> Iterator[Article]:
    """All of them, in the order of their files."""
    folder = files("dateline.web") / _FOLDER
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".json"):
            yield from msgspec.json.decode(entry.read_bytes(), type=tuple[Article, ...])
