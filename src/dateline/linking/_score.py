"""Scorer: how sure it is that two profiles tell one event, and why, field by field."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import resources
from math import exp, isnan
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.errors import RegistryError
from dateline.linking._describe import describe
from dateline.linking._field import FIGURES, NAMES, Side, make_side, measure
from dateline.model import FieldMatch, Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.linking._profile import Profile

SCORER_FORMAT: Final = 1
LEAST_TOLD: Final = 0.2  # whoever compares many is told why of those only that are not plainly two events
# A text that was out so many days before an event began tells of another one, as sure as this at most. One or two days are
# within what the reading of dates is wrong by.
TOLD_DAYS_BEFORE: Final = 3
OTHER_EVENT: Final = 0.1
_TOLD_BEFORE: Final = NAMES.index("told_before_days")
_LEAST_REASON: Final = 0.05  # a field that moves the odds by less than a twentieth is not told


class Steps(msgspec.Struct, frozen=True, kw_only=True):
    """What a figure adds to the log-odds: `values[i]` above `edges[i - 1]` and up to `edges[i]`; `missing` for NaN."""

    edges: tuple[float, ...]
    values: tuple[float, ...]
    missing: float


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """The trained scorer as JSON. Log-odds = slope * (start + sum of all steps) + shift; `trained_on` names its data."""

    format: int
    start: float
    slope: float
    shift: float
    figures: dict[str, Steps]
    about: dict[str, str | int | float] = {}
    trained_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """A sum of one step function for each figure of `FIGURES` (boosted stumps, collapsed), made a probability."""

    weights: Weights
    _steps: tuple[tuple[tuple[float, ...], tuple[float, ...], float], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        ordered = (self.weights.figures[name] for name in NAMES)
        object.__setattr__(self, "_steps", tuple((steps.edges, steps.values, steps.missing) for steps in ordered))

    @classmethod
    def load(cls) -> Scorer:
        """The scorer that is installed; raises RegistryError where its weights are malformed or of another format."""
        data = resources.files("dateline.linking") / "data" / "scorer.json"
        try:
            weights = msgspec.json.decode(data.read_bytes(), type=Weights)
        except (OSError, msgspec.MsgspecError) as fault:
            raise RegistryError(
                f"The weights that link events are broken ({fault}); install dateline again."
            ) from fault
        if weights.format != SCORER_FORMAT or set(weights.figures) != set(NAMES):
            raise RegistryError("The weights that link events are of another version; install dateline again.")
        return cls(weights=weights)

    def compare(self, a: Profile, b: Profile) -> Link:
        """How sure it is that the two are one event, and why; the same whichever comes first but for left and right."""
        return self._link(make_side(a), make_side(b), least=0.0)

    def compare_with(self, a: Profile, others: Iterable[Profile]) -> tuple[Link, ...]:
        """`join` with each of many, in their order."""
        ours = make_side(a)
        return tuple(self.join(ours, make_side(other)) for other in others)

    def join(self, a: Side, b: Side) -> Link:
        """`compare` for profiles that were made ready; of a score below LEAST_TOLD the reasons are left out."""
        return self._link(a, b, least=LEAST_TOLD)

    def score(self, a: Side, b: Side) -> float:
        """The probability alone."""
        figures = measure(a, b)
        return min(_probability(self._odds(self._parts(figures))), _most(figures))

    def _link(self, a: Side, b: Side, *, least: float) -> Link:
        figures = measure(a, b)
        parts = self._parts(figures)
        score = round(min(_probability(self._odds(parts)), _most(figures)), 4)
        reasons = self._reasons(a, b, parts) if score >= least else ()
        return Link(kind="same-event", left=a.profile.ref, right=b.profile.ref, score=score, because=reasons)

    def _reasons(self, a: Side, b: Side, parts: Sequence[float]) -> tuple[FieldMatch, ...]:
        reasons: list[FieldMatch] = []
        at = 0
        for name, names in FIGURES.items():
            weight = self.weights.slope * sum(parts[at : at + len(names)])
            at += len(names)
            if abs(weight) >= _LEAST_REASON:
                left, right = describe(name, a.profile, b.profile)
                reasons.append(FieldMatch(field=name, left=left, right=right, weight=round(weight, 3)))
        return tuple(sorted(reasons, key=lambda reason: -abs(reason.weight)))

    def _parts(self, figures: Sequence[float]) -> list[float]:
        return [
            missing if isnan(figure) else values[bisect_left(edges, figure)]
            for (edges, values, missing), figure in zip(self._steps, figures, strict=True)
        ]

    def _odds(self, parts: Sequence[float]) -> float:
        return self.weights.slope * (self.weights.start + sum(parts)) + self.weights.shift


def mark_incident(name: str) -> str:
    """The name under which `Weights.trained_on` remembers a group of texts: a digest, so that it tells nothing else."""
    return sha256(name.encode()).hexdigest()[:8]


def _most(figures: Sequence[float]) -> float:
    """The most that the score may be: what one text told some days before the other's event began is another event.

    The pairs that the scorer was trained on are of one kind of news, where dates are often misread; this holds for any.
    """
    return OTHER_EVENT if figures[_TOLD_BEFORE] >= TOLD_DAYS_BEFORE else 1.0


def _probability(odds: float) -> float:
    return 1.0 / (1.0 + exp(-odds)) if odds > -700 else 0.0
