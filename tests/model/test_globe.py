"""Distance on the globe."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import EARTH_KM, distance_km


@dataclass(frozen=True)
class Spot:
    lat: float | None
    lon: float | None


SPOTS = st.builds(Spot, st.floats(-90, 90), st.floats(-180, 180))


@given(SPOTS, SPOTS)
def test_it_is_a_distance_on_a_sphere(here: Spot, there: Spot) -> None:
    apart = distance_km(here, there)
    assert apart is not None
    assert 0 <= apart <= EARTH_KM * 1.5708
    assert apart == pytest.approx(distance_km(there, here), abs=1e-6)


def test_known_distances() -> None:
    # Paris to London, by published great-circle tables 344 km; a degree of a meridian is 111.2 km.
    assert distance_km(Spot(48.8566, 2.3522), Spot(51.5074, -0.1278)) == pytest.approx(344, abs=1)
    assert distance_km(Spot(0, 10), Spot(1, 10)) == pytest.approx(111.2, abs=0.1)
    assert distance_km(Spot(0, 179.5), Spot(0, -179.5)) == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize("spot", [Spot(None, 3.0), Spot(3.0, None), Spot(None, None)])
def test_what_has_no_point_has_no_distance(spot: Spot) -> None:
    assert distance_km(spot, Spot(0, 0)) is None
    assert distance_km(Spot(0, 0), spot) is None
