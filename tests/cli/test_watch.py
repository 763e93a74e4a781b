"""`dateline watch` as its user meets it: lines, JSON, the log, the list, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fake_pipeline import make_fake

from dateline.cli import _work, main

RSS = "<rss><channel><title>Port Watch</title>{}</channel></rss>"
ITEM = "<item><title>News {0}</title><link>/{0}</link></item>"


class Site:
    def __init__(self) -> None:
        self.pages: dict[str, str] = {
            "/feed": RSS.format(ITEM.format(1) + ITEM.format(2)),
            "/1": "The harbour was closed.",
        }
        self.url = ""


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            page = made.pages.get(self.path)
            self.send_response(200 if page is not None else 404)
            self.send_header("Content-Type", "text/xml" if self.path == "/feed" else "text/plain")
            self.end_headers()
            self.wfile.write((page or "").encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(_work, "open_pipeline", make_fake)
    monkeypatch.setenv("DATELINE_LEDGER", str(tmp_path / "ledger.sqlite"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "ledger.sqlite"


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["watch", *words])
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


def watch(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    return run(capfd, "--once", "--min-delay", "0", *words)


def test_one_line_an_article_and_a_summary(capfd, site, book):
    status, out, err = watch(capfd, f"{site.url}/feed")
    new, failed = out.splitlines()
    assert status == 1
    assert new.startswith("new       News 1 · 1 event · text ") and new.endswith(f" · {site.url}/1")
    assert failed.startswith("failed    News 2 · the server answered 404 · again at ")
    assert f"{site.url}/feed: 2 entries, 2 new" in err
    assert f"1 look at feeds, 1 new text, 1 failed; 1 event saved to {book}." in err
    status, out, err = watch(capfd)
    assert (status, out) == (0, "") and "2 entries, 0 new" in err


def test_a_revision_says_what_it_changed(capfd, site, monkeypatch):
    site.pages["/feed"] = RSS.format(ITEM.format(1))
    watch(capfd, f"{site.url}/feed")
    site.pages["/1"] = "The harbour was opened."
    site.pages["/feed"] = RSS.format(ITEM.format(1) + "<!-- -->").replace("News 1", "News 1 again")
    status, out, _ = watch(capfd, "--quiet")
    head, *changes = out.splitlines()
    assert status == 0 and head.startswith("revision  News 1 again · 1 event")
    assert changes and all(line.startswith("          ") for line in changes)


def test_json_and_a_log(capfd, site, tmp_path):
    log = tmp_path / "refused.jsonl"
    status, out, _ = watch(capfd, f"{site.url}/feed", "--json", "--log", str(log))
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 1 and [line["kind"] for line in lines] == ["feed", "new", "failed"]
    assert lines[1]["events"] == 1 and lines[1]["feed"] == f"{site.url}/feed" and lines[1]["revision"]
    (refused,) = [json.loads(line) for line in log.read_text().splitlines()]
    assert (refused["kind"], refused["source"], refused["reason"]) == (
        "failed",
        f"{site.url}/2",
        "the server answered 404",
    )


def test_the_list_and_what_is_watched_no_more(capfd, site):
    watch(capfd, f"{site.url}/feed")
    status, out, _ = run(capfd, "--list")
    assert status == 0 and "Port Watch" in out and "2 entries, 1 article read" in out
    assert f"the server answered 404: {site.url}/2" in out
    (listed,) = [json.loads(line) for line in run(capfd, "--list", "--json")[1].splitlines()]
    assert (listed["source"], listed["entries"], listed["texts"]) == (f"{site.url}/feed", 2, 1)
    assert run(capfd, f"{site.url}/feed", "--forget")[0] == 0
    status, _, err = run(capfd, f"{site.url}/feed", "--forget")
    assert status == 2 and "it is not watched" in err
    assert "Nothing is watched yet" in run(capfd, "--list")[1]


def test_a_list_of_feeds_and_a_folder(capfd, site, tmp_path):
    site.pages["/feed"] = RSS.format(ITEM.format(1))
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{site.url}/feed"/></body></opml>')
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "a.txt").write_text("The port was opened.")
    os.utime(folder / "a.txt", (1, 1))
    status, out, _ = watch(capfd, "--opml", "feeds.opml", "--folder", "incoming")
    assert status == 1 and "private or reserved network" in out and f"{folder / 'a.txt'}" in out
    status, out, _ = watch(capfd, "--opml", "feeds.opml", "--allow-private")
    assert status == 0 and "News 1" in out
    assert run(capfd, "--folder", "incoming", "--forget")[0] == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Nothing is watched yet"),
        (("news.xml",), "no address of a feed"),
        ((".",), "give it with --folder"),
        (("--opml", "bad.opml"), "it is no OPML"),
        (("--forget",), "name the feeds"),
        (("http://x.example/f", "--user-agent", "\u00e9"), "ASCII"),
        (("http://x.example/f", "--every", "0"), "--every"),
        (("http://x.example/f", "--log", "missing/log"), "it cannot be written"),
    ],
)
def test_wrong_calls(capfd, tmp_path, words, told):
    (tmp_path / "bad.opml").write_text("<rss/>")
    status, out, err = run(capfd, *words)
    assert (status, out) == (2, "") and told in err


def test_the_extra_is_named_where_it_is_missing(capfd, site, monkeypatch):
    monkeypatch.setitem(sys.modules, "protego", None)
    status, _, err = watch(capfd, f"{site.url}/feed")
    assert status == 2 and "pip install 'dateline[feeds]'" in err


def test_control_c_ends_it_cleanly(site, book, tmp_path):
    site.pages["/feed"] = RSS.format(ITEM.format(1))
    code = (
        # Where the tests run in the background, their children are born deaf to the signal.
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); sys.path.insert(0, sys.argv[1]);"
        "from fake_pipeline import make_fake; from dateline.cli import _work, main;"
        "_work.open_pipeline = make_fake; main(['watch', sys.argv[2], '--min-delay', '0'])"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), f"{site.url}/feed"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline().startswith("new       News 1")
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=60)
    assert child.returncode == 130 and "1 new text" in err and "Traceback" not in err
