"""Gold -> examples: token rows with the targets of each head. Offsets of gold are code points, those of examples tokens."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.documents import find_segments
from dateline.model import label
from dateline.reading.token import Tokens, Windows, cut_windows, segment_edges, tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

IGNORE = -100
MOST_OCCURRENCES = 6  # of one name in a document: enough to find the near one, few enough to keep pairs cheap


@dataclass(kw_only=True)
class TriggerRow:
    start: int
    end: int
    event: int
    type: int
    mode: int
    realis: int
    ground: int
    own: float  # told in the article's own voice: 1 yes, 0 no, -1 unknown
    today: float  # undated in the text, and plainly news of the publication day: 1 yes, 0 no, -1 unknown


@dataclass(kw_only=True)
class MentionRow:
    start: int
    end: int
    layer: int
    entity: int


@dataclass(kw_only=True)
class Example:
    name: str
    tokens: Tokens
    windows: Windows
    trigger_tags: NDArray[np.int64] | None = None
    layer_tags: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    triggers: list[TriggerRow] = field(default_factory=list)
    mentions: list[MentionRow] = field(default_factory=list)
    events: int = 0
    entities: int = 0
    roles: dict[tuple[int, int], set[int]] = field(default_factory=dict)  # (event, entity) -> roles
    unknown_roles: set[int] = field(default_factory=set)  # roles that this gold says nothing of
    claims: list[tuple[int, int, int, int]] = field(default_factory=list)  # event, entity or -1, stance, hedge
    sentence_types: list[set[int]] = field(default_factory=list)  # types of which one stands somewhere in the text
    coreference: bool = False


def token_span(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """The token rows that a stretch of the text touches."""
    first = int(np.searchsorted(tokens.ends, start, side="right"))
    last = int(np.searchsorted(tokens.starts, end, side="left"))
    return (first, last) if first < last else None


def occurrences(text: str, quote: str) -> list[tuple[int, int]]:
    """Where `quote` stands in `text` as whole words; anywhere if nowhere as whole words."""
    found, at = [], text.find(quote) if quote else -1
    while at >= 0:
        found.append((at, at + len(quote)))
        at = text.find(quote, at + 1)
    whole = [
        (a, b)
        for a, b in found
        if not (a and text[a - 1].isalnum() and text[a].isalnum())
        and not (b < len(text) and text[b].isalnum() and text[b - 1].isalnum())
    ]
    return whole or found


def nearest(places: list[tuple[int, int]], anchors: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The occurrence nearest to one of the anchors; inside one counts as distance 0."""
    if not places:
        return None

    def gap(span: tuple[int, int]) -> int:
        return min((max(0, a - span[1], span[0] - b) for a, b in anchors), default=0)

    return min(places, key=gap)


def paint(tags: NDArray[np.int64], spans: list[tuple[int, int]], first: int, inner: int) -> None:
    """Writes B and I tags for spans, the longest first; a span that overlaps one already there is left out."""
    taken = np.zeros(len(tags), dtype=bool)
    for a, b in sorted(set(spans), key=lambda s: s[0] - s[1]):
        if taken[a:b].any():
            continue
        tags[a], tags[a + 1 : b] = first, inner
        taken[a:b] = True


class _Mentions:
    """Collects the mentions of one document; the same words in one layer are one entity."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        self.text, self.tokens = text, tokens
        self.rows: dict[tuple[int, int, int], MentionRow] = {}
        self.entity: dict[tuple[int, str], int] = {}
        self.primary: dict[int, list[tuple[int, int]]] = defaultdict(list)

    def add(self, quote: str, name: str, layer: str, anchors: list[tuple[int, int]]) -> int | None:
        number = label.MENTION_LAYERS.index(layer)
        places = occurrences(self.text, quote)
        chosen = nearest(places, anchors)
        if chosen is None:
            return None
        key = (number, (name or quote).casefold())
        entity = self.entity.setdefault(key, len(self.entity))
        rest = sorted(places, key=lambda p: min((abs(p[0] - a) for a, _ in anchors), default=0))[:MOST_OCCURRENCES]
        if layer in ("party", "source") and name and len(name.split()) > 1:
            last = name.rsplit(maxsplit=1)[-1]
            if len(last) > 3 and last[0].isupper() and quote.endswith(last):
                rest += [p for p in occurrences(self.text, last) if not any(a <= p[0] < b for a, b in places)][
                    :MOST_OCCURRENCES
                ]
        for a, b in [chosen, *rest]:
            span = token_span(self.tokens, a, b)
            if span:
                self.rows.setdefault(
                    (*span, number), MentionRow(start=span[0], end=span[1], layer=number, entity=entity)
                )
        span = token_span(self.tokens, *chosen)
        if span:
            self.primary[number].append(span)
        return entity


def from_dossier(doc: dict[str, Any], gold: dict[str, Any], tokenizer: Tokenizer) -> Example:  # noqa: PLR0912, PLR0915
    """One coded article -> an example with the targets of every head."""
    text: str = doc["text"]
    tokens = tokenise(text, tokenizer, segment_edges(find_segments(text)))
    example = Example(name=doc["id"], tokens=tokens, windows=cut_windows(tokens), coreference=True)
    found = _Mentions(text, tokens)
    tagged: list[tuple[int, int, int]] = []
    for number, event in enumerate(gold["events"]):
        kind = label.EVENT_TYPES.index(event["type"])
        mode = f"{event['type']}/{event['mode']}" if event.get("mode") else ""
        claim_spans = {id(c): nearest(occurrences(text, c["quote"]), []) for c in event["claims"] if c["quote"]}
        when = event["when"]
        today = -1.0 if (when and when["quote"]) or not doc.get("published") else float(bool(when))
        anchors: list[tuple[int, int]] = []
        for mention in event["mentions"]:
            clause = nearest(occurrences(text, mention["quote"]), [])
            if clause is None:
                continue
            anchors.append(clause)
            inner = mention["quote"].find(mention["trigger"])
            span = token_span(tokens, clause[0] + inner, clause[0] + inner + len(mention["trigger"]))
            if span is None:
                continue
            tagged.append((*span, kind))
            own = -1.0
            for claim in event["claims"]:
                where = claim_spans.get(id(claim))
                if where and where[0] <= clause[0] + inner < where[1]:
                    own = 1.0 if not claim["sources"] else max(own, 0.0)
            if own < 0 and all(c["sources"] for c in event["claims"]):
                own = 0.0
            example.triggers.append(
                TriggerRow(
                    start=span[0], end=span[1], event=number, type=kind, mode=label.MODE_LABELS.index(mode),
                    realis=label.REALIS.index(event["realis"]), ground=label.GROUND.index(event["ground"]), own=own,
                    today=today,
                )
            )  # fmt: skip
        if not anchors:
            continue

        def put(
            role: str, quote: str, name: str, layer: str, near: list[tuple[int, int]], number: int = number
        ) -> int | None:
            entity = found.add(quote, name, layer, near)
            if entity is not None:
                example.roles.setdefault((number, entity), set()).add(label.ROLES.index(role))
            return entity

        for party in event["actors"]:
            put("actor", party["quote"], party["name"], "party", anchors)
        for party in event["targets"]:
            put("target", party["quote"], party["name"], "party", anchors)
        for place in event["where"]:
            put("place", place["quote"], place["name"], "place", anchors)
        if event["when"] and event["when"]["quote"]:
            put("time", event["when"]["quote"], "", "time", anchors)
        if event["weapon"]:
            put("weapon", event["weapon"]["quote"], "", "weapon", anchors)
        for role, items in (event["casualties"] or {}).items():
            for item in items:
                put(role, item["quote"], "", "toll", anchors)
        for claim in event["claims"]:
            stance, hedge = label.STANCE.index(claim["stance"]), label.HEDGE.index(claim["hedge"])
            where = claim_spans.get(id(claim))
            near = [where] if where else anchors
            if not claim["sources"]:
                example.claims.append((number, -1, stance, hedge))
            for source in claim["sources"]:
                entity = put("source", source["quote"], source["name"], "source", near)
                if entity is not None:
                    example.claims.append((number, entity, stance, hedge))
    example.events, example.entities = len(gold["events"]), len(found.entity)
    example.mentions = list(found.rows.values())
    tags = np.zeros(len(tokens.ids), dtype=np.int64)
    kinds = len(label.EVENT_TYPES)
    taken = np.zeros(len(tags), dtype=bool)
    for a, b, kind in tagged:
        if not taken[a:b].any():
            tags[a], tags[a + 1 : b] = 1 + kind, 1 + kinds + kind
            taken[a:b] = True
    example.trigger_tags = tags
    busy = {int(tokens.sentence[t.start]) for t in example.triggers}
    for number, layer in enumerate(label.MENTION_LAYERS):
        row = np.zeros(len(tokens.ids), dtype=np.int64)
        primary = set(found.primary[number])
        sure = list(primary)
        for mention in example.mentions:
            span = (mention.start, mention.end)
            if mention.layer == number and span not in primary:
                if int(tokens.sentence[mention.start]) in busy and layer in ("party", "place"):
                    sure.append(span)
                else:
                    row[mention.start : mention.end] = IGNORE
        paint(row, sure, 1, 2)
        example.layer_tags[layer] = row
    return example


def from_attribution(row: dict[str, Any], tokenizer: Tokenizer, *, characters: int = 2200) -> list[Example]:
    """One PolNeAR article -> examples of about one window each, with source, cue and content tags."""
    text: str = row["text"]
    cuts, low = [0], 0
    while len(text) - low > characters:
        high = max(
            text.rfind("\n", low + characters // 2, low + characters),
            text.rfind(". ", low + characters // 2, low + characters) + 1,
        )
        low = high if high > low else low + characters
        cuts.append(low)
    cuts.append(len(text))
    examples: list[Example] = []
    for number, (first, last) in enumerate(itertools.pairwise(cuts)):
        tokens = tokenise(text[first:last], tokenizer)
        if not len(tokens.ids):
            continue
        example = Example(name=f"{row['id']}#{number}", tokens=tokens, windows=cut_windows(tokens))
        for layer in ("source", "cue", "content"):
            spans = [
                span
                for item in row["attributions"]
                for a, b in item[layer]
                if first <= a and b <= last and (span := token_span(tokens, a - first, b - first))
            ]
            tags = np.zeros(len(tokens.ids), dtype=np.int64)
            paint(tags, spans, 1, 2)
            example.layer_tags[layer] = tags
        examples.append(example)
    return examples


def from_typed_pair(row: dict[str, Any], tokenizer: Tokenizer) -> Example:
    """A sentence of which one event type is known: some token of it names an event of that type."""
    tokens = tokenise(row["text"], tokenizer)
    example = Example(name=row["id"], tokens=tokens, windows=cut_windows(tokens))
    example.sentence_types = [{label.EVENT_TYPES.index(kind) for kind in row["type"].split("/")}]
    return example
