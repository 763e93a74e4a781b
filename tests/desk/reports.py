"""Reports in words of our own, coded by hand: what an event's parts are is given by the words that they are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256

from dateline.desk import Coded, encode_profiles
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
    Relation,
    Source,
    TriggerWords,
    When,
    Where,
)

MONDAY = date(2024, 4, 29)
SEEN = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
CODES = Codes(plover="ASSAULT", cameo="190", acled_event_type=None, acled_sub_event_type=None, quad=4, goldstein=-9.0)
PLACES = {"Karsum": ("TUR", 37.0, 35.0, 11), "Velnik": ("BGR", 43.0, 25.0, 12), "Dorrat": ("TUR", 37.1, 35.1, 13)}
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An event to be found in a text. `tellers` are (name, kind, stance) and the sentence that each says it in is found by
    the name; `killed` is the word of the number."""

    word: str
    type: str = "ASSAULT"
    mode: str = ""
    place: str = ""
    actor: str = ""
    target: str = ""
    tellers: Sequence[tuple[str, str, str]] = ()
    day: date | None = MONDAY
    killed: str = ""
    ground: str = "main"
    relations: tuple[tuple[str, str], ...] = field(default=())


def report(
    text: str,
    *said: Said,
    url: str,
    publisher: str = "Karsum Herald",
    title: str = "",
    published: date = date(2024, 4, 30),
    reader: str = "none",
) -> Dossier:
    digest = sha256(text.encode()).hexdigest()
    doc = Document(
        id=digest[:12], sha256=digest, url=url, publisher=publisher, title=title or text[:40], published=published,
        language="en", text=text,
    )  # fmt: skip
    events = tuple(_event(text, one, f"e{n}") for n, one in enumerate(said, start=1))
    coder = Coder(name="dateline", version="1", reader=reader, ontology="1")
    return Dossier(document=doc, coder=coder, events=events, issues=())


def coded(*dossiers: Dossier) -> list[Coded]:
    return [
        Coded(
            dossier=one,
            custody=Custody(how="file", source="news.txt", at=SEEN, by="tester", raw=one.document.text.encode()),
            profiles=encode_profiles(one),
        )
        for one in dossiers
    ]


def _event(text: str, said: Said, id: str) -> Event:
    trigger = _find(text, said.word)
    start, end = _sentence(text, trigger.start)
    place = PLACES.get(said.place)
    return Event(
        id=id,
        type=said.type,
        mode=said.mode,
        realis="actual",
        ground=said.ground,
        summary=f"{said.actor or 'Someone'}: {said.word} in {said.place or 'an unknown place'}",
        confidence=0.8,
        mentions=(
            EventMention(
                start=start,
                end=end,
                quote=text[start:end],
                trigger=TriggerWords(start=trigger.start, end=trigger.end, text=trigger.quote),
            ),
        ),
        when=None
        if said.day is None
        else When(
            edtf=said.day.isoformat(),
            earliest=said.day,
            latest=said.day,
            rule="weekday",
            evidence=_find(text, "Monday") if "Monday" in text else None,
        ),
        where=()
        if place is None
        else (
            Where(
                name=said.place, country=place[0], admin1=None, level="city", lat=place[1], lon=place[2], radius_km=5.0,
                geonames_id=place[3], evidence=_find(text, said.place),
            ),
        ),
        actors=(_party(text, said.actor),) if said.actor else (),
        targets=(_party(text, said.target),) if said.target else (),
        weapon=None,
        casualties=Casualties(
            killed=(Figure(low=NUMBERS[said.killed], high=NUMBERS[said.killed], evidence=_find(text, said.killed)),)
        )
        if said.killed
        else None,
        claims=tuple(_claim(text, said, *teller) for teller in said.tellers)
        or (Claim(about=("event",), sources=(), stance="asserts", hedge="none", evidence=Evidence.of(text, start, end)),),
        relations=tuple(Relation(kind=kind, event=other) for kind, other in said.relations),
        codes=CODES,
    )  # fmt: skip


def _claim(text: str, said: Said, name: str, kind: str, stance: str) -> Claim:
    found = _find(text, name)
    start, end = _sentence(text, found.start)
    about = ("event", "casualties") if said.killed and said.killed in text[start:end] else ("event",)
    source = Source(name=name, kind=kind, actor_id=None, evidence=found)
    return Claim(
        about=about, sources=(source,), stance=stance, hedge="none", evidence=Evidence.of(text, start, end)
    )  # fmt: skip


def _party(text: str, name: str) -> Party:
    return Party(name=name, actor_id=None, country="", sector="UAF", evidence=_find(text, name), confidence=0.7)


def _sentence(text: str, at: int) -> tuple[int, int]:
    start = text.rfind(". ", 0, at)
    end = text.find(". ", at)
    return (start + 2 if start >= 0 else 0), (end + 1 if end >= 0 else len(text))


def _find(text: str, words: str) -> Evidence:
    start = text.lower().index(words.lower())
    return Evidence.of(text, start, start + len(words))


POLICE = ("district police", "police", "asserts")
HOSPITAL = ("Karsum hospital", "medical", "asserts")


def first() -> Dossier:
    """The first report of an attack: two dead, the police say."""
    return report(
        "Gunmen of the Red Sickle attacked a bakery in Karsum on Monday and killed two bakers, the district police said.",
        Said(word="attacked", place="Karsum", actor="Red Sickle", target="bakers", tellers=(POLICE,), killed="two"),
        url="https://herald.example/karsum",
        title="Two killed in Karsum bakery",
    )


def revised() -> Dossier:
    """The same address, later: four dead, now by the hospital."""
    return report(
        "Gunmen of the Red Sickle attacked a bakery in Karsum on Monday and killed four bakers, the Karsum hospital said.",
        Said(word="attacked", place="Karsum", actor="Red Sickle", target="bakers", tellers=(HOSPITAL,), killed="four"),
        url="https://herald.example/karsum",
        title="Four killed in Karsum bakery",
    )


def other() -> Dossier:
    """Another house on the same attack."""
    return report(
        "Four bakers died when gunmen of the Red Sickle attacked their bakery in Karsum on Monday. The Karsum hospital "
        "said that four people had been killed. Police arrested a driver in Dorrat.",
        Said(
            word="attacked", place="Karsum", actor="Red Sickle", target="bakers", tellers=(HOSPITAL,), killed="four"
        ),
        Said(
            word="arrested", type="COERCE", mode="arrest", place="Dorrat", actor="Police", target="driver",
            ground="related", relations=(("response-to", "e1"),),
        ),
        url="https://post.example/7",
        publisher="Dorrat Post",
        title="Bakers killed in Karsum",
    )  # fmt: skip


def march() -> Dossier:
    """Something else."""
    return report(
        "Dockers marched through Velnik on Monday over unpaid wages, the harbour union said.",
        Said(
            word="marched", type="PROTEST", mode="demo", place="Velnik", actor="Dockers",
            tellers=(("harbour union", "party-to-event", "asserts"),),
        ),
        url="https://velnik.example/1",
        publisher="Velnik Post",
        title="Dockers on the street",
    )  # fmt: skip
