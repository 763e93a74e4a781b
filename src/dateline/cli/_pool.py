"""read_all: inputs -> outcomes in the same order, by this process or by several, with few of them in memory at once."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from dateline.cli._work import Job, MakesPipeline, Outcome, obtain, settle, work
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from dateline.documents import Loaded
    from dateline.evaluation import Reads

# This many are read before processes are started: they cost seconds to load, which a few documents never earn back.
FEW: Final = 8
# Inputs on their way for each process: one that is read, and some that are done and wait for an earlier one.
WINDOW: Final = 4


def count_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_all(
    loaded: Iterable[Loaded], *, make: MakesPipeline, job: Job, jobs: int | None, cores: int
) -> Iterator[Outcome]:
    """The outcome of each input, in their order. `jobs` None: this process reads a few, one process a core the rest.

    `make` and `job` are sent to the processes, so both can be pickled. Raises what `make` raises; on KeyboardInterrupt
    first gives what is done already.
    """
    rest = iter(loaded)
    if jobs == 1 or (jobs is None and cores == 1):
        yield from _read_here(rest, make=make, job=job)
        return
    if jobs is None:
        yield from _read_here(islice(rest, FEW), make=make, job=job)
    first = next(rest, None)
    if first is not None:
        yield from _read_in_processes(chain((first,), rest), make=make, job=job, processes=jobs or cores)


def _read_here(loaded: Iterable[Loaded], *, make: MakesPipeline, job: Job) -> Iterator[Outcome]:
    pipeline: Reads | None = None
    for one in loaded:
        settled = settle(one)
        if settled is None:
            pipeline = pipeline or make(threads=0)
            settled = _with_origin(work(one, pipeline, job), one, job)
        yield settled


def _with_origin(outcome: Outcome, loaded: Loaded, job: Job) -> Outcome:
    """The outcome with how its text was obtained: the raw bytes need not travel to a worker and back."""
    custody = obtain(loaded) if job.keep and outcome.coded else None
    if custody is None and loaded.mark is None:
        return outcome
    return replace(outcome, custody=custody, mark=loaded.mark, url=loaded.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failure:
    """What ends the whole run, met in a thread."""

    error: BaseException


_Done = queue.SimpleQueue[tuple[int, Outcome] | _Failure | None]


def _read_in_processes(loaded: Iterator[Loaded], *, make: MakesPipeline, job: Job, processes: int) -> Iterator[Outcome]:
    """Each process has a thread here that takes the next input, so a slow input holds up nobody but those that wait."""
    numbered = enumerate(loaded)
    taking = threading.Lock()
    ending = threading.Event()
    window = threading.Semaphore(processes * WINDOW)
    done: _Done = queue.SimpleQueue()
    workers = [_Worker(make=make, job=job) for _ in range(processes)]

    def serve(worker: _Worker) -> None:
        _block_interrupts()
        try:
            while window.acquire() and not ending.is_set():
                with taking:
                    taken = next(numbered, None)
                if taken is None:
                    break
                number, one = taken
                done.put((number, settle(one) or _with_origin(worker.ask(replace(one, raw=None)), one, job)))
        except BaseException as error:  # handed to the main thread, which raises it
            done.put(_Failure(error=error))
        finally:
            worker.stop()
            window.release()  # others may wait here to find that there is no more
            done.put(None)

    for worker in workers:
        threading.Thread(target=serve, args=(worker,), daemon=True, name="dateline-read").start()
    waiting: dict[int, Outcome] = {}
    following, running = 0, len(workers)
    try:
        while running:
            item = done.get()
            if item is None:
                running -= 1
            elif isinstance(item, _Failure):
                raise item.error
            else:
                waiting[item[0]] = item[1]
            while following in waiting:
                yield waiting.pop(following)
                window.release()
                following += 1
    except KeyboardInterrupt:
        yield from _drain(done, waiting, following)
        raise
    finally:
        ending.set()
        for worker in workers:
            worker.kill()


def _drain(done: _Done, waiting: dict[int, Outcome], following: int) -> list[Outcome]:
    """What is done at this moment, in the order of the inputs; behind one that is not done yet no mark holds."""
    ready = dict(waiting)
    with suppress(queue.Empty):
        while True:
            item = done.get_nowait()
            if isinstance(item, tuple):
                ready[item[0]] = item[1]
    in_order = enumerate(sorted(ready), following)
    return [ready[n] if n == expected else replace(ready[n], mark=None) for expected, n in in_order]


class _Worker:
    """A process that reads; started with the first document, and again after one that ended it."""

    def __init__(self, *, make: MakesPipeline, job: Job) -> None:
        self._make = make
        self._job = job
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def ask(self, loaded: Loaded) -> Outcome:
        """The outcome of one document. Raises DatelineError where the process cannot load its pipeline."""
        process, connection = self._start()
        try:
            connection.send(loaded)
            answer = connection.recv()
        except (EOFError, OSError):
            process.join()
            self._process = None
            reason = f"reading it ended the process (status {process.exitcode}); it may need more memory than there is."
            return Outcome(source=loaded.source, error=reason)
        if isinstance(answer, DatelineError):
            raise answer
        return answer

    def stop(self) -> None:
        """Ends the process once it has nothing to do."""
        if self._connection is not None:
            self._connection.close()

    def kill(self) -> None:
        """Ends the process at once."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()

    def _start(self) -> tuple[BaseProcess, Connection]:
        if self._process is None or self._connection is None:
            # A fresh interpreter: a copy of this one would hold locks of its threads for ever.
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._make, self._job), daemon=True)
            self._process.start()
            theirs.close()
        return self._process, self._connection


def _block_interrupts() -> None:
    """Control-C is for the main thread; a process that is started here is born deaf to it."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _serve(connection: Connection, make: MakesPipeline, job: Job) -> None:
    """The life of a process: load, then answer each document until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it, when it has taken what is done
    try:
        pipeline = make(threads=1)
    except DatelineError as error:
        connection.send(error)
        return
    with suppress(EOFError, OSError):
        while True:
            connection.send(work(connection.recv(), pipeline, job))
