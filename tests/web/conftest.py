"""Fixtures of the workbench's tests.

seeded   a ledger with something of everything, the same for all tests: read it, never write to it
fresh    a copy of it to write to
client   the application over `seeded`, asked without a network; `fresh_client` over `fresh`
server   a real server over `seeded`, as a browser sees it: `.url`, `.ledger`; `fresh_server` over `fresh`
page     a page of a real browser (Playwright on Debian's Chromium); a script that fails, or one that the policy stops, fails the
         test
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

pytest.importorskip("fastapi", reason="the workbench needs the extra `web`")

from starlette.testclient import TestClient

from dateline.ledger import Ledger, open_ledger
from dateline.web import make_app

sys.path.append(str(Path(__file__).parent))

import seed
from served import ADDRESS, SETTINGS, Served, Stub, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM: Final = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "seeded.sqlite"
    seed.seed(path)
    return path


@pytest.fixture(scope="session")
def seeded(seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A copy too: what a server keeps ready in it is in no copy of the file."""
    path = copy(seeded_file, tmp_path_factory.mktemp("web") / "seeded.sqlite")
    with open_ledger(path) as ledger:
        yield ledger


def copy(file: Path, path: Path) -> Path:
    for suffix in ("", "-wal"):
        if (found := Path(f"{file}{suffix}")).exists():
            shutil.copy(found, f"{path}{suffix}")
    return path


@pytest.fixture
def fresh(seeded_file: Path, tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(copy(seeded_file, tmp_path / "fresh.sqlite")) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def shared_client(seeded: Ledger) -> Iterator[TestClient]:
    with TestClient(make_app(seeded, SETTINGS), base_url=ADDRESS) as made:
        yield made


@pytest.fixture
def client(shared_client: TestClient) -> TestClient:
    shared_client.cookies.clear()
    return shared_client


@pytest.fixture
def fresh_client(fresh: Ledger) -> Iterator[TestClient]:
    """Asks with the word of its session, as the pages do. What it adds is read by `Stub`."""
    with TestClient(make_app(fresh, SETTINGS, load=Stub), base_url=ADDRESS) as made:
        made.headers["X-CSRF-Token"] = made.get("/api/v1/session").json()["csrf"]
        yield made


@pytest.fixture
def wait(fresh_client: TestClient) -> Callable[[str], dict[str, Any]]:
    """Waits for a job of `fresh_client` to end, and gives it."""

    def until_ended(id: str) -> dict[str, Any]:
        for _ in range(2_000):
            job = fresh_client.get(f"/api/v1/jobs/{id}").json()
            if job["state"] not in ("waiting", "working"):
                return job
            time.sleep(0.01)
        raise AssertionError(f"the job does not end: {job}")

    return until_ended


@pytest.fixture(scope="session")
def server(seeded: Ledger) -> Iterator[Served]:
    with serving(seeded) as served:
        yield served


@pytest.fixture
def fresh_server(fresh: Ledger) -> Iterator[Served]:
    with serving(fresh) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="browser tests need playwright")
    if not CHROMIUM.exists():
        pytest.skip(f"browser tests need {CHROMIUM}")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages of other kinds: `open_page(viewport={...}, color_scheme="dark")`; see `page`."""
    contexts: list[Any] = []
    faults: list[str] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **options})
        contexts.append(context)
        made = context.new_page()
        made.on("pageerror", lambda error: faults.append(str(error)))
        made.on(
            "console",
            lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
        )
        return made

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()
