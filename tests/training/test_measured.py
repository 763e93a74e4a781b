"""One item in five of the sets without a part for training is left to be measured."""

from __future__ import annotations

import json
from pathlib import Path

from dateline.training._measured import MEASURED_SETS, is_measured, write_measured


def test_a_fifth_is_written_as_it_was(tmp_path: Path) -> None:
    for name in MEASURED_SETS:
        (tmp_path / name).mkdir()
        lines = [json.dumps({"id": n, "text": f"{name} {n}"}) + "\n" for n in range(500)]
        (tmp_path / name / "dev.jsonl").write_text("".join(lines), "utf8")
    counts = write_measured(tmp_path, tmp_path / "out")
    for name in MEASURED_SETS:
        rows = [
            json.loads(line) for line in (tmp_path / "out" / name / "measured.jsonl").read_text("utf8").splitlines()
        ]
        assert len(rows) == counts[name] and 60 < counts[name] < 140
        assert all(is_measured(str(row["id"])) for row in rows)
