"""What `dateline alert` shows: rules, alerts, what came of a run."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli._clean import clean
from dateline.cli._terminal import stdout_encoding

if TYPE_CHECKING:
    from dateline.alerts import Alert, Rule
    from dateline.desk import Delivery
    from dateline.ledger import Ledger


def describe(rule: Rule) -> str:
    chosen = ", ".join(f"{key} {value}" for key, value in rule.filter) or "all events"
    to = "standard output" if rule.channel == "stdout" else f"{rule.channel} {mask(rule)}"
    least = "" if rule.least == "low" else f", {rule.least} or above"
    signed = ", signed" if rule.secret else ""
    return f"{rule.name}: {chosen}; on {', '.join(rule.on)}{least}; to {to}{signed}"


def with_whole_path(rule: Rule) -> Rule:
    """The rule with the whole path of its file: it is run from other folders too."""
    return replace(rule, target=str(Path(rule.target).absolute())) if rule.channel in ("file", "atom") else rule


def mask(rule: Rule) -> str:
    """Where a rule sends to; of a webhook the host only: whoever has the whole address of some can send to them."""
    if rule.channel != "webhook":
        return rule.target
    scheme, _, rest = rule.target.partition("://")
    host, slash, _ = rest.partition("/")
    return f"{scheme}://{host.partition('?')[0]}{'/…' if slash else ''}"


def clean_lines(text: str) -> str:
    """Each line cleaned for a terminal, with its indentation."""
    lines = text.split("\n")
    return "\n".join(line[: len(line) - len(line.lstrip(" "))] + clean(line) for line in lines)


def print_alert(alert: Alert, *, json: bool) -> None:
    import msgspec  # noqa: PLC0415

    from dateline.alerts import say_alert  # noqa: PLC0415

    if json:
        data = msgspec.json.encode(alert) + b"\n"
    else:
        data = (clean_lines(say_alert(alert)) + "\n").encode(stdout_encoding() or "utf-8", errors="replace")
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def sum_up(book: Ledger, done: Delivery) -> str:
    waiting = f", {done.waiting} wait" if done.waiting else ""
    failed = f", {done.failed} given up" if done.failed else ""
    return f"{book.name}: {done.made} alert{'' if done.made == 1 else 's'} made, {done.sent} sent{waiting}{failed}."
