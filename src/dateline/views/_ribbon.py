"""make_ribbon: the moments at which what is known of an event changed, and what each changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dateline.views import words
from dateline.views._cell import CELLS, make_cells
from dateline.views._event import make_event_page

if TYPE_CHECKING:
    from datetime import datetime

    from dateline.model import Judgement, StatusName
    from dateline.views._told import Told

# The facts of a moment, in the order of the page.
FACTS: Final = ("status", "credibility", "origins", "reports", *CELLS, "disputes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What was known from `at` on until `until`, which is when it was asked. `told` is None where it was no event then."""

    at: datetime
    until: datetime | None
    told: Told | None
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that was known, in plain words; no values where nothing was."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """What a moment changed in one fact."""

    name: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What brought the change: a report that came, a text that replaced another, or a person's decision."""

    kind: Literal["report", "revision", "judgement"]
    what: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RibbonStep:
    """`as_of` is the moment to ask for: None for now. `changes` are told against the step before."""

    at: datetime
    as_of: datetime | None
    status: StatusName
    credibility: int
    origins: int
    reports: int
    happened: tuple[Happening, ...]
    changes: tuple[FactChange, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """The steps, the first first. `left_out` moments in the middle were not looked at, since there were too many."""

    event: str
    steps: tuple[RibbonStep, ...]
    left_out: int


def make_ribbon(event: str, moments: Sequence[Moment], *, left_out: int = 0) -> Ribbon:
    """`moments` in order of time; one that changed nothing of what is known and brought nothing is no step."""
    steps: list[RibbonStep] = []
    seen: dict[str, str] = {}
    for moment in moments:
        if moment.told is None:
            continue
        step = _step(moment, moment.told, steps[-1] if steps else None, seen)
        if step.changes or step.happened or not steps:
            steps.append(step)
        else:  # what is known is the same until later
            last = steps[-1]
            steps[-1] = _until(last, step)
    return Ribbon(event=event, steps=tuple(steps), left_out=left_out)


def _step(moment: Moment, told: Told, before: RibbonStep | None, seen: dict[str, str]) -> RibbonStep:
    """`seen` is the text of each document that was there in the step before; it is brought up to date."""
    page = make_event_page(told)
    cells = {cell.name: cell for cell in make_cells(told, page)}
    reports = len({report.document for report in page.reports}) + page.left_out
    values: dict[str, tuple[str, ...]] = {
        "status": (page.status,),
        "credibility": (f"{page.credibility} of 6, {words.say_credibility(page.credibility)}",),
        "origins": (str(page.origins),),
        "reports": (str(reports),),
        "disputes": tuple(
            f"{dispute.slot}: {' / '.join(value.value for value in dispute.values)}" for dispute in page.disputes
        ),
    }
    values |= {name: tuple(value.text for value in cell.values) for name, cell in cells.items()}
    facts = tuple(Fact(name=name, values=values[name]) for name in FACTS)
    happened: list[Happening] = []
    for report in page.reports:
        known = seen.get(report.document)
        if known != report.account.revision:
            seen[report.document] = report.account.revision
            what = " · ".join(part for part in (report.publisher, report.title or report.summary) if part)
            happened.append(Happening(kind="revision" if known else "report", what=what, document=report.document))
    happened += [Happening(kind="judgement", what=_say_judgement(j), document="") for j in moment.judgements]
    return RibbonStep(
        at=moment.at,
        as_of=moment.until,
        status=page.status,
        credibility=page.credibility,
        origins=page.origins,
        reports=reports,
        happened=tuple(happened),
        changes=compare_facts(before.facts, facts) if before else (),
        facts=facts,
    )


def compare_facts(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[FactChange, ...]:
    """What differs between two versions, fact by fact."""
    old = {fact.name: fact.values for fact in before}
    found: list[FactChange] = []
    for fact in after:
        was = old.get(fact.name, ())
        added = tuple(value for value in fact.values if value not in was)
        dropped = tuple(value for value in was if value not in fact.values)
        if added or dropped:
            found.append(FactChange(name=fact.name, added=added, dropped=dropped))
    return tuple(found)


def _until(step: RibbonStep, later: RibbonStep) -> RibbonStep:
    return RibbonStep(
        at=step.at,
        as_of=later.as_of,
        status=step.status,
        credibility=step.credibility,
        origins=step.origins,
        reports=step.reports,
        happened=step.happened,
        changes=step.changes,
        facts=step.facts,
    )


def _say_judgement(judgement: Judgement) -> str:
    what = f"{judgement.source} graded {judgement.grade}" if judgement.kind == "grade" else judgement.kind
    if judgement.slot:
        what = f"{judgement.slot} {'corrected' if judgement.kind == 'correct' else 'taken back to what was read'}"
    reason = f": “{judgement.reason}”" if judgement.reason else ""
    return f"{what} by {judgement.who}{reason}"
