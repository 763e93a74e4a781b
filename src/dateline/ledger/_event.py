"""event: accounts of events, and the events that they are gathered into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import exists, select

from dateline.errors import NotFound, UsageError
from dateline.ledger import _table as t
from dateline.ledger._account import AccountReader
from dateline.ledger._find import find_linked
from dateline.ledger._link import number_refs
from dateline.ledger._scope import CHUNK, Scope, each_page, ref_at, seen
from dateline.ledger._value import Filter
from dateline.ledger._where import (
    ENTRY,
    EVENTS,
    EVENTS_OF_CODINGS,
    LIVE,
    event_conditions,
    is_narrow,
    newest_membership,
)
from dateline.model import Account, EventRef, LinkedEvent, Status

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select


def _select() -> Select[*tuple[Any, ...]]:
    return (
        select(
            t.refs.c.revision,
            t.refs.c.start,
            t.refs.c.end,
            t.events.c.coding,
            t.events.c.position,
            t.audit.c.recorded,
            seen(t.refs.c.revision).label("seen"),
        )
        .select_from(EVENTS.join(t.audit, t.audit.c.number == t.refs.c.entry))
        .where(LIVE)
    )


_SELECT: Final = _select()
# Rows of a type that are gathered in some tens of milliseconds; among more, the next page is not far.
_RARE: Final = 4_000


def list_accounts(scope: Scope, chosen: Filter) -> Iterator[Account]:
    """What documents tell of events, in the order in which each was first recorded."""
    order = t.refs.c.number

    def keys(connection: Connection, chosen: Filter) -> Select[int]:
        found = event_conditions(chosen, connection.dialect.name)
        if is_narrow(chosen):
            return select(order).distinct().select_from(EVENTS).where(LIVE, *found)
        return select(order).where(_is_told(found))

    def after(connection: Connection) -> int | None:
        revision, start, end = _parse_place(chosen.after)
        return scope.ask(
            connection, select(order).where(t.refs.c.revision == revision, t.refs.c.start == start, t.refs.c.end == end)
        ).scalar()

    reader = AccountReader(scope.store)
    for page in each_page(scope, keys, order, _SELECT, chosen, after):
        for row in page:
            account = reader.read(row)
            if account is not None:
                yield account


def find_accounts(scope: Scope, refs: Sequence[EventRef]) -> tuple[Account, ...]:
    """The accounts at these places that count, in the given order; those that do not are left out."""
    reader = AccountReader(scope.store)
    found: dict[EventRef, Account] = {}
    revisions = sorted({ref.revision for ref in refs})
    wanted = set(refs)
    for at in range(0, len(revisions), CHUNK):
        with scope.store.reading() as c:
            query = _SELECT.where(t.refs.c.revision.in_(revisions[at : at + CHUNK]))
            rows = scope.ask(c, query.order_by(t.refs.c.number, t.events.c.number)).all()
        for row in rows:
            ref = ref_at(row)
            if ref in wanted and ref not in found:
                account = reader.read(row)
                if account is not None:
                    found[ref] = account
    return tuple(found[ref] for ref in refs if ref in found)


def list_live_refs(scope: Scope) -> Iterator[EventRef]:
    """Every event that counts, of all texts, in the order of recording: the order in which clusters are made."""
    order = t.refs.c.number

    def keys(connection: Connection, chosen: Filter) -> Select[int]:
        del connection, chosen
        return select(order).where(_is_told([]))

    for page in each_page(scope, keys, order, select(t.refs), Filter(), _no_page):
        yield from map(ref_at, page)


def list_linked(scope: Scope, chosen: Filter) -> Iterator[LinkedEvent]:
    """Events, each with all its accounts that count, in the order of their founding; one account must pass the filter."""
    for page in _list_pages(scope, chosen):
        yield from _gather(scope, page)


def list_ids(scope: Scope, chosen: Filter) -> Iterator[str]:
    """The ids of the same events, all asked for at once: of a type, of which there are few, that is many times faster."""
    if chosen.limit is not None or chosen.after or chosen.document:
        for page in _list_pages(scope, chosen):
            yield from page
        return
    order = t.linked_events.c.number
    members = EVENTS.join(t.memberships, t.memberships.c.ref == t.refs.c.number)
    linked = members.join(t.linked_events, order == t.memberships.c.event)
    with scope.store.reading() as c:
        found = select(order, t.linked_events.c.id).distinct().select_from(linked)
        found = found.where(LIVE, newest_membership(), *event_conditions(chosen, c.dialect.name))
        rows = scope.ask(c, found.order_by(order.desc() if chosen.newest_first else order)).all()
    yield from (row.id for row in rows)


def _list_pages(scope: Scope, chosen: Filter) -> Iterator[list[str]]:
    order = t.linked_events.c.number
    narrow = is_narrow(chosen) or _is_rare(scope, chosen.type)

    def keys(connection: Connection, chosen: Filter) -> Select[int]:
        members = EVENTS.join(t.memberships, t.memberships.c.ref == t.refs.c.number)
        holds = (LIVE, newest_membership(), *event_conditions(chosen, connection.dialect.name))
        if narrow:
            linked = members.join(t.linked_events, order == t.memberships.c.event)
            return select(order).distinct().select_from(linked).where(*holds)
        # Asked of each event in its turn: a join would gather all of them for every page.
        member = exists().select_from(members).where(t.memberships.c.event == order, *holds)
        return select(order).where(member.correlate(t.linked_events))

    def after(connection: Connection) -> int | None:
        event = find_linked(connection, chosen.after, scope.store.name)
        return scope.ask(connection, select(order).where(t.linked_events.c.id == event)).scalar()

    for page in each_page(scope, keys, order, select(t.linked_events), chosen, after, narrow=narrow):
        yield [row.id for row in page]


def _is_rare(scope: Scope, type: str) -> bool:
    """Whether so few events have a type that gathering all of them is cheaper than asking each event in its turn."""
    if not type:
        return False
    further = select(t.events.c.number).where(t.events.c.type == type).offset(_RARE).limit(1)
    with scope.store.reading() as c:
        return c.execute(further).first() is None


def _is_told(found: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    """That an event at `refs` counts, and that all of this holds of it."""
    return (
        exists().select_from(EVENTS_OF_CODINGS).where(t.events.c.ref == t.refs.c.number, LIVE, *found).correlate(t.refs)
    )


def get_linked(scope: Scope, given: str) -> LinkedEvent:
    """The event of this id or the beginning of it. Raises NotFound (also where no account is left), Ambiguous."""
    with scope.store.reading() as c:
        event = find_linked(c, given, scope.store.name)
    found = _gather(scope, [event])
    if not found:
        heirs = _find_heirs(scope, event)
        if heirs:
            raise NotFound(f"The event {given!r} is no more; what told it belongs to {', '.join(heirs)}.")
        raise NotFound(f"No account of the event {given!r} counts in {scope.store.name}.")
    return found[0]


def _find_heirs(scope: Scope, event: str) -> list[str]:
    """The events that the accounts that once were of this one belong to."""
    former = t.memberships.alias()
    own = (
        select(former.c.ref)
        .join(t.linked_events, t.linked_events.c.number == former.c.event)
        .where(t.linked_events.c.id == event, former.c.entry <= ENTRY)
    )
    with scope.store.reading() as c:
        refs = [ref_at(row) for row in scope.ask(c, select(t.refs).where(t.refs.c.number.in_(own)))]
    live = [account.ref for account in find_accounts(scope, refs)]
    return sorted(set(map_linked(scope, live).values()) - {event})


def map_linked(scope: Scope, refs: Sequence[EventRef]) -> Mapping[EventRef, str]:
    """The ids of the events that these accounts belong to; accounts of none are left out."""
    numbers = number_refs(scope, refs)
    found: dict[EventRef, str] = {}
    with scope.store.reading() as c:
        for at in range(0, len(numbers), CHUNK):
            rows = scope.ask(
                c,
                select(t.refs, t.linked_events.c.id)
                .join(t.memberships, t.memberships.c.ref == t.refs.c.number)
                .join(t.linked_events, t.linked_events.c.number == t.memberships.c.event)
                .where(t.refs.c.number.in_(numbers[at : at + CHUNK]), newest_membership()),
            )
            found |= {ref_at(row): row.id for row in rows}
    return found


def get_statuses(scope: Scope, event: str) -> tuple[Status, ...]:
    """What is known of an event, as last derived; empty where nothing was."""
    with scope.store.reading() as c:
        written = scope.ask(
            c,
            select(t.statuses.c.derived)
            .join(t.linked_events, t.linked_events.c.number == t.statuses.c.event)
            .where(t.linked_events.c.id == event, t.statuses.c.entry <= ENTRY)
            .order_by(t.statuses.c.number.desc())
            .limit(1),
        ).scalar()
    return msgspec.json.decode(written, type=tuple[Status, ...]) if written else ()


def _gather(scope: Scope, ids: Sequence[str]) -> list[LinkedEvent]:
    if not ids:
        return []
    with scope.store.reading() as c:
        rows = scope.ask(
            c,
            select(t.linked_events.c.id, t.refs)
            .distinct()
            .select_from(
                EVENTS.join(t.memberships, t.memberships.c.ref == t.refs.c.number).join(
                    t.linked_events, t.linked_events.c.number == t.memberships.c.event
                )
            )
            .where(t.linked_events.c.id.in_(ids), LIVE, newest_membership())
            .order_by(t.refs.c.number),
        )
        members: dict[str, list[EventRef]] = {}
        for row in rows:
            members.setdefault(row.id, []).append(ref_at(row))
    return [LinkedEvent(id=event, members=tuple(members[event])) for event in ids if event in members]


def _parse_place(given: str) -> tuple[str, int, int]:
    revision, *offsets = given.split(":")
    if len(offsets) != 2 or not all(offset.isdecimal() for offset in offsets):
        raise UsageError(f"{given!r} is not of the form revision:start:end.")
    return revision, int(offsets[0]), int(offsets[1])


def _no_page(connection: Connection) -> None:
    del connection
