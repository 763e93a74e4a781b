"""dateline judge: merge, split, accept, reject, grade, kappa, export. Only what `--help` needs is imported here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dateline.cli import _option as o
from dateline.cli._desk import opened, put, put_json, say
from dateline.errors import UsageError

_EXAMPLES: Final = """\b
Examples:
  dateline judge merge 3f2a91c0 77aa01b2 --reason "the same van"
  dateline judge split 3f2a91c0 3 --reason "report 3 is of the second bomb"
  dateline judge reject 5b10c2d4 --reason "a joke, no bombing"
  dateline judge accept 5b10c2d4
  dateline judge grade "Archipelago Brigade" D --reason "claims what others did"
  dateline judge kappa
  dateline judge export codings
"""

app = typer.Typer(
    help="What you decide about events and sources. A decision wins over every score, survives a new reading of the texts, and "
    "is undone by the opposite one.",
    epilog=_EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode=None,
)
EventArgument = Annotated[str, typer.Argument(metavar="EVENT", help="Its id, as much of it as is unique.")]


@app.command(epilog=_EXAMPLES)
def merge(
    event: Annotated[
        list[str], typer.Argument(metavar="EVENT...", help="Two or more ids, as much of each as is unique.")
    ],
    who: o.WhoOption = "",
    reason: o.ReasonOption = "",
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
) -> None:
    """Say that these are one event."""
    from dateline import desk  # noqa: PLC0415

    with opened(ledger, read_only=False, make=False) as book:
        judged, events = desk.merge(book, event, who=o.name_user(who), reason=reason)
        if json:
            put_json({"judgement": judged, "events": events})
        joined = next(e for e in events if judged.events[0] in e.members)
        say(f"they are one event now, {joined.id[:8]}, with {_accounts(len(joined.members))}.")


@app.command(epilog=_EXAMPLES)
def split(
    event: EventArgument,
    report: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT...",
            help="Those of another event: numbers as `ledger show` gives them, or ids of documents.",
        ),
    ],
    who: o.WhoOption = "",
    reason: o.ReasonOption = "",
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
) -> None:
    """Say that some reports of an event are of another one."""
    from dateline import desk  # noqa: PLC0415
    from dateline.views import make_event_page  # noqa: PLC0415

    with opened(ledger, read_only=False, make=False) as book:
        view = book.view()
        page = make_event_page(desk.tell(view, desk.find_event(view, event), with_links=False))
        wanted = [r for given in report for r in page.reports if given == str(r.number) or _begins(r.document, given)]
        unknown = [g for g in report if not any(g == str(r.number) or _begins(r.document, g) for r in page.reports)]
        if unknown:
            known = ", ".join(f"{r.number} ({r.document[:8]})" for r in page.reports)
            raise UsageError(f"{unknown[0]!r} is no report of the event {page.id}; it has {known}.")
        # A document that tells the event twice is parted itself, unless all that it tells goes.
        kept = {r.document for r in page.reports if r not in wanted}
        judged, events = desk.split(
            book,
            page.id,
            {r.document for r in wanted} - kept,
            accounts=[r.account for r in wanted if r.document in kept],
            who=o.name_user(who),
            reason=reason,
        )
        if json:
            put_json({"judgement": judged, "events": events})
        say(f"they are {len(events)} events now: {', '.join(e.id[:8] for e in events)}.")


@app.command(epilog=_EXAMPLES)
def accept(
    event: EventArgument, who: o.WhoOption = "", reason: o.ReasonOption = "", ledger: o.LedgerOption = ""
) -> None:
    """Say that an event is told rightly; it takes back that it was rejected."""
    _accept(event, who, reason, ledger, wrong=False)


@app.command(epilog=_EXAMPLES)
def reject(
    event: EventArgument, who: o.WhoOption = "", reason: o.ReasonOption = "", ledger: o.LedgerOption = ""
) -> None:
    """Say that it is no event: lists and stories leave it out; `ledger show` still has it."""
    _accept(event, who, reason, ledger, wrong=True)


@app.command(epilog=_EXAMPLES)
def grade(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="A teller or publisher, by the name that reports give.")
    ],
    letter: Annotated[str, typer.Argument(metavar="GRADE", help="A reliable … E unreliable, F cannot be judged.")],
    who: o.WhoOption = "",
    reason: o.ReasonOption = "",
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
) -> None:
    """Grade a source by the Admiralty's letters; what D and E say is shown and confirms nothing."""
    from dateline import desk  # noqa: PLC0415

    with opened(ledger, read_only=False, make=False) as book:
        judged, events = desk.grade(book, source, letter, who=o.name_user(who), reason=reason)
        if json:
            put_json({"judgement": judged, "events": events})
        say(f"{judged.source} is graded {judged.grade}; {events} event{'' if events == 1 else 's'} derived anew.")
        put("")


@app.command(epilog=_EXAMPLES)
def kappa(
    round: Annotated[str, typer.Argument(metavar="ROUND", help="Its id; without it all rounds of double coding.")] = "",
    who: o.WhoOption = "",
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
) -> None:
    """Show how far two people who coded the same events blindly agree: Cohen's kappa, field by field."""
    from dateline import desk  # noqa: PLC0415

    with opened(ledger, read_only=True) as book:
        view, name = book.view(), o.name_user(who)
        rounds = (desk.tell_round(view, round, who=name),) if round else desk.list_rounds(view, who=name)
    if json:
        put_json(rounds)
        return
    if not rounds:
        put("There is no round of double coding yet; start one on the page Review of the workbench.\n")
    lines: list[str] = []
    for one in rounds:
        coded = ", ".join(f"{coder} {done} of {one.size}" for coder, done in zip(one.coders, one.done, strict=True))
        lines.append(f"{one.id}  {one.at:%Y-%m-%d}  {one.note}\n  coded: {coded}\n")
        if one.is_open:
            lines.append("  Nothing is shown before both are done.\n")
        for field in one.agreements:
            value = "not defined" if field.kappa is None else f"{field.kappa:.2f}"
            lines.append(f"  {field.field:<8} kappa {value}, {field.agreed} of {field.coded} alike\n")
        left = sum(1 for difference in one.differences if not difference.settled)
        if one.differences:
            lines.append(f"  {len(one.differences)} differ, {left} of them not settled.\n")
    put("".join(lines))


@app.command(epilog=_EXAMPLES)
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder; it gets docs/ and ann/.")],
    partial: Annotated[
        bool, typer.Option("--partial", help="Also articles of which somebody decided on some events only.")
    ] = False,
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
) -> None:
    """Write what you accepted and corrected as codings of the codebook's format, to train a reader or to score one.

    An event that was rejected is left out: its text tells no such event. `dateline score dossiers FOLDER` reads the folder.
    """
    from dateline import desk  # noqa: PLC0415

    with opened(ledger, read_only=True) as book:
        written = desk.write_codings(book.view(), folder, partial=partial)
    if json:
        put_json(written)
    left = (
        f"; {_many(written.partial, 'article')} left out, since some of their events nobody decided on"
        if written.partial
        else ""
    )
    if written.articles:
        say(f"{_many(written.articles, 'article')} with {_many(written.events, 'event')} written to {folder}{left}.")
    else:
        say(f"Nothing is written to {folder}: there is no article all of whose events somebody decided on{left}.")


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _accept(event: str, who: str, reason: str, ledger: str, *, wrong: bool) -> None:
    from dateline import desk  # noqa: PLC0415

    with opened(ledger, read_only=False, make=False) as book:
        found = desk.find_event(book.view(), event)
        desk.accept(book, found.id, who=o.name_user(who), reason=reason, wrong=wrong)
        say(f"{found.id[:8]} is {'rejected' if wrong else 'accepted'}.")


def _begins(document: str, given: str) -> bool:
    return len(given) >= 4 and document.startswith(given.lower())


def _accounts(number: int) -> str:
    return f"{number} account{'' if number == 1 else 's'}"
