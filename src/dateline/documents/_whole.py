"""One input in memory -> documents: a text, a page, a JSON object or a list of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from dateline.documents._bytes import HEAD, Format, decode, refuse_binary
from dateline.documents._columns import AS_NAMED, Columns
from dateline.documents._document import from_text
from dateline.documents._limits import Limits, Loaded
from dateline.documents._part import read_part
from dateline.documents._record import parse_json, read_record
from dateline.errors import DocumentError, NotText, TooLarge
from dateline.model import Document, Issue, Severity

# What the reader was trained on.
SUPPORTED_LANGUAGES = frozenset({"en"})


def read_whole(
    data: bytes,
    *,
    source: str,
    format: Format,
    limits: Limits,
    charset: str | None = None,
    url: str | None = None,
    media_type: str = "",
    columns: Columns = AS_NAMED,
) -> Iterator[Loaded]:
    """One `Loaded` for a text or a page, one for each object of JSON. Raises DocumentError where nothing is read."""
    refuse_binary(data[:HEAD], source=source)
    if format is Format.HTML and len(data) > limits.max_page_bytes:
        raise too_large(source, limits.max_page_bytes, what="page")
    text, issues = decode(data, source=source, format=format, charset=charset)
    if not text.strip():
        raise NotText(source, "it is empty; give a text of at least one sentence.")
    if format in {Format.JSON, Format.JSON_LINES}:
        yield from _read_json(text, source=source, limits=limits, raw=data, media_type=media_type, columns=columns)
        return
    try:
        if format is Format.HTML:
            from dateline.documents._html import read_page  # noqa: PLC0415  needed by pages only

            document, more = read_page(text, source=source, limits=limits, url=url)
        else:
            part, more = read_part(text, limits=limits)
            document = from_text(part, url=url)
    except DocumentError as error:
        raise type(error)(source, error.reason) from None
    yield finish(source, document, (*issues, *more), raw=data, media_type=media_type)


def finish(
    source: str, document: Document, issues: tuple[Issue, ...], *, raw: bytes | None = None, media_type: str = ""
) -> Loaded:
    """The `Loaded` of a document, with an issue where its language is not one that is read."""
    if document.language is not None and document.language not in SUPPORTED_LANGUAGES:
        message = f"The text is in the language `{document.language}`; only English is read, so little will be found."
        issues = (*issues, Issue(code="language-unsupported", severity=Severity.WARNING, message=message))
    return Loaded(source=source, document=document, issues=issues, raw=raw, media_type=media_type)


def too_large(source: str, most: int, *, what: str = "input") -> TooLarge:
    """The refusal of an input over `most` bytes."""
    return TooLarge(source, f"the {what} is over the limit of {most / 1e6:g} MB; split it into smaller ones.")


def _read_json(
    text: str, *, source: str, limits: Limits, raw: bytes, media_type: str, columns: Columns
) -> Iterator[Loaded]:
    value = parse_json(text.removeprefix("\ufeff"), source=source)
    if not isinstance(value, list):
        try:
            document, issues = read_record(value, source=source, limits=limits, columns=columns)
        except DocumentError as error:
            raise type(error)(source, error.reason) from None
        yield finish(source, document, issues, raw=raw, media_type=media_type)
        return
    items = cast(list[object], value)
    if not items:
        raise NotText(source, "its list is empty; give objects with a field `text`.")
    for number, item in enumerate(items, 1):
        name = f"{source}[{number}]"
        try:
            document, issues = read_record(item, source=name, limits=limits, columns=columns)
        except DocumentError as error:
            yield Loaded(source=name, error=type(error)(name, error.reason))
        else:
            yield finish(name, document, issues)
