"""Routes of the formats that other tools read."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final, cast

from fastapi import APIRouter, Query, Response
from fastapi import Path as InPath
from starlette.background import BackgroundTask
from starlette.responses import StreamingResponse

from dateline import __version__
from dateline import desk as act
from dateline.errors import LedgerReadOnly, NotFound, UsageError
from dateline.exports import FORMATS, Loss, get_format
from dateline.web._answer import Refused
from dateline.web._desk import AsOf, Chosen, Desk, Visitor
from dateline.web._schema import FAULTS, respond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.exports import Format
    from dateline.ledger import Filter

MOST_AT_ONCE: Final = 2  # each reads the whole ledger
_IN_MEMORY: Final = 4 << 20
_PIECE: Final = 1 << 18
Name = Annotated[str, InPath(max_length=50, description="A format of /formats.")]
Rejected = Annotated[bool, Query(description="Also events that a person rejected.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatInfo:
    """`extra` is the extra of pip that it needs, "" for none; `whole`: it takes all of the ledger and no choice of events."""

    name: str
    title: str
    suffix: str
    media_type: str
    extra: str
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatList:
    formats: tuple[FormatInfo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What an export cannot carry; nothing is written and nothing told in the log."""

    format: str
    losses: tuple[Loss, ...]


def make_router(desk: Desk) -> APIRouter:
    router = APIRouter()
    turns = threading.BoundedSemaphore(MOST_AT_ONCE)

    @contextmanager
    def taking_turns() -> Generator[None]:
        if not turns.acquire(blocking=False):
            raise Refused(503, "busy", "Other exports are being made; try again in a moment.", retry_after=10)
        try:
            yield
        finally:
            turns.release()

    @router.get("/formats", responses=respond(FormatList))
    def formats() -> Response:
        """The formats of exports."""
        return desk.answer(FormatList(formats=tuple(_tell(one) for one in FORMATS.values())))

    @router.get(
        "/export/{name}",
        response_class=StreamingResponse,
        responses={200: {"description": "The file.", "content": {"application/octet-stream": {}}}, **FAULTS},
    )
    def export(visitor: Visitor, chosen: Chosen, as_of: AsOf, name: Name, rejected: Rejected = False) -> Response:
        """What is known of the events of the filter, as a file; the header X-Losses counts what the format cannot carry."""
        format = _find(name)
        losses: list[Loss] = []
        # It is closed when it was sent.
        out = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115
        try:
            with taking_turns():
                _write(
                    desk, format, out, losses, who=visitor.who, chosen=chosen, as_of=as_of, rejected=rejected, log=True
                )
            size = out.tell()
            out.seek(0)
        except BaseException:
            out.close()
            raise
        file = f"dateline-{format.name}{format.suffix}"
        return StreamingResponse(
            _send(out),
            media_type=format.media_type,
            headers={
                "Content-Disposition": f'attachment; filename="{file}"',
                "Content-Length": str(size),
                "X-Losses": str(len(losses)),
                "Cache-Control": "no-store",
            },
            background=BackgroundTask(out.close),
        )

    @router.get("/export/{name}/losses", responses=respond(Losses))
    def losses(visitor: Visitor, chosen: Chosen, as_of: AsOf, name: Name, rejected: Rejected = False) -> Response:
        """What the same export cannot carry."""
        format = _find(name)
        found: list[Loss] = []
        with taking_turns(), tempfile.TemporaryFile() as out:
            _write(
                desk,
                format,
                cast(BinaryIO, out),
                found,
                who=visitor.who,
                chosen=chosen,
                as_of=as_of,
                rejected=rejected,
                log=False,
            )
        return desk.answer(Losses(format=format.name, losses=tuple(found)))

    return router


def _find(name: str) -> Format:
    try:
        return get_format(name)
    except UsageError as error:
        raise NotFound(str(error)) from error


def _write(
    desk: Desk,
    format: Format,
    out: BinaryIO,
    losses: list[Loss],
    *,
    who: str,
    chosen: Filter,
    as_of: datetime | None,
    rejected: bool,
    log: bool,
) -> None:
    try:
        act.export(
            desk.ledger, format, out, note=losses.append, made=datetime.now(UTC), program=f"dateline {__version__}", who=who,
            chosen=chosen, as_of=as_of, rejected=rejected, log=log,
        )  # fmt: skip
    except LedgerReadOnly:
        # All is written but for the line of the log, which this ledger cannot have.
        if not log:
            raise


def _send(out: BinaryIO) -> Iterator[bytes]:
    while piece := out.read(_PIECE):
        yield piece


def _tell(format: Format) -> FormatInfo:
    return FormatInfo(
        name=format.name, title=format.title, suffix=format.suffix, media_type=format.media_type, extra=format.extra,
        whole=format.whole,
    )  # fmt: skip
