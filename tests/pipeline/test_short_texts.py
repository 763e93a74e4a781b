"""A flash or a single sentence is read as what it is: few words of it name events."""

from __future__ import annotations

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
