"""Public sets that teach a part: spans of attribution, sentences of a known type, and verbs with their places."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.evaluation import to_characters
from dateline.model import label
from dateline.reading.token import ARTICLE_WINDOWS, cut_windows, token_rows, tokenise
from dateline.training._example import UNKNOWN, Example, MentionRow, TriggerRow, TypedPair, paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from dateline.model import Candidate
    from dateline.reading.token import WindowShape


PARTS = {"source": "speaker", "cue": "cue", "content": "content"}  # PolNeAR's names, and the layers that they teach


def from_attribution(
    row: dict[str, Any], tokenizer: Tokenizer, *, characters: int = 3400, shape: WindowShape = ARTICLE_WINDOWS
) -> list[Example]:
    """One PolNeAR article -> examples of at most `characters` letters each, with source, cue and content tags."""
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
        example = Example(name=f"{row['id']}#{number}", tokens=tokens, windows=cut_windows(tokens, shape))
        for part, layer in PARTS.items():
            spans = [
                span
                for item in row["attributions"]
                for a, b in item[part]
                if first <= a and b <= last and (span := token_rows(tokens, a - first, b - first))
            ]
            tags = np.zeros(len(tokens.ids), dtype=np.int64)
            paint(tags, spans, 1, 2)
            example.layer_tags[layer] = tags
        examples.append(example)
    return examples


def from_typed_pair(row: dict[str, Any], tokenizer: Tokenizer) -> Example:
    """A sentence with two marked parties, of which the type of what passes between them is known, but not its trigger."""
    tokens = tokenise(row["text"], tokenizer)
    example = Example(name=row["id"], tokens=tokens, windows=cut_windows(tokens))
    source, target = (
        token_rows(tokens, *row[name]) if row[name] and row[name][0] is not None else None
        for name in ("source", "target")
    )
    if source and target:
        types = tuple(label.EVENT_TYPES.index(kind) for kind in row["type"].split("/"))
        example.pair = TypedPair(source=source, target=target, types=types)
    return example


def from_verb(row: dict[str, Any], tokenizer: Tokenizer, candidates: Sequence[Candidate]) -> Example:
    """A sentence with a verb that names an event and the places where it happened; of the event nothing else is known.

    `candidates` are the spans that the rules find: the places among them that are not the verb's are what it is taught to leave.
    """
    tokens = tokenise(row["text"], tokenizer)
    example = Example(name=f"place-{row['id']}", tokens=tokens, windows=cut_windows(tokens))
    verb = token_rows(tokens, *row["event"][0]) if row["event"] else None
    if verb is None:
        return example
    example.triggers = [
        TriggerRow(
            start=verb[0], end=verb[1], event=0,
            type=UNKNOWN, mode=UNKNOWN, realis=UNKNOWN, ground=UNKNOWN, own=UNKNOWN, today=UNKNOWN,
        )
    ]  # fmt: skip
    gold = to_characters(row["text"], [(a, b) for a, b in row["places"]])
    named = [(c.start, c.end) for c in candidates if c.layer == "place"]
    spans = named + [(a, b) for a, b in gold if not any(c < b and a < d for c, d in named)]
    layer, role = label.MENTION_LAYERS.index("place"), label.ROLES.index("place")
    for a, b in sorted(spans):
        where = token_rows(tokens, a, b)
        if where is None:
            continue
        number = len(example.mentions)
        example.mentions.append(MentionRow(start=where[0], end=where[1], layer=layer, entity=number, key=number))
        if any(c < b and a < d for c, d in gold):
            example.roles[0, number] = {role}
    example.events, example.entities = 1, len(example.mentions)
    return example
