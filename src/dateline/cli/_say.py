"""Words for what several reports show together: statuses, tolls, events in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.cli import _words as words
from dateline.cli._page import between, join
from dateline.model import Party, Weapon, When, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from rich.text import Text

    from dateline.model import StatusName
    from dateline.views import EventRow

_STYLE: Final = {
    "confirmed": "bold green", "corroborated": "green", "claimed": "yellow", "disputed": "bold red", "denied": "bold red",
    "retracted": "bold red", "only analysed": "dim", "only remembered": "dim",
}  # fmt: skip
_CREDIBILITY: Final = {
    1: "confirmed by others", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable", 6: "cannot be judged",
}  # fmt: skip
_HOW: Final = {
    "own reporting": "its own reporting", "relay": "passed on", "same words": "the same words in each",
    "agency copy": "by way of an agency",
}  # fmt: skip
_MANY_PARTIES: Final = 2


def say_status(status: StatusName | str) -> Text:
    return join((status, _STYLE.get(status, "default")))


def say_credibility(credibility: int) -> str:
    """For example "credibility 2 of 6, probably true"."""
    return f"credibility {credibility} of 6, {_CREDIBILITY.get(credibility, '')}"


def say_how(how: str) -> str:
    return _HOW.get(how, how)


def say_bounds(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "number not given"
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"at least {low:,}" if low is not None else f"up to {high:,}"


def say_tolls(tolls: Iterable[tuple[str, int | None, int | None]]) -> str:
    return ", ".join(f"{say_bounds(low, high)} {kind}" for kind, low, high in tolls)


def say_act(kind: str, mode: str, realis: str = "actual", *, attempt: bool = False) -> str:
    """For example "attempted bombing", "planned: visit"."""
    act = words.say_type(kind, mode)
    before = words.say_realis(realis)
    return f"{f'{before}: ' if before else ''}{'attempted ' if attempt else ''}{act}"


def say_item(item: When | Where | Party | Weapon) -> Text:
    """A value with what the tables know of it: "Turku, FIN (city)"."""
    match item:
        case When():
            return join(words.say_when(item))
        case Where():
            return join(_place(item), (f" ({item.level})", "dim"))
        case Party():
            about = " ".join(part for part in (item.country, words.say_sector(item.sector)) if part)
            return join(item.name, (f" ({about})", "dim") if about else "")
        case Weapon():
            return join(words.say_weapon(item.kind))
        case _:
            return join(str(item))


def say_row(row: EventRow) -> Text:
    """An event on a line: what, who to whom, where, at what cost."""
    parties = ""
    if row.who:
        parties = f"{_some(row.who)} → {_some(row.whom)}" if row.whom else _some(row.who)
    elif row.whom:
        parties = f"against {_some(row.whom)}" if row.type in _HOSTILE else _some(row.whom)
    parts = [
        join((say_act(row.type, row.mode, row.realis, attempt=row.attempt), "bold")),
        join(parties),
        join(_place(row.where) if row.where else ""),
        join((say_tolls(row.tolls), "bold")),
    ]
    return between(parts, " · ")


def say_standing(row: EventRow) -> Text:
    """What is known of an event: its status, and from how many."""
    parts = [
        say_status(row.status),
        join(many(row.reports, "report")),
        join(
            f"{many(row.origins, 'origin')} that claim{'s' if row.origins == 1 else ''} to know" if row.origins else ""
        ),
        join(("its report no longer tells it", "bold red") if row.is_dropped else ""),
        join(("rejected by a person", "bold red") if row.is_rejected else ""),
    ]
    return between(parts, " · ")


def many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def say_day(day: date | None) -> str:
    return words.say_day(day) if day else "no date"


def say_moment(moment: datetime) -> str:
    return f"{words.say_day(moment.date())}, {moment:%H:%M} UTC"


_HOSTILE: Final = ("ASSAULT", "COERCE", "SANCTION", "THREATEN", "ACCUSE", "REJECT", "PROTEST", "REQUEST")


def _place(where: Where) -> str:
    inside = where.admin1 if where.admin1 and where.admin1 != where.name else ""
    about = [part for part in (inside, where.country if where.country != where.name else "") if part]
    return ", ".join((where.name, *about))


def _some(parties: Sequence[Party]) -> str:
    names = [party.name for party in parties]
    more = len(names) - _MANY_PARTIES
    return ", ".join(names[:_MANY_PARTIES]) + (f" and {more} more" if more > 0 else "")
