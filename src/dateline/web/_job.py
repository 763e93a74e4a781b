"""Jobs: what is to be read -> the ledger, one after the other in a thread, with how far each has got."""

from __future__ import annotations

import secrets
import threading
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal, Protocol

from dateline import __version__
from dateline.desk import Coded, encode_profiles, ingest
from dateline.errors import DatelineError
from dateline.ledger import Custody
from dateline.web._answer import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.documents import Loaded
    from dateline.ledger import Ledger
    from dateline.model import Document, Dossier, Issue

KEPT: Final = 200  # jobs that are remembered; of more, the oldest that ended are forgotten
SHOWN: Final = 100  # documents and errors of a job that are named; the rest is counted

JobState = Literal["waiting", "working", "done", "failed", "cancelled"]


class Reads(Protocol):
    """What reads a document; `dateline.pipeline.Pipeline` is one."""

    def read(self, document: Document, *, issues: Sequence[Issue] = ()) -> Dossier: ...


def load_reader() -> Reads:
    """The reader that is installed; takes a second. Raises ReaderError, RegistryError."""
    from dateline.pipeline import Pipeline  # noqa: PLC0415

    # One thread: the server's own answers come first.
    return Pipeline.load(threads=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A document that was read and saved. `state`: new, a new text of a known document, known already, or read otherwise by a
    newer reader. `events` are the ids of those that it tells, `joined` of these those that other documents told before."""

    document: str
    title: str
    state: Literal["new", "revised", "known", "recoded"]
    events: tuple[str, ...]
    joined: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to be read. `step` says in a sentence what goes on; `done` documents are ready, `failed` could not be read.

    `documents` and `errors` name the first hundred of each.
    """

    id: str
    what: str
    who: str
    state: JobState
    step: str
    done: int
    failed: int
    documents: tuple[Added, ...]
    errors: tuple[str, ...]
    started: datetime
    changed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a job reads: `load` gives its documents one at a time, `how` they came is kept with them, `tidy` clears up."""

    what: str
    how: str
    load: Callable[[], Iterable[Loaded]]
    tidy: Callable[[], None]


class Jobs:
    """All jobs of one server. They end with it; what they have saved stays."""

    def __init__(self, ledger: Ledger, *, load: Callable[[], Reads] = load_reader, most_waiting: int = 50) -> None:
        self._ledger = ledger
        self._load = load
        self._most = most_waiting
        self._reader: Reads | None = None
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._cancelled: set[str] = set()
        self._lock = threading.Lock()
        self._is_closing = False
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dateline-jobs")

    def close(self) -> None:
        """Ends after the document that is being read."""
        self._is_closing = True
        self._worker.shutdown(wait=True, cancel_futures=True)

    def submit(self, work: Work, *, who: str) -> Job:
        """Puts it at the end of the queue. Raises Refused where too many wait."""
        now = datetime.now(UTC)
        with self._lock:
            waiting = sum(1 for job in self._jobs.values() if job.state in ("waiting", "working"))
            if waiting >= self._most:
                raise Refused(503, "busy", f"{waiting} jobs are waiting already; try again later.", retry_after=30)
            job = Job(
                id=secrets.token_hex(8), what=work.what, who=who, state="waiting", done=0, failed=0, documents=(), errors=(),
                step=f"Waits for {waiting} other{'' if waiting == 1 else 's'}." if waiting else "Begins.",
                started=now, changed=now,
            )  # fmt: skip
            self._jobs[job.id] = job
            for id, old in list(self._jobs.items()):
                if len(self._jobs) > KEPT and old.state not in ("waiting", "working"):
                    del self._jobs[id]
        self._worker.submit(self._run, job.id, work)
        return job

    def get(self, id: str, *, who: str) -> Job:
        """Raises Refused for one that is not known, or of somebody else."""
        with self._lock:
            job = self._jobs.get(id)
        if job is None or job.who != who:
            raise Refused(
                404, "not-found", f"There is no job {id}; those of an earlier run of the server are forgotten."
            )
        return job

    def list(self, who: str) -> tuple[Job, ...]:
        """Somebody's jobs, the newest first."""
        with self._lock:
            return tuple(job for job in reversed(self._jobs.values()) if job.who == who)

    def cancel(self, id: str, *, who: str) -> Job:
        """Ends it after the document that is being read; what was saved stays."""
        job = self.get(id, who=who)
        with self._lock:
            self._cancelled.add(id)
        return job

    def _run(self, id: str, work: Work) -> None:
        try:
            self._read(id, work)
        except DatelineError as error:
            self._put(id, state="failed", step=str(error))
        except Exception as error:  # a fault of ours: told to whoever waits, and the next job goes on
            traceback.print_exc()
            self._put(
                id, state="failed", step=f"A fault of dateline stopped it ({type(error).__name__}); please report it."
            )
        finally:
            work.tidy()
            with self._lock:
                self._cancelled.discard(id)

    def _read(self, id: str, work: Work) -> None:
        if self._reader is None:
            self._put(id, state="working", step="Loads the reader.")
            self._reader = self._load()
        self._put(id, state="working", step=f"Obtains {work.what}.")
        documents: list[Added] = []
        errors: list[str] = []
        count = failed = 0
        for loaded in work.load():
            if self._is_closing or id in self._cancelled:
                self._put(id, state="cancelled", step=f"Ended by {'the server' if self._is_closing else 'you'}.")
                return
            title = (loaded.document.title if loaded.document else None) or loaded.source
            self._put(id, state="working", step=f"Reads {title[:120]!s}.")
            try:
                added = self._add(loaded, work.how, self._reader, who=self._jobs[id].who)
            except DatelineError as error:
                added, failed = None, failed + 1
                errors.append(str(error))
            if added is not None:
                count += 1
                documents.append(added)
            self._put(id, done=count, failed=failed, documents=tuple(documents[:SHOWN]), errors=tuple(errors[:SHOWN]))
        if not count and failed:
            self._put(id, state="failed", step=errors[0])
        elif not count:
            self._put(id, state="failed", step=f"There is nothing to read in {work.what}.")
        else:
            told = f"{count} document{'' if count == 1 else 's'} saved"
            self._put(id, state="done", step=f"{told}{f', {failed} could not be read' if failed else ''}.")

    def _add(self, loaded: Loaded, how: str, reader: Reads, *, who: str) -> Added | None:
        """Reads and saves one document; None for a file that is none. Raises DatelineError."""
        if loaded.error is not None:
            raise loaded.error
        if loaded.document is None:
            return None
        dossier = reader.read(loaded.document, issues=loaded.issues)
        custody = Custody(
            how=how, source=loaded.source, at=datetime.now(UTC), by=f"dateline {__version__}", raw=loaded.raw,
            media_type=loaded.media_type,
        )  # fmt: skip
        coded = Coded(dossier=dossier, custody=custody, profiles=encode_profiles(dossier))
        (kept,) = ingest(self._ledger, [coded], by=who)
        saved = kept.saved
        state = "revised" if saved.is_new and saved.previous else "new" if saved.is_new else "known"
        linked = self._ledger.view().linked_ids(saved.refs)
        return Added(
            document=saved.document,
            title=loaded.document.title or loaded.document.text[:80],
            state="recoded" if state == "known" and saved.is_recoded else state,
            events=tuple(dict.fromkeys(linked.values())),
            joined=kept.joined,
        )

    def _put(self, id: str, **changes: object) -> None:
        with self._lock:
            self._jobs[id] = replace(self._jobs[id], changed=datetime.now(UTC), **changes)  # type: ignore[arg-type]


def each(loaded: Iterable[Loaded], rename: Callable[[Loaded], Loaded]) -> Iterator[Loaded]:
    """The same documents under the names that their sender knows."""
    for one in loaded:
        yield rename(one)
