"""Codings of texts that are not ours hold no word of them, and come back as they were."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.errors import RegistryError
from dateline.training._corpus import read_text
from dateline.training._overlay import hide, read_overlays, show

ROOT = Path(__file__).parents[2]
TEXTS = [read_text(path) for path in sorted((ROOT / "corpus").glob("breaking/*.yaml"))[:6]]


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_what_is_hidden_comes_back(number: int) -> None:
    doc, coding = TEXTS[number]
    hidden = hide(coding, "set/1", doc["text"])
    clauses = [m["quote"] for event in coding["events"] for m in event["mentions"]]
    assert clauses
    assert not any(clause in json.dumps(hidden, ensure_ascii=False) for clause in clauses)
    assert show(hidden, doc["text"])["events"] == coding["events"]


def test_another_text_is_refused() -> None:
    doc, coding = TEXTS[0]
    with pytest.raises(RegistryError, match="set/1"):
        show(hide(coding, "set/1", doc["text"]), doc["text"] + " ")


def test_texts_are_found_by_set_and_id_and_those_not_at_hand_are_left_out(tmp_path: Path) -> None:
    text = "Rebels shelled the port of Zenda."
    coding = {"events": [{"mentions": [{"quote": text[:-1], "trigger": "shelled"}]}]}
    (tmp_path / "gold" / "toponyms").mkdir(parents=True)
    (tmp_path / "gold" / "toponyms" / "dev.jsonl").write_text(
        json.dumps({"id": "a", "text": f" {text}\n"}) + "\n", "utf8"
    )
    (tmp_path / "codings").mkdir()
    rows = [hide(coding, f"toponyms/{name}", text) for name in ("a", "b")]
    (tmp_path / "codings" / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    ((doc, shown),) = read_overlays(tmp_path / "codings", tmp_path / "gold")
    assert (doc["id"], doc["text"]) == ("toponyms/a", text)
    assert shown["events"] == coding["events"]


def test_the_shipped_codings_hold_offsets_only() -> None:
    for path in sorted((ROOT / "codings").glob("*.jsonl")):
        for line in path.read_text("utf8").splitlines():
            for event in json.loads(line)["events"]:
                for mention in event["mentions"]:
                    assert all(isinstance(mention[part], list) for part in ("quote", "trigger")), path.name
