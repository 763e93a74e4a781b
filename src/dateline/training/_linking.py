"""link: articles on known incidents -> the weights of the scorer that says whether two events are one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from math import log
from random import Random
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from dateline.documents import load
from dateline.linking import (
    FIGURE_NAMES,
    SCORER_FORMAT,
    Profile,
    Steps,
    Weights,
    block_keys,
    make_side,
    measure,
    pick_lead,
    profile_events,
    refer,
)
from dateline.model import Dossier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

SEED: Final = 7
PARTS, MEASURED = 5, 0  # one incident in five is measured on, by a digest of its id
ROUNDS, RATE, LEAST_LEAF = 400, 0.1, 20
MOST_OTHER: Final = 6  # pairs of one text's events, or of different acts of one story, for each article


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A read article of a known incident: its lead event's profile, and the profiles of all its events."""

    id: str
    incident: str
    lead: Profile | None
    profiles: tuple[Profile, ...]


def is_measured(incident: str) -> bool:
    """Whether an incident is kept for measuring and never trained on."""
    return sha256(incident.encode()).digest()[0] % PARTS == MEASURED


def mark_incident(incident: str) -> str:
    """The name under which the weights remember an incident that they were trained on."""
    return sha256(incident.encode()).hexdigest()[:8]


def read_articles(gold: Path, dossiers: Path) -> list[Article]:
    """The articles of `gold` (*.jsonl but *-incidents.jsonl) as profiles; `dossiers` are what was read of them."""
    incidents: dict[str, str] = {}
    for path in sorted(gold.glob("*.jsonl")):
        if not path.stem.endswith("-incidents"):
            for line in path.read_bytes().splitlines():
                row: dict[str, Any] = msgspec.json.decode(line)
                incidents[row["id"]] = row["incident"]
    found: list[Article] = []
    decoder = msgspec.json.Decoder(Dossier)
    with dossiers.open("rb") as lines:
        for line in lines:
            dossier = decoder.decode(line)
            name = dossier.document.id
            if name in incidents:
                profiles = profile_events(dossier, revision=name)
                event = pick_lead(dossier)
                ref = refer(event, revision=name) if event else None
                lead = next((profile for profile in profiles if profile.ref == ref), None)
                found.append(Article(id=name, incident=incidents[name], lead=lead, profiles=profiles))
    return found


def make_pairs(articles: Sequence[Article], chance: Random) -> Iterator[tuple[Profile, Profile, bool]]:
    """Pairs to learn from: leads that share a key, and all of one incident; and acts that are not one for all they share."""
    leads = [(article, article.lead) for article in articles if article.lead]
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, (_, lead) in enumerate(leads):
        for key in block_keys(lead):
            by_key[key].append(number)
    pairs = {pair for numbers in by_key.values() if len(numbers) < 200 for pair in combinations(numbers, 2)}
    by_incident: dict[str, list[int]] = defaultdict(list)
    for number, (article, _) in enumerate(leads):
        by_incident[article.incident].append(number)
    pairs |= {pair for numbers in by_incident.values() for pair in combinations(numbers, 2)}
    for left, right in sorted(pairs):
        yield leads[left][1], leads[right][1], leads[left][0].incident == leads[right][0].incident
    for numbers in by_incident.values():
        for left, right in combinations(numbers, 2):
            others = [p for p in leads[right][0].profiles if p.type != leads[left][1].type]
            for other in chance.sample(others, min(1, len(others))):
                yield leads[left][1], other, False
    for article in articles:
        inside = [(a, b) for a, b in combinations(article.profiles, 2) if a.type == b.type]
        for a, b in chance.sample(inside, min(1, len(inside))):
            yield a, b, False


def fit(rows: NDArray[np.float64], labels: NDArray[np.bool_], weights: NDArray[np.float64]) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415

    return HistGradientBoostingClassifier(
        max_leaf_nodes=2, max_iter=ROUNDS, learning_rate=RATE, min_samples_leaf=LEAST_LEAF, early_stopping=False
    ).fit(rows, labels, sample_weight=weights)


def collapse(model: Any) -> tuple[float, dict[str, Steps]]:
    """Boosted stumps as one step function for each figure."""
    cuts: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
    start = float(model._baseline_prediction.ravel()[0])
    for (tree,) in model._predictors:
        nodes = tree.nodes
        if len(nodes) == 1:
            start += float(nodes[0]["value"])
            continue
        root = nodes[0]
        below, above = float(nodes[root["left"]]["value"]), float(nodes[root["right"]]["value"])
        missing = below if root["missing_go_to_left"] else above
        cuts[int(root["feature_idx"])].append((float(root["num_threshold"]), below, above, missing))
    figures: dict[str, Steps] = {}
    for number, name in enumerate(FIGURE_NAMES):
        mine = cuts.get(number, [])
        edges = sorted({edge for edge, *_ in mine if edge != float("inf")})
        middles = [-float("inf"), *edges]
        values = [
            sum(above if middle >= edge and middle != -float("inf") else below for edge, below, above, _ in mine)
            for middle in middles
        ]
        figures[name] = Steps(
            edges=tuple(round(edge, 6) for edge in edges),
            values=tuple(round(value, 4) for value in values),
            missing=round(sum(missing for *_, missing in mine), 4),
        )
    return start, figures
