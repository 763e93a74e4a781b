"""dateline report. Only what `--help` needs is imported here."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline import __version__
from dateline.cli import _option as o
from dateline.cli._desk import make_filter, opened, say
from dateline.cli._terminal import end, interrupt_once

if TYPE_CHECKING:
    from dateline.exports.report import Report
    from dateline.ledger import Filter, Ledger

_EXAMPLES: Final = """\b
Examples:
  dateline report "ferry terminal" --output ferry.html
  dateline report Turku --since 2022-06-01 -o turku.html
  dateline report 3f2a91c0 --as-of 2022-06-14 -o then.html   the same file whenever it is made
"""
_BASE: Final = Path(__file__).parents[1] / "web" / "static" / "data" / "world.json"


def report(
    story: Annotated[
        str, typer.Argument(metavar="STORY", help="Words, a party, a place, a type of event, or the id of an event.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, which appears when it is whole."),
    ] = None,
    since: o.SinceOption = "",
    until: o.UntilOption = "",
    near: o.NearOption = "",
    country: o.CountryOption = "",
    type: o.TypeOption = "",
    party: o.PartyOption = "",
    status: o.StatusOption = None,
    source: o.SourceOption = "",
    as_of: o.AsOfOption = "",
    ledger: o.LedgerOption = "",
) -> None:
    """Write a story as one HTML file to be read, printed and passed on: it needs no server, no network and no script.

    It holds the events over time and on a map, each part of them with the exact words and who says so, tolls, disputes, the
    reports with their addresses, and how it was made. For one --as-of it is the same to the byte.
    """
    from dateline.cli._sink import FileSink, StreamSink  # noqa: PLC0415
    from dateline.exports.report import make_report, read_base  # noqa: PLC0415

    interrupt_once()
    chosen = make_filter(
        since=since, until=until, near=near, country=country, type=type, party=party, status=status, source=source
    )
    limits = {
        "since": since,
        "until": until,
        "near": near,
        "country": country,
        "type": type,
        "party": party,
        "source": source,
    }
    limits["status"] = status.value if status else ""
    asked = ", ".join(f"{name} {value}" for name, value in limits.items() if value)
    at = o.parse_time(as_of) or datetime.now(UTC)
    with opened(ledger, read_only=True) as book:
        made = _gather(book, story, chosen, at, asked)
        page = make_report(made, read_base(json.loads(_BASE.read_bytes()))).encode()
        sink = FileSink(output) if output else StreamSink(sys.stdout.buffer)
        keep = False
        try:
            sink.write(page)
            keep = True
        except BrokenPipeError:
            end(0)
        finally:
            sink.finish(keep=keep)
        if output:
            events = len(made.story.events)
            say(f"{events} event{'' if events == 1 else 's'} as known at {at:%Y-%m-%d %H:%M} UTC: {output}.")
    end(0)


def _gather(book: Ledger, query: str, chosen: Filter, at: datetime, asked: str) -> Report:
    from dateline.desk import Teller, find_story  # noqa: PLC0415
    from dateline.exports.report import Report  # noqa: PLC0415
    from dateline.views import make_sheet  # noqa: PLC0415

    found = find_story(book, query, chosen, as_of=at, note=False)
    view = book.view(at)
    teller = Teller(view)
    told = {event.row.id: teller.tell(view.linked_event(event.row.id)) for event in found.events}
    coders = {view.dossier(account.ref.revision).coder for one in told.values() for account in one.accounts}
    line = next(iter(view.audit(after=view.entry - 1)), None) if view.entry else None
    return Report(
        story=found,
        sheets={event: make_sheet(one) for event, one in told.items()},
        as_of=at,
        program=f"dateline {__version__}",
        readers=tuple(sorted({f"{c.name} {c.version}{f', reader {c.reader}' if c.reader else ''}" for c in coders})),
        asked=asked,
        entry=view.entry,
        sealed=line.sha256 if line else "",
    )


def add_to(app: typer.Typer) -> None:
    app.command(epilog=_EXAMPLES)(report)
