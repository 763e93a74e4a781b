"""A pipeline without a reader, and a dossier of our own words, for the tests of the command line.

Worker processes import this module by name, so it is on the path of the tests that need it.
"""

from __future__ import annotations

import os
from datetime import date
from functools import cache

from dateline.errors import ReaderError
from dateline.model import (
    Casualties,
    Claim,
    Coder,
    Codes,
    Document,
    Dossier,
    Event,
    EventMention,
    Evidence,
    Figure,
    Issue,
    Party,
    Relation,
    Severity,
    Source,
    TriggerWords,
    Weapon,
    When,
    Where,
)

CODER = Coder(name="dateline", version="0.1.0", reader="fake 1", ontology="1-000000000000")

STORY = (
    "STRELSAU (Ruritania Daily) - Bordurian forces fired rockets at the harbour of Strelsau on Thursday, killing at "
    "least four dock workers, the interior ministry said. Reports carried by the Port Watch channel put the dead at "
    "seven. A spokesman for Borduria denied that its forces had fired. It is not clear what set the grain store on "
    "fire. President Rudolf will meet envoys of Klow next week. In 2019 a ceasefire was reportedly signed in Zenda. "
    "Some time ago police arrested two smugglers."
)


def evidence(words: str, text: str = STORY) -> Evidence:
    start = text.index(words)
    return Evidence.of(text, start, start + len(words))


def mention(words: str, trigger: str) -> EventMention:
    found = evidence(words)
    at = found.start + words.index(trigger)
    return EventMention(
        start=found.start,
        end=found.end,
        quote=words,
        trigger=TriggerWords(start=at, end=at + len(trigger), text=trigger),
    )


def party(name: str, words: str, *, country: str = "", sector: str = "UNK", confidence: float = 0.9) -> Party:
    return Party(
        name=name, actor_id=None, country=country, sector=sector, evidence=evidence(words), confidence=confidence
    )


def source(name: str, words: str, kind: str) -> Source:
    return Source(name=name, kind=kind, actor_id=None, evidence=evidence(words))


def claim(words: str, *sources: Source, about: tuple[str, ...] = ("event",), stance="asserts", hedge="none") -> Claim:
    return Claim(about=about, sources=sources, stance=stance, hedge=hedge, evidence=evidence(words))


def event(event_id: str, kind: str, mode: str, **slots) -> Event:
    codes = Codes(plover=kind, cameo=None, acled_event_type=None, acled_sub_event_type=None, quad=4, goldstein=0.0)
    values = {
        "realis": "actual",
        "ground": "main",
        "summary": "Something happened",
        "confidence": 0.9,
        "mentions": (),
        "when": None,
        "where": (),
        "actors": (),
        "targets": (),
        "weapon": None,
        "casualties": None,
        "claims": (),
        "relations": (),
        "codes": codes,
    }
    return Event(id=event_id, type=kind, mode=mode, **(values | slots))


def place(name: str, words: str, level: str, country: str = "") -> Where:
    return Where(
        name=name,
        country=country,
        admin1=None,
        level=level,
        lat=None,
        lon=None,
        radius_km=None,
        geonames_id=None,
        evidence=evidence(words),
    )


@cache
def story_dossier() -> Dossier:
    """A dossier with a dispute, a plan, a background event, an undated one and an issue."""
    thursday = When(
        edtf="2020-01-02",
        earliest=date(2020, 1, 2),
        latest=date(2020, 1, 2),
        rule="weekday",
        evidence=evidence("on Thursday"),
    )
    next_week = When(
        edtf="2020-01-06/2020-01-12",
        earliest=date(2020, 1, 6),
        latest=date(2020, 1, 12),
        rule="week-of",
        evidence=evidence("next week"),
    )
    year = When(
        edtf="2019", earliest=date(2019, 1, 1), latest=date(2019, 12, 31), rule="year", evidence=evidence("In 2019")
    )
    attack_words = STORY[STORY.index("Bordurian") : STORY.index(" Reports")]
    seven = "Reports carried by the Port Watch channel put the dead at seven."
    denial = "A spokesman for Borduria denied that its forces had fired."
    ministry = source("Interior Ministry of Ruritania", "the interior ministry", "official")
    attack = event(
        "e1",
        "ASSAULT",
        "heavy-weapons",
        when=thursday,
        confidence=0.91,
        summary="Armed Forces of Borduria attacks dock workers (heavy-weapons, rocket-missile), "
        "Strelsau, 2020-01-02, at least 4 killed",
        mentions=(
            mention("fired rockets at the harbour of Strelsau", "fired rockets"),
            mention("its forces had fired", "fired"),
        ),
        where=(place("Harbour of Strelsau", "the harbour of Strelsau", "site", "RUR"),),
        actors=(party("Armed Forces of Borduria", "Bordurian forces", country="BOR", sector="MIL"),),
        targets=(party("dock workers", "dock workers", sector="LAB", confidence=0.41),),
        weapon=Weapon(kind="rocket-missile", evidence=evidence("rockets")),
        casualties=Casualties(
            killed=(
                Figure(low=4, high=None, evidence=evidence("at least four")),
                Figure(low=7, high=7, evidence=evidence("seven")),
            )
        ),
        claims=(
            claim(attack_words, ministry, about=("event", "actor", "target", "weapon", "when", "where", "casualties")),
            claim(
                seven,
                source("Reports", "Reports", "unnamed"),
                source("Port Watch", "Port Watch", "social-post"),
                about=("casualties",),
                hedge="hedged",
            ),
            claim(
                denial,
                source("spokesman for Borduria", "A spokesman for Borduria", "official"),
                about=("event", "actor"),
                stance="denies",
            ),
        ),
    )
    fire = event(
        "e2",
        "INCIDENT",
        "",
        when=thursday,
        confidence=0.55,
        summary="Incident, grain store, Strelsau",
        ground="related",
        mentions=(mention("set the grain store on fire", "set"),),
        claims=(claim("It is not clear what set the grain store on fire", about=("cause",), stance="unknown"),),
        relations=(Relation(kind="follows", event="e1"),),
    )
    visit = event(
        "e3",
        "CONSULT",
        "visit",
        realis="future",
        when=next_week,
        confidence=0.74,
        summary="Planned: Rudolf meets or talks with Klow (visit), 2020-01-06/2020-01-12",
        mentions=(mention("President Rudolf will meet envoys of Klow", "meet"),),
        actors=(party("Rudolf", "President Rudolf", country="RUR", sector="GOV"),),
        targets=(party("Klow", "Klow"),),
        claims=(claim("President Rudolf will meet envoys of Klow next week."),),
    )
    truce = event(
        "e4",
        "RETREAT",
        "ceasefire",
        when=year,
        ground="background",
        confidence=0.62,
        summary="Withdrawal or release (ceasefire), Zenda, 2019",
        mentions=(mention("a ceasefire was reportedly signed", "ceasefire"),),
        where=(place("Zenda", "Zenda", "city", "RUR"),),
        claims=(claim("In 2019 a ceasefire was reportedly signed in Zenda.", hedge="hedged"),),
    )
    arrest = event(
        "e5",
        "COERCE",
        "arrest",
        confidence=0.28,
        summary="Restricts or arrests two smugglers",
        mentions=(mention("police arrested two smugglers", "arrested"),),
        actors=(party("police", "police", sector="COP"),),
        casualties=Casualties(arrested=(Figure(low=2, high=2, evidence=evidence("two smugglers")),)),
        claims=(claim("Some time ago police arrested two smugglers."),),
    )
    document = Document(
        id="strelsau",
        sha256="0" * 64,
        publisher="Ruritania Daily",
        title="Rockets hit the harbour of Strelsau",
        published=date(2020, 1, 4),
        language="en",
        text=STORY,
    )
    issue = Issue(
        code="time-unresolved",
        severity=Severity.WARNING,
        message="e5: the words of time could not be resolved",
        evidence=evidence("Some time ago"),
    )
    return Dossier(document=document, coder=CODER, events=(attack, fire, visit, truce, arrest), issues=(issue,))


class FakePipeline:
    """Gives one event for each document; the text says what else it does."""

    def read(self, document: Document, *, issues=()) -> Dossier:
        if "break the reader" in document.text:
            raise ValueError("a fault of the reader")
        if "end the process" in document.text:
            os._exit(9)
        if "press control c" in document.text:
            raise KeyboardInterrupt
        found = event("e1", "INCIDENT", "", summary=f"Incident told in {document.text[:40]}", confidence=0.6)
        return Dossier(document=document, coder=CODER, events=(found,), issues=tuple(issues))


def make_fake(**_options: object) -> FakePipeline:
    return FakePipeline()


def make_broken(**_options: object) -> FakePipeline:
    raise ReaderError("the reader is not installed.")
