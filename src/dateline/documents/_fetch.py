"""fetch_url: an http(s) address -> its bytes, from the public network only, within a time and a size.

ask_url: the same for one request that follows no redirect and gives back whatever the server says.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from dateline.documents._address import Fetched, NotPublic, is_public
from dateline.documents._ask import PAGE_TYPES, USER_AGENT, Answer, Ask
from dateline.documents._limits import Limits
from dateline.errors import DocumentError, FetchError, TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
T = TypeVar("T")
_PORTS = {"http": 80, "https": 443}
# Read at once, in bytes after unpacking: the size is checked after each.
_PIECE = 65_536
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]{2,30})", re.IGNORECASE)


@dataclass(slots=True)
class _Attempt:
    """One fetch under way: shared by the thread that fetches and the one that waits for it."""

    source: str
    limits: Limits
    allow_private: bool
    deadline: float
    is_private: bool = False
    error: Exception | None = None
    sockets: list[socket.socket] = field(default_factory=lambda: [])

    def remaining(self) -> float:
        """Seconds left; raises FetchError when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise _out_of_time(self.source, self.limits)
        return left


def fetch_url(source: str, limits: Limits, *, allow_private: bool = False) -> Fetched:
    """The body of an address, after redirects; raises FetchError, or TooLarge for one over the limit of its kind.

    A host's name is looked up once for each request, every address that it has must be public, and the connection
    goes to one of those that were checked, so a name that changes its answer cannot lead to a private network.
    `timeout_s` holds for the whole, name and redirects included; the size is counted after unpacking. No cookies are
    kept and no proxies used. `allow_private` is for tests with a server on the loopback.
    """
    return _in_time(_Attempt(source, limits, allow_private, time.monotonic() + limits.timeout_s), _follow)


def ask_url(ask: Ask, limits: Limits) -> Answer:
    """What the server says to one request, whatever its status; a body is read of a 200 only. Redirects are not followed.

    Raises FetchError where there is no answer (NotPublic for a private network), where it is of a type that was not asked
    for, or packed in an unknown way; TooLarge for a body over the limit, counted after unpacking.
    """
    attempt = _Attempt(ask.url, limits, ask.allow_private, time.monotonic() + limits.timeout_s)
    return _in_time(attempt, lambda attempt: _ask(attempt, ask))


def _in_time(attempt: _Attempt, work: Callable[[_Attempt], T]) -> T:
    """What the work gives; raises FetchError where it takes too long or the network fails."""
    done: list[T] = []

    def run() -> None:
        try:
            done.append(work(attempt))
        except Exception as error:  # handed to the waiting thread, which raises it
            attempt.error = error

    # A server may send one byte a second for ever, and a name may take as long as it likes: no time-out of a single
    # read ends that, so the fetch has a thread of its own, which is left behind with its connection shut.
    thread = threading.Thread(target=run, daemon=True, name="dateline-fetch")
    thread.start()
    thread.join(attempt.limits.timeout_s)
    if thread.is_alive():
        for opened in tuple(attempt.sockets):
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
        raise _out_of_time(attempt.source, attempt.limits)
    if done:
        return done[0]
    error = attempt.error
    if isinstance(error, DocumentError):
        raise error
    raise FetchError(
        attempt.source, f"it cannot be fetched ({_plain(error)}); check the address or try again later."
    ) from error


def _follow(attempt: _Attempt) -> Fetched:
    from urllib.parse import urljoin  # noqa: PLC0415

    url = attempt.source
    for _ in range(attempt.limits.max_redirects + 1):
        with contextlib.ExitStack() as closing:
            response = _request(attempt, url, closing)
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                return _read(attempt, url, response)
            url = urljoin(url, location)
    most = attempt.limits.max_redirects
    raise FetchError(attempt.source, f"it redirects more than {most} times; give the address where the article is.")


def _ask(attempt: _Attempt, ask: Ask) -> Answer:
    from urllib.parse import urljoin  # noqa: PLC0415

    headers = {"User-Agent": ask.user_agent}
    if ask.media_types is None:
        headers["Accept"] = "*/*"
    # What a server once said is sent back to it, so only what can stand in a header.
    if ask.etag.isascii() and ask.etag.isprintable():
        headers |= {"If-None-Match": ask.etag} if ask.etag else {}
    if ask.modified.isascii() and ask.modified.isprintable():
        headers |= {"If-Modified-Since": ask.modified} if ask.modified else {}
    with contextlib.ExitStack() as closing:
        response = _request(attempt, ask.url, closing, headers)
        given = {name.lower(): value for name, value in response.headers.items()}
        location = given.get("location")
        if response.status == 200:
            got = _read(attempt, ask.url, response, ask.media_types, ask.max_bytes)
        else:
            got = Fetched(url=ask.url, media_type="", charset=None, body=b"")
        return Answer(
            status=response.status,
            fetched=got,
            headers=given,
            location=urljoin(ask.url, location) if location and response.status in _REDIRECTS else None,
            is_private=attempt.is_private,
        )


def _request(
    attempt: _Attempt, url: str, closing: contextlib.ExitStack, more: Mapping[str, str] | None = None
) -> BaseHTTPResponse:
    from urllib3.exceptions import LocationParseError  # noqa: PLC0415
    from urllib3.util import parse_url  # noqa: PLC0415

    try:
        parts = parse_url(url)
    except LocationParseError:
        raise FetchError(attempt.source, "it is not a valid address; check its spelling.") from None
    scheme, host = parts.scheme or "", (parts.host or "").strip("[]")
    if scheme not in _PORTS or not host:
        raise FetchError(attempt.source, "it leads to what is neither http nor https; give a web address.")
    if parts.auth:
        raise FetchError(attempt.source, "it holds a user name or a password; give it without.")
    port = parts.port or _PORTS[scheme]
    named = f"[{host}]" if ":" in host else host
    headers = {
        "Host": named if port == _PORTS[scheme] else f"{named}:{port}",
        "User-Agent": USER_AGENT,
        "Accept": ", ".join(PAGE_TYPES),
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **(more or {}),
    }
    connection = _connect(attempt, scheme, host, port)
    closing.callback(connection.close)
    connection.request("GET", parts.request_uri, headers=headers, preload_content=False, decode_content=True)
    response = connection.getresponse()
    closing.callback(response.close)
    return response


def _connect(attempt: _Attempt, scheme: str, host: str, port: int) -> HTTPConnection:
    problem: Exception | None = None
    for address in _resolve(attempt, host, port):
        connection = _make_connection(scheme, host, address, port, attempt.remaining())
        try:
            connection.connect()
        except Exception as error:  # of the socket, of TLS or of urllib3: the next address may do better
            connection.close()
            problem = error
            continue
        if connection.sock is not None:
            attempt.sockets.append(connection.sock)
        attempt.is_private = attempt.allow_private and not is_public(address)
        return connection
    raise FetchError(attempt.source, f"it cannot be reached ({_plain(problem)}); check the address.") from problem


def _make_connection(scheme: str, host: str, address: str, port: int, timeout: float) -> HTTPConnection:
    from urllib3.connection import HTTPConnection, HTTPSConnection  # noqa: PLC0415

    if scheme == "http":
        return HTTPConnection(address, port, timeout=timeout)
    import ssl  # noqa: PLC0415

    # The certificate is checked against the name, though the connection is to the address.
    return HTTPSConnection(
        address,
        port,
        timeout=timeout,
        server_hostname=host,
        assert_hostname=host,
        ssl_context=ssl.create_default_context(),
    )


def _resolve(attempt: _Attempt, host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(
            attempt.source, f"the host {host} is not known; check its spelling and your network."
        ) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not attempt.allow_private and not all(map(is_public, addresses)):
        reason = f"the host {host} is in a private or reserved network, which is not fetched from; save it as a file."
        raise NotPublic(attempt.source, reason)
    return addresses


def _read(
    attempt: _Attempt,
    url: str,
    response: BaseHTTPResponse,
    media_types: tuple[str, ...] | None = PAGE_TYPES,
    max_bytes: int | None = None,
) -> Fetched:
    source, limits = attempt.source, attempt.limits
    if response.status != 200:
        raise FetchError(
            source, f"the server answered {response.status} {response.reason or ''}".rstrip() + "; check it."
        )
    content_type = response.headers.get("Content-Type", "")
    media_type = content_type.split(";")[0].strip().lower()
    if media_types is not None and media_type not in media_types:
        what = f"of the type {media_type}" if media_type else "of no stated type"
        read = "pages, plain text and JSON" if "application/json" in media_types else "pages and plain text"
        raise FetchError(source, f"it is {what}; only {read} are read.")
    if response.headers.get("Content-Encoding", "").strip().lower() not in _ENCODINGS:
        raise FetchError(source, "it is packed in a way that was not asked for; save it as a file.")
    most = max_bytes or (limits.max_page_bytes if "html" in media_type else limits.max_bytes)
    pieces: list[bytes] = []
    size = 0
    while piece := response.read(_PIECE, decode_content=True):
        attempt.remaining()
        size += len(piece)
        if size > most:
            raise TooLarge(
                source, f"the answer is over the limit of {most / 1e6:g} MB; save the part you need as a file."
            )
        pieces.append(piece)
    charset = _CHARSET.search(content_type)
    return Fetched(url=url, media_type=media_type, charset=charset[1] if charset else None, body=b"".join(pieces))


def _out_of_time(source: str, limits: Limits) -> FetchError:
    return FetchError(source, f"it took longer than {limits.timeout_s:g} s; try again later or save it as a file.")


def _plain(error: Exception | None) -> str:
    """What an error of the network says, on one line and without the addresses of objects."""
    words = str(error or "no answer").splitlines()[0] if str(error or "no answer") else type(error).__name__
    return re.sub(r"<[^>]*>:?\s*|\(?[A-Za-z]+Connection\([^)]*\):?\s*", "", words)[:200] or type(error).__name__
