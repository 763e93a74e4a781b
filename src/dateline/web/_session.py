"""Sessions: who is asking, what they may do, and the word that shows that a page of ours sent the request."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dateline.web._settings import Role, Settings

LIFE_S: Final = 12 * 3600.0  # a working day; it begins anew with each request
_MOST: Final = 2_000  # sessions kept; of more, those that were used longest ago end


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One visitor. `id` is the cookie, "" for a request without one; `csrf` must come with every request that writes.

    `is_program`: the token came in a header that no other site can make a browser send, so that no `csrf` is asked for.
    """

    who: str
    role: Role
    id: str = field(default="", repr=False)
    csrf: str = field(default="", repr=False)
    is_program: bool = False

    @property
    def may_write(self) -> bool:
        return self.role == "editor"


class Sessions:
    """The open sessions of one server; they end with it."""

    def __init__(self, settings: Settings, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._open: OrderedDict[str, tuple[Session, float]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def cookie(self) -> str:
        """The name of the cookie. Cookies know no ports: two workbenches of one machine must not end each other's sessions."""
        return f"dateline-{self._settings.port}"

    def write_cookie(self, session: Session | None) -> str:
        """The header that sets it, or without a session takes it away."""
        value, age = (session.id, int(LIFE_S)) if session else ("", 0)
        secure = "; Secure" if self._settings.is_encrypted else ""
        return f"{self.cookie}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{secure}"

    def get(self, id: str) -> Session | None:
        now = self._clock()
        with self._lock:
            found = self._open.get(id)
            if found is None:
                return None
            if now - found[1] > LIFE_S:
                del self._open[id]
                return None
            self._open[id] = (found[0], now)
            self._open.move_to_end(id)
            return found[0]

    def start(self, *, who: str, role: Role) -> Session:
        session = Session(who=who, role=role, id=secrets.token_urlsafe(32), csrf=secrets.token_urlsafe(32))
        with self._lock:
            self._open[session.id] = (session, self._clock())
            while len(self._open) > _MOST:
                self._open.popitem(last=False)
        return session

    def end(self, id: str) -> None:
        with self._lock:
            self._open.pop(id, None)

    def start_own(self) -> Session | None:
        """A session for whoever sits at this machine; None where tokens are asked for."""
        return None if self._settings.tokens else self.start(who=self._settings.user, role="editor")

    def stand_in(self) -> Session | None:
        """The same for one request, not to be written with."""
        return None if self._settings.tokens else Session(who=self._settings.user, role="editor")

    def log_in(self, token: str) -> Session | None:
        """A session for the holder of this token, None for a wrong one."""
        found = self._find(token)
        return None if found is None else self.start(who=found.who, role=found.role)

    def of_program(self, token: str) -> Session | None:
        """The holder of a token that came in the header `Authorization`."""
        return self._find(token)

    def _find(self, token: str) -> Session | None:
        given = token.encode("utf-8", "surrogatepass")
        found: Session | None = None
        for one in self._settings.tokens:  # all of them, so that the time tells nothing of which
            if hmac.compare_digest(one.token.encode(), given):
                found = Session(who=one.name, role=one.role, is_program=True)
        return found


def is_same(given: str, known: str) -> bool:
    """Compares secrets in a time that tells nothing of them; never equal where there is none."""
    return bool(known) and hmac.compare_digest(given.encode("utf-8", "surrogatepass"), known.encode())
