"""Guard: what every request passes before anything of the ledger is looked at, and what every response carries.

In this order: the host that was asked for, the number and size of requests, who asks, and for what writes: the role, that the
request came from a page of ours, and the word of its session. A route need not think of any of it.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

from dateline.web._answer import Refused, refuse_for
from dateline.web._limit import Limiter
from dateline.web._session import Session, is_same
from dateline.web._settings import is_loopback

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dateline.web._session import Sessions
    from dateline.web._settings import Settings

API: Final = "/api/"
LOGIN: Final = "/login"
LOGOUT: Final = "/logout"
SESSION: Final = "/api/v1/session"
DOCUMENTS: Final = "/api/v1/documents"
# What is no edit of the ledger's knowledge, so that a reader may do it.
_NO_EDIT: Final = frozenset({LOGOUT, "/api/v1/looks"})
_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN: Final = ("/static/",)
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": a form would then be sent with the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware; see the module."""

    def __init__(self, app: ASGIApp, *, settings: Settings, sessions: Sessions) -> None:
        self._app = app
        self._settings = settings
        self._sessions = sessions
        bounds = settings.bounds
        self._reads, self._writes, self._logins = (Limiter(*b) for b in (bounds.reads, bounds.writes, bounds.logins))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        dress = _Dress(send, request)
        try:
            self._check_host(request)
            session = self._find_session(request, dress)
            self._count(request, session)
            most = self._check_size(request)
            if request.method not in _READS:
                self._check_writing(request, session)
            elif request.headers.get("sec-fetch-site") == "cross-site" and request.url.path.startswith(API):
                raise Refused(403, "cross-site", "Another site asked for this; open it from the workbench.")
            if session is None and not self._is_open(request):
                if request.url.path.startswith(API) or request.method not in _READS:
                    raise Refused(401, "no-session", "Log in first: open /login, or send the header Authorization.")
                await RedirectResponse(LOGIN, status_code=303)(scope, receive, dress)
                return
            scope.setdefault("state", {})["session"] = session
            await self._app(scope, _Measured(receive, most), dress)
        except Refused as error:
            if dress.has_begun:
                raise
            await refuse_for(error)(scope, receive, dress)

    def _check_host(self, request: Request) -> None:
        """A name that somebody made lead to this machine is none of ours, whatever page asks for it."""
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            raise Refused(421, "wrong-host", "The server is not asked under this name; --allow-host NAME adds one.")

    def _is_ours(self, given: str) -> bool:
        try:
            parts = urlsplit(f"//{given}")
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            return False
        if parts.username is not None or parts.path or parts.query or not host:
            return False
        if host in (name.lower() for name in self._settings.hosts):
            return True  # behind a proxy the port is the proxy's
        if port is not None and port != self._settings.port:
            return False
        own = self._settings.host.strip("[]").lower()
        if is_loopback(own):
            return is_loopback(host)
        # Bound to all addresses of the machine it is asked by one of them: an address cannot be made to lead elsewhere.
        return host == own or (own in ("0.0.0.0", "::") and _is_address(host))

    def _find_session(self, request: Request, dress: _Dress) -> Session | None:
        given = request.headers.get("authorization", "")
        if given[:7].lower() == "bearer ":
            found = self._sessions.of_program(given[7:].strip())
            if found is None:
                if wait := self._logins.take(_client(request)):
                    raise _too_many(wait)
                raise Refused(401, "wrong-token", "The token in the header Authorization is not known.")
            return found
        found = self._sessions.get(request.cookies.get(self._sessions.cookie, ""))
        if found is not None:
            return found
        path = request.url.path
        if path == SESSION or not path.startswith((API, *_OPEN)):
            started = self._sessions.start_own()
            if started is not None:
                dress.cookie = self._sessions.write_cookie(started)
            return started
        return self._sessions.stand_in()

    def _count(self, request: Request, session: Session | None) -> None:
        client = session.id if session and session.id else _client(request)
        is_login = request.url.path == LOGIN and request.method not in _READS
        limiter = self._logins if is_login else self._reads if request.method in _READS else self._writes
        if wait := limiter.take(_client(request) if is_login else client):
            raise _too_many(wait)

    def _check_size(self, request: Request) -> int:
        bounds = self._settings.bounds
        most = bounds.max_upload if request.url.path == DOCUMENTS else bounds.max_body
        given = request.headers.get("content-length", "0")
        if not given.isdecimal() or int(given) > most:
            raise _too_large(most)
        return most

    def _check_writing(self, request: Request, session: Session | None) -> None:
        path = request.url.path
        if session is not None and session.is_program:
            self._check_role(path, session)
            return
        site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
        same = origin is None or (
            urlsplit(origin).netloc.lower() == request.headers["host"].lower() and origin != "null"
        )
        if not same or site not in (None, "same-origin"):
            raise Refused(403, "cross-site", "The request comes from another site; use the pages of the workbench.")
        if path == LOGIN:
            return
        if session is None or not session.id:
            raise Refused(401, "no-session", "Without a session nothing is written: ask /api/v1/session first.")
        if not is_same(request.headers.get("x-csrf-token", ""), session.csrf):
            raise Refused(
                403, "no-csrf", "The header X-CSRF-Token of /api/v1/session is missing or of another session."
            )
        self._check_role(path, session)

    @staticmethod
    def _check_role(path: str, session: Session) -> None:
        if not session.may_write and path not in _NO_EDIT:
            raise Refused(403, "reader", f"{session.who} may read and not edit; ask for a token with the role editor.")

    @staticmethod
    def _is_open(request: Request) -> bool:
        return request.url.path == LOGIN or request.url.path.startswith(_OPEN)


class _Dress:
    """What each response carries; answers that the client has already shrink to 304."""

    def __init__(self, send: Send, request: Request) -> None:
        self._send = send
        self._request = request
        self._is_known = False
        self.cookie = ""
        self.has_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "private, no-cache")
            if self.cookie and "set-cookie" not in headers:
                headers["Set-Cookie"] = self.cookie
            self._is_known = self._is_same(message["status"], headers)
            if self._is_known:
                for name in ("content-length", "content-encoding", "content-type"):
                    del headers[name]
                message["status"] = 304
        elif self._is_known and message["type"] == "http.response.body":
            message = {"type": "http.response.body", "body": b"", "more_body": message.get("more_body", False)}
        await self._send(message)

    def _is_same(self, status: int, headers: Headers) -> bool:
        known = self._request.headers.get("if-none-match", "")
        etag = headers.get("etag")
        if status != 200 or not etag or self._request.method not in ("GET", "HEAD"):
            return False
        return etag.removeprefix("W/") in {one.strip().removeprefix("W/") for one in known.split(",")}


class _Measured:
    """The body of a request as it comes in, up to `most` bytes."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most
        self._most = most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            # What reads the body takes any other exception for a broken body.
            raise HTTPException(413, str(_too_large(self._most)))
        return message


def _too_large(most: int) -> Refused:
    return Refused(413, "too-large", f"The request is over the limit of {most / 1e6:g} MB.", limit=most)


def _too_many(wait: float) -> Refused:
    seconds = max(1, round(wait))
    return Refused(429, "too-many", f"Too many requests; try again in {seconds} s.", retry_after=seconds)


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
