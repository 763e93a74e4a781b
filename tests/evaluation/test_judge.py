"""The scoreboard gives the figures of the scorer that the gold comes with."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.evaluation import read_rows, score_dossiers, to_json

SHARED = Path(__file__).parents[2].parent / "shared"
JUDGE = SHARED / "tools" / "score_dossiers.py"
GOLD = SHARED / "gold" / "dossiers" / "dev"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not JUDGE.is_file(), reason="the gold and its scorer are not next to this checkout"),
]


def perturb(events: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """The events of a coder who forgets, mistakes and invents."""
    kept: list[dict[str, Any]] = []
    for event in events:
        if chance.random() < 0.2:
            continue
        kept.append(perturb_event(event, chance))
        if chance.random() < 0.1:
            kept.append({**kept[-1], "id": event["id"] + "-again"})
    return kept


def perturb_event(event: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """One event with some of these mistakes, each in one of three events."""

    def blur_time(e: dict[str, Any]) -> None:
        if e["when"]:
            e["when"]["edtf"] = e["when"]["edtf"][: chance.choice([4, 7])]

    def open_tolls(e: dict[str, Any]) -> None:
        for toll in (toll for tolls in (e["casualties"] or {}).values() for toll in tolls):
            toll["high"] = None

    def trust_no_one(e: dict[str, Any]) -> None:
        for claim in e["claims"]:
            claim.update(hedge="hedged", sources=claim["sources"][-1:])

    mistakes: list[Callable[[dict[str, Any]], object]] = [
        lambda e: e.update(type="ASSAULT"),
        lambda e: e.update(realis="future", ground="background"),
        lambda e: e.update(where=[{**place, "lat": None, "name": "Elsewhere"} for place in e["where"]]),
        lambda e: e.update(actors=e["targets"], targets=e["actors"]),
        lambda e: e.update(weapon={"kind": "other", "quote": ""}),
        lambda e: e.update(mentions=e["mentions"][1:] or e["mentions"]),
        blur_time,
        open_tolls,
        trust_no_one,
    ]
    changed: dict[str, Any] = json.loads(json.dumps(event))
    for mistake in mistakes:
        if chance.random() < 0.33:
            mistake(changed)
    return changed


def write_rows(path: Path, *, seed: int | None) -> Path:
    """Dossiers made of the gold, as JSON Lines; with a seed they are perturbed and every sixth article is left out."""
    lines: list[str] = []
    for number, coding in enumerate(sorted((GOLD / "ann").glob("*.json"))):
        value = json.loads(coding.read_text("utf8"))
        events = value["events"]
        if seed is not None:
            if number % 6 == 0:
                continue
            events = perturb(events, random.Random(f"{seed} {value['id']}"))
        lines.append(json.dumps({"document": {"id": value["id"]}, "events": events}))
    path.write_text("\n".join(lines), "utf8")
    return path


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_agrees_with_the_judge(tmp_path: Path, seed: int | None) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", seed=seed)
    done = subprocess.run(
        [sys.executable, str(JUDGE), str(GOLD), str(rows), "--json"], check=True, capture_output=True, text=True
    )
    judged = json.loads(done.stdout)
    board = score_dossiers(GOLD, read_rows(rows))
    ours = to_json(board)
    assert ours["items"] == judged["articles"]
    for name, theirs in judged["slots"].items():
        for letter in "prf":
            assert ours["figures"][f"{name.lower()}_{letter}"] == pytest.approx(theirs[letter], abs=0.1), name
    wanted = {name: tally.wanted for name, tally in board.slots.items()}
    assert wanted == {name: row["gold"] for name, row in judged["slots"].items() if name != "TOTAL"}
    if seed is not None:
        assert 20 < ours["figures"]["total_f"] < 90
