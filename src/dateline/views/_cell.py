"""make_cells: the seven parts of an event, each value with the places of its words, so that any of them can be opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from dateline.model import ClaimRef
from dateline.views import words
from dateline.views._correction import CELL_OF, LABELS, CellCorrection
from dateline.views._slot import find_status, key_of, list_claims_of, list_items, list_origins_of

if TYPE_CHECKING:
    from dateline.model import Account, Evidence, StatusName, TollEntry
    from dateline.views._event import EventPage
    from dateline.views._slot import Slot, Toll, Value
    from dateline.views._told import Told

CellName = Literal["what", "who", "whom", "when", "where", "weapon", "toll"]
CELLS: Final[tuple[CellName, ...]] = ("what", "who", "whom", "when", "where", "weapon", "toll")
# What an empty cell says: that nobody said it is knowledge too.
_EMPTY: Final = {
    "who": "No report says who did it.",
    "whom": "No report says to whom.",
    "when": "No report says when.",
    "where": "No report says where.",
    "weapon": "No report says with what.",
    "toll": "No report gives a figure. That is not a toll of zero.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of one text: `quote` is its `start`..`end`, in code points. `report` is its number on the page, None where a
    later text of the document replaced it."""

    report: int | None
    document: str
    revision: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """One value in plain words. `detail` is what the tables know of it; `origins` the numbers of the voices behind it, and
    `grades` theirs, in that order. `party` is what an actor's page is asked by, "" for what is none. `corrected_by` names the
    people who gave it in place of what was read; such values stand first."""

    text: str
    detail: str
    reports: tuple[int, ...]
    origins: tuple[int, ...]
    grades: tuple[str, ...]
    words: tuple[Words, ...]
    note: str = ""
    party: str = ""
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One part of the event. `origins` counts those behind its values, `dissent` are the numbers of its disputes, and `empty` is
    what is shown where there is no value."""

    name: CellName
    values: tuple[CellValue, ...]
    status: StatusName | None
    why: str
    credibility: int | None
    origins: int
    dissent: tuple[int, ...]
    empty: str
    corrections: tuple[CellCorrection, ...] = ()


def make_cells(told: Told, page: EventPage) -> tuple[Cell, ...]:
    """All seven, in the order of `CELLS`, empty ones too."""
    slots = {slot.name: slot for slot in page.slots}
    cells = (
        _what(told, page)
        if name == "what"
        else _toll(told, page)
        if name == "toll"
        else _slot(told, page, name, slots.get(name))
        for name in CELLS
    )
    return tuple(_show_corrections(told, cell) for cell in cells)


def _show_corrections(told: Told, cell: Cell) -> Cell:
    """The cell with what people corrected in it, and their values before all others."""
    own = [one for one in told.corrections if CELL_OF.get(one.slot, one.slot) == cell.name]
    if not own:
        return cell
    numbers = number_reports(told)
    made = tuple(
        CellCorrection(
            judgement=one.judgement, slot=one.slot, report=numbers.get(one.account), values=one.values, before=one.before,
            who=one.who, at=one.at, reason=one.reason,
        )
        for one in own
    )  # fmt: skip
    # A value is a person's where it stands in the words that they chose, or is of a label that they gave.
    chosen = {
        (numbers.get(one.account), words_.start, words_.end): one.who
        for one in own
        for words_ in one.evidence
        if words_ is not None
    }
    labelled = {numbers.get(one.account): one.who for one in own if one.slot in LABELS}

    def mark(value: CellValue) -> CellValue:
        names = [chosen.get((spot.report, spot.start, spot.end), "") for spot in value.words]
        names += [labelled.get(report, "") for report in value.reports] if cell.name == "what" else []
        return replace(value, corrected_by=tuple(dict.fromkeys(name for name in names if name)))

    values = [mark(value) for value in cell.values]
    values.sort(key=lambda value: not value.corrected_by)
    return replace(cell, values=tuple(values), corrections=made)


def say_where(told: Told, account: Account, evidence: Evidence, report: int | None) -> Words:
    """These words of an account as a place in its document."""
    return Words(
        report=report,
        document=told.documents[account.ref.revision],
        revision=account.ref.revision,
        start=evidence.start,
        end=evidence.end,
        quote=evidence.quote,
    )


def number_reports(told: Told) -> dict[object, int]:
    """The number on the page of each account that counts."""
    return {account.ref: n for n, account in enumerate(told.accounts, start=1)}


def list_origins_of_toll(told: Told, entry: TollEntry) -> tuple[int, ...]:
    """The numbers of the origins in whose words a figure stands."""
    account = next((a for a in told.accounts if a.ref == entry.account), None)
    if account is None:
        return ()
    return list_origins_of(told, list_claims_of(account, "casualties", entry.evidence))


def _what(told: Told, page: EventPage) -> Cell:
    from dateline.model import Evidence  # noqa: PLC0415

    groups: dict[tuple[str, str, str, bool], list[tuple[int, Account]]] = {}
    for number, account in enumerate(told.accounts, start=1):
        event = account.event
        groups.setdefault((event.type, event.mode, event.realis, event.attempt), []).append((number, account))
    values: list[CellValue] = []
    for (kind, mode, realis, attempt), found in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        claims = [
            ClaimRef(event=account.ref, number=n)
            for _, account in found
            for n, claim in enumerate(account.event.claims)
            if "event" in claim.about
        ]
        spots = [
            say_where(
                told,
                account,
                Evidence(start=m.trigger.start, end=m.trigger.end, quote=m.trigger.text),
                number,
            )
            for number, account in found
            for m in account.event.mentions
        ]
        values.append(
            _value(
                page,
                text=words.say_act(kind, mode, realis, attempt=attempt),
                detail=f"{kind}/{mode}" if mode else kind,
                reports=[number for number, _ in found],
                origins=list_origins_of(told, claims),
                spots=spots,
            )
        )
    status = find_status(told.statuses, "event")
    return Cell(
        name="what",
        values=tuple(values),
        status=status.status if status else None,
        why=status.why if status else "",
        credibility=status.credibility if status else None,
        origins=len({n for value in values for n in value.origins}),
        dissent=tuple(n for n, dispute in enumerate(page.disputes, start=1) if dispute.slot in ("event", "type")),
        empty="",
    )


def _slot(told: Told, page: EventPage, name: CellName, slot: Slot | None) -> Cell:
    values = tuple(_slot_value(told, page, name, value) for value in slot.values) if slot else ()
    return Cell(
        name=name,
        values=values,
        status=slot.status if slot else None,
        why=slot.why if slot else "",
        credibility=slot.credibility if slot else None,
        origins=len({n for value in values for n in value.origins}),
        dissent=slot.dissent if slot else (),
        empty="" if values else _EMPTY[name],
    )


def _slot_value(told: Told, page: EventPage, name: str, value: Value) -> CellValue:
    text, detail = words.say_item(value.item)
    spots = [
        say_where(told, account, item.evidence, number)
        for number, account in enumerate(told.accounts, start=1)
        for item in list_items(account.event, name)
        if item.evidence is not None and key_of(item) == key_of(value.item)
    ]
    party = (getattr(value.item, "actor_id", None) or value.name) if name in ("who", "whom") else ""
    return _value(
        page,
        text=text,
        detail=detail,
        reports=value.reports,
        origins=value.origins,
        spots=spots,
        note=""
        if spots
        else "Taken from the day of publication: no words of the text say when."
        if name == "when"
        else "",
        party=party,
    )


def _toll(told: Told, page: EventPage) -> Cell:
    values = tuple(_toll_value(told, page, toll) for toll in page.tolls)
    status = find_status(told.statuses, "casualties")
    return Cell(
        name="toll",
        values=values,
        status=status.status if status else None,
        why=status.why if status else "",
        credibility=status.credibility if status else None,
        origins=len({n for value in values for n in value.origins}),
        dissent=tuple(sorted({n for toll in page.tolls for n in toll.dissent})),
        empty="" if values else _EMPTY["toll"],
    )


def _toll_value(told: Told, page: EventPage, toll: Toll) -> CellValue:
    numbers = number_reports(told)
    accounts = {account.ref: account for account in (*told.accounts, *told.earlier)}
    own = [entry for entry in told.tolls if entry.kind == toll.kind]
    # The figures that bear it out; where it was settled between several, all of them.
    best = [entry for entry in own if (entry.low, entry.high) == (toll.low, toll.high)] or own
    return _value(
        page,
        text=f"{words.say_bounds(toll.low, toll.high)} {toll.kind}",
        detail=words.many(len(toll.figures), "figure") if len(toll.figures) > 1 else "",
        reports=[numbers[entry.account] for entry in best if entry.account in numbers],
        origins=[n for entry in best for n in list_origins_of_toll(told, entry)],
        spots=[say_where(told, accounts[entry.account], entry.evidence, numbers.get(entry.account)) for entry in best],
    )


def _value(
    page: EventPage,
    *,
    text: str,
    detail: str,
    reports: Iterable[int],
    origins: Iterable[int],
    spots: Sequence[Words],
    note: str = "",
    party: str = "",
) -> CellValue:
    behind = tuple(dict.fromkeys(origins))
    return CellValue(
        text=text,
        detail=detail,
        reports=tuple(dict.fromkeys(reports)),
        origins=behind,
        grades=tuple(_grades(page, behind)),
        words=tuple(dict.fromkeys(spots)),
        note=note,
        party=party,
    )


def _grades(page: EventPage, origins: Iterable[int]) -> Iterator[str]:
    by_number = {voice.number: voice.grade for voice in page.voices}
    return (by_number[n] for n in origins)
