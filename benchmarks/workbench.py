"""How long the workbench takes to show all events of a large ledger: the first time, after a restart, and after a change.

    python benchmarks/workbench.py [--events N] [--ledger FILE] [--json]

The ledger is made up by `benchmarks/ledger.py`: two events a document, of which every fifth is told by two documents. It is
made once; with --ledger it is kept, and used again. Then the server is started as `dateline serve` starts it, each time as a
process of its own, and asked over HTTP as a browser would.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parent))

from dateline.ledger import Custody, Ledger, open_ledger, prepare
from dateline.model import LinkedEvent, Status
from ledger import DAYS, START, make_dossier  # the benchmark beside this one

PER_DOCUMENT = 2
TOLD_TWICE = 5  # one event in so many
TOGETHER = 100
STATUSES = ("claimed", "corroborated", "confirmed", "disputed")


def make_ledger(path: Path, events: int) -> None:
    """So many events, each with a status."""
    random = Random(1)
    with open_ledger(path) as ledger, ledger.writer() as writer:
        done = number = 0
        while done < events:
            dossiers = []
            for _ in range(TOGETHER):
                day = START + timedelta(days=random.randrange(DAYS))
                dossiers.append(make_dossier(number, PER_DOCUMENT, day))
                number += 1
            custody = Custody(how="made up", source="benchmark", at=datetime.now(UTC), by="benchmark")
            saved = writer.save_all([prepare(dossier, custody) for dossier in dossiers])
            refs = [ref for one in saved for ref in one.refs]
            made: list[LinkedEvent] = []
            while refs and done < events:
                members = tuple(refs.pop() for _ in range(min(len(refs), 2 if done % TOLD_TWICE == 0 else 1)))
                made.append(LinkedEvent(id=f"{done:016x}", members=members))
                done += 1
            writer.save_events(made)
            status = random.choice(STATUSES)
            derived = (Status(slot="event", status=status, why="made up", credibility=3, origins=1),)
            writer.save_statuses({event.id: derived for event in made})


@contextmanager
def serving(path: Path) -> Iterator[tuple[http.client.HTTPConnection, float]]:
    """The server, and how many seconds it took until it said that it serves."""
    then = time.perf_counter()
    command = [sys.executable, "-m", "dateline", "serve", "--ledger", str(path), "--port", "0"]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stderr is not None
            words = process.stderr.readline().split()
            host = next(word for word in words if word.startswith("http://")).removeprefix("http://").rstrip("/")
            connection = http.client.HTTPConnection(host, timeout=600)
            yield connection, time.perf_counter() - then
            connection.close()
        finally:
            process.terminate()
            process.wait(30)


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[float, int, dict[str, object]]:
    """Seconds, bytes as sent, and the answer."""
    then = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    took = time.perf_counter() - then
    plain = gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body
    return took, len(body), json.loads(plain)


def change(path: Path) -> None:
    """One more document, gathered by itself."""
    with open_ledger(path) as ledger, ledger.writer() as writer:
        number = 10_000_000 + ledger.view().entry
        custody = Custody(how="made up", source="benchmark", at=datetime.now(UTC), by="benchmark")
        saved = writer.save(make_dossier(number, PER_DOCUMENT, START), custody=custody)
        writer.save_events([LinkedEvent(id=f"{number + n:016x}", members=(ref,)) for n, ref in enumerate(saved.refs)])


def count(ledger: Ledger) -> int:
    return ledger.view().counts().linked_events


def measure(path: Path) -> dict[str, float]:
    found: dict[str, float] = {}
    with serving(path) as (connection, _):
        then = time.perf_counter()
        while True:
            _, _, marks = ask(connection, "/api/v1/marks")
            if not marks["pending"]:
                break
            time.sleep(0.5)
        found["all marks made, s"] = time.perf_counter() - then
    with serving(path) as (connection, started):
        found["start, s"] = started
        found["first marks after a restart, s"], size, marks = ask(connection, "/api/v1/marks")
        assert not marks["pending"]
        found["marks, kB as sent"] = size / 1000
        found["marks again, s"], _, _ = ask(connection, "/api/v1/marks")
        found["marks of a type, s"], _, _ = ask(connection, "/api/v1/marks?type=PROTEST")
        found["marks near a point, s"], _, _ = ask(connection, "/api/v1/marks?near=40,40,500")
        found["50 events, s"], _, _ = ask(connection, "/api/v1/events")
        change(path)
        found["marks after one more document, s"], _, marks = ask(connection, "/api/v1/marks")
        found["events"] = float(str(marks["total"]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "ledger.sqlite"
        if not path.exists():
            make_ledger(path, given.events)
        found = measure(path)
    if given.json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:<36} {value:10.2f}")


if __name__ == "__main__":
    main()
