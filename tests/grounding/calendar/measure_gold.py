"""Figures against the gold data, where it is at hand: run as a script, no test.

    python tests/grounding/calendar/measure_gold.py [--errors] [--folder PATH]

1. dossiers: `resolve_time` on the quote of each coded time of the train articles, against its EDTF.
2. timex: `find_times` against the DATE and TIME expressions of TempEval-3 (one shared character is a hit), and the
   days of those that name days.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dateline.grounding.calendar import find_times, is_relative_to_event, parse_edtf, resolve_time
from dateline.grounding.calendar._days import Tense
from dateline.model import When

_DEFAULT_FOLDER = Path(__file__).resolve().parents[4] / "shared" / "gold"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=_DEFAULT_FOLDER)
    parser.add_argument("--errors", action="store_true", help="print each disagreement")
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"no gold data at {options.folder}: nothing measured")
        return
    measure_dossiers(options.folder / "dossiers" / "train", errors=options.errors)
    measure_timex(options.folder / "timex" / "dev.jsonl", errors=options.errors)


def measure_dossiers(folder: Path, *, errors: bool) -> None:
    for with_tense in (True, False):
        counts: Counter[str] = Counter()
        lines: list[str] = []
        for text, quote, start, edtf, anchor, realis in _coded_times(folder):
            tense = _TENSES.get(realis) if with_tense else None
            found = resolve_time(text, start, start + len(quote), anchor=anchor, tense=tense)
            relative = is_relative_to_event(text, start, start + len(quote))
            group = "relative" if relative else "plain" if find_times(text[start : start + len(quote)]) else "no time"
            verdict = _verdict(found, edtf)
            counts[f"{group} {verdict}"] += 1
            counts[f"all {verdict}"] += 1
            if verdict != "exact":
                got = f"{found.edtf} {found.rule}" if found else "-"
                lines.append(f"{verdict:8} {group:8} {anchor} {realis[:4]} gold {edtf} got {got} | {quote}")
        print(f"dossiers, realis {'given as tense' if with_tense else 'not given'}")
        for group in ("plain", "relative", "no time", "all"):
            total = sum(counts[f"{group} {verdict}"] for verdict in _VERDICTS)
            given = total - counts[f"{group} none"]
            shares = ", ".join(f"{v} {counts[f'{group} {v}'] / max(total, 1):.1%}" for v in _VERDICTS)
            precise = counts[f"{group} exact"] / max(given, 1)
            print(f"  {group:8} {total:4} quotes: {shares}; exact of those resolved {precise:.1%}")
        if errors and with_tense:
            print("\n".join(lines))


_TENSES: dict[str, Tense] = {"future": "future", "actual": "past"}
_VERDICTS = ("exact", "overlap", "wrong", "none")


def _verdict(found: When | None, edtf: str) -> str:
    if found is None:
        return "none"
    earliest, latest = parse_edtf(edtf)
    if (found.earliest, found.latest) == (earliest, latest):
        return "exact"
    return "overlap" if found.earliest <= latest and earliest <= found.latest else "wrong"


def _coded_times(folder: Path) -> Iterator[tuple[str, str, int, str, date, str]]:
    for path in sorted((folder / "ann").glob("*.json")):
        doc: dict[str, Any] = json.loads((folder / "docs" / path.name).read_text(encoding="utf-8"))
        if not doc.get("published"):
            continue
        anchor = date.fromisoformat(doc["published"][:10])
        for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
            when, text = event.get("when"), doc["text"]
            if when and when["quote"]:
                yield text, when["quote"], _place(text, when["quote"], event), when["edtf"], anchor, event["realis"]


def _place(text: str, quote: str, event: dict[str, Any]) -> int:
    """The place of the quote that is nearest to a mention of the event."""
    mentions = [text.find(mention["quote"]) for mention in event["mentions"]]
    places = [index for index in range(len(text)) if text.startswith(quote, index)]
    return min(places, key=lambda place: min((abs(place - at) for at in mentions), default=0))


def measure_timex(path: Path, *, errors: bool) -> None:
    counts: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        doc: dict[str, Any] = json.loads(line)
        anchor = date.fromisoformat(doc["published"])
        spans = find_times(doc["text"])
        gold = [timex for timex in doc["timexes"] if timex["type"] in ("DATE", "TIME")]
        for span in spans:
            counts["found"] += 1
            counts["found right"] += any(span.start < t["end"] and t["start"] < span.end for t in doc["timexes"])
        for timex in gold:
            hits = [span for span in spans if span.start < timex["end"] and timex["start"] < span.end]
            counts["gold"] += 1
            counts["hit"] += bool(hits)
            if not hits:
                missed[timex["text"].replace("\n", " ").lower()] += 1
            days = _timex_days(timex["value"])
            if days is None:
                continue
            counts["valued"] += 1
            when = resolve_time(doc["text"], timex["start"], timex["end"], anchor=anchor)
            if when and (when.earliest, when.latest) == days:
                counts["value exact"] += 1
            if when and when.earliest <= days[1] and days[0] <= when.latest:
                counts["value overlap"] += 1
            else:
                got = f"{when.edtf} {when.rule}" if when else "-"
                wrong.append(f"{anchor} gold {timex['value']} got {got} | {timex['text']!r}")
    print(
        f"timex, DATE and TIME: recall {counts['hit'] / counts['gold']:.1%} of {counts['gold']}, "
        f"precision (any type) {counts['found right'] / counts['found']:.1%} of {counts['found']}; "
        f"days exact {counts['value exact'] / counts['valued']:.1%}, "
        f"overlap {counts['value overlap'] / counts['valued']:.1%} of {counts['valued']}"
    )
    if errors:
        print(missed.most_common(80))
        print("\n".join(wrong))


def _timex_days(value: str) -> tuple[date, date] | None:
    """The days of a TIMEX3 value, None for a length, a season or a reference to past, present or future."""
    value = value.partition("T")[0]
    year, _, rest = value.partition("-")
    try:
        if rest.startswith("W") and len(rest) == 3:
            monday = date.fromisocalendar(int(year), int(rest[1:]), 1)
            return monday, date.fromisocalendar(int(year), int(rest[1:]), 7)
        if rest.startswith("Q") and rest[1:].isdecimal():
            first = 3 * int(rest[1:]) - 2
            return parse_edtf(f"{year}-{first:02d}/{year}-{first + 2:02d}")
        return parse_edtf(value)
    except ValueError:
        return None


if __name__ == "__main__":
    main()
