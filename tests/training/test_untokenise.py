"""Words given one by one become text as a newspaper prints it, and none is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.training._untokenise import untokenise


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("The mayor ' s car was hit .", "The mayor's car was hit."),
        ("“ We don ’ t know , ” he said", "“We don’t know,” he said"),
        ('He said : " Go home " ( at once ) .', 'He said: "Go home" (at once).'),
        (
            "a U . N . post , 1 , 200 men and 3 , or 4 . 5 km at 10 : 30",
            "a U.N. post, 1,200 men and 3, or 4.5 km at 10:30",
        ),
        ("the closed - circuit film - shown twice - and $ 5", "the closed-circuit film-shown twice-and $5"),
        ("dashes -- like these -- keep their space", "dashes -- like these -- keep their space"),
    ],
)
def test_text_is_printed_as_usual(tokens: str, text: str) -> None:
    assert untokenise(tokens.split(" ")) == text


@given(st.lists(st.sampled_from(["a", "B", "12", "300", ".", ",", "'", "s", "-", '"', "(", ")", "$"]), max_size=30))
def test_no_token_is_lost(tokens: list[str]) -> None:
    assert untokenise(tokens).replace(" ", "") == "".join(tokens)
