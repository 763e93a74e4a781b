"""Arguments: the head word of a phrase, what is seen of the words near a trigger, and how they are weighed."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.model import Mention, Reading, Trigger, label
from dateline.reading import head_word
from dateline.reading._argument import DISTANCE_EDGES, FACTS, ArgumentHead, TextWords, look_around, prefixes

TEXT = "Rebels shelled the port of Zenda. Six dock workers died."
SHELLED, PORT, DIED = (7, 14), (19, 23), (51, 55)


@pytest.mark.parametrize(
    ("phrase", "word"),
    [("the port of Zenda", "port"), ("six dock workers", "workers"), ("Rudolf, the king", "Rudolf"), ("of", "of")],
)
def test_the_head_of_a_phrase(phrase: str, word: str) -> None:
    start, end = head_word(phrase, 0, len(phrase))
    assert phrase[start:end] == word


def test_a_type_is_of_the_kinds_above_it() -> None:
    assert prefixes("Life.Die.Unspecified") == ["Life", "Life.Die", "Life.Die.Unspecified"]


def seen() -> tuple[TextWords, Reading]:
    spans = [(a, a + len(word)) for word in TEXT.replace(".", "").split() for a in [TEXT.index(word)]]
    trigger = Trigger(
        start=SHELLED[0], end=SHELLED[1], sentence=0, score=1.0, types=(1.0,), modes=(1.0,), realis=(1.0,), ground=(1.0,),
        own_voice=1.0, today=0.0,
    )  # fmt: skip
    roles = np.zeros((1, 1, len(label.ROLES)), np.float32)
    roles[0, 0, label.ROLES.index("target")] = 0.8
    reading = Reading(
        sentences=((0, 33), (34, 56)), triggers=(trigger,), mentions=(Mention(start=15, end=32, layer="party", score=0.9),),
        stretches=(), roles=roles, same=np.ones((1, 1), np.float32), stance=np.zeros((1, 2, 5), np.float32),
        hedge=np.zeros((1, 2, 2), np.float32),
    )  # fmt: skip
    words = TextWords(
        spans=np.asarray(spans),
        vectors=np.eye(len(spans), 384, dtype=np.float32),
        tags=np.zeros((len(spans), 28), np.float32),
        sentence=np.asarray([int(a > 33) for a, _ in spans]),
        holder=np.asarray([spans.index(PORT)]),
    )
    return words, reading


def test_words_near_a_trigger_are_seen_with_the_roles_of_their_mentions() -> None:
    words, reading = seen()
    around = look_around(words, reading, SHELLED)
    assert around is not None and around.facts.shape == (len(words.spans), FACTS)
    port = [tuple(span) for span in words.spans.tolist()].index(PORT)
    assert around.facts[port, 28 + label.ROLES.index("target")] == pytest.approx(0.8)
    assert around.facts[:, 28:].sum() == pytest.approx(1.8)  # the role, and the layer of the one mention
    assert around.distance[port] == np.searchsorted(DISTANCE_EDGES, 2, side="right")
    assert around.sentence.tolist() == [2] * 6 + [3] * 4
    assert look_around(words, reading, (14, 15)) is None


def test_only_roles_of_the_type_are_given() -> None:
    words, reading = seen()
    size = 8
    weights: dict[str, np.ndarray] = {
        "types": np.asarray(["Conflict", "Conflict.Attack"]), "roles": np.asarray(["Target", "Patient"]),
        "allowed": np.asarray([[True, False], [True, False]]), "kind.weight": np.zeros((2, size)),
        "distance.weight": np.zeros((len(DISTANCE_EDGES) + 1, size)), "sentence.weight": np.zeros((5, size)),
    }  # fmt: skip
    for name, (out, into) in {
        "trigger": (size, 384), "word": (size, 384), "facts": (size, FACTS), "product": (size, size),
        "inner": (size, size), "out": (3, size),
    }.items():  # fmt: skip
        weights[f"{name}.weight"], weights[f"{name}.bias"] = np.zeros((out, into)), np.zeros(out)
    weights["facts.weight"][:, 28 + label.ROLES.index("target")] = 10.0
    weights["out.weight"][1:] = 1.0  # both roles alike, for a word that is a target
    weights["out.bias"][0] = 3.0
    head = ArgumentHead(weights)
    found = head.find(words, reading, SHELLED, "Conflict.Attack.DetonateExplode")
    assert [(a.role, TEXT[a.start : a.end]) for a in found] == [("Target", "port")]
    assert head.find(words, reading, SHELLED, "Medical.Intervention") == []
    assert head.find(words, reading, (14, 15), "Conflict.Attack") == []
