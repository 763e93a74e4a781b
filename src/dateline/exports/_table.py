"""Table: a flat format as columns and the rows that one event gives, before it is known in what file it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dateline.exports._value import Context, Loss
    from dateline.views import Told

Cell = str | int | float | Decimal | bool | date | datetime | None
Row = tuple[Cell, ...]
Kind = Literal["text", "integer", "number", "truth", "day", "time"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`says` is what stands in it, in a few plain words."""

    name: str
    kind: Kind
    says: str


class MakesRows(Protocol):
    def __call__(self, told: Told, context: Context, note: Callable[[Loss], None]) -> Iterator[Row]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`standing` is what no event of it can carry: noted once for the whole export."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: MakesRows
    standing: tuple[Loss, ...] = ()


def each_row(table: Table, events: Iterable[Told], context: Context, note: Callable[[Loss], None]) -> Iterator[Row]:
    """The rows of all events; what the table never carries is noted first."""
    for loss in table.standing:
        note(loss)
    for told in events:
        yield from table.rows(told, context, note)
