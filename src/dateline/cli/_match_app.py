"""dateline shelf, dateline match. Only what `--help` needs is imported here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dateline.cli import _option as o
from dateline.cli._clean import clean
from dateline.cli._desk import look_for, make_filter, opened, put, put_json, say
from dateline.cli._terminal import Color, interrupt_once

_SHELF_EXAMPLES: Final = """\b
Examples:
  dateline shelf add acled finland-2022.csv
  dateline shelf add ucdp GEDEvent.csv.zip --name ged
  dateline shelf list
  dateline match ged --since 2022-06-01
"""
_ADD_EXAMPLES: Final = """\b
Examples:
  dateline shelf add acled finland-2022.csv
  dateline shelf add auto 20220613.export.CSV.zip --name gdelt-june
"""
_MATCH_EXAMPLES: Final = """\b
Examples:
  dateline match                                 every shelf, each laid beside the ledger
  dateline match ged --country FIN --since 2022-06-01
  dateline match acled --json > matched.jsonl
  dateline match acled --output matched.csv      one line for each pair and for all that is missing
"""
_FORMATS: Final = "acled, gdelt, icews, polecat, ucdp, or auto"
_SHOWN: Final = 5  # broken rows that are told one by one

app = typer.Typer(
    help="Events of other data sets, kept beside the ledger to be compared with it.",
    epilog=_SHELF_EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(epilog=_ADD_EXAMPLES)
def add(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help=f"What the file is: {_FORMATS}.")],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file as you got it: CSV or tabs, or packed as .gz or .zip.")
    ],
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="The name of the shelf; without it the file's.")
    ] = "",
    who: o.WhoOption = "",
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
) -> None:
    """Put the events of another data set on a shelf. A shelf of the same name is replaced.

    Columns are found by their names, in any order. Rows that cannot be read are named and left out. A shelf is no part of what
    the ledger knows: lists, search and stories do not show it.
    """
    from dateline.desk import add_shelf  # noqa: PLC0415

    interrupt_once()
    with opened(ledger, read_only=False) as book:
        added = add_shelf(book, format.strip().lower(), file, name=name, who=o.name_user(who))
        shelf = added.shelf
        for row in added.broken[:_SHOWN]:
            say(f"{file.name}, line {row.line}: {row.why}; left out.")
        if shelf.broken > _SHOWN:
            say(f"{file.name}: {shelf.broken - _SHOWN:,} more rows left out; --json names them.")
        status = 1 if shelf.broken and not shelf.events else 0
        if json:
            put_json(added, status)
        days = f" from {shelf.since} to {shelf.until}" if shelf.since and shelf.until else ""
        left = f"; {shelf.broken:,} row{'s were' if shelf.broken != 1 else ' was'} left out" if shelf.broken else ""
        put(f"shelf {clean(shelf.name)}: {shelf.events:,} events of {shelf.format}{days}{left}.\n", status)


@app.command("list")
def list_(ledger: o.LedgerOption = "", json: o.JsonOption = False) -> None:
    """List the shelves."""
    interrupt_once()
    with opened(ledger, read_only=True) as book:
        shelves = book.shelves.list()
        if json:
            put_json(shelves, lines=True)
        if not shelves:
            put("There is no shelf yet; `dateline shelf add` makes one.\n")
        lines = [
            f"{clean(one.name)}  {one.format}  {one.events:,} events, {one.since or 'no day'} to {one.until or 'no day'}, "
            f"{clean(one.source)}, put up {one.recorded:%Y-%m-%d} by {clean(one.who)}\n"
            for one in shelves
        ]
        put("".join(lines))


@app.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the shelf.")],
    who: o.WhoOption = "",
    ledger: o.LedgerOption = "",
) -> None:
    """Take a shelf away with its events. What the ledger knows is not touched."""
    with opened(ledger, read_only=False, make=False) as book:
        shelf = book.shelves.remove(name, who=o.name_user(who))
    say(f"took away the shelf {shelf.name} ({shelf.events:,} events).")


def match(
    shelf: Annotated[
        str, typer.Argument(metavar="[SHELF]", help="A shelf; all of them, each by itself, without one.")
    ] = "",
    since: o.SinceOption = "",
    until: o.UntilOption = "",
    country: o.CountryOption = "",
    type: o.TypeOption = "",
    party: o.PartyOption = "",
    least: Annotated[
        float,
        typer.Option("--least", min=0.0, max=1.0, metavar="X", help="From this score on a row and an event are one."),
    ] = 0.5,
    limit: o.LimitOption = 30,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE.csv", help="Write all of it as CSV to FILE.csv.")
    ] = None,
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
    color: o.ColorOption = Color.AUTO,
    no_color: o.NoColorOption = False,
) -> None:
    """Lay the events of other data sets beside yours: what agrees, where they differ, what one of the two lacks.

    Each row of a shelf is paired with one event at most, and each event with one row, by the scorer that joins reports of one
    event. Then slot by slot: what the row says and what your reports say, with the score and why they are one. An event counts
    as missing there only where the data set would have it by its own rules, in the shelf's days and countries.
    """
    from dateline.cli import _match  # noqa: PLC0415
    from dateline.desk import match as match_shelf  # noqa: PLC0415

    interrupt_once()
    chosen = make_filter(since=since, until=until, country=country, type=type, party=party)
    with opened(ledger, read_only=True) as book:
        names = [shelf] if shelf else [one.name for one in book.shelves.list()]
        if not names:
            put("There is no shelf yet; `dateline shelf add` makes one.\n")
        reports = [match_shelf(book, name, chosen, least=least) for name in names]
        if output is not None:
            count = _match.write_csv(reports, output)
            say(f"wrote {count:,} lines to {output}.")
        if json:
            put_json(reports, lines=True)
        put(_match.show_reports(reports, look_for(color, no_color=no_color), limit=limit))


def add_to(parent: typer.Typer) -> None:
    parent.add_typer(app, name="shelf")
    parent.command(epilog=_MATCH_EXAMPLES)(match)
