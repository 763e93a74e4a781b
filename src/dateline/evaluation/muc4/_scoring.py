"""score_messages: given templates against the key's, message by message, as the MUC-4 scorer counts."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dateline.evaluation._result import harmonic, per_cent
from dateline.evaluation.muc4._judge import PARTLY, RIGHT, judge, words
from dateline.evaluation.muc4._template import SLOTS, Template

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.evaluation.muc4._template import Filler, Slot

_SLOT: Final = {slot.name: slot for slot in SLOTS}
# Two templates may be mapped if the type of incident matches and one of these does (:restrict-map-slots).
_TYPE_SLOT: Final = "inc_type"
_CONTENT_SLOTS: Final = (
    "phys_tgt_id", "phys_tgt_type", "hum_tgt_name", "hum_tgt_desc", "hum_tgt_type", "perp_ind_id", "perp_org_id",
)  # fmt: skip
_NOTHING: Final[Template] = Template(message_id="", number=0, slots=MappingProxyType({}))
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Fills of one slot or of many: those that the key has, those given, and how those that meet were judged."""

    possible: int = 0
    actual: int = 0
    correct: int = 0
    partial: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            possible=self.possible + other.possible,
            actual=self.actual + other.actual,
            correct=self.correct + other.correct,
            partial=self.partial + other.partial,
        )

    @property
    def recall(self) -> float:
        return per_cent(self.correct + _HALF * self.partial, self.possible)

    @property
    def precision(self) -> float:
        return per_cent(self.correct + _HALF * self.partial, self.actual)

    @property
    def f(self) -> float:
        return harmonic(self.precision, self.recall)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A template of the key and the one given for it; None where there is none. `tallies` are of all slots."""

    key: Template | None
    given: Template | None
    tallies: Mapping[str, Tally]


def score_message(keys: Sequence[Template], given: Sequence[Template]) -> tuple[Pair, ...]:
    """The mapped pairs, then what is missing and what is spurious: the row ALL TEMPLATES counts all their slots.

    Of all pairs that may be mapped those with the best recall are taken first. An optional template of the key that
    meets none is left out.
    """
    scored = [
        (-_recall(key, answer), i, j)
        for i, key in enumerate(keys)
        for j, answer in enumerate(given)
        if _may_map(key, answer)
    ]
    mapping: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in mapping and j not in mapping.values():
            mapping[i] = j
    pairs = [_pair(key, given[mapping[i]] if i in mapping else None) for i, key in enumerate(keys)]
    pairs = [pair for pair in pairs if pair.given or (pair.key and not pair.key.optional)]
    spurious = [_pair(None, answer) for j, answer in enumerate(given) if j not in mapping.values()]
    return (*pairs, *spurious)


def add_up(pairs: Iterable[Pair]) -> Mapping[str, Tally]:
    """The tally of each slot over all templates."""
    totals = dict.fromkeys(_SLOT, Tally())
    for pair in pairs:
        for name, tally in pair.tallies.items():
            totals[name] += tally
    return totals


def score_slot(slot: Slot, keys: Sequence[Filler], given: Sequence[Filler]) -> Tally:
    """One slot of one pair. Right pairs of fillers are made first, then those partly right, each filler in one.

    What is left over is wrong where both sides have it, else missing or spurious; an optional filler is wanted only
    as far as there is something given to stand against it.
    """
    worth = [(judge(slot, key, answer.fills[0]), i, j) for i, key in enumerate(keys) for j, answer in enumerate(given)]
    met: dict[int, int] = {}
    correct = partial = 0
    for value, i, j in sorted(worth, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if value >= PARTLY and i not in met and j not in met.values():
            met[i] = j
            correct += value >= RIGHT
            partial += value < RIGHT
    left = [key for i, key in enumerate(keys) if i not in met]
    required = sum(not key.optional for key in left)
    more = len(given) - len(met)
    return Tally(
        possible=len(met) + max(required, min(len(left), more)), actual=len(given), correct=correct, partial=partial
    )


def _pair(key: Template | None, given: Template | None) -> Pair:
    a, b = (key or _NOTHING).slots, (given or _NOTHING).slots
    tallies = {name: score_slot(slot, a.get(name, ()), b.get(name, ())) for name, slot in _SLOT.items()}
    return Pair(key=key, given=given, tallies=tallies)


def _recall(key: Template, given: Template) -> float:
    total = sum(_pair(key, given).tallies.values(), Tally())
    return total.recall if total.possible else 100.0


def _may_map(key: Template, given: Template) -> bool:
    if not _matches(_TYPE_SLOT, key, given):
        return False
    sides = [(key.slots.get(name, ()), given.slots.get(name, ())) for name in _CONTENT_SLOTS]
    if not any(a or b for a, b in sides):
        return True
    return any(_matches(name, key, given) for name in _CONTENT_SLOTS)


def _matches(name: str, key: Template, given: Template) -> bool:
    """At least partly; for strings one common word is enough."""
    slot, wanted, answers = _SLOT[name], key.slots.get(name, ()), given.slots.get(name, ())
    if slot.kind == "string":
        said = {word for answer in answers for word in words(answer.fills[0].value)}
        if any(said.intersection(words(fill.value)) for filler in wanted for fill in filler.fills):
            return True
    return any(judge(slot, filler, answer.fills[0]) >= PARTLY for filler in wanted for answer in answers)
