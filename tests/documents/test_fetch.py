"""fetch_url: the public network only, on every hop, within a time and a size. The server is on the loopback."""

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any

import pytest

from dateline.documents import Limits, fetch_url
from dateline.documents._address import is_public
from dateline.errors import FetchError, TooLarge

ENGLISH = "The mayor said on Monday that the bridge would be closed."
QUICK = Limits(timeout_s=0.6, max_bytes=200_000, max_page_bytes=200_000, max_redirects=3)


class _Handler(BaseHTTPRequestHandler):
    seen: list[dict[str, str]] = []  # noqa: RUF012  what the last requests asked

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def _answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content_Type": "text/plain; charset=utf-8"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.seen.append({"path": self.path, **{k.lower(): v for k, v in self.headers.items()}})
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._route()

    def _route(self) -> None:  # noqa: PLR0912  one branch a page
        path = self.path
        if path == "/text":
            self._answer(ENGLISH.encode(), Set_Cookie="a=b")
        elif path == "/page":
            self._answer(b"<html></html>", Content_Type="Text/HTML; charset='ISO-8859-1'")
        elif path == "/gzip":
            self._answer(gzip.compress(ENGLISH.encode()), Content_Encoding="gzip")
        elif path == "/bomb":
            self._answer(gzip.compress(b"a" * 5_000_000), Content_Encoding="gzip")
        elif path == "/badgzip":
            self._answer(b"not gzip at all", Content_Encoding="gzip")
        elif path == "/brotli":
            self._answer(b"x", Content_Encoding="br")
        elif path == "/pdf":
            self._answer(b"%PDF-", Content_Type="application/pdf")
        elif path == "/gone":
            self._answer(b"gone", 404)
        elif path == "/loop":
            self._answer(b"", 302, Location="/loop")
        elif path == "/once":
            self._answer(b"", 301, Location="text")
        elif path.startswith("/to?"):
            self._answer(b"", 302, Location=path[4:])
        elif path == "/slow":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self._drip()
        elif path == "/slowhead":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            self._drip()

    def _drip(self) -> None:
        for _ in range(60):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.05)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_a_text_with_plain_manners(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    for _ in range(2):
        found = fetch_url(f"{server}/text#part", QUICK, allow_private=True)
    assert (found.body.decode(), found.media_type, found.charset) == (ENGLISH, "text/plain", "utf-8")
    asked = _Handler.seen[-1]
    assert asked["user-agent"].startswith("dateline/") and asked["path"] == "/text"
    assert asked["host"] == server.removeprefix("http://")
    assert "cookie" not in asked


def test_types_encodings_and_redirects(server: str) -> None:
    page = fetch_url(f"{server}/page", QUICK, allow_private=True)
    assert (page.media_type, page.charset) == ("text/html", "ISO-8859-1")
    assert fetch_url(f"{server}/gzip", QUICK, allow_private=True).body.decode() == ENGLISH
    once = fetch_url(f"{server}/once", QUICK, allow_private=True)
    assert (once.url, once.body.decode()) == (f"{server}/text", ENGLISH)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/pdf", "application/pdf"),
        ("/gone", "404"),
        ("/loop", "more than 3 times"),
        ("/badgzip", "cannot be fetched"),
        ("/brotli", "packed"),
        ("/to?ftp://127.0.0.1/x", "neither http nor https"),
        ("/to?file:///etc/hostname", "neither http nor https"),
        ("/to?http://user:word@127.0.0.1/", "password"),
    ],
)
def test_answers_that_are_refused(server: str, path: str, words: str) -> None:
    with pytest.raises(FetchError, match=words) as caught:
        fetch_url(server + path, QUICK, allow_private=True)
    assert "\n" not in str(caught.value) and str(caught.value).startswith(server + path)


def test_a_bomb_is_stopped(server: str) -> None:
    with pytest.raises(TooLarge):
        fetch_url(f"{server}/bomb", QUICK, allow_private=True)


@pytest.mark.parametrize("path", ["/slow", "/slowhead"])
def test_a_dripping_server_is_left_in_time(server: str, path: str) -> None:
    begin = time.monotonic()
    with pytest.raises(FetchError, match=r"longer than 0\.6 s"):
        fetch_url(server + path, QUICK, allow_private=True)
    assert time.monotonic() - begin < 1.5


def test_a_name_that_takes_for_ever_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(*_: object, **__: object) -> list[object]:
        time.sleep(2)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    with pytest.raises(FetchError, match="longer than"):
        fetch_url("http://lamp.example/", Limits(timeout_s=0.2))


def test_the_loopback_is_refused_without_the_tests_leave(server: str) -> None:
    before = len(_Handler.seen)
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0"):
        with pytest.raises(FetchError):
            fetch_url(server.replace("127.0.0.1", host) + "/text", QUICK)
    assert len(_Handler.seen) == before


def test_each_hop_is_checked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first hop is let through as if it were public; the second leads inside.
    port = int(server.rsplit(":", 1)[1])
    checked: list[str] = []

    def public(address: str) -> bool:
        checked.append(address)
        return len(checked) == 1

    monkeypatch.setattr("dateline.documents._fetch.is_public", public)
    with pytest.raises(FetchError, match="private or reserved"):
        fetch_url(f"{server}/to?http://127.0.0.1:{port}/text", QUICK)
    assert len(checked) == 2


def test_the_connection_goes_to_the_address_that_was_checked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A name whose first answer is public and whose later answers are not: only the first is ever asked for and used.
    port = int(server.rsplit(":", 1)[1])
    real, asked = socket.getaddrinfo, []

    def rebind(host: str, *args: Any, **kwargs: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1", *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebind)
    monkeypatch.setattr("dateline.documents._fetch.is_public", lambda address: address == "127.0.0.1")
    found = fetch_url(f"http://rebind.example:{port}/text", QUICK)
    assert found.body.decode() == ENGLISH
    assert [host for host in asked if host == "rebind.example"] == ["rebind.example"]
    assert _Handler.seen[-1]["host"] == f"rebind.example:{port}"


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(host: str, port: int, **_: object) -> list[Any]:
        return [(2, 1, 6, "", (address, port)) for address in ("93.184.215.14", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(FetchError, match="private or reserved"):
        fetch_url("http://lamp.example/", QUICK)


@pytest.mark.parametrize("source", ["http://", "http:///x", "http://[::1", "http://a b/", "http://lamp.example:99999/"])
def test_addresses_that_are_none(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError):
        fetch_url(source, QUICK)


def test_a_port_where_nobody_answers() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch_url(f"http://127.0.0.1:{port}/", QUICK, allow_private=True)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.100.100.200", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "168.63.129.16",
        "192.88.99.1", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254",
        "fec0::1", "ff02::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "100::1", "lamp.example", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert ip_address(address) and is_public(address)
