"""Pages and what they are made of: plain files of the package, the same for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dateline.web._answer import Refused

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

STATIC: Final = Path(__file__).parent / "static"
# The address of each page -> its file, without ".html"; what stands in braces is for the page's own code to read.
PAGES: Final = {
    "/": "now",
    "/explore": "explore",
    "/story": "story",
    "/event/{id}": "event",
    "/document/{id}": "document",
    "/actor": "actor",
    "/review": "review",
    "/add": "add",
}


def make_pages() -> list[BaseRoute]:
    """The routes of all pages and of the files that they name under /static/."""
    return [
        *(Route(address, _serve(name), name=name) for address, name in PAGES.items()),
        Route("/favicon.ico", _icon),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]


def _serve(name: str):
    def page(request: Request) -> Response:
        del request
        file = STATIC / f"{name}.html"
        if not file.is_file():
            raise Refused(404, "not-found", f"There is no page {name} in this version.")
        return FileResponse(file, media_type="text/html; charset=utf-8")

    return page


def _icon(request: Request) -> Response:
    del request
    return RedirectResponse("/static/icon.svg", status_code=308)
