"""make_story: events that belong together, in order of time, each with what is new of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dateline.views._row import EventRow, make_row, sort_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from dateline.model import StatusName
    from dateline.views._told import Told

_DEEPEST: Final = 8  # answers to answers; a longer chain is not looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new of an event since the last look: that it is there at all, how many reports more, and the status before."""

    kind: Literal["event", "reports", "status"]
    reports: int = 0
    before: StatusName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEvent:
    """An event of a story. `relations` are what it has to others of the story: the kind, and the other's id."""

    row: EventRow
    relations: tuple[tuple[str, str], ...]
    because: str
    news: News | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """`since` is the last look, None for the first. `others` are events that fit the question and are of other stories."""

    query: str
    events: tuple[StoryEvent, ...]
    since: datetime | None
    others: tuple[EventRow, ...]
    left_out: int = 0


def make_story(
    query: str,
    told: Sequence[Told],
    *,
    relations: Mapping[str, Sequence[tuple[str, str]]],
    because: Mapping[str, str],
    since: datetime | None,
    before: Mapping[str, StatusName],
    others: Sequence[Told] = (),
    left_out: int = 0,
) -> Story:
    """`relations`, `because` and `before` (the statuses at the last look) are by the ids of events."""
    ids = {one.linked.id for one in told}
    rows = [(make_row(one), one) for one in told]
    depths = {row.id: _depth(row.id, relations) for row, _ in rows}
    rows.sort(key=lambda pair: (*sort_day(pair[0])[:2], depths[pair[0].id], *sort_day(pair[0])[2:]))
    events = tuple(
        StoryEvent(
            row=row,
            relations=tuple(pair for pair in relations.get(row.id, ()) if pair[1] in ids and pair[1] != row.id),
            because=because.get(row.id, ""),
            news=_find_news(row, one, since, before.get(row.id)),
        )
        for row, one in rows
    )
    return Story(
        query=query,
        events=events,
        since=since,
        others=tuple(sorted(map(make_row, others), key=sort_day)),
        left_out=left_out,
    )


def _depth(event: str, relations: Mapping[str, Sequence[tuple[str, str]]], seen: frozenset[str] = frozenset()) -> int:
    """How many events of one day come before it because it answers them or follows from them."""
    if event in seen or len(seen) > _DEEPEST:
        return 0
    later = [other for kind, other in relations.get(event, ()) if kind in ("response-to", "follows")]
    return max((1 + _depth(other, relations, seen | {event}) for other in later if other != event), default=0)


def _find_news(row: EventRow, told: Told, since: datetime | None, before: StatusName | None) -> News | None:
    if since is None:
        return None
    if row.recorded > since:
        return News(kind="event")
    changed = before if before is not None and before != row.status else None
    reports = len({told.documents[a.ref.revision] for a in told.accounts if a.recorded > since})
    if changed:
        return News(kind="status", before=changed, reports=reports)
    return News(kind="reports", reports=reports) if reports else None
