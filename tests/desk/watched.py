"""A news site on the loopback, in this process, and a process that watches it and can be killed at any step."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Page:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip_s: float = 0.0  # it sends a byte at a time for so long


@dataclass
class Site:
    """Pages by path; a path that is not there is a 404. `asked` are the requests, the last last."""

    url: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    on_request: Callable[[str], None] | None = None

    def publish(self, *paths: str, title: str = "Karsum Herald", at: str = "/feed") -> None:
        items = "".join(f"<item><title>News of {path}</title><link>{path}</link></item>" for path in paths)
        self.put(at, f"<rss><channel><title>{title}</title>{items}</channel></rss>", "application/rss+xml")

    def put(self, path: str, text: str, media_type: str = "text/plain") -> None:
        body = text.encode()
        self.pages[path] = Page(body, headers={"Content-Type": media_type, "ETag": f'"{hash(body)}"'})

    def bomb(self, path: str) -> None:
        body = gzip.compress(b"a" * 30_000_000)
        self.pages[path] = Page(body, headers={"Content-Type": "text/xml", "Content-Encoding": "gzip"})

    def paths(self) -> list[str]:
        """What was asked for, and forgotten."""
        found = [path for path, _ in self.asked]
        self.asked.clear()
        return found


@contextmanager
def serve() -> Iterator[Site]:
    site = Site(url="")

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            given = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append((self.path, given))
            if site.on_request is not None:
                site.on_request(self.path)
            page = site.pages.get(self.path, Page(status=404))
            tag = page.headers.get("ETag")
            unchanged = tag is not None and given.get("if-none-match") == tag
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(304 if unchanged else page.status)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                end = time.monotonic() + page.drip_s
                while time.monotonic() < end:
                    self.wfile.write(b"a")
                    self.wfile.flush()
                    time.sleep(0.05)
                if not unchanged:
                    self.wfile.write(page.body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# Watches one round in a process that kills itself before step 1: a request, a text that is saved, events that are gathered, a
# position that is saved; then in one that kills itself before step 2; and so on, until one comes to its end. Prints how often
# it was killed.
WATCH = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from datetime import UTC, datetime
from random import Random
from newsroom import read
from dateline.desk import Watcher, WatchSettings, _ingest, _watch_keep, _watch_memory
from dateline.documents import ask_url
from dateline.ledger import open_ledger

def watch(last):
    steps = 0

    def step(work):
        def stepped(*args, **options):
            nonlocal steps
            steps += 1
            if steps == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return work(*args, **options)
        return stepped

    _watch_keep.ingest = step(_watch_keep.ingest)
    _ingest.gather = step(_ingest.gather)
    _watch_memory.Drawer._write = step(_watch_memory.Drawer._write)
    with open_ledger(sys.argv[2]) as ledger:
        watcher = Watcher(ledger, feeds=[sys.argv[3]], read=read, settings=WatchSettings(min_delay_s=0.0),
                          clock=lambda: datetime.now(UTC), sleep=lambda s: None, random=Random(1), ask=step(ask_url))
        for heard in watcher.run(once=True):
            pass

for last in range(1, 40):
    child = os.fork()
    if child == 0:
        watch(last)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        break
print(last - 1, os.waitstatus_to_exitcode(status))
"""
