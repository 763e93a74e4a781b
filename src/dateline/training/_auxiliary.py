"""Public sets that teach a part: spans of attribution, and sentences of a known type."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.model import label
from dateline.reading.token import cut_windows, token_rows, tokenise
from dateline.training._example import Example, TypedPair, paint

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def from_attribution(row: dict[str, Any], tokenizer: Tokenizer, *, characters: int = 3400) -> list[Example]:
    """One PolNeAR article -> examples of about three blocks each, with source, cue and content tags."""
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
