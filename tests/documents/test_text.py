"""Normalising: safe for clean texts, idempotent, and never the maker of a text that cannot be written."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.documents import from_text, normalise
from dateline.errors import NotText

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dossiers"
ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=200)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\ufeffRain fell.", "Rain fell."),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("a\tb\x00c\x1fd\x7fe\x85f", "a b c d e f"),
        ("ten\u00a0men,\u2009two\u3000cars", "ten men, two cars"),
        ("two  blanks   stay", "two  blanks   stay"),
        ("line\u2028break\u2029here", "line\nbreak\nhere"),
        ("Bagh\u00addad\u200b and \u202eback\u202c", "Baghdad and back"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("\u0645\u06cc\u200c\u0631\u0648\u062f", "\u0645\u06cc\u200c\u0631\u0648\u062f"),
    ],
)
def test_normalise(raw: str, clean: str) -> None:
    assert normalise(raw) == clean


@given(ANY_TEXT)
def test_normalise_is_idempotent_and_can_be_written(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")
    assert "\r" not in once


@given(ANY_TEXT)
def test_the_text_of_a_document_is_a_fixed_point(raw: str) -> None:
    try:
        doc = from_text(raw)
    except NotText:
        return
    assert from_text(doc.text) == doc
    last = 0
    for segment in doc.segments:
        assert last <= segment.start < segment.end <= len(doc.text)
        last = segment.end


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold texts are not on this machine")
def test_gold_texts_keep_their_offsets() -> None:
    paths = sorted(GOLD.glob("*/docs/*.json"))
    assert paths
    for path in paths:
        text = json.loads(path.read_text(encoding="utf-8"))["text"]
        clean = normalise(text)
        assert len(clean) == len(text), path.name
        assert all(a == b or (b == " " and a.isspace()) for a, b in zip(text, clean, strict=True)), path.name
