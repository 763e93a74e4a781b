"""How fast the ledger takes documents in and finds them again, and whether time and memory stay flat as it grows.

    python benchmarks/ledger.py [--documents N] [--events E] [--keys K] [--together T] [--ledger FILE-OR-ADDRESS] [--json]

The documents are made up: about 350 words, E events each with a place, two parties and a claim, and a profile under K keys,
of which one in four is shared by some other events. They come in the order of the days that they tell of. Each is saved
durably by itself, or T in one transaction. After each tenth it prints the time of one save, the memory of the process, and
the time of each way to find something.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import median

from dateline.ledger import (
    Custody,
    Filter,
    Ledger,
    Near,
    Prepared,
    StoredProfile,
    list_refs,
    open_ledger,
    prepare,
    revision_id,
)
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

SYLLABLES = "ka ru ve lo mi da sen tor bal nik ora pel gu zim har fa".split()
WORDS = 350
SHARED_EVERY = 4  # one key in so many is shared by other events
START, DAYS = date(2020, 1, 1), 1000
CODER = Coder(name="dateline", version="0", reader="none", ontology="0")
CODES = Codes(plover="ASSAULT", cameo="190", acled_event_type=None, acled_sub_event_type=None, quad=4, goldstein=-9.0)


def make_word(random: Random) -> str:
    return "".join(random.choices(SYLLABLES, k=random.choice((1, 2, 2, 3))))


def make_dossier(number: int, events: int, day: date) -> Dossier:
    """The same for the same number."""
    random = Random(number)
    text = f"Report {number}. " + " ".join(make_word(random) for _ in range(WORDS)) + "."
    spans = [(at * len(text) // (events + 1), at * len(text) // (events + 1) + 8) for at in range(1, events + 1)]
    digest = sha256(text.encode()).hexdigest()
    doc = Document(
        id=digest[:12],
        sha256=digest,
        url=f"https://news.example/{number}",
        publisher=f"Paper {number % 50}",
        title=f"Report {number}",
        published=day,
        language="en",
        text=text,
    )
    made = tuple(make_event(random, text, n, span, day) for n, span in enumerate(spans, start=1))
    return Dossier(document=doc, coder=CODER, events=made, issues=())


def make_event(random: Random, text: str, number: int, span: tuple[int, int], day: date) -> Event:
    evidence = Evidence.of(text, *span)
    trigger = TriggerWords(start=span[0], end=span[1], text=evidence.quote)
    parties = tuple(
        Party(
            name=make_word(random),
            actor_id=None,
            country="",
            sector="UAF",
            evidence=evidence,
            confidence=random.random(),
        )
        for _ in range(2)
    )
    where = Where(
        name=make_word(random),
        country="TUR",
        admin1=None,
        level="city",
        lat=random.uniform(-60, 60),
        lon=random.uniform(-180, 180),
        radius_km=5.0,
        geonames_id=random.randrange(10**7),
        evidence=evidence,
    )
    source = Source(name=make_word(random), kind="police", actor_id=None, evidence=evidence)
    claim = Claim(about=("event",), sources=(source,), stance="asserts", hedge="none", evidence=evidence)
    return Event(
        id=f"e{number}",
        type=random.choice(("ASSAULT", "PROTEST", "COERCE")),
        mode="",
        realis="actual",
        ground="main",
        summary=f"{parties[0].name} {evidence.quote} {where.name}",
        confidence=0.5,
        mentions=(EventMention(start=span[0], end=span[1], quote=evidence.quote, trigger=trigger),),
        when=When(edtf=day.isoformat(), earliest=day, latest=day, rule="day", evidence=evidence),
        where=(where,),
        actors=parties[:1],
        targets=parties[1:],
        weapon=None,
        casualties=None,
        claims=(claim,),
        relations=(),
        codes=CODES,
    )


def make_keys(random: Random, keys: int, documents: int, day: int) -> tuple[str, ...]:
    """As linking makes them: six in ten are of a word and a fortnight, and of all keys one in four is shared by a handful."""
    made: list[str] = []
    for n in range(keys):
        word = f"s{random.randrange(documents * 5)}" if n % SHARED_EVERY == 0 else f"u{random.getrandbits(60)}"
        made.append(f"w|{word}" if n % 5 < 2 or n % SHARED_EVERY == 0 else f"w|{word}|{day // 15}")
    return tuple(made)


def make_all(documents: int, events: int, keys: int) -> Iterator[Prepared]:
    random = Random(0)
    custody = Custody(how="fetched", source="made up", at=datetime(2024, 1, 1, tzinfo=UTC), by="benchmark")
    for number in range(documents):
        day = number * DAYS // documents
        dossier = make_dossier(number, events, START + timedelta(days=day))
        refs = list_refs(dossier, revision_id(dossier.document))
        profiles = [
            StoredProfile(ref=ref, data=random.randbytes(200), keys=make_keys(random, keys, documents, day))
            for ref in refs
        ]
        yield prepare(dossier, custody, profiles)


def find_times(ledger: Ledger, documents: int, done: int, keys: int) -> dict[str, float]:
    """Milliseconds, the median of a few."""
    random = Random(done)
    view = ledger.view()
    asked: dict[str, Callable[[], object]] = {
        "candidates": lambda: view.candidates(make_keys(random, keys, documents, random.randrange(DAYS))),
        "search": lambda: view.search(f"{make_word(random)} {make_word(random)} {make_word(random)}"),
        "newest": lambda: list(view.documents(Filter(limit=20, newest_first=True))),
        "near": lambda: list(view.accounts(Filter(near=Near(lat=40, lon=30, km=50), limit=20))),
        "document": lambda: view.document(f"https://news.example/{random.randrange(done)}"),
        "view": ledger.view,
    }
    return {name: round(median(_time(ask) for _ in range(9)), 2) for name, ask in asked.items()}


def _time(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def measure(where: str, given: argparse.Namespace) -> list[dict[str, object]]:
    marks: list[dict[str, object]] = []
    tenth = max(1, given.documents // 10)
    with open_ledger(where) as ledger, ledger.writer() as writer:
        saving, pile, since = 0.0, list[Prepared](), 0
        for number, ready in enumerate(make_all(given.documents, given.events, given.keys), start=1):
            pile.append(ready)
            if len(pile) >= given.together or number % tenth == 0 or number == given.documents:
                start = time.perf_counter()
                writer.save_all(pile)
                saving += time.perf_counter() - start
                since += len(pile)
                pile = []
            if number % tenth == 0:
                mark: dict[str, object] = {
                    "documents": number,
                    "save_ms": round(saving / max(1, since) * 1000, 2),
                    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                    **find_times(ledger, given.documents, number, given.keys),
                }
                marks.append(mark)
                if not given.json:
                    print("  ".join(f"{name} {value}" for name, value in mark.items()), flush=True)
                saving, since = 0.0, 0
    return marks


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--events", type=int, default=5)
    parser.add_argument("--keys", type=int, default=24)
    parser.add_argument("--together", type=int, default=1)
    parser.add_argument("--ledger", help="an empty one; a file in a temporary folder by default")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        marks = measure(given.ledger or str(path), given)
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    if given.json:
        print(json.dumps({"marks": marks, "megabytes": round(size / 1e6, 1)}))
    elif not given.ledger:
        print(f"{size / 1e6:.1f} MB, {size / given.documents / 1000:.1f} kB a document")
    return 0


if __name__ == "__main__":
    sys.exit(main())
