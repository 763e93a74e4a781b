"""What several reports show together: their links, who they come from, what is in dispute, what a person judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dateline.model._document import Document
from dateline.model._event import Event
from dateline.model._evidence import Evidence

LinkKind = Literal["same-event", "same-origin"]
# "restore" takes the corrections of a slot back; "sample", "code" and "settle" belong to a round of double coding.
JudgementKind = Literal["merge", "split", "accept", "reject", "correct", "restore", "grade", "sample", "code", "settle"]
OriginHow = Literal["own reporting", "relay", "same words", "agency copy"]
StatusName = Literal[
    "claimed", "corroborated", "confirmed", "disputed", "denied", "retracted", "only analysed", "only remembered"
]
ChangeKind = Literal["added", "dropped", "changed", "retracted", "corrected"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class EventRef:
    """An event as one text tells it, named by the word that names the act: the same in every coding that finds it.

    `revision` is the id of the text as recorded; `start` and `end` are the first trigger's, in code points.
    """

    revision: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One document's telling of one event. `recorded` and `seen` are UTC."""

    ref: EventRef
    event: Event
    document: Document
    recorded: datetime
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMatch:
    """What two accounts say of one field, and how much that speaks for one event (above 0) or against it (below)."""

    field: str
    left: str
    right: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That two accounts are of one event, with a calibrated probability and its reasons, the weightiest first."""

    kind: LinkKind
    left: EventRef
    right: EventRef
    score: float
    because: tuple[FieldMatch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedEvent:
    """Accounts of one event in the order of their recording; `id` comes of the first and stays as others join."""

    id: str
    members: tuple[EventRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRef:
    """One claim of one account, by its place in the event's claims."""

    event: EventRef
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """One step of a relay: the claim passes on what `parent` stated earlier; None for the earliest that is known."""

    claim: ClaimRef
    parent: ClaimRef | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who first stated what all these claims pass on. `kind` is a code of source kinds; `because` says why they are one.

    `quotes` are the words of each claim that pass it on, in the order of `claims`: a claim of two sentences may come of
    two origins. `relays` are the steps back to the earliest.
    """

    id: str
    name: str
    kind: str
    how: OriginHow
    claims: tuple[ClaimRef, ...]
    because: tuple[str, ...]
    quotes: tuple[str, ...] = ()
    relays: tuple[Relay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TollEntry:
    """One figure of a toll as one account gives it, and who gives it there ("" for the article's own voice)."""

    kind: str
    low: int | None
    high: int | None
    account: EventRef
    source: str
    source_kind: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotValue:
    """A value of a slot in plain words, the accounts that give it, and the words that they give it in."""

    value: str
    accounts: tuple[EventRef, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A slot of which two or more values cannot all be true; `how` is "values" or "denied"."""

    slot: str
    how: Literal["values", "denied"]
    values: tuple[SlotValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is known of a slot ("event" for that it happened at all), derived by rule: `why` tells it in plain words.

    `credibility` is the Admiralty's 1 (confirmed by others) to 6 (cannot be judged); `origins` counts those that claim to know.
    """

    slot: str
    status: StatusName
    why: str
    credibility: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a later text of the same document says differently; `before` and `after` in plain words, "" for nothing."""

    kind: ChangeKind
    event: str  # the event's summary
    slot: str
    before: str
    after: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A value as a person gives it: `text`, or "" for the words at `start`..`end` of the account's text, in code points.

    Words are given by their place alone, so that nothing of a text is left here when its document is deleted. A code or a
    label has no place.
    """

    text: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decided. `at` is UTC; `events` are those judged, `source` and `grade` those of a graded teller.

    A correction says of one account that its `slot` holds `values`, none where the text says nothing of it. `series` is the
    round of double coding that a judgement belongs to, "" for a decision that counts by itself.
    """

    id: str
    kind: JudgementKind
    who: str
    at: datetime
    events: tuple[EventRef, ...] = ()
    source: str = ""
    grade: str = ""
    reason: str = ""
    slot: str = ""
    values: tuple[Corrected, ...] = ()
    series: str = ""
