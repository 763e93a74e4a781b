"""The facts of `<case>/expected.json` hold of the dossier of `<case>/input.txt`, or of the example of that name."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dateline.documents import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.model import Dossier
    from dateline.pipeline import Pipeline

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
CASES = sorted(path.parent.name for path in HERE.glob("*/expected.json"))
# What describes an event of a case rather than being a fact of it.
NOT_FACTS = ("name", "find")


def expected(case: str) -> dict[str, Any]:
    return json.loads((HERE / case / "expected.json").read_text("utf8"))


def facts() -> list[Any]:
    """A parameter for each fact of each event of each case; those in `known_gaps` may fail."""
    found: list[Any] = []
    for case in CASES:
        content = expected(case)
        for event in content["events"]:
            for fact in event:
                if fact not in NOT_FACTS:
                    gap = f"{event['name']}: {fact}" in content.get("known_gaps", ())
                    marks = [pytest.mark.xfail(reason="not reached yet", strict=False)] if gap else []
                    found.append(pytest.param(case, event, fact, id=f"{case}: {event['name']}: {fact}", marks=marks))
    return found


@pytest.fixture(scope="session")
def read_case(pipeline: Pipeline) -> Callable[[str], Dossier]:
    @cache
    def read(case: str) -> Dossier:
        own = HERE / case / "input.txt"
        (loaded,) = load([str(own if own.exists() else EXAMPLES / f"{case}.txt")])
        assert loaded.document, loaded.error
        return pipeline.read(loaded.document, issues=loaded.issues)

    return read


@pytest.mark.parametrize(("case", "event", "fact"), facts())
def test_fact(
    case: str,
    event: dict[str, Any],
    fact: str,
    read_case: Callable[[str], Dossier],
    check_fact: Callable[[Dossier, dict[str, Any], str], None],
) -> None:
    check_fact(read_case(case), event, fact)


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_invented(case: str, read_case: Callable[[str], Dossier]) -> None:
    told = [mention.quote for event in read_case(case).events for mention in event.mentions]
    content = expected(case)
    for words in content["no_event"]:
        wrong = [quote for quote in told if words.casefold() in quote.casefold()]
        if wrong and words in content.get("known_gaps", ()):
            pytest.xfail(f"not reached yet: {wrong}")
        assert not wrong
    if not content["events"] and not content.get("known_gaps"):
        assert not told


@pytest.mark.parametrize("case", CASES)
def test_all_evidence_is_in_the_text(case: str, read_case: Callable[[str], Dossier]) -> None:
    dossier = read_case(case)
    text = dossier.document.text
    for event in dossier.events:
        for item in (*event.mentions, *(p.evidence for p in (*event.where, *event.actors, *event.targets))):
            assert text[item.start : item.end] == item.quote
        for claim in event.claims:
            for item in (claim.evidence, *(source.evidence for source in claim.sources)):
                assert text[item.start : item.end] == item.quote


@pytest.mark.parametrize("case", CASES)
def test_cases_are_well_formed(case: str) -> None:
    """Every gap names a fact of the case, and what finds an event stands in the text."""
    content = expected(case)
    own = HERE / case / "input.txt"
    text = (own if own.exists() else EXAMPLES / f"{case}.txt").read_text("utf8").casefold()
    names = {f"{event['name']}: {fact}" for event in content["events"] for fact in event} | set(content["no_event"])
    assert set(content.get("known_gaps", ())) <= names
    for event in content["events"]:
        assert all(words.casefold() in text for words in event["find"])
    assert all(words.casefold() in text for words in content["no_event"])
