"""The figures of same-event over articles that are already read, and what a folder must hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dateline.errors import UsageError
from dateline.evaluation._same_event import Told, compare_groups, measure_told, read_items, same_town
from dateline.linking import Scorer, TextPlaces, mark_incident

if TYPE_CHECKING:
    from pathlib import Path


def told(name: str, incident: str) -> Told:
    return Told(id=name, incident=incident, title=name, account=None, profile=None, beside=TextPlaces())


def write(folder: Path, **files: list[dict[str, object]]) -> None:
    for name, rows in files.items():
        (folder / f"{name.replace('_', '-')}.jsonl").write_text(
            "\n".join(json.dumps(row) for row in rows), encoding="utf-8"
        )


def test_pairs_and_b_cubed() -> None:
    gold = {"a": "1", "b": "1", "c": "2", "d": "2"}
    figures, faults = compare_groups({"a": "x", "b": "x", "c": "x", "d": "y"}, gold, set(gold))
    assert figures["pair_f1"] == pytest.approx(40.0)  # 1 of 3 given, 1 of 2 wanted
    assert figures["false_merge_rate"] == pytest.approx(200 / 3)
    assert figures["missed_merge_rate"] == pytest.approx(50.0)
    assert figures["b3_precision"] == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert figures["b3_recall"] == pytest.approx(100 * (1 + 1 + 0.5 + 0.5) / 4)
    assert {fault.kind for fault in faults} == {"false merge", "missed merge"}


def test_a_false_merge_with_an_article_that_does_not_count_is_one_all_the_same() -> None:
    gold = {"a": "1", "b": "2"}
    figures, _ = compare_groups({"a": "x", "b": "x"}, gold, {"a"})
    assert figures["false_merge_rate"] == 100.0


def test_incidents_that_the_scorer_knows_are_not_measured_on() -> None:
    known = Scorer.load().weights.trained_on
    assert known
    assert mark_incident("an incident of no set") not in known
    result = measure_told([told("a", "an incident of no set")], {}, Scorer.load())
    assert result.items == 1


def test_towns_are_compared_by_name() -> None:
    assert same_town("Saint Dunmar (Old Quay)", "St. Dunmar")
    assert same_town("Saint Dunmar (Old Quay)", "Old Quay")
    assert not same_town("Dunmarrow", "Dunmar")
    assert not same_town("Dunmarrow", "")


def test_a_folder_needs_articles_and_incidents(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="incidents"):
        read_items(tmp_path)
    write(tmp_path, dev=[{"id": "a", "incident": "1", "text": "It rained."}])
    with pytest.raises(UsageError, match="incidents"):
        read_items(tmp_path)
    write(tmp_path, dev_incidents=[{"incident": "1", "city": "Dunmarrow", "killed": 0, "injured": 1}])
    articles, incidents = read_items(tmp_path)
    assert len(articles) == 1
    assert incidents["1"].city == "Dunmarrow"
    write(tmp_path, dev=[{"id": "a"}])
    with pytest.raises(UsageError, match="line 1"):
        read_items(tmp_path)
