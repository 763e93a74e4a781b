"""A ledger with something of everything: the golden stories, and reports that are made to be awkward."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline import desk
from dateline.desk import Coded, encode_profiles
from dateline.evaluation._given import read_document, read_given
from dateline.ledger import Custody, open_ledger
from dateline.model import (
    Claim,
    Coder,
    Codes,
    Document,
    Dossier,
    Event,
    EventMention,
    Evidence,
    Party,
    Source,
    TriggerWords,
    When,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

STORIES: Final = Path(__file__).parent.parent / "golden" / "stories"
SCRIPT: Final = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
RIGHT_TO_LEFT: Final = "حركة المرافئ"
LONG: Final = (
    "Provisional Coordinating Council of Harbour, Bridge and Lighthouse Workers of the Northern and Southern Shores"
)


class Ticking:
    """A clock that stands where it was put, and goes on by a second each time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2020, 1, 1, tzinfo=UTC)

    def put(self, day: date | None) -> None:
        """To the noon of a day, never back."""
        if day is not None:
            self.now = max(self.now, datetime.combine(day, time(12), tzinfo=UTC))

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def seed(path: Path) -> None:
    """Fills a ledger at `path`, each report recorded on the day that it was published."""
    clock = Ticking()
    with open_ledger(path, clock=clock) as ledger:
        for dossier in sorted((*golden(), *awkward()), key=lambda one: one.document.published or date.max):
            clock.put(dossier.document.published)
            desk.ingest(ledger, [coded(dossier, at=clock.now)])


def coded(dossier: Dossier, *, at: datetime) -> Coded:
    doc = dossier.document
    custody = Custody(how="fetched", source=doc.url or doc.id, at=at, by="tests", raw=doc.text.encode())
    return Coded(dossier=dossier, custody=custody, profiles=encode_profiles(dossier))


def golden() -> Iterator[Dossier]:
    """Wire copy, a toll that rises, a denial, a retraction, two attacks, a follow-up; each article with an address."""
    for path in sorted(STORIES.glob("*/ann/*.json")):
        document = read_document(path.parent.parent / "docs" / path.name, id=path.stem)
        yield read_given(path, replace(document, url=f"https://news.example/{path.stem}"))


def awkward() -> Iterator[Dossier]:
    """A text that changed, a country and no place, scripts in every name, letters from right to left, a long name."""
    post = {"url": "https://post.example/lighthouse", "publisher": "Shore Post", "title": "Two hurt at the lighthouse"}
    yield report(
        "Youths threw stones at the lighthouse of Odrin on Monday and hurt two keepers, the coast guard said.",
        word="threw", actor="Youths", place=("Odrin", "BGR", 43.0, 25.0), teller="coast guard",
        published=date(2024, 4, 29), **post,
    )  # fmt: skip
    yield report(
        "Fishermen threw stones at the lighthouse of Odrin on Monday, the coast guard said. An earlier text of this report "
        "spoke of youths, which was wrong.",
        word="threw", actor="Fishermen", place=("Odrin", "BGR", 43.0, 25.0), teller="coast guard",
        published=date(2024, 4, 30), **post,
    )  # fmt: skip
    yield report(
        "Teachers went on strike across Bulgaria on Tuesday, their union said.",
        word="strike", actor="Teachers", place=("Bulgaria", "BGR", None, None), teller="their union", type="PROTEST",
        published=date(2024, 4, 30), url="https://post.example/strike", title="Teachers on strike",
    )  # fmt: skip
    yield report(
        f"{SCRIPT} seized a ferry in Odrin on Wednesday, {RIGHT_TO_LEFT} said.",
        word="seized", actor=SCRIPT, place=("Odrin", "BGR", 43.0, 25.0), teller=RIGHT_TO_LEFT, type="COERCE",
        published=date(2024, 5, 1), url="https://post.example/\"onmouseover='alert(1)'?<script>",
        publisher=f"Evil {SCRIPT} Times", title=f"{SCRIPT} in the headline",
    )  # fmt: skip
    yield report(
        f"{LONG} met {RIGHT_TO_LEFT} in Odrin on Thursday, the mayor said.",
        word="met", actor=LONG, target=RIGHT_TO_LEFT, place=("Odrin", "BGR", 43.0, 25.0), teller="the mayor",
        type="CONSULT", published=date(2024, 5, 2), url="javascript:document.title='owned'", title=f"{RIGHT_TO_LEFT} — {LONG}",
    )  # fmt: skip


def report(
    text: str,
    *,
    word: str,
    actor: str,
    place: tuple[str, str, float | None, float | None],
    teller: str,
    published: date,
    url: str,
    title: str,
    publisher: str = "Harbour News",
    type: str = "ASSAULT",
    target: str = "",
) -> Dossier:
    """One event in one text: what its parts are is given by their words."""
    digest = sha256(text.encode()).hexdigest()
    document = Document(
        id=digest[:12], sha256=digest, url=url, publisher=publisher, title=title, published=published, language="en",
        text=text,
    )  # fmt: skip
    return code(document, word=word, actor=actor, place=place, teller=teller, type=type, target=target)


def code(
    document: Document,
    *,
    word: str,
    actor: str,
    place: tuple[str, str, float | None, float | None],
    teller: str,
    type: str = "ASSAULT",
    target: str = "",
) -> Dossier:
    """The dossier of a text that tells one event on the day of its publication."""
    text, published = document.text, document.published
    name, country, lat, lon = place
    level, radius = ("country", None) if lat is None else ("city", 12.0)
    trigger = find(text, word)
    event = Event(
        id="e1", type=type, mode="", realis="actual", ground="main", summary=f"{actor} {word} in {name}", confidence=0.8,
        mentions=(
            EventMention(
                start=0, end=len(text), quote=text,
                trigger=TriggerWords(start=trigger.start, end=trigger.end, text=trigger.quote),
            ),
        ),
        when=published
        and When(edtf=published.isoformat(), earliest=published, latest=published, rule="weekday", evidence=None),
        where=(
            Where(
                name=name, country=country, admin1=None, level=level, lat=lat, lon=lon, radius_km=radius,
                geonames_id=None, evidence=find(text, name),
            ),
        ),
        actors=(party(text, actor),), targets=(party(text, target),) if target else (), weapon=None, casualties=None,
        claims=(
            Claim(
                about=("event",), stance="asserts", hedge="none", evidence=Evidence.of(text, 0, len(text)),
                sources=(Source(name=teller, kind="official", actor_id=None, evidence=find(text, teller)),),
            ),
        ),
        relations=(),
        codes=Codes(plover=type, cameo=None, acled_event_type=None, acled_sub_event_type=None, quad=4, goldstein=0.0),
    )  # fmt: skip
    coder = Coder(name="tests", version="1", reader="none", ontology="1")
    return Dossier(document=document, coder=coder, events=(event,), issues=())


def party(text: str, name: str) -> Party:
    return Party(name=name, actor_id=None, country="", sector="UNK", evidence=find(text, name), confidence=0.7)


def find(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence.of(text, start, start + len(words))
