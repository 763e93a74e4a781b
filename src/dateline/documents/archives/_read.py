"""read_archive: a WARC file -> a document for each page, a refusal by name for all else that a server answered."""

from __future__ import annotations

import hashlib
import io
from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from dateline.documents._bytes import HEAD, Format, sniff_format
from dateline.documents._limits import Limits, Loaded
from dateline.documents._mark import Bookmark, FindsMark
from dateline.documents._whole import SUPPORTED_LANGUAGES, read_whole
from dateline.documents.archives._member import Broken
from dateline.documents.archives._payload import OverLimit, join_chunks, unpack
from dateline.documents.archives._record import Heads, Record, walk_records
from dateline.errors import DocumentError, NotReadable, NotText, TooLarge
from dateline.model import Issue, Severity

_FORMATS: Final = {"text/html": Format.HTML, "application/xhtml+xml": Format.HTML, "text/plain": Format.TEXT}
# Pages whose bytes are remembered, to know those that come again: 16 bytes each and some for keeping them, 8 MB in all.
# The same page comes again within hours, and what is not known here any more the ledger knows.
_REMEMBERED: Final = 50_000
# A head before the page in a block; a page over its own limit is refused later, with its own figure.
_ROOM_FOR_HEAD: Final = 1_000_000
# Kinds that hold nothing that was published: what the crawler asked, and says of itself.
_ABOUT_THE_CRAWL: Final = frozenset({"warcinfo", "request", "metadata"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    body: bytes
    format: Format
    charset: str | None
    media_type: str


class _Refused(Exception):
    """What a server answered and no page of news; `code` for programs."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def read_archive(file: BinaryIO, *, source: str, limits: Limits, find_mark: FindsMark) -> Iterator[Loaded]:
    """One `Loaded` for each page, and one for all else that a server answered, which says why it is not read.

    A page comes with its address, its bytes, and when the crawler saw it; its day is the one that it gives itself. What is
    not a page in English, or came before under the same address, is passed over; what is broken or too large is an error.
    The last one sums up. Raises UsageError where the library is missing.
    """
    heads = Heads()
    bookmark = Bookmark(file, source)
    start, word = bookmark.find(find_mark(bookmark.name))
    if word is not None:
        yield word
    if start.done:
        return
    seen: OrderedDict[bytes, None] = OrderedDict()
    counted: Counter[str] = Counter()
    place = start
    most = limits.max_page_bytes + _ROOM_FOR_HEAD
    for record in walk_records(file, size=bookmark.size, start=start, heads=heads, most=most):
        place = record.after
        counted["records"] += 1
        if record.kind in _ABOUT_THE_CRAWL or record.url.startswith(("dns:", "whois:", "ntp:")):
            continue
        mark = bookmark.make(place, share=place.at / max(1, bookmark.size))
        loaded = _load(record, f"{source}@{record.offset}", heads=heads, limits=limits, seen=seen)
        counted["pages" if loaded.document else "refused" if loaded.error else "passed over"] += 1
        yield replace(loaded, url=record.url, seen=record.seen, mark=mark)
    if not counted and not start.at:
        raise NotText(source, "there is no record in it.")
    before = f" and {start.number:,} of an earlier run" if start.number else ""
    yield bookmark.tell_end(
        f"{counted['records']:,} records{before}: {counted['pages']:,} pages, {counted['passed over']:,} that are not read, "
        f"{counted['refused']:,} broken or too large; the others are about the crawl.",
        place,
    )


def _load(record: Record, name: str, *, heads: Heads, limits: Limits, seen: OrderedDict[bytes, None]) -> Loaded:
    if record.fault:
        reason = f"the record is broken: {record.fault}; the next one that begins like one was looked for."
        return _fail(name, NotReadable(name, reason), "record-broken")
    try:
        page = _open_page(record, heads, limits)
        _refuse_again(record, page, seen)
        (loaded,) = read_whole(
            page.body,
            source=name,
            format=page.format,
            limits=limits,
            charset=page.charset,
            url=record.url or None,
            media_type=page.media_type,
        )
    except _Refused as refused:
        return _pass_over(name, record.url, refused.code, str(refused))
    except (OverLimit, Broken, DocumentError) as error:
        return _explain(name, record.url, error, limits)
    doc = loaded.document
    if doc is not None and doc.language is not None and doc.language not in SUPPORTED_LANGUAGES:
        reason = f"the text is in the language `{doc.language}`; only English is read."
        return _pass_over(name, record.url, "other-language", reason)
    if record.is_cut:
        message = "The crawler cut the page off, so its end may be missing."
        cut = Issue(code="page-cut", severity=Severity.WARNING, message=message)
        return replace(loaded, issues=(*loaded.issues, cut))
    return loaded


def _explain(name: str, url: str, error: OverLimit | Broken | DocumentError, limits: Limits) -> Loaded:
    if isinstance(error, OverLimit):
        reason = f"{url}: the page is over the limit of {limits.max_page_bytes / 1e6:g} MB."
        return _fail(name, TooLarge(name, reason), "too-large")
    if isinstance(error, TooLarge):
        return _fail(name, TooLarge(name, f"{url}: {error.reason}"), "too-large")
    if isinstance(error, Broken):
        return _fail(name, NotReadable(name, f"{url}: {error}."), "answer-broken")
    return _pass_over(name, url, "no-main-text" if isinstance(error, NotText) else "not-readable", error.reason)


def _open_page(record: Record, heads: Heads, limits: Limits) -> _Page:
    """The page of a record. Raises _Refused, OverLimit, Broken."""
    if record.kind == "revisit":
        of = f" ({record.refers_to})" if record.refers_to else ""
        raise _Refused("duplicate", f"a revisit: the same bytes as before{of}.")
    if record.block is None:
        raise _Refused("record-kind", f"a record of the kind {record.kind[:40]!r} holds no whole page.")
    if record.kind == "response":
        if not record.url.startswith(("http:", "https:")):
            raise _Refused("not-html", f"an answer to {record.url[:40]!r} is no page.")
        return _open_answer(record, record.block, heads, limits)
    return _open_body(record, record.block, record.media_type, limits)


def _open_answer(record: Record, block: bytes, heads: Heads, limits: Limits) -> _Page:
    stream = io.BytesIO(block)
    head = heads.read_answer(stream)
    status = head.statusline.partition(" ")[0]
    if status != "200":
        raise _Refused("not-ok", f"the server answered {head.statusline[:60]!r}, not with a page.")
    media_type = str(head.get_header("Content-Type") or "")
    _find_format(record, media_type, block[stream.tell() :])  # before any work is done for what is no page
    body = block[stream.tell() :]
    if "chunked" in str(head.get_header("Transfer-Encoding") or "").lower():
        body = join_chunks(body)
    if record.length > len(block):
        raise OverLimit
    body = unpack(body, str(head.get_header("Content-Encoding") or ""), most=limits.max_page_bytes)
    return _open_body(record, body, media_type, limits)


def _open_body(record: Record, body: bytes, given: str, limits: Limits) -> _Page:
    format = _find_format(record, given, body)
    if len(body) > limits.max_page_bytes or (record.block is not None and record.length > len(record.block)):
        raise OverLimit
    if not body.strip():
        raise _Refused("no-main-text", "the page is empty.")
    kind, _, rest = given.partition(";")
    charset = next((part.partition("=")[2] for part in rest.split(";") if part.strip().startswith("charset=")), "")
    return _Page(
        body=body, format=format, charset=charset.strip(" '\"") or None, media_type=kind.strip().lower() or "text/html"
    )


def _find_format(record: Record, given: str, body: bytes) -> Format:
    kind = given.partition(";")[0].strip().lower()
    if not kind and sniff_format(body[:HEAD]) is Format.HTML:
        return Format.HTML
    format = _FORMATS.get(kind)
    if format is None:
        raise _Refused("not-html", f"it is {kind[:60] or 'of no named kind'}, not a page or a text.")
    if format is Format.TEXT:
        if _path(record.url) == "/robots.txt":
            raise _Refused("not-html", "it tells robots where to go.")
        return sniff_format(body[:HEAD]) if sniff_format(body[:HEAD]) is Format.HTML else Format.TEXT
    return format


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _refuse_again(record: Record, page: _Page, seen: OrderedDict[bytes, None]) -> None:
    """Raises _Refused for the same bytes under the same address; other addresses with the same bytes are other documents."""
    key = hashlib.blake2b(page.body, digest_size=16, key=hashlib.sha256(record.url.encode()).digest()).digest()
    if key in seen:
        raise _Refused("duplicate", "the same bytes under the same address as a record before.")
    seen[key] = None
    if len(seen) > _REMEMBERED:
        seen.popitem(last=False)


def _fail(name: str, error: DocumentError, code: str) -> Loaded:
    return Loaded(source=name, error=error, issues=(Issue(code=code, severity=Severity.ERROR, message=error.reason),))


def _pass_over(name: str, url: str, code: str, reason: str) -> Loaded:
    issue = Issue(code=code, severity=Severity.INFO, message=f"{name}: {url}: {reason}")
    return Loaded(source=name, issues=(issue,))
