"""The counting of TempEval-3 over small cases."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dateline.errors import UsageError
from dateline.evaluation import Result, run
from dateline.evaluation._timex import TimexItem, TimexRecord, compare, score_timex

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The weir, shut since last May, opens on Friday for three hours."


def timex(start: int, end: int, value: str, kind: str = "DATE") -> TimexRecord:
    return TimexRecord(start=start, end=end, type=kind, value=value)


MAY, FRIDAY, HOURS = timex(21, 29, "2015-05"), timex(40, 46, "2016-05-20"), timex(51, 62, "PT3H", "DURATION")


def figures(*found: TimexRecord, wanted: tuple[TimexRecord, ...] = (MAY, FRIDAY, HOURS)) -> dict[str, float]:
    item = TimexItem(id="weir", published="2016-05-18", text=TEXT, timexes=wanted)
    return dict(compare([(item, found)]).figures)


def test_all_right() -> None:
    assert figures(MAY, FRIDAY, HOURS) == {
        "relaxed_f1": 100, "relaxed_precision": 100, "relaxed_recall": 100,
        "strict_f1": 100, "value_f1": 100, "type_f1": 100,
    }  # fmt: skip


def test_nothing_found_and_nothing_to_find() -> None:
    assert figures()["relaxed_f1"] == figures(MAY, wanted=())["relaxed_f1"] == figures(wanted=())["value_f1"] == 0


def test_a_wider_extent_is_relaxed_alone() -> None:
    found = figures(timex(15, 29, "2015-05"), FRIDAY, HOURS)
    assert found["relaxed_f1"] == found["value_f1"] == 100
    assert found["strict_f1"] == pytest.approx(200 / 3)


def test_value_is_the_share_of_the_matched_times_relaxed_f1() -> None:
    found = figures(MAY, timex(40, 46, "2016-05-13"), timex(0, 3, "2016"))
    assert found["relaxed_f1"] == pytest.approx(200 / 3)
    assert found["value_f1"] == pytest.approx(100 / 3)
    assert found["type_f1"] == pytest.approx(200 / 3)


def test_one_long_expression_matches_two_of_the_gold() -> None:
    found = figures(timex(21, 46, "2015-05"), HOURS)
    assert (found["relaxed_precision"], found["relaxed_recall"]) == (100, 100)
    assert found["strict_f1"] == pytest.approx(40)


def test_faults_say_what_and_where() -> None:
    item = TimexItem(id="weir", text=TEXT, timexes=(MAY, FRIDAY))
    faults = compare([(item, [timex(15, 29, "2015", "SET"), timex(0, 3, "2016")])]).faults
    assert [fault.kind for fault in faults] == ["extent", "value", "type", "missed", "invented"]
    assert (faults[0].wanted, faults[0].given) == ("last May = DATE 2015-05", "since last May = SET 2015")
    assert "opens on Friday for" in faults[3].context


def test_the_folder_is_read_without_its_train_files(tmp_path: Path) -> None:
    line = json.dumps({"id": "weir", "published": "2016-05-18", "text": TEXT, "timexes": []})
    (tmp_path / "dev.jsonl").write_text(f"{line}\n\n{line}\n")
    (tmp_path / "train.jsonl").write_text("{broken")
    result = run("timex", tmp_path, _no_reader)
    assert isinstance(result, Result)
    assert (result.task, result.items) == ("timex", 2)
    assert result.to_json()["figures"]["relaxed_precision"] == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "no \\*.jsonl"), ('{"id": "weir"}', "line 1"), ("{", "line 1")],
)
def test_what_is_no_set_is_refused(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / "dev.jsonl").write_text(content)
    with pytest.raises(UsageError, match=message):
        score_timex(tmp_path)


def test_a_malformed_day_of_publication_is_refused(tmp_path: Path) -> None:
    line = json.dumps({"id": "weir", "published": "yesterday", "text": TEXT, "timexes": []})
    (tmp_path / "dev.jsonl").write_text(line)
    with pytest.raises(UsageError, match="weir"):
        score_timex(tmp_path)


def _no_reader() -> None:
    raise AssertionError("the task needs no reader")
