"""The gold of a story, and how what the program says of it is compared: which answers count as the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.errors import UsageError
from dateline.evaluation._coded import name_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


class GoldCluster(msgspec.Struct, frozen=True):
    id: str
    members: list[tuple[str, str]]
    summary: str = ""


class GoldToll(msgspec.Struct, frozen=True):
    cluster: str
    article: str
    figure: str
    low: int | None
    high: int | None
    source: str = ""
    quote: str = ""


class GoldOrigin(msgspec.Struct, frozen=True):
    cluster: str
    origin: str
    articles: list[str]
    quotes: list[str]
    kind: str = ""
    how: str = ""
    claim: str = ""


class GoldValue(msgspec.Struct, frozen=True):
    article: str
    quote: str
    value: str = ""


class GoldContradiction(msgspec.Struct, frozen=True):
    cluster: str
    slot: str
    values: list[GoldValue]


class GoldStatus(msgspec.Struct, frozen=True):
    cluster: str
    slot: str
    status: str
    why: str = ""


class GoldStory(msgspec.Struct, frozen=True):
    """A story as a person coded it; the ids of articles are those of `docs/` and `ann/`."""

    story: str
    articles: list[str]
    clusters: list[GoldCluster]
    tolls: list[GoldToll] = []
    origins: list[GoldOrigin] = []
    contradictions: list[GoldContradiction] = []
    status: list[GoldStatus] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidToll:
    """A figure that the program gives; `cluster` is the gold cluster that its event is, "" for none."""

    cluster: str
    article: str
    figure: str
    low: int | None
    high: int | None
    source: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOrigin:
    """An origin that the program gives, with the words of each claim as (article, words)."""

    cluster: str
    name: str
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidDispute:
    """A dispute that the program gives: for each value the words that give it, as (article, words)."""

    cluster: str
    slot: str
    values: tuple[tuple[tuple[str, str], ...], ...]


PARTLY: Final = 0.5


def read_stories(folder: Path) -> tuple[GoldStory, ...]:
    """The stories of a folder's `*.json`, by file name. Raises UsageError where there are none or one is malformed."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise UsageError(f"{folder}: there are no stories; name a folder with *.json, each a story coded by hand.")
    found: list[GoldStory] = []
    for path in paths:
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=GoldStory))
        except (OSError, msgspec.MsgspecError) as fault:
            raise UsageError(f"{path}: it is not a coded story ({fault}).") from fault
    return tuple(found)


def alike_toll(gold: GoldToll, said: SaidToll) -> float:
    """Right: one event, one article, one kind of figure, both bounds and the teller. Half: a number fits both, or the
    teller is another. The teller is right if both are the article, or the names share a word that is no title."""
    if (gold.cluster, gold.article, gold.figure) != (said.cluster, said.article, said.figure):
        return 0.0
    low = max(gold.low or 0, said.low or 0)
    high = min(bound for bound in (gold.high, said.high, float("inf")) if bound is not None)
    if low > high:
        return 0.0
    right = (gold.low, gold.high) == (said.low, said.high) and same_name(gold.source, said.source)
    return 1.0 if right else PARTLY


def alike_origin(gold: GoldOrigin, said: SaidOrigin, texts: Mapping[str, str]) -> float:
    """Right: one event, one teller, the words of one claim in common, and the same articles. Half: other articles."""
    if gold.cluster != said.cluster or not same_name(gold.origin, said.name) or not touches_origin(gold, said, texts):
        return 0.0
    return 1.0 if set(gold.articles) == {article for article, _ in said.quotes} else PARTLY


def touches_origin(gold: GoldOrigin, said: SaidOrigin, texts: Mapping[str, str]) -> bool:
    """Whether they speak of the same words of one article."""
    return gold.cluster == said.cluster and any(
        overlap(texts.get(article, ""), quote, words)
        for article, words in said.quotes
        if article in gold.articles
        for quote in gold.quotes
    )


def alike_dispute(gold: GoldContradiction, said: SaidDispute, texts: Mapping[str, str]) -> float:
    """Right: one event, one slot, and two gold values that two values of the dispute give in the same words. Half: one."""
    if gold.cluster != said.cluster or gold.slot.partition(":")[0] != said.slot.partition(":")[0]:
        return 0.0
    met: dict[int, set[int]] = {}
    for n, value in enumerate(gold.values):
        for m, words in enumerate(said.values):
            if any(a == value.article and overlap(texts.get(a, ""), value.quote, w) for a, w in words):
                met.setdefault(m, set()).add(n)
    if not met:
        return 0.0
    several = len(met) > 1 and len({n for values in met.values() for n in values}) > 1
    return 1.0 if several else PARTLY


def answer_status(gold: GoldStatus, said: Sequence[tuple[str, str, str]]) -> str:
    """The program's status for a slot, "" for none; `said` are (slot, status, why) of the event.

    A particular (“casualties: critical”) is answered by a particular of the same slot that has one of its words in its name or
    derivation.
    """
    base, _, particular = gold.slot.partition(":")
    if not particular:
        return next((status for slot, status, _ in said if slot == base), "")
    wanted = set(re.findall(r"\w+", particular.lower()))
    own = [(slot.partition(":")[2], status, why) for slot, status, why in said if slot.startswith(f"{base}:")]
    by_name = (status for name, status, _ in own if wanted & set(re.findall(r"\w+", name.lower())))
    by_why = (status for _, status, why in own if wanted & set(re.findall(r"\w+", why.lower())))
    return next(by_name, next(by_why, ""))


def same_name(gold: str, said: str) -> bool:
    """Two tellers by their names; no name is the article's own voice, or somebody unnamed."""
    if not gold or not said:
        return not gold and not said
    return bool(name_words(gold) & name_words(said))


def overlap(text: str, left: str, right: str) -> bool:
    """Whether two quotations of a text share a stretch of it."""
    return any(a < d and c < b for a, b in places(text, left) for c, d in places(text, right))


def places(text: str, quote: str) -> list[tuple[int, int]]:
    words = quote.split()
    if not words:
        return []
    return [match.span() for match in re.finditer(r"\s*".join(re.escape(word) for word in words), text)]


def count_b3(gold: Iterable[Iterable[str]], said: Iterable[Iterable[str]]) -> tuple[float, float]:
    """B-cubed precision and recall (Bagga and Baldwin 1998) of clusters of items; an item that the other side lacks
    is wrong."""
    ours, theirs = [frozenset(c) for c in gold], [frozenset(c) for c in said]
    of_gold = {item: c for c in ours for item in c}
    of_said = {item: c for c in theirs for item in c}
    right = {item: len(c & of_said[item]) for item, c in of_gold.items() if item in of_said}
    precision = sum(right.get(item, 0) / len(c) for item, c in of_said.items())
    recall = sum(right.get(item, 0) / len(c) for item, c in of_gold.items())
    return (precision / len(of_said) if of_said else 0.0), (recall / len(of_gold) if of_gold else 0.0)
