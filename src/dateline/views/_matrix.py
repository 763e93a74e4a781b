"""make_matrix: who says what: a row for each origin, a column for each part of the event, contradictions marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.views import words
from dateline.views._cell import list_origins_of_toll, number_reports, say_where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Account, Claim, Dispute, OriginHow
    from dateline.views._cell import Cell, Words
    from dateline.views._event import EventPage, Voice
    from dateline.views._told import Told

# The columns, each with the field of claims and disputes that it is.
COLUMNS: Final = {
    "event": "event",
    "who": "actor",
    "whom": "target",
    "when": "when",
    "where": "where",
    "weapon": "weapon",
    "toll": "casualties",
    "cause": "cause",
}
# A word or two of a quote would be found in any other.
_LEAST_SHARED: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """That a cell holds one of the values of a dispute: its number on the page, and which of its values, from 0."""

    dispute: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """What one origin says of one part. `says` is its stance in words, `values` what it gives, `sides` its contradictions."""

    column: str
    says: str
    stance: str
    is_hedged: bool
    values: tuple[str, ...]
    words: tuple[Words, ...]
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One origin. `origin` is its number on the page; `reports` those that carry it."""

    origin: int
    name: str
    kind: str
    how: OriginHow
    grade: str
    reports: tuple[int, ...]
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """`columns` are those of which some origin says something, in a fixed order; a row has cells for some of them."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def make_matrix(told: Told, page: EventPage, cells: Sequence[Cell]) -> Matrix:
    """`cells` are the event's, as `make_cells` gives them."""
    rows = tuple(_row(told, page, voice, cells) for voice in page.voices)
    used = {cell.column for row in rows for cell in row.cells}
    return Matrix(columns=tuple(c for c in COLUMNS if c in used or c == "event"), rows=rows)


def _row(told: Told, page: EventPage, voice: Voice, cells: Sequence[Cell]) -> MatrixRow:
    found = [cell for column in COLUMNS if (cell := _cell(told, page, voice, column, cells)) is not None]
    return MatrixRow(
        origin=voice.number,
        name=voice.name or ("the report itself" if voice.how == "own reporting" else "somebody not named"),
        kind=words.say_kind(voice.kind) if voice.how != "own reporting" else "",
        how=voice.how,
        grade=voice.grade,
        reports=tuple(dict.fromkeys(passage.report for passage in voice.passages)),
        cells=tuple(found),
    )


def _cell(told: Told, page: EventPage, voice: Voice, column: str, cells: Sequence[Cell]) -> MatrixCell | None:
    field = COLUMNS[column]
    about = [p for p in voice.passages if field in p.claim.about]
    values = _values(told, voice, column, cells)
    passages = about or ([p for p in voice.passages if p.claim.evidence.quote] if values else [])
    if not passages:
        return None
    strongest = _strongest([p.claim for p in passages])
    denied = strongest.stance in ("denies", "doubts")
    accounts = dict(enumerate(told.accounts, start=1))
    spots = tuple(dict.fromkeys(say_where(told, accounts[p.report], p.claim.evidence, p.report) for p in passages))
    return MatrixCell(
        column=column,
        # Who denies something names its parts and does not thereby say that they are so.
        says=words.say_stance(strongest) if about else "names it" if denied else "says",
        stance=strongest.stance if about else "unknown" if denied else "asserts",
        is_hedged=all(p.claim.hedge == "hedged" for p in passages),
        values=values,
        words=spots,
        sides=tuple(_sides(page.disputes, field, [accounts[p.report] for p in passages], spots)),
    )


def _values(told: Told, voice: Voice, column: str, cells: Sequence[Cell]) -> tuple[str, ...]:
    if column == "toll":
        found = [
            f"{words.say_bounds(entry.low, entry.high)} {entry.kind}"
            for entry in told.tolls
            if entry.account in number_reports(told) and voice.number in list_origins_of_toll(told, entry)
        ]
        return tuple(dict.fromkeys(found))
    return tuple(
        value.text for cell in cells if cell.name == column for value in cell.values if voice.number in value.origins
    )


def _strongest(claims: Sequence[Claim]) -> Claim:
    """The claim whose stance a reader must not miss: a denial before a doubt before a confirmation."""
    order = ("denies", "doubts", "confirms", "asserts", "unknown")
    return min(claims, key=lambda claim: (order.index(claim.stance), claim.hedge == "hedged"))


def _sides(disputes: Sequence[Dispute], field: str, accounts: Sequence[Account], spots: Sequence[Words]) -> list[Side]:
    refs = {account.ref for account in accounts}
    said = [_flat(spot.quote) for spot in spots]
    found: list[Side] = []
    for number, dispute in enumerate(disputes, start=1):
        if dispute.slot.partition(":")[0] != field:
            continue
        for which, value in enumerate(dispute.values):
            quotes = [_flat(quote) for quote in value.quotes]
            if refs.intersection(value.accounts) and any(_shares(one, quote) for one in said for quote in quotes):
                found.append(Side(dispute=number, value=which))
    return found


def _shares(said: str, quote: str) -> bool:
    return quote in said or (len(said) >= _LEAST_SHARED and said in quote)


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()
