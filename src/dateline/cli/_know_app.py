"""dateline link, verify, story, recode. Only what `--help` needs is imported here."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from dateline.cli import _option as o
from dateline.cli._desk import look_for, make_filter, opened, put, put_json, say
from dateline.cli._terminal import Color, interrupt_once, is_terminal

_STORY_EXAMPLES: Final = """\b
Examples:
  dateline story "ferry terminal"
  dateline story Turku --since 2022-06-01 --type ASSAULT
  dateline story 3f2a91c0                        the story that an event belongs to
  dateline story "Archipelago Brigade" --as-of 2022-06-14 --json
"""
_LINK_EXAMPLES: Final = """\b
Examples:
  dateline link
  dateline link --ledger case.sqlite --json
"""
_VERIFY_EXAMPLES: Final = """\b
Examples:
  dateline verify
  dateline verify --ledger case.sqlite --json

\b
Exit status: 0 all of it holds, 1 something does not.
"""
_RECODE_EXAMPLES: Final = """\b
Examples:
  dateline recode --dry-run                      what a new reader would say otherwise
  dateline recode --source "Nordhav News"
  dateline recode 77aa01b2 --json
"""


def story(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="Words, a party, a place, a type of event, or the id of an event.")
    ],
    since: o.SinceOption = "",
    until: o.UntilOption = "",
    near: o.NearOption = "",
    country: o.CountryOption = "",
    type: o.TypeOption = "",
    party: o.PartyOption = "",
    status: o.StatusOption = None,
    source: o.SourceOption = "",
    as_of: o.AsOfOption = "",
    peek: Annotated[bool, typer.Option("--peek", help="Do not count it as a look: what is new stays new.")] = False,
    who: o.WhoOption = "",
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
    color: o.ColorOption = Color.AUTO,
    no_color: o.NoColorOption = False,
) -> None:
    """Tell a story: the events that fit and those that hang together with them, over time, and what is new.

    Events hang together where one report tells them as its news, where one answers the other or is part of it, or where they
    share a party and a place within weeks. What is new is counted from the last time that you asked for the same.
    """
    from dateline.cli._show import show_story  # noqa: PLC0415
    from dateline.desk import find_story  # noqa: PLC0415

    interrupt_once()
    chosen = make_filter(
        since=since, until=until, near=near, country=country, type=type, party=party, status=status, source=source
    )
    at = o.parse_time(as_of)
    read_only = peek or at is not None
    with opened(ledger, read_only=read_only, make=False) as book:
        found = find_story(book, query, chosen, as_of=at, who=o.name_user(who), note=not read_only)
        if json:
            put_json(found)
        put(show_story(found, look_for(color, no_color=no_color)))


def link(ledger: o.LedgerOption = "", who: o.WhoOption = "", json: o.JsonOption = False) -> None:
    """Link all events anew, from what they say and from what you decided.

    `dateline read` links what it saves; this is for after an update of dateline, or where a reading was cut off.
    """
    from dateline.desk import relink  # noqa: PLC0415

    interrupt_once()
    with opened(ledger, read_only=False, make=False) as book:
        tick = partial(_tick, "linking") if is_terminal(sys.stderr) else _quiet
        done = relink(book, by=o.name_user(who), tick=tick)
        if json:
            put_json(done)
        put(
            f"{done.accounts} accounts of {done.events} events, {done.shared} of them told by several texts; "
            f"{done.moved} accounts changed their event.\n"
        )


def verify(ledger: o.LedgerOption = "", json: o.JsonOption = False) -> None:
    """Recompute every hash of the ledger, and say what does not hold.

    Texts, bytes as obtained, codings, the log, how each text was obtained, judgements, tombstones and the search are compared
    with what was recorded of them.
    """
    from dateline.desk import count_unlinked  # noqa: PLC0415

    interrupt_once()
    with opened(ledger, read_only=True) as book:
        faults = tuple(book.verify())
        view = book.view()
        counts, loose = view.counts(), count_unlinked(view)
        if json:
            put_json({"faults": faults, "counts": counts, "unlinked": loose}, 1 if faults else 0)
        for fault in faults:
            typer.echo(f"{fault.kind} {fault.subject}: {fault.what}")
        if loose:
            say(f"{loose} events are saved and not yet linked; run `dateline link`.")
        told = (
            f"{book.name}: {counts.documents} documents, {counts.revisions} texts, {counts.events} events, "
            f"{counts.claims} claims, {counts.judgements} judgements, {counts.entries} lines of the log: "
        )
        put(told + (f"{len(faults)} do not hold.\n" if faults else "all of it holds.\n"), 1 if faults else 0)


def recode(
    document: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT...]", help="Ids or addresses; all documents without any.")
    ] = None,
    text: o.TextOption = "",
    since: o.SinceOption = "",
    until: o.UntilOption = "",
    country: o.CountryOption = "",
    source: o.SourceOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; save nothing.")] = False,
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
    who: o.WhoOption = "",
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
    color: o.ColorOption = Color.AUTO,
    no_color: o.NoColorOption = False,
) -> None:
    """Read the recorded texts again with the reader that is installed now, and say what that changes.

    The old coding stays in the ledger. What you decided about an event goes with the words that name it; where those are no
    longer read as an event, it goes to the event whose words hold them, or is named as lost.
    """
    from dateline.cli import _list, _work  # noqa: PLC0415
    from dateline.desk import recode as recode_all  # noqa: PLC0415

    interrupt_once()
    chosen = make_filter(text=text, since=since, until=until, country=country, source=source)
    with opened(ledger, read_only=dry_run, make=False) as book:
        pipeline = _work.open_pipeline(overlays=tuple(actors or ()), threads=0)
        done = recode_all(book, pipeline.read, tuple(document or ()), chosen, by=o.name_user(who), save=not dry_run)
        if json:
            put_json(tuple(done), lines=True)
        put(_list.show_recoded(tuple(done), look_for(color, no_color=no_color), saved=not dry_run))


def add_to(app: typer.Typer) -> None:
    app.command(epilog=_STORY_EXAMPLES)(story)
    app.command(epilog=_LINK_EXAMPLES)(link)
    app.command(epilog=_VERIFY_EXAMPLES)(verify)
    app.command(epilog=_RECODE_EXAMPLES)(recode)


def _tick(what: str, done: int) -> None:
    sys.stderr.write(f"\rdateline: {what} {done}")
    sys.stderr.flush()


def _quiet(done: int) -> None:
    del done
