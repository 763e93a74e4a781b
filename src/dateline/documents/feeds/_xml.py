"""Hostile XML -> a tree. What a document type says is left out, entities are characters only, nothing is ever fetched."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.entities import html5
from importlib import import_module
from typing import Any, Final

from dateline.errors import NotReadable

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:\-]{2,30})""")
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_COMMENT_OR_SPACE: Final = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_REFERENCE: Final = re.compile(r"&(?:#(?:x[0-9A-Fa-f]{1,6}|[0-9]{1,7});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_OWN: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CDATA_START: Final = "<![CDATA["
_CDATA_END: Final = "]]>"
# Characters that XML 1.0 forbids.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_xml(data: bytes, *, source: str, charset: str | None = None) -> tuple[Any, tuple[str, ...]]:
    """The root of the tree and what is wrong with it. lxml has no types, so the tree is Any.

    A DOCTYPE is taken away unread; one that defines entities is refused, because that is how a few bytes are made into
    gigabytes or into the user's files. Broken XML is read as far as it goes. Raises NotReadable.
    """
    text = _FORBIDDEN.sub(" ", _decode(data, charset))
    declaration = _DECLARATION.match(text)
    text = _drop_doctype(text[declaration.end() if declaration else 0 :], source=source)
    text = "".join(_settle_references(text))
    etree: Any = import_module("lxml.etree")  # needed for feeds only
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True
    )
    try:
        root: Any = etree.fromstring(text.strip().encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise NotReadable(source, "it is no XML; check that the address is that of a feed.")
    errors: list[Any] = [error for error in parser.error_log if error.level_name in {"ERROR", "FATAL"}]
    # A prefix that was not declared breaks nothing that is read here.
    grave = [error for error in errors if error.type_name != "NS_ERR_UNDEFINED_NAMESPACE"]
    if not grave:
        return root, ()
    return root, (f"its XML is broken at line {grave[0].line}; what could be read of it was",)


def _decode(data: bytes, charset: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if data[:2] in {b"<\0", b"\0<"}:
        return data.decode("utf-16-le" if data[:1] == b"<" else "utf-16-be", errors="replace")
    declared = _DECLARED.match(data.lstrip()[:300])
    for encoding in ("utf-8", charset, declared[1].decode("ascii") if declared else None):
        if encoding is not None and _is_text_encoding(encoding):
            try:
                return data.decode(encoding)
            except UnicodeError:
                continue
    return data.decode("cp1252", errors="replace")


def _is_text_encoding(name: str) -> bool:
    """Not one of the codecs that unpack, "zip" or "bz2": those are a bomb of their own."""
    try:
        return codecs.lookup(name)._is_text_encoding  # pyright: ignore[reportPrivateUsage]  the library's only word on it
    except LookupError:
        return False


def _drop_doctype(text: str, *, source: str) -> str:
    at = 0
    while found := _COMMENT_OR_SPACE.match(text, at):
        at = found.end()
    if text[at : at + 9].upper() != "<!DOCTYPE":
        return text[at:]
    end = _end_of_doctype(text, at)
    if end < 0:
        raise NotReadable(source, "its document type never ends; it is no feed.")
    if "<!ENTITY" in text[at:end].upper():
        reason = "it defines entities of its own, which is how a few bytes are made into gigabytes; it is not read."
        raise NotReadable(source, reason)
    return text[end:]


def _end_of_doctype(text: str, start: int) -> int:
    """Behind its ">", which neither a quotation nor the brackets of its inner part hide; -1 where there is none."""
    depth, quote = 0, ""
    for at in range(start, len(text)):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
        elif char == ">" and depth <= 0:
            return at + 1
    return -1


def _settle_references(text: str) -> Iterator[str]:
    """The text with every reference one to a character; what stands in CDATA is no reference."""
    at = 0
    while at < len(text):
        start = text.find(_CDATA_START, at)
        end = text.find(_CDATA_END, start) if start >= 0 else -1
        if end < 0:
            yield _REFERENCE.sub(_settle, text[at:])
            return
        end += len(_CDATA_END)
        yield _REFERENCE.sub(_settle, text[at:start])
        yield text[start:end]
        at = end


def _settle(found: re.Match[str]) -> str:
    """A reference as one to a character; what refers to nothing is an ampersand."""
    whole, name = found[0], found[1]
    if name is None:
        return whole if len(whole) > 1 else "&amp;"
    if name in _OWN:
        return whole
    letters = html5.get(f"{name};")
    return "".join(f"&#{ord(letter)};" for letter in letters) if letters else f"&amp;{name};"
