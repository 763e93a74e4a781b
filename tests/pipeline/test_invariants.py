"""What holds for every dossier, whatever the text: each value opens the words it was read from."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.documents import from_text
from dateline.errors import DatelineError
from dateline.model import Dossier, Evidence, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.pipeline import Pipeline

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
READER = find_spec("dateline_reader_en")

pytestmark = pytest.mark.skipif(
    READER is None or not (Path(str(READER.origin)).parent / "model.onnx").exists(),
    reason="no trained reader is installed",
)

# Words that open the rules' doors, in any order: the text makes no sense and must do no harm.
WORDS = (
    "Rebels rebels killed kill attack at least four 12 dozens of soldiers in near Baghdad Kabul on Friday last year a day after "
    "the US army said reportedly , . \n\n “ ” -- : ; Reuters (AP) BREAKING President Smith told state TV that "
    "protesters arrested drone strike bomb no one not will may January 3 2020 denied accused Iran's @handle https://t.co/x "
    "pic.twitter.com/y é 中 \u202e"
).split(" ")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=80).map(" ".join)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    from dateline.pipeline import Pipeline  # noqa: PLC0415

    return Pipeline.load(threads=1)


def evidence_of(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from evidence_of(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from evidence_of(getattr(value, field.name))


def check(dossier: Dossier) -> None:
    text = dossier.document.text
    for evidence in evidence_of(dossier):
        assert text[evidence.start : evidence.end] == evidence.quote
    ids = [event.id for event in dossier.events]
    assert len(set(ids)) == len(ids)
    for event in dossier.events:
        assert event.type in label.EVENT_TYPES
        assert event.mode == "" or event.mode in label.MODES[event.type]
        assert 0.0 <= event.confidence <= 1.0
        assert event.summary
        assert event.mentions
        assert event.claims
        for mention in event.mentions:
            assert text[mention.start : mention.end] == mention.quote
            assert mention.start <= mention.trigger.start < mention.trigger.end <= mention.end
            assert text[mention.trigger.start : mention.trigger.end] == mention.trigger.text
        if event.when is not None:
            assert event.when.earliest <= event.when.latest
            assert event.when.evidence is not None or event.when.rule == "published"
        for place in event.where:
            assert (place.lat is None) == (place.lon is None)
        for claim in event.claims:
            assert len(claim.evidence.quote.split()) <= 40
            assert claim.about
        for relation in event.relations:
            assert relation.event in ids
            assert relation.event != event.id
        for kind in ("killed", "injured", "missing", "arrested", "displaced", "abducted"):
            for figure in getattr(event.casualties, kind) if event.casualties else ():
                assert figure.low is not None or figure.high is not None
    decoded = msgspec.json.decode(msgspec.json.encode(dossier), type=Dossier)
    assert decoded == dossier


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts, published=st.sampled_from([None, date(2020, 1, 4), date(1999, 12, 31)]))
def test_nonsense_gives_only_what_the_words_bear_out(pipeline: Pipeline, text: str, published: date | None) -> None:
    try:
        document = from_text(text, published=published)
    except DatelineError:
        return
    check(pipeline.read(document))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_examples_hold_and_read_the_same_twice(pipeline: Pipeline, path: Path) -> None:
    document = from_text(path.read_text("utf8"), id=path.stem)
    first = pipeline.read(document)
    check(first)
    assert msgspec.json.encode(pipeline.read(document)) == msgspec.json.encode(first)


def test_a_long_text_is_read_to_its_end(pipeline: Pipeline) -> None:
    sentence = "On 3 May 2014 rebels killed four soldiers near Kirkuk, police said. "
    dossier = pipeline.read(from_text(sentence * 150))
    check(dossier)
    assert max(m.start for e in dossier.events for m in e.mentions) > len(sentence) * 140


def test_a_text_in_another_language_has_no_events(pipeline: Pipeline) -> None:
    text = "Les rebelles ont attaqué le village et ont tué quatre soldats, selon le ministère de la Défense, vendredi matin."
    assert pipeline.read(from_text(text)).events == ()
    assert (
        pipeline.read(from_text("Rebels killed four soldiers on Friday.", language="en-GB")).document.language
        == "en-GB"
    )
