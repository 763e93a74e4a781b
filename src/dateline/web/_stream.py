"""/stream: server-sent events that tell of each new line of the ledger's log, and of how jobs go on.

A browser that lost the connection asks again with the number of the last line that it was told of (`Last-Event-ID`), and is
told of what came since. The events carry numbers and no content: whoever wants to know asks the other routes.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from fastapi import APIRouter, Header, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from dateline.web._answer import Refused
from dateline.web._desk import Visitor
from dateline.web._schema import FAULTS

if TYPE_CHECKING:
    from dateline.web._desk import Desk

LOOK_S: Final = 1.0  # between two looks at the log; other programs write to it too
BEAT_S: Final = 15.0  # after so long without news a line of remark, so that proxies do not take the connection for dead
RETRY_MS: Final = 2_000
_TEXT: Final = "text/event-stream"


class Watch:
    """The newest line of the log, asked of the ledger at most once in `LOOK_S` for all that listen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._seen = (0.0, 0)
        self.listeners = 0

    def entry(self) -> int:
        with self._lock:
            then, entry = self._seen
            now = time.monotonic()
            if not entry or now - then >= LOOK_S / 2:
                entry = self._desk.view().entry
                self._seen = (now, entry)
            return entry


def make_router(desk: Desk) -> APIRouter:
    router = APIRouter()
    watch = Watch(desk)
    shape = {_TEXT: {"schema": {"type": "string"}}}

    @router.get(
        "/stream",
        response_class=StreamingResponse,
        responses={200: {"description": "Server-sent events: `entry` and `job`.", "content": shape}, **FAULTS},
    )
    async def stream(
        request: Request,
        visitor: Visitor,
        last_event_id: Annotated[str, Header(max_length=20, description="The last line that was told of.")] = "",
    ) -> Response:
        """Tells of each new line of the log by an event `entry`, first of the newest there is; and of jobs by `job`."""
        if watch.listeners >= desk.settings.bounds.max_streams:
            raise Refused(503, "busy", "Too many pages are listening; close some of them.", retry_after=30)
        known = int(last_event_id) if last_event_id.isdecimal() else -1
        events = _tell(request, desk, watch, known=known, who=visitor.who)
        return StreamingResponse(
            events, media_type=_TEXT, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        )

    return router


async def _tell(request: Request, desk: Desk, watch: Watch, *, known: int, who: str) -> AsyncIterator[bytes]:
    watch.listeners += 1
    try:
        yield f"retry: {RETRY_MS}\n\n".encode()
        quiet = 0.0
        told: dict[str, bytes] = {}
        while not desk.is_closing and not await request.is_disconnected():
            entry = await run_in_threadpool(watch.entry)
            news: list[bytes] = []
            # A number that is not of this ledger is of one that was served here before.
            if entry != known:
                known = entry
                news.append(
                    f"id: {entry}\nevent: entry\ndata: ".encode() + msgspec.json.encode({"entry": entry}) + b"\n\n"
                )
            for job in desk.jobs.list(who):
                data = msgspec.json.encode(job)
                if told.get(job.id) != data:
                    told[job.id] = data
                    news.append(b"event: job\ndata: " + data + b"\n\n")
            if news:
                yield b"".join(news)
                quiet = 0.0
            elif quiet >= BEAT_S:
                yield b": still here\n\n"
                quiet = 0.0
            await asyncio.sleep(LOOK_S)
            quiet += LOOK_S
    finally:
        watch.listeners -= 1
