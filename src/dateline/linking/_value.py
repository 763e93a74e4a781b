"""settle_toll: of what the accounts of one event say of a toll, the number that they bear out best."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final

from dateline.linking._harm import count_victims

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.linking._harm import Victims
    from dateline.model import Account, EventRef, Figure

# How much more the last report counts than the first: tolls are counted anew. Set on the training part, as are the others.
LATER: Final = 0.5
LATER_DEATH: Final = 1.0
# The share of sentences that must speak of death, of a killer's own death, of two dead, of one more hurt, before a
# victim is counted that no figure counts.
DEATH_TOLD, OWN_LIFE_TOLD, TWO_TOLD, HURT_TOLD = 0.15, 0.15, 0.15, 0.1
# A vague figure ("at least two", "several") speaks for each value that it allows, but less than an exact one.
VAGUE: Final = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A value, how much speaks for it (its share of all that was said, 0 to 1), and the accounts that give it.

    `implied` says that no figure gives it: the words tell of single victims.
    """

    value: str
    share: float
    accounts: tuple[EventRef, ...]
    implied: bool = False


def settle_toll(accounts: Sequence[Account], kind: str) -> Settled | None:
    """The number that the accounts bear out best for a kind of toll; None where nothing is told of any.

    Each account votes for the figures that it gives, a later one with more weight. Killed and injured are read from the
    words that tell the event (see `count_victims`), and where no words count them the single victims that are told of;
    the other kinds of `Casualties` from the figures that were coded.
    """
    ranked = sorted(accounts, key=_when)
    if kind in ("killed", "injured"):
        return _settle_victims(ranked, kind)
    return _settle_figures(ranked, kind)


def _when(account: Account) -> tuple[datetime, datetime]:
    published = account.document.published
    told = datetime.combine(published, time(), UTC) if published else account.recorded
    return told, account.recorded


def _later(number: int, of: int) -> float:
    """0 for the first of several, 1 for the last."""
    return number / max(1, of - 1)


def _settle_victims(ranked: Sequence[Account], kind: str) -> Settled | None:
    told = [(account.ref, count_victims(account)) for account in ranked]
    dead = _vote([(ref, victims.killed) for ref, victims in told])
    if dead is None:
        dead = _imply_dead(told)
    if kind == "killed":
        return dead
    killed = int(dead.value) if dead else 0
    hurt = _vote([(ref, _count_hurt(victims, killed)) for ref, victims in told])
    if hurt is not None:
        return hurt
    refs = tuple(ref for ref, _ in told)
    also = _mean([victims.also_hurt for _, victims in told], LATER_DEATH)
    if refs and (not killed or also > HURT_TOLD):
        return Settled(value="1", share=1.0, accounts=refs, implied=True)
    return None


def _count_hurt(victims: Victims, killed: int) -> dict[int, float]:
    """The figures of the injured, and of those hit less the dead, where that leaves anyone; of one hit nothing is said."""
    found = dict(victims.injured)
    for number, weight in victims.hit.items():
        if number > 1 and number > killed:
            found[number - killed] = found.get(number - killed, 0.0) + weight
    return found


def _imply_dead(told: Sequence[tuple[EventRef, Victims]]) -> Settled | None:
    """One where the words tell of a death, two where they tell of two, one more where the killer died as well."""
    if _mean([victims.death for _, victims in told], LATER_DEATH) <= DEATH_TOLD:
        return None
    number = 1 + (_mean([victims.two_dead for _, victims in told], LATER_DEATH) > TWO_TOLD)
    number += _mean([victims.own_life for _, victims in told], LATER_DEATH) > OWN_LIFE_TOLD
    givers = tuple(ref for ref, victims in told if victims.death)
    return Settled(value=str(number), share=1.0, accounts=givers, implied=True)


def _mean(shares: Sequence[float], later: float) -> float:
    weights = [1.0 + later * _later(number, len(shares)) for number in range(len(shares))]
    return sum(w * share for w, share in zip(weights, shares, strict=True)) / sum(weights) if shares else 0.0


def _vote(said: Sequence[tuple[EventRef, Mapping[int, float]]]) -> Settled | None:
    """The number with most votes, the higher one of a tie: an account's vote is shared among the numbers it gives."""
    votes: dict[int, float] = defaultdict(float)
    givers: dict[int, list[EventRef]] = defaultdict(list)
    for place, (ref, numbers) in enumerate(said):
        total = sum(numbers.values())
        weight = min(1.0, total) * (1.0 + LATER * _later(place, len(said)))
        for number, share in numbers.items():
            votes[number] += weight * share / total
            givers[number].append(ref)
    if not votes:
        return None
    best = max(votes, key=lambda number: (votes[number], number))
    return Settled(
        value=str(best), share=votes[best] / sum(votes.values()), accounts=tuple(dict.fromkeys(givers[best]))
    )


def _settle_figures(ranked: Sequence[Account], kind: str) -> Settled | None:
    exact: list[tuple[EventRef, Mapping[int, float]]] = []
    vague: list[tuple[EventRef, Figure]] = []
    for account in ranked:
        figures: tuple[Figure, ...] = getattr(account.event.casualties, kind, ())
        exact.append((account.ref, {f.low: 1.0 for f in figures if f.low is not None and f.low == f.high}))
        vague += [(account.ref, figure) for figure in figures if figure.low != figure.high]
    if any(numbers for _, numbers in exact):
        allowed = {number for _, numbers in exact for number in numbers}
        hints = [(ref, {n: VAGUE for n in allowed if _allows(figure, n)}) for ref, figure in vague]
        return _vote([*(one for one in exact if one[1]), *(hint for hint in hints if hint[1])])
    bounds = [(ref, {b: 1.0}) for ref, f in vague if (b := f.high if f.low is None else f.low) is not None]
    return _vote(bounds)


def _allows(figure: Figure, number: int) -> bool:
    return (figure.low or 0) <= number and (figure.high is None or number <= figure.high)
