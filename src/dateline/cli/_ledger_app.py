"""dateline ledger: list, show, search, delete. Only what `--help` needs is imported here."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import typer

from dateline.cli import _option as o
from dateline.cli._desk import look_for, make_filter, opened, put, put_json, say
from dateline.cli._terminal import Color, interrupt_once

_EXAMPLES: Final = """\b
Examples:
  dateline ledger list --since 2024-05-01 --country FIN
  dateline ledger show 3f2a91c0                  all that is known of an event
  dateline ledger search "ferry terminal"
  dateline ledger delete https://example.org/1 --reason "asked by the publisher"
"""
_LIST_EXAMPLES: Final = """\b
Examples:
  dateline ledger list
  dateline ledger list --near 60.45,22.27,30 --status disputed
  dateline ledger list --party "Archipelago Brigade" --since 2022-06-01 --until 2022-06-30
  dateline ledger list --type ASSAULT --as-of 2022-06-14 --json
  dateline ledger list documents --source "Nordhav News"
  dateline ledger list judgements
"""
_SHOW_EXAMPLES: Final = """\b
Examples:
  dateline ledger show 3f2a91c0
  dateline ledger show 3f2a91c0 --why            why its reports are taken for one event
  dateline ledger show 3f2a91c0 --as-of 2022-06-14
  dateline ledger show https://example.org/news/1
"""
_SEARCH_EXAMPLES: Final = """\b
Examples:
  dateline ledger search bombing
  dateline ledger search '"ferry terminal" -drill' --in claims
  dateline ledger search hospital --since 2022-06-13 --country FIN --json
"""
_DELETE_EXAMPLES: Final = """\b
Examples:
  dateline ledger delete 77aa01b2c3d4e5f6 --reason "private person, asked to be removed"
  dateline ledger delete https://example.org/news/1 --reason "withdrawn" --yes
"""

app = typer.Typer(
    help="What was read: events and documents, listed, shown, searched and deleted.",
    epilog=_EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Listed(StrEnum):
    EVENTS = "events"
    DOCUMENTS = "documents"
    JUDGEMENTS = "judgements"
    DELETED = "deleted"
    LOG = "log"


class Place(StrEnum):
    """The names of `dateline.ledger.SearchKind`; a test compares the two."""

    DOCUMENTS = "documents"
    EVENTS = "events"
    CLAIMS = "claims"


@app.command("list", epilog=_LIST_EXAMPLES)
def list_(
    what: Annotated[
        Listed, typer.Argument(metavar="[WHAT]", help=f"What is listed: {', '.join(Listed)}.")
    ] = Listed.EVENTS,
    text: o.TextOption = "",
    since: o.SinceOption = "",
    until: o.UntilOption = "",
    near: o.NearOption = "",
    country: o.CountryOption = "",
    type: o.TypeOption = "",
    party: o.PartyOption = "",
    status: o.StatusOption = None,
    source: o.SourceOption = "",
    as_of: o.AsOfOption = "",
    limit: o.LimitOption = 30,
    after: Annotated[
        str, typer.Option("--after", metavar="ID", help="Go on behind this one, the last of the page before.")
    ] = "",
    oldest: Annotated[
        bool, typer.Option("--oldest", help="Those recorded first, in place of those recorded last.")
    ] = False,
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
    color: o.ColorOption = Color.AUTO,
    no_color: o.NoColorOption = False,
) -> None:
    """List what the ledger holds: events in order of time, with what is known of each; or documents and more."""
    from dateline.cli import _list  # noqa: PLC0415

    interrupt_once()
    chosen = make_filter(
        text=text, since=since, until=until, near=near, country=country, type=type, party=party, status=status,
        source=source, limit=limit + 1, newest_first=not oldest, after=after,
    )  # fmt: skip
    at = o.parse_time(as_of)
    with opened(ledger, read_only=True) as book:
        view = book.view(at)
        listed = _list.collect(view, what.value, chosen, limit)
        if json:
            if listed.more:
                say(listed.advice)
            put_json(listed.found, lines=True)
        put(_list.show(listed, what.value, view, name=book.name, look=look_for(color, no_color=no_color)))


@app.command(epilog=_SHOW_EXAMPLES)
def show(
    given: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="An event or a document: its id, as much of it as is unique, or its address."
        ),
    ],
    why: Annotated[
        bool, typer.Option("--why", help="Why its reports are taken for one event, field by field.")
    ] = False,
    as_of: o.AsOfOption = "",
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
    color: o.ColorOption = Color.AUTO,
    no_color: o.NoColorOption = False,
) -> None:
    """Show all that is known of an event, or a document with its texts, how they were obtained and what each changed.

    Of an event: each part of it with who gives it and its status, the history of its tolls, who says so in which words,
    what is in dispute, the reports, and what people decided.
    """
    from dateline.cli import _list, _show  # noqa: PLC0415
    from dateline.desk import find_any, tell  # noqa: PLC0415
    from dateline.model import LinkedEvent  # noqa: PLC0415
    from dateline.views import make_event_page  # noqa: PLC0415

    interrupt_once()
    at = o.parse_time(as_of)
    with opened(ledger, read_only=True) as book:
        view = book.view(at)
        found = find_any(view, given)
        look = look_for(color, no_color=no_color)
        if isinstance(found, LinkedEvent):
            page = make_event_page(tell(view, found, with_links=why))
            if json:
                put_json(page)
            put(_show.show_event_page(page, look, why=why))
        history = _list.make_document_history(view, found)
        if json:
            put_json(history)
        put(_list.show_history(history, _list.events_of(view, found), look))


@app.command(epilog=_SEARCH_EXAMPLES)
def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='Words, "phrases" and -words that must not occur.')],
    where: Annotated[
        list[Place] | None,
        typer.Option("--in", metavar="KIND", help=f"Only in these: {', '.join(Place)}; may be repeated."),
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
    limit: o.LimitOption = 10,
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
    color: o.ColorOption = Color.AUTO,
    no_color: o.NoColorOption = False,
) -> None:
    """Search the words of documents, events and claims, the best matches of each first."""
    from dateline.cli import _list  # noqa: PLC0415

    interrupt_once()
    chosen = make_filter(
        since=since, until=until, near=near, country=country, type=type, party=party, status=status, source=source,
        limit=limit,
    )  # fmt: skip
    at = o.parse_time(as_of)
    with opened(ledger, read_only=True) as book:
        view = book.view(at)
        kinds = tuple(place.value for place in (where or list(Place)))
        hits = _list.search(view, words, chosen, kinds)
        if json:
            put_json(hits, lines=True)
        put(_list.show_hits(hits, words, book.name, look_for(color, no_color=no_color)))


@app.command(epilog=_DELETE_EXAMPLES)
def delete(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Its id, as much of it as is unique, or its address.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; it stays on the tombstone.")],
    who: o.WhoOption = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    ledger: o.LedgerOption = "",
) -> None:
    """Delete a document with all of its texts: their hashes, the reason and what people decided stay."""
    from dateline.desk import regather_without  # noqa: PLC0415

    with opened(ledger, read_only=False, make=False) as book:
        found = book.view().document(document)
        if not yes:
            texts = f"{found.revisions} text{'' if found.revisions == 1 else 's'}"
            typer.confirm(
                f"Delete {found.title or found.name} ({found.id}) with {texts} for good?", abort=True, err=True
            )
        grave = regather_without(book, found.id, who=o.name_user(who), reason=reason)
    say(f"deleted {grave.name} ({len(grave.erased)} text{'' if len(grave.erased) == 1 else 's'}); its tombstone stays.")
