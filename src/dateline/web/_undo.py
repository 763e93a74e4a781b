"""undo: a judgement -> the one that takes it back. Nothing is removed: of two on the same accounts the later holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Final

from dateline import desk as act
from dateline.errors import NotFound
from dateline.model import Judgement
from dateline.views import is_verdict
from dateline.web._answer import Refused

if TYPE_CHECKING:
    from dateline.ledger import Ledger, View
    from dateline.model import EventRef, JudgementKind

_WINDOW: Final = 2_000  # lines of the log that are looked through at once, from the newest back


def undo(ledger: Ledger, id: str, *, who: str, reason: str = "") -> Judgement:
    """Records and puts into effect what takes the judgement back; gives it.

    A merge is taken back by keeping apart what was apart before it, a split by making one of what it parted; a verdict, a
    correction and a grade by the one before, and the first of them by saying that it holds no more. Raises NotFound, and
    Refused where there is nothing to take back.
    """
    view = ledger.view()
    found = view.judgements()
    judged = next((one for one in found if one.id == id), None)
    if judged is None:
        raise NotFound(f"There is no judgement {id} in {ledger.name}.")
    told = f"takes back {judged.kind} {id[:8]}{f': {reason}' if reason else ''}"
    match judged.kind:
        case "accept" | "reject":
            before = [one for one in found[: found.index(judged)] if set(one.events) & set(judged.events)]
            kinds: list[JudgementKind] = ["restore", *(one.kind for one in before if is_verdict(one))]
            return _record(ledger, kinds[-1], judged.events, who=who, reason=told)
        case "correct" | "restore" if judged.slot:
            return act.undo_correction(ledger, judged, who=who, reason=told)
        case "grade":
            letters = [
                one.grade for one in found[: found.index(judged)] if one.kind == "grade" and one.source == judged.source
            ]
            return act.grade(ledger, judged.source, letters[-1] if letters else "F", who=who, reason=told)[0]
        case "merge":
            return _part(ledger, view, judged, who=who, reason=told)
        case "split":
            # What was split at once is recorded pair by pair.
            pairs = [one for one in found if (one.kind, one.at, one.who) == ("split", judged.at, judged.who)]
            refs = tuple(dict.fromkeys(ref for one in pairs for ref in one.events))
            return _record(ledger, "merge", refs, who=who, reason=told)
        case _:
            raise Refused(409, "nothing-to-undo", f"A judgement of the kind {judged.kind} cannot be taken back here.")


def _part(ledger: Ledger, view: View, judged: Judgement, *, who: str, reason: str) -> Judgement:
    groups: dict[str, list[EventRef]] = {}
    for ref, event in ledger.view(_just_before(view, judged)).linked_ids(judged.events).items():
        groups.setdefault(event, []).append(ref)
    if len(groups) < 2:
        raise Refused(409, "nothing-to-undo", "They were one event before that decision too; split the event instead.")
    at = datetime.now(UTC)
    first: Judgement | None = None
    with ledger.writer() as writer:
        for group in groups.values():
            if len(group) > 1:
                writer.judge(Judgement(id="", kind="merge", who=who, at=at, events=tuple(group), reason=reason))
        for one, other in combinations(groups.values(), 2):
            for left in one:
                for right in other:
                    apart = Judgement(id="", kind="split", who=who, at=at, events=(left, right), reason=reason)
                    first = writer.judge(apart) if first is None else (writer.judge(apart), first)[1]
    assert first is not None
    act.gather(ledger, judged.events, by=who)
    return first


def _record(ledger: Ledger, kind: JudgementKind, refs: tuple[EventRef, ...], *, who: str, reason: str) -> Judgement:
    with ledger.writer() as writer:
        made = writer.judge(Judgement(id="", kind=kind, who=who, at=datetime.now(UTC), events=refs, reason=reason))
    if kind == "merge":
        act.gather(ledger, refs, by=who)
    return made


def _just_before(view: View, judged: Judgement) -> datetime:
    """The moment before the line of the log that tells of it."""
    end = view.entry
    while end > 0:
        start = max(0, end - _WINDOW)
        for line in view.audit(after=start):
            if line.action == "judge" and line.subject == judged.id:
                return line.recorded - timedelta(microseconds=1)
            if line.number >= end:
                break
        end = start
    raise NotFound(f"The log does not tell of the judgement {judged.id}.")
