"""Sentences, tokens and windows: every token is read once, where it has the most text around it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from dateline.reading.token import (
    ARTICLE_WINDOWS,
    CLOSE_WINDOWS,
    CLS,
    DIGIT,
    LOWER,
    SEP,
    TITLE,
    UPPER,
    Tokens,
    WindowShape,
    cut_windows,
    split_sentences,
    tokenise,
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    vocabulary = {
        "[UNK]": 0,
        "troops": 1,
        "us": 2,
        "rebels": 3,
        "left": 4,
        "in": 5,
        "2011": 6,
        ".": 7,
        "bagh": 8,
        "##dad": 9,
    }
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def test_letter_case_tells_the_country_from_the_pronoun(tokenizer: Tokenizer) -> None:
    tokens = tokenise("US troops left us in Baghdad in 2011.", tokenizer)
    words = ["US", "troops", "left", "us", "in", "Bagh", "dad", "in", "2011", "."]
    assert [
        ("US troops left us in Baghdad in 2011."[a:b]) for a, b in zip(tokens.starts, tokens.ends, strict=True)
    ] == words
    assert tokens.case.tolist()[:9] == [UPPER, LOWER, LOWER, LOWER, LOWER, TITLE, TITLE, LOWER, DIGIT]


def test_an_empty_text_has_no_tokens(tokenizer: Tokenizer) -> None:
    assert len(tokenise("", tokenizer).ids) == 0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Troops left. Rebels came.", ["Troops left.", "Rebels came."]),
        (
            "Gen. Smith met U.S. envoys on Jan. 3 in Baghdad. They left.",
            ["Gen. Smith met U.S. envoys on Jan. 3 in Baghdad.", "They left."],
        ),
        ("Heading without a stop\n\nThe text begins.", ["Heading without a stop", "The text begins."]),
        ('"We will go." He left.', ['"We will go."', "He left."]),
    ],
)
def test_sentences_end_at_stops_and_line_breaks_not_after_titles(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == sentences


@given(st.text(max_size=300))
def test_sentences_are_ordered_and_cover_all_that_is_no_space(text: str) -> None:
    spans = split_sentences(text)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    outside = "".join(text[b:c] for (_, b), (c, _) in zip(((0, 0), *spans), (*spans, (len(text), 0)), strict=True))
    assert not outside.strip()


def _tokens(count: int) -> Tokens:
    row = np.arange(count, dtype=np.int64)
    return Tokens(ids=row + 1000, case=row % 6, starts=row, ends=row + 1, sentence=row * 0, sentences=((0, count),))


@given(st.integers(min_value=1, max_value=4000), st.sampled_from([ARTICLE_WINDOWS, CLOSE_WINDOWS]))
def test_windows_give_each_token_one_place(count: int, shape: WindowShape) -> None:
    tokens = _tokens(count)
    windows = cut_windows(tokens, shape)
    for number, part in enumerate(windows.parts):
        blocks, width = part.ids.shape
        assert blocks <= shape.blocks
        assert width <= shape.block
        assert (part.ids[:, 0] == CLS).all()
        assert (part.ids[:, -1] == SEP).all()
        assert (part.ids == 0).sum() < blocks  # padding
        here = windows.row == number
        assert (part.ids[windows.block[here], windows.column[here]] == tokens.ids[here]).all()
        assert (part.case[windows.block[here], windows.column[here]] == tokens.case[here]).all()
    assert set(windows.row.tolist()) <= set(range(len(windows.parts)))


@given(st.integers(min_value=1100, max_value=4000), st.sampled_from([(ARTICLE_WINDOWS, 64), (CLOSE_WINDOWS, 126)]))
def test_no_token_is_read_at_an_inner_edge(count: int, case: tuple[WindowShape, int]) -> None:
    shape, least = case
    windows = cut_windows(_tokens(count), shape)
    last = len(windows.parts) - 1
    for number, part in enumerate(windows.parts):
        here = windows.row == number
        at = windows.block[here] * (part.ids.shape[1] - 2) + windows.column[here]
        if number > 0:
            assert (at > least).all()
        if number < last:
            assert (at < shape.room - least).all()
