"""make_item: an event -> how much a person's look at it is worth: how doubtful it is, and how much hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2, log10, prod
from typing import TYPE_CHECKING, Final, Literal

from dateline.views._row import make_row
from dateline.views._told import is_verdict

if TYPE_CHECKING:
    from dateline.model import FieldMatch, Link
    from dateline.views._row import EventRow
    from dateline.views._told import Told

DoubtName = Literal["unsure reading", "single origin", "in dispute", "uncertain link", "denied"]
DOUBTS: Final[tuple[DoubtName, ...]] = ("unsure reading", "single origin", "in dispute", "uncertain link", "denied")

# Shares of doubt, set by hand: what a person settles best (a contradiction, a link that could go either way) counts most.
_UNSURE_MOST: Final = 0.6  # of a reading with confidence 0
_SURE: Final = 0.9  # a reading as sure as this is no doubt worth telling
_SINGLE: Final = 0.3
_DISPUTE: Final = 0.4
_DENIED: Final = 0.3
_LINK_MOST: Final = 0.5  # of a link at the threshold itself
_THRESHOLD: Final = 0.5  # at which two accounts are taken for one event
_REACH: Final = 0.25  # how far from it a link still is a doubt
# Shares of weight. A thousand dead weigh as much as anything can; of reports thirty-two.
_TOLL_FULL: Final = 3.0
_REPORTS_FULL: Final = 5.0
_REPORTS_MOST: Final = 0.5
_SEVERITY: Final = {
    "ASSAULT": 0.6, "COERCE": 0.4, "MOBILIZE": 0.35, "INCIDENT": 0.35, "THREATEN": 0.3, "SANCTION": 0.3, "PROTEST": 0.3,
    "RETREAT": 0.25,
}  # fmt: skip
_OTHER: Final = 0.15  # of every other type: words more than deeds
_NO_NEWS: Final = 0.5  # of what is planned, possible, or told as the past
_LEAST: Final = 0.05  # neither factor is nothing: an event that nobody doubts comes last, and comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One reason to look: its name, a sentence, and its share, 0 to 1."""

    name: DoubtName
    why: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NearLink:
    """A link near the threshold: to `event`, which is the same one where the link lies inside it. `because`, the weightiest
    first."""

    event: str
    score: float
    because: tuple[FieldMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """An event that waits for a person. `priority` is `doubt` times `weight`, each 0.05 to 1."""

    row: EventRow
    confidence: float
    doubt: float
    weight: float
    priority: float
    doubts: tuple[Doubt, ...]
    links: tuple[NearLink, ...]
    is_decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Events in the order of their priority. `total` fit the filter, `decided` of them a person decided on already, and
    `unseen` were not looked at, since those before them weigh more by what is kept ready."""

    entry: int
    total: int
    decided: int
    unseen: int
    items: tuple[QueueItem, ...]


def make_item(told: Told, near: Iterable[tuple[Link, str]] = ()) -> QueueItem:
    """The event with why to look at it. `near` are its links near the threshold, each with the event at its other end."""
    row = make_row(told)
    closest: dict[str, NearLink] = {}
    for link, other in near:
        known = closest.get(other)
        if known is None or abs(link.score - _THRESHOLD) < abs(known.score - _THRESHOLD):
            closest[other] = NearLink(event=other, score=link.score, because=link.because)
    links = tuple(sorted(closest.values(), key=lambda one: (abs(one.score - _THRESHOLD), one.event)))
    doubts = _list_doubts(told, row, links)
    killed = next((low or high for kind, low, high in row.tolls if kind == "killed"), None)
    doubt = rate_doubt([one.share for one in doubts])
    weight = rate_weight(
        kind=row.type, killed=killed, reports=row.reports, is_news=row.realis == "actual" and row.ground != "background"
    )
    return QueueItem(
        row=row,
        confidence=min(account.event.confidence for account in told.accounts),
        doubt=doubt,
        weight=weight,
        priority=round(doubt * weight, 4),
        doubts=tuple(sorted(doubts, key=lambda one: -one.share)),
        links=links,
        is_decided=is_decided(told),
    )


def rate_doubt(shares: Sequence[float]) -> float:
    """0.05 to 1: what is left to doubt when each reason alone leaves its share; more reasons never lower it."""
    return max(_LEAST, round(1 - prod(1 - share for share in shares), 4))


def rate_weight(*, kind: str, killed: int | None, reports: int, is_news: bool) -> float:
    """0.05 to 1, by type, the dead (unknown adds nothing) and reports; more of them never lower it."""
    toll = min(1.0, log10(1 + (killed or 0)) / _TOLL_FULL)
    spread = _REPORTS_MOST * min(1.0, log2(max(1, reports)) / _REPORTS_FULL)
    weight = 1 - (1 - _SEVERITY.get(kind, _OTHER)) * (1 - toll) * (1 - spread)
    return max(_LEAST, round(weight * (1 if is_news else _NO_NEWS), 4))


def is_decided(told: Told) -> bool:
    """Whether a person accepted or rejected all of its accounts; one that came later is new and waits."""
    last = {
        ref: judgement.kind
        for judgement in sorted(told.judgements, key=lambda one: one.at)
        if is_verdict(judgement)
        for ref in judgement.events
    }
    return all(last.get(account.ref, "restore") != "restore" for account in told.accounts)


def _list_doubts(told: Told, row: EventRow, links: Sequence[NearLink]) -> list[Doubt]:
    found: list[Doubt] = []
    least = min(account.event.confidence for account in told.accounts)
    if least < _SURE:
        share = round(_UNSURE_MOST * (1 - max(0.0, least)), 4)
        found.append(Doubt(name="unsure reading", why=f"It was read with confidence {least:.2f}.", share=share))
    if row.origins <= 1:
        found.append(Doubt(name="single origin", why="One origin alone claims to know, or none does.", share=_SINGLE))
    if told.disputes:
        slots = ", ".join(sorted({dispute.slot.partition(":")[0] for dispute in told.disputes}))
        found.append(Doubt(name="in dispute", why=f"Reports contradict each other: {slots}.", share=_DISPUTE))
    if row.status == "denied":
        found.append(Doubt(name="denied", why=row.why or "Somebody denies it.", share=_DENIED))
    if links:
        nearness = max(0.0, 1 - abs(links[0].score - _THRESHOLD) / _REACH)
        inside = links[0].event == told.linked.id
        what = "Two of its reports may be of two events" if inside else "It may be the same as another event"
        share = round(_LINK_MOST * nearness, 4)
        found.append(Doubt(name="uncertain link", why=f"{what}: {links[0].score:.2f} of 1.", share=share))
    return found
