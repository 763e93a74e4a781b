"""Days, places and tolls against two triggers' being one event."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from dateline.coding._apart import OTHER_TOLL, weigh_same
from dateline.coding._draft import Drafter
from dateline.coding._settings import Settings
from dateline.documents import from_text
from dateline.grounding import DocumentGrounding
from dateline.grounding.actors import ActorRegistry
from dateline.grounding.gazetteer import Gazetteer
from dateline.model import Mention, Reading, Trigger, label
from dateline.reading.token import split_sentences


@cache
def known() -> tuple[ActorRegistry, Gazetteer]:
    return ActorRegistry.load(), Gazetteer.load()


def weighed(text: str, beside: dict[str, tuple[str, int]], *, same: float = 0.6) -> float:
    """The probability for the words "attacked" and "assault", given for each mention its role and trigger."""
    document = from_text(text, published=date(2024, 5, 24))
    sentences = split_sentences(document.text)
    triggers = tuple(
        Trigger(
            start=(at := document.text.index(word)),
            end=at + len(word),
            score=1.0,
            modes=(1.0,),
            own_voice=0.0,
            today=0.0,
            sentence=next(n for n, (a, b) in enumerate(sentences) if a <= at < b),
            types=tuple(float(name == "ASSAULT") for name in label.EVENT_TYPES),
            realis=(1.0, 0, 0, 0),
            ground=(1.0, 0, 0),
        )
        for word in ("attacked", "assault")
    )
    roles = np.zeros((2, len(beside), len(label.ROLES)), dtype=np.float32)
    mentions: list[Mention] = []
    for column, (words, (role, trigger)) in enumerate(beside.items()):
        roles[trigger, column, label.ROLES.index(role)] = 0.9
        start = document.text.index(words)
        layer = label.ROLE_LAYERS[role]
        layer = layer if isinstance(layer, str) else min(layer)
        mentions.append(Mention(start=start, end=start + len(words), layer=layer, score=1.0))
    reading = Reading(
        sentences=sentences, triggers=triggers, mentions=tuple(mentions), stretches=(), roles=roles,
        same=np.full((2, 2), same, dtype=np.float32), stance=np.zeros((2, len(beside) + 1, 5)),
        hedge=np.zeros((2, len(beside) + 1, 2)),
    )  # fmt: skip
    registry, gazetteer = known()
    grounding = DocumentGrounding(document, registry=registry, gazetteer=gazetteer)
    grounding.candidates()
    grounding.see(reading)
    found = weigh_same(reading, [0, 1], Drafter(reading), grounding, Settings())
    assert found[0, 1] == found[1, 0]
    return float(found[0, 1])


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        (
            "Gunmen attacked the post on 12 May 2024. The assault of 22 May 2024 was larger.",
            {"12 May 2024": ("time", 0), "22 May 2024": ("time", 1)},
        ),
        (
            "Gunmen attacked a post in Aleppo. The assault in Baghdad was larger.",
            {"Aleppo": ("place", 0), "Baghdad": ("place", 1)},
        ),
        (
            "Gunmen attacked a post and killed six men. The assault left nine dead.",
            {"six men": ("killed", 0), "nine": ("killed", 1)},
        ),
        (
            "The army attacked a village. The assault by rebels came later.",
            {"The army": ("actor", 0), "rebels": ("actor", 1)},
        ),
    ],
)
def test_what_differs_speaks_against_one_event(text: str, beside: dict[str, tuple[str, int]]) -> None:
    assert weighed(text, beside) < 0.6


def test_the_same_day_speaks_for_one_event() -> None:
    text = "Gunmen attacked the post on Wednesday. The assault of 22 May 2024 was larger."
    assert weighed(text, {"on Wednesday": ("time", 0), "22 May 2024": ("time", 1)}) > 0.6


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Gunmen attacked the post on 12 May 2024. The assault was larger.", {"12 May 2024": ("time", 0)}),
        (
            "Gunmen attacked a post and killed at least six men. The assault left nine dead.",
            {"at least six men": ("killed", 0), "nine": ("killed", 1)},
        ),
        (
            "Gunmen attacked a post in Syria. The assault in Aleppo was larger.",
            {"Syria": ("place", 0), "Aleppo": ("place", 1)},
        ),
    ],
)
def test_what_may_well_be_one_changes_nothing(text: str, beside: dict[str, tuple[str, int]]) -> None:
    assert weighed(text, beside) == pytest.approx(0.6)


def test_a_weight_is_one_of_odds() -> None:
    text = "Gunmen attacked a post and killed six men. The assault left nine dead."
    odds = [p / (1 - p) for p in (0.3, weighed(text, {"six men": ("killed", 0), "nine": ("killed", 1)}, same=0.3))]
    assert odds[1] / odds[0] == pytest.approx(np.exp(OTHER_TOLL), rel=1e-4)
