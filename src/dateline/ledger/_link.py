"""link: what linking compares events by, and what it found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import func, or_, select

from dateline.ledger import _table as t
from dateline.ledger._identity import key_number
from dateline.ledger._scope import CHUNK, Scope, ref_at
from dateline.ledger._value import StoredProfile
from dateline.ledger._where import EVENTS, live_events
from dateline.model import EventRef, FieldMatch, Link

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def find_candidates(scope: Scope, keys: Sequence[str], *, most: int) -> tuple[StoredProfile, ...]:
    """The newest profiles of events that share one of the keys, those that share the most first; `keys` says which."""
    by_number = {key_number(key): key for key in keys}
    if not by_number:
        return ()
    with scope.store.reading() as c:
        shared: dict[int, list[str]] = {}
        for row in c.execute(select(t.block_keys).where(t.block_keys.c.key.in_(by_number))):
            shared.setdefault(row.profile, []).append(by_number[row.key])
        best = sorted(shared, key=lambda number: (-len(shared[number]), number))
        found: dict[int, StoredProfile] = {}
        for at in range(0, len(best), most):
            for number, profile in _select(scope, c, best[at : at + most], shared):
                found[number] = profile
            if len(found) >= most:
                break
        return tuple(found[number] for number in best if number in found)[:most]


def find_profiles(scope: Scope, refs: Sequence[EventRef]) -> tuple[StoredProfile, ...]:
    """The newest profiles of these events, without keys."""
    numbers = number_refs(scope, refs)
    with scope.store.reading() as c:
        found: dict[int, StoredProfile] = {}
        for at in range(0, len(numbers), CHUNK):
            of_refs = t.profiles.c.ref.in_(numbers[at : at + CHUNK])
            found |= dict(_select(scope, c, list(c.execute(select(t.profiles.c.number).where(of_refs)).scalars()), {}))
    return tuple(found[number] for number in sorted(found))


def find_links(scope: Scope, refs: Sequence[EventRef], *, least: float = 0.0) -> tuple[Link, ...]:
    """The newest link of each pair of which one is among `refs`, with a score of at least `least`."""
    numbers = number_refs(scope, refs)
    left, right = t.refs.alias(), t.refs.alias()
    newest: dict[tuple[str, int, int], Row[*tuple[Any, ...]]] = {}
    with scope.store.reading() as c:
        for at in range(0, len(numbers), CHUNK):
            some = numbers[at : at + CHUNK]
            rows = c.execute(
                select(
                    t.links,
                    left.c.revision.label("l_revision"),
                    left.c.start.label("l_start"),
                    left.c.end.label("l_end"),
                    right.c.revision.label("r_revision"),
                    right.c.start.label("r_start"),
                    right.c.end.label("r_end"),
                )
                .join(left, left.c.number == t.links.c.left)
                .join(right, right.c.number == t.links.c.right)
                .where(or_(t.links.c.left.in_(some), t.links.c.right.in_(some)), t.links.c.entry <= scope.entry)
                .order_by(t.links.c.number)
            )
            for row in rows:
                newest[row.kind, min(row.left, row.right), max(row.left, row.right)] = row
    chosen = sorted(newest.values(), key=lambda row: row.number)
    return tuple(_as_link(row) for row in chosen if row.score >= least)


def number_refs(scope: Scope, refs: Sequence[EventRef]) -> list[int]:
    wanted = set(refs)
    revisions = sorted({ref.revision for ref in refs})
    found: list[int] = []
    with scope.store.reading() as c:
        for at in range(0, len(revisions), CHUNK):
            for row in c.execute(select(t.refs).where(t.refs.c.revision.in_(revisions[at : at + CHUNK]))):
                if ref_at(row) in wanted:
                    found.append(row.number)
    return found


def _select(
    scope: Scope, c: Connection, numbers: Sequence[int], shared: Mapping[int, Sequence[str]]
) -> Iterator[tuple[int, StoredProfile]]:
    """Those of these profiles that are the newest of an event that counts."""
    other = t.profiles.alias()
    newest = (
        select(func.max(other.c.number))
        .where(other.c.ref == t.profiles.c.ref, other.c.entry <= scope.entry)
        .correlate(t.profiles)
        .scalar_subquery()
    )
    rows = c.execute(
        select(t.profiles.c.number, t.profiles.c.data, t.refs.c.revision, t.refs.c.start, t.refs.c.end)
        .select_from(EVENTS.join(t.profiles, t.profiles.c.ref == t.refs.c.number))
        .where(
            t.profiles.c.number.in_(numbers),
            t.profiles.c.entry <= scope.entry,
            t.profiles.c.number == newest,
            live_events(scope.entry),
        )
    )
    for row in rows:
        ref = ref_at(row)
        yield row.number, StoredProfile(ref=ref, data=row.data, keys=tuple(shared.get(row.number, ())))


def _as_link(row: Row[*tuple[Any, ...]]) -> Link:
    return Link(
        kind=row.kind,
        left=EventRef(revision=row.l_revision, start=row.l_start, end=row.l_end),
        right=EventRef(revision=row.r_revision, start=row.r_start, end=row.r_end),
        score=row.score,
        because=msgspec.json.decode(row.because, type=tuple[FieldMatch, ...]),
    )
