"""score_event_places: for a verb that names an event, the places of the sentence where it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from dateline.evaluation._reads import plain_document
from dateline.evaluation._result import Fault, Result, harmonic, per_cent, read_lines
from dateline.evaluation._token_span import to_characters
from dateline.model import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dateline.evaluation._reads import Reads
    from dateline.model import Reading

TASK: Final = "event-places"
LIKELY: Final = 0.5

Span = tuple[int, int]


class PlaceItem(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, the verb, and its places by name (none where the sentence does not tell)."""

    id: str | int
    text: str
    event: tuple[Span, ...]
    places: tuple[Span, ...]


def score_event_places(
    folder: Path, reads: Reads, *, progress: Callable[[int, int, str], None] | None = None
) -> Result:
    """Precision and recall over (verb, place) pairs, as Halterman (2019) counts them; a place is found if its words meet.

    The set has places by name only, so that "the market" is no answer here. Of its spans one in six counts words.
    """
    items = read_lines(folder, PlaceItem)
    answers: list[tuple[PlaceItem, tuple[Span, ...]]] = []
    for number, item in enumerate(items, start=1):
        found: tuple[Span, ...] = ()
        if item.event:
            reading = reads.look_closely(plain_document(item.text, id=str(item.id)), triggers=item.event[:1])
            found = tuple((a, b) for a, b in places_of(reading) if item.text[a:b] != item.text[a:b].lower())
        answers.append((item, found))
        if progress:
            progress(number, len(items), str(item.id))
    return compare(answers)


def places_of(reading: Reading) -> tuple[Span, ...]:
    """The likely places of the reading's first trigger, the surest first, words that meet only once."""
    if not reading.triggers:
        return ()
    scores = reading.roles[0, :, label.ROLES.index("place")]
    ranked = sorted(
        ((float(scores[n]), m.start, m.end) for n, m in enumerate(reading.mentions) if m.layer == "place"), reverse=True
    )
    chosen: list[Span] = []
    for score, start, end in ranked:
        if score < LIKELY:
            break
        if not any(a < end and start < b for a, b in chosen):
            chosen.append((start, end))
    return tuple(chosen)


def compare(answers: Sequence[tuple[PlaceItem, tuple[Span, ...]]]) -> Result:
    """The figures of given answers, the places of each item."""
    right = given = wanted = 0
    faults: list[Fault] = []
    for item, found in answers:
        gold = to_characters(item.text, item.places)
        open_ = list(gold)
        for span in found:
            met = next((g for g in open_ if g[0] < span[1] and span[0] < g[1]), None)
            if met is None:
                faults.append(_fault(item, "invented", given=span))
            else:
                open_.remove(met)
                right += 1
        faults += [_fault(item, "missed", wanted=span) for span in open_]
        given += len(found)
        wanted += len(gold)
    precision, recall = per_cent(right, given), per_cent(right, wanted)
    figures = {"precision": precision, "recall": recall, "f1": harmonic(precision, recall)}
    return Result(task=TASK, items=len(answers), figures=figures, faults=tuple(faults))


def _fault(item: PlaceItem, kind: str, *, wanted: Span | None = None, given: Span | None = None) -> Fault:
    def words(span: Span | None) -> str:
        return item.text[span[0] : span[1]] if span else ""

    verb = ", ".join(item.text[a:b] for a, b in item.event)
    return Fault(
        item_id=str(item.id),
        kind=f"place of {verb!r} {kind}",
        wanted=words(wanted),
        given=words(given),
        context=item.text,
    )
