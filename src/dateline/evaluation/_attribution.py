"""score_attribution: the reader's sources, cues and contents against PolNeAR's, by token and by exact extent."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.evaluation._reads import plain_document
from dateline.evaluation._result import Fault, Result, harmonic, per_cent, read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from dateline.evaluation._reads import Reads

TASK: Final = "attribution"
LAYERS: Final = {"source": "speaker", "cue": "cue", "content": "content"}  # the set's names, and the reader's
_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_AROUND: Final = 50  # letters of the text shown on either side of a fault

Span = tuple[int, int]


class AttributionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution; each part may be in several pieces, or missing."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


class AttributionItem(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the set."""

    id: str
    text: str
    attributions: tuple[AttributionRecord, ...]


def score_attribution(folder: Path, reads: Reads, *, progress: Callable[[int, int, str], None] | None = None) -> Result:
    """F1 over tokens and over exact spans of each layer, all texts together (PolNeAR, Newell and others, LREC 2018)."""
    items = read_lines(folder, AttributionItem)
    answers: list[tuple[AttributionItem, dict[str, set[Span]]]] = []
    for number, item in enumerate(items, start=1):
        reading = reads.look_closely(plain_document(item.text, id=item.id))
        answers.append(
            (
                item,
                {
                    name: {(s.start, s.end) for s in reading.stretches if s.layer == mine}
                    for name, mine in LAYERS.items()
                },
            )
        )
        if progress:
            progress(number, len(items), item.id)
    return compare(answers)


def compare(answers: Sequence[tuple[AttributionItem, dict[str, set[Span]]]]) -> Result:
    """The figures of given answers: for each text the spans of each layer, in the text as the item has it."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    faults: list[Fault] = []
    for item, found in answers:
        tokens = [m.span() for m in _TOKEN.finditer(item.text)]
        for layer in LAYERS:
            gold = {span for record in item.attributions for span in getattr(record, layer)}
            for name, mine, theirs in (
                (layer, _covered(tokens, found[layer]), _covered(tokens, gold)),
                (f"{layer}_exact", found[layer], gold),
            ):
                right[name] += len(mine & theirs)
                given[name] += len(mine)
                wanted[name] += len(theirs)
            faults += [_fault(item, f"{layer} missed", span) for span in sorted(gold) if not _met(span, found[layer])]
            faults += [_fault(item, f"{layer} invented", span) for span in sorted(found[layer]) if not _met(span, gold)]
    figures: dict[str, float] = {}
    for suffix in ("", "_exact"):
        for layer in LAYERS:
            name = layer + suffix
            precision, recall = per_cent(right[name], given[name]), per_cent(right[name], wanted[name])
            figures[f"{name}_f1"] = harmonic(precision, recall)
    return Result(task=TASK, items=len(answers), figures=figures, faults=tuple(faults))


def _covered(tokens: list[Span], spans: Iterable[Span]) -> set[Span]:
    return {(a, b) for low, high in spans for a, b in tokens if low <= a and b <= high}


def _met(span: Span, others: Iterable[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def _fault(item: AttributionItem, kind: str, span: Span) -> Fault:
    words = item.text[span[0] : span[1]]
    around = item.text[max(0, span[0] - _AROUND) : span[1] + _AROUND]
    missed = kind.endswith("missed")
    return Fault(
        item_id=item.id,
        kind=kind,
        wanted=words if missed else "",
        given="" if missed else words,
        context=" ".join(around.split()),
    )
