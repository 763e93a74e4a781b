"""The same words found again, though edited; the same facts in other words are not."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.linking import likeness, passages, shared_passages
from dateline.linking._clause import sentences_of, split_sentences
from dateline.linking._passage import shared_run

WIRE = (
    "A cargo ship ran aground off the coast of Chiloe on Friday after its engines failed in heavy seas, the navy said. "
    "Nobody was hurt."
)
EDITED = (
    "QUELLON - A cargo ship ran aground off the coast of Chiloe late on Friday after its engines failed in heavy seas, "
    "the navy said."
)
RETOLD = (
    "The navy reported that engine trouble drove a freighter onto rocks near Chiloe in a storm at the end of the week."
)


def test_an_edited_passage_is_known_again_and_a_retold_one_is_not() -> None:
    assert len(shared_passages(WIRE, EDITED)) == 1
    assert not shared_passages(WIRE, RETOLD)


def test_short_sentences_are_no_passages() -> None:
    assert [WIRE[p.start : p.end].rsplit(maxsplit=1)[-1] for p in passages(WIRE)] == ["said."]


def test_the_longest_run_of_words() -> None:
    assert shared_run("They came in boats, at night.", "Witnesses say they came in boats by day") == (
        "they",
        "came",
        "in",
        "boats",
    )
    assert shared_run("one", "two") == ()


def test_sentences_end_where_pages_are_glued_and_not_at_abbreviations() -> None:
    text = "Police closed the road.The mayor, Mr. Tan, spoke at 5 p.m. on Monday. “Stay home.” U.S. officials agreed."
    assert [text[s:e] for s, e in split_sentences(text)] == [
        "Police closed the road.", "The mayor, Mr. Tan, spoke at 5 p.m. on Monday.", "“Stay home.”", "U.S. officials agreed.",
    ]  # fmt: skip
    assert [text[s:e] for s, e in sentences_of(text, 0, 26)] == ["Police closed the road."]


@given(st.text(max_size=300))
def test_sentences_cover_all_words_in_order(text: str) -> None:
    spans = split_sentences(text)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(
    st.lists(
        st.sampled_from("ship ran aground off coast navy said engines failed storm".split()), min_size=8, max_size=30
    )
)
def test_a_passage_is_like_itself(words: list[str]) -> None:
    (passage,) = passages(" ".join(words))
    assert likeness(passage, passage) == 1.0
