"""render_dossier: a dossier as text that an analyst reads from top to bottom."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from dateline.cli import _words as words
from dateline.cli._dispute import Dispute, find_disputes
from dateline.cli._event import ID_COLUMN, INDENT, say_claim, show_event
from dateline.cli._page import Look, Page, between, join, quote
from dateline.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from dateline.model import Claim, Dossier, Event, Issue

# The claims on one side of a dispute: the first are named, all of them stand under their event.
MOST_CLAIMS: Final = 3


def render_dossier(dossier: Dossier, *, look: Look, source: str | None = None, left_out: int = 0) -> str:
    """The dossier as lines; `source` is the input as the user named it, `left_out` how many events are not shown.

    Words that come from documents are shown as they are, but for control characters and marks that would steer the
    terminal or turn the order of its letters (see `clean`).
    """
    page = Page(look)
    disputes = find_disputes(dossier.events)
    _show_header(page, dossier, disputes, source=source, left_out=left_out)
    _show_events(page, "EVENTS", [event for event in dossier.events if event.ground != "background"], look)
    _show_events(page, "BACKGROUND", [event for event in dossier.events if event.ground == "background"], look)
    if not dossier.events:
        page.blank()
        page.add(join("No event was found in this text." if not left_out else "No event is sure enough to be shown."))
    _show_disputes(page, dossier.events, disputes, look)
    _show_issues(page, dossier.issues, look)
    page.blank()
    return page.to_text()


def _show_header(
    page: Page, dossier: Dossier, disputes: Sequence[Dispute], *, source: str | None, left_out: int
) -> None:
    document, coder = dossier.document, dossier.coder
    page.rule("═")
    page.add(join((document.title or source or document.id, "bold")))
    facts = [
        document.publisher,
        f"by {document.author}" if document.author else None,
        words.say_day(document.published, weekday=True) if document.published else "no date of publication",
        words.say_language(document.language) if document.language else None,
    ]
    page.add(join(" · ".join(fact for fact in facts if fact)))
    named = document.title and source != document.url
    origin = [document.url, source if named else None, f"id {document.id}"]
    page.add(join((" · ".join(part for part in origin if part), "dim")))
    made_by = f"coded by {coder.name} {coder.version}, reader {coder.reader}, ontology {coder.ontology}"
    page.add(join((made_by, "dim")))
    page.add(_count(dossier, disputes, left_out))


def _count(dossier: Dossier, disputes: Sequence[Dispute], left_out: int) -> Text:
    background = sum(event.ground == "background" for event in dossier.events)
    disputed = len({dispute.event for dispute in disputes})
    parts = [
        join((_many(len(dossier.events), "event"), "bold"), f", {background} of them background" if background else ""),
        join(f"{left_out} less sure left out") if left_out else join(),
        join((f"{disputed} in dispute", "red")) if disputed else join(),
        join((_many(len(dossier.issues), "issue"), "yellow")) if dossier.issues else join(),
    ]
    return between(parts, " · ")


def _show_events(page: Page, heading: str, events: Sequence[Event], look: Look) -> None:
    """The events in order of time, those of one time under one heading, those without a time last."""
    if not events:
        return
    _show_heading(page, heading)
    dated = [event for event in events if event.when is not None]
    undated = [event for event in events if event.when is None]

    def time(event: Event) -> tuple[int, int]:
        return (event.when.earliest.toordinal(), event.when.latest.toordinal()) if event.when else (0, 0)

    # Sorting keeps the order of the text among events of one time.
    for day, group in groupby(sorted(dated, key=time), key=_say_time):
        _show_group(page, day, list(group), look)
    if undated:
        _show_group(page, "No date", undated, look)


def _show_group(page: Page, day: str, events: Sequence[Event], look: Look) -> None:
    page.blank()
    page.add(join((day, "bold cyan")))
    for number, event in enumerate(events):
        if number:
            page.blank()
        show_event(page, event, look)


def _say_time(event: Event) -> str:
    return words.say_when(event.when) if event.when else ""


def _show_disputes(page: Page, events: Sequence[Event], disputes: Sequence[Dispute], look: Look) -> None:
    if not disputes:
        return
    _show_heading(page, "IN DISPUTE INSIDE THE TEXT")
    acts = {event.id: words.say_type(event.type, event.mode) for event in events}
    for event_id, group in groupby(disputes, key=lambda dispute: dispute.event):
        label = event_id
        for number, dispute in enumerate(group):
            act = join((acts[event_id], "bold"), " - ") if number == 0 else join()
            page.add(act + _say_dispute(dispute, look), label=(label, "bold"), indent=INDENT, column=ID_COLUMN)
            label = ""


def _say_dispute(dispute: Dispute, look: Look) -> Text:
    about = words.say_about(dispute.about)
    claims, against = _say_claims(dispute.claims), _say_claims(dispute.against)
    match dispute.kind:
        case "contradicted":
            return join(f"{about}: ", against, "; but ", claims)
        case "denied":
            return join(f"{about}: ", against, "; nobody in the text says otherwise")
        case "toll":
            figures = [
                between([join((words.say_figure(f), "bold")), quote(f.evidence, look)], " ") for f in dispute.figures
            ]
            note = " (all can be true)" if dispute.compatible else ""
            return join(f"{dispute.about[0]}: ", between(figures, " or "), note)
        case "unknown":
            return join(f"{about}: ", claims)
        case "hedged":
            return join("told only with a hedge: ", claims)


def _say_claims(claims: Sequence[Claim]) -> Text:
    more = len(claims) - MOST_CLAIMS
    said = [say_claim(claim) for claim in claims[:MOST_CLAIMS]]
    return between([*said, join(f"and {more} more") if more > 0 else join()], "; ")


def _show_issues(page: Page, issues: Sequence[Issue], look: Look) -> None:
    if not issues:
        return
    _show_heading(page, "COULD NOT BE RESOLVED")
    order = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    for issue in sorted(issues, key=lambda issue: order.index(issue.severity)):
        text = between([join(issue.message), quote(issue.evidence, look)], "  ")
        page.add(text, label="- ", indent=INDENT, column=2)


def _show_heading(page: Page, heading: str) -> None:
    page.blank()
    page.add(join((heading, "bold")))


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
