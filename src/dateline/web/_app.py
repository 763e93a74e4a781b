"""make_app: a ledger and settings -> the application that is served."""

from __future__ import annotations

import importlib.util
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from dateline import __version__
from dateline.errors import DatelineError
from dateline.web import _add, _export, _judge, _list, _stream
from dateline.web._answer import Refused, refuse, refuse_for
from dateline.web._desk import Desk
from dateline.web._guard import Guard
from dateline.web._job import Reads, load_reader
from dateline.web._login import make_login
from dateline.web._page import make_pages
from dateline.web._schema import gather_components

if TYPE_CHECKING:
    from fastapi import APIRouter
    from starlette.responses import Response

    from dateline.ledger import Ledger
    from dateline.web._settings import Settings

PREFIX: Final = "/api/v1"
# The slices of the workbench, each with a `make_router`; one that a version does not have is left out.
_OWN: Final = (_list, _stream, _add, _judge, _export)
_SLICES: Final = ("_explore", "_evidence", "_review")
_CODES: Final = {404: "not-found", 405: "no-such-method", 413: "too-large", 415: "media-type"}


def make_app(ledger: Ledger, settings: Settings, *, load: Callable[[], Reads] = load_reader) -> FastAPI:
    """The workbench over a ledger. Whoever made it closes the ledger. `load` gives what reads the texts that are added.

    `app.state.desk` is what its routes share; set `is_closing` of it, and those who listen to /stream are let go.
    """
    desk = Desk(ledger, settings, load=load)

    @asynccontextmanager
    async def live(app: FastAPI) -> AsyncGenerator[None]:
        app.state.desk = desk
        yield
        await run_in_threadpool(desk.close)

    app = FastAPI(
        title="dateline", version=__version__, docs_url=None, redoc_url=None, openapi_url=f"{PREFIX}/openapi.json",
        description="What is known of events, who says so, and in which words.", lifespan=live,
    )  # fmt: skip
    app.state.desk = desk
    routers: list[Callable[[Desk], APIRouter]] = [room.make_router for room in _OWN]
    for name in _SLICES:
        if importlib.util.find_spec(f"dateline.web.{name}"):
            routers.append(import_module(f"dateline.web.{name}").make_router)
    for make in routers:
        app.include_router(make(desk), prefix=PREFIX, dependencies=[Depends(_refuse_unknown)])
    app.router.routes.extend((*make_login(desk), *make_pages()))
    app.add_exception_handler(DatelineError, _on_fault)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(Exception, _on_bug)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(Guard, settings=settings, sessions=desk.sessions)
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = gather_components(describe())
        return app.openapi_schema

    app.openapi = openapi
    return app


def _refuse_unknown(request: Request) -> None:
    """A filter that is misspelt, or given twice, must not give an answer without it."""
    known = _list_parameters(request.scope["route"].dependant)
    given = request.query_params
    unknown = sorted(set(given) - set(known))
    if unknown:
        names = ", ".join(sorted(known)) or "none"
        raise Refused(400, "usage", f"{unknown[0]!r} is no parameter here; there are {names}.")
    twice = sorted(name for name in set(given) if not known[name] and len(given.getlist(name)) > 1)
    if twice:
        raise Refused(400, "usage", f"{twice[0]!r} may be given once only.")


def _list_parameters(dependant: Any) -> dict[str, bool]:
    """The names of a route's parameters, and whether each may be given several times."""
    names = {one.alias: _takes_several(one.field_info.annotation) for one in dependant.query_params}
    for one in dependant.dependencies:
        names |= _list_parameters(one)
    return names


def _takes_several(annotation: Any) -> bool:
    return get_origin(annotation) in (list, set, tuple) or any(map(_takes_several, get_args(annotation)))


def _on_fault(request: Request, error: Exception) -> Response:
    assert isinstance(error, DatelineError)
    desk: Desk = request.app.state.desk
    return refuse_for(error, named=(desk.ledger.name, desk.ledger_name))


def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "refused")
    told = (
        f"There is nothing at {request.url.path}." if error.status_code == 404 else str(error.detail).rstrip(".") + "."
    )
    response = refuse(error.status_code, code, told)
    response.headers.update(error.headers or {})
    return response


def _on_invalid(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, RequestValidationError)
    faults = [
        {"where": ".".join(map(str, one["loc"])), "what": str(one["msg"])} for one in error.errors()[:10]
    ]  # without what was sent
    first = faults[0] if faults else {"where": "the request", "what": "it cannot be read"}
    return refuse(422, "invalid", f"{first['where']}: {first['what']}.", {"faults": faults})


def _on_bug(request: Request, error: Exception) -> Response:
    del request, error
    return refuse(500, "bug", "A fault of dateline stopped the answer; what is kept is not harmed. Please report it.")
