"""How often the bounds read from a gold quote are the gold's: run as a script, says so where the gold is missing."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from dateline.grounding.figures import find_figures, read_figure

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "dossiers" / "train"
UNBOUNDED = 10**12


def main(*, verbose: bool) -> None:
    if not GOLD.is_dir():
        print(f"skipped: there is no gold at {GOLD}")
        return
    total = exact = overlapping = silent = 0
    find_figures("A first call reads the tables.")
    spent, articles = 0.0, 0
    for path in sorted((GOLD / "ann").glob("*.json")):
        text = json.loads((GOLD / "docs" / path.name).read_text(encoding="utf-8"))["text"]
        begun = time.perf_counter()
        find_figures(text)
        spent, articles = spent + time.perf_counter() - begun, articles + 1
        for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
            for kind, figures in (event.get("casualties") or {}).items():
                for gold in figures:
                    start = text.find(gold["quote"])
                    if start < 0:
                        continue
                    total += 1
                    figure = read_figure(text, start, start + len(gold["quote"]), kind=kind)
                    wanted = (gold.get("low"), gold.get("high"))
                    read = None if figure is None else (figure.low, figure.high)
                    if read is None:
                        silent += 1
                    elif read == wanted:
                        exact += 1
                    if read is not None and _overlap(read, wanted):
                        overlapping += 1
                    if verbose and read != wanted:
                        print(kind, wanted, read, gold["quote"], sep=" | ")
    print(f"{total} figures: exact {exact / total:.1%}, overlapping {overlapping / total:.1%}, not read {silent}")
    print(f"find_figures: {1000 * spent / articles:.2f} ms an article")


def _overlap(a: tuple[int | None, int | None], b: tuple[int | None, int | None]) -> bool:
    low = max(a[0] or 0, b[0] or 0)
    high = min(UNBOUNDED if x[1] is None else x[1] for x in (a, b))
    return low <= high


if __name__ == "__main__":
    main(verbose="-v" in sys.argv)
