"""Scoreboard: how much of the gold was found, and how much of what was given is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dateline.evaluation._calibration import Coverage, Judged, calibration_error, cover

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TOTAL: Final = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """`right` is the sum of the scores of the paired fills, of `given` by the system and `wanted` by the gold."""

    right: float = 0.0
    given: int = 0
    wanted: int = 0

    @classmethod
    def total(cls, tallies: Iterable[Tally]) -> Tally:
        rows = tuple(tallies)
        return cls(
            right=sum(row.right for row in rows),
            given=sum(row.given for row in rows),
            wanted=sum(row.wanted for row in rows),
        )

    @property
    def precision(self) -> float:
        """0 to 1; 0 where nothing was given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """0 to 1; 0 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A fill of the gold that got nothing: `wanted` says it in words, `event` is the summary of its event."""

    document_id: str
    event: str
    slot: str
    wanted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleScore:
    """`judged` are the events that were given with a confidence, `events` how many the coding has."""

    document_id: str
    answered: bool
    slots: Mapping[str, Tally]
    judged: tuple[Judged, ...] = ()
    events: int = 0

    @property
    def total(self) -> Tally:
        return Tally.total(self.slots.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoreboard:
    """The scores of one task. Each slot of each event counts once, so that an event that was missed or invented costs
    all its slots; `total` is the micro-average over the slots. `unread` names inputs that could not be read, and why.
    """

    task: str
    articles: tuple[ArticleScore, ...]
    misses: tuple[Miss, ...]
    unread: tuple[str, ...] = ()

    @property
    def items(self) -> int:
        """The articles that were answered."""
        return sum(article.answered for article in self.articles)

    @property
    def slots(self) -> dict[str, Tally]:
        """The tally of each slot over all articles, in the order of the slots."""
        names = dict.fromkeys(name for article in self.articles for name in article.slots)
        return {name: Tally.total(a.slots[name] for a in self.articles if name in a.slots) for name in names}

    @property
    def total(self) -> Tally:
        return Tally.total(article.total for article in self.articles)

    @property
    def judged(self) -> tuple[Judged, ...]:
        return tuple(event for article in self.articles for event in article.judged)

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        return cover(self.judged, wanted=sum(article.events for article in self.articles))


def to_json(board: Scoreboard) -> dict[str, Any]:
    """The figures in per cent, to one decimal: `total_f` and for each slot its `_p`, `_r` and `_f`.

    `calibration_error` is the expected calibration error of the events' confidences, where there are any.
    """
    figures: dict[str, float] = {}
    for name, tally in ((TOTAL, board.total), *board.slots.items()):
        figures |= {f"{name}_{letter}": share for letter, share in zip("prf", _per_cent(tally), strict=True)}
    if board.judged:
        figures["calibration_error"] = round(100 * calibration_error(board.judged), 1)
    return {"task": board.task, "items": board.items, "figures": figures}


def to_table(board: Scoreboard) -> str:
    """The scores as a table of plain text, one line a slot."""
    lines = [f"{'slot':<12}{'precision':>10}{'recall':>8}{'F':>7}{'right':>9}{'given':>7}{'wanted':>8}"]
    for name, tally in (*board.slots.items(), (TOTAL, board.total)):
        p, r, f = _per_cent(tally)
        lines.append(f"{name:<12}{p:>10.1f}{r:>8.1f}{f:>7.1f}{tally.right:>9.2f}{tally.given:>7}{tally.wanted:>8}")
    return "\n".join(lines)


def to_coverage(board: Scoreboard) -> str:
    """What a least confidence keeps, as a table of plain text: events of the right type at each floor."""
    error = 100 * calibration_error(board.judged)
    lines = [
        f"confidence of {len(board.judged)} events: expected calibration error {error:.1f} %",
        f"{'at least':<12}{'events':>8}{'precision':>11}{'recall':>8}",
    ]
    lines += [
        f"{row.floor:<12.1f}{row.kept:>8}{100 * row.precision:>11.1f}{100 * row.recall:>8.1f}" for row in board.coverage
    ]
    return "\n".join(lines)


def _per_cent(tally: Tally) -> tuple[float, float, float]:
    return round(100 * tally.precision, 1), round(100 * tally.recall, 1), round(100 * tally.f, 1)
