"""SLOTS: what is compared of an event, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic

from dateline.evaluation._match import Fill, same_claim, same_code, same_party, same_place, same_time, same_toll

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.evaluation._coded import CodedClaim, CodedEvent, CodedToll


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot(Generic[Fill]):
    """One slot: its fills in an event, how alike two fills are, and a fill in words for a person."""

    name: str
    fills: Callable[[CodedEvent], tuple[Fill, ...]]
    alike: Callable[[Fill, Fill], float]
    describe: Callable[[Fill], str]


def _some(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _describe_toll(toll: CodedToll) -> str:
    bounds = "/".join("?" if bound is None else str(bound) for bound in (toll.low, toll.high))
    return f"{toll.kind} {bounds}"


def _describe_claim(claim: CodedClaim) -> str:
    return f"{' > '.join(s.name for s in claim.sources) or 'own voice'} ({claim.stance}, {claim.hedge})"


def _text_slot(
    name: str, fills: Callable[[CodedEvent], tuple[str, ...]], alike: Callable[[str, str], float] = same_code
) -> Slot[str]:
    return Slot(name=name, fills=fills, alike=alike, describe=str)


def _ground(event: CodedEvent) -> tuple[str]:
    """The line between the news and its neighbours is thin even for people; that between news and history is not."""
    return ("background" if event.ground == "background" else "news",)


SLOTS: Final[tuple[Slot[Any], ...]] = (
    _text_slot("event", lambda e: (e.id,), alike=lambda a, b: 1.0),
    _text_slot("type", lambda e: (e.type,)),
    _text_slot("realis", lambda e: (e.realis,)),
    _text_slot("ground", _ground),
    _text_slot("when", lambda e: _some(e.when), alike=same_time),
    Slot(name="where", fills=lambda e: e.where, alike=same_place, describe=lambda p: p.name),
    Slot(name="actor", fills=lambda e: e.actors, alike=same_party, describe=lambda p: p.name),
    Slot(name="target", fills=lambda e: e.targets, alike=same_party, describe=lambda p: p.name),
    _text_slot("weapon", lambda e: _some(e.weapon)),
    Slot(name="casualties", fills=lambda e: e.casualties, alike=same_toll, describe=_describe_toll),
    Slot(name="claim", fills=lambda e: e.claims, alike=same_claim, describe=_describe_claim),
)
