"""Checks the project's own coded texts."""

from __future__ import annotations

import sys
from pathlib import Path

from dateline.errors import RegistryError
from dateline.training._corpus import read_text


def check(paths: list[str]) -> int:
    """Prints what is wrong with each coded text below `paths`, and a count; the number of texts with a fault."""
    files = sorted(f for p in paths for f in ([Path(p)] if Path(p).is_file() else Path(p).rglob("*.yaml")))
    wrong = events = claims = 0
    for path in files:
        try:
            _, coding = read_text(path)
            events += len(coding["events"])
            claims += sum(len(event["claims"]) for event in coding["events"])
        except RegistryError as fault:
            wrong += 1
            print(fault, file=sys.stderr)
    print(f"{len(files)} texts, {events} events, {claims} claims, {wrong} texts with a fault")
    return wrong
