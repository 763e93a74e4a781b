"""draw_map: the places of events over coasts and borders, each disc as large as what is not known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Any, Final

from dateline.exports.report._markup import Markup, el, join

if TYPE_CHECKING:
    from dateline.model import Where

WIDTH: Final = 880
LEAST_SPAN: Final = 7.0  # degrees: a map of one town shows where in its country it is
MARGIN: Final = 0.35  # of the span, on each side
RATIOS: Final = (0.42, 0.8)  # height to width: flatter or taller does not fit a page
KM_PER_DEGREE: Final = 111.2
_COARSE: Final = ("country", "region", "sea")
_LEAST_RADIUS: Final = 4.0  # pixels of a disc that is too small to see
_MOST_LABELS: Final = 8
LEAST_LABELLED: Final = 0.03  # of the map: a smaller piece of a country has no room for its name
LEAST_APART: Final = 16.0  # pixels between two numbers that can be told apart
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """Land: of each country its name and its closed outlines, in degrees (longitude, latitude)."""

    countries: tuple[tuple[str, tuple[tuple[Point, ...], ...]], ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An event and where it happened; `number` is its number in the report."""

    number: int
    title: str
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    def x(self, lon: float) -> float:
        return (lon - self.west) / (self.east - self.west) * self.width

    def y(self, lat: float) -> float:
        return (self.north - lat) / (self.north - self.south) * self.height

    @property
    def km(self) -> float:
        """Pixels of a kilometre."""
        return self.height / ((self.north - self.south) * KM_PER_DEGREE)


def read_base(data: dict[str, Any]) -> Base:
    """The base map from the arcs that the workbench's pages draw: shared borders stand once, with steps of one hundredth."""
    steps: float = data["steps"]
    arcs: list[list[Point]] = []
    for arc in data["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in zip(arc[::2], arc[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / steps, y / steps))
        arcs.append(points)
    countries: list[tuple[str, tuple[tuple[Point, ...], ...]]] = []
    for country in data["countries"]:
        name: str = country[1]
        outlines: list[list[int]] = country[5]
        rings = (tuple(point for n in ring for point in (arcs[n] if n >= 0 else arcs[~n][::-1])) for ring in outlines)
        countries.append((name, tuple(rings)))
    return Base(countries=tuple(countries), source=str(data.get("source", "")))


def is_placed(where: Where | None) -> bool:
    """Whether a place may be drawn: a country's middle is no place."""
    return where is not None and where.lat is not None and where.lon is not None and where.level not in _COARSE


def draw_map(placed: Sequence[Placed], base: Base) -> Markup:
    """The map as SVG; "" where no event has a place that can be drawn."""
    if not placed:
        return Markup("")
    frame = _fit([_point(one.where) for one in placed], [one.where.radius_km or 0.0 for one in placed])
    land = [(name, _cut(ring, frame)) for name, rings in base.countries for ring in rings if _touches(ring, frame)]
    svg = el(
        "svg",
        el("rect", class_="water", width=frame.width, height=frame.height),
        el("path", class_="land", d=" ".join(_trace(ring) for _, ring in land), fill_rule="evenodd"),
        _labels(land, frame),
        [_draw_place(group, frame) for group in _gather(placed, frame)],
        _scale(frame),
        viewBox=f"0 0 {frame.width:.0f} {frame.height:.0f}",
        role="group",
        aria_label=f"Where {len(placed)} of the events happened",
        class_="map",
    )
    return svg


def _point(where: Where) -> Point:
    assert where.lat is not None and where.lon is not None
    return where.lon, where.lat


def _fit(points: Sequence[Point], radii: Sequence[float]) -> _Frame:
    """A frame around all places with their discs, not too flat and not too tall."""
    grown = [(lon, lat, km / KM_PER_DEGREE) for (lon, lat), km in zip(points, radii, strict=True)]
    middle = sum(lat for _, lat, _ in grown) / len(grown)
    narrow = max(0.2, cos(radians(middle)))
    west, east = min(x - r / narrow for x, _, r in grown), max(x + r / narrow for x, _, r in grown)
    south, north = min(y - r for _, y, r in grown), max(y + r for _, y, r in grown)
    wide = max((east - west) * narrow, LEAST_SPAN) * (1 + 2 * MARGIN)
    tall = max(north - south, LEAST_SPAN * RATIOS[0]) * (1 + 2 * MARGIN)
    ratio = min(max(tall / wide, RATIOS[0]), RATIOS[1])
    wide = max(wide, tall / ratio)
    tall = wide * ratio
    x, y = (west + east) / 2, (south + north) / 2
    return _Frame(
        west=x - wide / narrow / 2,
        east=x + wide / narrow / 2,
        south=max(-89.9, y - tall / 2),
        north=min(89.9, y + tall / 2),
        width=WIDTH,
        height=round(WIDTH * ratio),
    )


def _touches(ring: Sequence[Point], frame: _Frame) -> bool:
    return (
        min(x for x, _ in ring) <= frame.east
        and max(x for x, _ in ring) >= frame.west
        and min(y for _, y in ring) <= frame.north
        and max(y for _, y in ring) >= frame.south
    )


def _cut(ring: Sequence[Point], frame: _Frame) -> list[Point]:
    """The ring in pixels, cut to the frame and a little more, so that the cut itself is not seen."""
    dx, dy = (frame.east - frame.west) * 0.05, (frame.north - frame.south) * 0.05
    bounds = (frame.west - dx, frame.south - dy, frame.east + dx, frame.north + dy)
    return [(frame.x(x), frame.y(y)) for x, y in cut_ring(ring, bounds)]


def _trace(points: Sequence[Point]) -> str:
    shown = list(dict.fromkeys(f"{x:.1f} {y:.1f}" for x, y in points))
    return f"M{'L'.join(shown)}z" if len(shown) > 2 else ""


def cut_ring(ring: Iterable[Point], bounds: tuple[float, float, float, float]) -> list[Point]:
    """The part of a closed outline inside west, south, east, north (Sutherland and Hodgman, CACM 17(1), 1974)."""
    west, south, east, north = bounds
    points = list(ring)
    for axis, edge, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        kept: list[Point] = []
        for now, after in zip(points, [*points[1:], *points[:1]], strict=True):
            inside, next_inside = sign * (now[axis] - edge) >= 0, sign * (after[axis] - edge) >= 0
            if inside:
                kept.append(now)
            if inside != next_inside:
                share = (edge - now[axis]) / (after[axis] - now[axis])
                kept.append((now[0] + share * (after[0] - now[0]), now[1] + share * (after[1] - now[1])))
        points = kept
    return points


def _labels(land: Sequence[tuple[str, Sequence[Point]]], frame: _Frame) -> list[Markup]:
    """Names of the countries that fill most of the map, each in the middle of what is seen of it."""
    middles = [(*_middle(ring), name) for name, ring in land]
    largest = sorted((m for m in middles if m[0] >= LEAST_LABELLED * frame.width * frame.height), reverse=True)
    return [
        el("text", name, class_="country", x=x, y=y, text_anchor="middle") for _, x, y, name in largest[:_MOST_LABELS]
    ]


def _middle(ring: Sequence[Point]) -> tuple[float, float, float]:
    """The area of an outline and its centroid; (0, 0, 0) for none."""
    twice = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        cross = ax * by - bx * ay
        twice, x, y = twice + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return (abs(twice) / 2, x / (3 * twice), y / (3 * twice)) if twice else (0.0, 0.0, 0.0)


def _gather(placed: Sequence[Placed], frame: _Frame) -> Iterator[list[Placed]]:
    """Events whose numbers would lie on each other together, the largest disc first, so that it lies below."""
    groups: list[list[Placed]] = []
    for one in placed:
        x, y = _on(one, frame)
        near = next((g for g in groups if hypot(_on(g[0], frame)[0] - x, _on(g[0], frame)[1] - y) < LEAST_APART), None)
        if near is None:
            groups.append([one])
        else:
            near.append(one)
    yield from sorted(groups, key=lambda group: -max(one.where.radius_km or 0.0 for one in group))


def _on(one: Placed, frame: _Frame) -> Point:
    lon, lat = _point(one.where)
    return frame.x(lon), frame.y(lat)


def _draw_place(group: Sequence[Placed], frame: _Frame) -> Markup:
    """A disc for each event, and one label with the numbers of all."""
    numbers = ", ".join(str(one.number) for one in group[:4]) + (" …" if len(group) > 4 else "")
    x, y = _on(group[0], frame)
    return join(
        [_draw_disc(one, frame) for one in sorted(group, key=lambda one: -(one.where.radius_km or 0.0))],
        el("text", numbers, class_="number", x=x + 8, y=y - 6),
    )


def _draw_disc(one: Placed, frame: _Frame) -> Markup:
    x, y = _on(one, frame)
    km = one.where.radius_km
    within = f"to within {km:,.0f} km" if km is not None else "how exactly is not known"
    return el(
        "a",
        el("title", f"{one.number}. {one.title} ({one.where.name}, {within})"),
        el("circle", class_="disc", cx=x, cy=y, r=max(_LEAST_RADIUS, (km or 0.0) * frame.km)),
        el("circle", class_="dot", cx=x, cy=y, r=3),
        href=f"#event-{one.number}",
    )


def _scale(frame: _Frame) -> Markup:
    km = next((k for k in (1000, 500, 200, 100, 50, 20, 10, 5, 2) if k * frame.km <= frame.width / 4), 1)
    y, long = frame.height - 14, km * frame.km
    return join(
        el("line", class_="scale", x1=14, x2=14 + long, y1=y, y2=y),
        el("text", f"{km:,} km", class_="country", x=14, y=y - 6),
    )
