"""Kills a process that saves dossiers, and looks at what it left; used by the tests and by benchmarks/crash.py."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sample import numbered

from dateline.ledger import open_ledger, revision_id

SAVE = """
import sys
sys.path.insert(0, sys.argv[1])
from sample import custody, numbered
from dateline.ledger import StoredProfile, list_refs, open_ledger, revision_id
print("ready", flush=True)
with open_ledger(sys.argv[2]) as ledger, ledger.writer() as writer:
    for number in range(int(sys.argv[3]), int(sys.argv[4])):
        given = numbered(number)
        refs = list_refs(given, revision_id(given.document))
        profiles = [StoredProfile(ref=ref, data=b"profile", keys=("a", str(number))) for ref in refs]
        saved = writer.save(given, custody=custody(raw=given.document.text.encode()), profiles=profiles)
        print(number, saved.revision, flush=True)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is there after all kills: how many were reported as saved, how many are there, how often it was killed."""

    reported: int
    there: int
    kills: int
    wrong: tuple[str, ...]


def crash(where: str, *, documents: int, kills: int, random: Random, longest_s: float) -> Left:
    """Saves `documents` dossiers in a process that is killed up to `kills` times, at a moment by chance, and started again."""
    open_ledger(where).close()
    reported: dict[int, str] = {}
    wrong: list[str] = []
    killed = 0
    while len(reported) < documents:
        first = max(reported, default=-1) + 1
        child = subprocess.Popen(
            [sys.executable, "-c", SAVE, str(Path(__file__).parent), where, str(first), str(documents)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        if killed < kills:
            time.sleep(random.uniform(0, longest_s))
            child.send_signal(signal.SIGKILL)
            killed += 1
        said, _ = child.communicate()
        for line in said.splitlines(keepends=True):
            number, _, revision = line.rstrip("\n").partition(" ")
            if line.endswith("\n"):
                reported[int(number)] = revision
        wrong += look(where, reported)
    return Left(reported=len(reported), there=count(where), kills=killed, wrong=tuple(wrong))


def look(where: str, reported: dict[int, str]) -> list[str]:
    """What is missing or half there."""
    wrong: list[str] = []
    with open_ledger(where) as ledger:
        view = ledger.view()
        for number, revision in reported.items():
            given = numbered(number)
            if revision != revision_id(given.document) or view.dossier(revision) != given:
                wrong.append(f"{number} was reported as saved and is not there")
        documents = list(view.documents())
        accounts = list(view.accounts())
        if not len(documents) == len(accounts) == len(view.profiles([one.ref for one in accounts])):
            wrong.append("a document is there by half")
        wrong += [fault.what for fault in ledger.verify()]
    return wrong


def count(where: str) -> int:
    with open_ledger(where, read_only=True) as ledger:
        return ledger.view().counts().documents
