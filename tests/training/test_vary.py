"""Names are exchanged one for one and blocks are cut elsewhere; what is taught stays where it is."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from dateline.reading.token import CLS, SEP, TITLE, cut_windows, tokenise
from dateline.training._example import Example
from dateline.training._vary import Variation

if TYPE_CHECKING:
    from dateline.reading.token import Windows

TEXTS = (
    "Rupert met Sapt in Zenda, and Rupert left.",
    "there, rebels shelled Strelsau while Flavia and Michael slept in Strelsau.",
    "Antoinette fled to Hentzau.",
)
NAMES = {"Rupert", "Sapt", "Zenda", "Strelsau", "Flavia", "Michael", "Antoinette", "Hentzau"}


def _tokenizer() -> Tokenizer:
    words = sorted({w.strip(",.").lower() for text in TEXTS for w in text.split()} - {"zenda", "hentzau"})
    pieces = ["[UNK]", *(f"[unused{n}]" for n in range(110)), ",", ".", "zen", "##da", "hent", "##zau", *words]
    made = Tokenizer(models.WordPiece({piece: number for number, piece in enumerate(pieces)}, unk_token="[UNK]"))
    from tokenizers import normalizers  # noqa: PLC0415

    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


TOKENIZER = _tokenizer()


def _example(number: int, times: int = 1) -> Example:
    tokens = tokenise(" ".join([TEXTS[number]] * times), TOKENIZER)
    return Example(name=str(number), tokens=tokens, windows=cut_windows(tokens), coreference=True)


def _read(windows: Windows) -> list[int]:
    return [int(windows.parts[r].ids[b, c]) for r, b, c in zip(windows.row, windows.block, windows.column, strict=True)]


EXAMPLES = [_example(n) for n in range(len(TEXTS))]


def test_only_names_are_exchanged_and_each_for_one_all_through() -> None:
    variation = Variation(EXAMPLES, TOKENIZER, renamed=1.0, recut=0.0)
    assert {len(word) for word in variation.known} == {1, 2}
    names = ("".join(str(TOKENIZER.id_to_token(n)).removeprefix("##") for n in word) for word in variation.known)
    assert set(names) == {name.lower() for name in NAMES}
    changed = False
    for seed in range(30):
        new = np.array(_read(variation.vary(EXAMPLES[1], random.Random(seed)).windows))
        old = EXAMPLES[1].tokens
        common = old.case != TITLE
        assert (new[common] == old.ids[common]).all()
        strelsau = [i for i, (a, b) in enumerate(zip(old.starts, old.ends, strict=True)) if TEXTS[1][a:b] == "Strelsau"]
        assert len(strelsau) == 2
        assert new[strelsau[0]] == new[strelsau[1]]
        changed |= bool((new != old.ids).any())
    assert changed


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2), st.integers(1, 90), st.integers(0, 10**6))
def test_each_token_is_still_read_once_at_its_place(number: int, times: int, seed: int) -> None:
    variation = Variation(EXAMPLES, TOKENIZER, renamed=0.0, recut=1.0)
    example = _example(number, times)
    varied = variation.vary(example, random.Random(seed))
    assert _read(varied.windows) == example.tokens.ids.tolist()
    assert varied.tokens is example.tokens
    for part in varied.windows.parts:
        assert part.ids.shape[1] <= 256
        assert (part.ids[:, 0] == CLS).all()
        assert (part.ids[:, -1] == SEP).all()
