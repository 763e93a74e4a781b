"""How fast documents are read, on one core and on two, and what takes the time.

    python benchmarks/throughput.py [--articles N] [--processes 1 2] [--json]

The articles are made of the shipped examples, about 350 words each. Every process loads a pipeline of its own, with one
thread for the encoder; loading is not timed. Memory is the sum of the processes' peaks of resident memory, the starting
one included: pages that they share count more than once, so it is an upper bound.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
import os
import resource
import sys
import time
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.documents import from_text, load
from dateline.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.synchronize import Barrier

    from dateline.model import Document

EXAMPLES = Path(__file__).parents[1] / "examples"
WORDS = 350
PUBLISHED = date(2023, 3, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One process: when it read (seconds of the machine's clock), what the bare encoder took, its peak memory."""

    start: float
    end: float
    encoder_s: float
    events: int
    peak_mib: float


def make_articles(count: int) -> list[Document]:
    """`count` texts of about WORDS words: paragraphs of the examples in a row, each text beginning one further on."""
    paragraphs: list[str] = []
    for loaded in load([str(path) for path in sorted(EXAMPLES.glob("*.txt"))]):
        assert loaded.document, loaded.error
        text = loaded.document.text
        skip = next((s.end for s in loaded.document.segments if s.kind == "date"), 0)
        paragraphs += [part.strip() for part in text[skip:].split("\n\n")]
    articles: list[Document] = []
    for number in range(count):
        parts: list[str] = []
        for part in islice(cycle(paragraphs), number % len(paragraphs), None):
            if sum(len(p.split()) for p in parts) >= WORDS:
                break
            parts.append(part)
        articles.append(from_text("\n\n".join(parts), id=f"article-{number}", published=PUBLISHED))
    return articles


def read_all(articles: Sequence[Document], ready: Barrier, results: mp.SimpleQueue[Timing]) -> None:
    """The work of one process: the whole pipeline over its articles, then the bare encoder over the same."""
    pipeline = Pipeline.load(threads=1)
    pipeline.read(articles[0])  # what is loaded at first use is loaded now
    ready.wait()
    start = time.monotonic()
    events = sum(len(pipeline.read(article).events) for article in articles)
    end = time.monotonic()
    peak = peak_mib()
    ready.wait()
    begin = time.monotonic()
    for article in articles:
        pipeline.reader.encode(pipeline.reader.tokenise(article))
    encoder = time.monotonic() - begin
    results.put(Timing(start=start, end=end, encoder_s=encoder, events=events, peak_mib=peak))


def peak_mib() -> float:
    """Peak resident memory of this process; the system counts it in KiB, on macOS in bytes."""
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def measure(articles: Sequence[Document], *, processes: int) -> list[Timing]:
    context = mp.get_context("spawn")
    ready, results = context.Barrier(processes), context.SimpleQueue()
    workers = [
        context.Process(target=read_all, args=(articles[n::processes], ready, results), daemon=True)
        for n in range(processes)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        if worker.exitcode:
            raise SystemExit(f"a process ended with status {worker.exitcode}")
    return [results.get() for _ in workers]


def figures(articles: Sequence[Document], *, processes: int) -> dict[str, float]:
    timings = measure(articles, processes=processes)
    wall = max(t.end for t in timings) - min(t.start for t in timings)
    busy, encoder = sum(t.end - t.start for t in timings), sum(t.encoder_s for t in timings)
    return {
        "articles_per_second": round(len(articles) / wall, 2),
        "ms_per_article": round(1000 * busy / len(articles), 1),
        "encoder_share": round(100 * encoder / busy, 1),
        "ratio_to_encoder": round(busy / encoder, 2),
        "peak_mib": round(sum(t.peak_mib for t in timings) + peak_mib(), 1),
        "events_per_article": round(sum(t.events for t in timings) / len(articles), 2),
    }


def main() -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does; the worker processes inherit it
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100, help="how many articles are read (default 100)")
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2], help="how many at a time (default 1 2)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    options = parser.parse_args()
    if options.articles < max(options.processes):
        parser.error("--articles: there must be one for each process")
    articles = make_articles(options.articles)
    words = sum(len(article.text.split()) for article in articles) / len(articles)
    found = {processes: figures(articles, processes=processes) for processes in options.processes}
    if options.json:
        flat: dict[str, Any] = {f"{name}_{n}": value for n, row in found.items() for name, value in row.items()}
        flat["words_per_article"] = round(words, 1)
        print(json.dumps({"task": "throughput", "items": len(articles), "figures": flat}))
        return
    print(f"{len(articles)} articles of {words:.0f} words; the encoder has one thread in each process\n")
    print(f"{'processes':<22}" + "".join(f"{n:>10}" for n in found))
    for name in next(iter(found.values())):
        label = name.replace("_", " ").replace("encoder share", "encoder share, %")
        print(f"{label:<22}" + "".join(f"{row[name]:>10}" for row in found.values()))


if __name__ == "__main__":
    main()
