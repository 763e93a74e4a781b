"""Counts of the hurt in single sentences, of our own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.linking._count import read_counts

CASES = [
    ("The fire killed four people.", [("killed", 4, 4)]),
    ("At least 12 people were killed and 30 wounded.", [("killed", 12, None), ("injured", 30, None)]),
    ("Up to 37 passengers died.", [("killed", None, 37)]),
    ("The blast killed 9 people, including three children, and injured more than 100 others.",
     [("killed", 9, 9), ("injured", 100, None)]),
    ("Two women, a boy and four men were injured.", [("injured", 7, 7)]),
    ("Seven miners were hurt, one critically.", [("injured", 7, 7), ("critical", 1, 1)]),
    ("Three of the five were fighting for their lives.", [("critical", 3, 3)]),
    ("Nine passengers were taken to hospital.", [("hospitalised", 9, 9)]),
    ("No one was hurt.", [("injured", 0, 0)]),
    ("There were no deaths.", [("killed", 0, 0)]),
    ("There have been injuries.", [("injured", 2, None)]),
    ("Dozens of villagers were wounded.", [("injured", 24, 99)]),
    ("Nearly 200 people were injured.", [("injured", 180, 220)]),
    ("Twenty-one sailors drowned and 1,200 people were displaced.", [("displaced", 1200, 1200)]),
    ("Three others were killed.", []),  # an addition, not a toll
    ("Two more of the wounded have died.", []),
    ("More than 2,000 people have been killed since the revolt began.", []),  # a sum over months
    ("Since 2003 two engineers have been killed there.", []),
    ("Five people wounded in the attack have recovered.", []),  # a part of the hurt who are better
    ("The town has 4,000 people.", []),
    ("He was hurt in 1999.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_counts(text: str, wanted: list[tuple[str, int | None, int | None]]) -> None:
    assert [(c.kind, c.low, c.high) for c in read_counts(text)] == wanted


def test_those_to_whom_it_did_not_happen_are_marked() -> None:
    (count,) = read_counts("The other six miners - two of them foremen - are not in critical condition.")
    assert (count.kind, count.low, count.negated, count.rest) == ("critical", 6, True, True)


WORDS = (
    "five 12 1,200 at least people were killed and wounded , . - no the other of dozens women a girl critical".split()
)


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_bounds_are_in_order_and_places_in_the_text(text: str) -> None:
    for count in read_counts(text):
        assert 0 <= count.start < count.end <= len(text)
        assert count.low is None or count.high is None or count.low <= count.high
