"""Small dossiers in words of our own; an event is given by the word that names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from dateline.ledger import Custody
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
    Party,
    Source,
    TriggerWords,
    When,
    Where,
)

START = datetime(2024, 5, 1, 12, tzinfo=UTC)
SEEN = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
CODES = Codes(plover="ASSAULT", cameo="190", acled_event_type=None, acled_sub_event_type=None, quad=4, goldstein=-9.0)


class Ticking:
    """A clock that goes on by a minute each time it is asked."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


PLACES = {
    "Karsum": ("TUR", 37.0, 35.0, 5.0),
    "Velnik": ("BGR", 43.0, 25.0, 5.0),
    "Oradia": ("ROU", 45.9, 24.9, 300.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An event to be found in a text."""

    word: str
    type: str = "ASSAULT"
    place: str = ""
    actor: str = ""
    actor_id: str | None = None
    teller: str = ""
    kind: str = "police"
    day: date | None = None
    killed: int | None = None


def custody(*, raw: bytes | None = None, source: str = "news.txt", at: datetime = SEEN) -> Custody:
    return Custody(how="file", source=source, at=at, by="tester", raw=raw, media_type="text/plain")


def document(
    text: str,
    *,
    url: str | None = None,
    id: str | None = None,
    title: str | None = "Two killed in Karsum",
    publisher: str | None = "Karsum Herald",
    published: date | None = date(2024, 4, 30),
) -> Document:
    digest = sha256(text.encode()).hexdigest()
    return Document(
        id=id or digest[:12],
        sha256=digest,
        url=url,
        publisher=publisher,
        title=title,
        published=published,
        language="en",
        text=text,
    )


def dossier(doc: Document, said: Sequence[Said] = (), *, version: str = "1") -> Dossier:
    events = tuple(_event(doc.text, one, f"e{n}") for n, one in enumerate(said, start=1))
    coder = Coder(name="dateline", version=version, reader="none", ontology="1")
    return Dossier(document=doc, coder=coder, events=events, issues=())


def _event(text: str, said: Said, id: str) -> Event:
    trigger = _evidence(text, said.word)
    place = PLACES.get(said.place)
    claim = Claim(
        about=("event",),
        sources=(_source(text, said),) if said.teller else (),
        stance="asserts",
        hedge="none",
        evidence=Evidence.of(text, 0, len(text)),
    )
    return Event(
        id=id,
        type=said.type,
        mode="",
        realis="actual",
        ground="main",
        summary=f"{said.actor or 'Someone'}: {said.word} in {said.place or 'an unknown place'}",
        confidence=0.8,
        mentions=(
            EventMention(
                start=trigger.start,
                end=trigger.end,
                quote=trigger.quote,
                trigger=TriggerWords(start=trigger.start, end=trigger.end, text=trigger.quote),
            ),
        ),
        when=None
        if said.day is None
        else When(edtf=said.day.isoformat(), earliest=said.day, latest=said.day, rule="day", evidence=None),
        where=()
        if place is None
        else (
            Where(
                name=said.place,
                country=place[0],
                admin1=None,
                level="city",
                lat=place[1],
                lon=place[2],
                radius_km=place[3],
                geonames_id=None,
                evidence=_evidence(text, said.place),
            ),
        ),
        actors=(
            Party(
                name=said.actor,
                actor_id=said.actor_id,
                country="",
                sector="UAF",
                evidence=_evidence(text, said.actor),
                confidence=0.7,
            ),
        )
        if said.actor
        else (),
        targets=(),
        weapon=None,
        casualties=None
        if said.killed is None
        else Casualties(killed=(Figure(low=said.killed, high=said.killed, evidence=trigger),)),
        claims=(claim,),
        relations=(),
        codes=CODES,
    )


def _source(text: str, said: Said) -> Source:
    return Source(name=said.teller, kind=said.kind, actor_id=None, evidence=_evidence(text, said.teller))


def _evidence(text: str, words: str) -> Evidence:
    start = text.lower().index(words.lower())
    return Evidence.of(text, start, start + len(words))


ATTACK = "Gunmen attacked a bakery in Karsum on Monday and killed two, the district police said."
LATER = "Gunmen attacked a bakery in Karsum on Monday and killed four, the central hospital said."
MARCH = "Dockers marched through Velnik over unpaid wages, the harbour union said."


def attack(text: str = ATTACK, *, url: str | None = "https://herald.example/karsum", version: str = "1") -> Dossier:
    teller, kind = ("district police", "police") if "police" in text else ("central hospital", "medical")
    said = Said(
        word="attacked",
        place="Karsum",
        actor="Gunmen",
        teller=teller,
        kind=kind,
        day=date(2024, 4, 29),
        killed=2 if "two" in text else 4,
    )
    return dossier(document(text, url=url), [said], version=version)


def march(*, url: str | None = "https://herald.example/velnik") -> Dossier:
    said = Said(
        word="marched",
        type="PROTEST",
        place="Velnik",
        actor="Dockers",
        actor_id="velnik-dockers",
        teller="harbour union",
        kind="party-to-event",
        day=date(2024, 4, 20),
    )
    doc = document(MARCH, url=url, title="Dockers on the street", publisher="Velnik Post", published=date(2024, 4, 21))
    return dossier(doc, [said])


def numbered(number: int) -> Dossier:
    """One of many small dossiers, each of another text."""
    text = f"Report {number}: gunmen attacked post {number} near Karsum, the district police said."
    said = Said(word="attacked", place="Karsum", actor="gunmen", teller="district police", day=date(2024, 4, 29))
    return dossier(document(text, url=f"https://herald.example/report/{number}", title=f"Report {number}"), [said])
