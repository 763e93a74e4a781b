"""Loose words at the ends of a span are no part of a phrase."""

from __future__ import annotations

import re

import numpy as np
import pytest

from dateline.reading._trim import trim_spans
from dateline.reading.token import Tokens


def _tokens(text: str) -> Tokens:
    found = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    zeros = np.zeros(len(found), dtype=np.int64)
    starts, ends = np.asarray([a for a, _ in found]), np.asarray([b for _, b in found])
    return Tokens(ids=zeros, case=zeros, starts=starts, ends=ends, sentence=zeros, sentences=((0, len(text)),))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the embassy in", ["the embassy"]),
        (", General Vahl including", ["General Vahl"]),
        ("Reports citing local sources state", ["Reports", "local sources"]),
        ("police", ["police"]),
        ("- in", []),
    ],
)
def test_trimming(text: str, kept: list[str]) -> None:
    tokens = _tokens(text)
    spans = trim_spans([(0, len(tokens.ids))], text, tokens, [False] * len(tokens.ids))
    assert [text[tokens.starts[a] : tokens.ends[b - 1]] for a, b in spans] == kept
