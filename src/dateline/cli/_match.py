"""What `match` prints and writes: the summary, the pairs slot by slot, and what one of the two lacks."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from dateline.cli._page import Look, Page, join
from dateline.cli._say import many, say_row, say_standing
from dateline.desk import say_days, say_dead, say_foreign_place, say_place
from dateline.errors import UsageError
from dateline.imports import get_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.text import Text

    from dateline.desk import Matched, MatchReport
    from dateline.imports import ForeignEvent
    from dateline.views import EventRow

COLUMNS: Final = (
    "shelf", "outcome", "score", "row", "line", "event", "differs", "their_type", "our_type", "their_day", "our_day",
    "their_place", "our_place", "their_killed", "our_killed", "their_parties", "our_parties", "their_source", "our_summary",
    "our_status", "why",
)  # fmt: skip
_MOST_REASONS: Final = 4
_MOST_NOTES: Final = 160
# A cell that begins so is run as a formula by spreadsheet programs.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def show_reports(reports: Sequence[MatchReport], look: Look, *, limit: int) -> str:
    """All reports; of each kind of outcome at most `limit` are told."""
    out = Page(look)
    for report in reports:
        _show(out, report, limit)
    return out.to_text()


def write_csv(reports: Sequence[MatchReport], path: Path) -> int:
    """Writes each pair and all that is missing as a line; returns how many. Raises UsageError where it cannot be written."""
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for report in reports:
        for cells in _lines(report):
            writer.writerow([_guard(str(cells.get(name, ""))) for name in COLUMNS])
            count += 1
    try:
        path.write_text(told.getvalue(), encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}).") from error
    return count


def _show(out: Page, report: MatchReport, limit: int) -> None:
    shelf = report.shelf
    out.rule("═")
    out.add(join((shelf.name, "bold"), f" · {get_format(shelf.format).title} · {shelf.source}"))
    out.add(join((f"{many(report.rows, 'row')} laid beside {many(report.events, 'event')} of yours", "dim")))
    out.blank()
    for count, words in (
        (len(report.agreed), "in both, and nothing differs"),
        (len(report.differing), "in both, with something that differs"),
        (len(report.missing_here), "there and not here"),
        (len(report.missing_there), "here and not there"),
    ):
        out.add(join((words, "bold" if count else "dim")), label=(f"{count:,}", "bold"), indent=2, column=10)
    for why, count in report.left_out.items():
        out.add(join((f"here, and not expected there: {why}", "dim")), label=(f"{count:,}", "dim"), indent=2, column=10)
    _show_pairs(out, "IN BOTH, WITH SOMETHING THAT DIFFERS", report.differing, limit)
    _show_pairs(out, "IN BOTH", report.agreed, limit)
    if report.missing_here:
        _head(out, "THERE AND NOT HERE")
        for row in report.missing_here[:limit]:
            _show_row(out, row)
        _more(out, len(report.missing_here), limit)
    if report.missing_there:
        _head(out, "HERE AND NOT THERE")
        for event in report.missing_there[:limit]:
            out.add(say_row(event), label=(event.id[:8], "dim"), indent=2, column=10)
            out.add(_dim_day(event) + say_standing(event), indent=2, column=10)
        _more(out, len(report.missing_there), limit)
    out.blank()


def _show_pairs(out: Page, title: str, pairs: Sequence[Matched], limit: int) -> None:
    if not pairs:
        return
    _head(out, title)
    for pair in pairs[:limit]:
        out.add(
            say_row(pair.event) + join((f"  is {pair.row.id}, score {pair.score:.2f}", "dim")),
            label=(pair.event.id[:8], "dim"),
            indent=2,
            column=10,
        )
        for slot in pair.slots:
            if slot.verdict == "differs":
                words = join(
                    (f"{slot.slot}: ", "bold"), "theirs ", (slot.theirs, "yellow"), ", ours ", (slot.ours, "yellow")
                )
                out.add(words, label=("≠", "bold red"), indent=10, column=2)
            elif slot.verdict == "only theirs":
                out.add(join((f"{slot.slot}: only they say {slot.theirs}", "dim")), label="+ ", indent=10, column=2)
        reasons = "; ".join(_say_reason(pair, n) for n in range(min(_MOST_REASONS, len(pair.because))))
        out.add(join((reasons, "dim")), indent=10)
    _more(out, len(pairs), limit)


def _say_reason(pair: Matched, number: int) -> str:
    reason = pair.because[number]
    sign = "for" if reason.weight > 0 else "against"
    return f"{sign} it, {reason.field}: {reason.left or 'nothing'} | {reason.right or 'nothing'}"


def _show_row(out: Page, row: ForeignEvent) -> None:
    what = ", ".join(value for _, value in row.codes if not value.replace(".", "").lstrip("-").isdigit())[:80]
    killed = say_dead(row.low, row.best, row.high)
    parts = (say_days(row.earliest, row.latest), say_foreign_place(row.place), f"{killed} killed" if killed else "")
    out.add(
        join((what or " or ".join(row.types) or "event", "bold"), " · ", " · ".join(part for part in parts if part)),
        label=(row.id[:7], "dim"),
        indent=2,
        column=10,
    )
    words = " ".join((row.notes or row.headline or " → ".join(p.name for p in row.parties)).split())
    source = f" ({row.source})" if row.source else ""
    if words:
        out.add(join((words[:_MOST_NOTES] + ("…" if len(words) > _MOST_NOTES else "") + source, "dim")), indent=10)


def _head(out: Page, title: str) -> None:
    out.blank()
    out.add(join((title, "bold")))


def _more(out: Page, count: int, limit: int) -> None:
    if count > limit:
        out.add(join((f"and {count - limit:,} more; --limit, --json or --output has them.", "dim")), indent=2)


def _dim_day(event: EventRow) -> Text:
    day = say_days(event.when.earliest, event.when.latest) if event.when else "no day"
    return join((f"{day} · ", "dim"))


def _lines(report: MatchReport) -> Iterator[dict[str, object]]:
    name = {"shelf": report.shelf.name}
    for outcome, pairs in (("agreed", report.agreed), ("differs", report.differing)):
        for pair in pairs:
            yield (
                name
                | _of_row(pair.row)
                | _of_event(pair.event)
                | {
                    "outcome": outcome,
                    "score": f"{pair.score:.4f}",
                    "differs": " ".join(slot.slot for slot in pair.differs),
                    "why": "; ".join(_say_reason(pair, n) for n in range(min(_MOST_REASONS, len(pair.because)))),
                }
            )
    for row in report.missing_here:
        yield name | _of_row(row) | {"outcome": "missing here"}
    for event in report.missing_there:
        yield name | _of_event(event) | {"outcome": "missing there"}


def _of_row(row: ForeignEvent) -> dict[str, object]:
    return {
        "row": row.id,
        "line": row.line,
        "their_type": " or ".join(row.types),
        "their_day": say_days(row.earliest, row.latest),
        "their_place": say_foreign_place(row.place),
        "their_killed": say_dead(row.low, row.best, row.high),
        "their_parties": "; ".join(party.name for party in row.parties),
        "their_source": row.source,
    }


def _of_event(event: EventRow) -> dict[str, object]:
    killed = next(((low, high) for kind, low, high in event.tolls if kind == "killed"), None)
    return {
        "event": event.id,
        "our_type": event.type,
        "our_day": say_days(event.when.earliest, event.when.latest) if event.when else "",
        "our_place": say_place(event.where),
        "our_killed": say_dead(killed[0], None, killed[1]) if killed else "",
        "our_parties": "; ".join(party.name for party in (*event.who, *event.whom)),
        "our_summary": event.summary,
        "our_status": event.status,
    }


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
