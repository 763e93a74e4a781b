"""The commands and their options. Only what `--help` needs is imported here."""

from __future__ import annotations

import math
import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from dateline import __version__
from dateline.cli import (
    _alert_app,
    _export_app,
    _judge_app,
    _know_app,
    _ledger_app,
    _match_app,
    _report_app,
    _serve_app,
    _watch_app,
)
from dateline.cli._option import LedgerOption
from dateline.cli._terminal import (
    Color,
    end,
    interrupt_once,
    is_colored,
    is_terminal,
    make_look,
    open_stdin,
    stdout_encoding,
)

_READ_EXAMPLES: Final = """\b
Examples:
  dateline read article.txt
  dateline read articles/ --json --output dossiers.jsonl
  dateline read https://example.org/news/1 --min-confidence 0.5
  cat article.html | dateline read - --offsets
  dateline read articles/ --actors my-actors.yaml --jobs 4
  dateline read article.txt --no-save
  dateline read articles/ --ledger case.sqlite
  dateline read news.warc.gz --log refused.jsonl
  dateline read rows.csv --map text=body,title=headline,published=date

\b
Exit status: 0 all was read, 1 some could not be read or saved, 2 the call is wrong, 130 interrupted.
"""
_SCORE_EXAMPLES: Final = """\b
Examples:
  dateline score dossiers gold/
  dateline score dossiers gold/ --by-article --misses 20
  dateline score dossiers gold/ --dossiers dossiers.jsonl --json
  dateline score stories gold/stories/ --dossiers gold/dossiers/
  dateline score timex gold/timex/ --misses 50
"""
_EXAMPLES: Final = """\b
Examples:
  dateline read article.txt                      what is known, and who says so
  dateline read articles/ --json > dossiers.jsonl
  dateline ledger list --since 2024-05-01        events of all that was read
  dateline story Strelsau                        what happened there, and what is new
  dateline score dossiers gold/                  how far the reader can be trusted
  dateline --install-completion                  completion of commands in your shell
"""

app = typer.Typer(
    help="Reads news into dossiers: who did what to whom, when, where, according to whom, and how firmly; keeps them in a "
    "ledger, and tells what many reports say of one event.",
    epilog=_EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


# Far above the cores of one machine: more is a slip of the finger.
MOST_JOBS: Final = 256


class Task(StrEnum):
    """The names of `dateline.evaluation.TASKS`, which is too heavy to load for `--help`; a test compares the two."""

    ARGUMENTS = "arguments"
    ATTRIBUTION = "attribution"
    DOSSIERS = "dossiers"
    EVENT_PLACES = "event-places"
    MUC4 = "muc4"
    PLOVER_RECORDS = "plover-records"
    PLOVER_TYPES = "plover-types"
    SAME_EVENT = "same-event"
    STORIES = "stories"
    TIMEX = "timex"
    TOPONYMS = "toponyms"


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


def _refuse_nan(value: float) -> float:
    if math.isnan(value):
        raise typer.BadParameter("give a number from 0 to 1.")
    return value


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    del version


@app.command(epilog=_READ_EXAMPLES)
def read(
    path: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="A file (text, HTML, JSON, CSV, Parquet, WARC), a folder, an http(s) address, or - for standard input.",
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help="One dossier a line as JSON, for programs.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, which appears when it is whole."),
    ] = None,
    actors: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="OVERLAY.yaml",
            exists=True,
            dir_okay=False,
            readable=True,
            help="Your own table of actors; may be given several times.",
        ),
    ] = None,
    min_confidence: Annotated[
        float,
        typer.Option(
            min=0.0, max=1.0, callback=_refuse_nan, metavar="X", help="Leave out events less sure than X, 0 to 1."
        ),
    ] = 0.0,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            max=MOST_JOBS,
            metavar="N",
            help="Read in N processes; without it one, or one a core where there are many documents.",
        ),
    ] = None,
    offsets: Annotated[bool, typer.Option("--offsets", help="Show where in the text each quote stands.")] = False,
    color: Annotated[
        Color, typer.Option(help="Colour: auto is where there is a terminal and NO_COLOR is not set.")
    ] = Color.AUTO,
    no_color: Annotated[bool, typer.Option("--no-color", help="The same as --color never.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, notes or summary; only failures.")] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN,…",
            help="Where a table or JSON has text, title, url, published, publisher, author, language, id.",
        ),
    ] = None,
    log: Annotated[
        Path | None,
        typer.Option("--log", metavar="FILE", help="Write what was not read, and why, to FILE as JSON Lines."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read archives and tables from their start, not from where a run left off.")
    ] = False,
    ledger: LedgerOption = "",
    save: Annotated[
        bool, typer.Option("--save/--no-save", help="Keep what is read in the ledger, and link it with what is there.")
    ] = True,
) -> None:
    """Read documents into dossiers, and keep them in the ledger.

    A dossier gives the events of a text in order of time, the exact words behind each part of them and who says so,
    then what is in dispute inside the text and what could not be resolved.
    """
    from dateline.cli import _keep, _read, _work  # noqa: PLC0415
    from dateline.cli._pool import count_cores  # noqa: PLC0415
    from dateline.documents import load, parse_columns  # noqa: PLC0415
    from dateline.errors import UsageError  # noqa: PLC0415

    try:
        mapped = parse_columns(columns or ())
    except UsageError as error:
        typer.echo(f"dateline: {error}", err=True)
        raise typer.Exit(2) from error
    interrupt_once()
    terminal = is_terminal(sys.stdout) and output is None
    colored = is_colored(color, no_color=no_color, terminal=terminal)
    look = None if json else make_look(terminal=terminal, color=colored, offsets=offsets)
    request = _read.Request(
        sources=tuple(path),
        job=_work.Job(look=look, min_confidence=min_confidence, keep=save),
        output=output,
        jobs=jobs,
        quiet=quiet,
        log=log,
    )
    streams = _read.Streams(
        stdin=open_stdin(),
        stdout=sys.stdout.buffer,
        stderr=sys.stderr,
        encoding=stdout_encoding(),
        stdout_is_terminal=terminal,
        stderr_is_terminal=is_terminal(sys.stderr),
    )
    make = partial(_work.open_pipeline, overlays=tuple(actors or ()))
    keeper = _keep.Keeper(ledger or None) if save else None
    load = partial(load, columns=mapped)
    if keeper is not None and not again:
        load = partial(load, find_mark=keeper.find_mark)
    end(_read.read(request, load=load, make=make, streams=streams, cores=count_cores(), keeper=keeper))


@app.command(epilog=_SCORE_EXAMPLES)
def score(
    task: Annotated[Task, typer.Argument(metavar="TASK", help=f"What is scored: {', '.join(Task)}.")],
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="The gold: docs/*.json and ann/*.json for dossiers, else *.jsonl (train* is left out).",
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")] = False,
    by_article: Annotated[
        bool, typer.Option("--by-article", help="The figures of each article too (dossiers).")
    ] = False,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="What a least confidence of events keeps and loses (dossiers).")
    ] = False,
    misses: Annotated[int, typer.Option(min=0, metavar="N", help="The first N things that are missed or wrong.")] = 0,
    dossiers: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            exists=True,
            help="For dossiers: a file of JSON Lines to score, so that none is read. For stories: the folder with docs/ and ann/ "
            "of their articles, without it DIR.",
        ),
    ] = None,
    actors: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="OVERLAY.yaml",
            exists=True,
            dir_okay=False,
            readable=True,
            help="Your own table of actors; may be given several times.",
        ),
    ] = None,
) -> None:
    """Score the program on texts that people coded.

    Dossiers give precision, recall and F of each slot; any other task the figures that its public set is known by.
    """
    from dateline.cli import _score, _work  # noqa: PLC0415
    from dateline.errors import DatelineError  # noqa: PLC0415

    make = partial(_work.open_pipeline, overlays=tuple(actors or ()))
    try:
        board = _score.score(
            task.value, folder, dossiers=dossiers, make=make, stderr=sys.stderr, progress=is_terminal(sys.stderr)
        )
    except DatelineError as error:
        typer.echo(f"dateline: {error}", err=True)
        raise typer.Exit(2) from error
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    if json:
        sys.stdout.buffer.write(_score.to_json(board, by_article=by_article, coverage=coverage, misses=misses))
    else:
        typer.echo(_score.show_board(board, by_article=by_article, coverage=coverage, misses=misses), nl=False)
    end(_score.status(board))


app.add_typer(_ledger_app.app, name="ledger")
_know_app.add_to(app)
_watch_app.add_to(app)
app.add_typer(_judge_app.app, name="judge")
app.add_typer(_alert_app.app, name="alert")
_export_app.add_to(app)
_report_app.add_to(app)
_match_app.add_to(app)
_serve_app.add_to(app)
