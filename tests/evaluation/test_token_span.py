"""Spans that count words, among spans that count characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluation import to_characters


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        ("Two men were held in Varna on Friday.", (5, 5), "Varna"),
        ("Two men were held in Varna on Friday.", (21, 26), "Varna"),
        ("A 20-year-old was held in Ruse.", (7, 7), "Ruse"),
        ("The U.N. no-fly zone over Oresund holds.", (7, 7), "Oresund"),
        ("  They met him Monday in Ruse", (6, 6), "Ruse"),
        ("It isn't Sunday's march on Port Anna, they say.", (7, 8), "Port Anna"),
        ("On 10/03/2007 the B-52 crew left Ruse.", (6, 6), "Ruse"),
        ("Its 3,000-strong, 41st unit is in Ruse.", (7, 7), "Ruse"),
    ],
)
def test_numbers_of_words_are_told_from_characters(text: str, span: tuple[int, int], words: str) -> None:
    ((start, end),) = to_characters(text, [span])
    assert text[start:end] == words


def test_what_is_outside_the_text_is_left_out() -> None:
    assert to_characters("A march in Ruse.", [(119, 125), (3, 2)]) == ()


@given(st.text(max_size=60), st.integers(0, 70), st.integers(0, 70))
def test_what_is_given_back_are_characters_of_the_text(text: str, start: int, end: int) -> None:
    for a, b in to_characters(text, [(start, end)]):
        assert 0 <= a < b <= len(text)
