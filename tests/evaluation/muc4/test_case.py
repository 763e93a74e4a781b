"""Small letters for texts in capitals, with words of our own."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluation.muc4._case import Words, restore_case

WORDS = Words.load()


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Tarma was kidnapped on Friday.",
        "President Quispe said that the attack was a mistake. He did not name anyone.",
        "The Movement of Free Bakers [MFB] took the town. The MFB has denied it.",
        "They left San Marcos for El Carmen on 3 March.",
    ],
)
def test_case_is_restored(text: str) -> None:
    assert restore_case(text.upper(), WORDS) == text


def test_forms_of_common_words_are_common() -> None:
    words = Words(MappingProxyType({"bake": 0.0, "smith": 0.9, "zebra": 0.0}))
    assert [words.is_common(word) for word in ("baking", "zebras", "smith", "quispe")] == [True, True, False, False]


@given(st.text(alphabet="ABC DEF.GH'[]-\n19", max_size=80))
def test_letters_stay_where_they_are(text: str) -> None:
    found = restore_case(text, WORDS)
    assert (len(found), found.upper()) == (len(text), text)
