"""make_alert: a change that a rule asks for -> what is sent of it: the event in short, the words behind it, a key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from dateline.alerts._change import Kind, count_killed
from dateline.alerts._severity import Level, find_level
from dateline.views import make_row

if TYPE_CHECKING:
    from dateline.alerts._change import Change
    from dateline.views import Told

_QUOTED: Final = 3  # reports that are quoted, the newest first
_LONGEST: Final = 500  # characters of one quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The words of one report that name the event."""

    words: str
    publisher: str | None
    title: str | None
    url: str | None
    published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert. `key` is the same for the same change of the same rule, however often it is sent.

    `entry` is the line of the log up to which was looked, `made` when. `weight` is 0 to 100, `severity` the level that it
    falls in. Unknown is null.
    """

    key: str
    rule: str
    kind: Kind
    severity: Level
    weight: int
    event: str
    title: str
    before: str
    became: str
    why: str
    status: str
    credibility: int
    origins: int
    reports: int
    type: str
    mode: str
    when: str | None
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    killed: int | None
    quotes: tuple[Quoted, ...]
    entry: int
    made: datetime


def make_alert(change: Change, told: Told, *, rule: str, entry: int, made: datetime) -> Alert:
    """`told` is the event now, or as it last was where it is no more."""
    row = make_row(told)
    whole = next((status for status in told.statuses if status.slot == "event"), None)
    named = "\x1f".join((rule, change.event, change.kind, change.became, str(entry)))
    return Alert(
        key=hashlib.sha256(named.encode("utf-8", errors="surrogatepass")).hexdigest()[:32],
        rule=rule,
        kind=change.kind,
        severity=find_level(change.weight),
        weight=change.weight,
        event=change.event,
        title=row.summary,
        before=change.before,
        became=change.became,
        why=change.why,
        status=row.status,
        credibility=whole.credibility if whole else 6,
        origins=row.origins,
        reports=row.reports,
        type=row.type,
        mode=row.mode,
        when=row.when.edtf if row.when else None,
        place=row.where.name if row.where else None,
        country=(row.where.country or None) if row.where else None,
        lat=row.where.lat if row.where else None,
        lon=row.where.lon if row.where else None,
        killed=count_killed(told),
        quotes=_quote(told),
        entry=entry,
        made=made,
    )


def _quote(told: Told) -> tuple[Quoted, ...]:
    newest = sorted(told.accounts, key=lambda account: account.recorded, reverse=True)
    return tuple(
        Quoted(
            words=account.event.mentions[0].quote[:_LONGEST],
            publisher=account.document.publisher,
            title=account.document.title,
            url=account.document.url,
            published=account.document.published,
        )
        for account in newest
        if account.event.mentions
    )[:_QUOTED]
