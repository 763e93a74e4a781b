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


def test_words_and_capitals_become_text_first(tmp_path: Path) -> None:
    """Of WikiEvents there are only words, of MUC-4 only capitals: neither better spacing nor a better case loses a coding."""
    gold = tmp_path / "gold"
    (gold / "arguments").mkdir(parents=True)
    row = {"docid": "w", "tokens": ["Rebels", "shelled", "the", "port", "."]}
    (gold / "arguments" / "train-tokens.jsonl").write_text(json.dumps(row) + "\n", "utf8")
    (gold / "muc4" / "dev").mkdir(parents=True)
    message = "DEV-MUC3-0001 (X)\n\n   ZENDA, 3 MAR 89 (X) -- [TEXT] REBELS SHELLED THE PORT.\n"
    (gold / "muc4" / "dev" / "dev-muc3-0001-0100").write_text(message, "latin-1")
    (tmp_path / "codings").mkdir()
    texts = {"arguments/w": "Rebels shelled the port.", "muc4/DEV-MUC3-0001": "REBELS SHELLED THE PORT."}
    rows = [
        hide({"events": [{"mentions": [{"quote": text, "trigger": text.split()[1]}]}]}, name, text)
        for name, text in texts.items()
    ]
    (tmp_path / "codings" / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    found = {doc["id"]: (doc, coding) for doc, coding in read_overlays(tmp_path / "codings", gold)}
    assert found.keys() == texts.keys()
    assert found["muc4/DEV-MUC3-0001"][0]["published"] == "1989-03-03"
    for doc, coding in found.values():
        assert doc["text"].lower() == "rebels shelled the port."
        assert coding["events"][0]["mentions"][0] == {"quote": doc["text"], "trigger": "shelled"}


def test_the_shipped_codings_hold_offsets_only() -> None:
    for path in sorted((ROOT / "codings").glob("*.jsonl")):
        for line in path.read_text("utf8").splitlines():
            for event in json.loads(line)["events"]:
                for mention in event["mentions"]:
                    assert all(isinstance(mention[part], list) for part in ("quote", "trigger")), path.name
