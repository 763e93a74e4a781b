"""answer, refuse: values and errors -> responses; one shape for all errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from starlette.responses import Response

from dateline.errors import (
    Ambiguous,
    DatelineError,
    Deleted,
    DocumentError,
    LedgerError,
    LedgerFull,
    LedgerLocked,
    LedgerMissing,
    LedgerReadOnly,
    NotFound,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON: Final = "application/json"
_ENCODE: Final = msgspec.json.Encoder().encode
# The first that fits: what was raised -> the status and the code that programs go by.
_FAULTS: Final[tuple[tuple[type[DatelineError], int, str], ...]] = (
    (NotFound, 404, "not-found"),
    (Ambiguous, 409, "ambiguous"),
    (Deleted, 410, "deleted"),
    (LedgerReadOnly, 403, "read-only"),
    (LedgerLocked, 503, "locked"),
    (LedgerMissing, 503, "unreachable"),
    (LedgerFull, 507, "full"),
    (LedgerError, 500, "ledger"),
    (UsageError, 400, "usage"),
    (DocumentError, 422, "document"),
)


class Refused(DatelineError):
    """A request that is not answered as asked, with the status and the code to say so."""

    def __init__(self, status: int, code: str, message: str, **details: object) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.details = details


def answer(value: object, *, etag: str = "", status: int = 200) -> Response:
    """The value as JSON. With an `etag`, who has it already is told so in place of the answer."""
    headers = {"ETag": f'W/"{etag}"'} if etag else {}
    return Response(_ENCODE(value), status_code=status, media_type=JSON, headers=headers)


def refuse(status: int, code: str, message: str, details: Mapping[str, object] | None = None) -> Response:
    shown = {"error": {"code": code, "message": message, "details": details or {}}}
    return Response(_ENCODE(shown), status_code=status, media_type=JSON)


def refuse_for(error: DatelineError, *, named: tuple[str, str] = ("", "")) -> Response:
    """The response that tells of an error; its sentence is meant for people. `named`: a name in it and what is said for it."""
    told = str(error).replace(*named) if named[0] else str(error)
    if isinstance(error, Refused):
        response = refuse(error.status, error.code, told, error.details)
        if "retry_after" in error.details:
            response.headers["Retry-After"] = str(error.details["retry_after"])
        return response
    for kind, status, code in _FAULTS:
        if isinstance(error, kind):
            return refuse(status, code, told)
    return refuse(500, "failure", told)
