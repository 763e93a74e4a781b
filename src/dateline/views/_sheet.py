"""make_sheet: all that the page of one event shows, with the place of each word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.views import words
from dateline.views._cell import list_origins_of_toll, make_cells, number_reports, say_where
from dateline.views._event import make_event_page
from dateline.views._matrix import make_matrix
from dateline.views._relay import make_relays

if TYPE_CHECKING:
    from datetime import date, datetime

    from dateline.model import FieldMatch
    from dateline.views._cell import Cell, Words
    from dateline.views._event import EventPage
    from dateline.views._matrix import Matrix
    from dateline.views._relay import RelayTree
    from dateline.views._told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class TollPoint:
    """One figure as one report gave it. `report` is None where a later text of that document replaced it."""

    low: int | None
    high: int | None
    text: str
    source: str
    kind: str
    publisher: str
    published: date | None
    recorded: datetime
    report: int | None
    origins: tuple[int, ...]
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TollHistory:
    """The figures of one toll, the oldest first."""

    kind: str
    points: tuple[TollPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReason:
    """Why two reports are taken for one event; a number is None for a text that was replaced. `because`, the weightiest first."""

    left: int | None
    right: int | None
    score: float
    because: tuple[FieldMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The pairs of an event's reports that were compared, the surest first: with many reports these are thousands of reasons."""

    event: str
    pairs: tuple[PairReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The page of an event and what belongs on it. `derivation` says in words how its credibility comes about."""

    page: EventPage
    act: str
    derivation: str
    summary_reports: int
    cells: tuple[Cell, ...]
    matrix: Matrix
    relays: tuple[RelayTree, ...]
    tolls: tuple[TollHistory, ...]


def make_sheet(told: Told) -> Sheet:
    """All that is known of one event, laid out. Raises ValueError for an event without accounts."""
    page = make_event_page(told)
    cells = make_cells(told, page)
    return Sheet(
        page=page,
        act=words.say_act(page.type, page.mode, page.realis, attempt=page.attempt),
        derivation=f"{page.why} {words.say_basis(page.credibility)}".strip(),
        summary_reports=len({report.document for report in page.reports}) + page.left_out,
        cells=cells,
        matrix=make_matrix(told, page, cells),
        relays=make_relays(told, [voice.grade for voice in page.voices]),
        tolls=make_toll_histories(told),
    )


def make_pairs(told: Told) -> Pairs:
    """Why the reports are taken for one event; `told` has to be told with its links."""
    numbers = number_reports(told)
    return Pairs(
        event=told.linked.id,
        pairs=tuple(
            PairReason(
                left=numbers.get(link.left), right=numbers.get(link.right), score=link.score, because=link.because
            )
            for link in sorted(told.links, key=lambda link: (-link.score, link.left, link.right))
        ),
    )


def make_toll_histories(told: Told) -> tuple[TollHistory, ...]:
    """Every figure of every toll; what a replaced text gave just as the present text does stands once."""
    numbers = number_reports(told)
    accounts = {account.ref: account for account in (*told.accounts, *told.earlier)}
    points: dict[str, list[TollPoint]] = {}
    for entry in told.tolls:
        account = accounts[entry.account]
        report = numbers.get(entry.account)
        points.setdefault(entry.kind, []).append(
            TollPoint(
                low=entry.low,
                high=entry.high,
                text=words.say_bounds(entry.low, entry.high),
                source=entry.source,
                kind=words.say_kind(entry.source_kind) if entry.source else "",
                publisher=account.document.publisher or account.document.title or "",
                published=account.document.published,
                recorded=account.recorded,
                report=report,
                origins=list_origins_of_toll(told, entry),
                words=say_where(told, account, entry.evidence, report),
            )
        )
    return tuple(TollHistory(kind=kind, points=tuple(_without_repeats(found))) for kind, found in points.items())


def _without_repeats(points: list[TollPoint]) -> list[TollPoint]:
    present = {(p.low, p.high, p.source, p.words.document) for p in points if p.report is not None}
    return [p for p in points if p.report is not None or (p.low, p.high, p.source, p.words.document) not in present]
