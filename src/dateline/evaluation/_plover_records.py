"""score_plover_records: the events of single sentences against PLOVER's gold standard records."""

from __future__ import annotations

from collections import Counter
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.documents import from_text
from dateline.errors import UsageError
from dateline.evaluation._result import Fault, Result, per_cent, read_lines
from dateline.model.label import EVENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from dateline.model import Document, Dossier, Event, Party

TASK: Final = "plover-records"
NO_DATE: Final = "2000-01-01"  # the records' filler where the day of the report is not known

# The names of the records (PLOVER as of 2016) in those of today's scheme; all others are the same.
TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
    | {"REDUCE": "SANCTION", "SEIZE": "COERCE", "COOP": "COOPERATE", "YIELD": "CONCEDE"}
)
# Slips of the records' country codes, in ISO 3166-1 alpha-3.
CODES: Final[Mapping[str, str]] = MappingProxyType({"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"})
# Codes that stand for a sort of body without a country: the sectors that it may have here.
BODIES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "IGO": frozenset({"IGO"}),
        "NGO": frozenset({"NGO"}),
        "IMG": frozenset({"REB", "UAF"}),  # an international militant group
        "ISM": frozenset({"REB", "UAF", "REL", "PTY", "OPP"}),  # an Islamist body
    }
)
# Acts that two sides do together: either party of a record may be on either side.
MUTUAL: Final = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_SHOWN: Final = 160  # letters of the sentence shown with a fault


class PloverActor(msgspec.Struct, frozen=True, kw_only=True):
    """A party of a record; `code` is a country or one of BODIES."""

    code: str


class PloverRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record. Without a target, two parties in `source` did it together, and one party did it to nobody named."""

    id: str
    text: str
    event: str
    date: str = ""
    source: tuple[PloverActor, ...]
    # Some records have a plain string here: empty, or a word of the context that slipped into the wrong column.
    target: tuple[PloverActor, ...] | str = ()


def score_plover_records(
    folder: Path, read: Callable[[Document], Dossier], *, progress: Callable[[int, int, str], None] | None = None
) -> Result:
    """The figures on the records of `folder`; each sentence is read once, on its own, with its day where it has one."""
    records = read_lines(folder, PloverRecord)
    for record in records:
        if wanted_type(record) not in EVENT_TYPES:
            raise UsageError(f"{record.id}: {record.event!r} is no event type of PLOVER.")
    texts: dict[tuple[str, str], str] = {}
    for record in records:
        texts.setdefault((record.text, record.date), record.id)
    found: dict[tuple[str, str], Sequence[Event]] = {}
    for number, (key, name) in enumerate(texts.items(), start=1):
        found[key] = read(_document(name, *key)).events
        if progress:
            progress(number, len(texts), name)
    return compare([(record, found[record.text, record.date]) for record in records])


def compare(answers: Sequence[tuple[PloverRecord, Sequence[Event]]]) -> Result:
    """Each record against the events of its sentence, as shares of all records.

    `type_accuracy`: some event has the record's type. `type_and_countries_accuracy`: such an event has all of the
    record's countries, those of the source among its actors and those of the target among its targets (MUTUAL acts:
    on any side). `extra_events_per_record`: by how many a sentence has more events than records, over all sentences;
    `unmatched_events_per_record` counts the events whose type no record of the sentence has.
    """
    typed = placed = 0
    faults: list[Fault] = []
    sentences = {record.text: events for record, events in answers}
    records = Counter(record.text for record, _ in answers)
    types = {text: {wanted_type(r) for r, _ in answers if r.text == text} for text in sentences}
    for record, events in answers:
        same = [event for event in events if event.type == wanted_type(record)]
        right = any(has_countries(record, event) for event in same)
        typed += bool(same)
        placed += right
        if not right:
            faults.append(_fault(record, "countries" if same else "type" if events else "no event", same or events))
    extra = sum(max(0, len(events) - records[text]) for text, events in sentences.items())
    unmatched = sum(event.type not in types[text] for text, events in sentences.items() for event in events)
    figures = {
        "type_accuracy": per_cent(typed, len(answers)),
        "type_and_countries_accuracy": per_cent(placed, len(answers)),
        "extra_events_per_record": extra / len(answers) if answers else 0.0,
        "unmatched_events_per_record": unmatched / len(answers) if answers else 0.0,
    }
    return Result(task=TASK, items=len(answers), figures=figures, faults=tuple(faults))


def wanted_type(record: PloverRecord) -> str:
    return TYPES.get(record.event, record.event)


def has_countries(record: PloverRecord, event: Event) -> bool:
    """Whether the record's countries are those of the event's parties, each side on its own."""
    target = () if isinstance(record.target, str) else record.target
    if event.type not in MUTUAL and target:
        return _covers(record.source, event.actors) and _covers(target, event.targets)
    if event.type not in MUTUAL and len(record.source) == 1:
        return _covers(record.source, event.actors)
    # A party that is named on both sides is one party.
    parties = {(party.name, party.country, party.sector): party for party in (*event.actors, *event.targets)}
    codes = Counter(actor.code for actor in record.source)
    codes |= Counter(actor.code for actor in target)
    if {actor.code for actor in record.source} & {actor.code for actor in target}:
        codes = Counter(actor.code for actor in (*record.source, *target))  # two parties of one country
    return all(sum(_is_of(code, party) for party in parties.values()) >= count for code, count in codes.items())


def _covers(actors: Iterable[PloverActor], parties: Iterable[Party]) -> bool:
    given = tuple(parties)
    return all(any(_is_of(actor.code, party) for party in given) for actor in actors)


def _is_of(code: str, party: Party) -> bool:
    if code in BODIES:
        return not party.country and party.sector in BODIES[code]
    return party.country == CODES.get(code, code)


def _document(name: str, text: str, day: str) -> Document:
    try:
        published = None if day in ("", NO_DATE) else date.fromisoformat(day)
    except ValueError as fault:
        raise UsageError(f"{name}: {day!r} is no date.") from fault
    return from_text(text, id=name, published=published, language="en")


def _fault(record: PloverRecord, kind: str, events: Iterable[Event]) -> Fault:
    target = record.target if isinstance(record.target, str) else _codes(actor.code for actor in record.target)
    return Fault(
        item_id=record.id,
        kind=kind,
        wanted=f"{wanted_type(record)} {_codes(actor.code for actor in record.source)} > {target}",
        given="; ".join(f"{event.type} {_parties(event.actors)} > {_parties(event.targets)}" for event in events),
        context=record.text[:_SHOWN],
    )


def _parties(parties: Iterable[Party]) -> str:
    return _codes(party.country or party.sector for party in parties)


def _codes(codes: Iterable[str]) -> str:
    return "+".join(codes) or "-"
