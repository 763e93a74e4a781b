"""An excerpt keeps of a coding what stands in it, and no more."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline.training._corpus import read_text
from dateline.training._excerpt import cut_excerpt

CORPUS = Path(__file__).parents[2] / "corpus"
TEXTS = [read_text(path) for path in sorted(CORPUS.glob("breaking/*.yaml"))[:4]]


def _quotes(event: dict[str, Any]) -> list[str]:
    tolls = [figure for figures in (event["casualties"] or {}).values() for figure in figures]
    items = [*event["mentions"], *event["where"], *event["actors"], *event["targets"], *event["claims"], *tolls]
    items += [source for claim in event["claims"] for source in claim["sources"]]
    items += [value for value in (event["when"], event["weapon"]) if value]
    return [item["quote"] for item in items]


@given(st.integers(0, len(TEXTS) - 1), st.integers(0, 2**31))
def test_all_that_is_kept_stands_in_the_excerpt(number: int, seed: int) -> None:
    doc, coding = TEXTS[number]
    short, kept = cut_excerpt(doc, coding, random.Random(seed))
    assert short["text"] in doc["text"]
    assert short["text"].strip() == short["text"] != ""
    assert all(quote in short["text"] for event in kept["events"] for quote in _quotes(event))
    named = {event["id"] for event in kept["events"]}
    for event in coding["events"]:
        assert (event["id"] in named) == any(m["quote"] in short["text"] for m in event["mentions"])
