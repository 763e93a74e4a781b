"""Result: the figures of a task on a public set, and what went wrong; `read_lines` reads such a set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Line = TypeVar("Line")
_TRAIN: Final = "train"  # files whose names begin so are for training, never for a score


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: `kind` names the sort ("missed", "invented", …); either side may be empty.

    `context` is the text around it, for the person who reads the list.
    """

    item_id: str
    kind: str
    wanted: str = ""
    given: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The score of one task. `figures` are as they are printed: shares in per cent, counts as they are."""

    task: str
    items: int
    figures: Mapping[str, float]
    faults: tuple[Fault, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"task": self.task, "items": self.items, "figures": rounded(self.figures)}


def rounded(figures: Mapping[str, float]) -> dict[str, float]:
    """To two decimals: enough to compare two runs, no more than the sets can tell."""
    return {name: round(figure, 2) for name, figure in figures.items()}


def per_cent(right: float, of: float) -> float:
    """0 where there is nothing to be right about."""
    return 100 * right / of if of else 0.0


def harmonic(precision: float, recall: float) -> float:
    """F1 of two figures of one scale."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def read_lines(folder: Path, form: type[Line]) -> tuple[Line, ...]:
    """The items of all `*.jsonl` of a folder but the train files, in order of file name and line.

    Raises UsageError where there is no such file, or a line is not of the form.
    """
    paths = [path for path in sorted(folder.glob("*.jsonl")) if not path.name.startswith(_TRAIN)]
    if not paths:
        raise UsageError(f"{folder}: it has no *.jsonl to score on (train files do not count).")
    decoder = msgspec.json.Decoder(form)
    found: list[Line] = []
    for path in paths:
        try:
            lines = path.read_bytes().splitlines()
        except OSError as fault:
            raise UsageError(f"{path}: it cannot be read ({fault.strerror}).") from fault
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                found.append(decoder.decode(line))
            except msgspec.MsgspecError as fault:
                raise UsageError(f"{path}: line {number} is not an item of this task ({fault}).") from fault
    return tuple(found)
