"""Which numbers are tolls."""

from __future__ import annotations

import pytest

from dateline.documents import from_text
from dateline.grounding import DocumentGrounding
from dateline.grounding.actors import ActorRegistry
from dateline.grounding.gazetteer import Gazetteer

ACTORS, GAZETTEER = ActorRegistry.load(), Gazetteer.load()


@pytest.mark.parametrize(
    ("text", "words", "low"),
    [
        ("The toll rose to nine, police said, three more than the evening before.", "three more than", None),
        ("Four people died, two fewer than was first said.", "two", None),
        ("More than twenty people were killed.", "More than twenty people", 20),
        ("It killed 5 and more than 20 were hurt.", "5", 5),
        ("Three people died more than a week ago.", "Three people", 3),
    ],
)
def test_a_difference_of_tolls_is_none(text: str, words: str, low: int | None) -> None:
    grounding = DocumentGrounding(from_text(text), registry=ACTORS, gazetteer=GAZETTEER)
    start = text.index(words)
    figure = grounding.figure(start, start + len(words), kind="killed")
    assert (figure.low if figure else None) == low
