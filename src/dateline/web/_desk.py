"""Desk: what routes are given: the ledger, views of it, tellers, answers; and what a request asks: a filter, a time, a role.

A router is made by `make_router(desk) -> APIRouter`; its routes are plain functions (they run in threads), such as

    @router.get("/events", responses=respond(Listing))
    def events(chosen: Chosen, as_of: AsOf) -> Response:
        view = desk.view(as_of)
        return desk.answer(..., etag=desk.etag(view, request))

Errors are raised as children of DatelineError (`Refused` for one with a status of its own), and answered in one shape. What
writes (any method but GET) is let through for editors only, with the word of their session; see `_guard`.
"""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Final, get_args

from fastapi import Depends, Query, Request

from dateline.desk import Teller
from dateline.errors import UsageError
from dateline.ledger import Filter, Near, View
from dateline.model import StatusName
from dateline.web._answer import Refused, answer
from dateline.web._job import Jobs, Reads, load_reader
from dateline.web._marks import MarkKeeper
from dateline.web._session import Session, Sessions

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from dateline.ledger import Ledger
    from dateline.web._settings import Settings

STATUSES: Final[tuple[str, ...]] = get_args(StatusName)
PAGE: Final = 50  # events of a page where no limit is given
MOST: Final = 500  # events of a page at most: each takes some milliseconds
_LONGEST: Final = 500  # characters of a parameter


class Desk:
    """What all routes share. Its methods may be called by many threads at once."""

    def __init__(self, ledger: Ledger, settings: Settings, *, load: Callable[[], Reads] = load_reader) -> None:
        self.ledger = ledger
        self.settings = settings
        self.sessions = Sessions(settings)
        self.marks = MarkKeeper(ledger)
        self.jobs = Jobs(ledger, load=load, most_waiting=settings.bounds.max_jobs)
        self.is_closing = False
        self._teller: tuple[int, Teller] | None = None
        self._lock = threading.Lock()

    @property
    def ledger_name(self) -> str:
        """What the ledger is called to who asks: where it lies on the server is no matter of other machines."""
        name = self.ledger.name
        return PurePath(name).name if self.settings.tokens else name

    def close(self) -> None:
        """Ends what runs beside requests; the ledger stays open."""
        self.is_closing = True
        self.marks.close()
        self.jobs.close()

    def view(self, as_of: datetime | None = None) -> View:
        """What is known now, or was at `as_of`; one view for one request, so that all it says is of one moment."""
        return self.ledger.view(as_of)

    def teller(self, view: View) -> Teller:
        """The teller of the view; that of the newest state of the ledger is kept."""
        if view.as_of is not None:
            return Teller(view)
        with self._lock:
            if self._teller is None or self._teller[0] != view.entry:
                self._teller = (view.entry, Teller(view))
            return self._teller[1]

    @staticmethod
    def answer(value: object, *, etag: str = "", status: int = 200) -> Response:
        """The value, of frozen dataclasses, as JSON with the names of their fields; packed on the way if it is long."""
        return answer(value, etag=etag, status=status)

    @staticmethod
    def etag(view: View, request: Request) -> str:
        """What an answer that depends on the ledger and the request's address alone is named by."""
        asked = f"{view.entry} {request.url.path}?{request.url.query}"
        return hashlib.blake2b(asked.encode(), digest_size=12).hexdigest()


def get_session(request: Request) -> Session:
    """Who asks."""
    session: Session | None = getattr(request.state, "session", None)
    if session is None:
        raise Refused(401, "no-session", "Log in first: open /login, or send the header Authorization.")
    return session


def needs_editor(request: Request) -> Session:
    """Who asks, if they may edit. Writing methods are refused to others anyway; this is for reading what is not for them."""
    session = get_session(request)
    if not session.may_write:
        raise Refused(403, "reader", f"{session.who} may read and not edit; ask for a token with the role editor.")
    return session


def _word(description: str, **more: object) -> object:
    return Query(max_length=_LONGEST, description=description, json_schema_extra=dict(more) or None)  # type: ignore[arg-type]


def choose_filter(
    text: Annotated[str, _word('Words, "phrases" and -words that must not occur.')] = "",
    since: Annotated[str, _word("Events of this day or later.", examples=["2024-05-01"])] = "",
    until: Annotated[str, _word("Events of this day or earlier.", examples=["2024-05-31"])] = "",
    near: Annotated[str, _word("LAT,LON,KM: events within KM of a point.", examples=["60.45,22.27,30"])] = "",
    country: Annotated[str, _word("Events in a country, ISO 3166 alpha-3.", examples=["FIN"])] = "",
    type: Annotated[str, _word("Events of a type.", examples=["ASSAULT"])] = "",
    party: Annotated[str, _word("Events with this actor or target.")] = "",
    status: Annotated[str, _word(f"Status of the event: {', '.join(STATUSES)}.")] = "",
    source: Annotated[str, _word("What this teller, kind of teller or publisher says.")] = "",
) -> Filter:
    """The filter that a request asks for, as the command line has it. Raises UsageError."""
    if status and status not in STATUSES:
        raise UsageError(f"{status!r} is no status; give one of {', '.join(STATUSES)}.")
    return Filter(
        text=text.strip(),
        since=parse_day(since),
        until=parse_day(until),
        near=parse_near(near),
        country=country.strip().upper(),
        type=type.strip().upper(),
        party=party.strip(),
        status=status,
        source=source.strip(),
    )


def choose_time(
    as_of: Annotated[
        str, _word("What was known then: a day (its end) or a moment, UTC.", examples=["2024-05-01"])
    ] = "",
) -> datetime | None:
    """Raises UsageError."""
    given = as_of.strip()
    if not given:
        return None
    try:
        if len(given) == len("2024-05-01"):
            day = date.fromisoformat(given)
            return datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=UTC)
        # In an address a plus sign is a space.
        found = datetime.fromisoformat(given.replace(" 0", "+0"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{as_of!r} is no time; give one such as 2024-05-01 or 2024-05-01T12:00.") from None


def parse_day(given: str) -> date | None:
    """Raises UsageError."""
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        raise UsageError(f"{given!r} is no day; give one such as 2024-05-01.") from None


def parse_near(given: str) -> Near | None:
    """Raises UsageError."""
    if not given.strip():
        return None
    try:
        lat, lon, km = (float(part) for part in given.split(","))
    except ValueError:
        raise UsageError(f"{given!r} is not of the form LAT,LON,KM, such as 60.45,22.27,30.") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km <= 20_100):
        raise UsageError(f"{given!r}: the latitude is from -90 to 90, the longitude from -180 to 180, KM above 0.")
    return Near(lat=lat, lon=lon, km=km)


Chosen = Annotated[Filter, Depends(choose_filter)]
AsOf = Annotated[datetime | None, Depends(choose_time)]
Visitor = Annotated[Session, Depends(get_session)]
Editor = Annotated[Session, Depends(needs_editor)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="At most so many.")]
After = Annotated[str, _word("The id of the last event of the page before.")]
