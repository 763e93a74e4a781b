"""What must be known of one real article that lives on other reports; its text is not part of the project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dateline.documents import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.model import Dossier
    from dateline.pipeline import Pipeline

ARTICLE = Path(__file__).parents[2].parent / "shared" / "gold" / "dossiers" / "dev" / "docs" / "baghdad-embassy.json"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ARTICLE.is_file(), reason="the coded articles are not next to this checkout"),
]

EVENTS: tuple[dict[str, Any], ...] = (
    {
        "name": "rocket attack",
        "find": ["rocket attack", "the missile has landed", "a missile hit"],
        "type": "ASSAULT",
        "realis": "actual",
        "ground": "main",
        "where": ["Green Zone"],
        "when": "2020-01-04",
        "weapon": "rocket-missile",
        "actors": [],
        "targets": ["embassy"],
        "casualties": None,
        "cause_unknown": True,
    },
    {
        "name": "drone strike",
        "find": ["in a drone strike", "drone strike kills", "Six others were killed"],
        "type": "ASSAULT",
        "mode": "drone",
        "ground": "related",
        "when": "2020-01-03",
        "where": [],
        "weapon": "drone",
        "actor_countries": ["USA"],
        "targets": ["Soleimani", "Muhandis"],
        "casualties": {"killed": [{"low": 7, "high": 7, "includes": ["Soleimani", "Muhandis"]}]},
    },
    {
        "name": "helicopters",
        "find": ["helicopters were seen"],
        "type": "MOBILIZE",
        "when": "2020-01-04",
        "where": ["Baghdad"],
        "actor_countries": ["USA"],
        "sources": ["reports"],
    },
    {
        "name": "vow of revenge",
        "find": ["will take revenge", "vows revenge"],
        "type": "THREATEN",
        "mode": "violence",
        "realis": "actual",
        "actors": ["Rouhani"],
        "actor_countries": ["IRN"],
    },
    {
        "name": "designation",
        "find": ["designated as"],
        "type": "SANCTION",
        "ground": "background",
        "when": "2019",
        "actor_countries": ["USA"],
        "targets": ["IRGC"],
    },
    {
        "name": "proxy wars",
        "find": ["proxy wars"],
        "type": "ASSAULT",
        "ground": "background",
        "when": "201X",
        "where": ["Iraq", "Yemen", "Syria", "Lebanon"],
        "actors": ["Iran"],
    },
    {
        "name": "call for calm",
        "find": ["called for calm", "calls for calm"],
        "type": "REQUEST",
        "actor_countries": ["IND"],
    },
)
# Each source of the two main events, told apart from the others: a chain has its outermost teller last.
SOURCES: tuple[tuple[str, str, list[str | list[str]]], ...] = (
    ("rocket attack", "sources", ["international reports"]),
    ("rocket attack", "sources", ["Sky News Arabia"]),
    ("rocket attack", "sources", ["witnesses"]),
    ("rocket attack", "sources", [["local sources", "Reports"]]),
    ("rocket attack", "sources", [["reports", "Sputnik"]]),
    ("rocket attack", "hedged_sources", ["sources"]),
    ("drone strike", "confirmed_by", ["White House"]),
    ("drone strike", "confirmed_by", ["Pentagon"]),
)

# Facts that the reader does not reach yet: they are run, and may fail.
KNOWN_GAPS = frozenset(
    (
        "call for calm: actor_countries",
        "call for calm: type",
        "designation: targets",
        "drone strike: ground",
        "drone strike: weapon",
        "drone strike: where",
        "helicopters: actor_countries",
        "helicopters: sources",
        "helicopters: type",
        "helicopters: when",
        "helicopters: where",
        "proxy wars: when",
        "proxy wars: where",
        "rocket attack: actors",
        "rocket attack: casualties",
        "rocket attack: when",
    )
)


@pytest.fixture(scope="session")
def dossier(pipeline: Pipeline) -> Dossier:
    (loaded,) = load([str(ARTICLE)])
    assert loaded.document, loaded.error
    return pipeline.read(loaded.document, issues=loaded.issues)


def param(name: str, event: dict[str, Any], fact: str) -> Any:
    marks = [pytest.mark.xfail(reason="not reached yet", strict=False)] if name in KNOWN_GAPS else []
    return pytest.param(event, fact, id=name, marks=marks)


def facts() -> list[Any]:
    plain = [(event, fact) for event in EVENTS for fact in event if fact not in ("name", "find")]
    found = [param(f"{event['name']}: {fact}", event, fact) for event, fact in plain]
    for name, fact, sources in SOURCES:
        (event,) = (event for event in EVENTS if event["name"] == name)
        found.append(param(f"{name}: {fact}: {sources[0]}", {**event, fact: sources}, fact))
    return found


@pytest.mark.parametrize(("event", "fact"), facts())
def test_fact(
    event: dict[str, Any], fact: str, dossier: Dossier, check_fact: Callable[[Dossier, dict[str, Any], str], None]
) -> None:
    check_fact(dossier, event, fact)


def test_each_source_has_a_claim_of_its_own(dossier: Dossier) -> None:
    """What several tellers say of the main event is never folded into one claim."""
    main = max(dossier.events, key=lambda event: len(event.claims))
    tellers = [tuple(source.name for source in claim.sources) for claim in main.claims]
    assert len(set(tellers)) >= 6, tellers
