"""What a server answered -> the bytes of the page: put together and unpacked, never to more than is read."""

from __future__ import annotations

import zlib
from importlib import import_module
from typing import Any, Final

from dateline.documents.archives._member import Broken

_PACKED_AS: Final = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
_MOST_LAYERS: Final = 2  # servers pack once, some twice by mistake
_STEP: Final = 65_536


class OverLimit(Exception):
    """It unpacks to more than is read."""


def join_chunks(data: bytes) -> bytes:
    """The body of an answer that was sent in chunks (RFC 9112); as it is where it is not in that form, as in many archives."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = data.find(b"\r\n", at, at + 64)
        size = data[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            # Cut off behind a whole chunk: what came is what there is.
            return b"".join(parts) if parts else data
        if length <= 0:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


def unpack(data: bytes, encodings: str, *, most: int) -> bytes:
    """The body without its content encodings; at most `most` bytes. Raises OverLimit, and Broken where it cannot be unpacked.

    A body that is not packed though the answer says so is given as it is: crawlers unpack and leave the head as it was.
    """
    named = [name for part in encodings.lower().split(",") if (name := part.strip()) not in {"", "identity", "utf-8"}]
    if len(named) > _MOST_LAYERS:
        raise Broken(f"it is packed {len(named)} times")
    for name in reversed(named):
        if name in _PACKED_AS:
            data = _inflate(data, _PACKED_AS[name], most=most)
        elif name == "br":
            data = _unpack_brotli(data, most=most)
        elif not _is_text(data):
            raise Broken(f"it is packed as {name[:20]!r}, which is not known here")
    if len(data) > most:
        raise OverLimit
    return data


def _inflate(data: bytes, wbits: int, *, most: int) -> bytes:
    for bits in (wbits, -zlib.MAX_WBITS) if wbits == zlib.MAX_WBITS else (wbits,):
        unpacker = zlib.decompressobj(wbits=bits)
        try:
            found = unpacker.decompress(data, most + 1)
        except zlib.error:
            continue
        if len(found) > most:
            raise OverLimit
        return found
    if _is_text(data):
        return data
    raise Broken("its body cannot be unpacked")


def _unpack_brotli(data: bytes, *, most: int) -> bytes:
    if _is_text(data):
        return data
    try:
        brotli: Any = import_module("brotli")
    except ImportError:
        raise Broken("it is packed with Brotli, which needs the extra: pip install 'dateline[archives]'") from None
    unpacker = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        found: bytes = unpacker.process(data, output_buffer_limit=_STEP)
        while found or not unpacker.can_accept_more_data():
            size += len(found)
            if size > most:
                raise OverLimit
            parts.append(found)
            if unpacker.is_finished():
                break
            found = unpacker.process(b"", output_buffer_limit=_STEP)
    except brotli.error:
        raise Broken("its body cannot be unpacked") from None
    return b"".join(parts)


def _is_text(data: bytes) -> bool:
    """Whether the beginning is plain text, as that of a page is and that of packed bytes is not."""
    head = data[:512]
    return bool(head) and not any(byte < 9 for byte in head) and head.lstrip()[:1] == b"<"
