"""link: what linking compares events by, and what it found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import bindparam, exists, func, or_, select

from dateline.ledger import _table as t
from dateline.ledger._identity import key_number
from dateline.ledger._scope import CHUNK, Scope, ref_at
from dateline.ledger._value import StoredProfile
from dateline.ledger._where import ENTRY, EVENTS_OF_CODINGS, LIVE
from dateline.model import EventRef, FieldMatch, Link

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Select

# Made once: for the few rows that they give, making them anew would take longer than asking them.
_SHARING: Final = select(t.block_keys.c.key, t.block_keys.c.profile).where(
    t.block_keys.c.key.in_(bindparam("keys", expanding=True))
)


def _count_profiles() -> Select[*tuple[Any, ...]]:
    """The newest profiles of events that count, of those of some numbers, as of some line of the log."""
    other = t.profiles.alias()
    newest = select(func.max(other.c.number)).where(other.c.ref == t.profiles.c.ref, other.c.entry <= ENTRY)
    counts = exists().select_from(EVENTS_OF_CODINGS).where(t.events.c.ref == t.profiles.c.ref, LIVE)
    return (
        select(t.profiles.c.number, t.profiles.c.data, t.refs.c.revision, t.refs.c.start, t.refs.c.end)
        .join(t.refs, t.refs.c.number == t.profiles.c.ref)
        .where(
            t.profiles.c.number.in_(bindparam("numbers", expanding=True)),
            t.profiles.c.entry <= ENTRY,
            t.profiles.c.number == newest.correlate(t.profiles).scalar_subquery(),
            counts.correlate(t.profiles),
        )
    )


_COUNTING: Final = _count_profiles()


def find_candidates(scope: Scope, keys: Sequence[str], *, most: int) -> tuple[StoredProfile, ...]:
    """The newest profiles of events that share one of the keys, those that share the most first; `keys` says which."""
    by_number = {key_number(key): key for key in keys}
    if not by_number:
        return ()
    with scope.store.reading() as c:
        shared: dict[int, list[str]] = {}
        for key, profile in scope.ask(c, _SHARING, keys=_pad(list(by_number))).all():
            shared.setdefault(profile, []).append(by_number[key])
        best = sorted(shared, key=lambda number: (-len(shared[number]), number))
        found: list[StoredProfile] = []
        for at in range(0, len(best), most):
            found += _read_profiles(scope, c, best[at : at + most], shared)
            if len(found) >= most:
                break
        return tuple(found[:most])


def find_profiles(scope: Scope, refs: Sequence[EventRef]) -> tuple[StoredProfile, ...]:
    """The newest profiles of these events, without keys."""
    numbers = number_refs(scope, refs)
    with scope.store.reading() as c:
        found: list[StoredProfile] = []
        for at in range(0, len(numbers), CHUNK):
            of_refs = select(t.profiles.c.number).where(t.profiles.c.ref.in_(numbers[at : at + CHUNK]))
            found += _read_profiles(scope, c, sorted(scope.ask(c, of_refs).scalars()), {})
    return tuple(found)


def find_links(scope: Scope, refs: Sequence[EventRef], *, least: float = 0.0) -> tuple[Link, ...]:
    """The newest link of each pair of which one is among `refs`, with a score of at least `least`."""
    numbers = number_refs(scope, refs)
    left, right = t.refs.alias(), t.refs.alias()
    newest: dict[tuple[str, int, int], Row[*tuple[Any, ...]]] = {}
    with scope.store.reading() as c:
        for at in range(0, len(numbers), CHUNK):
            some = numbers[at : at + CHUNK]
            rows = scope.ask(
                c,
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
                .where(or_(t.links.c.left.in_(some), t.links.c.right.in_(some)), t.links.c.entry <= ENTRY)
                .order_by(t.links.c.number),
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
            for row in scope.ask(c, select(t.refs).where(t.refs.c.revision.in_(revisions[at : at + CHUNK]))):
                if ref_at(row) in wanted:
                    found.append(row.number)
    return found


def _read_profiles(
    scope: Scope, c: Connection, numbers: Sequence[int], shared: Mapping[int, Sequence[str]]
) -> list[StoredProfile]:
    """Those of these profiles that are the newest of an event that counts, in the given order."""
    rows = {row.number: row for row in scope.ask(c, _COUNTING, numbers=_pad(numbers)).all()}
    return [
        StoredProfile(ref=ref_at(row), data=row.data, keys=tuple(shared.get(number, ())))
        for number in numbers
        if (row := rows.get(number)) is not None
    ]


def _as_link(row: Row[*tuple[Any, ...]]) -> Link:
    return Link(
        kind=row.kind,
        left=EventRef(revision=row.l_revision, start=row.l_start, end=row.l_end),
        right=EventRef(revision=row.r_revision, start=row.r_start, end=row.r_end),
        score=row.score,
        because=msgspec.json.decode(row.because, type=tuple[FieldMatch, ...]),
    )


def _pad(values: Sequence[int]) -> list[int]:
    """The last one again up to a power of two: few lengths of list make few statements, which the database has ready."""
    return [*values, *[values[-1]] * ((1 << (len(values) - 1).bit_length()) - len(values))] if values else []
