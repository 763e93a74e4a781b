"""How fast the pages of a web archive are read, and that the memory does not grow with them.

    python benchmarks/archive.py --pages 10000             finding the records, and the main text of each page
    python benchmarks/archive.py --pages 100 --read 100    and coding the first 100 with the installed reader

It makes a WARC file of pages from the texts in `examples/`, one gzip member a record as crawlers write them, and a picture for
every fourth page. Each page has the text of an article and, for 300 links, 20 KB of what stands around it.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from dateline.documents import load
from dateline.pipeline import Pipeline

ROOT = Path(__file__).parents[1]


def make_records(pages: int, links: int) -> Iterator[bytes]:
    around = "".join(
        f'<li class="item"><a href="/section/{n}">Section {n} of the paper</a></li>' for n in range(links // 2)
    )
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").rglob("*.txt"))]
    for number in range(pages):
        lines = f"{texts[number % len(texts)]}\n\nIt was report number {number}.".split("\n\n")
        text = "".join(f"<p>{line}</p>" for line in lines)
        page = (
            f"<!doctype html><html lang='en'><head><title>Report {number}</title></head><body><nav><ul>{around}</ul></nav>"
            f"<main><article><h1>Report {number}</h1>{text}</article></main><footer><ul>{around}</ul></footer></body></html>"
        )
        yield make_record(f"https://lamp.example/{number}", "text/html; charset=utf-8", page.encode())
        if number % 4 == 0:
            yield make_record(f"https://lamp.example/{number}.png", "image/png", b"\x89PNG" + bytes(20_000))


def make_record(url: str, media_type: str, body: bytes) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-01T09:30:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n")


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def now_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--read", type=int, default=0, metavar="N", help="code the first N with the reader")
    parser.add_argument(
        "--links", type=int, default=300, help="around each article; the main text takes longer to find"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        with path.open("wb") as file:
            for record in make_records(given.pages, given.links):
                file.write(record)
        print(f"{given.pages:,} pages, {path.stat().st_size / 1e6:.1f} MB")
        found = 0
        begin, cpu = time.perf_counter(), time.process_time()
        for one in load([str(path)]):
            found += one.document is not None
            if one.document is not None and found % max(1, given.pages // 10) == 0:
                print(f"  {found:>6,} pages: {now_mb():.0f} MB in use, {peak_mb():.0f} MB at most", flush=True)
        took, cpu = time.perf_counter() - begin, time.process_time() - cpu
        print(f"main text of {found:,} pages: {found / took:.0f} pages/s ({found / cpu:.0f} per second of one core)")
        if given.read:
            pipeline = Pipeline.load(threads=1)
            documents = (one.document for one in load([str(path)]) if one.document is not None)
            some = list(islice(documents, given.read))
            pipeline.read(some[0])
            begin, cpu = time.perf_counter(), time.process_time()
            for document in some:
                pipeline.read(document)
            took, cpu = time.perf_counter() - begin, time.process_time() - cpu
            rate, alone = len(some) / took, len(some) / cpu
            print(f"coding {len(some)} of them: {rate:.1f} pages/s ({alone:.1f} per second of one core)")


if __name__ == "__main__":
    main()
