from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluation._coded import CodedClaim, CodedParty, CodedPlace, CodedToll, name_words
from dateline.evaluation._match import (
    day_range,
    pair_fills,
    same_claim,
    same_code,
    same_party,
    same_place,
    same_time,
    same_toll,
)

KISUMU = (-0.09, 34.77)
NAKURU = (-0.30, 36.07)  # 145 km further on


def party(name: str, *spots: tuple[int, int]) -> CodedParty:
    return CodedParty(name=name, words=name_words(name), spots=spots)


def place(name: str, country: str = "", at: tuple[float, float] | None = None) -> CodedPlace:
    lat, lon = at or (None, None)
    return CodedPlace(name=name, words=name_words(name), country=country, lat=lat, lon=lon)


def claim(*sources: str, stance: str = "asserts", hedge: str = "none") -> CodedClaim:
    return CodedClaim(sources=tuple(party(s) for s in sources), stance=stance, hedge=hedge)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("General Ada Obi", {"ada", "obi"}),
        ("the police", {"the", "police"}),  # nothing but titles: they have to do
        ("U.S. forces", {"us"}),
        ("", set()),
    ],
)
def test_name_words(name: str, words: set[str]) -> None:
    assert name_words(name) == words


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2021-05-04", "2021-05-04", "2021-05-04"),
        ("2021-05-04~", "2021-05-04", "2021-05-04"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2021-05/2021-07-02", "2021-05-01", "2021-07-02"),
        ("2021-05-04/..", "2021-05-04", "9999-12-31"),
    ],
)
def test_day_range(edtf: str, first: str, last: str) -> None:
    assert day_range(edtf) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("edtf", ["", "last spring", "2021-02-30", "2021-13", "../2021"])
def test_no_day_range(edtf: str) -> None:
    assert day_range(edtf) is None
    assert same_time(edtf, edtf) == 0.0


@given(st.dates(min_value=date(1000, 1, 1)), st.dates(min_value=date(1000, 1, 1)))
def test_times_are_symmetric(a: date, b: date) -> None:
    assert same_time(str(a), str(b)) == same_time(str(b), str(a)) == float(a == b)


def test_times() -> None:
    assert same_time("2021-05-04", "2021-05") == 0.5
    assert same_time("2021-05-04", "2021-06") == 0.0


def test_parties() -> None:
    assert same_party(party("Ada Obi"), party("President Obi")) == 1.0
    assert same_party(party("the police"), party("the army")) == 1.0  # both keep "the": the judge's own rule
    assert same_party(party("she", (10, 13)), party("Ada Obi", (12, 19))) == 1.0
    assert same_party(party("she", (10, 13)), party("Ada Obi", (13, 19))) == 0.0


def test_places() -> None:
    assert same_place(place("Kisumu", "KEN", KISUMU), place("the lake port", "KEN", KISUMU)) == 1.0
    assert same_place(place("Kisumu", "KEN"), place("Kisumu city", "KEN", KISUMU)) == 1.0
    assert same_place(place("Kisumu", "KEN", KISUMU), place("Nakuru", "KEN", NAKURU)) == 0.5
    assert same_place(place("Kisumu", "KEN"), place("Kisumu", "UGA")) == 0.5
    assert same_place(place("Kisumu"), place("Nakuru")) == 0.0


@pytest.mark.parametrize(
    ("a", "b", "score"),
    [
        (("killed", 4, 4), ("killed", 4, 4), 1.0),
        (("killed", 4, None), ("killed", 6, 6), 0.5),
        (("killed", 4, 4), ("killed", 6, 6), 0.0),
        (("killed", None, 3), ("killed", 4, None), 0.0),
        (("killed", 4, 4), ("injured", 4, 4), 0.0),
    ],
)
def test_tolls(a: tuple[str, int, int], b: tuple[str, int, int], score: float) -> None:
    one, other = (CodedToll(kind=kind, low=low, high=high) for kind, low, high in (a, b))
    assert same_toll(one, other) == same_toll(other, one) == score


def test_claims() -> None:
    assert same_claim(claim("Ada Obi"), claim("Ada Obi", "Radio Lake")) == 1.0
    assert same_claim(claim("Ada Obi"), claim("Ada Obi", stance="denies", hedge="hedged")) == 0.5
    assert same_claim(claim(), claim()) == 1.0
    assert same_claim(claim(), claim("Ada Obi")) == 0.0
    assert same_claim(claim("Radio Hill"), claim("Ada Obi")) == 0.0


@given(st.lists(st.sampled_from("abcd"), max_size=6), st.lists(st.sampled_from("abcd"), max_size=6))
def test_fills_pair_once(wanted: list[str], given_: list[str]) -> None:
    right, left = pair_fills(wanted, given_, same_code)
    assert right + len(left) == len(wanted)
    assert right <= min(len(wanted), len(given_))
    assert right == sum(min(wanted.count(x), given_.count(x)) for x in "abcd")
