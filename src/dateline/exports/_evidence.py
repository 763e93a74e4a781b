"""list_evidence: every stretch of a text that an event was read from, with what it was read as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.exports._value import Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dateline.model import Event, Evidence
    from dateline.views import Told

TOLLS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch and its meaning.

    `role`: mention, trigger, actor, target, place, time, weapon, source, claim, or the kind of a toll. `label` is its code there
    (a sector, a level, a kind), `value` what it was read as. `of` is the number of the claim that a source belongs to, from 0.
    """

    role: str
    label: str
    value: str
    start: int
    end: int
    quote: str
    of: int | None = None


def list_evidence(event: Event) -> Iterator[Piece]:
    """In a fixed order: mentions with their triggers, sides, place, time, weapon, tolls, claims with their sources."""
    for mention in event.mentions:
        yield Piece(
            role="mention", label=event.type, value=event.summary, start=mention.start, end=mention.end, quote=mention.quote,
        )  # fmt: skip
        trigger = mention.trigger
        label = f"{event.type}/{event.mode}" if event.mode else event.type
        yield Piece(
            role="trigger", label=label, value=event.realis, start=trigger.start, end=trigger.end, quote=trigger.text
        )  # fmt: skip
    for role, parties in (("actor", event.actors), ("target", event.targets)):
        for party in parties:
            yield _piece(role, party.sector, party.name, party.evidence)
    for place in event.where:
        yield _piece("place", place.level, place.name, place.evidence)
    if event.when is not None and event.when.evidence is not None:
        yield _piece("time", event.when.rule, event.when.edtf, event.when.evidence)
    if event.weapon is not None:
        yield _piece("weapon", event.weapon.kind, event.weapon.kind, event.weapon.evidence)
    for kind in TOLLS:
        for figure in getattr(event.casualties, kind, ()):
            bounds = f"{'' if figure.low is None else figure.low}..{'' if figure.high is None else figure.high}"
            yield _piece(kind, kind, bounds, figure.evidence)
    for number, claim in enumerate(event.claims):
        tellers = " < ".join(source.name for source in claim.sources) or "the article"
        yield _piece("claim", claim.stance, f"{tellers}: {claim.stance}, {claim.hedge}", claim.evidence, number)
        for source in claim.sources:
            yield _piece("source", source.kind, source.name, source.evidence, number)


def note_earlier(told: Told, note: Callable[[Loss], None]) -> None:
    """Notes the accounts whose evidence is not listed: those of replaced texts, and those that were too many to weigh."""
    if told.earlier:
        why = f"{len(told.earlier)} accounts of texts that were replaced are left out"
        note(Loss(event=told.linked.id, field="reports", why=why))
    if told.left_out:
        why = f"{told.left_out} accounts were too many to weigh and are left out"
        note(Loss(event=told.linked.id, field="reports", why=why))


def tell_apart(event: Event, piece: Piece, label: str) -> str:
    """What tells a stretch from another with the same label at the same place: two claims in the same words may differ."""
    if piece.role != "claim" or piece.of is None:
        return label
    claim = event.claims[piece.of]
    return f"{label} {claim.stance} {claim.hedge} {' < '.join(source.name for source in claim.sources)}"


def _piece(role: str, label: str, value: str, evidence: Evidence, of: int | None = None) -> Piece:
    return Piece(
        role=role, label=label, value=value, start=evidence.start, end=evidence.end, quote=evidence.quote, of=of
    )  # fmt: skip
