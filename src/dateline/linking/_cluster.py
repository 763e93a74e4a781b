"""cluster: links and what people judged -> which accounts are of one event; a pure function, so that it can be redone."""

from __future__ import annotations

from hashlib import sha256
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Final

from dateline.model import LinkedEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.model import EventRef, Judgement, Link

# Two groups are one event where the mean probability over their pairs is at least this: of 0.2 to 0.5 the best on the training
# part, each fifth scored by a model of the others, with fewer false merges than missed ones.
LEAST_MEAN: Final = 0.4
# What a pair counts that was never compared, because it shares no key: less than a doubt, more than a denial.
NOT_COMPARED: Final = 0.1
_ID_LENGTH: Final = 16  # hexadecimal digits: 64 bits


def cluster(
    refs: Sequence[EventRef], links: Sequence[Link], judgements: Sequence[Judgement]
) -> tuple[LinkedEvent, ...]:
    """The events that the accounts tell, in the order of their first accounts; `refs` is in the order of recording.

    Average linkage over the links' scores. What people judged stands above all scores: the accounts of a `merge` are
    one, any two of a `split` are apart, and of two judgements on one pair the later holds. The order of `links` and
    `judgements` changes nothing. Links and judgements on accounts that are not in `refs` are not looked at.
    """
    order = {ref: number for number, ref in enumerate(dict.fromkeys(refs))}
    apart, together = _judged(order, judgements)
    groups = _Groups(order, apart)
    for left, right in together:
        groups.join(left, right)
    scores: dict[tuple[int, int], float] = {}
    for link in links:
        if link.kind == "same-event" and link.left in order and link.right in order:
            pair = _pair(order[link.left], order[link.right])
            if pair[0] != pair[1]:
                scores[pair] = max(scores.get(pair, 0.0), link.score)
    groups.agglomerate(scores)
    members: dict[int, list[EventRef]] = {}
    for ref, number in order.items():
        members.setdefault(groups.find(number), []).append(ref)
    return tuple(LinkedEvent(id=name_event(found[0]), members=tuple(found)) for found in members.values())


def name_event(founder: EventRef) -> str:
    """The id of the event that this account was the first to tell."""
    return sha256(f"{founder.revision}:{founder.start}:{founder.end}".encode()).hexdigest()[:_ID_LENGTH]


def _judged(
    order: Mapping[EventRef, int], judgements: Iterable[Judgement]
) -> tuple[set[tuple[int, int]], list[tuple[int, int]]]:
    """The pairs that must stay apart and those that must be one, the last judgement on each pair."""
    last: dict[tuple[int, int], str] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.id)):
        if judgement.kind in ("merge", "split"):
            known = [order[ref] for ref in dict.fromkeys(judgement.events) if ref in order]
            for n, left in enumerate(known):
                for right in known[n + 1 :]:
                    last[_pair(left, right)] = judgement.kind
    apart = {pair for pair, kind in last.items() if kind == "split"}
    return apart, sorted(pair for pair, kind in last.items() if kind == "merge")


def _pair(left: int, right: int) -> tuple[int, int]:
    return (left, right) if left < right else (right, left)


class _Groups:
    """Groups of numbered accounts: each has the number of its first account."""

    def __init__(self, order: Mapping[EventRef, int], apart: set[tuple[int, int]]) -> None:
        self._parent = list(range(len(order)))
        self._size = [1] * len(order)
        self._apart: dict[int, set[int]] = {}
        for left, right in apart:
            self._apart.setdefault(left, set()).add(right)
            self._apart.setdefault(right, set()).add(left)

    def find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, left: int, right: int) -> int | None:
        """The first account of the joined group; None where a person keeps the two apart."""
        left, right = _pair(self.find(left), self.find(right))
        if left == right:
            return left
        if right in self._apart.get(left, ()):
            return None
        self._parent[right] = left
        self._size[left] += self._size[right]
        for other in self._apart.pop(right, set()):
            self._apart[other].discard(right)
            self._apart[other].add(left)
            self._apart.setdefault(left, set()).add(other)
        return left

    def agglomerate(self, scores: Mapping[tuple[int, int], float]) -> None:
        """Joins the two groups of the highest mean score, again and again; ties go to the accounts recorded first."""
        sums: dict[int, dict[int, tuple[float, int]]] = {}
        for (left, right), score in scores.items():
            a, b = self.find(left), self.find(right)
            if a != b:
                total, count = sums.setdefault(a, {}).get(b, (0.0, 0))
                sums[a][b] = sums.setdefault(b, {})[a] = (total + score, count + 1)
        heap = [(-self._mean(a, b, row), a, b) for a, near in sums.items() for b, row in near.items() if a < b]
        heap = [item for item in heap if -item[0] >= LEAST_MEAN]
        heapify(heap)
        while heap:
            mean, a, b = heappop(heap)
            row = sums.get(a, {}).get(b)
            if row is None or -mean != self._mean(a, b, row) or self.join(a, b) is None:
                continue
            gone = sums.pop(b)
            for other, (total, count) in gone.items():
                del sums[other][b]
                if other == a:
                    continue
                more, many = sums[a].get(other, (0.0, 0))
                sums[a][other] = sums[other][a] = (total + more, count + many)
            for other, joined in sums[a].items():
                score = self._mean(a, other, joined)
                if score >= LEAST_MEAN:
                    heappush(heap, (-score, *_pair(a, other)))

    def _mean(self, a: int, b: int, row: tuple[float, int]) -> float:
        total, count = row
        pairs = self._size[a] * self._size[b]
        return (total + NOT_COMPARED * (pairs - count)) / pairs
