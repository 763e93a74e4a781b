"""Offsets find their words again when the text has lost letters before them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluation._offsets import realign

SENTENCES = (
    "Rebels shelled the port of Zenda on Monday.",
    "Six dock workers died, the mayor said.",
    "Nobody claimed the attack.",
    "Klow closed its border at noon.",
    "The queen spoke to reporters in Strelsau.",
)


def spans(text: str) -> list[tuple[int, int]]:
    """Every word of more than three letters."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        bare = word.strip(".,")
        if len(bare) > 3:
            found.append((at, at + len(bare)))
        at += len(word)
    return found


@given(st.permutations(SENTENCES), st.integers(1, 3))
def test_lost_line_breaks_are_found(order: list[str], lost: int) -> None:
    whole, short = ("\n" * lost).join(order), "".join(order)
    asked = spans(whole)
    moved = realign(short, asked)
    assert [short[slice(*moved[span])] for span in asked] == [whole[slice(*span)] for span in asked]


@given(st.permutations(SENTENCES))
def test_what_fits_stays(order: list[str]) -> None:
    text = " ".join(order)
    assert all(old == new for old, new in realign(text, spans(text)).items())


def test_nothing_to_do() -> None:
    assert realign("", []) == {}
    assert realign("A port.", [(40, 50)]) == {}
