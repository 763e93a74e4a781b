"""fill_demo: articles of our own words -> a ledger in which each page of the workbench has something to show."""

from __future__ import annotations

import re
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
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY: Final = re.compile("|".join(WEEKDAYS))


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

    The articles are moved by whole days, so that the newest was seen within the day before `now`.
    """
    articles = sorted(list_articles(), key=lambda article: article.seen)
    days = (now - articles[-1].seen).days
    clock = _Clock(articles[0].seen)
    with open_ledger(path, clock=clock) as ledger:
        for done, article in enumerate(articles):
            tick(done, len(articles))
            clock.now = article.seen + timedelta(days=days)
            dossier = read.read(make_document(article, days=days))
            custody = Custody(
                how="demo", source=article.url, at=clock.now, by=f"dateline {__version__}", media_type="text/plain",
                raw=dossier.document.text.encode(),
            )  # fmt: skip
            ingest(ledger, [Coded(dossier=dossier, custody=custody, profiles=encode_profiles(dossier))], by="demo")
    tick(len(articles), len(articles))


def make_document(article: Article, *, days: int) -> Document:
    """The article so many days later, with the weekdays that it names."""

    def name(match: re.Match[str]) -> str:
        return WEEKDAYS[(WEEKDAYS.index(match[0]) + days) % len(WEEKDAYS)]

    text, title = (_WEEKDAY.sub(name, words) for words in (article.text, article.title))
    return with_headline(
        from_text(
            text, url=article.url, publisher=article.publisher, title=title, language="en",
            published=article.published + timedelta(days=days),
        )
    )  # fmt: skip


def list_articles() -> Iterator[Article]:
    """All of them, in the order of their files."""
    folder = files("dateline.web") / _FOLDER
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".json"):
            yield from msgspec.json.decode(entry.read_bytes(), type=tuple[Article, ...])
