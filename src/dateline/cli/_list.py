"""What `ledger list`, `ledger search`, `ledger show DOCUMENT` and `recode` print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from dateline.cli import _words as words
from dateline.cli._page import Look, Page, between, join
from dateline.cli._say import many, say_day, say_moment, say_row, say_standing
from dateline.desk import Teller
from dateline.errors import LedgerError
from dateline.ledger import RecordedDocument, list_refs
from dateline.views import EventRow, make_history, make_row, sort_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.desk import Recoded
    from dateline.ledger import AuditEntry, Filter, Hit, Tombstone, View
    from dateline.model import Change, Judgement
    from dateline.views import History


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A hit of a search with the id of the event that it is of, "" for a document or an event of none."""

    hit: Hit
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What is listed. `more`: there is more than that; `last`: the id behind which the next page begins, "" for no pages."""

    found: list[Any]
    more: bool
    last: str = ""

    @property
    def advice(self) -> str:
        """How to see what is not listed."""
        go_on = f"go on with --after {self.last}, " if self.last else ""
        return (
            f"These are {len(self.found)}; there are more: {go_on}raise --limit, or narrow it by --since, --country …"
        )


def collect(view: View, what: str, chosen: Filter, limit: int) -> Collected:
    """What is listed, at most `limit` of it, of a filter that asks for one more."""
    match what:
        case "documents":
            found: list[Any] = list(view.documents(chosen))
        case "judgements":
            # What coders of a round answered is not for others' eyes; `dateline judge kappa` tells of rounds.
            found = [one for one in reversed(view.judgements()) if not one.series]
        case "deleted":
            found = list(reversed(view.tombstones()))
        case "log":
            found = list(islice(view.audit(after=max(0, view.entry - limit - 1)), limit + 1))[::-1]
        case _:
            found = list(islice(_list_rows(view, chosen), limit + 1))
    kept, more = found[:limit], len(found) > limit
    last = kept[-1].id if more and what in ("events", "documents") else ""
    # Pages follow each other in the order of recording; a page is in order of time.
    return Collected(found=sorted(kept, key=sort_day) if what == "events" else kept, more=more, last=last)


def _list_rows(view: View, chosen: Filter) -> Iterator[EventRow]:
    """The events that nobody rejected, page by page, as only telling an event shows whether it was."""
    teller = Teller(view)
    while True:
        events = list(view.linked(chosen))
        for event in events:
            told = teller.tell(event)
            if not told.is_rejected:
                yield make_row(told)
        if chosen.limit is None or len(events) < chosen.limit:
            return
        chosen = replace(chosen, after=events[-1].id)


def show(listed: Collected, what: str, view: View, *, name: str, look: Look) -> str:
    out = Page(look)
    found = listed.found
    if not found:
        counts = view.counts()
        held = f"it holds {many(counts.documents, 'document')} and {many(counts.linked_events, 'event')}"
        if counts.documents:
            return f"Nothing in {name} fits; {held}.\n"
        return f"{name} {'was empty then' if view.as_of else 'is empty; `dateline read` fills it'}.\n"
    match what:
        case "documents":
            for document in found:
                _document_line(out, document)
        case "judgements":
            for judgement in found:
                _judgement_line(out, judgement)
        case "deleted":
            for grave in found:
                _grave_line(out, grave)
        case "log":
            for entry in found:
                _log_line(out, entry)
        case _:
            _event_lines(out, found)
    if listed.more:
        out.blank()
        out.add(join((listed.advice, "dim")))
    return out.to_text()


def search(view: View, asked: str, chosen: Filter, kinds: Sequence[Any]) -> list[Match]:
    hits = view.search(asked, chosen, kinds=kinds)
    ids = view.linked_ids([hit.ref for hit in hits if hit.ref])
    return [Match(hit=hit, event=ids.get(hit.ref, "") if hit.ref else "") for hit in hits]


def show_hits(matches: Sequence[Match], asked: str, name: str, look: Look) -> str:
    if not matches:
        return f"Nothing in {name} has {asked!r}.\n"
    out = Page(look)
    for number, (kind, group) in enumerate(groupby(matches, key=lambda m: m.hit.kind)):
        if number:
            out.blank()
        out.add(join((kind.upper(), "bold")))
        for match in group:
            hit = match.hit
            label = match.event[:8] if match.event else hit.document[:8]
            title = join((f"  {hit.title}", "dim")) if hit.title and kind != "documents" else join()
            head = join((hit.title or "no title", "bold"), "  ") if kind == "documents" else join()
            words_of = join((f"“{hit.snippet}”", "italic")) if kind != "events" else join(hit.snippet)
            out.add(head + words_of + title, label=(label, "dim"), indent=2, column=10)
    return out.to_text()


def make_document_history(view: View, document: RecordedDocument) -> History:
    revisions = view.revisions(document.id)
    dossiers = {r.id: view.dossier(r.id) for r in revisions if not r.is_deleted and r.codings}
    return make_history(document, revisions, dossiers)


def events_of(view: View, document: RecordedDocument) -> list[EventRow]:
    """The events that its present text tells."""
    try:
        refs = list_refs(view.dossier(document.revision), document.revision)
    except LedgerError:
        return []
    teller = Teller(view)
    ids = dict.fromkeys(view.linked_ids(refs).values())
    return sorted((make_row(teller.tell(view.linked_event(event))) for event in ids), key=sort_day)


def show_history(history: History, rows: Sequence[EventRow], look: Look) -> str:
    document = history.document
    out = Page(look)
    out.rule("═")
    out.add(join((document.title or document.name, "bold")))
    facts = [document.publisher, f"by {document.author}" if document.author else None, say_day(document.published)]
    out.add(join(" · ".join(fact for fact in facts if fact)))
    out.add(join((f"document {document.id} · {document.name}", "dim")))
    out.blank()
    out.add(join(("TEXTS", "bold")))
    for number, step in enumerate(history.steps, start=1):
        revision = step.revision
        size = "deleted" if revision.is_deleted else f"{revision.characters:,} characters"
        now = " · the present text" if revision.id == document.revision and len(history.steps) > 1 else ""
        head = f"text {revision.id[:8]} · {size} · recorded {say_moment(revision.recorded)}{now}"
        out.add(join((head, "bold")), label=(f"{number}", "bold"), indent=2, column=4)
        for custody in revision.custody:
            raw = f" · bytes {custody.raw_sha256[:12]}" if custody.raw_sha256 else ""
            how = f"{custody.how}, {say_moment(custody.at)}, by {custody.by}: {custody.source}{raw}"
            out.add(join((how, "dim")), indent=2, column=4)
        out.add(join((f"SHA-256 {revision.sha256}", "dim")), indent=2, column=4)
        for coding in revision.codings:
            made = f"coded by {coding.coder} {coding.version}, reader {coding.reader}: {many(coding.events, 'event')}"
            out.add(join((made, "dim")), indent=2, column=4)
        if step.changes is None:
            out.add(
                join(("what it changed cannot be told: one of the two texts was deleted", "yellow")), indent=2, column=4
            )
        show_changes(out, step.changes or (), indent=6)
    out.blank()
    out.add(join(("EVENTS", "bold")))
    _event_lines(out, rows)
    out.blank()
    return out.to_text()


def show_changes(out: Page, changes: Sequence[Change], *, indent: int) -> None:
    """What changed, under each event that it changed of; whole events that came or went each on a line."""
    for event, group in groupby(changes, key=lambda c: c.event if c.slot not in ("event", "document") else ""):
        if event:
            out.add(join((event, "bold")), indent=indent)
        for change in group:
            _show_change(out, change, indent=indent + (2 if event else 0))


def _show_change(out: Page, change: Change, *, indent: int) -> None:
    style = {"added": "green", "dropped": "red", "retracted": "bold red", "corrected": "bold yellow"}
    both = change.before and change.after
    values = f"{change.before} → {change.after}" if both else change.after or change.before
    if change.slot == "event":
        about = "event: "
        values = f"“{values}”"
    else:
        about = "" if change.slot == "document" else f"{change.slot}: "
    out.add(
        join((change.kind, style.get(change.kind, "yellow")), f" {about}{values}"), label="- ", indent=indent, column=2
    )


def show_recoded(done: Sequence[Recoded], look: Look, *, saved: bool) -> str:
    if not done:
        return "Nothing changes: every text reads as it did.\n"
    out = Page(look)
    for one in done:
        out.add(join((one.title, "bold"), (f"  document {one.document[:8]}", "dim")))
        out.add(join((f"{one.before} → {one.after}; {one.events_before} → {one.events_after} events", "dim")), indent=2)
        if not one.changes:
            out.add(join(("no claim changes", "dim")), indent=2)
        show_changes(out, one.changes, indent=2)
        for judgement in one.carried:
            out.add(
                join(("carried over", "green"), f" {judgement.kind} by {judgement.who}"), label="- ", indent=2, column=2
            )
        for judgement in one.lost:
            reason = f" “{judgement.reason}”" if judgement.reason else ""
            told = f" {judgement.kind} by {judgement.who}{reason}: the words that it was about are no event any more"
            out.add(join(("lost", "bold red"), told), label="- ", indent=2, column=2)
        out.blank()
    out.add(join(f"{many(len(done), 'text')} {'read anew and saved' if saved else 'would change; nothing was saved'}."))
    return out.to_text()


def _event_lines(out: Page, rows: Sequence[EventRow]) -> None:
    for number, (when, group) in enumerate(
        groupby(rows, key=lambda r: words.say_when(r.when) if r.when else "No date")
    ):
        if number:
            out.blank()
        out.add(join((when, "bold cyan")))
        for row in group:
            out.add(say_row(row), label=(row.id[:8], "dim"), indent=2, column=10)
            out.add(say_standing(row), indent=2, column=10)


def _document_line(out: Page, document: RecordedDocument) -> None:
    out.add(join((document.title or document.name, "bold")), label=(document.id[:8], "dim"), indent=2, column=10)
    facts = [
        document.publisher or "",
        say_day(document.published),
        many(document.events, "event"),
        f"{document.revisions} texts" if document.revisions > 1 else "",
        f"recorded {say_moment(document.recorded)}",
    ]
    out.add(join((" · ".join(fact for fact in facts if fact), "dim")), indent=2, column=10)


def _judgement_line(out: Page, judgement: Judgement) -> None:
    what = (
        f"{judgement.source}: {judgement.grade}"
        if judgement.kind == "grade"
        else many(len(judgement.events), "account")
    )
    reason = f" “{judgement.reason}”" if judgement.reason else ""
    out.add(
        join((judgement.kind, "bold"), f" {what} by {judgement.who}, {say_moment(judgement.at)}{reason}"),
        label=(judgement.id[:8], "dim"),
        indent=2,
        column=10,
    )


def _grave_line(out: Page, grave: Tombstone) -> None:
    told = f" · {many(len(grave.erased), 'text')} deleted {say_moment(grave.at)} by {grave.who}: {grave.reason}"
    out.add(join((grave.name, "bold"), told), label=(grave.document[:8], "dim"), indent=2, column=10)


def _log_line(out: Page, entry: AuditEntry) -> None:
    parts = [
        join(say_moment(entry.recorded)),
        join((entry.action, "bold")),
        join(entry.subject),
        join((entry.who, "dim")),
    ]
    out.add(between(parts, "  "), label=(str(entry.number), "dim"), indent=2, column=10)
