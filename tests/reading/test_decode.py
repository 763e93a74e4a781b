"""Tag probabilities become spans that never cut a word and never overlap."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading._decode import decode_spans, joined_rows, widen_to_words
from dateline.reading.token import Tokens


def test_a_begin_opens_a_new_span_inside_a_run() -> None:
    begin = np.asarray([0.9, 0.1, 0.8, 0.0, 0.0], dtype=np.float32)
    inside = np.asarray([0.0, 0.8, 0.1, 0.1, 0.7], dtype=np.float32)
    assert decode_spans(begin, inside, 0.5) == [(0, 2), (2, 3), (4, 5)]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=40))
def test_spans_are_ordered_and_apart(rows: list[tuple[float, float]]) -> None:
    begin = np.asarray([a / 2 for a, _ in rows], dtype=np.float32)
    inside = np.asarray([b / 2 for _, b in rows], dtype=np.float32)
    spans = decode_spans(begin, inside, 0.4)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


def test_a_word_in_pieces_is_taken_whole() -> None:
    # "bagh" + "dad" are one word; "left" stands apart.
    tokens = Tokens(
        ids=np.asarray([8, 9, 4]), case=np.asarray([2, 2, 1]), starts=np.asarray([0, 4, 8]), ends=np.asarray([4, 7, 12]),
        sentence=np.zeros(3, dtype=np.int64), sentences=((0, 12),),
    )  # fmt: skip
    assert widen_to_words([(1, 2)], joined_rows(tokens).tolist()) == [(0, 2)]
    assert widen_to_words([(0, 1), (1, 3)], joined_rows(tokens).tolist()) == [(0, 3)]
