"""mark_text: a text in pieces, each with the spans that lie on it: which words fill which part of which event."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from dateline.views import words

if TYPE_CHECKING:
    from datetime import date

    from dateline.ledger import RecordedDocument
    from dateline.model import Claim, Document, Dossier, Event, Evidence, Figure, Issue
    from dateline.views._history import History
    from dateline.views._row import EventRow

Role = Literal["trigger", "actor", "target", "place", "time", "weapon", "toll", "source", "claim"]
ROLES: Final[tuple[Role, ...]] = (
    "trigger", "actor", "target", "place", "time", "weapon", "toll", "source", "claim",
)  # fmt: skip
_TOLLS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the text, in code points, that fills part of an event; `event` is its number in the text, from 1.

    `label` says what it fills, in words: "where: Turku, FIN".
    """

    number: int
    event: int
    role: Role
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of the text that the same spans lie on, by number; all runs one after the other are the whole text.

    `segment` is the number of the segment that it lies in, None for plain prose.
    """

    text: str
    spans: tuple[int, ...]
    segment: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEvent:
    """An event as this text tells it. `linked` is the event that it belongs to, "" where it was linked to none."""

    number: int
    linked: str
    type: str
    mode: str
    act: str
    summary: str
    ground: str
    confidence: float
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSegment:
    """A stretch that is not the article's prose: a post is a source of its own, with its author and day."""

    number: int
    kind: str
    start: int
    end: int
    author: str | None
    handle: str | None
    published: date | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """The events in the order of the text."""

    runs: tuple[Run, ...]
    spans: tuple[Span, ...]
    events: tuple[TextEvent, ...]
    segments: tuple[TextSegment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A document: the text that is shown, which may be an older one, how it was obtained, and its events as known now."""

    document: RecordedDocument
    revision: str
    text: MarkedText
    rows: tuple[EventRow, ...]
    issues: tuple[Issue, ...]
    coder: str
    history: History


def mark_text(dossier: Dossier, linked: Mapping[str, str]) -> MarkedText:
    """`linked` is the id of the linked event of each of the dossier's events, by its own id."""
    document = dossier.document
    ordered = sorted(dossier.events, key=lambda e: (min((m.trigger.start for m in e.mentions), default=0), e.id))
    spans: list[Span] = []
    for number, event in enumerate(ordered, start=1):
        for role, start, end, label in dict.fromkeys(_spans_of(event)):
            if 0 <= start < end <= len(document.text):
                spans.append(Span(number=len(spans), event=number, role=role, start=start, end=end, label=label))
    segments = tuple(_segments(document))
    return MarkedText(
        runs=tuple(cut_runs(document.text, spans, segments)),
        spans=tuple(spans),
        events=tuple(
            TextEvent(
                number=number,
                linked=linked.get(event.id, ""),
                type=event.type,
                mode=event.mode,
                act=words.say_act(event.type, event.mode, event.realis, attempt=event.attempt),
                summary=event.summary,
                ground=event.ground,
                confidence=event.confidence,
                start=min((m.trigger.start for m in event.mentions), default=0),
            )
            for number, event in enumerate(ordered, start=1)
        ),
        segments=segments,
    )


def cut_runs(text: str, spans: Sequence[Span], segments: Sequence[TextSegment]) -> Iterator[Run]:
    """The text cut wherever a span or a segment begins or ends, so that spans may overlap in any way."""
    edges = sorted({0, len(text), *(e for s in (*spans, *segments) for e in (s.start, s.end) if 0 <= e <= len(text))})
    on: list[list[int]] = [[] for _ in edges]
    for span in spans:
        for n in range(bisect_right(edges, span.start) - 1, len(edges)):
            if edges[n] >= span.end:
                break
            on[n].append(span.number)
    for n, (start, end) in enumerate(pairwise(edges)):
        inside = next((s.number for s in segments if s.start <= start and end <= s.end), None)
        yield Run(text=text[start:end], spans=tuple(on[n]), segment=inside)


def _spans_of(event: Event) -> Iterator[tuple[Role, int, int, str]]:
    act = words.say_act(event.type, event.mode, event.realis, attempt=event.attempt)
    for mention in event.mentions:
        yield "trigger", mention.trigger.start, mention.trigger.end, f"what: {act}"
    for party in event.actors:
        yield "actor", party.evidence.start, party.evidence.end, f"who: {party.name}"
    for party in event.targets:
        yield "target", party.evidence.start, party.evidence.end, f"whom: {party.name}"
    for where in event.where:
        yield "place", where.evidence.start, where.evidence.end, f"where: {words.say_place(where)}"
    if event.when is not None and event.when.evidence is not None:
        evidence = event.when.evidence
        yield "time", evidence.start, evidence.end, f"when: {words.say_when(event.when)}"
    if event.weapon is not None:
        evidence = event.weapon.evidence
        yield "weapon", evidence.start, evidence.end, f"weapon: {words.say_weapon(event.weapon.kind)}"
    for kind, figure in _figures(event):
        label = f"toll: {words.say_bounds(figure.low, figure.high)} {kind}"
        yield "toll", figure.evidence.start, figure.evidence.end, label
    for claim in event.claims:
        yield from _spans_of_claim(claim)


def _spans_of_claim(claim: Claim) -> Iterator[tuple[Role, int, int, str]]:
    teller = words.say_chain(claim.sources)
    for source in claim.sources:
        yield _spot("source", source.evidence, f"source: {words.say_source(source)}")
    yield _spot("claim", claim.evidence, f"{teller} {words.say_stance(claim)}: {words.say_about(claim.about)}")


def _spot(role: Role, evidence: Evidence, label: str) -> tuple[Role, int, int, str]:
    return role, evidence.start, evidence.end, label


def _figures(event: Event) -> Iterator[tuple[str, Figure]]:
    if event.casualties is not None:
        for kind in _TOLLS:
            for figure in getattr(event.casualties, kind):
                yield kind, figure


def _segments(document: Document) -> Iterator[TextSegment]:
    for number, segment in enumerate(document.segments):
        if 0 <= segment.start < segment.end <= len(document.text):
            yield TextSegment(
                number=number,
                kind=segment.kind.value,
                start=segment.start,
                end=segment.end,
                author=segment.author,
                handle=segment.handle,
                published=segment.published,
                quote=document.text[segment.start : segment.end],
            )
