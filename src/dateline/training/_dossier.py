"""A coded article -> an example with the targets of every head."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.documents import find_segments
from dateline.model import label
from dateline.reading._pair import mention_keys, trigger_keys
from dateline.reading.token import Tokens, cut_windows, segment_edges, token_rows, tokenise
from dateline.training._example import IGNORE, Example, MentionRow, TriggerRow, nearest, occurrences, paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from dateline.model import Candidate

MOST_OCCURRENCES = 6  # of one name in a document: enough to find the near one, few enough to keep pairs cheap
Span = tuple[int, int]


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
            span = token_rows(self.tokens, a, b)
            if span:
                self.rows.setdefault(
                    (*span, number), MentionRow(start=span[0], end=span[1], layer=number, entity=entity)
                )
        span = token_rows(self.tokens, *chosen)
        if span:
            self.primary[number].append(span)
        return entity

    def add_unused(self, candidates: Sequence[Candidate]) -> None:
        """Adds the rules' spans that touch no mention of their layer, each distinct wording an entity of its own."""
        taken = [(row.start, row.end, row.layer) for row in self.rows.values()]
        for candidate in candidates:
            number = label.MENTION_LAYERS.index(candidate.layer)
            span = token_rows(self.tokens, candidate.start, candidate.end)
            if span is None or any(n == number and span[0] < b and a < span[1] for a, b, n in taken):
                continue
            words = self.text[candidate.start : candidate.end].casefold()
            entity = self.entity.setdefault((number, f"unused {words}"), len(self.entity))
            self.rows.setdefault((*span, number), MentionRow(start=span[0], end=span[1], layer=number, entity=entity))


class _Coding:
    """One article's coding on its way into an example."""

    def __init__(self, doc: dict[str, Any], tokens: Tokens) -> None:
        self.text: str = doc["text"]
        self.dated = bool(doc.get("published"))
        self.tokens = tokens
        self.example = Example(name=doc["id"], tokens=tokens, windows=cut_windows(tokens), coreference=True)
        self.mentions = _Mentions(self.text, tokens)

    def add(self, number: int, event: dict[str, Any]) -> None:
        claims = [(claim, nearest(occurrences(self.text, claim["quote"]), [])) for claim in event["claims"]]
        anchors = self._triggers(number, event, claims)
        if anchors:
            self._slots(number, event, anchors)
            self._claims(number, claims, anchors)

    def _triggers(
        self, number: int, event: dict[str, Any], claims: list[tuple[dict[str, Any], Span | None]]
    ) -> list[Span]:
        """Adds the event's triggers; the clauses that it is mentioned in."""
        mode = f"{event['type']}/{event['mode']}" if event.get("mode") else ""
        when = event["when"]
        today = -1.0 if (when and when["quote"]) or not self.dated else float(bool(when))
        anchors: list[Span] = []
        for mention in event["mentions"]:
            clause = nearest(occurrences(self.text, mention["quote"]), [])
            if clause is None:
                continue
            anchors.append(clause)
            start = clause[0] + mention["quote"].find(mention["trigger"])
            span = token_rows(self.tokens, start, start + len(mention["trigger"]))
            if span is not None:
                self.example.triggers.append(
                    TriggerRow(
                        start=span[0],
                        end=span[1],
                        event=number,
                        type=label.EVENT_TYPES.index(event["type"]),
                        mode=label.MODE_LABELS.index(mode),
                        realis=label.REALIS.index(event["realis"]),
                        ground=label.GROUND.index(event["ground"]),
                        own=_own_voice(start, claims),
                        today=today,
                    )
                )
        return anchors

    def _put(self, number: int, role: str, layer: str, item: dict[str, Any], near: list[Span]) -> int | None:
        entity = self.mentions.add(item["quote"], item.get("name", ""), layer, near)
        if entity is not None:
            self.example.roles.setdefault((number, entity), set()).add(label.ROLES.index(role))
        return entity

    def _slots(self, number: int, event: dict[str, Any], anchors: list[Span]) -> None:
        for role, layer, items in (
            ("actor", "party", event["actors"]),
            ("target", "party", event["targets"]),
            ("place", "place", event["where"]),
            ("time", "time", [event["when"]] if event["when"] and event["when"]["quote"] else []),
            ("weapon", "weapon", [{"quote": event["weapon"]["quote"]}] if event["weapon"] else []),
            *((kind, "toll", tolls) for kind, tolls in (event["casualties"] or {}).items()),
        ):
            for item in items:
                self._put(number, role, layer, item, anchors)

    def _claims(self, number: int, claims: list[tuple[dict[str, Any], Span | None]], anchors: list[Span]) -> None:
        for claim, where in claims:
            stance, hedge = label.STANCE.index(claim["stance"]), label.HEDGE.index(claim["hedge"])
            if not claim["sources"]:
                self.example.claims.append((number, -1, stance, hedge))
            for source in claim["sources"]:
                entity = self._put(number, "source", "source", source, [where] if where else anchors)
                if entity is not None:
                    self.example.claims.append((number, entity, stance, hedge))

    def finish(self, events: int, candidates: Sequence[Candidate]) -> Example:
        self._paint_triggers()
        self._paint_layers()
        self.mentions.add_unused(candidates)
        self.example.events, self.example.entities = events, len(self.mentions.entity)
        self.example.mentions = list(self.mentions.rows.values())
        self._name_keys()
        return self.example

    def _name_keys(self) -> None:
        starts, ends = self.tokens.starts, self.tokens.ends
        mentions, triggers = self.example.mentions, self.example.triggers
        layers = [label.MENTION_LAYERS[row.layer] for row in mentions]
        for rows, keys in (
            (
                mentions,
                mention_keys(self.text, [(int(starts[r.start]), int(ends[r.end - 1])) for r in mentions], layers),
            ),
            (triggers, trigger_keys(self.text, [(int(starts[r.start]), int(ends[r.end - 1])) for r in triggers])),
        ):
            for row, key in zip(rows, keys, strict=True):
                row.key = int(key)

    def _paint_triggers(self) -> None:
        tags = np.zeros(len(self.tokens.ids), dtype=np.int64)
        taken = np.zeros(len(tags), dtype=bool)
        for row in self.example.triggers:
            if not taken[row.start : row.end].any():
                tags[row.start] = 1 + row.type
                tags[row.start + 1 : row.end] = 1 + len(label.EVENT_TYPES) + row.type
                taken[row.start : row.end] = True
        self.example.trigger_tags = tags

    def _paint_layers(self) -> None:
        """The mention that a slot quotes is tagged; the same words elsewhere are, too, beside a trigger, else left open."""
        busy = {int(self.tokens.sentence[row.start]) for row in self.example.triggers}
        for number, layer in enumerate(label.MENTION_LAYERS):
            tags = np.zeros(len(self.tokens.ids), dtype=np.int64)
            primary = set(self.mentions.primary[number])
            sure = list(primary)
            for row in self.mentions.rows.values():
                if row.layer != number or (row.start, row.end) in primary:
                    continue
                if int(self.tokens.sentence[row.start]) in busy and layer in ("party", "place"):
                    sure.append((row.start, row.end))
                else:
                    tags[row.start : row.end] = IGNORE
            paint(tags, sure, 1, 2)
            self.example.layer_tags[layer] = tags


def _own_voice(start: int, claims: list[tuple[dict[str, Any], Span | None]]) -> float:
    """Whether the trigger at `start` is told in the article's own voice: 1 yes, 0 no, -1 where the coding does not say."""
    here = [claim for claim, where in claims if where and where[0] <= start < where[1]]
    if any(not claim["sources"] for claim in here):
        return 1.0
    if here or all(claim["sources"] for claim, _ in claims):
        return 0.0
    return -1.0


def from_dossier(
    doc: dict[str, Any], gold: dict[str, Any], tokenizer: Tokenizer, candidates: Sequence[Candidate] = ()
) -> Example:
    """One coded article -> an example with the targets of every head.

    `candidates` are the spans that the rules find in the text: those that no coder took for anything are what the roles
    learn to leave out, since at reading time they stand beside the rest.
    """
    text: str = doc["text"]
    coding = _Coding(doc, tokenise(text, tokenizer, segment_edges(find_segments(text))))
    for number, event in enumerate(gold["events"]):
        coding.add(number, event)
    return coding.finish(len(gold["events"]), candidates)
