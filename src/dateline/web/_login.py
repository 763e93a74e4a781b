"""The page on which the holder of a token logs in, and the way out. A token is sent in a form and never stands in an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dateline.web._answer import Refused
from dateline.web._guard import LOGIN, LOGOUT
from dateline.web._page import STATIC

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from dateline.web._desk import Desk

_WRONG: Final = '<p id="wrong" role="alert" hidden>'


def make_login(desk: Desk) -> list[BaseRoute]:
    """The routes /login and /logout."""

    def show(request: Request) -> Response:
        if desk.sessions.get(request.cookies.get(desk.sessions.cookie, "")) or not desk.settings.tokens:
            return RedirectResponse("/", status_code=303)
        return HTMLResponse((STATIC / "login.html").read_text("utf-8"))

    async def enter(request: Request) -> Response:
        if (
            request.headers.get("content-type", "").partition(";")[0].strip().lower()
            != "application/x-www-form-urlencoded"
        ):
            raise Refused(415, "media-type", "Send the form of the page /login.")
        async with request.form(max_files=0, max_fields=5) as form:
            given = form.get("token")
        session = desk.sessions.log_in(given.strip() if isinstance(given, str) else "")
        if session is None:
            page = await run_in_threadpool((STATIC / "login.html").read_text, "utf-8")
            return HTMLResponse(page.replace(_WRONG, _WRONG.replace(" hidden", "")), status_code=401)
        desk.sessions.end(request.cookies.get(desk.sessions.cookie, ""))
        response = RedirectResponse("/", status_code=303)
        response.headers["Set-Cookie"] = desk.sessions.write_cookie(session)
        return response

    def leave(request: Request) -> Response:
        desk.sessions.end(request.cookies.get(desk.sessions.cookie, ""))
        return Response(status_code=204, headers={"Set-Cookie": desk.sessions.write_cookie(None)})

    return [
        Route(LOGIN, show, methods=["GET"]),
        Route(LOGIN, enter, methods=["POST"]),
        Route(LOGOUT, leave, methods=["POST"]),
    ]
