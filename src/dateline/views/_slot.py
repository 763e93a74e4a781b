"""fill: one slot of an event -> its values, each with the accounts that give it and the origins behind it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.linking import settle_toll
from dateline.model import ClaimRef, EventRef, Evidence

if TYPE_CHECKING:
    from datetime import date

    from dateline.model import (
        Account,
        Dispute,
        Event,
        Party,
        Status,
        StatusName,
        TollEntry,
        Weapon,
        When,
        Where,
    )
    from dateline.views._told import Told

TOLLS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted", "critical", "hospitalised")
# The slots of the page, in its order -> the field of claims and statuses that each is.
SLOTS: Final = {"when": "when", "where": "where", "who": "actor", "whom": "target", "weapon": "weapon"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of one report. `report` is the number of the report on the page."""

    words: str
    report: int
    account: EventRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a slot. `item` is it as the first account gives it; `origins` are the numbers of those behind it."""

    name: str
    item: When | Where | Party | Weapon
    reports: tuple[int, ...]
    origins: tuple[int, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """`name` is who, whom, when, where or weapon. `dissent` are the numbers of the disputes about it on the page."""

    name: str
    values: tuple[Value, ...]
    status: StatusName | None
    why: str
    credibility: int | None
    origins: int
    dissent: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a toll as one report gave it: `report` None where a later text of that document replaced it."""

    low: int | None
    high: int | None
    source: str
    source_kind: str
    publisher: str
    published: date | None
    report: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The history of one toll, the oldest figure first; `low` and `high` are what the reports bear out best."""

    kind: str
    low: int | None
    high: int | None
    figures: tuple[Figure, ...]
    status: StatusName | None
    why: str
    origins: int
    dissent: tuple[int, ...]


def fill_slots(told: Told) -> tuple[Slot, ...]:
    """The slots that some account fills or that have a status of their own."""
    found: list[Slot] = []
    for name, field in SLOTS.items():
        values = tuple(_values(told, name, field))
        status = find_status(told.statuses, field)
        if values or status:
            found.append(
                Slot(
                    name=name,
                    values=values,
                    status=status.status if status else None,
                    why=status.why if status else "",
                    credibility=status.credibility if status else None,
                    origins=status.origins if status else 0,
                    dissent=_dissent(told.disputes, field),
                )
            )
    return tuple(found)


def fill_tolls(told: Told) -> tuple[Toll, ...]:
    """Each toll of which there is a figure."""
    publishers = {a.ref: a.document for a in (*told.accounts, *told.earlier)}
    numbers = {a.ref: n for n, a in enumerate(told.accounts, start=1)}
    found: list[Toll] = []
    for kind in TOLLS:
        entries = [entry for entry in told.tolls if entry.kind == kind]
        if not entries:
            continue
        status = find_status(told.statuses, "casualties")
        low, high = _best(told, kind, entries)
        figures = tuple(
            Figure(
                low=entry.low,
                high=entry.high,
                source=entry.source,
                source_kind=entry.source_kind,
                publisher=publishers[entry.account].publisher or publishers[entry.account].title or "",
                published=publishers[entry.account].published,
                report=numbers.get(entry.account),
                words=" ".join(entry.evidence.quote.split()),
            )
            for entry in entries
        )
        found.append(
            Toll(
                kind=kind,
                low=low,
                high=high,
                figures=_without_repeats(figures),
                status=status.status if status else None,
                why=status.why if status else "",
                origins=status.origins if status else 0,
                dissent=_dissent(told.disputes, f"casualties: {kind}"),
            )
        )
    return tuple(found)


def find_status(statuses: Sequence[Status], slot: str) -> Status | None:
    return next((status for status in statuses if status.slot == slot), None)


def list_origins_of(told: Told, refs: Sequence[ClaimRef]) -> tuple[int, ...]:
    """The numbers on the page, from 1, of the origins that one of these claims passes on."""
    wanted = set(refs)
    return tuple(n for n, origin in enumerate(told.origins, start=1) if wanted.intersection(origin.claims))


def _values(told: Told, name: str, field: str) -> Iterator[Value]:
    groups: dict[str, list[tuple[int, Account, When | Where | Party | Weapon]]] = {}
    for number, account in enumerate(told.accounts, start=1):
        for item in list_items(account.event, name):
            groups.setdefault(key_of(item), []).append((number, account, item))
    # Those that most reports give first; of equals, the first given.
    for found in sorted(groups.values(), key=lambda group: -len({number for number, _, _ in group})):
        claims = [ref for _, account, item in found for ref in list_claims_of(account, field, item.evidence)]
        quotes = {
            (" ".join(item.evidence.quote.split()).casefold(), number): Quote(
                words=" ".join(item.evidence.quote.split()), report=number, account=account.ref
            )
            for number, account, item in found
            if item.evidence is not None
        }
        best = max(found, key=lambda one: len(_name(one[2])))[2]
        yield Value(
            name=_name(best),
            item=best,
            reports=tuple(dict.fromkeys(number for number, _, _ in found)),
            origins=list_origins_of(told, claims),
            quotes=tuple(quotes.values()),
        )


def list_items(event: Event, name: str) -> tuple[When | Where | Party | Weapon, ...]:
    match name:
        case "when":
            return (event.when,) if event.when else ()
        case "where":
            return event.where
        case "who":
            return event.actors
        case "whom":
            return event.targets
        case _:
            return (event.weapon,) if event.weapon else ()


def key_of(item: When | Where | Party | Weapon) -> str:
    place = getattr(item, "geonames_id", None)
    actor = getattr(item, "actor_id", None)
    if place is not None:
        return f"place {place} {getattr(item, 'level', '')}"
    return f"actor {actor}" if actor else fold(_name(item))


def _name(item: When | Where | Party | Weapon) -> str:
    for attribute in ("edtf", "name", "kind"):
        value = getattr(item, attribute, None)
        if value is not None:
            return str(value)
    return ""


def list_claims_of(account: Account, field: str, evidence: Evidence | None) -> list[ClaimRef]:
    """The claims that give a value: those in whose words it stands; else those about its slot; else the article's own."""
    claims = list(enumerate(account.event.claims))
    about = [(n, claim) for n, claim in claims if field in claim.about]

    def refs(chosen: Sequence[tuple[int, object]]) -> list[ClaimRef]:
        return [ClaimRef(event=account.ref, number=n) for n, _ in chosen]

    if evidence is not None:
        inside = [(n, c) for n, c in claims if c.evidence.start <= evidence.start and evidence.end <= c.evidence.end]
        told = [(n, c) for n, c in inside if field in c.about] or inside
        if told:
            return refs(told)
    # Without any of these it is the article's own word, if it has one: a teller of the event need not have told this of it.
    return refs(about or [(n, claim) for n, claim in claims if not claim.sources])


def _dissent(disputes: Sequence[Dispute], field: str) -> tuple[int, ...]:
    return tuple(
        n
        for n, dispute in enumerate(disputes, start=1)
        if dispute.slot == field or (":" not in field and dispute.slot.startswith(f"{field}:"))
    )


def _best(told: Told, kind: str, entries: Sequence[TollEntry]) -> tuple[int | None, int | None]:
    """The bounds of the figure that counts, always one that some report gives.

    Where nothing is in dispute the figures are a history, and the newest report's stands (its highest, where it gives parts of
    the whole too); else the one that the accounts bear out best.
    """
    if not _dissent(told.disputes, f"casualties: {kind}"):
        newest = [entry for entry in entries if entry.account == entries[-1].account]
        best = max(newest, key=lambda entry: (entry.low or 0, entry.high is not None))
        return best.low, best.high
    settled = settle_toll(told.accounts, kind)
    bounds = [(entry.low, entry.high) for entry in entries]
    value = int(settled.value) if settled else None
    if (value, value) in bounds:
        return value, value
    return next((b for b in reversed(bounds) if value is not None and _holds(b, value)), bounds[-1])


def _holds(bounds: tuple[int | None, int | None], value: int) -> bool:
    low, high = bounds
    return (low is None or low <= value) and (high is None or value <= high) and bounds != (None, None)


def _without_repeats(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Without what a replaced text gave just as the present text of the same publisher does."""
    present = {(f.low, f.high, f.source, f.publisher) for f in figures if f.report is not None}
    return tuple(f for f in figures if f.report is not None or (f.low, f.high, f.source, f.publisher) not in present)


def fold(text: str) -> str:
    """For comparing names; never shown."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = "".join(c if c.isalnum() or c == "-" else " " for c in plain if not unicodedata.combining(c)).split()
    return " ".join(word for word in words if word not in ("the", "a", "an"))
