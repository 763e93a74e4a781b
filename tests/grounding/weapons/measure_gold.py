"""How often the kind read from a gold weapon quote is the gold's: run as a script, says so where gold is missing."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from dateline.grounding.weapons import find_weapons, read_weapon

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "dossiers" / "train"


def main(*, verbose: bool) -> None:
    if not GOLD.is_dir():
        print(f"skipped: there is no gold at {GOLD}")
        return
    total = right = silent = found = 0
    find_weapons("A first call reads the tables.")
    spent, articles = 0.0, 0
    for path in sorted((GOLD / "ann").glob("*.json")):
        text = json.loads((GOLD / "docs" / path.name).read_text(encoding="utf-8"))["text"]
        begun = time.perf_counter()
        stretches = find_weapons(text)
        spent, articles = spent + time.perf_counter() - begun, articles + 1
        for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
            gold = event.get("weapon")
            start = text.find(gold["quote"]) if gold and gold["quote"] else -1
            if start < 0:
                continue
            end = start + len(gold["quote"])
            weapon = read_weapon(text, start, end)
            total += 1
            right += weapon is not None and weapon.kind == gold["kind"]
            silent += weapon is None
            found += any(a < end and start < b for a, b in stretches)
            if verbose and (weapon is None or weapon.kind != gold["kind"]):
                print(gold["kind"], weapon and weapon.kind, gold["quote"], sep=" | ")
    print(f"{total} weapons: right kind {right / total:.1%}, not read {silent}, found {found / total:.1%}")
    print(f"find_weapons: {1000 * spent / articles:.2f} ms an article")


if __name__ == "__main__":
    main(verbose="-v" in sys.argv)
