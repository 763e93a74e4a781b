"""Sentences put plainly, in words of our own."""

from __future__ import annotations

import pytest

from dateline.linking._plain import put_plainly


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        ("Two bakers were shot.", "Two bakers were shot."),
        ("A 23-year-old man was hurt.", "A man was hurt."),
        ("A 23-year-old was hurt.", "A person was hurt."),
        ("Two 16-year-olds were hurt.", "Two persons were hurt."),
        ("He was 23 years old and unhurt.", "He was a person and unhurt."),
        ("Two men and a woman were shot.", "3 people were shot."),
        ("A 9-year-old boy and a 30-year-old woman were hit.", "2 people were hit."),
        ("Five people, including a 3-year-old girl, were shot.", "Five people were shot."),
        ("Ann Orley, 61, and Bert Orley, 64 were found dead.", "Ann Orley and Bert Orley were found dead."),
        ("A man shot two women.", "A man shot two women."),
    ],
)
def test_people_become_counts(sentence: str, plain: str) -> None:
    assert put_plainly(sentence) == plain


def test_a_plain_sentence_stays_as_it_is() -> None:
    plain = put_plainly("Two men and a woman were shot, police in Orley said.")
    assert put_plainly(plain) == plain
