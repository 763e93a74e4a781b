"""Bytes -> what they are and the text in them: encodings, binaries, and the format of an unnamed input."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from dateline.errors import NotReadable
from dateline.model import Issue, Severity


class Format(StrEnum):
    TEXT = "text"
    HTML = "html"
    JSON = "json"
    JSON_LINES = "json-lines"


SUFFIXES: dict[str, Format] = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".json": Format.JSON,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
}

# What a first look at an input reads of it, in bytes.
HEAD = 8_192

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF; turn it into text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an office document; unpack it or save it as text first"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as text first"),
    (b"{\\rtf", "rich text (RTF); save it as plain text first"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"BZh", "compressed with bzip2; unpack it first"),
    (b"\xfd7zXZ\x00", "compressed with xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"SQLite format 3\x00", "an SQLite database, not a text"),
    (b"\x89PNG\r\n\x1a\n", "a picture, not a text"),
    (b"\xff\xd8\xff", "a picture, not a text"),
    (b"GIF8", "a picture, not a text"),
    (b"RIFF", "a picture, a sound or a film, not a text"),
    (b"OggS", "a sound or a film, not a text"),
    (b"ID3", "a sound, not a text"),
    (b"\x7fELF", "a program, not a text"),
    (b"MZ\x90\x00", "a program, not a text"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Share of control bytes in the head above which an input is a binary; texts with terminal colours have about 0.03.
_BINARY_SHARE = 0.1
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\r\f\x0b\x1b"))
# UTF-16 without a mark: of the pairs of bytes of a Latin text, nearly all hold one zero, always on the same side.
_UTF16_SHARE = 0.8

_HTML_HEAD = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_HTML_TAGS = re.compile(rb"<(?:html|head|body|article|div|p|meta|title|span|table)[\s>]", re.I)
_JSON_HEAD = re.compile(rb'\s*(?:\[\s*)?\{\s*"')
_EMPTY_JSON = re.compile(rb"\s*(?:\[\s*(?:\{\s*\}\s*)?\]|\{\s*\})\s*")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]{2,30})", re.I)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:\-]{2,30})", re.I)


def refuse_binary(head: bytes, *, source: str) -> None:
    """Raises NotReadable where the first bytes are those of a binary, naming what it is."""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise NotReadable(source, f"it is {what}.")
    if head.startswith(tuple(mark for mark, _ in _BOMS)) or _utf16_without_mark(head):
        return
    if b"\x00" in head or len(head.translate(None, _CONTROL)) < (1 - _BINARY_SHARE) * len(head):
        raise NotReadable(source, "it holds binary data, not a text; give a text, HTML or JSON file.")


def sniff_format(head: bytes) -> Format:
    """The format that the first bytes of an input look like; JSON also where it may be JSON Lines."""
    head = _as_ascii(head)
    if _JSON_HEAD.match(head) or _EMPTY_JSON.fullmatch(head):
        return Format.JSON
    if _HTML_HEAD.match(head) or (head.lstrip().startswith(b"<") and len(_HTML_TAGS.findall(head)) > 1):
        return Format.HTML
    return Format.TEXT


def decode(data: bytes, *, source: str, format: Format, charset: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """The text in the bytes: by its mark, as UTF-8, by the declared character set, and at last as Windows-1252.

    A guess is an issue (`encoding-guessed`), and so are bytes that had to be replaced in a text that is UTF-8 but for
    them (`encoding-damaged`). JSON is never guessed: it is UTF-8, UTF-16 or UTF-32 by its own rule. Raises NotReadable.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_known(data, encoding)
    if encoding := _utf16_without_mark(data[:HEAD]):
        return _decode_known(data, encoding)
    declared = charset or (_find_charset(data[:HEAD]) if format is Format.HTML else None)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if format in {Format.JSON, Format.JSON_LINES}:
            raise NotReadable(source, f"byte {error.start} is not UTF-8; save the JSON as UTF-8.") from None
    if declared:
        try:
            return data.decode(declared), ()
        except (LookupError, UnicodeError, ValueError):
            pass  # an unknown or a wrong declaration: go on as if there were none
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    if sum(1 for char in text if char > "\x7f") > 2 * damaged:
        message = f"{damaged} stretches of bytes are not UTF-8 and were replaced; save the input as UTF-8."
        return text, (Issue(code="encoding-damaged", severity=Severity.WARNING, message=message),)
    message = "It is not UTF-8 and was read as Windows-1252, which may be wrong; save it as UTF-8."
    return data.decode("cp1252", errors="replace"), (
        Issue(code="encoding-guessed", severity=Severity.WARNING, message=message),
    )


def _decode_known(data: bytes, encoding: str) -> tuple[str, tuple[Issue, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeError:
        message = "Some bytes do not fit the encoding that the text is marked with and were replaced."
        issue = Issue(code="encoding-damaged", severity=Severity.WARNING, message=message)
        return data.decode(encoding, errors="replace"), (issue,)


def _find_charset(head: bytes) -> str | None:
    match = _CHARSET.search(head) or _XML_ENCODING.search(head)
    return match[1].decode("ascii") if match else None


def _utf16_without_mark(head: bytes) -> str | None:
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > _UTF16_SHARE * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > _UTF16_SHARE * half and odd == 0 else None


def is_utf16(head: bytes) -> bool:
    """Whether the first bytes are those of UTF-16 or UTF-32, in which a line cannot be found by its last byte."""
    wide = tuple(mark for mark, encoding in _BOMS if encoding != "utf-8-sig")
    return head.startswith(wide) or _utf16_without_mark(head) is not None


def _as_ascii(head: bytes) -> bytes:
    """The head with a mark and the zero bytes of UTF-16 taken away, which is enough to look for ASCII signs in."""
    for mark, _ in _BOMS:
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"")
