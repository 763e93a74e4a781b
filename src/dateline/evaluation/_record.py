"""JSON -> CodedEvent: the codebook's records, with quotes alone or with offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from dateline.evaluation._coded import CodedClaim, CodedEvent, CodedParty, CodedPlace, CodedToll, Spot, name_words

if TYPE_CHECKING:
    from collections.abc import Iterable


class Quoted(msgspec.Struct, kw_only=True):
    """Words of the text: with offsets in a dossier, without in a coding made by hand."""

    quote: str | None = None
    start: int | None = None
    end: int | None = None


class Anchored(Quoted, kw_only=True):
    """A value with its words, either in itself or in its evidence."""

    evidence: Quoted | None = None


class TriggerRecord(msgspec.Struct, kw_only=True):
    start: int
    end: int


class MentionRecord(Quoted, kw_only=True):
    trigger: TriggerRecord | str | None = None


class NamedRecord(Anchored, kw_only=True):
    name: str | None = None


class PlaceRecord(Anchored, kw_only=True):
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class WhenRecord(Anchored, kw_only=True):
    edtf: str


class WeaponRecord(Anchored, kw_only=True):
    kind: str


class FigureRecord(Anchored, kw_only=True):
    low: int | None = None
    high: int | None = None


class ClaimRecord(Anchored, kw_only=True):
    sources: list[NamedRecord]
    stance: str
    hedge: str


class EventRecord(msgspec.Struct, kw_only=True):
    """The fields of an event that are compared; further fields of the JSON are not read."""

    id: str
    type: str
    realis: str
    ground: str
    summary: str = ""
    mentions: list[MentionRecord]
    when: WhenRecord | None = None
    where: list[PlaceRecord] | None = None
    actors: list[NamedRecord] | None = None
    targets: list[NamedRecord] | None = None
    weapon: WeaponRecord | None = None
    casualties: dict[str, list[FigureRecord]] | None = None
    claims: list[ClaimRecord] | None = None
    confidence: float | None = None


def code_events(text: str, records: Iterable[EventRecord]) -> tuple[CodedEvent, ...]:
    """The events of one article over its text, which is searched for quotes that come without offsets."""
    return tuple(_event(text, record) for record in records)


def _event(text: str, record: EventRecord) -> CodedEvent:
    tolls = (record.casualties or {}).items()
    return CodedEvent(
        id=record.id,
        type=record.type,
        realis=record.realis,
        ground=record.ground,
        summary=record.summary,
        triggers=tuple(_trigger(text, mention) for mention in record.mentions),
        mentions=tuple(spot for mention in record.mentions for spot in _spots(text, mention)),
        when=record.when.edtf if record.when else None,
        where=tuple(_place(place) for place in record.where or ()),
        actors=_parties(text, record.actors),
        targets=_parties(text, record.targets),
        weapon=record.weapon.kind if record.weapon else None,
        casualties=tuple(CodedToll(kind=kind, low=f.low, high=f.high) for kind, items in tolls for f in items),
        claims=tuple(
            CodedClaim(sources=_parties(text, claim.sources), stance=claim.stance, hedge=claim.hedge)
            for claim in record.claims or ()
        ),
        confidence=record.confidence,
    )


def _spots(text: str, item: Quoted) -> tuple[Spot, ...]:
    """Where an item stands: at its own offsets, else wherever its words occur."""
    if isinstance(item, Anchored) and item.evidence:
        item = item.evidence
    if item.start is not None and item.end is not None:
        return ((item.start, item.end),)
    if not item.quote:
        return ()
    return tuple(match.span() for match in re.finditer(re.escape(item.quote), text))


def _trigger(text: str, mention: MentionRecord) -> tuple[Spot, ...]:
    trigger = mention.trigger
    if isinstance(trigger, TriggerRecord):
        return ((trigger.start, trigger.end),)
    words = trigger or mention.quote or ""
    inner = (mention.quote or "").find(words)
    return tuple((start + inner, start + inner + len(words)) for start, _ in _spots(text, mention))


def _parties(text: str, records: Iterable[NamedRecord] | None) -> tuple[CodedParty, ...]:
    return tuple(
        CodedParty(name=record.name or "", words=name_words(record.name or ""), spots=_spots(text, record))
        for record in records or ()
    )


def _place(record: PlaceRecord) -> CodedPlace:
    name = record.name or ""
    return CodedPlace(name=name, words=name_words(name), country=record.country, lat=record.lat, lon=record.lon)
