"""label-studio: each text as a task of Label Studio, with what was read there as a prediction to correct.

Label Studio counts positions in code points, as the ledger does. Regions are labelled by what they are (a trigger by the type of
its event), and relations lead from a trigger to what fills its event. `CONFIG` is the labelling interface that shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from dateline.exports._evidence import TOLLS, list_evidence, tell_apart
from dateline.exports._known import web
from dateline.exports._reading import gather_readings
from dateline.exports._value import Format, Loss
from dateline.model.label import EVENT_TYPES, HEDGE, REALIS, STANCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from dateline.exports._evidence import Piece
    from dateline.exports._reading import Reading
    from dateline.exports._value import Context
    from dateline.model import Event
    from dateline.views import Told

ROLES: Final = ("actor", "target", "place", "time", "weapon", *TOLLS, "claim", "source")
LABELS: Final = (*EVENT_TYPES, *ROLES)
_NAME, _TEXT = "label", "text"


def _choices(name: str, values: Iterable[str], when: str) -> str:
    items = "".join(f'<Choice value="{value}"/>' for value in values)
    return f'<Choices name="{name}" toName="{_TEXT}" perRegion="true" whenLabelValue="{when}">{items}</Choices>'


CONFIG: Final = "\n".join(
    (
        "<View>",
        f'  <Labels name="{_NAME}" toName="{_TEXT}">',
        *(f'    <Label value="{label}"/>' for label in LABELS),
        "  </Labels>",
        f"  {_choices('realis', REALIS, ','.join(EVENT_TYPES))}",
        f"  {_choices('stance', STANCE, 'claim')}",
        f"  {_choices('hedge', HEDGE, 'claim')}",
        "  <Relations>",
        *(f'    <Relation value="{role}"/>' for role in (*ROLES, "same event")),
        "  </Relations>",
        f'  <Text name="{_TEXT}" value="$text"/>',
        "</View>",
    )
)


def write(events: Iterable[Told], out: BinaryIO, context: Context, note: Callable[[Loss], None]) -> int:
    """Counts texts."""
    note(
        Loss(
            event="", field="clauses", why="the clauses that state an event are left out: their triggers stand for them"
        )
    )
    note(
        Loss(
            event="", field="derived", why="what is derived of several reports (status, origins, disputes) is left out"
        )
    )
    out.write(b"[")
    written = 0
    for reading in gather_readings(events, context.view, note):
        out.write((b",\n" if written else b"\n") + msgspec.json.encode(_task(reading)))
        written += 1
    out.write(b"\n]\n")
    return written


def _task(reading: Reading) -> dict[str, object]:
    document = reading.document
    data: dict[str, object] = {
        "text": document.text,
        "revision": reading.revision,
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else None,
        "url": web(document.url) or None,
        "events": [{"event": id, "summary": event.summary} for id, event in reading.events],
    }
    found = {name: value for name, value in data.items() if value is not None}
    return {"data": found, "predictions": [{"model_version": reading.reader, "result": list(_results(reading))}]}


def _results(reading: Reading) -> Iterator[dict[str, object]]:
    """Regions, each stretch with one label once however many events it serves, then the relations between them."""
    regions: dict[tuple[int, int, str], str] = {}
    relations: dict[tuple[str, str, str], None] = {}
    for _, event in reading.events:
        yield from _event(event, regions, relations)
    for start, end, label in relations:
        yield {"type": "relation", "from_id": start, "to_id": end, "direction": "right", "labels": [label]}


def _event(
    event: Event, regions: dict[tuple[int, int, str], str], relations: dict[tuple[str, str, str], None]
) -> Iterator[dict[str, object]]:
    head = claim = ""
    for piece in list_evidence(event):
        if piece.role == "mention":
            continue
        label = event.type if piece.role == "trigger" else piece.role
        key = (piece.start, piece.end, tell_apart(event, piece, label))
        if key not in regions:
            regions[key] = f"r{len(regions) + 1}"
            yield from _region(regions[key], label, piece, event)
        id = regions[key]
        if piece.role == "claim":
            claim = id
        if piece.role == "source":
            relations[claim, id, "source"] = None
        elif piece.role != "trigger":
            relations[head, id, piece.role] = None
        elif not head:
            head = id
        elif id != head:
            relations[head, id, "same event"] = None


def _region(id: str, label: str, piece: Piece, event: Event) -> Iterator[dict[str, object]]:
    place: dict[str, object] = {"start": piece.start, "end": piece.end, "text": piece.quote}
    shared: dict[str, object] = {"id": id, "to_name": _TEXT}
    meta = {"text": [piece.value]}
    yield {**shared, "from_name": _NAME, "type": "labels", "value": {**place, "labels": [label]}, "meta": meta}
    chosen: dict[str, str] = {}
    if piece.role == "trigger":
        chosen = {"realis": event.realis}
    elif piece.role == "claim" and piece.of is not None:
        chosen = {"stance": event.claims[piece.of].stance, "hedge": event.claims[piece.of].hedge}
    for name, value in chosen.items():
        yield {**shared, "from_name": name, "type": "choices", "value": {**place, "choices": [value]}}


FORMAT: Final = Format(
    name="label-studio",
    title="Texts with what was read in them, as tasks of Label Studio",
    suffix=".json",
    media_type="application/json",
    write=write,
)
