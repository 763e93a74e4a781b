"""dateline export, import. Only what `--help` needs is imported here."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final, cast

import typer

from dateline import __version__
from dateline.cli import _option as o
from dateline.cli._desk import make_filter, opened, put, put_json, say
from dateline.cli._terminal import end, interrupt_once, is_terminal

if TYPE_CHECKING:
    from collections.abc import Generator

    from dateline.cli._sink import FileSink
    from dateline.desk import Exported
    from dateline.exports import Format, Loss
    from dateline.ledger import Ledger

_EXPORT_EXAMPLES: Final = """\b
Examples:
  dateline export --list                         the formats
  dateline export csv-events > events.csv
  dateline export acled --country IRQ --since 2024-01-01 --output iraq.csv
  dateline export geojson --near 60.45,22.27,30 --as-of 2022-06-14 -o turku.geojson
  dateline export jsonl -o backup.jsonl          the whole ledger, to be read by `dateline import`

\b
Exit status: 0 written, 1 a failure, 2 the call is wrong, 130 interrupted.
"""
_IMPORT_EXAMPLES: Final = """\b
Examples:
  dateline import backup.jsonl --ledger restored.sqlite
  zcat backup.jsonl.gz | dateline import - --ledger restored.sqlite

\b
Exit status: 0 all of it is there, 1 the file is broken and nothing was taken, 2 the call is wrong.
"""
LOSSES: Final = ".losses.jsonl"
_BINARY: Final = ("application/vnd.apache.parquet", "application/zip")
_MOST_FIELDS: Final = 6  # kinds of losses that the line at the end names


def export(
    name: Annotated[
        str, typer.Argument(metavar="[FORMAT]", help="The format; --list shows them.", show_default=False)
    ] = "",
    list_: Annotated[bool, typer.Option("--list", help="List the formats and stop.")] = False,
    text: o.TextOption = "",
    since: o.SinceOption = "",
    until: o.UntilOption = "",
    near: o.NearOption = "",
    country: o.CountryOption = "",
    type: o.TypeOption = "",
    party: o.PartyOption = "",
    status: o.StatusOption = None,
    source: o.SourceOption = "",
    rejected: Annotated[bool, typer.Option("--rejected", help="Also events that a person rejected.")] = False,
    as_of: o.AsOfOption = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, which appears when it is whole."),
    ] = None,
    losses: Annotated[
        Path | None,
        typer.Option(
            "--losses",
            metavar="FILE",
            help="Where to write what the format could not carry, as JSON Lines; with --output it is OUTPUT.losses.jsonl.",
        ),
    ] = None,
    base_url: Annotated[
        str, typer.Option("--base-url", metavar="URL", help="The address of your workbench, for links to its pages.")
    ] = "",
    who: o.WhoOption = "",
    ledger: o.LedgerOption = "",
    json: Annotated[bool, typer.Option("--json", help="With --list: as JSON, for programs.")] = False,
) -> None:
    """Write what is known in a format that other tools read: ACLED, UCDP, CSV, Parquet, GeoJSON, HXL and more.

    What a format cannot carry is written beside it, one line for each thing that is lost. The export is told in the audit log.
    """
    from dateline.errors import UsageError  # noqa: PLC0415
    from dateline.exports import FORMATS, get_format  # noqa: PLC0415

    interrupt_once()
    if list_:
        rows = [{"name": f.name, "title": f.title, "suffix": f.suffix, "extra": f.extra} for f in FORMATS.values()]
        if json:
            put_json(rows, lines=True)
        put("".join(f"{f.name:<18} {f.title}{f' [{f.extra}]' if f.extra else ''}\n" for f in FORMATS.values()))
    if not name:
        raise typer.BadParameter("name a format; `dateline export --list` shows them.", param_hint="FORMAT")
    try:
        format = get_format(name)
    except UsageError as error:
        raise typer.BadParameter(str(error), param_hint="FORMAT") from error
    if output is None and format.media_type in _BINARY and is_terminal(sys.stdout):
        raise typer.BadParameter(f"{format.name} is no text for a terminal; name a file with --output.")
    chosen = make_filter(
        text=text, since=since, until=until, near=near, country=country, type=type, party=party, status=status,
        source=source,
    )  # fmt: skip
    at = o.parse_time(as_of)
    with _writable_or_not(ledger) as (book, writable), _Out(format, output, losses) as out:
        from dateline.desk import export as export_all  # noqa: PLC0415

        done = export_all(
            book, format, cast(BinaryIO, out), note=out.note, made=datetime.now(UTC), program=f"dateline {__version__}",
            who=o.name_user(who), chosen=chosen, as_of=at, rejected=rejected, base_url=base_url, log=writable,
        )  # fmt: skip
        out.finish(keep=True)
        say(_sum_up(done, format, out))
        if not writable:
            say(f"{book.name} may not be written, so its log does not tell of this export.")
    end(0)


def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="What `dateline export jsonl` wrote, or - for standard input.")
    ],
    who: o.WhoOption = "",
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
) -> None:
    """Read a ledger that was written by `dateline export jsonl` into an empty one.

    Afterwards it is the same ledger: ids, times, what was known when, decisions, tombstones and the log, with one more line
    that tells of the import. All of it is checked on the way, and a broken file leaves nothing behind.
    """
    from dateline.errors import NotReadable  # noqa: PLC0415

    interrupt_once()
    with _new_or_gone(ledger), opened(ledger, read_only=False) as book, book.writer() as writer:
        try:
            stream = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115
        except OSError as error:
            raise NotReadable(file, f"it cannot be opened ({error.strerror})") from error
        with stream:
            done = writer.restore(stream, source=file, by=o.name_user(who))
        if json:
            put_json(done)
        put(
            f"{book.name}: {done.counts.documents} documents, {done.counts.revisions} texts, {done.counts.linked_events} events, "
            f"{done.counts.judgements} judgements, {done.counts.entries} lines of the log; all of it holds.\n"
        )


def add_to(app: typer.Typer) -> None:
    app.command(epilog=_EXPORT_EXAMPLES)(export)
    app.command("import", epilog=_IMPORT_EXAMPLES)(import_)


@contextmanager
def _writable_or_not(where: str) -> Generator[tuple[Ledger, bool]]:
    """The ledger for writing where that is possible; one that is not there is not made."""
    from dateline.errors import LedgerError, LedgerReadOnly  # noqa: PLC0415
    from dateline.ledger import open_ledger  # noqa: PLC0415

    with opened(where, read_only=True) as book:
        try:
            writable = open_ledger(where or None)
        except LedgerReadOnly:
            writable = None
        except LedgerError:
            writable = None
        if writable is None:
            yield book, False
            return
        with writable:
            yield writable, True


@contextmanager
def _new_or_gone(where: str) -> Generator[None]:
    """Takes away the empty ledger that a failed import leaves where there was none before."""
    from dateline.ledger import default_path  # noqa: PLC0415

    path = Path(where).expanduser() if where else default_path()
    fresh = "://" not in where and not path.exists()
    try:
        yield
    except typer.Exit as ended:
        if fresh and ended.exit_code:
            for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
                name.unlink(missing_ok=True)
        raise


def _sum_up(done: Exported, format: Format, out: _Out) -> str:
    what = f"{done.records} {'lines' if format.whole else 'records'}"
    told = f"{what} as {format.name}" if format.whole else f"{what} of {done.events} events as {format.name}"
    if format.whole:
        return f"{told}; nothing is lost."
    if not out.fields:
        return f"{told}; it could carry all of it."
    most = ", ".join(f"{field} {count}" for field, count in out.fields.most_common(_MOST_FIELDS))
    more = ", …" if len(out.fields) > _MOST_FIELDS else ""
    where = f"see {out.losses}" if out.losses else "--losses FILE writes them"
    return f"{told}; {done.losses} things it could not carry ({most}{more}): {where}."


class _Out:
    """Where the records and the losses go: files that appear when they are whole, or standard output."""

    def __init__(self, format: Format, output: Path | None, losses: Path | None) -> None:
        self.losses = losses or (Path(f"{output}{LOSSES}") if output and not format.whole else None)
        self.fields: Counter[str] = Counter()
        self._output = output
        self._sinks: list[FileSink] = []
        self._records: FileSink | None = None
        self._lost: FileSink | None = None

    def __enter__(self) -> _Out:
        import msgspec  # noqa: PLC0415

        from dateline.cli._sink import FileSink  # noqa: PLC0415
        from dateline.errors import UsageError  # noqa: PLC0415

        self._encode = msgspec.json.Encoder().encode
        if self._output and self.losses and self._output.resolve() == self.losses.resolve():
            raise UsageError(f"{self.losses}: the losses cannot go into the file of the export; name another.")
        for path in (self._output, self.losses):
            if path is not None:
                self._sinks.append(FileSink(path))
        sinks = iter(self._sinks)
        self._records = next(sinks) if self._output else None
        self._lost = next(sinks) if self.losses else None
        return self

    def __exit__(self, *_: object) -> None:
        self.finish(keep=False)

    def write(self, data: bytes) -> int:
        if self._records is not None:
            self._records.write(data)
            return len(data)
        try:
            return sys.stdout.buffer.write(data)
        except BrokenPipeError:
            end(0)

    def note(self, loss: Loss) -> None:
        self.fields[loss.field.partition(":")[0]] += 1
        if self._lost is not None:
            self._lost.write(self._encode(loss) + b"\n")

    def finish(self, *, keep: bool) -> None:
        """The records last: where they are, so are their losses."""
        while self._sinks:
            self._sinks.pop().finish(keep=keep)
