"""A named person dies once."""

from __future__ import annotations

from typing import Any

import numpy as np

from dateline.coding._victim import join_deaths
from dateline.documents import from_text
from dateline.model import Evidence, Mention, Party, Reading, Trigger, label
from dateline.reading.token import split_sentences

ASSAULT = label.EVENT_TYPES.index("ASSAULT")
TARGET = label.ROLES.index("target")


class Plain:
    """A grounding that takes capitalised words for a person's name."""

    def __init__(self, text: str) -> None:
        self.text = text

    def party(self, start: int, end: int) -> Party:
        evidence = Evidence.of(self.text, start, end)
        return Party(name=evidence.quote, actor_id=None, country="", sector="UNK", evidence=evidence, confidence=1.0)

    def is_person(self, start: int, end: int) -> bool:
        return self.text[start:end].istitle()


def joined(text: str, triggers: list[str], target: dict[str, int], *, same: float = 0.0, kind: int = ASSAULT) -> int:
    """How many events the triggers make, each a group of its own before; `target` gives for a party its trigger."""
    document = from_text(text)
    sentences = split_sentences(document.text)
    types = tuple(float(n == kind) for n in range(len(label.EVENT_TYPES)))

    def trigger(word: str) -> Trigger:
        at = document.text.index(word)
        number = next(n for n, (a, b) in enumerate(sentences) if a <= at < b)
        return Trigger(
            start=at, end=at + len(word), sentence=number, score=1.0, types=types, modes=(1.0,), realis=(1.0, 0, 0, 0),
            ground=(1.0, 0, 0), own_voice=0.0, today=0.0,
        )  # fmt: skip

    count = len(triggers)
    roles = np.zeros((count, len(target), len(label.ROLES)), dtype=np.float32)
    for column, row in enumerate(target.values()):
        roles[row, column, TARGET] = 0.9
    starts = {name: document.text.index(name) for name in target}
    reading = Reading(
        sentences=sentences, triggers=tuple(map(trigger, triggers)),
        mentions=tuple(Mention(start=a, end=a + len(n), layer="party", score=1.0) for n, a in starts.items()),
        stretches=(), roles=roles, same=np.full((count, count), same, dtype=np.float32),
        stance=np.zeros((count, len(target) + 1, 5)), hedge=np.zeros((count, len(target) + 1, 2)),
    )  # fmt: skip
    grounding: Any = Plain(document.text)
    return len(join_deaths(document, reading, [[n] for n in range(count)], grounding))


def test_two_words_for_one_death_are_one_event() -> None:
    text = "A sniper killed Jarek Holm. The death of Holm shocked the town."
    assert joined(text, ["killed", "death"], {"Jarek Holm": 0, "Holm": 1}) == 1


def test_two_persons_are_two_deaths() -> None:
    text = "A sniper killed Jarek Holm. The death of Ida Brandt came later."
    assert joined(text, ["killed", "death"], {"Jarek Holm": 0, "Ida Brandt": 1}) == 2


def test_nameless_victims_join_nothing() -> None:
    text = "A sniper killed two guards. The death of guards shocked the town."
    assert joined(text, ["killed", "death"], {"two guards": 0, "guards": 1}) == 2


def test_an_attack_on_the_person_in_the_sentence_of_the_death_joins_it_if_it_may_be_the_same() -> None:
    text = "A strike on the car of Jarek Holm killed Holm."
    assert joined(text, ["strike", "killed"], {"Jarek Holm": 0, "Holm": 1}, same=0.4) == 1
    assert joined(text, ["strike", "killed"], {"Jarek Holm": 0, "Holm": 1}, same=0.1) == 2


def test_only_attacks_are_joined() -> None:
    text = "A fever killed Jarek Holm. The death of Holm shocked the town."
    incident = label.EVENT_TYPES.index("INCIDENT")
    assert joined(text, ["killed", "death"], {"Jarek Holm": 0, "Holm": 1}, kind=incident) == 2
