"""How long a new event takes against a ledger of many: finding what to compare it with, comparing it, telling why.

    python benchmarks/linking.py [--held 100000] [--new 2000] [--json]

The profiles are made up, by a fixed seed: reports of incidents in 3,000 towns over two years, two an incident, with
names, ages and places drawn from lists that are as uneven as those of news (Zipf's law), and words of the shipped table
with made-up rare ones among them. What is timed, in time of the processor, is the keys of the new event, the look-up
among those held and the scores of the candidates with their reasons.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from datetime import date, timedelta
from random import Random

from dateline.linking import Index, PlaceMark, Profile, Scorer, TollMark, load_table
from dateline.model import EventRef

TOWNS, RARE_WORDS, FIRST_NAMES, LAST_NAMES, DAYS = 3_000, 200_000, 800, 50_000, 730
RARE = 0.3  # share of a profile's words that the table lacks, as measured on news

START = date(2021, 1, 1)


def make_profiles(count: int, *, seed: int = 5) -> list[Profile]:
    """`count` profiles, two of each incident: the second repeats part of the first's names and words."""
    chance = Random(seed)
    common = [word for word, weight in sorted(load_table().items()) if weight >= 3.0]
    found: list[Profile] = []
    while len(found) < count:
        place = make_place(chance)
        day = START + timedelta(days=chance.randrange(DAYS))
        people = [f"first{zipf(chance, FIRST_NAMES)} last{zipf(chance, LAST_NAMES)}" for _ in range(4)]
        words = [make_word(chance, common) for _ in range(22)]
        for telling in range(2):
            own = [make_word(chance, common) for _ in range(16)]
            mixed = [*chance.sample(words, 14), *own]
            published = day + timedelta(days=chance.randrange(4))
            found.append(
                Profile(
                    ref=EventRef(revision=f"r{len(found)}", start=0, end=4),
                    type="ASSAULT",
                    mode="firearms",
                    realis="actual",
                    ground="main",
                    focus=1.0,
                    published=published,
                    earliest=day if telling == 0 or chance.random() < 0.7 else None,
                    latest=day if telling == 0 or chance.random() < 0.7 else None,
                    dated="weekday",
                    places=(place,),
                    people=tuple(chance.sample(people, 3)),
                    names=tuple(chance.sample(people, 3)),
                    ages=tuple(sorted(chance.sample(range(10, 70), 3))),
                    numbers=(str(chance.randrange(100, 9000)),),
                    tolls=(TollMark(kind="killed", low=1, high=1),),
                    triggers=("shooting", "shot"),
                    words=tuple(mixed[6:22]),
                    context=tuple(mixed),
                    headline=tuple(mixed[10:18]),
                )
            )
    chance.shuffle(found)
    return found[:count]


def make_word(chance: Random, common: list[str]) -> str:
    if chance.random() < RARE:
        return f"rare{zipf(chance, RARE_WORDS)}"
    return common[chance.randrange(len(common))]


def make_place(chance: Random) -> PlaceMark:
    number = zipf(chance, TOWNS)
    where = Random(number)
    return PlaceMark(
        name=f"town{number}",
        country="USA",
        admin1=f"state{number % 50}",
        level="city",
        lat=where.uniform(25, 48),
        lon=where.uniform(-124, -70),
        radius_km=5.0,
        geonames_id=number,
    )


def zipf(chance: Random, most: int) -> int:
    """A rank from 0 to `most` - 1, the n-th about n times rarer than the first."""
    return int(most ** chance.random()) - 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", type=int, default=100_000, help="how many events the ledger holds (default 100000)")
    parser.add_argument("--new", type=int, default=2_000, help="how many new ones are timed (default 2000)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    options = parser.parse_args()
    profiles = make_profiles(options.held + options.new)
    scorer, index = Scorer.load(), Index()
    begin = time.process_time()
    for profile in profiles[: options.held]:
        index.add(profile)
    filled = time.process_time() - begin
    times: list[float] = []
    compared = 0
    for profile in profiles[options.held :]:
        begin = time.process_time()
        compared += len(index.link(profile, scorer))
        times.append(1000 * (time.process_time() - begin))
    unit = 2**20 if sys.platform == "darwin" else 2**10
    figures = {
        "ms_mean": round(statistics.fmean(times), 3),
        "ms_median": round(statistics.median(times), 3),
        "ms_95th": round(statistics.quantiles(times, n=20)[-1], 3),
        "compared_mean": round(compared / len(times), 2),
        "ms_to_add": round(1000 * filled / options.held, 3),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1),
    }
    if options.json:
        print(json.dumps({"task": "linking", "items": options.held, "figures": figures}))
        return
    print(f"a new event against {options.held} held\n")
    for name, figure in figures.items():
        print(f"{name.replace('_', ' '):<16}{figure:>10}")


if __name__ == "__main__":
    main()
