"""make_report: a story and what is known of its events -> one HTML file, the same for the same moment."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from dateline.exports.report._event import badge, draw_event, table
from dateline.exports.report._map import Placed, draw_map, is_placed
from dateline.exports.report._markup import Markup, el, join
from dateline.views import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from dateline.exports.report._map import Base
    from dateline.views import EventRow, Sheet, Story

_METHOD: Final = (
    "Each article was read by a trained reader, on this computer alone, into events and claims, every part with the exact "
    "words that it was read from. Reports of one event were joined by rules and a score, and by what people decided. An "
    "origin is somebody who says something: five papers that print one agency's text are one origin. Statuses follow from "
    "who says it, in whose office it is to know, and who contradicts; nothing is averaged. Nothing here is more than what "
    "the reports say: what no report says is left empty, and an empty figure is not a zero.",
    "Reading goes wrong: parts of an event are missed, and some are read that are not meant. The words beside each value "
    "are there to be checked before it is used.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a report is made of. `sheets` are those of the story's events, by id. `entry` and `sealed` are the number and the hash
    of the last line of the ledger's log at `as_of`: who has the ledger can check the report against it."""

    story: Story
    sheets: Mapping[str, Sheet]
    as_of: datetime
    program: str
    readers: tuple[str, ...]
    asked: str = ""
    entry: int = 0
    sealed: str = ""


def make_report(report: Report, base: Base) -> str:
    """The file as text (UTF-8). Nothing but `report` and the base map goes into it: no clock and no chance."""
    style, script = _read("report.css"), _read("report.js")
    rows = [event.row for event in report.story.events]
    title = f"Story: {report.story.query}"
    body = join(
        el("a", "Skip to the events", class_="skip", href="#events"),
        _head(report, title),
        el(
            "main",
            _timeline(report),
            _map(rows, base),
            el("section", el("h2", "What is known of each", id="events"), class_="break"),
            [draw_event(n, report.sheets[row.id]) for n, row in enumerate(rows, start=1)],
            _sources(report),
            _making(report, base),
        ),
    )
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        el("meta", name="viewport", content="width=device-width,initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="generator", content=report.program),
        el("title", title),
        Markup(f"<style>{style}</style>"),
    )
    tail = Markup(f"<script>{script}</script>")
    return f"<!doctype html>\n{el('html', head, el('body', body, tail), lang='en')}\n"


def _head(report: Report, title: str) -> Markup:
    sheets = list(report.sheets.values())
    documents = {r.document for sheet in sheets for r in sheet.page.reports}
    statuses = Counter(event.row.status for event in report.story.events)
    disputes = sum(len(sheet.page.disputes) for sheet in sheets)
    return el(
        "header",
        el("h1", title, dir="auto"),
        el("p", "As known at ", el("strong", words.say_moment(report.as_of))),
        el(
            "p",
            f"{words.many(len(report.story.events), 'event')} in {words.many(len(documents), 'report')}; "
            f"{words.many(disputes, 'dispute')}. ",
            [join(badge(status), f" {number} ") for status, number in sorted(statuses.items())],
        ),
        el("p", "Numbers in [brackets] are those of the reports of an event, listed at its end.", class_="muted"),
        el(
            "p",
            f"{words.many(report.story.left_out, 'event')} more fit the question and are not in this report.",
            class_="note",
        )
        if report.story.left_out
        else None,
    )


def _timeline(report: Report) -> Markup:
    return el(
        "section",
        el("h2", "Over time"),
        el(
            "ol",
            [_line(n, event.row) for n, event in enumerate(report.story.events, start=1)],
            class_="timeline",
        ),
    )


def _line(number: int, row: EventRow) -> Markup:
    toll = ", ".join(f"{words.say_bounds(low, high)} {kind}" for kind, low, high in row.tolls)
    facts = [
        words.say_act(row.type, row.mode, row.realis, attempt=row.attempt),
        words.say_place(row.where) if row.where else "place unknown",
        toll,
        words.many(row.reports, "report"),
    ]
    return el(
        "li",
        el("span", words.say_when(row.when) if row.when else "no date", class_="when"),
        el("a", f"{number}. ", row.summary or "An event without a summary", href=f"#event-{number}", dir="auto"),
        el(
            "span", badge(row.status), " ", " · ".join(fact for fact in facts if fact), class_="muted facts", dir="auto"
        ),
    )


def _map(rows: list[EventRow], base: Base) -> Markup:
    placed = [
        Placed(number=n, title=row.summary, where=row.where)
        for n, row in enumerate(rows, start=1)
        if row.where is not None and is_placed(row.where)
    ]
    beside = [(n, row) for n, row in enumerate(rows, start=1) if not is_placed(row.where)]
    return el(
        "section",
        el("h2", "Where"),
        draw_map(placed, base),
        el("p", "A disc is as large as the place is uncertain; numbers are those of the events.", class_="muted")
        if placed
        else None,
        el(
            "p",
            "Not on the map, since no report says more exactly where: ",
            [
                join(
                    ", " if at else "",
                    el("a", f"{n}", href=f"#event-{n}"),
                    f" ({row.where.name})" if row.where is not None else " (no place)",
                )
                for at, (n, row) in enumerate(beside)
            ],
            ".",
            dir="auto",
        )
        if beside
        else None,
    )


def _sources(report: Report) -> Markup:
    found: dict[tuple[str, str, str], set[int]] = {}
    for number, event in enumerate(report.story.events, start=1):
        for row in report.sheets[event.row.id].matrix.rows:
            if row.name != "the report itself":
                found.setdefault((row.name, row.kind, row.grade), set()).add(number)
    rows = [
        (
            name,
            kind or "its own reporting",
            f"{grade}, {words.say_grade(grade)}" if grade != "F" else "not graded",
            join(join(", " if at else "", el("a", str(n), href=f"#event-{n}")) for at, n in enumerate(sorted(numbers))),
        )
        for (name, kind, grade), numbers in sorted(
            found.items(), key=lambda pair: (-len(pair[1]), pair[0][0].casefold(), pair[0])
        )
    ]
    if not rows:
        return Markup("")
    return el(
        "section",
        el("h2", "Who is heard"),
        el(
            "p",
            "Grades are those of the Admiralty's scale that people gave; none is given by the program.",
            class_="muted",
        ),
        table(("Origin", "Kind", "Grade", "Events"), rows, label="Origins"),
        class_="break",
    )


def _making(report: Report, base: Base) -> Markup:
    facts = list(_facts(report, base))
    return el(
        "section",
        el("h2", "How this was made"),
        [el("p", text) for text in _METHOD],
        el("dl", [join(el("dt", head), el("dd", value, dir="auto")) for head, value in facts], class_="facts-list"),
        class_="break",
    )


def _facts(report: Report, base: Base) -> Iterator[tuple[str, str]]:
    yield "Question", report.story.query
    if report.asked:
        yield "Limited to", report.asked
    yield "As known at", f"{report.as_of.isoformat()}"
    yield "Program", report.program
    if report.readers:
        yield "Read by", "; ".join(report.readers)
    if report.entry:
        yield "Log of the ledger", f"line {report.entry}, SHA-256 {report.sealed}"
    yield "Map", base.source


def _read(name: str) -> str:
    return files("dateline.exports.report").joinpath(name).read_text("utf-8").strip()


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
