"""A verb with its places teaches the place role alone."""

from __future__ import annotations

import pytest

pytest.importorskip("torch", reason="torch comes with the extra 'train'", exc_type=ImportError)


def test_places_of_the_verb_and_other_places() -> None:
    from importlib import resources  # noqa: PLC0415

    from tokenizers import Tokenizer  # noqa: PLC0415

    from dateline.model import Candidate, label  # noqa: PLC0415
    from dateline.training._auxiliary import from_verb  # noqa: PLC0415
    from dateline.training._example import UNKNOWN  # noqa: PLC0415

    text = "Shells from Strelsau killed two in Zenda."
    places = [(text.index(name), text.index(name) + len(name)) for name in ("Strelsau", "Zenda")]
    verb = [text.index("killed"), text.index("killed") + len("killed")]
    with resources.as_file(resources.files("dateline_reader_en") / "tokenizer.json") as path:
        tokenizer = Tokenizer.from_file(str(path))
    found = [Candidate(start=a, end=b, layer="place") for a, b in places]
    row = {"id": 1, "text": text, "event": [verb], "places": [list(places[1])]}
    example = from_verb(row, tokenizer, found)
    (trigger,) = example.triggers
    assert (trigger.type, trigger.realis, trigger.own) == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert example.trigger_tags is None
    assert len(example.mentions) == 2
    assert example.roles == {(0, 1): {label.ROLES.index("place")}}
    unseen = from_verb(row, tokenizer, found[:1])  # a place that the rules did not find is one all the same
    assert unseen.roles == {(0, 1): {label.ROLES.index("place")}}
