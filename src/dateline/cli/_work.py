"""work: what came of one input -> what is printed of it; the same in this process and in a worker."""

from __future__ import annotations

import os
import traceback
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from dateline import __version__
from dateline.errors import DatelineError, FetchError, NotText, TooLarge

if TYPE_CHECKING:
    from dateline.cli._page import Look
    from dateline.documents import Loaded, Mark
    from dateline.evaluation import Reads
    from dateline.ledger import Custody, StoredProfile
    from dateline.model import Dossier


# The reasons of inputs that are refused as a whole; records of archives have more of their own.
_CODES: Final[dict[type[DatelineError], str]] = {
    NotText: "no-main-text",
    TooLarge: "too-large",
    FetchError: "not-fetched",
}


class MakesPipeline(Protocol):
    """Makes what reads, in whatever process calls it; `threads` are the encoder's, 0 for all cores."""

    def __call__(self, *, threads: int) -> Reads: ...


def open_pipeline(*, overlays: tuple[Path, ...], threads: int) -> Reads:
    """The pipeline over the installed reader; raises ReaderError or RegistryError."""
    from dateline.pipeline import Pipeline  # noqa: PLC0415

    return Pipeline.load(overlays=overlays, threads=threads)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is done with each dossier: `look` is None for JSON; less sure events than `min_confidence` are not shown.

    `keep`: it is given back to be saved, with all of its events.
    """

    look: Look | None
    min_confidence: float = 0.0
    keep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one input: `output` in UTF-8, or the `error`, or a `note` on a file that is not read.

    `code` names the reason for programs, `url` the address that a record gives, `mark` how far a file of many is read then.
    Of what is to be saved: the dossier in JSON, what its events are compared by, and how its text was obtained.
    """

    source: str
    output: bytes = b""
    events: int = 0
    issues: int = 0
    error: str | None = None
    note: str | None = None
    code: str = ""
    url: str = ""
    mark: Mark | None = None
    coded: bytes = b""
    profiles: tuple[StoredProfile, ...] = ()
    custody: Custody | None = None


def obtain(loaded: Loaded) -> Custody:
    """How the text of an input came here, as of now."""
    from dateline.ledger import Custody  # noqa: PLC0415

    source = loaded.source
    if source.startswith(("http://", "https://")):
        how = "fetched"
    elif source.partition(":")[0] == "standard input":
        how = "standard input"
    else:
        how = "file" if loaded.seen is None else "archive"
        source = os.path.abspath(source)  # noqa: PTH100  a Path would drop what stands behind the name
    return Custody(
        how=how,
        source=source,
        at=loaded.seen or datetime.now(UTC),
        by=f"dateline {__version__}",
        raw=loaded.raw,
        media_type=loaded.media_type,
    )


def settle(loaded: Loaded) -> Outcome | None:
    """The outcome of an input that holds no document to read, None for one that does."""
    code = loaded.issues[0].code if loaded.issues else ""
    if loaded.error is not None:
        code = code or _CODES.get(type(loaded.error), "not-readable")
        return Outcome(source=loaded.source, error=loaded.error.reason, code=code, url=loaded.url, mark=loaded.mark)
    if loaded.document is None:
        note = " ".join(issue.message for issue in loaded.issues) or f"{loaded.source} was not read."
        return Outcome(source=loaded.source, note=note, code=code, url=loaded.url, mark=loaded.mark)
    return None


def work(loaded: Loaded, pipeline: Reads, job: Job) -> Outcome:
    """The outcome of one input. A fault while reading it is its error: it must not end the run of the others."""
    settled = settle(loaded)
    if settled is not None or loaded.document is None:
        return settled or Outcome(source=loaded.source)
    try:
        dossier = pipeline.read(loaded.document, issues=loaded.issues)
        shown = _print(keep_sure(dossier, job.min_confidence), loaded.source, job, left_out_of=len(dossier.events))
        return _keep(shown, dossier) if job.keep else shown
    except DatelineError as error:
        return Outcome(source=loaded.source, error=str(error))
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__}: {error}; {Path(where.filename).name}, line {where.lineno}"
        return Outcome(
            source=loaded.source, error=f"a fault of dateline stopped its reading ({fault}); please report it."
        )


def keep_sure(dossier: Dossier, least: float) -> Dossier:
    """The dossier without events below `least`, and without relations to them; ids stay as they are."""
    if all(event.confidence >= least for event in dossier.events):
        return dossier
    kept = [event for event in dossier.events if event.confidence >= least]
    ids = {event.id for event in kept}
    events = (replace(e, relations=tuple(r for r in e.relations if r.event in ids)) for e in kept)
    return replace(dossier, events=tuple(events))


def _keep(outcome: Outcome, dossier: Dossier) -> Outcome:
    import msgspec  # noqa: PLC0415

    from dateline.desk import encode_profiles  # noqa: PLC0415

    return replace(outcome, coded=msgspec.json.encode(dossier), profiles=encode_profiles(dossier))


def _print(dossier: Dossier, source: str, job: Job, *, left_out_of: int) -> Outcome:
    if job.look is None:
        import msgspec  # noqa: PLC0415

        output = msgspec.json.encode(dossier) + b"\n"
    else:
        from dateline.cli._render import render_dossier  # noqa: PLC0415

        left_out = left_out_of - len(dossier.events)
        shown = render_dossier(dossier, look=job.look, source=source, left_out=left_out)
        output = shown.encode("utf-8", errors="replace")
    return Outcome(source=source, output=output, events=len(dossier.events), issues=len(dossier.issues))
