"""dateline watch. Only what `--help` needs is imported here."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline import __version__
from dateline.cli import _option as o
from dateline.cli._desk import look_for, opened, put, put_json, say
from dateline.cli._terminal import Color, end, interrupt_once, is_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.desk import WatchSettings
    from dateline.ledger import Ledger

_EXAMPLES: Final = """\b
Examples:
  dateline watch https://news.example.org/feed.xml
  dateline watch --opml feeds.opml --every 15 --log refused.jsonl
  dateline watch --folder incoming/ https://news.example.org/feed.xml --once
  dateline watch --once --json                   all that is watched already, one round, for cron
  dateline watch --list
  dateline watch https://news.example.org/feed.xml --forget

\b
Exit status: 0 all was read, 1 some was refused or failed, 2 the call is wrong, 130 interrupted.
"""


def watch(
    source: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE...]",
            help="Addresses of feeds: RSS, Atom, JSON Feed. Without any, all that the ledger remembers.",
        ),
    ] = None,
    opml: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, readable=True, help="A list of feeds, in OPML."),
    ] = None,
    folder: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", exists=True, file_okay=False, help="A folder: new and changed files are read."),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="One round and stop, for cron.")] = False,
    every: Annotated[int, typer.Option(min=1, max=10_080, metavar="MINUTES", help="Between two looks at a feed.")] = 30,
    list_: Annotated[
        bool, typer.Option("--list", help="List what is watched, and what was refused, and stop.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Watch these no more; their texts stay.")] = False,
    min_delay: Annotated[
        float, typer.Option(min=0.0, max=3_600.0, metavar="S", help="Seconds between two requests to one host.")
    ] = 2.0,
    max_per_host: Annotated[
        int, typer.Option(min=1, metavar="N", help="Requests to one host in a round; the rest waits for the next.")
    ] = 200,
    user_agent: Annotated[
        str,
        typer.Option(metavar="NAME", help="What servers are told of you; best with a way to reach you."),
    ] = f"dateline/{__version__}",
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private",
            help="Also fetch from private networks what feeds and lists name; without it only a feed's own host.",
        ),
    ] = False,
    log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add to FILE what was refused or failed and why, as JSON Lines.")
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
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, notes or summary.")] = False,
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
    color: o.ColorOption = Color.AUTO,
    no_color: o.NoColorOption = False,
) -> None:
    """Watch feeds and folders: read what is new or has changed into the ledger, and say what changed.

    Articles are looked at again for five days, at a falling rate. It goes on until you stop it, and then from where it was
    left: at whatever moment it ends, nothing is lost and nothing is taken twice. Servers are asked gently and as their
    robots.txt says.
    """
    interrupt_once()
    given = tuple(source or ())
    if list_:
        _list(ledger, json=json, color=color, no_color=no_color)
    if forget:
        _forget(ledger, given, tuple(folder or ()))
    settings = _make_settings(every, min_delay, max_per_host, user_agent, allow_private=allow_private)
    with opened(ledger, read_only=False) as book:
        from dateline.cli._watch_run import Request, run  # noqa: PLC0415

        request = _choose(book, given, tuple(opml or ()), tuple(folder or ()))
        status = run(
            book,
            Request(
                feeds=request[0],
                listed=request[1],
                folders=request[2],
                settings=settings,
                once=once,
                log=log,
                actors=tuple(actors or ()),
                quiet=quiet,
                json=json,
            ),
            look=look_for(color, no_color=no_color),
            stdout=sys.stdout.buffer,
            stderr=sys.stderr,
            stdout_is_terminal=is_terminal(sys.stdout),
            stderr_is_terminal=is_terminal(sys.stderr),
        )
        end(status)


def add_to(app: typer.Typer) -> None:
    app.command(epilog=_EXAMPLES)(watch)


def _make_settings(
    every: int, min_delay: float, max_per_host: int, user_agent: str, *, allow_private: bool
) -> WatchSettings:
    from dateline.desk import WatchSettings  # noqa: PLC0415

    name = user_agent.strip()
    if not name or not name.isascii() or not name.isprintable():
        raise typer.BadParameter("give a name of ASCII letters, such as 'our-desk/1.0 (desk@example.org)'.")
    return WatchSettings(
        every=timedelta(minutes=every),
        min_delay_s=min_delay,
        max_per_host=max_per_host,
        user_agent=name,
        allow_private=allow_private,
    )


def _choose(
    book: Ledger, feeds: tuple[str, ...], lists: Sequence[Path], folders: Sequence[Path]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Feeds that the user named, those of lists, and folders; where nothing is named, what the ledger remembers."""
    from dateline.desk import list_watched  # noqa: PLC0415
    from dateline.documents.feeds import parse_opml  # noqa: PLC0415
    from dateline.errors import DocumentError, UsageError  # noqa: PLC0415

    for given in feeds:
        if Path(given).is_dir():
            raise UsageError(f"{given}: it is a folder; give it with --folder.")
    listed: list[str] = []
    for path in lists:
        try:
            listed += [outline.url for outline in parse_opml(path.read_bytes(), source=str(path))]
        except DocumentError as error:
            raise UsageError(str(error)) from error
        except OSError as error:
            raise UsageError(f"{path}: it cannot be read ({error.strerror}).") from error
    if feeds or lists or folders:
        return feeds, tuple(listed), tuple(map(str, folders))
    known = list_watched(book)
    if not known:
        raise UsageError("Nothing is watched yet; name a feed, a list with --opml, or a folder with --folder.")
    return (
        tuple(one.source for one in known if one.kind == "feed" and not one.is_listed),
        tuple(one.source for one in known if one.kind == "feed" and one.is_listed),
        tuple(one.source for one in known if one.kind == "folder"),
    )


def _list(ledger: str, *, json: bool, color: Color, no_color: bool) -> None:
    from dateline.cli._watch_show import show_watched  # noqa: PLC0415
    from dateline.desk import list_watched  # noqa: PLC0415

    with opened(ledger, read_only=True) as book:
        known = list_watched(book)
        if json:
            put_json(known, lines=True)
        put(show_watched(known, look_for(color, no_color=no_color)))


def _forget(ledger: str, given: tuple[str, ...], folders: tuple[Path, ...]) -> None:
    from dateline.desk import forget_watched  # noqa: PLC0415

    names = (*given, *(str(folder.absolute()) for folder in folders))
    if not names:
        raise typer.BadParameter("name the feeds or folders that are to be watched no more.")
    with opened(ledger, read_only=False, make=False) as book:
        unknown = forget_watched(book, names)
        for name in unknown:
            say(f"{name}: it is not watched; `dateline watch --list` shows what is.")
        end(2 if unknown else 0)
