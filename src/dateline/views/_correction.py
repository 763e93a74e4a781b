"""correct_account: an account and what people corrected of it -> the account as it holds now, and what was said before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from dateline.grounding.calendar import parse_edtf
from dateline.model import Casualties, Evidence, Figure, Party, Weapon, When, Where
from dateline.views import words
from dateline.views._slot import fold

if TYPE_CHECKING:
    from datetime import datetime

    from dateline.model import Account, Codes, Corrected, Event, EventRef, Ground, Judgement, Realis

TOLLS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")
# What may be corrected: three labels, then what is filled by words.
LABELS: Final = ("type", "realis", "ground")
CORRECTABLE: Final = (*LABELS, "who", "whom", "where", "when", "weapon", *TOLLS)
# The parts of an event that share a cell of its page.
CELL_OF: Final[dict[str, str]] = {**dict.fromkeys(LABELS, "what"), **dict.fromkeys(TOLLS, "toll")}
_BOUNDS: Final = re.compile(r"(?P<low>\d{1,9})?(?P<dots>\.\.)?(?P<high>\d{1,9})?")
Recode = Callable[["Event"], "Codes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person said of one slot of one account. `values` are theirs and `before` the machine's, in plain words; none
    for nothing. `evidence` are the words of `values`, in their order; of a label there are none."""

    judgement: str
    account: EventRef
    slot: str
    values: tuple[str, ...]
    before: tuple[str, ...]
    evidence: tuple[Evidence | None, ...]
    who: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCorrection:
    """What a person corrected in one report: `slot` is the part of it, `before` what was read, none for nothing."""

    judgement: str
    slot: str
    report: int | None
    values: tuple[str, ...]
    before: tuple[str, ...]
    who: str
    at: datetime
    reason: str


def correct_account(
    account: Account, judgements: Sequence[Judgement], *, recode: Recode
) -> tuple[Account, tuple[Correction, ...]]:
    """Of each slot the last judgement holds; `judgements` are in the order of recording and all of this account.

    `recode` gives the codes of an event whose type is another now. A correction that no longer fits the text is left out.
    """
    last: dict[str, Judgement] = {}
    for judgement in judgements:
        if judgement.kind == "restore":
            last.pop(judgement.slot, None)
        elif judgement.kind == "correct" and judgement.slot in CORRECTABLE:
            last[judgement.slot] = judgement
    event, found = account.event, list[Correction]()
    for slot, judgement in last.items():
        try:
            fixed = correct_event(event, account.document.text, slot, judgement.values)
        except ValueError:
            continue
        found.append(
            Correction(
                judgement=judgement.id,
                account=account.ref,
                slot=slot,
                values=say_slot(fixed, slot),
                before=say_slot(account.event, slot),
                evidence=tuple(_place(account.document.text, value) for value in judgement.values),
                who=judgement.who,
                at=judgement.at,
                reason=judgement.reason,
            )
        )
        event = fixed
    if not found:
        return account, ()
    return replace(account, event=replace(event, codes=recode(event))), tuple(found)


def correct_event(event: Event, text: str, slot: str, values: Sequence[Corrected]) -> Event:  # noqa: PLR0911  one for each slot
    """The event with other values in one slot. Raises ValueError for values that the slot cannot hold."""
    if slot in LABELS or slot in ("when", "weapon"):
        if len(values) > 1 or (slot in LABELS and not values):
            raise ValueError(f"{slot} holds one value")
        first = values[0] if values else None
        if slot in LABELS:
            return _label(event, slot, values[0].text)
        if slot == "when":
            return replace(event, when=_when(event, text, first) if first else None)
        return replace(event, weapon=_weapon(event, text, first) if first else None)
    if slot == "who":
        return replace(event, actors=tuple(_party(event, text, value) for value in values))
    if slot == "whom":
        return replace(event, targets=tuple(_party(event, text, value) for value in values))
    if slot == "where":
        return replace(event, where=tuple(_where(event, text, value) for value in values))
    if slot in TOLLS:
        figures = tuple(_figure(text, value) for value in values)
        return replace(event, casualties=replace(event.casualties or Casualties(), **{slot: figures}))
    raise ValueError(f"{slot} cannot be corrected")


def say_slot(event: Event, slot: str) -> tuple[str, ...]:  # noqa: PLR0911  one for each slot
    """What an event holds in a slot, in plain words."""
    match slot:
        case "type":
            return (f"{event.type}/{event.mode}" if event.mode else event.type,)
        case "realis":
            return (event.realis,)
        case "ground":
            return (event.ground,)
        case "who":
            return tuple(party.name for party in event.actors)
        case "whom":
            return tuple(party.name for party in event.targets)
        case "where":
            return tuple(words.say_place(where) for where in event.where)
        case "when":
            return (words.say_when(event.when),) if event.when else ()
        case "weapon":
            return (words.say_weapon(event.weapon.kind),) if event.weapon else ()
        case _:
            figures: tuple[Figure, ...] = getattr(event.casualties, slot, ()) if event.casualties else ()
            return tuple(words.say_bounds(figure.low, figure.high) for figure in figures)


def parse_bounds(given: str) -> tuple[int | None, int | None]:
    """ "4" -> (4, 4), "4.." -> (4, None), "..7" -> (None, 7), "4..7" -> (4, 7). Raises ValueError."""
    match = _BOUNDS.fullmatch(given.strip())
    if match is None or not (match["low"] or match["high"]):
        raise ValueError(f"{given!r} is no figure")
    if match["dots"] is None:
        number = int(given.strip())
        return number, number
    low, high = (int(match[name]) if match[name] else None for name in ("low", "high"))
    if low is not None and high is not None and low > high:
        raise ValueError(f"{given!r} ends before it begins")
    return low, high


def _place(text: str, value: Corrected) -> Evidence | None:
    return None if value.start is None or value.end is None else Evidence.of(text, value.start, value.end)


def _words(text: str, value: Corrected) -> tuple[str, Evidence]:
    """The value as it is called, and its words."""
    evidence = _place(text, value)
    if evidence is None:
        raise ValueError("a value needs words of the text")
    return value.text or " ".join(evidence.quote.split()), evidence


def _label(event: Event, slot: str, given: str) -> Event:
    if slot == "type":
        kind, _, mode = given.partition("/")
        return replace(event, type=kind, mode=mode)
    if slot == "realis":
        return replace(event, realis=cast("Realis", given))
    return replace(event, ground=cast("Ground", given))


def _party(event: Event, text: str, value: Corrected) -> Party:
    name, evidence = _words(text, value)
    for known in (*event.actors, *event.targets):  # what the tables know of them stays known
        if known.evidence == evidence or fold(known.name) == fold(name):
            return replace(known, name=value.text or known.name, evidence=evidence, confidence=1.0)
    return Party(name=name, actor_id=None, country="", sector="UNK", evidence=evidence, confidence=1.0)


def _where(event: Event, text: str, value: Corrected) -> Where:
    name, evidence = _words(text, value)
    for known in event.where:
        if known.evidence == evidence or fold(known.name) == fold(name):
            return replace(known, evidence=evidence)
    # A place that no table was asked for: its name is known, and nothing else is guessed.
    return Where(
        name=name, country="", admin1=None, level="site", lat=None, lon=None, radius_km=None, geonames_id=None,
        evidence=evidence,
    )  # fmt: skip


def _when(event: Event, text: str, value: Corrected) -> When:
    earliest, latest = parse_edtf(value.text)
    return When(edtf=value.text, earliest=earliest, latest=latest, rule="corrected", evidence=_place(text, value))


def _weapon(event: Event, text: str, value: Corrected) -> Weapon:
    _, evidence = _words(text, value)
    return Weapon(kind=value.text or (event.weapon.kind if event.weapon else "other"), evidence=evidence)


def _figure(text: str, value: Corrected) -> Figure:
    _, evidence = _words(text, value)
    low, high = parse_bounds(value.text)
    return Figure(low=low, high=high, evidence=evidence)
