"""WARC files of our own words, whole and broken, for the tests of archives."""

from __future__ import annotations

import gzip

SENTENCES = (
    "The mayor of Riverton said on Monday that the bridge would stay closed after a lorry hit it.",
    "Drivers were asked to use the old road through the valley for the rest of the week.",
)


def make_page(number: int, words: str = "") -> bytes:
    body = "".join(f"<p>{sentence}</p>" for sentence in (*SENTENCES, f"It was report number {number}. {words}"))
    return (
        f"<!doctype html><html lang='en'><head><title>Bridge shut, report {number}</title>"
        "<meta property='article:published_time' content='2021-03-04T10:00:00Z'></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Bridge shut, report {number}</h1>{body}</article></body></html>"
    ).encode()


class Crawl:
    """Puts records one behind the other; `place` tells where each begins."""

    def __init__(self, *, packed: bool = True) -> None:
        self.packed = packed
        self.parts: list[bytes] = []
        self._add("warcinfo", None, {"Content-Type": "application/warc-fields"}, b"software: tests\r\n")

    def add(
        self,
        url: str,
        body: bytes,
        *,
        kind: str = "response",
        status: str = "200 OK",
        media_type: str | None = "text/html; charset=utf-8",
        headers: tuple[tuple[str, str], ...] = (),
        warc: dict[str, str] | None = None,
    ) -> None:
        block, named = body, media_type or "application/octet-stream"
        if kind in {"response", "revisit"}:
            lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
            lines += [f"Content-Type: {media_type}"] if media_type else []
            block = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
            named = "application/http; msgtype=response"
        self._add(kind, url, {"Content-Type": named, **(warc or {})}, block)

    def add_bytes(self, data: bytes) -> None:
        """A record, or anything, as it is; packed as a member where the archive is."""
        self.parts.append(gzip.compress(data) if self.packed else data)

    def to_bytes(self) -> bytes:
        return b"".join(self.parts)

    def place(self, index: int) -> int:
        return sum(map(len, self.parts[:index]))

    def _add(self, kind: str, url: str | None, fields: dict[str, str], block: bytes) -> None:
        lines = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Date: 2021-03-04T12:30:00Z"]
        lines += [f"WARC-Target-URI: {url}"] if url else []
        lines += [f"{name}: {value}" for name, value in fields.items()]
        lines += [f"Content-Length: {len(block)}"]
        self.add_bytes("\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n")
