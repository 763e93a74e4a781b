"""Accounts of events in a few words: what is not given is unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dateline.linking import refer
from dateline.model import (
    Account,
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
    Party,
    Relation,
    Source,
    TriggerWords,
    Weapon,
    When,
    Where,
)

CODES = Codes(plover="ASSAULT", cameo=None, acled_event_type=None, acled_sub_event_type=None, quad=4, goldstein=-9.0)
CODER = Coder(name="test", version="0", reader="", ontology="")
NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A claim: its words, who says it (name and kind, outermost last), what it is about."""

    quote: str
    by: Sequence[tuple[str, str]] = ()
    about: str = "event"
    stance: Any = "asserts"
    hedge: Any = "none"


def evidence(text: str, quote: str) -> Evidence:
    start = text.index(quote)
    return Evidence.of(text, start, start + len(quote))


def make_event(
    text: str,
    trigger: str,
    *said: Said,
    id: str = "e1",
    type: str = "ASSAULT",
    mode: str = "",
    ground: Any = "main",
    realis: Any = "actual",
    actors: Sequence[tuple[str, str, str]] = (),
    targets: Sequence[tuple[str, str, str]] = (),
    where: Sequence[tuple[str, str, float | None, float | None]] = (),
    when: tuple[str, str] | None = None,
    weapon: tuple[str, str] | None = None,
    relations: Sequence[tuple[Any, str]] = (),
    **casualties: Sequence[tuple[int | None, int | None, str]],
) -> Event:
    """An event of `text`. Parties are (words, sector, country), places (words, level, lat, lon), tolls (low, high, words)."""
    at = evidence(text, trigger)
    mention = EventMention(
        start=at.start,
        end=at.end,
        quote=at.quote,
        trigger=TriggerWords(start=at.start, end=at.end, text=trigger),
    )
    day = date.fromisoformat(when[0]) if when else None
    return Event(
        id=id,
        type=type,
        mode=mode,
        realis=realis,
        ground=ground,
        summary=trigger,
        confidence=1.0,
        mentions=(mention,),
        when=When(edtf=when[0], earliest=day, latest=day, rule="given", evidence=evidence(text, when[1]))
        if when and day
        else None,
        where=tuple(
            Where(
                name=words,
                country="",
                admin1=None,
                level=level,
                lat=lat,
                lon=lon,
                radius_km=5.0 if lat is not None else None,
                geonames_id=None,
                evidence=evidence(text, words),
            )
            for words, level, lat, lon in where
        ),
        actors=tuple(_party(text, *party) for party in actors),
        targets=tuple(_party(text, *party) for party in targets),
        weapon=Weapon(kind=weapon[0], evidence=evidence(text, weapon[1])) if weapon else None,
        casualties=Casualties(
            **{
                kind: tuple(Figure(low=low, high=high, evidence=evidence(text, words)) for low, high, words in figures)
                for kind, figures in casualties.items()
            }
        )
        if casualties
        else None,
        claims=tuple(
            Claim(
                about=tuple(one.about.split()),
                sources=tuple(
                    Source(name=name, kind=kind, actor_id=None, evidence=evidence(text, name)) for name, kind in one.by
                ),
                stance=one.stance,
                hedge=one.hedge,
                evidence=evidence(text, one.quote),
            )
            for one in said
        ),
        relations=tuple(Relation(kind=kind, event=event) for kind, event in relations),
        codes=CODES,
    )


def _party(text: str, words: str, sector: str, country: str) -> Party:
    return Party(
        name=words, actor_id=None, country=country, sector=sector, evidence=evidence(text, words), confidence=1.0
    )


def make_account(text: str, event: Event, *, id: str, day: int = 1, publisher: str = "", dated: bool = True) -> Account:
    """An account in a document of its own, published and recorded on a day of January 2024."""
    document = Document(
        id=id,
        sha256="",
        publisher=publisher or None,
        published=date(2024, 1, day) if dated else None,
        text=text,
    )
    moment = NOON + timedelta(days=day - 1)
    return Account(ref=refer(event, revision=id), event=event, document=document, recorded=moment, seen=moment)


def make_dossier(text: str, *events: Event) -> Dossier:
    return Dossier(document=Document(id="d", sha256="", text=text), coder=CODER, events=events, issues=())


@dataclass(frozen=True)
class Builder:
    """What the tests build with: one name for all of it, since test modules do not import each other."""

    said: type[Said] = Said
    event: Callable[..., Event] = make_event
    account: Callable[..., Account] = make_account
    dossier: Callable[..., Dossier] = make_dossier

    def tell(
        self, text: str, trigger: str, *said: Said, id: str, day: int = 1, publisher: str = "", **slots: Any
    ) -> Account:
        """The account of one event in a text of its own."""
        return make_account(text, make_event(text, trigger, *said, **slots), id=id, day=day, publisher=publisher)


@pytest.fixture(scope="session")
def build() -> Builder:
    return Builder()
