"""flatten: one event -> what a format with one row an event can say of it, and what has to be left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from dateline.exports._value import Loss
from dateline.model import Party, Weapon, When, Where
from dateline.views import EventPage, EventRow, Told, make_event_page, make_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dateline.views import Toll

T = TypeVar("T", When, Where, Party, Weapon)
# A point for these would be in the middle of nowhere: their size is that of a map and not of a place on it.
_NO_POINT: Final = ("country",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """One event as a row of single values: `where` is the town before a site or a country, `point` the place with coordinates."""

    told: Told
    page: EventPage
    row: EventRow
    when: When | None
    where: Where | None
    point: Where | None
    places: tuple[Where, ...]
    times: tuple[When, ...]
    weapons: tuple[Weapon, ...]

    @property
    def weapon(self) -> Weapon | None:
        return self.weapons[0] if self.weapons else None


def flatten(told: Told) -> Flat:
    page, row = make_event_page(told), make_row(told)
    places = list_values(page, "where", Where)
    candidates = ((row.where,) if row.where else ()) + places
    point = next((p for p in candidates if p.lat is not None and p.lon is not None and p.level not in _NO_POINT), None)
    return Flat(
        told=told,
        page=page,
        row=row,
        when=row.when,
        where=row.where,
        point=point,
        places=places,
        times=list_values(page, "when", When),
        weapons=list_values(page, "weapon", Weapon),
    )


def list_values(page: EventPage, slot: str, kind: type[T]) -> tuple[T, ...]:
    """The values of a slot, those that most reports give first."""
    return tuple(v.item for s in page.slots if s.name == slot for v in s.values if isinstance(v.item, kind))


def find_toll(page: EventPage, kind: str) -> Toll | None:
    return next((toll for toll in page.tolls if toll.kind == kind), None)


def settle(flat: Flat, kind: str) -> tuple[int | None, int | None] | None:
    """The bounds of a toll that the reports bear out best; None where no report gives a figure.

    What is counted from words for single people may be no figure of any report: then the figure of the account that the page is
    headed by is taken, else the newest.
    """
    toll = find_toll(flat.page, kind)
    if toll is None:
        return None
    figures = [f for f in toll.figures if f.report is not None] or list(toll.figures)
    if any({toll.low, toll.high} & {f.low, f.high} - {None} for f in figures):
        return toll.low, toll.high
    lead = flat.told.accounts.index(flat.told.lead) + 1
    chosen = next((f for f in figures if f.report == lead), figures[-1])
    return chosen.low, chosen.high


def join(names: Iterable[str]) -> str:
    """Several in one cell, each once; a semicolon in a name would make two of it."""
    return "; ".join(dict.fromkeys(" ".join(name.replace(";", ",").split()) for name in names if name.strip()))


def note_others(flat: Flat, note: Callable[[Loss], None]) -> None:
    """What a row with one time, one place and one weapon leaves out of this event."""
    event = flat.row.id
    for field, chosen, others in (
        ("when", flat.when and flat.when.edtf, [t.edtf for t in flat.times]),
        ("where", flat.where and flat.where.name, [p.name for p in flat.places]),
        ("weapon", flat.weapon and flat.weapon.kind, [w.kind for w in flat.weapons]),
    ):
        left = [other for other in dict.fromkeys(others) if other != chosen]
        if left:
            note(Loss(event=event, field=field, why=f"{chosen} is written; left out: {join(left)}"))
    for dispute in flat.page.disputes:
        told = " / ".join(" ".join(value.value.split()) for value in dispute.values)
        note(Loss(event=event, field=f"dispute: {dispute.slot}", why=f"who says what is left out: {told}"))
    if flat.told.left_out:
        why = f"{flat.told.left_out} accounts were too many to be weighed, and are left out"
        note(Loss(event=event, field="accounts", why=why))
