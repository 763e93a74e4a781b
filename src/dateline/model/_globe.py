"""Distance on the globe."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final, Protocol

EARTH_KM: Final = 12742.0  # the mean diameter


class Point(Protocol):
    """What has a place on the globe: WGS84 degrees, None where it is not known."""

    @property
    def lat(self) -> float | None: ...

    @property
    def lon(self) -> float | None: ...


def distance_km(a: Point, b: Point) -> float | None:
    """Great-circle distance by the haversine; None where a coordinate is unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p, q = radians(a.lat), radians(b.lat)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.lon - a.lon) / 2) ** 2
    return EARTH_KM * asin(min(1.0, sqrt(h)))
