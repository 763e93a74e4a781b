"""make_bench: two events, or the reports of one, side by side: what agrees, what differs, and why they were linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dateline.views import words
from dateline.views._correction import TOLLS, say_slot
from dateline.views._row import make_row
from dateline.views._slot import fold

if TYPE_CHECKING:
    from datetime import date

    from dateline.model import Account, EventRef, FieldMatch, Link
    from dateline.views._row import EventRow
    from dateline.views._told import Told

Agreement = Literal["same", "partly", "different", "one side", "nobody"]
FIELDS: Final = ("what", "realis", "when", "where", "who", "whom", "weapon", *TOLLS)


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchReport:
    """One account on the bench: `number` is that of the page of its event; `summary` are its own words for the event."""

    number: int
    event: str
    account: EventRef
    document: str
    title: str | None
    publisher: str | None
    published: date | None
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchField:
    """One field: what each column says of it, in the order of the columns; () for nothing."""

    name: str
    columns: tuple[tuple[str, ...], ...]
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchLink:
    """Two reports that were compared, by event and number; `because`, the weightiest first."""

    left: tuple[str, int]
    right: tuple[str, int]
    score: float
    because: tuple[FieldMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """With two `rows` the columns are the events, with one the columns are its `reports`. `links` lie between the columns,
    the surest first."""

    rows: tuple[EventRow, ...]
    reports: tuple[BenchReport, ...]
    fields: tuple[BenchField, ...]
    links: tuple[BenchLink, ...]


def make_bench(left: Told, right: Told | None = None, links: Sequence[Link] = ()) -> Bench:
    """Two events with the links between them; or one, told with its links, with its reports side by side."""
    tolds = (left,) if right is None else (left, right)
    columns = [told.accounts for told in tolds] if right else [(account,) for account in left.accounts]
    reports = {report.account: report for told in tolds for report in _list_reports(told)}
    between = links if right else left.links
    return Bench(
        rows=tuple(make_row(told) for told in tolds),
        reports=tuple(reports.values()),
        fields=tuple(field for name in FIELDS if (field := _compare(name, columns)).agreement != "nobody"),
        links=tuple(
            BenchLink(
                left=(reports[link.left].event, reports[link.left].number),
                right=(reports[link.right].event, reports[link.right].number),
                score=link.score,
                because=link.because,
            )
            for link in sorted(between, key=lambda one: (-one.score, one.left, one.right))
            if link.left in reports and link.right in reports
        ),
    )


def _list_reports(told: Told) -> list[BenchReport]:
    return [
        BenchReport(
            number=number,
            event=told.linked.id,
            account=account.ref,
            document=told.documents[account.ref.revision],
            title=account.document.title,
            publisher=account.document.publisher,
            published=account.document.published,
            summary=account.event.summary,
        )
        for number, account in enumerate(told.accounts, start=1)
    ]


def _compare(name: str, columns: Sequence[Sequence[Account]]) -> BenchField:
    values = tuple(
        tuple(dict.fromkeys(value for account in column for value in _say(account, name))) for column in columns
    )
    return BenchField(name=name, columns=values, agreement=compare_values(values))


def _say(account: Account, name: str) -> tuple[str, ...]:
    event = account.event
    if name == "what":
        return (words.say_act(event.type, event.mode, attempt=event.attempt),)
    return say_slot(event, name)


def compare_values(columns: Sequence[Sequence[str]]) -> Agreement:
    """How far the columns say the same; a column that is silent does not disagree."""
    said = [frozenset(fold(value) for value in column) for column in columns if column]
    if not said:
        return "nobody"
    if len(said) == 1:
        return "one side" if len(columns) > 1 else "same"
    if all(one == said[0] for one in said):
        return "same"
    return "partly" if any(one & other for n, one in enumerate(said) for other in said[n + 1 :]) else "different"
