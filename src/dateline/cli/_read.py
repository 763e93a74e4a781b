"""read: documents -> dossiers on standard output or in a file; the work of `dateline read`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO

from dateline.cli._log import Log
from dateline.cli._pool import read_all
from dateline.cli._report import Report
from dateline.cli._sink import FileSink, Sink, StreamSink, refuse_input_as_output
from dateline.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from dateline.cli._keep import Keeper
    from dateline.cli._work import Job, MakesPipeline
    from dateline.documents import Loaded

DONE: Final = 0
SOME_FAILED: Final = 1
MISUSE: Final = 2
INTERRUPTED: Final = 130  # 128 and the number of the signal, as shells count
# A file of one of these may hold many documents.
_MANY: Final = (".jsonl", ".ndjson", ".json", ".gz", ".warc", ".csv", ".tsv", ".parquet")

LoadsSources = Callable[..., "Iterator[Loaded]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """The three streams of the program. `encoding` is standard output's, None for UTF-8."""

    stdin: BinaryIO | None
    stdout: BinaryIO
    stderr: TextIO
    encoding: str | None = None
    stdout_is_terminal: bool = False
    stderr_is_terminal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user asked for; `jobs` None lets the number of documents decide."""

    sources: tuple[str, ...]
    job: Job
    output: Path | None = None
    jobs: int | None = None
    quiet: bool = False
    log: Path | None = None


def read(
    request: Request,
    *,
    load: LoadsSources,
    make: MakesPipeline,
    streams: Streams,
    cores: int,
    keeper: Keeper | None = None,
) -> int:
    """Reads all, prints what can be read, tells what cannot; the exit status. Raises nothing that a user can cause."""
    log = Log(request.log) if request.log else None
    try:
        return _read(request, log, load=load, make=make, streams=streams, cores=cores, keeper=keeper)
    finally:
        if log is not None:
            log.close()


def _read(
    request: Request,
    log: Log | None,
    *,
    load: LoadsSources,
    make: MakesPipeline,
    streams: Streams,
    cores: int,
    keeper: Keeper | None,
) -> int:
    to_terminal = request.output is None and streams.stdout_is_terminal
    report = Report(
        streams.stderr,
        quiet=request.quiet,
        progress=streams.stderr_is_terminal and not to_terminal,
        total=count_inputs(request.sources) if streams.stderr_is_terminal else None,
        log=log,
    )
    try:
        sink = _open_sink(request, streams)
        if log is not None:
            refuse_input_as_output(log.path, request.sources)
            log.open()
    except UsageError as error:
        report.say(str(error))
        return MISUSE
    loaded = _without(load(request.sources, stdin=streams.stdin), sink)
    status = DONE
    try:
        for outcome in read_all(loaded, make=make, job=request.job, jobs=request.jobs, cores=cores):
            if outcome.output:
                sink.write(outcome.output)
            report.add(outcome)
            if keeper is not None:
                keeper.add(outcome)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        if keeper is not None:
            keeper.close()
        return _end_quietly(report, sink)
    except DatelineError as error:
        report.close()
        report.say(str(error))
        sink.finish(keep=False)
        return MISUSE
    except OSError as error:
        report.close()
        report.say(f"{request.output or 'standard output'}: it cannot be written ({error.strerror}).")
        _discard(sink)
        _close_keeper(keeper, report, quiet=request.quiet)
        return SOME_FAILED
    report.close()
    status = _finish(request, report, sink, status)
    if not _close_keeper(keeper, report, quiet=request.quiet) and status == DONE:
        return SOME_FAILED
    return status


def _close_keeper(keeper: Keeper | None, report: Report, *, quiet: bool) -> bool:
    """Saves what waits, and tells what came of it all; False where something could not be saved."""
    if keeper is None:
        return True
    keeper.close()
    for failure in keeper.failures:
        report.say(failure)
    told = keeper.tell()
    if told and not quiet:
        report.say(told)
    return not keeper.failures


def count_inputs(sources: Iterable[str]) -> int | None:
    """How many inputs there will be, for a bar that knows its end; None where that shows only in reading."""
    total = 0
    for source in sources:
        path = Path(source)
        if source == "-" or path.suffix.lower() in _MANY:
            return None
        if not path.is_dir():
            total += 1
            continue
        for _, folders, files in os.walk(path):
            if any(Path(name).suffix.lower() in _MANY for name in files):
                return None
            # Each hidden folder is one note of a folder that is not entered.
            hidden = [name for name in folders if name.startswith(".")]
            folders[:] = [name for name in folders if not name.startswith(".")]
            total += len(files) + len(hidden)
    return total


def _open_sink(request: Request, streams: Streams) -> Sink:
    if request.output is None:
        return StreamSink(streams.stdout, encoding=None if request.job.look is None else streams.encoding)
    refuse_input_as_output(request.output, request.sources)
    return FileSink(request.output)


def _without(loaded: Iterator[Loaded], sink: Sink) -> Iterator[Loaded]:
    """The same, without the file that is being written, should it lie where it is met."""
    beside = sink.beside if isinstance(sink, FileSink) else None
    return loaded if beside is None else (one for one in loaded if one.source != beside)


def _finish(request: Request, report: Report, sink: Sink, status: int) -> int:
    # A file that was good before is not replaced by nothing.
    keep = report.read > 0
    try:
        sink.finish(keep=keep)
    except BrokenPipeError:
        return _end_quietly(report, sink)
    except OSError as error:
        report.say(f"{request.output or 'standard output'}: it cannot be written ({error.strerror}).")
        return SOME_FAILED
    if request.output is not None and not keep:
        report.say(f"{request.output}: it was not written, because nothing was read.")
    if status == INTERRUPTED:
        report.say(
            f"interrupted; what was read until then is {f'in {request.output}' if request.output else 'printed'}."
        )
    report.summarise()
    if status == DONE and report.failed:
        return SOME_FAILED
    return status


def _end_quietly(report: Report, sink: Sink) -> int:
    """Whoever read along has seen enough: that is no failure."""
    report.close()
    _discard(sink)
    return SOME_FAILED if report.failed else DONE


def _discard(sink: Sink) -> None:
    with suppress(OSError):
        sink.finish(keep=False)
