"""HTML -> the main text of a page and what it says of itself."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from dateline.documents._document import from_text
from dateline.documents._limits import Limits
from dateline.documents._moment import read_moment
from dateline.documents._part import read_part
from dateline.documents._text import normalise
from dateline.errors import DocumentError, NotReadable, NotText, TooLarge
from dateline.model import Document, Issue

# Class names that the platforms' own embed code gives a quoted post.
_POST_PATH = "//blockquote[contains(@class, 'twitter-tweet') or contains(@class, 'twitter-video')]"
# News pages have 1,000 to 10,000 elements; the extractor's time grows faster than their number, and is 5 to 20 s here.
_MOST_ELEMENTS = 40_000
# A headline that the main text already has stands within its first characters.
_HEAD = 400
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext")
_ISSUED_PATHS = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content",
    "//meta[@property='article:modified_time' or @property='og:updated_time' or @itemprop='dateModified']/@content",
)
_NEWS_CHANGES = timedelta(days=7)  # for so long a story is updated
_RUNS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    text: str
    url: str | None
    publisher: str | None
    author: str | None
    title: str | None
    published: date | None
    issued: datetime | None


def read_page(html: str, *, source: str, limits: Limits, url: str | None = None) -> tuple[Document, tuple[Issue, ...]]:
    """The document of a page: its headline and main text, one line a paragraph or embedded post, without markup.

    Title, author, publisher, day and address are those that the page gives; its day is not guessed from its prose.
    Raises NotText for a page without an article, NotReadable for one that breaks the extractor, TooLarge for one of
    too many elements.
    """
    page = _extract(html, source=source, url=url)
    text, issues = read_part(page.text, limits=limits)
    document = from_text(
        text,
        url=url or page.url,
        publisher=page.publisher,
        author=page.author,
        title=page.title,
        published=page.published,
        issued=page.issued,
    )
    return document, issues


def _extract(html: str, *, source: str, url: str | None) -> _Page:
    # Half a second to import, needed by pages only; lxml has no types, so the tree is Any.
    trafilatura: Any = import_module("trafilatura")
    _quieten()
    # The extractor is a tower of libraries over C code; whatever it raises on a hostile page is a failure of the page.
    try:
        tree = trafilatura.load_html(html)
        if tree is None:
            raise NotText(source, "no article was found in the page; give its text instead.")
        if tree.xpath("count(//*)") > _MOST_ELEMENTS:
            reason = f"the page has over {_MOST_ELEMENTS:,} elements; give the article's text instead."
            raise TooLarge(source, reason)
        issued = _find_issued(tree)
        headings = [_clean(heading.text_content()) for heading in tree.xpath("//h1")]
        _flatten_posts(tree)
        found = trafilatura.bare_extraction(
            tree,
            url=url,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except DocumentError:
        raise
    except Exception as error:
        name = type(error).__name__
        raise NotReadable(source, f"its HTML cannot be read ({name}); give the article's text instead.") from None
    if found is None or not (found.text or "").strip():
        raise NotText(source, "no article was found in the page; give its text instead.")
    title = _clean(found.title)
    text: str = found.text
    # The headline is a part of the article for its readers, also where the page keeps it outside of the main text.
    if title is not None and title in headings and title not in _RUNS.sub(" ", normalise(text[:_HEAD])):
        text = f"{title}\n\n{text}"
    return _Page(
        text=text,
        url=_http_address(found.url),
        publisher=_clean(found.sitename),
        author=_clean(found.author),
        title=title,
        published=_day(found.date),
        issued=issued,
    )


def _find_issued(tree: Any) -> datetime | None:
    """The moment at which the page was last changed, else published, as its head and its linked data give it.

    A change long after is one of the site and not of the news.
    """
    data = " ".join(tree.xpath("//script[@type='application/ld+json']/text()"))
    found: list[datetime | None] = []
    for path, name in zip(_ISSUED_PATHS, ("datePublished", "dateModified"), strict=True):
        stated = [str(value) for value in tree.xpath(path)] + re.findall(rf'"{name}"\s*:\s*"([^"]{{10,40}})"', data)
        found.append(max((moment for value in stated if (moment := read_moment(value))), default=None))
    first, last = found
    if first is None or last is None:
        return first or last
    return last if timedelta(0) <= last - first <= _NEWS_CHANGES else first


@cache
def _quieten() -> None:
    """Once in a process: what the libraries say of a bad page is said by the error. Handlers are never taken away again."""
    for library in _LOGGERS:
        logging.getLogger(library).addHandler(logging.NullHandler())


def _flatten_posts(tree: Any) -> None:
    """Puts each embedded post on one line: its words, then its signature, as the reader of segments expects it."""
    for post in tree.xpath(_POST_PATH):
        for line_break in list(post.iter("br")):
            line_break.tail = " " + (line_break.tail or "")
        words = _RUNS.sub(" ", " ".join(post.itertext())).strip()
        tail = post.tail
        post.clear()
        post.tag = "p"
        post.text = words
        post.tail = tail


def _clean(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return _RUNS.sub(" ", normalise(value)).strip() or None


def _http_address(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        return value if urlsplit(value).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
