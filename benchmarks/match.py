"""How well rows of another data set are paired with events of ours, on a made-up month of a made-up war.

    python benchmarks/match.py [--events 300] [--seed 1]

Some of the events are in our reports, some in the data set, most in both. Each side tells them in its own way: another day, a
point some kilometres off, another toll, other words, a slot left out. Printed are, for a data set with notes and one without, the
share of its pairs that are true (precision), that of the true pairs that it has (recall), and how the scores fall.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.desk import assign, pair_up
from dateline.imports import ForeignEvent, ForeignParty, ForeignPlace
from dateline.linking import profile_events
from dateline.model import (
    Casualties,
    Coder,
    Codes,
    Document,
    Dossier,
    Event,
    EventMention,
    Evidence,
    Figure,
    Party,
    TriggerWords,
    When,
    Where,
)

TOWNS = ("Selmar", "Ostrava Dol", "Kirrim", "Tannis", "Brekov", "Ulm Harat", "Pesk", "Dorrat", "Velnik", "Karsum")
SIDES = ("Red Sickle", "Harbour Guard", "Northern Army", "Valley Front", "River Brigade", "Town Militia")
ACTS = (
    ("ASSAULT", "heavy-weapons", "shelled", ("mortar", "shells", "artillery", "houses", "market")),
    ("ASSAULT", "firearms", "attacked", ("gunmen", "checkpoint", "rifles", "outpost", "ambush")),
    ("ASSAULT", "explosives", "bombed", ("bomb", "roadside", "convoy", "mine", "vehicle")),
    ("ASSAULT", "abduct", "abducted", ("kidnapped", "farmers", "ransom", "captors", "village")),
    ("PROTEST", "demo", "marched", ("crowd", "banners", "square", "wages", "bread")),
    ("COERCE", "arrest", "arrested", ("suspects", "raid", "custody", "warrant", "police")),
)
EXTRA = (
    "school bridge mosque mill station clinic orchard depot river quarry dock hotel bakery tannery barracks dam".split()
)
FIRST = date(2024, 4, 1)
CODES = Codes(plover="", cameo=None, acled_event_type=None, acled_sub_event_type=None, quad=4, goldstein=0.0)


@dataclass(frozen=True, kw_only=True)
class Truth:
    number: int
    act: tuple[str, str, str, tuple[str, ...]]
    day: date
    town: int
    actor: str
    target: str
    killed: int
    words: tuple[str, ...]


def make_truth(dice: random.Random, number: int) -> Truth:
    act = ACTS[min(int(dice.expovariate(0.6)), len(ACTS) - 1)]
    actor, target = dice.sample(SIDES, 2)
    return Truth(
        number=number, act=act, day=FIRST + timedelta(days=dice.randrange(30)), town=min(int(dice.expovariate(0.35)), 9),
        actor=actor, target=target, killed=dice.choice((0, 0, 1, 2, 3, 4, 7, 12)),
        words=(*dice.sample(act[3], 3), *dice.sample(EXTRA, 3)),
    )  # fmt: skip


def point(town: int) -> tuple[float, float]:
    return 36.0 + 0.31 * (town % 4), 35.0 + 0.37 * (town // 4)


def tell(dice: random.Random, truth: Truth) -> Dossier:
    """Our report of it."""
    words = [w for w in truth.words if dice.random() < 0.8]
    town = TOWNS[truth.town]
    text = (
        f"{truth.actor} {truth.act[2]} {truth.target} in {town}, residents said. The {' and the '.join(words)} "
        f"were named by witnesses. {f'{truth.killed} people were killed.' if truth.killed else ''}"
    )
    all_of_it = Evidence(start=0, end=len(text), quote=text)
    act = text.index(truth.act[2])
    lat, lon = point(truth.town)
    day = truth.day + timedelta(days=dice.choice((0, 0, 0, 0, 0, 0, 1, -1)))
    killed = max(0, truth.killed + dice.choice((0, 0, 0, 0, 1, -1, 2)))
    party = Party(name=truth.actor, actor_id=None, country="", sector="UAF", evidence=all_of_it, confidence=1.0)
    event = Event(
        id="e1", type=truth.act[0], mode=truth.act[1] if dice.random() < 0.7 else "", realis="actual", ground="main",
        summary=text[:60], confidence=0.8,
        mentions=(
            EventMention(
                start=0, end=len(text), quote=text,
                trigger=TriggerWords(start=act, end=act + len(truth.act[2]), text=truth.act[2]),
            ),
        ),
        when=When(edtf=day.isoformat(), earliest=day, latest=day, rule="weekday", evidence=all_of_it)
        if dice.random() < 0.85 else None,
        where=(
            Where(
                name=town, country="TUR", admin1=None, level="city", lat=lat, lon=lon, radius_km=5.0,
                geonames_id=truth.town + 1, evidence=all_of_it,
            ),
        ) if dice.random() < 0.85 else (),
        actors=(party,) if dice.random() < 0.8 else (),
        targets=(replace(party, name=truth.target),) if dice.random() < 0.6 else (),
        weapon=None,
        casualties=Casualties(killed=(Figure(low=killed, high=killed, evidence=all_of_it),)) if killed else None,
        claims=(), relations=(), codes=CODES,
    )  # fmt: skip
    document = Document(
        id=str(truth.number),
        sha256="",
        text=text,
        published=truth.day + timedelta(days=dice.choice((0, 1, 1, 2))),
        title=text[:50],
    )
    return Dossier(
        document=document, coder=Coder(name="", version="", reader="", ontology=""), events=(event,), issues=()
    )


def row(dice: random.Random, truth: Truth, *, notes: bool) -> ForeignEvent:
    """The data set's row of it."""
    lat, lon = point(truth.town)
    near = dice.random()
    day = truth.day + timedelta(days=dice.choice((0, 0, 0, 0, 0, 0, 0, 1)))
    killed = max(0, truth.killed + dice.choice((0, 0, 0, 0, 0, 1, -2)))
    words = [w for w in truth.words if dice.random() < 0.6]
    return ForeignEvent(
        shelf="made", format="made", id=f"M{truth.number}", line=truth.number, types=(truth.act[0],), mode="", weapon="",
        codes=(), earliest=day, latest=day, day_code="1",
        place=ForeignPlace(
            name=TOWNS[truth.town] if near < 0.9 else f"{TOWNS[truth.town]} outskirts", country="TUR", admin1="",
            level="city" if near < 0.9 else "district", lat=lat + dice.uniform(-0.03, 0.03), lon=lon + dice.uniform(-0.03, 0.03),
            radius_km=5.0 if near < 0.9 else 25.0, precision="1",
        ),
        parties=(
            ForeignParty(role="actor", name=truth.actor, country="", sector="REB", code="2"),
            ForeignParty(role="target", name=truth.target, country="", sector="REB", code="2"),
        ),
        is_directed=False, low=killed or None, best=killed or None, high=killed or None, published=None, source="Local Post",
        headline="", url="", row=(),
        notes=f"On {day:%d %B %Y}, {truth.actor} forces clashed near the {' and '.join(words)} in {TOWNS[truth.town]}."
        if notes else "",
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for notes in (True, False):
        dice = random.Random(given.seed)
        truths = [make_truth(dice, n) for n in range(given.events)]
        ours = [t for t in truths if dice.random() < 0.8]
        theirs = [t for t in truths if dice.random() < 0.8]
        both = {t.number for t in ours} & {t.number for t in theirs}
        profiles = {t.number: profile_events(tell(dice, t), revision=str(t.number)) for t in ours}
        rows = [row(dice, t, notes=notes) for t in theirs]
        pairs = pair_up(rows, profiles, least=0.0)
        numbers = [t.number for t in theirs]
        same = sorted(p.score for p in pairs if numbers[p.row] == p.event)
        other = sorted(p.score for p in pairs if numbers[p.row] != p.event)
        print(f"{'with' if notes else 'without'} notes: {len(rows)} rows, {len(ours)} events, {len(both)} in both")
        for name, scores in (("the same", same), ("others", other)):
            cuts = [f"{scores[int(q * (len(scores) - 1))]:.3f}" for q in (0.05, 0.25, 0.5, 0.75, 0.95, 0.99)]
            print(f"  {name:<9} {len(scores):>6} pairs; 5, 25, 50, 75, 95, 99 % are at most {' '.join(cuts)}")
        for least in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            made = assign([p for p in pairs if p.score >= least])
            true = sum(1 for p in made if numbers[p.row] == p.event)
            precision, recall = true / max(1, len(made)), true / len(both)
            print(f"  least {least:.1f}: {len(made):>4} pairs, precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
