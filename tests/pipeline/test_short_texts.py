"""A flash or a single sentence is read as what it is: few words of it name events."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dateline.documents import from_text

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    from dateline.pipeline import Pipeline  # noqa: PLC0415

    return Pipeline.load(threads=1)


@pytest.mark.parametrize(
    ("text", "kinds", "trigger"),
    [
        ("A roadside bomb killed three policemen near Kirkuk on Tuesday, a police source said.", {"ASSAULT"}, "killed"),
        # What exploded, and whether somebody made it, is not said: harm without a known hostile act is an INCIDENT.
        ("BREAKING: Blast heard near parliament in Ankara - reports", {"ASSAULT", "INCIDENT"}, "Blast"),
        ("Explosion heard in central Kabul, witnesses say.", {"ASSAULT", "INCIDENT"}, "Explosion"),
        ("Norway and Malta have agreed to patrol the strait together, a Maltese official said.", {"AGREE"}, "agreed"),
    ],
)
def test_one_sentence(pipeline: Pipeline, text: str, kinds: set[str], trigger: str) -> None:
    events = pipeline.read(from_text(text)).events
    assert 1 <= len(events) <= 2
    words = [mention.trigger.text for event in events for mention in event.mentions]
    assert len(words) <= 3
    assert any(event.type in kinds and any(trigger in m.trigger.text for m in event.mentions) for event in events)


def test_roles_of_another_scheme_are_named_in_the_words_of_the_text(pipeline: Pipeline) -> None:
    document = from_text("Police arrested two drivers in the town of Khash.", id="khash")
    [found] = pipeline.find_arguments(document, [((7, 15), "Justice.ArrestJailDetain")])
    named = {argument.role: document.text[argument.start : argument.end] for argument in found}
    assert named["Jailer"] == "Police" and named["Detainee"] == "drivers"
    assert pipeline.find_arguments(document, [((7, 15), "Weather.Rain")]) == ((),)


def test_close_reading_finds_who_is_quoted_by_which_words(pipeline: Pipeline) -> None:
    text = "The governor of Khash said on Monday that the bridge would open soon. It has been shut since May."
    reading = pipeline.look_closely(from_text(text, id="bridge"))
    parts = {s.layer: text[s.start : s.end] for s in reading.stretches}
    assert "governor" in parts["speaker"] and "said" in parts["cue"] and "the bridge would open" in parts["content"]
    assert "shut" not in parts["content"]


def test_close_reading_of_a_long_text_finds_each_speaker(pipeline: Pipeline) -> None:
    """The text is longer than a block: no speaker is cut in two at an edge."""
    names = ("Mayor Ilse Brandt", "The harbour master", "Police", "A spokesman for the union", "Sami Haddad")
    cues = ("said that", "told reporters that", "warned that")
    told = ("the bridge would open soon", "trains would run again in May", "two roads were still shut")
    waits = "Trucks wait on both banks of the river, and the market is half empty."
    text = " ".join(f"{names[n % 5]} {cues[n % 3]} {told[n % 3]}. {waits}" for n in range(30))
    found = Counter(
        text[s.start : s.end]
        for s in pipeline.look_closely(from_text(text, id="bridges")).stretches
        if s.layer == "speaker"
    )
    assert found == dict.fromkeys(names, 6)


@pytest.mark.parametrize("text", ["", " ", "...", "—"])
def test_a_text_without_a_word_has_no_arguments(pipeline: Pipeline, text: str) -> None:
    document = replace(from_text("none", id="none"), text=text, segments=())
    assert pipeline.find_arguments(document, [((0, 1), "Conflict.Attack")]) == ((),)
    assert pipeline.look_closely(document).stretches == ()
