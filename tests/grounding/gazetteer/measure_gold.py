"""Print how well the gazetteer grounds gold places: `python tests/grounding/gazetteer/measure_gold.py [--misses]`.

Not a test: it needs the gold sets next to the repository, and says so where they are missing.
"""

from __future__ import annotations

import importlib.util
import json
import math
import sys
from pathlib import Path
from typing import Any

from dateline.grounding.gazetteer import Gazetteer
from dateline.model import Where

SHARED = Path(__file__).resolve().parents[4] / "shared"


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_dossiers", SHARED / "tools" / "score_dossiers.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure_dossiers(gazetteer: Gazetteer, *, misses: bool) -> tuple[float, float, int]:
    """Mean of the scorer's `same_where` over gold places; the same over those that were grounded; how many."""
    same_where = _scorer().same_where
    total, answered, count = 0.0, 0, 0
    folder = SHARED / "gold" / "dossiers" / "train"
    for path in sorted((folder / "ann").glob("*.json")):
        gold = json.loads(path.read_text("utf8"))
        text = json.loads((folder / "docs" / path.name).read_text("utf8"))["text"]
        items = [w for e in gold["events"] for w in e.get("where") or [] if w["quote"] and w["quote"] in text]
        spans = [(at := text.find(w["quote"]), at + len(w["quote"])) for w in items]
        for want, got in zip(items, gazetteer.ground_places(text, spans), strict=True):
            count += 1
            score = 0.0
            if got:
                answered += 1
                score = same_where(want, {"name": got.name, "country": got.country, "lat": got.lat, "lon": got.lon})
            total += score
            if misses and score < 1:
                found = (got.name, got.country, got.level, got.lat, got.lon) if got else None
                print(
                    score, path.stem, repr(want["quote"]), (want["name"], want["country"], want["level"]), "GOT", found
                )
    return total / count, total / max(1, answered), count


def measure_toponyms(gazetteer: Gazetteer, *, misses: bool) -> tuple[float, float, int]:
    """Share of gold toponyms resolved to the same GeoNames entry or to within 161 km; of all, and of those answered."""
    right, answered, count = 0, 0, 0
    for line in (SHARED / "gold" / "toponyms" / "dev.jsonl").read_text("utf8").splitlines():
        row = json.loads(line)
        names = [t for t in row["toponyms"] if t["lat"] is not None and t["name"][:1].isupper() and _is_place(t)]
        results = gazetteer.ground_places(row["text"], [(t["start"], t["end"]) for t in names])
        for want, got in zip(names, results, strict=True):
            count += 1
            if got is None:
                hit = False
            else:
                answered += 1
                hit = str(got.geonames_id) == str(want["geonames_id"]) or _km(got, want) <= 161
            right += hit
            if misses and not hit:
                found = (got.name, got.country, got.admin1, got.level, got.lat, got.lon) if got else None
                print("MISS", row["id"], want["name"], want["type"], want["lat"], want["lon"], "GOT", found)
    return right / count, right / max(1, answered), count


def _is_place(toponym: dict[str, Any]) -> bool:
    """Whether it stands for a place itself, not for an organisation or building that bears its name."""
    return not (toponym["type"] or "").startswith(("Coercion", "Embedded"))


def _km(got: Where, want: dict[str, Any]) -> float:
    lat, lon = got.lat, got.lon
    if lat is None or lon is None:
        return math.inf
    p, q = math.radians(lat), math.radians(want["lat"])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon - want["lon"]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def main() -> None:
    if not (SHARED / "gold").is_dir():
        print("no gold next to the repository: nothing measured")
        return
    gazetteer, misses = Gazetteer.load(), "--misses" in sys.argv
    if "--toponyms" not in sys.argv:
        mean, given, count = measure_dossiers(gazetteer, misses=misses)
        print(f"dossiers: mean same_where {mean:.3f} over {count} places ({given:.3f} over those answered)")
    if "--dossiers" not in sys.argv:
        share, given, count = measure_toponyms(gazetteer, misses=misses)
        print(f"toponyms: within 161 km {share:.3f} of {count} names ({given:.3f} of those answered)")


if __name__ == "__main__":
    main()
