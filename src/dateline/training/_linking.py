"""link: articles on known incidents -> the weights of the scorer that says whether two events are one."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import combinations
from math import log
from random import Random
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np
from scipy.optimize import minimize

from dateline import __version__
from dateline.documents import load, with_headline
from dateline.linking import (
    FIGURE_NAMES,
    SCORER_FORMAT,
    Index,
    Profile,
    Side,
    Steps,
    Weights,
    block_keys,
    make_side,
    mark_incident,
    measure,
    pick_lead,
    profile_events,
    refer,
    split_words,
)
from dateline.model import Dossier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from dateline.model import EventRef

SEED: Final = 7
PARTS, MEASURED = 5, 0  # one incident in five is measured on, by a digest of its id
STEPS: Final = 10  # edges of a figure's step function for either kind of pair: more did not link better
RIDGE: Final = 0.5
# What a pair of two acts that only share their text counts beside a pair of two leads.
LESSER: Final = 0.5
# Which way a figure may move the odds where common sense says so: what chance alone would teach is kept out.
DIRECTIONS: Final = {
    **dict.fromkeys(
        ("same_type", "same_mode", "same_realis", "trigger_share", "own_named", "any_named", "same_admin1", "street",
         "people_shared", "people_share", "surnames_shared", "ages_shared", "ages_share", "names_weight", "names_share",
         "numbers_shared", "party_same", "party_words", "party_country", "weapon", "killed_same", "injured_same",
         "toll_same", "words_weight", "words_share", "context_weight", "context_share", "headline_share",
         "near_day_words", "place_words"), 1,
    ),
    **dict.fromkeys(("day_gap", "published_gap", "told_before_days", "own_km", "any_km", "near_day_place"), -1),
}  # fmt: skip
# The table of words: a word counts where it stands in this many texts of a collection and in one of this many of them.
LEAST_TEXTS, RAREST = 5, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A read article of a known incident, or of none (""): its lead event's profile and those of all its events."""

    id: str
    incident: str
    lead: Profile | None
    profiles: tuple[Profile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    left: Profile
    right: Profile
    same: bool
    importance: float = 1.0


def link(*, gold: Path, stories: Path | None, dossiers: Path, out: Path) -> None:
    """Trains on `gold` (articles in *.jsonl with `incident`) and writes the weights to the folder `out`.

    `stories` is a folder of coded articles on few topics (docs/*.json): different acts of one topic are what is easily
    confused. `dossiers` holds what was read of the articles; if it is not there, they are read now, and it is written.
    """
    if not dossiers.exists():
        read_dossiers(_sources(gold) + ([str(stories)] if stories else []), dossiers)
    articles = read_articles(gold, dossiers)
    own = [article for article in articles if not is_measured(article.incident)]
    pairs = list(make_pairs(own, Random(SEED)))
    rows, labels, importance = tabulate(pairs)
    weights = fit(rows, labels, importance)
    slope, shift = calibrate(rows, labels, importance, [_group(pair, own) for pair in pairs])
    lead_pairs = int((importance == 1).sum())
    weights = msgspec.structs.replace(
        weights,
        slope=slope,
        shift=shift,
        about={
            "articles": len(own),
            "pairs": len(pairs),
            "of leads": lead_pairs,
            "same": int(labels.sum()),
            "seed": SEED,
            "dateline": __version__,
        },
        trained_on=tuple(sorted({mark_incident(article.incident) for article in own if article.incident})),
    )
    out.mkdir(parents=True, exist_ok=True)
    (out / "scorer.json").write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=0) + b"\n")
    print(f"{out / 'scorer.json'}: {weights.about}, slope {slope}, shift {shift}", file=sys.stderr)


def is_measured(incident: str) -> bool:
    """Whether an incident is kept for measuring and never trained on; what belongs to none is always trained on."""
    return bool(incident) and sha256(incident.encode()).digest()[0] % PARTS == MEASURED


def read_dossiers(sources: Sequence[str], out: Path) -> None:
    """Reads all sources with the installed reader into one file of dossiers, one a line."""
    from dateline.pipeline import Pipeline  # noqa: PLC0415  (loads the reader)

    pipeline = Pipeline.load()
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_suffix(".part")
    with part.open("wb") as lines:
        for loaded in load(list(sources)):
            if loaded.document:
                document = with_headline(loaded.document)
                lines.write(msgspec.json.encode(pipeline.read(document, issues=loaded.issues)) + b"\n")
    part.replace(out)


def read_articles(gold: Path, dossiers: Path) -> list[Article]:
    """The articles of a file of dossiers as profiles, with the incidents that `gold` knows them by."""
    incidents: dict[str, str] = {}
    for path in _sources(gold):
        with open(path, "rb") as lines:  # noqa: PTH123
            for line in lines:
                row: dict[str, Any] = msgspec.json.decode(line)
                incidents[row["id"]] = row["incident"]
    found: list[Article] = []
    decoder = msgspec.json.Decoder(Dossier)
    with dossiers.open("rb") as lines:
        for line in lines:
            dossier = decoder.decode(line)
            name = dossier.document.id
            profiles = profile_events(dossier, revision=name)
            event = pick_lead(dossier)
            ref = refer(event, revision=name) if event else None
            lead = next((profile for profile in profiles if profile.ref == ref), None)
            found.append(Article(id=name, incident=incidents.get(name, ""), lead=lead, profiles=profiles))
    return sorted(
        found, key=lambda article: (article.lead.published or date.max if article.lead else date.max, article.id)
    )


def make_pairs(articles: Sequence[Article], chance: Random) -> Iterator[Pair]:
    """Pairs to learn from.

    Of leads: each with those before it that a ledger would compare it with, and with all of its own incident. Beside
    them what must be told apart though all around it is the same: a lead and an act of another type in another report of
    its incident, and two acts of one text.
    """
    told = [(article, article.lead) for article in articles if article.lead and article.incident]
    incidents = {lead.ref: article.incident for article, lead in told}
    by_incident: dict[str, list[int]] = defaultdict(list)
    met: set[tuple[EventRef, EventRef]] = set()
    index = Index()
    for number, (article, lead) in enumerate(told):
        by_incident[article.incident].append(number)
        for side in index.near(lead):
            other = side.profile
            met.add((other.ref, lead.ref))
            yield Pair(left=other, right=lead, same=incidents[other.ref] == article.incident)
        index.add(lead)
    for numbers in by_incident.values():
        for left, right in combinations(numbers, 2):
            if (told[left][1].ref, told[right][1].ref) not in met:
                yield Pair(left=told[left][1], right=told[right][1], same=True, importance=LESSER)
    for numbers in by_incident.values():
        for left, right in combinations(numbers, 2):
            lead = told[left][1]
            others = [profile for profile in told[right][0].profiles if profile.type != lead.type]
            for other in chance.sample(others, min(1, len(others))):
                yield Pair(left=lead, right=other, same=False, importance=LESSER)
    for article in articles:
        inside = [(a, b) for a, b in combinations(article.profiles, 2) if a.type == b.type]
        for left, right in chance.sample(inside, min(1, len(inside))):
            yield Pair(left=left, right=right, same=False, importance=LESSER)
    yield from _topic_pairs([article for article in articles if not article.incident], chance)


def _topic_pairs(articles: Sequence[Article], chance: Random) -> Iterator[Pair]:
    """Events of coded articles that share a key but differ in the day of what they tell: one topic, two events."""
    by_key: dict[str, list[Profile]] = defaultdict(list)
    for article in articles:
        for profile in article.profiles:
            for key in block_keys(profile):
                by_key[key].append(profile)
    seen: set[tuple[Any, Any]] = set()
    for profiles in by_key.values():
        for left, right in combinations(profiles, 2):
            pair = (left.ref, right.ref)
            if left.ref.revision != right.ref.revision and pair not in seen and _days_apart(left, right) > 3:
                seen.add(pair)
                if chance.random() < 0.5:
                    yield Pair(left=left, right=right, same=False, importance=LESSER)


def _days_apart(left: Profile, right: Profile) -> int:
    """0 where a time is not told or was not read in the text."""
    if not (left.earliest and left.latest and right.earliest and right.latest):
        return 0
    if "published" in (left.dated, right.dated):
        return 0
    return max((right.earliest - left.latest).days, (left.earliest - right.latest).days, 0)


def tabulate(pairs: Iterable[Pair]) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """The figures of each pair (pairs, figures), whether it is one event, and how much it counts."""
    sides: dict[int, Side] = {}

    def side(profile: Profile) -> Side:
        return sides.setdefault(id(profile), make_side(profile)) if id(profile) not in sides else sides[id(profile)]

    listed = list(pairs)
    rows = np.array([measure(side(pair.left), side(pair.right)) for pair in listed])
    return rows, np.array([pair.same for pair in listed]), np.array([pair.importance for pair in listed])


def fit(
    rows: NDArray[np.float64], labels: NDArray[np.bool_], importance: NDArray[np.float64], *, ridge: float = RIDGE
) -> Weights:
    """A logistic regression over steps: each figure adds a step function that rises, falls or is free as DIRECTIONS says.

    `rows` is (pairs, figures) with NaN for what cannot be compared, which adds nothing; `importance` weighs the pairs.
    """
    edges = [_cut(rows[:, column], labels) for column in range(rows.shape[1])]
    blocks: list[NDArray[np.float64]] = []
    bounds: list[tuple[float | None, float | None]] = [(None, None)]
    for column, (name, cuts) in enumerate(zip(FIGURE_NAMES, edges, strict=True)):
        values = rows[:, column]
        known = ~np.isnan(values)
        above = np.nan_to_num(values)[:, None] > np.array(cuts)[None, :]
        blocks += [known[:, None].astype(float), (known[:, None] & above).astype(float)]
        way = DIRECTIONS.get(name, 0)
        bounds += [(None, None), *[(0.0 if way > 0 else None, 0.0 if way < 0 else None)] * len(cuts)]
    table = np.hstack([np.ones((len(rows), 1)), *blocks])
    target = labels.astype(float)

    def loss(theta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = table @ theta
        cost = importance @ (np.logaddexp(0.0, odds) - target * odds) + 0.5 * ridge * float(theta[1:] @ theta[1:])
        slope = table.T @ (importance * (_sigmoid(odds) - target))
        slope[1:] += ridge * theta[1:]
        return float(cost), slope

    found = minimize(
        loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}
    )
    theta = [float(value) for value in found.x]
    figures: dict[str, Steps] = {}
    at = 1
    for name, cuts in zip(FIGURE_NAMES, edges, strict=True):
        steps = np.cumsum(theta[at : at + 1 + len(cuts)])
        at += 1 + len(cuts)
        figures[name] = Steps(edges=tuple(cuts), values=tuple(round(float(s), 4) for s in steps), missing=0.0)
    return Weights(format=SCORER_FORMAT, start=round(theta[0], 4), slope=1.0, shift=0.0, figures=figures)


def calibrate(
    rows: NDArray[np.float64], labels: NDArray[np.bool_], importance: NDArray[np.float64], groups: Sequence[int]
) -> tuple[float, float]:
    """The slope and shift that make log-odds of pairs that were not trained on into probabilities (Platt's scaling).

    Each fifth of the pairs, whole incidents together, is scored by a model of the other four.
    """
    parts = np.array(groups) % PARTS
    odds = np.zeros(len(rows))
    for part in range(PARTS):
        left_out = parts == part
        if left_out.any():
            odds[left_out] = odds_of(fit(rows[~left_out], labels[~left_out], importance[~left_out]), rows[left_out])
    target = labels.astype(float)

    def loss(theta: NDArray[np.float64]) -> float:
        line = theta[0] * odds + theta[1]
        return float(importance @ (np.logaddexp(0.0, line) - target * line))

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return round(float(slope), 4), round(float(shift), 4)


def odds_of(weights: Weights, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The log-odds of many pairs at once, before slope and shift."""
    total = np.full(len(rows), weights.start)
    for column, name in enumerate(FIGURE_NAMES):
        steps = weights.figures[name]
        values = rows[:, column]
        found = np.array(steps.values)[np.searchsorted(np.array(steps.edges), np.nan_to_num(values), side="left")]
        total += np.where(np.isnan(values), steps.missing, found)
    return total


def count_words(collections: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The table of words (see `load_table`): how much each tells, in halves, -> the words.

    Of the collections the one counts in which a word is commonest; words of fewer texts than LEAST_TEXTS are left out,
    so that the table holds no name that only a story or two have.
    """
    share: dict[str, float] = {}
    for texts in collections.values():
        counts = Counter(word for text in texts for word in set(split_words(text)))
        for word, count in counts.items():
            if count >= LEAST_TEXTS and not word.isdigit():
                share[word] = max(share.get(word, 0.0), count / len(texts))
    table: dict[str, list[str]] = defaultdict(list)
    for word in sorted(share):
        weight = round(2 * log(1 / share[word])) / 2
        if weight < RAREST:
            table[f"{weight:.1f}"].append(word)
    return dict(sorted(table.items(), key=lambda item: float(item[0])))


def _sources(gold: Path) -> list[str]:
    return [str(path) for path in sorted(gold.glob("*.jsonl")) if not path.stem.endswith("-incidents")]


def _group(pair: Pair, articles: Sequence[Article]) -> int:
    """A number that all pairs of one incident's articles share."""
    del articles
    return int(sha256(pair.left.ref.revision.encode()).hexdigest()[:8], 16)


def _sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(odds, -500, 500)))


def _cut(values: NDArray[np.float64], labels: NDArray[np.bool_]) -> list[float]:
    """Edges at the quantiles of the known values, none at or above the largest.

    STEPS each of the pairs that are one event and of those that are not: the few pairs of one event lie where the
    quantiles of all would leave one wide step.
    """
    known = ~np.isnan(values)
    if not known.any():
        return []
    parts = [values[known & side] for side in (labels, ~labels)]
    grid = np.linspace(0, 1, STEPS + 2)[:-1]
    cuts = np.unique(np.concatenate([np.quantile(p, grid, method="inverted_cdf") for p in parts if len(p)]).round(4))
    return [float(cut) for cut in cuts if cut < values[known].max()]
