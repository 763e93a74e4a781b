"""score_arguments: who and what takes part in given events, against WikiEvents' arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from dateline.evaluation._offsets import realign
from dateline.evaluation._reads import plain_document
from dateline.evaluation._result import Fault, Result, harmonic, per_cent, read_lines
from dateline.reading import head_word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dateline.evaluation._reads import Reads
    from dateline.model import Document, Trigger

TASK: Final = "arguments"

Span = tuple[int, int]
Argument = tuple[int, str, Span]  # number of the gold event, role, words

# The type of what meets no event of the set: its arguments count as invented, whatever they are.
UNMET: Final = "Conflict.Attack"


class ArgumentRecord(msgspec.Struct, frozen=True, kw_only=True):
    role: str
    span: Span


class TriggerRecord(msgspec.Struct, frozen=True, kw_only=True):
    type: str
    trigger: Span
    arguments: tuple[ArgumentRecord, ...]


class ArgumentItem(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the set with its events."""

    id: str
    text: str
    events: tuple[TriggerRecord, ...]


def score_arguments(folder: Path, reads: Reads, *, progress: Callable[[int, int, str], None] | None = None) -> Result:
    """F1 of (event, role, head of the argument), as Li, Ji and Han (NAACL 2021) count it.

    `f1` with the gold's triggers given. `end_to_end_f1` with the reader's own: one that meets a gold trigger is that
    event, and has its type, since the two schemes of types differ; the arguments of all others count as invented.
    Offsets that count line breaks which the texts have lost are put back on their words first.
    """
    items = [_realigned(item) for item in read_lines(folder, ArgumentItem)]
    answers: list[tuple[ArgumentItem, list[Argument], list[Argument]]] = []
    for number, item in enumerate(items, start=1):
        document = plain_document(item.text, id=item.id)
        given = find_arguments(reads, document, [(n, e.trigger, e.type) for n, e in enumerate(item.events)])
        own = [
            (event, (t.start, t.end), item.events[event].type if event >= 0 else UNMET)
            for t in reads.look(document).triggers
            for event in [match(item, t)]
        ]
        answers.append((item, given, find_arguments(reads, document, own)))
        if progress:
            progress(number, len(items), item.id)
    return compare(answers)


def _realigned(item: ArgumentItem) -> ArgumentItem:
    spans = [span for event in item.events for span in (event.trigger, *(a.span for a in event.arguments))]
    found = realign(item.text, spans)
    events = tuple(
        msgspec.structs.replace(
            event,
            trigger=found[event.trigger],
            arguments=tuple(msgspec.structs.replace(a, span=found[a.span]) for a in event.arguments if a.span in found),
        )
        for event in item.events
        if event.trigger in found
    )
    return msgspec.structs.replace(item, events=events)


def match(item: ArgumentItem, trigger: Trigger) -> int:
    """The number of the gold event that a trigger of the reader meets, -1 for none."""
    return next(
        (n for n, e in enumerate(item.events) if e.trigger[0] < trigger.end and trigger.start < e.trigger[1]), -1
    )


def find_arguments(reads: Reads, document: Document, events: Sequence[tuple[int, Span, str]]) -> list[Argument]:
    """The arguments of events by number, words and type, each once."""
    found = reads.find_arguments(document, [(span, kind) for _, span, kind in events])
    return list(
        dict.fromkeys(
            (event, argument.role, (argument.start, argument.end))
            for (event, _, _), arguments in zip(events, found, strict=True)
            for argument in arguments
        )
    )


def compare(answers: Sequence[tuple[ArgumentItem, list[Argument], list[Argument]]]) -> Result:
    """The figures of given answers: for each text the arguments with gold triggers, and those end to end."""
    right, gave, wanted = [0, 0], [0, 0], 0
    faults: list[Fault] = []
    for item, given, own in answers:
        gold = {(n, a.role, head_word(item.text, *a.span)) for n, e in enumerate(item.events) for a in e.arguments}
        wanted += len(gold)
        for way, found in enumerate((given, own)):
            right[way] += len(gold & set(found))
            gave[way] += len(found)
        faults += [_fault(item, "missed", a) for a in sorted(gold - set(given))]
        faults += [_fault(item, "invented", a) for a in sorted(set(given) - gold)]
    precision, recall = per_cent(right[0], gave[0]), per_cent(right[0], wanted)
    figures = {
        "f1": harmonic(precision, recall),
        "precision": precision,
        "recall": recall,
        "end_to_end_f1": harmonic(per_cent(right[1], gave[1]), per_cent(right[1], wanted)),
    }
    return Result(task=TASK, items=len(answers), figures=figures, faults=tuple(faults))


def _fault(item: ArgumentItem, kind: str, argument: Argument) -> Fault:
    number, role, (start, end) = argument
    event = item.events[number]
    words = f"{role} {item.text[start:end]!r} of {event.type} {item.text[slice(*event.trigger)]!r}"
    missed = kind == "missed"
    return Fault(item_id=item.id, kind=kind, wanted=words if missed else "", given="" if missed else words)
