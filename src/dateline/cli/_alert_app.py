"""dateline alert. Only what `--help` needs is imported here."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from dateline.cli import _option as o
from dateline.cli._alert_show import clean_lines, describe, mask, print_alert, sum_up, with_whole_path
from dateline.cli._desk import make_filter, opened, put, put_json, say
from dateline.cli._terminal import end, interrupt_once

_ADD_EXAMPLES: Final = """\b
Examples:
  dateline alert add finland --country FIN --on new --on confirmed --to file:alerts.jsonl
  dateline alert add toll --type ASSAULT --on toll-raised --least high --to https://desk.example.org/hook --secret env:HOOK
  dateline alert add coast --near 60.45,22.27,30 --to atom:/srv/www/coast.xml --from-start
  dateline alert add --file rules.yaml
"""
_RUN_EXAMPLES: Final = """\b
Examples:
  dateline alert run                             once, for cron, after dateline watch --once
  dateline alert run --every 60                  again each minute, until it is interrupted
  dateline alert run --json > alerts.jsonl

\b
Exit status: 0 all was sent, 1 some could not be sent, 2 the call is wrong, 130 interrupted.
"""
_DIGEST_EXAMPLES: Final = """\b
Examples:
  dateline alert digest --since 2024-05-01
  dateline alert digest --since 2024-05-01T06:00 --country FIN --least medium --json
"""

app = typer.Typer(
    help="Be told of what changes: a new event, one confirmed, contradicted or retracted, a toll that rises.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class On(StrEnum):
    """The names of `dateline.alerts.KINDS`; a test compares the two."""

    NEW = "new"
    CORROBORATED = "corroborated"
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    DENIED = "denied"
    TOLL_RAISED = "toll-raised"
    RETRACTED = "retracted"
    REVISED = "revised"


class Least(StrEnum):
    """The names of `dateline.alerts.LEVELS`; a test compares the two."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


LeastOption = Annotated[Least, typer.Option("--least", help="Only what weighs as much as this or more.")]


@app.command(epilog=_ADD_EXAMPLES)
def add(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="What the rule is called.")] = "",
    on: Annotated[
        list[On] | None, typer.Option("--on", help="A change that is asked for; may be given several times.")
    ] = None,
    to: Annotated[
        str,
        typer.Option("--to", metavar="WHERE", help="stdout, file:PATH (JSON Lines), atom:PATH, or an http(s) address."),
    ] = "stdout",
    secret: Annotated[
        str,
        typer.Option(
            "--secret", metavar="WHERE", help="env:NAME or file:PATH of the secret that signs what a webhook is sent."
        ),
    ] = "",
    least: LeastOption = Least.LOW,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file", metavar="RULES.yaml", exists=True, dir_okay=False, help="Add the rules of a file instead."
        ),
    ] = None,
    from_start: Annotated[
        bool, typer.Option("--from-start", help="Look at all that is in the ledger, not only at what comes.")
    ] = False,
    text: o.TextOption = "",
    since: o.SinceOption = "",
    until: o.UntilOption = "",
    near: o.NearOption = "",
    country: o.CountryOption = "",
    type: o.TypeOption = "",
    party: o.PartyOption = "",
    status: o.StatusOption = None,
    source: o.SourceOption = "",
    ledger: o.LedgerOption = "",
) -> None:
    """Add a rule: what you want to hear of, and where.

    The options that choose events are those of `dateline ledger list`. An event fits where it passes them now, or passed them
    before the change.
    """
    from dateline.alerts import KINDS, LEVELS, Rule, parse_rules, parse_target  # noqa: PLC0415
    from dateline.desk import add_rules  # noqa: PLC0415
    from dateline.errors import UsageError  # noqa: PLC0415

    interrupt_once()
    given = {
        "text": text, "since": since, "until": until, "near": near, "country": country, "type": type, "party": party,
        "status": status.value if status else "", "source": source,
    }  # fmt: skip
    chosen = tuple((key, value) for key, value in given.items() if value)
    with opened(ledger, read_only=False) as book:
        if file is not None:
            if name or chosen or on or to != "stdout" or secret or least is not Least.LOW:
                raise UsageError("With --file the rules are those of the file; no other part of a rule is given.")
            rules = parse_rules(_read(file), source=str(file))
        else:
            if not name:
                raise UsageError("Give the rule a name, or --file with rules.")
            channel, target = parse_target(to)
            rules = (
                Rule(
                    name=name,
                    filter=chosen,
                    on=tuple(kind for kind in KINDS if not on or On(kind) in on),
                    least=next(level for level in LEVELS if level == least.value),
                    channel=channel,
                    target=target,
                    secret=secret,
                ),
            )
        rules = tuple(map(with_whole_path, rules))
        add_rules(book, rules, from_start=from_start)
        put("".join(f"Rule {describe(rule)}.\n" for rule in rules))


@app.command(name="list")
def list_(
    yaml: Annotated[bool, typer.Option("--yaml", help="As a file of rules, for `dateline alert add --file`.")] = False,
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
) -> None:
    """List the rules, how much is on its way for each, and what could not be sent."""
    from dateline.alerts import dump_rules  # noqa: PLC0415
    from dateline.desk import AlertMemory  # noqa: PLC0415

    interrupt_once()
    with opened(ledger, read_only=True) as book:
        memory = AlertMemory(book)
        rules = memory.rules()
        if yaml:
            put(dump_rules(tuple(rules.values())))
        told: list[dict[str, object]] = []
        lines: list[str] = []
        for name, rule in sorted(rules.items()):
            parcels = memory.parcels(name)
            counted = {state: sum(1 for one in parcels if one.state == state) for state in ("delivered", "failed")}
            waiting = len(parcels) - counted["delivered"] - counted["failed"]
            problems = tuple(dict.fromkeys(one.problem for one in parcels if one.problem))
            shown = replace(rule, target=mask(rule))
            told.append({"rule": shown, "waiting": waiting, **counted, "problems": problems})
            lines.append(
                f"{describe(rule)}\n  {counted['delivered']} sent, {waiting} on their way, {counted['failed']} given up"
            )
            lines += [f"  {problem}" for problem in problems]
        if json:
            put_json(told, lines=True)
        put(clean_lines("\n".join(lines)) + "\n" if lines else "There is no rule; `dateline alert add` makes one.\n")


@app.command()
def remove(name: Annotated[str, typer.Argument(metavar="NAME", help="The rule.")], ledger: o.LedgerOption = "") -> None:
    """Remove a rule, and what is on its way for it."""
    from dateline.desk import AlertMemory  # noqa: PLC0415

    interrupt_once()
    with opened(ledger, read_only=False, make=False) as book:
        waiting = AlertMemory(book).remove_rule(name)
        put(f"Rule {name} is removed{f', and {waiting} alerts that were on their way' if waiting else ''}.\n")


@app.command(epilog=_RUN_EXAMPLES)
def run(
    every: Annotated[
        int, typer.Option("--every", min=0, max=86_400, metavar="S", help="Again each S seconds; 0 is once.")
    ] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary; only what could not be sent.")] = False,
    ledger: o.LedgerOption = "",
    json: Annotated[bool, typer.Option("--json", help="Alerts on standard output as JSON Lines.")] = False,
) -> None:
    """Look at what is new, and send the alerts that the rules ask for."""
    from dateline.desk import run_alerts  # noqa: PLC0415

    interrupt_once()
    with opened(ledger, read_only=False, make=False) as book:
        while True:
            done = run_alerts(book, put=lambda alert: print_alert(alert, json=json))
            for problem in done.problems:
                say(f"{problem}.")
            if not quiet and (done.made or done.sent or not every):
                say(sum_up(book, done))
            if not every:
                end(1 if done.problems or done.failed else 0)
            time.sleep(every)


@app.command(epilog=_DIGEST_EXAMPLES)
def digest(
    since: Annotated[
        str,
        typer.Option(
            "--since", metavar="TIME", help="What was recorded since: 2024-05-01 (its start), or …T12:00, UTC."
        ),
    ] = "",
    least: LeastOption = Least.LOW,
    text: o.TextOption = "",
    near: o.NearOption = "",
    country: o.CountryOption = "",
    type: o.TypeOption = "",
    party: o.PartyOption = "",
    status: o.StatusOption = None,
    source: o.SourceOption = "",
    ledger: o.LedgerOption = "",
    json: o.JsonOption = False,
) -> None:
    """Tell what changed since a moment (the last day without --since), the weightiest first.

    It needs no rule and records nothing: it compares what was known then with what is known now.
    """
    from dateline.alerts import LEVELS, say_digest  # noqa: PLC0415
    from dateline.desk import make_digest  # noqa: PLC0415

    interrupt_once()
    chosen = make_filter(text=text, near=near, country=country, type=type, party=party, status=status, source=source)
    moment = _parse_since(since)
    with opened(ledger, read_only=True) as book:
        alerts = make_digest(book, moment, chosen)
        alerts = tuple(one for one in alerts if LEVELS.index(one.severity) >= LEVELS.index(least.value))
        if json:
            put_json(alerts, lines=True)
        put(clean_lines(say_digest(alerts, since=moment)))


@app.command()
def test(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The rule.")],
    ledger: o.LedgerOption = "",
    json: Annotated[bool, typer.Option("--json", help="On standard output as JSON.")] = False,
) -> None:
    """Send a made-up alert by a rule's channel, to see that it arrives. A feed is not touched."""
    from dateline.desk import AlertMemory, send_sample  # noqa: PLC0415

    interrupt_once()
    with opened(ledger, read_only=True) as book:
        rule = AlertMemory(book).rule(name)
        result = send_sample(rule, put=lambda alert: print_alert(alert, json=json))
    if not result.is_done:
        say(f"{name}: {result.problem}.")
        end(1)
    if rule.channel != "stdout":
        say(f"{name}: nothing is sent to a feed." if rule.channel == "atom" else f"{name}: sent to {mask(rule)}.")
    end(0)


def _read(path: Path) -> str:
    from dateline.errors import UsageError  # noqa: PLC0415

    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{path}: it cannot be read as text in UTF-8.") from None


def _parse_since(given: str) -> datetime:
    """The moment; a day is its start, unlike where it is asked what was known then."""
    now = datetime.now(UTC)
    if not given:
        return now - timedelta(days=1)
    found = o.parse_time(given)
    assert found is not None
    if len(given.strip()) == len("2024-05-01"):
        found = found.replace(hour=0, minute=0, second=0, microsecond=0)
    return min(found, now)
