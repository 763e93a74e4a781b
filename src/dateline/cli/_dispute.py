"""find_disputes: where the tellers of one text do not agree, or none of them is sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.model import Claim, Event, Figure

DisputeKind = Literal["contradicted", "denied", "toll", "unknown", "hedged"]
_FOR: Final = ("asserts", "confirms")
_AGAINST: Final = ("denies", "doubts")
_TOLLS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One thing of one event that the text leaves open. `about` are fields of claims, or a kind of toll.

    contradicted: `against` deny or doubt what `claims` assert
    denied:       `against` deny or doubt it and nobody in the text asserts it
    toll:         `figures` are the different figures that the text gives
    unknown:      `claims` say that it is not known
    hedged:       nobody asserts the event without a hedge; `claims` are those who assert it
    """

    event: str
    kind: DisputeKind
    about: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    against: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def compatible(self) -> bool:
        """Whether all figures can be true together: "at least 4" and "7" can, "4" and "7" cannot."""
        lows = [figure.low for figure in self.figures if figure.low is not None]
        highs = [figure.high for figure in self.figures if figure.high is not None]
        return not lows or not highs or max(lows) <= min(highs)


def find_disputes(events: Iterable[Event]) -> tuple[Dispute, ...]:
    """The disputes of each event in turn: what is denied first, then tolls, then what is unknown or only hedged."""
    return tuple(dispute for event in events for dispute in _of_event(event))


def _of_event(event: Event) -> list[Dispute]:
    found = [*_denials(event), *_tolls(event)]
    unknown = [claim for claim in event.claims if claim.stance == "unknown"]
    for claims, fields in _by_field(unknown).items():
        found.append(Dispute(event=event.id, kind="unknown", about=fields, claims=claims))
    asserting = tuple(claim for claim in event.claims if claim.stance in _FOR and "event" in claim.about)
    # A plan or a possibility is not certain by its nature: a hedge on it says nothing more.
    if event.realis == "actual" and asserting and all(claim.hedge == "hedged" for claim in asserting):
        found.append(Dispute(event=event.id, kind="hedged", about=("event",), claims=asserting))
    return found


def _denials(event: Event) -> list[Dispute]:
    """What some teller denies or doubts, once for each group of such tellers."""
    found: list[Dispute] = []
    for against, fields in _by_field([claim for claim in event.claims if claim.stance in _AGAINST]).items():
        # Who asserts the event is taken to assert its parts as well.
        wanted = {"event", *fields}
        claims = tuple(c for c in event.claims if c.stance in _FOR and wanted.intersection(c.about))
        if event.realis == "negated" and not claims:
            continue
        kind: DisputeKind = "contradicted" if claims else "denied"
        found.append(Dispute(event=event.id, kind=kind, about=fields, claims=claims, against=against))
    return found


def _by_field(claims: list[Claim]) -> dict[tuple[Claim, ...], tuple[str, ...]]:
    """Each group of claims that are about the same fields, the event itself first."""
    groups: dict[tuple[Claim, ...], tuple[str, ...]] = {}
    fields = dict.fromkeys(field for claim in claims for field in claim.about)
    for field in sorted(fields, key=lambda name: name != "event"):
        group = tuple(claim for claim in claims if field in claim.about)
        groups[group] = (*groups.get(group, ()), field)
    return groups


def _tolls(event: Event) -> list[Dispute]:
    if event.casualties is None:
        return []
    found: list[Dispute] = []
    for kind in _TOLLS:
        figures: tuple[Figure, ...] = getattr(event.casualties, kind)
        different = {(f.low, f.high): f for f in reversed(figures) if (f.low, f.high) != (None, None)}
        if len(different) > 1:
            ordered = tuple(f for f in figures if any(f is other for other in different.values()))
            found.append(Dispute(event=event.id, kind="toll", about=(kind,), figures=ordered))
    return found
