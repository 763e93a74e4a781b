"""brat: a zip of standoff files: each text as it was read (`.txt`), what was read there (`.ann`), and the types of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.exports._evidence import TOLLS, list_evidence, tell_apart
from dateline.exports._reading import gather_readings
from dateline.exports._value import Format, Loss
from dateline.exports._zip import open_zip, put_file
from dateline.model.label import EVENT_TYPES, GROUND, HEDGE, REALIS, STANCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from dateline.exports._reading import Reading
    from dateline.exports._value import Context
    from dateline.model import Event
    from dateline.views import Told

ARGUMENTS: Final = ("Actor", "Target", "Place", "Time", "Weapon", *(kind.capitalize() for kind in TOLLS))
_CLAIM, _SOURCE = "Claim", "Source"


def _make_configuration() -> str:
    entities = [*ARGUMENTS, _CLAIM, _SOURCE]
    arguments = ", ".join(f"{role}*:{role}" for role in ARGUMENTS)
    attributes = {
        "Realis": ("<EVENT>", REALIS), "Ground": ("<EVENT>", GROUND), "Stance": (_CLAIM, STANCE), "Hedge": (_CLAIM, HEDGE),
    }  # fmt: skip
    return "\n".join(
        (
            "[entities]",
            *entities,
            "[relations]",
            f"Says\tArg1:{_CLAIM}, Arg2:<EVENT>",
            f"SaidBy\tArg1:{_CLAIM}, Arg2:{_SOURCE}",
            "SameEvent\tArg1:<EVENT>, Arg2:<EVENT>",
            "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
            "[events]",
            *(f"{kind}\t{arguments}" for kind in EVENT_TYPES),
            "[attributes]",
            "Attempt\tArg:<EVENT>",
            *(f"{name}\tArg:{of}, Value:{'|'.join(values)}" for name, (of, values) in attributes.items()),
            "",
        )
    )


# brat's `annotation.conf`: what may be annotated with what.
CONFIGURATION: Final = _make_configuration()


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
    written = 0
    with open_zip(out) as archive:
        put_file(archive, "annotation.conf", CONFIGURATION.encode())
        for reading in gather_readings(events, context.view, note):
            put_file(archive, f"{reading.revision}.txt", reading.document.text.encode())
            put_file(archive, f"{reading.revision}.ann", "".join(_Standoff(reading).lines()).encode())
            written += 1
    return written


class _Standoff:
    """The lines of one text; what is numbered is counted while they are made."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._spans: dict[tuple[int, int, str], str] = {}
        self._said: set[tuple[str, str]] = set()
        self._counts = {"T": 0, "E": 0, "R": 0, "A": 0, "#": 0}

    def lines(self) -> Iterator[str]:
        for id, event in self._reading.events:
            yield from self._event(id, event)

    def _number(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}{self._counts[kind]}"

    def _event(self, id: str, event: Event) -> Iterator[str]:
        arguments: list[tuple[str, str]] = []
        triggers: list[str] = []
        claims: list[str] = []
        for piece in list_evidence(event):
            if piece.role == "mention":
                continue
            label = event.type if piece.role == "trigger" else piece.role.capitalize()
            key = (piece.start, piece.end, tell_apart(event, piece, label))
            is_new = key not in self._spans
            if is_new:
                self._spans[key] = self._number("T")
                yield self._span(self._spans[key], piece.start, piece.end, label)
            span = self._spans[key]
            if piece.role == "trigger":
                triggers.append(span)
            elif piece.role == "claim" and piece.of is not None:
                claims.append(span)
                if is_new:
                    claim = event.claims[piece.of]
                    yield f"{self._number('A')}\tStance {span} {claim.stance}\n"
                    yield f"{self._number('A')}\tHedge {span} {claim.hedge}\n"
                    yield self._note(span, piece.value)
            elif piece.role == "source":
                if (claims[-1], span) not in self._said:
                    self._said.add((claims[-1], span))
                    yield f"{self._number('R')}\tSaidBy Arg1:{claims[-1]} Arg2:{span}\n"
            else:
                arguments.append((label, span))
                if is_new:
                    yield self._note(span, piece.value)
        yield from self._head(id, event, triggers, arguments, claims)

    def _head(
        self, id: str, event: Event, triggers: list[str], arguments: list[tuple[str, str]], claims: list[str]
    ) -> Iterator[str]:
        """The event at its first trigger, with all that fills it; its other triggers are events that are the same one."""
        numbers = [self._number("E") for _ in triggers]
        if not numbers:
            return
        roles: dict[str, int] = {}
        parts: list[str] = []
        for role, span in dict.fromkeys(arguments):
            roles[role] = roles.get(role, 0) + 1
            parts.append(f" {role}{roles[role] if roles[role] > 1 else ''}:{span}")
        yield f"{numbers[0]}\t{event.type}:{triggers[0]}{''.join(parts)}\n"
        for number, trigger in zip(numbers[1:], triggers[1:], strict=True):
            yield f"{number}\t{event.type}:{trigger}\n"
            yield f"{self._number('R')}\tSameEvent Arg1:{numbers[0]} Arg2:{number}\n"
        yield f"{self._number('A')}\tRealis {numbers[0]} {event.realis}\n"
        yield f"{self._number('A')}\tGround {numbers[0]} {event.ground}\n"
        if event.attempt:
            yield f"{self._number('A')}\tAttempt {numbers[0]}\n"
        for claim in dict.fromkeys(claims):
            yield f"{self._number('R')}\tSays Arg1:{claim} Arg2:{numbers[0]}\n"
        mode = f" ({event.mode})" if event.mode else ""
        yield self._note(numbers[0], f"{event.summary}{mode} [{id}]")

    def _span(self, id: str, start: int, end: int, label: str) -> str:
        """A stretch of several lines is given in fragments, one a line: no annotation of brat's goes over a line's end."""
        text = self._reading.document.text
        fragments = list(_split(text, start, end))
        places = ";".join(f"{first} {last}" for first, last in fragments)
        return f"{id}\t{label} {places}\t{' '.join(text[first:last] for first, last in fragments)}\n"

    def _note(self, of: str, words: str) -> str:
        return f"{self._number('#')}\tAnnotatorNotes {of}\t{' '.join(words.split())}\n"


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


FORMAT: Final = Format(
    name="brat",
    title="Texts with what was read in them, as a zip of brat standoff files",
    suffix=".zip",
    media_type="application/zip",
    write=write,
)
