"""double: two people code the same events without seeing each other or the machine; how far they agree; who settles what differs.

A round is kept as judgements of a `series`: "sample" names its events and its two coders, "code" holds one coder's answers to one
event, "settle" what holds where they differ. Judgements are kept for good, sealed in the log, dumped and restored; a position
would be overwritten. What carries a series decides nothing by itself and is not shown with an event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, Final

from dateline.desk._judge import accept
from dateline.desk._review import correct
from dateline.errors import NotFound, UsageError
from dateline.ledger import Filter
from dateline.model import Corrected, Judgement, label

if TYPE_CHECKING:
    from dateline.ledger import Ledger, View
    from dateline.model import EventRef, JudgementKind

# What is asked of each event, in the order in which answers are kept. Of a rejected one the verdict alone is asked.
FIELDS: Final = ("verdict", "type", "realis", "ground")
LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    "verdict": ("accept", "reject"),
    "type": label.EVENT_TYPES,
    "realis": label.REALIS,
    "ground": label.GROUND,
}
MOST: Final = 500  # events of a round: more than a person codes in some days
_ALL: Final = Filter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two coders agree in one field. `coded` events both answered, of which `agreed` alike; `kappa` is Cohen's, None
    where chance alone would make them agree always, or nothing was coded. `table` counts pairs of answers."""

    field: str
    coded: int
    agreed: int
    kappa: float | None
    table: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An event that the two answered otherwise. `answers` are in the order of the coders; `settled` is "" until somebody did."""

    ref: EventRef
    event: str
    field: str
    answers: tuple[str, str]
    settled: str
    settled_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round as one person may see it.

    `done` is how many events each coder answered. `left` are those that whoever asks has yet to code, none for others.
    `agreements` and `differences` are empty until both are done (`is_open`): nobody sees answers before.
    """

    id: str
    coders: tuple[str, str]
    size: int
    note: str
    at: datetime
    done: tuple[int, int]
    is_open: bool
    left: tuple[EventRef, ...]
    agreements: tuple[Agreement, ...]
    differences: tuple[Difference, ...]


def start_round(
    ledger: Ledger, coders: Sequence[str], *, size: int, seed: int, who: str, chosen: Filter = _ALL
) -> Round:
    """Draws `size` events of a filter for two coders, the same for the same seed and ledger. Raises UsageError."""
    names = tuple(name.strip() for name in coders)
    if len(names) != 2 or not all(names) or names[0] == names[1]:
        raise UsageError("Name two different people who code.")
    if not 1 <= size <= MOST:
        raise UsageError(f"A round has 1 to {MOST} events.")
    view = ledger.view()
    # One account of each event: the words of a text are what is coded.
    refs = [event.members[0] for event in view.linked(chosen) if event.members]
    if not refs:
        raise UsageError("No event fits; there is nothing to code.")
    drawn = Random(seed).sample(sorted(refs), min(size, len(refs)))
    at = datetime.now(UTC)
    series = sha256(f"{at.isoformat()} {seed} {names}".encode()).hexdigest()[:12]
    with ledger.writer() as writer:
        writer.judge(
            Judgement(
                id="", kind="sample", who=who, at=at, events=tuple(drawn), series=series,
                values=tuple(Corrected(text=name) for name in names),
                reason=f"{len(drawn)} of {len(refs)} events, seed {seed}",
            )
        )  # fmt: skip
    return tell_round(ledger.view(), series, who=who)


def list_rounds(view: View, *, who: str) -> tuple[Round, ...]:
    """All rounds, the newest first."""
    found = [one.series for one in view.judgements() if one.kind == "sample"]
    return tuple(tell_round(view, series, who=who) for series in reversed(found))


def tell_round(view: View, series: str, *, who: str) -> Round:
    """A round as this person may see it. Raises NotFound."""
    sample, given, settled = _read(view, series)
    coders = _coders(sample)
    live = {account.ref for account in view.accounts_of(sample.events)}
    refs = [ref for ref in sample.events if ref in live]
    done = tuple(sum(1 for ref in refs if (ref, name) in given) for name in coders)
    is_open = any(number < len(refs) for number in done)
    pairs = [] if is_open else [(ref, given[ref, coders[0]], given[ref, coders[1]]) for ref in refs]
    ids = view.linked_ids([ref for ref, _, _ in pairs])
    return Round(
        id=series,
        coders=coders,
        size=len(refs),
        note=sample.reason,
        at=sample.at,
        done=(done[0], done[1]),
        is_open=is_open,
        left=tuple(ref for ref in refs if (ref, who) not in given) if who in coders else (),
        agreements=tuple(_agree(field, n, pairs) for n, field in enumerate(FIELDS)) if pairs else (),
        differences=tuple(
            Difference(
                ref=ref,
                event=ids.get(ref, ""),
                field=field,
                answers=(one[n], other[n]),
                settled=settled[ref, field].values[0].text if (ref, field) in settled else "",
                settled_by=settled[ref, field].who if (ref, field) in settled else "",
            )
            for ref, one, other in pairs
            for n, field in enumerate(FIELDS)
            if one[n] != other[n] and (n == 0 or (one[n] and other[n]))
        ),
    )


def code(ledger: Ledger, series: str, ref: EventRef, answers: Mapping[str, str], *, who: str) -> Round:
    """One coder's answers to one event of the round; given again, the later hold until the round is closed.

    Raises NotFound, and UsageError for who is no coder, an event that is not of it, and answers that are none.
    """
    view = ledger.view()
    sample, _, _ = _read(view, series)
    if who not in _coders(sample):
        raise UsageError(f"{who} does not code in this round; {' and '.join(_coders(sample))} do.")
    if ref not in sample.events:
        raise UsageError("That event is not of this round.")
    if not tell_round(view, series, who=who).is_open:
        raise UsageError("Both have coded everything; what differs is settled now.")
    verdict = answers.get("verdict", "")
    asked = FIELDS if verdict == "accept" else FIELDS[:1]
    for field in asked:
        _check(field, answers.get(field, ""))
    values = tuple(Corrected(text=answers[field] if field in asked else "") for field in FIELDS)
    with ledger.writer() as writer:
        writer.judge(
            Judgement(id="", kind="code", who=who, at=datetime.now(UTC), events=(ref,), series=series, values=values)
        )
    return tell_round(ledger.view(), series, who=who)


def settle(ledger: Ledger, series: str, ref: EventRef, field: str, value: str, *, who: str, reason: str = "") -> Round:
    """Says what holds where the two differ, and puts it into effect: a verdict on the event, a label as a correction.

    Raises NotFound, UsageError for what does not differ or is no label.
    """
    _check(field, value)
    view = ledger.view()
    told = tell_round(view, series, who=who)
    differing = next((one for one in told.differences if (one.ref, one.field) == (ref, field)), None)
    if differing is None:
        raise UsageError(f"The two do not differ in the {field} of that event, or have not both coded it.")
    kind: JudgementKind = "settle"
    with ledger.writer() as writer:
        writer.judge(
            Judgement(
                id="", kind=kind, who=who, at=datetime.now(UTC), events=(ref,), series=series, slot=field,
                values=(Corrected(text=value),), reason=reason,
            )
        )  # fmt: skip
    why = f"settled in the round {series[:8]}{f': {reason}' if reason else ''}"
    if field == "verdict":
        accept(ledger, differing.event, who=who, reason=why, wrong=value == "reject")
    elif getattr(view.account(ref).event, field) != value:
        correct(
            ledger, differing.event, revision=ref.revision, start=ref.start, slot=field, values=(Corrected(text=value),),
            who=who, reason=why,
        )  # fmt: skip
    return tell_round(ledger.view(), series, who=who)


def measure_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa (1960) of pairs of labels: agreement above that of chance, -1 to 1; None where it is not defined."""
    if not pairs:
        return None
    total = len(pairs)
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(left[name] * right[name] for name in left)
    if by_chance == total * total:
        return None
    agreed = sum(one == other for one, other in pairs)
    return (agreed * total - by_chance) / (total * total - by_chance)


def _agree(field: str, n: int, pairs: Sequence[tuple[EventRef, tuple[str, ...], tuple[str, ...]]]) -> Agreement:
    # Labels are compared where both accepted the event: who rejects it gives none.
    both = [(one[n], other[n]) for _, one, other in pairs if one[n] and other[n]]
    return Agreement(
        field=field,
        coded=len(both),
        agreed=sum(one == other for one, other in both),
        kappa=measure_kappa(both),
        table=tuple((one, other, number) for (one, other), number in sorted(Counter(both).items())),
    )


def _read(
    view: View, series: str
) -> tuple[Judgement, dict[tuple[EventRef, str], tuple[str, ...]], dict[tuple[EventRef, str], Judgement]]:
    own = [one for one in view.judgements() if one.series and one.series == series]
    sample = next((one for one in own if one.kind == "sample"), None)
    if sample is None:
        raise NotFound(f"There is no round {series!r} of double coding.")
    given = {(one.events[0], one.who): tuple(value.text for value in one.values) for one in own if one.kind == "code"}
    settled = {(one.events[0], one.slot): one for one in own if one.kind == "settle"}
    return sample, given, settled


def _coders(sample: Judgement) -> tuple[str, str]:
    return sample.values[0].text, sample.values[1].text


def _check(field: str, value: str) -> None:
    if field not in LABELS:
        raise UsageError(f"{field!r} is not asked; {', '.join(FIELDS)} are.")
    if value not in LABELS[field]:
        raise UsageError(f"The {field} is one of {', '.join(LABELS[field])}, not {value!r}.")
