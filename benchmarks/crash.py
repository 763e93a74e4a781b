"""Kills a process that saves dossiers, again and again, and looks at what it left each time.

    python benchmarks/crash.py [--documents N] [--kills K] [--seed S] [--ledger FILE-OR-ADDRESS] [--json]

Each life of the process is ended with SIGKILL at a moment by chance. After each, all that it had reported as saved must be
there as it was given, no document may be there by half, and `verify` must find nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[1] / "tests" / "ledger"))

from kill import crash


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--longest", type=float, default=1.0, help="seconds that a life lasts at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ledger", help="an empty one; a file in a temporary folder by default")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        left = crash(
            given.ledger or str(Path(folder) / "ledger.sqlite"),
            documents=given.documents,
            kills=given.kills,
            random=Random(given.seed),
            longest_s=given.longest,
        )
    seconds = time.perf_counter() - start
    if given.json:
        figures = {"reported": left.reported, "there": left.there, "kills": left.kills, "wrong": left.wrong}
        print(json.dumps(figures | {"seconds": round(seconds, 1)}))
    else:
        print(f"{left.reported} reported as saved, {left.there} there, {left.kills} kills, {seconds:.0f} s")
        print("\n".join(left.wrong) or "nothing wrong")
    return 1 if left.wrong or left.reported != left.there else 0


if __name__ == "__main__":
    sys.exit(main())
