"""A ledger of our own texts, as the tests of the formats export it, and an event of a hostile text.

The stories of `tests/golden/stories` with their codings, the report of `examples/harbour-consulate.txt` as it was read once
(`data/harbour-consulate.json`, so that a better reader changes no format), a document with two texts, and what a person judged.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import dateline.desk._judge as desk_judge
from dateline.desk import Coded, Teller, accept, encode_profiles, grade, ingest
from dateline.evaluation._given import read_document, read_given
from dateline.exports import Context, Loss
from dateline.ledger import Custody, Filter, open_ledger
from dateline.model import Dossier, EventMention, Evidence, TriggerWords
from dateline.ontology import Ontology

if TYPE_CHECKING:
    from dateline.exports import Format
    from dateline.ledger import View
    from dateline.model import Event
    from dateline.views import Told

sys.path.append(str(Path(__file__).parents[1] / "desk"))
from reports import first, other, revised

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "exports"
STORIES = HERE.parent / "golden" / "stories"
CASES = ("toll-rises", "denial", "retraction", "wire-copy")
MADE = datetime(2024, 6, 1, 8, tzinfo=UTC)
SEEN = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)


class Ticking:
    """A clock that goes on by a minute each time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@dataclass(frozen=True, kw_only=True)
class Written:
    """What an export came to."""

    data: bytes
    count: int
    losses: tuple[Loss, ...]

    def why(self, event: str, field: str) -> str:
        return "; ".join(loss.why for loss in self.losses if loss.event == event and loss.field == field)


@dataclass(frozen=True, kw_only=True)
class Material:
    """What formats are tested on: `told` are all events of the ledger, in its order."""

    view: View
    told: tuple[Told, ...]

    @property
    def context(self) -> Context:
        return Context(view=self.view, made=MADE, program="dateline 0.1.0", base_url="https://desk.example")

    def write(self, format: Format, told: tuple[Told, ...] | None = None) -> Written:
        return write(format, self.told if told is None else told, self.context)

    def find(self, words: str) -> Told:
        """The event of which some account has these words in its summary."""
        return next(one for one in self.told if any(words in a.event.summary for a in one.accounts))


def write(format: Format, told: tuple[Told, ...], context: Context) -> Written:
    out, losses = io.BytesIO(), []
    count = format.write(iter(told), out, context, losses.append)
    return Written(data=out.getvalue(), count=count, losses=tuple(losses))


@contextmanager
def open_material(
    folder: Path, dossiers: Callable[[], Iterator[Dossier]] | None = None, *, chosen: Filter | None = None
) -> Iterator[Material]:
    clock = Ticking()
    with open_ledger(folder / "ledger.sqlite", clock=clock, wait_s=5) as ledger:
        for dossier in dossiers() if dossiers else read_all():
            ingest(ledger, [code(dossier)], by="tests")
        if dossiers is None:
            judge(ledger)
        view = ledger.view()
        teller = Teller(view)
        yield Material(
            view=view, told=tuple(teller.tell(event, with_links=True) for event in view.linked(chosen or Filter()))
        )


def judge(ledger) -> None:
    """A person has looked at one attack and grades one teller; the time of a judgement is the clock's of the machine."""

    class Fixed(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2024, 5, 2, 10, tzinfo=UTC)

    kept, desk_judge.datetime = desk_judge.datetime, Fixed
    try:
        event = next(iter(ledger.view().linked(Filter(party="Red Sickle"))))
        accept(ledger, event.id, who="ann", reason="seen on the spot")
        grade(ledger, "Karsum hospital", "B", who="ann", reason="right so far")
    finally:
        desk_judge.datetime = kept


def read_all() -> Iterator[Dossier]:
    for case in CASES:
        for path in sorted((STORIES / case / "ann").glob("*.json")):
            yield with_codes(read_given(path, read_document(STORIES / case / "docs" / path.name, id=path.stem)))
    yield msgspec.json.decode((HERE / "data" / "harbour-consulate.json").read_bytes(), type=Dossier)
    yield with_codes(first())
    yield with_codes(other())
    yield with_codes(revised())


def with_codes(dossier: Dossier) -> Dossier:
    """Codings by hand have no codes of other schemes: they are looked up as the program does."""
    return replace(dossier, events=tuple(replace(e, codes=codes(e)) for e in dossier.events))


def codes(event: Event):
    killed = event.casualties.killed if event.casualties else ()
    return ontology().codes(
        event.type,
        event.mode,
        weapon_kind=event.weapon.kind if event.weapon else None,
        killed=True if killed else None,
        actor_sectors=[p.sector for p in event.actors],
        target_sectors=[p.sector for p in event.targets],
        realis=event.realis,
    )


@cache
def ontology() -> Ontology:
    return Ontology.load()


def code(dossier: Dossier) -> Coded:
    text = dossier.document.text.encode()
    custody = Custody(how="file", source="news.txt", at=SEEN, by="tests", raw=text, media_type="text/plain")
    return Coded(dossier=dossier, custody=custody, profiles=encode_profiles(dossier))


HOSTILE = '<script>alert("x")</script> ]]> &amp; \t=cmd() | ; “q” 😀 Ünïcödé'


def hostile() -> Iterator[Dossier]:
    """An attack of which each free word is what breaks careless writers; the text keeps its offsets all the same."""
    plain = first()
    event = plain.events[0]
    text = f"😀 {HOSTILE}\n{plain.document.text}\nLast line. 😀"
    shift = text.index(plain.document.text)

    def moved(e: Evidence) -> Evidence:
        return Evidence.of(text, e.start + shift, e.end + shift)

    def whole(e: Evidence) -> Evidence:
        return Evidence.of(text, 0, e.end + shift)

    party = replace(event.actors[0], name=HOSTILE, evidence=moved(event.actors[0].evidence))
    mention = event.mentions[0]
    trigger = moved(Evidence(start=mention.trigger.start, end=mention.trigger.end, quote=mention.trigger.text))
    clause = whole(Evidence(start=mention.start, end=mention.end, quote=mention.quote))
    assert event.casualties is not None
    killed = tuple(replace(f, evidence=moved(f.evidence)) for f in event.casualties.killed)
    event = replace(
        event,
        summary=HOSTILE,
        mentions=(
            EventMention(
                start=clause.start,
                end=clause.end,
                quote=clause.quote,
                trigger=TriggerWords(start=trigger.start, end=trigger.end, text=trigger.quote),
            ),
        ),
        where=tuple(replace(w, name=HOSTILE, evidence=moved(w.evidence)) for w in event.where),
        when=replace(
            event.when,
            edtf="2024-04~",
            earliest=date(2024, 4, 1),
            latest=date(2024, 4, 30),
            evidence=moved(event.when.evidence) if event.when.evidence else None,
        ),
        actors=(party,),
        targets=tuple(replace(p, evidence=moved(p.evidence)) for p in event.targets),
        casualties=replace(event.casualties, killed=killed),
        claims=tuple(
            replace(
                c,
                evidence=whole(c.evidence),
                sources=tuple(replace(s, name=HOSTILE, evidence=moved(s.evidence)) for s in c.sources),
            )
            for c in event.claims
        ),
    )
    document = replace(
        plain.document, text=text, sha256=sha256(text.encode()).hexdigest(), title=HOSTILE, publisher=HOSTILE,
        url="javascript:alert(1)",
    )  # fmt: skip
    yield with_codes(replace(plain, document=document, events=(event,)))


def check_golden(name: str, data: bytes) -> None:
    """Compares with the file of this name; `python tests/exports/regold.py` writes all of them anew."""
    path = GOLDEN / name
    assert path.is_file(), f"{path} is missing: run `python tests/exports/regold.py` and look at what it writes"
    assert data == path.read_bytes(), f"{name} differs: run `python tests/exports/regold.py` and read the difference"


def golden_name(format: Format) -> str:
    return f"{format.name}.txt" if format.suffix == ".zip" else f"{format.name}{format.suffix}"


def as_golden(format: Format, data: bytes) -> bytes:
    """The bytes; of a zip its files one after the other, since how tightly they are packed depends on the machine."""
    if format.suffix != ".zip":
        return data
    return b"".join(f"=== {name}\n".encode() + content + b"\n" for name, content in unzip(data).items())


def unzip(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def as_lines(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.decode().splitlines()]
