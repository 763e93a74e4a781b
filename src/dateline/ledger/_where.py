"""where: a Filter -> conditions, over what counted as of one line of the log.

Of each text the newest coding counts, of each document the text that was obtained last.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, literal, or_, select

from dateline.ledger import _table as t
from dateline.ledger._identity import fold
from dateline.ledger._search import matching
from dateline.ledger._value import Filter
from dateline.model import EARTH_KM

if TYPE_CHECKING:
    from sqlalchemy import FromClause, ScalarSelect

    from dateline.ledger._value import Near

_KM_A_DEGREE: Final = 111.2
# A place that is known only to within more than this is not near a point, unless the radius asked for is as wide.
_COARSE_KM: Final = 50.0

# The line of the log as of which is asked: all queries are executed with it.
ENTRY: Final = bindparam("entry", type_=t.Number)

EVENTS_OF_CODINGS: FromClause = t.events.join(t.codings, t.codings.c.number == t.events.c.coding)
# Every event as a row with its coding and its number for good.
EVENTS: FromClause = EVENTS_OF_CODINGS.join(t.refs, t.refs.c.number == t.events.c.ref)


def newest_coding() -> ScalarSelect[Any]:
    """The newest coding of the text that `codings` is at."""
    other = t.codings.alias()
    return (
        select(func.max(other.c.number))
        .where(other.c.revision == t.codings.c.revision, other.c.entry <= ENTRY)
        .correlate(t.codings)
        .scalar_subquery()
    )


def current_revision(document: ColumnElement[str]) -> ScalarSelect[Any]:
    """The text of a document that was obtained last."""
    custody = t.custody.alias()
    return (
        select(custody.c.revision)
        .where(custody.c.document == document, custody.c.entry <= ENTRY)
        .order_by(custody.c.number.desc())
        .limit(1)
        .correlate_except(custody)
        .scalar_subquery()
    )


def newest_membership() -> ColumnElement[bool]:
    """That `memberships` is at the newest row of its ref."""
    other = t.memberships.alias()
    newest = (
        select(func.max(other.c.number))
        .where(other.c.ref == t.memberships.c.ref, other.c.entry <= ENTRY)
        .correlate(t.memberships)
        .scalar_subquery()
    )
    return and_(t.memberships.c.entry <= ENTRY, t.memberships.c.number == newest)


# That `EVENTS` is at an event of a newest coding.
LIVE: Final = and_(t.events.c.entry <= ENTRY, t.codings.c.number == newest_coding())


def is_narrow(chosen: Filter) -> bool:
    """Whether it asks for what an index finds, rather than for all or for a type, of which there are few kinds."""
    return chosen != Filter(
        type=chosen.type,
        revisions=chosen.revisions,
        newest_first=chosen.newest_first,
        limit=chosen.limit,
        after=chosen.after,
    )


def event_conditions(chosen: Filter, dialect: str) -> list[ColumnElement[bool]]:
    """What must hold of a row of `EVENTS`."""
    found = [*_about_document(chosen), *_about_event(chosen)]
    revision = t.revisions.alias()
    if chosen.document:
        found.append(t.codings.c.revision.in_(select(revision.c.id).where(revision.c.document == chosen.document)))
    if chosen.revisions == "latest":
        is_current = revision.c.id == current_revision(revision.c.document)
        found.append(exists().where(revision.c.id == t.codings.c.revision, is_current))
    if chosen.source:
        found.append(or_(_published_by(chosen.source), _told_by(chosen.source)))
    if chosen.text:
        words = matching(dialect, "found_events", chosen.text)
        found.append(t.events.c.number.in_(select(words.c.number)))
    return found


def document_conditions(chosen: Filter, dialect: str) -> list[ColumnElement[bool]]:
    """What must hold of a row of `documents`, `revisions` and `codings` together."""
    found = _about_document(chosen)
    if chosen.document:
        found.append(t.revisions.c.document == chosen.document)
    of_coding = t.events.c.coding == t.codings.c.number
    about = _about_event(chosen)
    if about:
        found.append(exists().where(of_coding, *about))
    if chosen.source:
        found.append(or_(_published_by(chosen.source), exists().where(of_coding, _told_by(chosen.source))))
    if chosen.text:
        words = matching(dialect, "found_documents", chosen.text)
        found.append(t.revisions.c.number.in_(select(words.c.number)))
    return found


def _about_document(chosen: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if chosen.published_since is not None:
        found.append(t.codings.c.published >= chosen.published_since)
    if chosen.published_until is not None:
        found.append(t.codings.c.published <= chosen.published_until)
    return found


def _about_event(chosen: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    event = t.events.c
    if chosen.type:
        found.append(event.type == chosen.type)
    if chosen.since is not None:
        found.append(event.latest >= chosen.since)
    if chosen.until is not None:
        found.append(event.earliest <= chosen.until)
    if chosen.country:
        found.append(event.number.in_(select(t.places.c.event).where(t.places.c.country == chosen.country)))
    if chosen.near is not None:
        found.append(event.number.in_(select(t.places.c.event).where(_is_near(chosen.near))))
    if chosen.party:
        named = t.parties.c.folded.contains(fold(chosen.party), autoescape=True)
        known = or_(named, t.parties.c.actor_id == chosen.party)
        found.append(event.number.in_(select(t.parties.c.event).where(known)))
    if chosen.status:
        other = t.statuses.alias()
        newest = (
            select(func.max(other.c.number))
            .where(other.c.event == t.statuses.c.event, other.c.entry <= ENTRY)
            .correlate(t.statuses)
            .scalar_subquery()
        )
        found.append(
            exists().where(
                t.memberships.c.ref == event.ref,
                newest_membership(),
                t.statuses.c.event == t.memberships.c.event,
                t.statuses.c.number == newest,
                t.statuses.c.status == chosen.status,
            )
        )
    return found


def _told_by(source: str) -> ColumnElement[bool]:
    """That a teller of the row of `events` has this name, kind or id."""
    named = t.tellers.c.folded.contains(fold(source), autoescape=True)
    known = or_(named, t.tellers.c.kind == source, t.tellers.c.actor_id == source)
    claims = t.claims.join(t.tellers, t.tellers.c.claim == t.claims.c.number)
    return t.events.c.number.in_(select(t.claims.c.event).select_from(claims).where(known))


def _published_by(source: str) -> ColumnElement[bool]:
    return func.lower(t.codings.c.publisher).contains(source.casefold(), autoescape=True)


def _is_near(near: Near) -> ColumnElement[bool]:
    """By the haversine, after a box that the index serves."""
    place = t.places.c
    north = near.km / _KM_A_DEGREE + 0.01
    found: list[ColumnElement[bool]] = [place.lat.between(near.lat - north, near.lat + north)]
    widest = max(abs(near.lat - north), abs(near.lat + north))
    if widest < 89:
        east = near.km / (_KM_A_DEGREE * math.cos(math.radians(widest))) + 0.01
        # A box over the date line is left to the haversine.
        if near.lon - east >= -180 and near.lon + east <= 180:
            found.append(place.lon.between(near.lon - east, near.lon + east))
    radian = math.pi / 180
    half_north = func.sin((place.lat - near.lat) * (radian / 2))
    half_east = func.sin((place.lon - near.lon) * (radian / 2))
    chord = half_north * half_north + func.cos(place.lat * radian) * math.cos(near.lat * radian) * half_east * half_east
    # Rounding may put the chord of two opposite points a hair above 1, of which there is no arc sine.
    inside = chord <= math.sin(min(near.km / EARTH_KM, math.pi / 2)) ** 2
    coarse = or_(place.radius_km.is_(None), place.radius_km <= literal(max(near.km, _COARSE_KM)))
    return and_(*found, inside, coarse)
