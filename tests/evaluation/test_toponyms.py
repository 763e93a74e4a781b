"""Accuracy within 161 km and the end-to-end count over small cases."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from dateline.errors import UsageError
from dateline.evaluation import Result, run
from dateline.evaluation._toponyms import ToponymAnswer, ToponymItem, ToponymRecord, compare, score_toponyms

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The ferry from Bergen reached Norway's Stavanger, where Mr. Berg of Pier 9 waited."


@dataclass(frozen=True)
class Spot:
    start: int
    end: int
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None


BERGEN = ToponymRecord(start=15, end=21, geonames_id="3161732", lat=60.39, lon=5.32)
NORWAY = ToponymRecord(start=30, end=36, geonames_id="3144096", lat=62.0, lon=10.0)
STAVANGER = ToponymRecord(start=39, end=48, geonames_id="3137115", lat=58.97, lon=5.73)
PERSON = ToponymRecord(start=60, end=64, type="Homonym")
PIER = ToponymRecord(start=68, end=74)
ITEM = ToponymItem(id="ferry", text=TEXT, toponyms=(BERGEN, NORWAY, STAVANGER, PERSON, PIER))
RIGHT = (Spot(15, 21, None, 60.4, 5.3), Spot(30, 36, 3144096), Spot(39, 48, None, 59.0, 5.7))


def figures(*found: Spot, named: tuple[Spot | None, ...] = RIGHT) -> dict[str, float]:
    return dict(compare([(ITEM, ToponymAnswer(found=found, named=named))]).figures)


def test_all_right() -> None:
    assert set(figures(*RIGHT).values()) == {100}


def test_nothing_found() -> None:
    assert set(figures(named=(None, None, None)).values()) == {0}


def test_a_place_too_far_is_found_but_wrong() -> None:
    found = figures(RIGHT[0], RIGHT[1], Spot(39, 48, 9, 60.9, 5.7))
    assert found["found_f1"] == 100
    assert found["f1"] == pytest.approx(200 / 3)
    assert figures(*RIGHT, named=(RIGHT[0], None, Spot(39, 48)))["gold_names_accuracy"] == pytest.approx(100 / 3)


def test_the_same_entry_is_right_without_coordinates() -> None:
    assert figures(RIGHT[0], Spot(30, 36, 3144096), RIGHT[2])["f1"] == 100


def test_a_person_found_as_a_place_counts_against() -> None:
    assert figures(*RIGHT, Spot(60, 64, 1, 0.0, 0.0))["precision"] == 75


def test_a_toponym_without_coordinates_counts_neither_way() -> None:
    assert figures(*RIGHT, Spot(68, 72, 1, 0.0, 0.0))["f1"] == 100


def test_pairs_are_one_to_one_and_the_same_extent_comes_first() -> None:
    wide = Spot(4, 36, None, 60.4, 5.3)
    assert figures(wide, *RIGHT)["precision"] == 75
    assert figures(wide, RIGHT[2])["found_f1"] == pytest.approx(80)


def write(folder: Path) -> Path:
    item = {
        "id": "ferry", "text": "Ferries sail to Bergen and Stavanger in Norway.",
        "toponyms": [
            {"start": 16, "end": 22, "name": "Bergen", "type": None, "geonames_id": "3161732", "lat": 60.39, "lon": 5.32},
            {"start": 27, "end": 36, "name": "Stavanger", "type": None, "geonames_id": None, "lat": 58.97, "lon": 5.73},
            {"start": 40, "end": 46, "name": "Norway", "type": None, "geonames_id": "3144096", "lat": 62.0, "lon": 10.0},
        ],
    }  # fmt: skip
    (folder / "dev.jsonl").write_text(json.dumps(item) + "\n", "utf8")
    return folder


def test_the_gazetteer_is_scored(tmp_path: Path) -> None:
    result = score_toponyms(write(tmp_path))
    assert result.to_json() == {
        "task": "toponyms",
        "items": 1,
        "figures": {"f1": 100, "precision": 100, "recall": 100, "found_f1": 100, "gold_names_accuracy": 100},
    }


def test_the_task_is_in_the_registry(tmp_path: Path) -> None:
    def no_reader() -> None:
        raise AssertionError

    result = run("toponyms", write(tmp_path), no_reader)  # pyright: ignore[reportArgumentType]
    assert isinstance(result, Result) and not result.faults


def test_a_folder_without_items(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        score_toponyms(tmp_path)
