"""Measures names, countries, sectors and kinds of source on the coded articles of the training part.

Run: python tests/grounding/actors/measure_gold.py [--misses country|sector|name|kind]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from dateline.grounding.actors import build_context, ground_party, source_kind

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "dossiers" / "train"
_WORD = re.compile(r"\w+")
_STOP = {"the", "a", "an", "of", "in", "and", "to", "for", "on", "at", "by", "with", "s"}


def words(name: str) -> set[str]:
    """The words by which the scorer compares two names."""
    return {w for w in _WORD.findall(name.lower()) if w not in _STOP}


def measure() -> tuple[dict[str, tuple[int, int]], dict[str, list[tuple[Any, ...]]], float]:
    """Right and all of each measure, the misses, and the seconds taken by grounding."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    misses: dict[str, list[tuple[Any, ...]]] = {"name": [], "country": [], "sector": [], "kind": []}
    seconds = 0.0
    for path in sorted((GOLD / "ann").glob("*.json")):
        doc = json.loads((GOLD / "docs" / path.name).read_text("utf8"))
        text, published = doc["text"], date.fromisoformat(doc["published"][:10]) if doc.get("published") else None
        begin = time.perf_counter()
        context = build_context(text, published=published)
        seconds += time.perf_counter() - begin
        for event in json.loads(path.read_text("utf8"))["events"]:
            at = min((text.find(m["quote"]) for m in event["mentions"] if m["quote"] in text), default=0)
            for gold in (*event["actors"], *event["targets"]):
                start = _nearest(text, gold["quote"], at)
                if start < 0:
                    continue
                begin = time.perf_counter()
                party = ground_party(text, start, start + len(gold["quote"]), published=published, context=context)
                seconds += time.perf_counter() - begin
                shown = (path.stem, gold["quote"], gold["name"], gold["country"], gold["sector"], "->", party.name,
                         party.actor_id, party.country, party.sector)  # fmt: skip
                for what, good in (
                    ("name", bool(words(gold["name"]) & words(party.name))),
                    ("country", gold["country"] == party.country),
                    ("sector", gold["sector"] == party.sector),
                ):
                    total[what] += 1
                    right[what] += good
                    if not good:
                        misses[what].append(shown)
            parties = {p["name"] for p in (*event["actors"], *event["targets"])}
            for claim in event["claims"]:
                for gold in claim["sources"]:
                    start = _nearest(text, gold["quote"], max(0, text.find(claim["quote"])))
                    if start < 0:
                        continue
                    end = start + len(gold["quote"])
                    begin = time.perf_counter()
                    party = ground_party(text, start, end, published=published, context=context)
                    kind = source_kind(
                        text, start, end, party=party, in_post=False, is_party=gold["name"] in parties, context=context
                    )
                    seconds += time.perf_counter() - begin
                    total["kind"] += 1
                    right["kind"] += kind == gold["kind"]
                    if kind != gold["kind"]:
                        misses["kind"].append((path.stem, gold["quote"], gold["name"], gold["kind"], "->",
                                               kind, party.name, party.actor_id, party.sector))  # fmt: skip
    return {k: (right[k], total[k]) for k in total}, misses, seconds


def _nearest(text: str, quote: str, at: int) -> int:
    """The place of a quote next to `at`, in whole words where there are any; -1 where the text does not have it."""
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text)]
    places = places or [m.start() for m in re.finditer(re.escape(quote), text)]
    return min(places, key=lambda p: abs(p - at), default=-1)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", choices=("name", "country", "sector", "kind"))
    asked = parser.parse_args()
    if not GOLD.is_dir():
        print(f"no coded articles at {GOLD}: nothing is measured")
        return 0
    figures, misses, seconds = measure()
    for what, (right, total) in figures.items():
        print(f"{what:8} {right:5} of {total:5} = {100 * right / total:.1f} %")
    print(f"{seconds:.2f} s")
    for miss in misses[asked.misses] if asked.misses else ():
        print(*miss, sep=" | ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
