"""post_alert: an alert to an address of the web, signed and stamped; one request, no redirect, within a time."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from dateline import __version__
from dateline.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from dateline.alerts._alert import Alert

CONNECT_S: Final = 5.0
ANSWER_S: Final = 15.0
# Answers that say "not now"; any other that is no 2xx is a refusal that asking again does not change.
_NOT_NOW: Final = frozenset({408, 425, 429})
_MOST_SECRET: Final = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came of a request: it is done, or it may be tried again, or it was refused for good. `problem` holds no secret."""

    is_done: bool
    is_final: bool
    problem: str = ""


Post = Callable[[str, bytes, Mapping[str, str]], int]
"""Sends a body with headers to an address and gives the status of the answer. Raises OSError."""


def sign(secret: bytes, stamp: int, body: bytes) -> str:
    """`v1=` and the HMAC-SHA256, in hexadecimal digits, of the stamp (seconds since 1970), a dot and the body."""
    return "v1=" + hmac.new(secret, f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


def read_secret(given: str, *, environment: Mapping[str, str] = os.environ) -> bytes | None:
    """The secret that `env:NAME` or `file:PATH` names, without a line's end; None for "". Raises UsageError."""
    if not given:
        return None
    kind, _, name = given.partition(":")
    if kind == "env":
        found = environment.get(name, "").strip().encode()
        if not found:
            raise UsageError(f"The variable {name} with the secret is not set.")
        return found
    try:
        with Path(name).open("rb") as file:
            found = file.read(_MOST_SECRET + 1).strip()
    except OSError as error:
        raise UsageError(f"{name}: the file with the secret cannot be read ({error.strerror}).") from None
    if not found or len(found) > _MOST_SECRET:
        raise UsageError(f"{name}: there is no secret in it, or more than one.")
    return found


def post_alert(alert: Alert, url: str, *, secret: bytes | None, now: datetime, post: Post | None = None) -> Sent:
    """Sends the alert once. The same alert has the same `Idempotency-Key` each time, by which a receiver knows a repetition."""
    body = msgspec.json.encode(alert)
    stamp = int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"dateline/{__version__}",
        "Idempotency-Key": alert.key,
        "Dateline-Timestamp": str(stamp),
    }
    if secret is not None:
        headers["Dateline-Signature"] = sign(secret, stamp, body)
    try:
        status = (post or send)(url, body, headers)
    except OSError as error:
        return Sent(is_done=False, is_final=False, problem=_say(error))
    if 200 <= status < 300:
        return Sent(is_done=True, is_final=True)
    if 300 <= status < 400:
        problem = f"the server sent it elsewhere (status {status}), which is not followed; give the address itself"
        return Sent(is_done=False, is_final=True, problem=problem)
    final = 400 <= status < 500 and status not in _NOT_NOW
    return Sent(is_done=False, is_final=final, problem=f"the server answered with status {status}")


def send(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """One POST to exactly this address, without redirects, proxies and cookies. Raises OSError."""
    import urllib3  # noqa: PLC0415  only where there is a webhook

    timeout = urllib3.Timeout(connect=CONNECT_S, read=ANSWER_S, total=CONNECT_S + ANSWER_S)
    try:
        with urllib3.PoolManager(num_pools=1, timeout=timeout) as pool:
            answer = pool.request(
                "POST", url, body=body, headers=dict(headers), redirect=False, retries=False, preload_content=False
            )
            status = answer.status
            answer.close()  # what it says does not matter, and may never end
            return status
    except urllib3.exceptions.HTTPError as error:
        raise OSError(_first(error)) from None


def _say(error: OSError) -> str:
    return f"it could not be sent ({error.strerror or error})"


def _first(error: Exception) -> str:
    name = type(error).__name__
    return {
        "NewConnectionError": "no connection",
        "ConnectTimeoutError": "no connection in time",
        "ReadTimeoutError": "no answer in time",
        "NameResolutionError": "no such host",
        "SSLError": "the certificate does not hold",
    }.get(name, name)
