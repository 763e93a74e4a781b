"""A page as the workbench's browser tests look at it: opened, checked, and drawn where pictures are asked for.

DATELINE_SCREENSHOTS=1 writes pictures into docs/screenshots. axe-core looks for faults of accessibility.
"""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE: Final = resources.files("axe_playwright_python") / "axe.min.js"
PICTURES: Final = Path(__file__).parents[2] / "docs" / "screenshots"
PHONE: Final = {"width": 360, "height": 740}
PATIENCE: Final = 15_000  # milliseconds: a busy machine is slow, not wrong
expect.set_options(timeout=PATIENCE)


def open_at(page: Page, address: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")


def picture(page: Page, name: str) -> None:
    if os.environ.get("DATELINE_SCREENSHOTS"):
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


def check(page: Page) -> None:
    """No serious fault of accessibility, and nothing that is wider than the window."""
    size = page.viewport_size
    assert size is not None
    # A phone's browser shrinks a page that is too wide, so that `innerWidth` would be no measure.
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], "the page is too wide"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((all) => all.violations)")
    serious = [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:4]]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []
