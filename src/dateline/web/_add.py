"""Routes that add to the ledger: a text, an address, files; and how far their reading has got."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi import Path as InPath
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from dateline.documents import Limits, fetch_url, load
from dateline.web._answer import Refused
from dateline.web._body import read_body, take
from dateline.web._desk import Desk, Editor, Visitor
from dateline.web._job import Job, Work, each
from dateline.web._schema import respond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.documents import Loaded

_ADDRESS: Final = re.compile(r"https?://[^\s\x00-\x20]+", re.IGNORECASE)
_DAY: Final = r"^\d{4}-\d{2}-\d{2}$"
_PIECE: Final = 1 << 20
_FILES: Final[dict[str, Any]] = {
    "schema": {
        "type": "object",
        "required": ["files"],
        "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
    }
}
_Text = Annotated[str, msgspec.Meta(min_length=1)]
_Word = Annotated[str, msgspec.Meta(max_length=2_000)]
JobId = Annotated[str, InPath(max_length=40)]


class NewDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A text with what is known of it; or, without a text, an address to be fetched and read."""

    text: _Text | None = None
    url: _Word | None = None
    title: _Word | None = None
    publisher: _Word | None = None
    author: _Word | None = None
    published: Annotated[str, msgspec.Meta(pattern=_DAY)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobList:
    """The visitor's jobs, the newest first."""

    jobs: tuple[Job, ...]


def make_router(desk: Desk) -> APIRouter:
    router = APIRouter()

    @router.post(
        "/documents",
        status_code=202,
        responses=respond(Job, status=202, description="The job that reads it; GET /jobs/{id} and /stream tell of it."),
        openapi_extra=take(NewDocument, multipart_form_data=_FILES),
    )
    async def documents(request: Request, editor: Editor) -> Response:
        """Reads a text, an address, or files of all forms that `dateline read` takes, and keeps what it reads.

        An address of this machine or of a private network is not fetched, unless the server was started with --allow-private.
        """
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type == "multipart/form-data":
            work = await _take_files(desk, request)
        else:
            work = await run_in_threadpool(_take_one, desk, await read_body(request, NewDocument))
        try:
            job = desk.jobs.submit(work, who=editor.who)
        except Refused:
            work.tidy()
            raise
        return desk.answer(job, status=202)

    @router.get("/jobs", responses=respond(JobList))
    def jobs(visitor: Visitor) -> Response:
        """The visitor's jobs since the server was started."""
        return desk.answer(JobList(jobs=desk.jobs.list(visitor.who)))

    @router.get("/jobs/{id}", responses=respond(Job))
    def job(visitor: Visitor, id: JobId) -> Response:
        """How far a job has got."""
        return desk.answer(desk.jobs.get(id, who=visitor.who))

    @router.delete("/jobs/{id}", responses=respond(Job))
    def cancel(editor: Editor, id: JobId) -> Response:
        """Ends a job after the document that is being read."""
        return desk.answer(desk.jobs.cancel(id, who=editor.who))

    return router


def _take_one(desk: Desk, new: NewDocument) -> Work:
    if new.text is None:
        if new.url is None:
            raise Refused(422, "invalid", "Give a text or an address.")
        return _take_address(desk, new.url.strip())
    # As a record of a file, so that it is read as `dateline read` would.
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    path = folder / "typed.json"
    path.write_bytes(
        msgspec.json.encode({name: value for name in new.__struct_fields__ if (value := getattr(new, name))})
    )
    name = new.title or new.url or "a typed text"
    return _read_folder(folder, {path: name}, what=name[:120], how="typed")


def _take_address(desk: Desk, url: str) -> Work:
    # What is no address would be taken for the path of a file on the server.
    if not _ADDRESS.fullmatch(url):
        raise Refused(422, "invalid", "Give an address that begins with http:// or https://, without spaces.")
    fetch = partial(fetch_url, allow_private=desk.settings.allow_private)

    def read() -> Iterator[Loaded]:
        yield from load([url], fetch=fetch, limits=Limits(max_bytes=desk.settings.bounds.max_upload))

    return Work(what=url[:300], how="fetched", load=read, tidy=lambda: None)


async def _take_files(desk: Desk, request: Request) -> Work:
    bounds = desk.settings.bounds
    async with request.form(max_files=bounds.max_files, max_fields=0) as form:
        uploads = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
        if not uploads or len(uploads) < len(form.multi_items()):
            raise Refused(422, "invalid", "Send files in fields of the name `files`.")
        folder = Path(tempfile.mkdtemp(prefix="dateline-"))
        names: dict[Path, str] = {}
        for number, upload in enumerate(uploads):
            name = _clean(upload.filename or f"file {number + 1}")
            path = folder / f"{number:04d}{_suffix(name)}"
            names[path] = name
            with path.open("wb") as out:
                while piece := await upload.read(_PIECE):
                    out.write(piece)
    what = ", ".join(names.values()) if len(names) < 4 else f"{len(names)} files"
    return _read_folder(folder, names, what=what[:300], how="uploaded")


def _read_folder(folder: Path, names: dict[Path, str], *, what: str, how: str) -> Work:
    def rename(loaded: Loaded) -> Loaded:
        for path, name in names.items():
            if loaded.source.startswith(str(path)):
                source = name + loaded.source[len(str(path)) :]
                error = loaded.error and type(loaded.error)(source, loaded.error.reason.replace(str(path), name))
                return replace(loaded, source=source, error=error)
        return loaded

    def read() -> Iterator[Loaded]:
        yield from each(load([str(path) for path in names]), rename)

    return Work(what=what, how=how, load=read, tidy=lambda: shutil.rmtree(folder, ignore_errors=True))


def _clean(name: str) -> str:
    """The last part of a name that a browser sent, without what moves a terminal's cursor or leads out of a folder."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable())[:200].strip() or "a file"


def _suffix(name: str) -> str:
    """Of a name such as "news.jsonl.gz", all that tells its form."""
    return "".join(re.findall(r"\.[A-Za-z0-9]{1,8}(?=\.|$)", name)[-2:]).lower()
