"""How the figures of stories are counted: what the program says of each event beside what a person coded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from dateline.evaluation._result import Fault, harmonic, per_cent
from dateline.evaluation._story import (
    PARTLY,
    GoldStory,
    SaidDispute,
    SaidOrigin,
    SaidToll,
    alike_dispute,
    alike_origin,
    alike_toll,
    answer_status,
    touches_origin,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dateline.evaluation._tell import Told

_Wanted = TypeVar("_Wanted")
_Given = TypeVar("_Given")


@dataclass(slots=True, kw_only=True)
class Tally:
    """Sums over stories: what is right, given and wanted of each figure, and what went wrong."""

    right: dict[str, float] = field(default_factory=dict[str, float])
    given: dict[str, float] = field(default_factory=dict[str, float])
    wanted: dict[str, float] = field(default_factory=dict[str, float])
    faults: list[Fault] = field(default_factory=list[Fault])

    def add(self, name: str, right: float, given: float, wanted: float) -> None:
        for of, number in ((self.right, right), (self.given, given), (self.wanted, wanted)):
            of[name] = of.get(name, 0.0) + number

    def f1(self, name: str) -> float:
        """In per cent; where nothing is wanted, to say nothing is right."""
        if not self.given.get(name) and not self.wanted.get(name):
            return 100.0
        right = self.right.get(name, 0.0)
        return harmonic(per_cent(right, self.given.get(name, 0.0)), per_cent(right, self.wanted.get(name, 0.0)))

    def accuracy(self, name: str) -> float:
        return per_cent(self.right.get(name, 0.0), self.wanted.get(name, 0.0))


def score_all(
    story: GoldStory, events: Sequence[Told], of: Mapping[int, str], texts: Mapping[str, str], tally: Tally
) -> None:
    """Adds the tolls, origins, contradictions and statuses of one story; `of` gives the events their gold clusters."""
    _score_tolls(story, events, of, tally)
    _score_origins(story, events, of, texts, tally)
    _score_disputes(story, events, of, texts, tally)
    _score_statuses(story, events, of, tally)


def _match(
    story: str,
    kind: str,
    wanted: Sequence[_Wanted],
    given: Sequence[_Given],
    alike: Callable[[_Wanted, _Given], float],
    tally: Tally,
) -> float:
    """Pairs answers one to one, best first; the sum of their scores. Notes what is missed, invented and half right."""
    scores = sorted(((alike(a, b), -i, -j) for i, a in enumerate(wanted) for j, b in enumerate(given)), reverse=True)
    met: dict[int, float] = {}
    spent: set[int] = set()
    for score, i, j in scores:
        if score > 0 and -i not in met and -j not in spent:
            met[-i] = score
            spent.add(-j)
    for i, item in enumerate(wanted):
        if met.get(i, 0.0) < 1:
            note = "half" if met.get(i) == PARTLY else "missed"
            tally.faults.append(Fault(item_id=story, kind=f"{kind} {note}", wanted=str(item)))
    for j, item in enumerate(given):
        if j not in spent:
            tally.faults.append(Fault(item_id=story, kind=f"{kind} invented", given=str(item)))
    return sum(met.values())


def _score_tolls(story: GoldStory, events: Sequence[Told], of: Mapping[int, str], tally: Tally) -> None:
    said = [
        SaidToll(
            cluster=of.get(n, ""),
            article=entry.account.revision,
            figure=entry.kind,
            low=entry.low,
            high=entry.high,
            source=entry.source,
            quote=entry.evidence.quote,
        )
        for n, event in enumerate(events)
        for entry in event.tolls
    ]
    right = _match(story.story, "toll", story.tolls, said, alike_toll, tally)
    tally.add("toll", right, len(said), len(story.tolls))


def _score_origins(
    story: GoldStory, events: Sequence[Told], of: Mapping[int, str], texts: Mapping[str, str], tally: Tally
) -> None:
    """An article's own voice is nobody's testimony and is left out on both sides. A gold story traces the statements that it
    names and not every claim: what the program says of another statement cannot be judged. `origin` leaves it out,
    `origin_all` counts it as wrong."""
    wanted = [origin for origin in story.origins if origin.origin]
    said = [
        SaidOrigin(
            cluster=of.get(n, ""),
            name=origin.name,
            quotes=tuple(
                (claim.event.revision, words) for claim, words in zip(origin.claims, origin.quotes, strict=True)
            ),
        )
        for n, event in enumerate(events)
        for origin in event.origins
        if origin.how != "own reporting"
    ]
    traced = [one for one in said if any(touches_origin(gold, one, texts) for gold in story.origins)]
    right = _match(story.story, "origin", wanted, traced, lambda a, b: alike_origin(a, b, texts), tally)
    tally.add("origin", right, len(traced), len(wanted))
    tally.add("origin_all", right, len(said), len(wanted))


def _score_disputes(
    story: GoldStory, events: Sequence[Told], of: Mapping[int, str], texts: Mapping[str, str], tally: Tally
) -> None:
    said = [
        SaidDispute(
            cluster=of.get(n, ""),
            slot=dispute.slot,
            values=tuple(
                tuple((ref.revision, words) for ref, words in zip(value.accounts, value.quotes, strict=True))
                for value in dispute.values
            ),
        )
        for n, event in enumerate(events)
        for dispute in event.disputes
    ]
    wanted = story.contradictions
    right = _match(story.story, "contradiction", wanted, said, lambda a, b: alike_dispute(a, b, texts), tally)
    tally.add("contradiction", right, len(said), len(wanted))


def _score_statuses(story: GoldStory, events: Sequence[Told], of: Mapping[int, str], tally: Tally) -> None:
    known = {cluster: [(s.slot, s.status, s.why) for s in events[n].statuses] for n, cluster in of.items()}
    for gold in story.status:
        said = known.get(gold.cluster, ())
        answer = answer_status(gold, said)
        tally.add("status", answer == gold.status, 1, 1)
        if answer != gold.status:
            why = next((why for slot, _, why in said if slot == gold.slot), "")
            wanted = f"{gold.cluster} {gold.slot}: {gold.status} ({gold.why})"
            given = f"{answer or 'none'} ({why})"
            tally.faults.append(Fault(item_id=story.story, kind="status", wanted=wanted, given=given))
