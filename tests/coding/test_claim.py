"""Who says it: chains, posts, plain cues, over readings made by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dateline.coding import Settings
from dateline.coding._claim import state_claims
from dateline.coding._draft import Drafter
from dateline.documents import from_text
from dateline.model import Claim, Evidence, Mention, Party, Reading, Trigger, label
from dateline.reading.token import segment_edges, split_sentences


class Plain:
    """A grounding that takes words at their face."""

    def __init__(self, text: str) -> None:
        self.text = text

    def party(self, start: int, end: int) -> Party:
        evidence = Evidence.of(self.text, start, end)
        return Party(name=evidence.quote, actor_id=None, country="", sector="UNK", evidence=evidence, confidence=1.0)

    def is_person(self, start: int, end: int) -> bool:
        return self.text[start:end].istitle()

    def source_kind(self, start: int, end: int, *, party: Party, is_party: bool) -> str:
        return "unnamed" if party.name.islower() else "media"


def claims_of(text: str, trigger: str, scored: dict[str, float], other: tuple[str, ...] = ()) -> tuple[Claim, ...]:
    """The claims of one event, told by `trigger`, with the given scores of sources; the `other` sources score nothing."""
    document = from_text(text)
    sentences = split_sentences(document.text, segment_edges(document.segments))
    at = document.text.index(trigger)
    number = next(n for n, (a, b) in enumerate(sentences) if a <= at < b)
    found = sorted((document.text.index(words), words) for words in (*scored, *other))
    mentions = tuple(Mention(start=a, end=a + len(words), layer="source", score=1.0) for a, words in found)
    roles = np.zeros((1, len(mentions), len(label.ROLES)), dtype=np.float32)
    for n, (_, words) in enumerate(found):
        roles[0, n, label.ROLES.index("source")] = scored.get(words, 0.0)
    said = np.zeros((1, len(mentions) + 1, len(label.STANCE)), dtype=np.float32)
    sure = np.zeros((1, len(mentions) + 1, len(label.HEDGE)), dtype=np.float32)
    row = Trigger(
        start=at, end=at + len(trigger), sentence=number, score=1.0, types=(1.0,) * len(label.EVENT_TYPES),
        modes=(1.0,) * len(label.MODE_LABELS), realis=(1.0, 0.0, 0.0, 0.0), ground=(1.0, 0.0, 0.0), own_voice=0.0, today=0.0,
    )  # fmt: skip
    reading = Reading(
        sentences=sentences, triggers=(row,), mentions=mentions, stretches=(), roles=roles,
        same=np.ones((1, 1), dtype=np.float32), stance=said, hedge=sure,
    )  # fmt: skip
    grounding: Any = Plain(document.text)
    return state_claims(document, reading, Drafter(reading).draft([0]), grounding, Settings(), parties=())


def names(claims: tuple[Claim, ...]) -> list[list[str]]:
    return [[source.name for source in claim.sources] for claim in claims]


def test_who_is_cited_comes_first_and_the_outermost_teller_last() -> None:
    text = "Reports citing local sources said that a shell hit the mill."
    assert names(claims_of(text, "hit", {"Reports": 0.9, "local sources": 0.9})) == [["local sources", "Reports"]]


def test_quoted_by_turns_the_chain_round() -> None:
    text = "Mayor Ilves, quoted by Radio Nord, said that a shell hit the mill."
    assert names(claims_of(text, "hit", {"Mayor Ilves": 0.9, "Radio Nord": 0.9})) == [["Mayor Ilves", "Radio Nord"]]


def test_two_who_say_it_side_by_side_have_a_claim_each() -> None:
    text = "Ilves and Tamm confirmed that a shell hit the mill."
    claims = claims_of(text, "hit", {"Ilves": 0.9, "Tamm": 0.9})
    assert names(claims) == [["Ilves"], ["Tamm"]]
    assert [claim.stance for claim in claims] == ["confirms", "confirms"]


def test_a_post_is_a_source_of_its_own_and_passes_on_its_reports() -> None:
    text = (
        "Smoke rose over the town.\n\nBREAKING: Shell hits mill in Paide - reports https://t.co/a1 — Nord (@nordwire) May 3, 2021"
        "\n\nNothing more was known."
    )
    assert names(claims_of(text, "hits", {}, other=("reports",))) == [["reports", "Nord"]]


def test_according_to_names_a_teller_and_reportedly_hedges() -> None:
    text = "A shell reportedly hit the mill, according to witnesses."
    (claim,) = claims_of(text, "hit", {}, other=("witnesses",))
    assert [source.name for source in claim.sources] == ["witnesses"]
    assert claim.hedge == "hedged"


def test_he_is_the_person_named_before() -> None:
    text = "Ilves came to the mill. A shell hit it, he said."
    assert names(claims_of(text, "hit", {"he": 0.9}, other=("Ilves",))) == [["Ilves"]]


@pytest.mark.parametrize("score", [0.0, 0.2])
def test_without_a_teller_the_article_speaks(score: float) -> None:
    text = "A shell hit the mill, an aide to Tamm was told."
    assert names(claims_of(text, "hit", {"Tamm": score})) == [[]]
