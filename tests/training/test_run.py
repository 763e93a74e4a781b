"""The mean of weights is taken name by name; a second coder's coding stands in for the first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="torch comes with the extra 'train'", exc_type=ImportError)


def test_mean_of_runs() -> None:
    from dateline.training._run import mean_weights  # noqa: PLC0415

    runs = [
        {"w": torch.tensor([1.0, 3.0]), "n": torch.tensor(2)},
        {"w": torch.tensor([3.0, 5.0]), "n": torch.tensor(2)},
    ]
    mean = mean_weights(runs)
    assert mean["w"].tolist() == [2.0, 4.0]
    assert mean["n"].item() == 2


def test_a_second_coding_replaces_the_first_and_what_is_held_out_stays_out(tmp_path: Path) -> None:
    from dateline.training._overlay import hide  # noqa: PLC0415
    from dateline.training._run import HELD, read_coded  # noqa: PLC0415

    texts = {f"a{n}": f"Rebels shelled the port of Zenda {n} times." for n in range(6)}
    first = {"events": [{"mentions": [{"quote": "Rebels shelled the port", "trigger": "shelled"}]}]}
    second = {"events": [{"mentions": [{"quote": "shelled the port of Zenda", "trigger": "shelled"}]}]}
    train = tmp_path / "gold" / "dossiers" / "train"
    for part in ("docs", "ann"):
        (train / part).mkdir(parents=True)
    for name, text in texts.items():
        (train / "docs" / f"{name}.json").write_text(json.dumps({"id": name, "text": text}), "utf8")
        (train / "ann" / f"{name}.json").write_text(json.dumps({"id": name, **first}), "utf8")
    (tmp_path / "codings").mkdir()
    rows = [hide(second, f"dossiers/{name}", texts[name]) for name in ("a1", f"a{HELD}")]
    (tmp_path / "codings" / "dossiers.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    coded, rest = read_coded(tmp_path / "gold", tmp_path / "codings")
    quotes = {doc["text"]: coding["events"][0]["mentions"][0]["quote"] for doc, coding in coded}
    assert [texts[f"a{n}"] in quotes for n in range(6)] == [n != HELD for n in range(6)]
    assert [text for text, quote in quotes.items() if quote == "shelled the port of Zenda"] == [texts["a1"]]
    assert rest == []


def test_each_text_is_drawn_as_often_as_its_set_says() -> None:
    import random  # noqa: PLC0415

    from dateline.training._run import draw  # noqa: PLC0415

    chance = random.Random(1)
    drawn = [draw(["a", "b", "c"], [2.0, 0.25, 0.0], chance) for _ in range(400)]
    assert {row.count("a") for row in drawn} == {2}
    assert {row.count("b") for row in drawn} == {0, 1}
    assert 60 <= sum(row.count("b") for row in drawn) <= 140
    assert not any("c" in row for row in drawn)
