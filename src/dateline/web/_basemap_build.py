"""Makes static/data/world.json, the map under the events, from the countries of Natural Earth (public domain).

    npm pack world-atlas@2 i18n-iso-countries@7 && for f in *.tgz; do mkdir -p $f.d && tar xzf $f -C $f.d; done
    python -m dateline.web._basemap_build world-atlas-*.tgz.d/package/countries-50m.json \\
        i18n-iso-countries-*.tgz.d/package/codes.json

Borders that two countries share are kept once and simplified once, so that no gap opens between them.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

OUT: Final = Path(__file__).parent / "static" / "data" / "world.json"
STEPS_PER_DEGREE: Final = 100  # about 1 km: finer than the outlines of the 1:50 million map are
# Smallest triangle, in square degrees, that a point of an outline is kept for: set so that the file stays below 300 kB and
# no corner is seen at the zoom at which a country fills the map.
LEAST_AREA: Final = 0.006
# Islands smaller than this are left out, unless they are all that a country has.
LEAST_ISLAND: Final = 0.03
# The map is cut in the Bering Strait and not at 180 degrees, so that no country is: longitudes go from here to 360 more.
WEST: Final = -169.0
# Lies around the pole, where the projection has no room for it, and reports no events.
_LEFT_OUT: Final = "Antarctica"
# Countries of the map that have no number of ISO 3166-1, by the name that the map gives them.
_UNNUMBERED: Final = {"Kosovo": "XKX"}

Point = tuple[float, float]


def build(atlas: dict[str, Any], codes: list[list[str]]) -> dict[str, Any]:
    """`atlas` is TopoJSON with one object of countries; `codes` rows are alpha-2, alpha-3, number.

    Gives {"steps", "arcs": [[x, y, dx, dy, ...]], "countries": [[alpha-3, name, longitude, latitude, area, [[ring]]]]}: x and y
    are steps of 1/100 degree, a ring lists arcs, ~n for one read backwards; the point is where the name stands.
    Longitudes are from -169 to 191.
    """
    by_number = {int(row[2]): row[1] for row in codes}
    arcs = [_unpack(arc, atlas["transform"]) for arc in atlas["arcs"]]
    thin = [_thin(arc) for arc in arcs]
    used: dict[int, int] = {}
    countries: list[list[Any]] = []
    for shape in atlas["objects"]["countries"]["geometries"]:
        lines: Any = shape.get("arcs") or []
        polygons: list[list[list[int]]] = [lines] if shape.get("type") == "Polygon" else lines
        rings = [(ring, _join(ring, arcs)) for polygon in polygons for ring in polygon[:1]]
        if not rings:
            continue
        name = shape["properties"]["name"]
        if name == _LEFT_OUT:
            continue
        best = max(rings, key=lambda pair: abs(_area(pair[1])))
        kept = [ring for ring, points in rings if abs(_area(points)) >= LEAST_ISLAND or points is best[1]]
        for ring in kept:
            for number in ring:
                used.setdefault(_index(number), len(used))
        lon, lat = _middle(best[1])
        code = by_number.get(int(shape["id"]), "") if shape.get("id") else _UNNUMBERED.get(name, "")
        numbered = [[~used[~n] if n < 0 else used[n] for n in ring] for ring in kept]
        countries.append([code, name, round(lon, 1), round(lat, 1), round(abs(_area(best[1])), 1), numbered])
    ordered = [thin[number] for number in used]
    return {
        "source": "Natural Earth 1:50m, public domain, by way of world-atlas 2 (npm)",
        "steps": STEPS_PER_DEGREE,
        "arcs": [_pack(arc) for arc in ordered],
        "countries": sorted(countries, key=lambda row: (-row[4], row[1])),
    }


def _index(number: int) -> int:
    return ~number if number < 0 else number


def _unpack(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    x = y = 0
    found: list[Point] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        found.append(
            (
                x * transform["scale"][0] + transform["translate"][0],
                y * transform["scale"][1] + transform["translate"][1],
            )
        )
    return _straighten(found)


def _straighten(points: list[Point]) -> list[Point]:
    """Without the jumps at 180 degrees."""
    found = [points[0]]
    for x, y in points[1:]:
        found.append((x - 360 * round((x - found[-1][0]) / 360), y))
    # Just west of the cut are tips of islands that lie east of it.
    shift = 360 if sum(x for x, _ in found) / len(found) < WEST else 0
    return [(x + shift, y) for x, y in found]


def _join(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    found: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found.extend(arc[1:] if found else arc)
    return found


def _thin(points: list[Point]) -> list[Point]:
    """Visvalingam's way: the point whose triangle is smallest goes first; both ends stay, and of a closed line four points."""
    kept = list(points)
    least = 5 if points[0] == points[-1] else 2
    while len(kept) > least:
        areas = [_triangle(*kept[n - 1 : n + 2]) for n in range(1, len(kept) - 1)]
        smallest = min(areas)
        if smallest >= LEAST_AREA:
            break
        # All that are far below go in one pass, never two neighbours: the result is near the exact one, in less time.
        limit, before, passed = max(smallest * 2, LEAST_AREA / 50), False, [kept[0]]
        left = len(kept)
        for n, area in enumerate(areas, start=1):
            if area <= limit and area < LEAST_AREA and not before and left > least:
                before, left = True, left - 1
            else:
                passed.append(kept[n])
                before = False
        kept = [*passed, kept[-1]]
    return kept


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _area(points: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points)) / 2


def _middle(points: list[Point]) -> Point:
    """The point inside a ring that lies farthest from its edge on a coarse grid: where a name stands best."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    best, best_room = (sum(xs) / len(xs), sum(ys) / len(ys)), -1.0
    for column in range(1, 20):
        for row in range(1, 20):
            x = min(xs) + (max(xs) - min(xs)) * column / 20
            y = min(ys) + (max(ys) - min(ys)) * row / 20
            if _is_inside(x, y, points):
                room = min((x - a) ** 2 + (y - b) ** 2 * 2 for a, b in points)
                if room > best_room:
                    best, best_room = (x, y), room
    return best


def _is_inside(x: float, y: float, points: list[Point]) -> bool:
    inside = False
    for (ax, ay), (bx, by) in pairwise(points):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _pack(points: list[Point]) -> list[int]:
    found: list[int] = []
    px = py = 0
    for n, (lon, lat) in enumerate(points):
        x, y = round(lon * STEPS_PER_DEGREE), round(lat * STEPS_PER_DEGREE)
        if n == 0 or (x, y) != (px, py):
            found += [x - px, y - py]
        px, py = x, y
    return found


if __name__ == "__main__":
    made = build(*(json.loads(Path(given).read_text(encoding="utf-8")) for given in sys.argv[1:3]))
    OUT.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    sys.stdout.write(
        f"{OUT}: {OUT.stat().st_size} bytes, {len(made['countries'])} countries, {len(made['arcs'])} lines\n"
    )
