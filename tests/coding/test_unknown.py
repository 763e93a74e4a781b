"""That something is not known is a claim of its own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dateline.coding._unknown import find_unknowns
from dateline.documents import from_text
from dateline.model import Reading, Trigger, label
from dateline.reading.token import split_sentences


class Told:
    """What is asked of a draft."""

    def __init__(self, *triggers: int) -> None:
        self.triggers = triggers


def unknowns(text: str, *words: str) -> dict[int, list[tuple[tuple[str, ...], str]]]:
    """What is unknown of each event, each named by one word."""
    document = from_text(text)
    sentences = split_sentences(document.text)

    def trigger(word: str) -> Trigger:
        at = document.text.index(word)
        return Trigger(
            start=at, end=at + len(word), sentence=next(n for n, (a, b) in enumerate(sentences) if a <= at < b), score=1.0,
            types=(1.0,), modes=(1.0,), realis=(1.0,), ground=(1.0,), own_voice=1.0, today=0.0,
        )  # fmt: skip

    count = len(words)
    reading = Reading(
        sentences=sentences, triggers=tuple(map(trigger, words)), mentions=(), stretches=(),
        roles=np.zeros((count, 0, len(label.ROLES)), np.float32), same=np.ones((count, count), np.float32),
        stance=np.zeros((count, 1, 5), np.float32), hedge=np.zeros((count, 1, 2), np.float32),
    )  # fmt: skip
    drafts: Any = [Told(n) for n in range(count)]
    found = find_unknowns(document, reading, drafts)
    assert all(c.stance == "unknown" and not c.sources for claims in found.values() for c in claims)
    return {n: [(c.about, c.evidence.quote) for c in claims] for n, claims in found.items()}


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("It was not immediately clear who was behind it.", "actor"),
        ("No group has claimed responsibility.", "actor"),
        ("Nobody claimed immediate responsibility.", "actor"),
        ("What caused it remained unknown.", "cause"),
        ("How many were hurt is still unclear.", "casualties"),
        ("The death toll could not be independently confirmed.", "casualties"),
        ("Our reporters were unable to independently verify the account.", "event"),
    ],
)
def test_wordings(sentence: str, field: str) -> None:
    text = f"A blast tore through the mill. {sentence}"
    assert unknowns(text, "blast") == {0: [((field,), sentence)]}


@pytest.mark.parametrize(
    "sentence",
    [
        "Unknown men fled in a van.",
        "The town was unknown to most.",
        "Police confirmed it at once.",
        "A group claimed responsibility.",
        "The sky was clear.",
    ],
)
def test_what_is_no_such_claim(sentence: str) -> None:
    assert unknowns(f"A blast tore through the mill. {sentence}", "blast") == {}


def test_the_event_of_the_sentence_goes_before_those_told_earlier() -> None:
    text = "A blast tore through the mill. It was unclear, as it was not known after the raid, who fired. Rain fell. Rain fell."
    text += " No group claimed responsibility."
    assert list(unknowns(text, "blast", "raid")) == [1]


def test_nothing_is_said_of_events_far_back() -> None:
    assert unknowns("A blast tore through it. Rain fell. Rain fell. It was not clear why.", "blast") == {}
