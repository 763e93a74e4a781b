"""Alerts in words: one in two lines, many as a digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from dateline.alerts._alert import Alert

_KIND: Final = {
    "new": "New", "corroborated": "Corroborated", "confirmed": "Confirmed", "contradicted": "Contradicted",
    "denied": "Denied", "toll-raised": "Toll raised", "retracted": "Retracted", "revised": "Revised",
}  # fmt: skip


def say_heading(alert: Alert) -> str:
    """The change in one line, as a heading."""
    return f"[{alert.severity}] {_KIND[alert.kind]}: {' '.join(alert.title.split())}"


def say_alert(alert: Alert) -> str:
    """Its heading, what changed and why, and the words of the newest report; each on a line of its own."""
    step = f"{alert.before} → {alert.became}" if alert.before else alert.became
    origins = f"{alert.origins} origin{'' if alert.origins == 1 else 's'}"
    reports = f"{alert.reports} report{'' if alert.reports == 1 else 's'}"
    lines = [say_heading(alert), f"  {step} · {origins}, {reports} · event {alert.event[:8]}"]
    if alert.why:
        lines.append(f"  {' '.join(alert.why.split())}")
    for quote in alert.quotes[:1]:
        by = ", ".join(part for part in (quote.publisher, quote.url) if part)
        lines.append(f"  “{' '.join(quote.words.split())}”" + (f" — {by}" if by else ""))
    return "\n".join(lines) + "\n"


def say_digest(alerts: Sequence[Alert], *, since: datetime) -> str:
    """All of them, the weightiest first; a line that says so where there is nothing."""
    if not alerts:
        return f"Nothing of that has changed since {since:%Y-%m-%d %H:%M} UTC.\n"
    events = len({alert.event for alert in alerts})
    head = (
        f"{len(alerts)} change{'' if len(alerts) == 1 else 's'} of {events} event{'' if events == 1 else 's'} since "
        f"{since:%Y-%m-%d %H:%M} UTC\n\n"
    )
    return head + "\n".join(map(say_alert, alerts))
