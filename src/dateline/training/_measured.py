"""What is never trained on of the public sets that come without a part for training."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

MEASURED_SETS: Final = ("plover-types", "event-places")
MEASURED_EVERY: Final = 5


def is_measured(name: str) -> bool:
    """Whether an item is left to be measured: one in five, by its name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % MEASURED_EVERY == 0


def write_measured(gold: Path, out: Path) -> dict[str, int]:
    """Writes those items into `out/SET/measured.jsonl`, for `dateline score SET out/SET`; how many of each there are."""
    counts: dict[str, int] = {}
    for name in MEASURED_SETS:
        lines = (gold / name / "dev.jsonl").read_text("utf8").splitlines(keepends=True)
        kept = [line for line in lines if line.strip() and is_measured(str(json.loads(line)["id"]))]
        (out / name).mkdir(parents=True, exist_ok=True)
        (out / name / "measured.jsonl").write_text("".join(kept), "utf8")
        counts[name] = len(kept)
    return counts
