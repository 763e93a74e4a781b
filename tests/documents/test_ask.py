"""ask_url: one request, its conditions, and whatever the server says. The server is on the loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dateline.documents import Ask, Limits, NotPublic, ask_url
from dateline.errors import FetchError, TooLarge

QUICK = Limits(timeout_s=2, max_bytes=1_000, max_page_bytes=100)
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/feed": (200, {"Content-Type": "text/xml; charset=latin1", "ETag": '"1"', "Last-Modified": "then"}, b"<rss/>"),
    "/moved": (301, {"Location": "feed"}, b"elsewhere"),
    "/busy": (429, {"Retry-After": "9"}, b"later"),
    "/fine": (200, {"Content-Type": "text/html"}, b"a" * 500),
    "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF"),
    "/odd": (204, {"Location": "feed"}, b""),
}


@pytest.fixture(scope="module")
def seen() -> list[dict[str, str]]:
    return []


@pytest.fixture(scope="module")
def server(seen: list[dict[str, str]]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            seen.append({name.lower(): value for name, value in self.headers.items()})
            status, headers, body = ANSWERS[self.path]
            if headers.get("ETag") and seen[-1].get("if-none-match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def ask(url: str, **options: Any):
    return ask_url(Ask(url=url, **({"allow_private": True, "media_types": None} | options)), QUICK)


def test_an_answer_with_its_headers(server, seen):
    found = ask(f"{server}/feed")
    assert (found.status, found.fetched.body, found.fetched.charset) == (200, b"<rss/>", "latin1")
    assert (found.headers["etag"], found.headers["last-modified"], found.location) == ('"1"', "then", None)
    assert found.is_private
    assert "if-none-match" not in seen[-1] and "if-modified-since" not in seen[-1] and seen[-1]["accept"] == "*/*"


def test_conditions_and_a_name(server, seen):
    found = ask(f"{server}/feed", etag='"1"', modified="then", user_agent="Desk/1.0")
    assert (found.status, found.fetched.body) == (304, b"")
    assert (seen[-1]["if-modified-since"], seen[-1]["user-agent"]) == ("then", "Desk/1.0")


@pytest.mark.parametrize("etag", ["a\r\nX-Evil: 1", "\u00e9", "a\x00"])
def test_what_cannot_stand_in_a_header_is_not_sent(server, seen, etag):
    assert ask(f"{server}/feed", etag=etag, modified=etag).status == 200
    assert "if-none-match" not in seen[-1] and "x-evil" not in seen[-1]


def test_redirects_are_given_and_not_followed(server):
    found = ask(f"{server}/moved")
    assert (found.status, found.location, found.fetched.body) == (301, f"{server}/feed", b"")
    assert ask(f"{server}/odd").location is None


def test_refusals_of_the_server_are_answers(server):
    found = ask(f"{server}/busy")
    assert (found.status, found.headers["retry-after"], found.fetched.body) == (429, "9", b"")


def test_types_and_sizes(server):
    assert len(ask(f"{server}/fine", max_bytes=500).fetched.body) == 500
    for options in ({}, {"max_bytes": 499}):
        with pytest.raises(TooLarge):
            ask(f"{server}/fine", **options)
    with pytest.raises(FetchError, match="application/pdf; only pages and plain text"):
        ask(f"{server}/pdf", media_types=("text/html",))


def test_a_private_network_needs_leave(server, seen):
    before = len(seen)
    with pytest.raises(NotPublic, match="private or reserved"):
        ask(f"{server}/feed", allow_private=False)
    assert len(seen) == before
