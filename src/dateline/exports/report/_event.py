"""draw_event: one event of a report: its parts with their words, tolls, disputes, who says so, the reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from dateline.exports.report._markup import Markup, el, join, link
from dateline.views import words

if TYPE_CHECKING:
    from dateline.model import Dispute
    from dateline.views import Cell, CellValue, EventPage, MatrixRow, Sheet, TollHistory
    from dateline.views import Words as Spot

# Each status with a shape, so that a print without colour tells them apart.
SHAPES: Final = {
    "confirmed": "●✓", "corroborated": "●", "claimed": "○", "disputed": "◐", "denied": "✕", "retracted": "⊖",
    "only analysed": "△", "only remembered": "⧗",
}  # fmt: skip
HEADS: Final = {
    "what": "What", "who": "Who", "whom": "To whom", "when": "When", "where": "Where", "weapon": "With what", "toll": "Toll",
}  # fmt: skip
_SLOTS: Final = {"actor": "who", "target": "whom", "casualties": "toll", "event": "that it happened"}
_COLUMNS: Final = {
    "event": "that it happened", "who": "who", "whom": "to whom", "when": "when", "where": "where", "weapon": "with what",
    "toll": "the toll", "cause": "the cause",
}  # fmt: skip
_MOST_QUOTES: Final = 4  # of one value; how many more there are is said


def draw_event(number: int, sheet: Sheet) -> Markup:
    page = sheet.page
    return el(
        "section",
        el("h2", el("span", f"{number}. ", class_="number"), page.title or sheet.act, dir="auto"),
        el(
            "p",
            badge(page.status),
            f" {words.many(sheet.summary_reports, 'report')}, {words.many(page.origins, 'origin')} that claim"
            f"{'s' if page.origins == 1 else ''} to know · credibility {page.credibility} of 6, "
            f"{words.say_credibility(page.credibility)} · {sheet.act} · ",
            el("code", page.id),
        ),
        el("p", sheet.derivation, class_="why", dir="auto"),
        el("p", "No present text of any document tells it any more.", class_="note") if page.is_dropped else None,
        el("p", f"{words.many(page.left_out, 'report')} more tell it and were not weighed.", class_="note")
        if page.left_out
        else None,
        el("div", [_draw_cell(cell, page) for cell in sheet.cells], class_="cells"),
        _draw_disputes(page),
        [_draw_toll(toll) for toll in sheet.tolls if len(toll.points) > 1],
        _draw_voices(sheet),
        _draw_reports(number, page),
        id=f"event-{number}",
        class_="event",
    )


def badge(status: str) -> Markup:
    shape = el("span", SHAPES.get(status, "○"), aria_hidden="true")
    return el("span", shape, f" {status}", class_=f"badge {status.rsplit(' ', maxsplit=1)[-1]}")


def quote(text: str) -> Markup:
    """Exact words on one line, in marks of their own only where they have none."""
    flat = " ".join(text.split())
    marked = flat if flat[:1] in '"“”‘«' else f"“{flat}”"
    return el("q", marked, dir="auto")


def say_slot(dispute: Dispute) -> str:
    slot, _, rest = dispute.slot.partition(": ")
    head = _SLOTS.get(slot, slot)
    if dispute.how == "denied":
        return f"{head}: said and denied"
    return f"{head}: {rest}" if rest else head


def _draw_cell(cell: Cell, page: EventPage) -> Markup:
    return el(
        "div",
        el("h3", HEADS[cell.name], [" ", badge(cell.status)] if cell.status and cell.values else None),
        [_draw_value(value) for value in cell.values] if cell.values else el("p", cell.empty, class_="muted"),
        el("p", "◐ in dispute: ", "; ".join(say_slot(page.disputes[n - 1]) for n in cell.dissent), class_="dispute")
        if cell.dissent
        else None,
        class_="cell" if cell.values else "cell empty",
    )


def _draw_value(value: CellValue) -> Markup:
    facts = [
        value.detail,
        words.many(len(value.origins), "origin") if value.origins else "no origin named",
        value.note,
    ]
    return el(
        "div",
        el(
            "p",
            el("strong", value.text, dir="auto"),
            el("span", " · ".join(f for f in facts if f), class_="muted facts"),
        ),
        el("ul", list(_draw_spots(value.words)), class_="quotes") if value.words else None,
    )


def _draw_spots(spots: Sequence[Spot]) -> Iterator[Markup]:
    """The same words of several reports stand once, with the numbers of the reports."""
    reports: dict[str, list[int]] = {}
    for spot in spots:
        known = reports.setdefault(" ".join(spot.quote.split()), [])
        if spot.report is not None and spot.report not in known:
            known.append(spot.report)
    for text, numbers in list(reports.items())[:_MOST_QUOTES]:
        yield el("li", quote(text), " ", el("span", _brackets(numbers) or "a text since replaced", class_="muted"))
    if len(reports) > _MOST_QUOTES:
        yield el("li", f"and {len(reports) - _MOST_QUOTES} more", class_="muted")


def _brackets(numbers: Sequence[int]) -> str:
    return "".join(f"[{n}]" for n in numbers)


def _draw_disputes(page: EventPage) -> Markup:
    if not page.disputes:
        return Markup("")
    numbers = {report.account: report.number for report in page.reports}
    return join(
        el("h3", "In dispute"),
        el(
            "ol",
            [
                el(
                    "li",
                    el("strong", say_slot(dispute)),
                    el(
                        "ul",
                        [
                            el(
                                "li",
                                el("strong", value.value, dir="auto"),
                                f" {_brackets(sorted({numbers[a] for a in value.accounts if a in numbers}))} ",
                                [join(quote(text), " ") for text in value.quotes[:_MOST_QUOTES]],
                            )
                            for value in dispute.values
                        ],
                    ),
                )
                for dispute in page.disputes
            ],
            class_="disputes",
        ),
    )


def _draw_toll(toll: TollHistory) -> Markup:
    return join(
        el("h3", f"Figures of {toll.kind}, the oldest first"),
        table(
            ("Figure", "Given by", "In", "Day", "Words"),
            [
                (
                    el("strong", point.text),
                    point.source or "the report itself",
                    f"{f'[{point.report}] ' if point.report else 'a text since replaced, '}{point.publisher}",
                    words.say_day(point.published) if point.published else "no date",
                    quote(point.words.quote),
                )
                for point in toll.points
            ],
        ),
    )


def _draw_voices(sheet: Sheet) -> Markup:
    if not sheet.matrix.rows:
        return Markup("")
    return join(el("h3", "Who says so, in which words"), el("ol", [_draw_voice(row) for row in sheet.matrix.rows]))


def _draw_voice(row: MatrixRow) -> Markup:
    said: dict[tuple[str, str], list[str]] = {}
    for cell in row.cells:
        for spot in cell.words:
            stands = said.setdefault((" ".join(spot.quote.split()), f"[{spot.report}] {cell.says}"), [])
            stands.append(cell.column)
    facts = [row.kind, f"graded {row.grade}, {words.say_grade(row.grade)}" if row.grade != "F" else "not graded"]
    return el(
        "li",
        el("strong", row.name, dir="auto"),
        el("span", " · ".join(fact for fact in facts if fact), class_="muted facts"),
        el(
            "ul",
            [
                el(
                    "li",
                    el("span", f"{stance}: {', '.join(_COLUMNS[c] for c in dict.fromkeys(columns))} ", class_="muted"),
                    quote(text),
                )
                for (text, stance), columns in said.items()
            ],
            class_="quotes",
        ),
    )


def _draw_reports(number: int, page: EventPage) -> Markup:
    return join(
        el("h3", "Reports"),
        table(
            ("", "Report", "Publisher", "Day", "Recorded", "Document"),
            [
                (
                    f"[{report.number}]",
                    link(report.url, report.title or report.summary or "without a title", dir="auto"),
                    report.publisher or "unknown",
                    words.say_day(report.published) if report.published else "no date",
                    words.say_moment(report.recorded),
                    el("code", report.document),
                )
                for report in page.reports
            ],
            label=f"Reports of event {number}",
        ),
    )


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, label: str = "") -> Markup:
    """A table in a box that may be scrolled on a narrow screen."""
    return el(
        "div",
        el(
            "table",
            el("thead", el("tr", [el("th", head or "No.", scope="col") for head in heads])),
            el("tbody", [el("tr", [el("td", cell, dir="auto") for cell in row]) for row in rows]),
            aria_label=label or None,
        ),
        class_="scroll",
        tabindex="0",
        role="region",
        aria_label=label or "Table, may be scrolled",
    )
