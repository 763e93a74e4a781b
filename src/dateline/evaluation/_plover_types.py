"""score_plover_types: the type of what passes between two parties that are marked in a sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.evaluation._reads import plain_document
from dateline.evaluation._result import Fault, Result, harmonic, per_cent, read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from dateline.evaluation._reads import Reads

TASK: Final = "plover-types"
# The set joins two types that its sentences do not tell apart, and has no sentences of the codebook's own INCIDENT.
JOINED: Final = {"CONCEDE": "CONCEDE/RETREAT", "RETREAT": "CONCEDE/RETREAT"}
NOT_ASKED: Final = "INCIDENT"

Span = tuple[int | None, int | None]


class PairItem(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence; a party without offsets is not in it."""

    id: str | int
    text: str
    source: Span | None = None
    target: Span | None = None
    type: str


def score_plover_types(
    folder: Path, reads: Reads, *, progress: Callable[[int, int, str], None] | None = None
) -> Result:
    """Macro-F1 and accuracy over the set's classes, as in Hu and others (Zero-shot PLOVER, 2024)."""
    items = read_lines(folder, PairItem)
    answers: list[tuple[PairItem, str]] = []
    for number, item in enumerate(items, start=1):
        document = plain_document(item.text, id=str(item.id))
        shares = reads.weigh_types(document, source=_whole(item.source), target=_whole(item.target))
        answers.append((item, likeliest(shares)))
        if progress:
            progress(number, len(items), str(item.id))
    return compare(answers)


def likeliest(shares: Mapping[str, float]) -> str:
    """The class with the largest share, joined types together; the first by name on a tie."""
    classes: Counter[str] = Counter()
    for kind, share in shares.items():
        if kind != NOT_ASKED:
            classes[JOINED.get(kind, kind)] += share  # pyright: ignore[reportArgumentType]
    return min(classes, key=lambda kind: (-classes[kind], kind))


def compare(answers: Sequence[tuple[PairItem, str]]) -> Result:
    """The figures of given answers, a class for each item."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    faults: list[Fault] = []
    for item, answer in answers:
        wanted[item.type] += 1
        given[answer] += 1
        if answer == item.type:
            right[answer] += 1
        else:
            faults.append(Fault(item_id=str(item.id), kind="type", wanted=item.type, given=answer, context=item.text))
    # A class that no item of the set has is no part of the mean.
    scores = [
        harmonic(per_cent(right[kind], given[kind]), per_cent(right[kind], wanted[kind])) for kind in sorted(wanted)
    ]
    figures = {
        "macro_f1": sum(scores) / len(scores) if scores else 0.0,
        "accuracy": per_cent(right.total(), len(answers)),
    }
    return Result(task=TASK, items=len(answers), figures=figures, faults=tuple(faults))


def _whole(span: Span | None) -> tuple[int, int] | None:
    if span is None or span[0] is None or span[1] is None:
        return None
    return span[0], span[1]
