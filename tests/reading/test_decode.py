"""Tag probabilities become spans that never cut a word and never overlap."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading._decode import decode_spans, joined_rows, likeliest_spans, widen_to_words
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


def _cost(tags: np.ndarray, row: tuple[int, ...], begin: float, outside: float) -> float:
    """What a row of tags (0, 1, 2 for O, B, I) sums up to; none that begins a span with I."""
    if any(state == 2 and (number == 0 or row[number - 1] == 0) for number, state in enumerate(row)):
        return -np.inf
    return sum(float(np.log(tags[n, state])) - (outside, begin, 0.0)[state] for n, state in enumerate(row))


@given(
    st.lists(st.tuples(*[st.floats(0.01, 1.0)] * 3), min_size=1, max_size=6),
    st.floats(0, 2),
    st.floats(-1, 1),
)
def test_no_row_of_tags_is_likelier_than_the_one_that_is_taken(rows: list, begin: float, outside: float) -> None:
    raw = np.asarray(rows, dtype=np.float32)
    tags = raw / raw.sum(axis=1, keepdims=True)
    spans = likeliest_spans(tags, begin=begin, outside=outside)
    taken = [0] * len(tags)
    for a, b in spans:
        assert 0 <= a < b <= len(tags)
        taken[a:b] = [1] + [2] * (b - a - 1)
    best = max(_cost(tags, row, begin, outside) for row in itertools.product(range(3), repeat=len(tags)))
    assert np.isclose(_cost(tags, tuple(taken), begin, outside), best, atol=1e-6)


def test_one_doubtful_token_does_not_part_a_span() -> None:
    tags = np.asarray([[0.1, 0.8, 0.1], [0.55, 0.05, 0.4], [0.2, 0.1, 0.7]], dtype=np.float32)
    assert decode_spans(tags[:, 1], tags[:, 2], 0.5) == [(0, 1), (2, 3)]
    assert likeliest_spans(tags, begin=0.5) == [(0, 3)]


def test_no_token_no_span() -> None:
    assert likeliest_spans(np.zeros((0, 3), np.float32)) == []
