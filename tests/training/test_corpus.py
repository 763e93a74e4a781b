"""The project's own coded texts are well-formed, and a fault is named with its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import RegistryError
from dateline.evaluation import read_gold
from dateline.training._corpus import is_kept, read_corpus, read_text, write_kept

CORPUS = Path(__file__).parents[2] / "corpus"

GOOD = """
published: 2019-03-14
text: |
  A roadside bomb killed three policemen near Kirkuk on Tuesday, a police source said.
events:
- type: ASSAULT/explosives
  mentions: [["A roadside bomb killed three policemen near Kirkuk on Tuesday", "killed"]]
  when: ["2019-03-12", "on Tuesday"]
  where: [["near Kirkuk", "Kirkuk", "IRQ", "city", 35.47, 44.39]]
  targets: [["three policemen", "policemen", "IRQ", "COP"]]
  weapon: ["A roadside bomb", "explosive"]
  casualties: {killed: [[3, 3, "three policemen"]]}
  claims:
  - {by: [["a police source", "police source", "police"]], quote: "A roadside bomb killed three policemen near Kirkuk on Tuesday"}
"""


def test_a_text_becomes_document_and_coding(tmp_path: Path) -> None:
    path = tmp_path / "kirkuk.yaml"
    path.write_text(GOOD, "utf8")
    document, coding = read_text(path)
    assert (document["id"], document["published"]) == ("kirkuk", "2019-03-14")
    event = coding["events"][0]
    assert (event["type"], event["mode"], event["realis"], event["ground"]) == (
        "ASSAULT",
        "explosives",
        "actual",
        "main",
    )
    assert event["casualties"] == {"killed": [{"low": 3, "high": 3, "quote": "three policemen", "includes": []}]}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (GOOD.replace('near Kirkuk", "Kirkuk', 'near Mosul", "Mosul'), "near Mosul"),
        (GOOD.replace("ASSAULT/explosives", "ATTACK"), "ATTACK"),
        (GOOD.replace('"killed"]]', '"slain"]]'), "slain"),
        (GOOD.replace('"COP"', '"POLICE"'), "POLICE"),
        ("text: [", "no coded text"),
        ("events: []", "no coded text"),
    ],
)
def test_a_fault_is_named_with_its_file(tmp_path: Path, wrong: str, named: str) -> None:
    path = tmp_path / "faulty.yaml"
    path.write_text(wrong, "utf8")
    with pytest.raises(RegistryError, match=named) as caught:
        read_text(path)
    assert "faulty.yaml" in str(caught.value)


def test_the_whole_corpus_is_sound() -> None:
    texts = read_corpus(CORPUS)
    assert len({document["id"] for document, _ in texts}) == len(texts)
    for document, coding in texts:
        assert document["text"]
        assert all(event["claims"] for event in coding["events"]), document["id"]


def test_a_share_is_kept_for_testing_and_can_be_scored(tmp_path: Path) -> None:
    names = [f"text-{number}" for number in range(600)]
    assert 30 <= sum(map(is_kept, names)) <= 70
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in names[:40]:
        (folder / f"{name}.yaml").write_text(GOOD, "utf8")
    count = write_kept(folder, tmp_path / "kept")
    assert count == sum(map(is_kept, names[:40])) > 0
    assert [article.id for article in read_gold(tmp_path / "kept")] == sorted(filter(is_kept, names[:40]))
