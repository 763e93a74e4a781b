"""score_arguments: who and what takes part in given events, against WikiEvents' arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.coding import Settings
from dateline.evaluation._offsets import realign
from dateline.evaluation._reads import plain_document
from dateline.evaluation._result import Fault, Result, harmonic, per_cent, read_lines
from dateline.model import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dateline.evaluation._reads import Reads
    from dateline.model import Reading

TASK: Final = "arguments"

Span = tuple[int, int]
Argument = tuple[int, str, Span]  # number of the gold event, role, words

# What our roles are called in KAIROS, by the beginning of an event's type, the longest that fits. Tolls name victims.
_PLACE: Final = {"place": "Place"}


def _table(actor: str, target: str, weapon: str = "Instrument", place: str = "Place") -> Mapping[str, str]:
    tolls = dict.fromkeys(label.TOLLS, target) if target in ("Victim", "Detainee", "Target") else {}
    return MappingProxyType({"actor": actor, "target": target, "weapon": weapon, "place": place, **tolls})


ROLES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "": MappingProxyType(_PLACE),
        "ArtifactExistence.DamageDestroyDisableDismantle": _table("DamagerDestroyer", "Artifact"),
        "ArtifactExistence.ManufactureAssemble": _table("ManufacturerAssembler", "Artifact"),
        "Cognitive.IdentifyCategorize": _table("Identifier", "IdentifiedObject"),
        "Cognitive.Inspection": _table("Observer", "ObservedEntity"),
        "Cognitive.Research": _table("Researcher", "Subject"),
        "Cognitive.TeachingTrainingLearning": _table("TeacherTrainer", "Learner"),
        "Conflict.Attack": _table("Attacker", "Target"),
        "Conflict.Attack.DetonateExplode": _table("Attacker", "Target", "ExplosiveDevice"),
        "Conflict.Defeat": _table("Victor", "Defeated"),
        "Conflict.Demonstrate": _table("Demonstrator", "Target"),
        "Contact.Contact": _table("Participant", "Participant"),
        "Contact.Contact.Broadcast": _table("Communicator", "Recipient"),
        "Contact.Prevarication": _table("Communicator", "Recipient"),
        "Contact.RequestCommand": _table("Communicator", "Recipient"),
        "Contact.ThreatenCoerce": _table("Communicator", "Recipient"),
        "Control.ImpedeInterfereWith": _table("Impeder", "ImpededEvent"),
        "Disaster": _table("", "Victim"),
        "GenericCrime": _table("Perpetrator", "Victim"),
        "Justice.Acquit": _table("JudgeCourt", "Defendant"),
        "Justice.ArrestJailDetain": _table("Jailer", "Detainee"),
        "Justice.ChargeIndict": _table("Prosecutor", "Defendant"),
        "Justice.Convict": _table("JudgeCourt", "Defendant"),
        "Justice.InvestigateCrime": _table("Investigator", "Defendant"),
        "Justice.ReleaseParole": _table("JudgeCourt", "Defendant"),
        "Justice.Sentence": _table("JudgeCourt", "Defendant"),
        "Justice.TrialHearing": _table("Prosecutor", "Defendant"),
        "Life.Die": _table("Killer", "Victim"),
        "Life.Illness": _table("", "Victim"),
        "Life.Infect": _table("", "Victim"),
        "Life.Injure": _table("Injurer", "Victim"),
        "Medical.Intervention": _table("Treater", "Patient"),
        "Movement.Transportation": _table("Transporter", "PassengerArtifact", "Vehicle", "Destination"),
        "Personnel": _table("Employee", "Employee"),
        "Transaction": _table("Giver", "Recipient"),
    }
)
# A phrase goes on behind its head with one of these.
_AFTER_HEAD: Final = re.compile(
    r"\s+(?:of|in|at|on|from|for|to|with|by|who|that|which|near|into|between|and)\b|[,(;:–—]"
)
_WORD: Final = re.compile(r"[\w'’-]+")


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
        order = sorted(range(len(item.events)), key=lambda n: item.events[n].trigger)
        reading = reads.look(document, triggers=[item.events[n].trigger for n in order])
        given = find_arguments(item, reading, order if len(reading.triggers) == len(order) else match(item, reading))
        own = reads.look(document)
        answers.append((item, given, find_arguments(item, own, match(item, own))))
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


def match(item: ArgumentItem, reading: Reading) -> list[int]:
    """For each trigger of the reading the number of the gold event that it meets, -1 for none."""
    return [
        next((n for n, e in enumerate(item.events) if e.trigger[0] < t.end and t.start < e.trigger[1]), -1)
        for t in reading.triggers
    ]


def find_arguments(item: ArgumentItem, reading: Reading, events: Sequence[int]) -> list[Argument]:
    """The arguments of each trigger by the thresholds of coding; `events` are the triggers' gold events, -1 for none."""
    settings = Settings()
    floors = {
        "actor": (settings.actor, settings.actor_more),
        "target": (settings.target, settings.target_more),
        "place": (settings.place, settings.place_more),
        "weapon": (settings.weapon, 1.1),
        **dict.fromkeys(label.TOLLS, (settings.toll, settings.toll)),
    }
    found: dict[Argument, float] = {}
    for row, event in enumerate(events):
        names = role_names(item.events[event].type) if event >= 0 else role_names("Conflict.Attack")
        for role, (first, more) in floors.items():
            name = names.get(role)
            if not name:
                continue
            scores = reading.roles[row, :, label.ROLES.index(role)]
            ranked = sorted(
                (-float(scores[n]), m.start, m.end)
                for n, m in enumerate(reading.mentions)
                if m.layer in label.ROLE_LAYERS[role]
            )
            for place, (score, start, end) in enumerate(ranked):
                if -score < (more if place else first):
                    break
                argument = (event, name, head(item.text, start, end))
                found[argument] = max(found.get(argument, 0.0), -score)
    return list(found)


def role_names(kind: str) -> Mapping[str, str]:
    """The names of our roles for a type of event; only the place where the scheme has no like of ours."""
    parts = kind.split(".")
    for count in range(len(parts), 0, -1):
        if (prefix := ".".join(parts[:count])) in ROLES:
            return ROLES[prefix]
    return ROLES[""]


def head(text: str, start: int, end: int) -> Span:
    """The last word of a phrase's core, in offsets; the phrase itself where it has no word."""
    after = _AFTER_HEAD.search(text, start + 1, end)
    core = after.start() if after and _WORD.search(text, start, after.start()) else end
    words = [m.span() for m in _WORD.finditer(text, start, core)]
    return words[-1] if words else (start, end)


def compare(answers: Sequence[tuple[ArgumentItem, list[Argument], list[Argument]]]) -> Result:
    """The figures of given answers: for each text the arguments with gold triggers, and those end to end."""
    right, gave, wanted = [0, 0], [0, 0], 0
    faults: list[Fault] = []
    for item, given, own in answers:
        gold = {(n, a.role, head(item.text, *a.span)) for n, e in enumerate(item.events) for a in e.arguments}
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
