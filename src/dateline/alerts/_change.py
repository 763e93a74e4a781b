"""compare: one event before and now -> what changed of what is known, each change by its kind and what it became."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from dateline.alerts._severity import weigh
from dateline.views import make_news, make_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from dateline.model import StatusName
    from dateline.views import EventNews, Told

Kind = Literal["new", "corroborated", "confirmed", "contradicted", "denied", "toll-raised", "retracted", "revised"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_OF_STATUS: Final[dict[StatusName, Kind]] = {
    "corroborated": "corroborated",
    "confirmed": "confirmed",
    "disputed": "contradicted",
    "denied": "denied",
    "retracted": "retracted",
}
# How far a status bears an event out: one that comes down is a revision, whatever it is called.
_FIRMNESS: Final[dict[StatusName, int]] = {
    "only remembered": 0,
    "only analysed": 0,
    "claimed": 1,
    "corroborated": 2,
    "confirmed": 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of what is known of an event. `became` and `before` in plain words, "" for nothing; `why` says what shows it.

    `weight` is 0 to 100, see `weigh`.
    """

    kind: Kind
    event: str
    before: str
    became: str
    why: str
    weight: int


def compare(
    now: Told | None, before: Told | None, *, event: str, since: datetime, gone: str = ""
) -> tuple[Change, ...]:
    """What changed of an event; None for one that is not known. `gone` says, of one that is no more, what became of it.

    An event that a person rejected is none. What changed and was changed back between the two moments does not show.
    """
    now_there = now is not None and not now.is_rejected
    was_there = before is not None and not before.is_rejected
    if now is None or not now_there:
        if not was_there:
            return ()
        assert before is not None
        if now is None and gone.startswith("part of"):
            return (
                _change("revised", before, event, _whole(before), gone, "Its reports were found to tell that event."),
            )
        why = "A person judged that it is no such event." if now is not None else "No report of it is left."
        return (_change("retracted", before, event, _whole(before), gone or "rejected", why),)
    then = before if was_there else None
    news = make_news(now, then, since=since)
    if news is None:
        return ()
    if then is None:
        return (_change("new", now, event, "", _whole(now), news.why), *_later_kinds(now, event, news))
    return tuple(_compare_known(now, then, event, news))


def select_wanted(changes: Sequence[Change], wanted: Sequence[Kind]) -> tuple[Change, ...]:
    """Those that are asked for, without what another of them says already.

    Of a new event only that it is new; that a later text took the place of one only where nothing else of it is told.
    """
    found = tuple(change for change in changes if change.kind in wanted)
    new = tuple(change for change in found if change.kind == "new")
    weighty = tuple(change for change in found if change.kind != "revised" or change.before)
    return new or weighty or found


def _later_kinds(now: Told, event: str, news: EventNews) -> Iterator[Change]:
    """What a new event is besides: it may be confirmed, or in dispute, from the first."""
    kind = _OF_STATUS.get(_whole(now))
    if kind is not None:
        yield _change(kind, now, event, "", _whole(now), news.why)
    if news.disputes and kind != "contradicted":
        yield _change("contradicted", now, event, "", f"in dispute: {', '.join(news.disputes)}", news.why)


def _compare_known(now: Told, then: Told, event: str, news: EventNews) -> Iterator[Change]:
    was, became = _whole(then), _whole(now)
    kind = _OF_STATUS.get(became) if was != became else None
    fell = _FIRMNESS.get(was, -1) > _FIRMNESS.get(became, 9)
    told: set[Kind] = set()
    if kind is not None and not fell:
        told.add(kind)
        yield _change(kind, now, event, was, became, news.why)
    if news.disputes and "contradicted" not in told:
        told.add("contradicted")
        yield _change("contradicted", now, event, "", f"in dispute: {', '.join(news.disputes)}", news.why)
    for toll in news.tolls:
        before, after = _bounds(toll.before_low, toll.before_high), _bounds(toll.low, toll.high)
        why = f"{toll.source}: “{toll.words}”" if toll.source else toll.words
        if toll.rose:
            yield _change("toll-raised", now, event, f"{before} {toll.kind}", f"{after} {toll.kind}", why)
        else:
            yield _change("revised", now, event, f"{before} {toll.kind}", f"{after} {toll.kind}", why)
    if now.is_dropped and not then.is_dropped and became != "retracted":
        yield _change("revised", now, event, was, "no longer told by its report", news.why)
    elif was != became and (kind is None or fell):
        yield _change("revised", now, event, was, became, news.why)
    elif replaced := _replaced(now, then):
        why = "A later text took the place of the one before."
        yield _change("revised", now, event, "", f"told anew by {', '.join(replaced)}", why)


def _replaced(now: Told, then: Told) -> tuple[str, ...]:
    """The publishers of reports that counted then and were replaced since by a later text that tells the event too."""
    counted = {account.ref.revision for account in then.accounts}
    told = {now.documents[account.ref.revision] for account in now.accounts}
    found = {
        account.document.publisher or account.document.title or "a report"
        for account in now.earlier
        if account.ref.revision in counted and now.documents[account.ref.revision] in told
    }
    return tuple(sorted(found))


def _change(kind: Kind, told: Told, event: str, before: str, became: str, why: str) -> Change:
    lead = told.lead.event
    whole = next((status for status in told.statuses if status.slot == "event"), None)
    weight = weigh(
        kind=kind,
        origins=whole.origins if whole else 0,
        killed=count_killed(told),
        realis=lead.realis,
        status=_whole(told),
    )
    return Change(kind=kind, event=event, before=before, became=became, why=why, weight=weight)


def count_killed(told: Told) -> int | None:
    """The dead that the reports bear out: the lower bound, else the upper; None where nothing is said."""
    for kind, low, high in make_row(told).tolls:
        if kind == "killed":
            return low if low is not None else high
    return None


def _whole(told: Told) -> StatusName:
    return make_row(told).status


def _bounds(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "unknown"
    if low == high:
        return str(low)
    if low is None:
        return f"at most {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"
