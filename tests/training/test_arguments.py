"""The head of arguments: what is read of its set, and that NumPy weighs as the network was taught."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dateline.model import Reading, label
from dateline.reading._argument import DISTANCE_EDGES, FACTS, ArgumentHead, TextWords, look_around

if TYPE_CHECKING:
    from pathlib import Path

torch = pytest.importorskip("torch", reason="torch comes with the extra 'train'", exc_type=ImportError)

TOKENS = "Rebels seized Zenda . In Zenda , the mayor was jailed by rebels .".split()


def _write(gold: Path, tokens: list[str]) -> None:
    event = {
        "event_type": "Justice.ArrestJailDetain",
        "trigger": {"start_idx": 10, "end_idx": 11, "text": "jailed"},
        "arguments": [
            {"role": "Place", "text": "Zenda"},
            {"role": "Detainee", "text": "the mayor"},
            {"role": "Jailer", "text": "the army"},
        ],
    }
    (gold / "arguments").mkdir(parents=True)
    row = {"docid": "zenda", "tokens": tokens, "event_mentions": [event]}
    (gold / "arguments" / "train-tokens.jsonl").write_text(json.dumps(row) + "\n", "utf8")


def test_an_argument_is_the_place_of_its_words_nearest_to_the_trigger(tmp_path: Path) -> None:
    from dateline.training._arguments import read_texts  # noqa: PLC0415

    _write(tmp_path, TOKENS)
    [(text, [told])] = read_texts(tmp_path)
    assert text == "Rebels seized Zenda. In Zenda, the mayor was jailed by rebels."
    assert text[slice(*told.span)] == "jailed"
    assert [(role, text[slice(*span)], span[0]) for role, span in told.arguments] == [
        ("Place", "Zenda", text.rindex("Zenda")),
        ("Detainee", "mayor", text.index("mayor")),
    ]  # the army is not in the text


def test_a_text_of_the_measured_articles_is_left_out(tmp_path: Path) -> None:
    from dateline.training._arguments import read_texts  # noqa: PLC0415

    _write(tmp_path, TOKENS)
    dev = tmp_path / "dossiers" / "dev"
    for folder in ("docs", "ann"):
        (dev / folder).mkdir(parents=True)
    (dev / "ann" / "a.json").write_text('{"id": "a", "events": []}', "utf8")
    document = {"id": "a", "text": "REBELS seized Zenda. In Zenda, the mayor was jailed by rebels, says the Times."}
    (dev / "docs" / "a.json").write_text(json.dumps(document), "utf8")
    assert list(read_texts(tmp_path)) == []


def test_both_give_the_same_shares() -> None:
    from dateline.training._arguments import ArgumentNetwork, Case  # noqa: PLC0415

    torch.manual_seed(5)
    draw = np.random.default_rng(5)
    network = ArgumentNetwork(kinds=3, roles=4).eval()
    allowed = np.asarray([[1, 1, 1, 1], [1, 0, 1, 0], [0, 1, 1, 0]], dtype=bool)
    plain = ArgumentHead(
        {
            "types": np.asarray(["Life", "Life.Die", "Life.Die.Unspecified"]), "roles": np.asarray(list("ABCD")),
            "allowed": allowed, **{name: value.numpy() for name, value in network.state_dict().items()},
        }
    )  # fmt: skip
    spans = np.asarray([(n * 5, n * 5 + 4) for n in range(100)])
    words = TextWords(
        spans=spans, vectors=draw.standard_normal((100, 384)).astype(np.float32),
        tags=draw.random((100, FACTS - len(label.ROLES) - len(label.MENTION_LAYERS))).astype(np.float32),
        sentence=np.arange(100) // 12, holder=np.zeros(0, np.int64),
    )  # fmt: skip
    nothing = np.zeros((0, 0, 0), np.float32)
    reading = Reading(
        sentences=((0, 500),), triggers=(), mentions=(), stretches=(), roles=nothing,
        same=np.zeros((0, 0), np.float32), stance=nothing, hedge=nothing,
    )  # fmt: skip
    around = look_around(words, reading, (250, 254))
    assert around is not None and len(np.unique(around.distance)) == len(DISTANCE_EDGES) + 1
    case = Case(
        vectors=words.vectors[around.rows], facts=around.facts, trigger=around.trigger, distance=around.distance,
        sentence=around.sentence, kinds=(0, 1, 2), answer=np.zeros(len(around.rows), np.int64),
    )  # fmt: skip
    with torch.no_grad():
        taught = torch.softmax(network([case, case], torch.from_numpy(allowed[[2, 2]])), 1).numpy()
    shares = plain.weigh(words, around, "Life.Die.Unspecified")
    assert np.allclose(shares, taught[: len(shares)], atol=1e-5)
    assert np.allclose(shares, taught[len(shares) :], atol=1e-5)
    assert shares[:, [1, 4]].max() == 0
