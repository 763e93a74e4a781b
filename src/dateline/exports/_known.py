"""know: everything told of one event -> what most formats ask of it, and a note of what they have no place for."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dateline.errors import LedgerError
from dateline.exports._value import Loss
from dateline.views import make_event_page, make_row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from dateline.ledger import View
    from dateline.model import Event, Party, When, Where
    from dateline.views import EventPage, EventRow, Told, Toll


# A place that is known to this much may be a pin on a map; the ledger's search by distance takes the same.
FINE_KM: Final = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One event as a format takes it. `tolls` are by kind; `place` is the best place, a town before a country.

    `dropped` is when a text was recorded that does not tell it any more, where none does.
    """

    told: Told
    page: EventPage
    row: EventRow
    tolls: Mapping[str, Toll]
    dropped: datetime | None

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def lead(self) -> Event:
        return self.told.lead.event

    @property
    def when(self) -> When | None:
        return self.row.when

    @property
    def place(self) -> Where | None:
        return self.row.where

    @property
    def who(self) -> tuple[Party, ...]:
        return self.row.who

    @property
    def whom(self) -> tuple[Party, ...]:
        return self.row.whom

    @property
    def is_withdrawn(self) -> bool:
        """Whether nothing speaks for it any more: taken back, no longer told, or rejected by a person."""
        return self.page.is_dropped or self.page.is_rejected or self.page.status == "retracted"

    @property
    def changes(self) -> tuple[datetime, ...]:
        """When something of it was recorded or judged, the first first; at least one."""
        told = self.told
        at = {account.recorded for account in (*told.accounts, *told.earlier)} | {
            j.at for j in told.judgements if j.events
        }
        return tuple(sorted(at | ({self.dropped} if self.dropped else set())))

    @property
    def weapons(self) -> tuple[str, ...]:
        """The kinds of weapon that reports give, that of most reports first."""
        return tuple(value.name for slot in self.page.slots if slot.name == "weapon" for value in slot.values)

    @property
    def url(self) -> str:
        """The address of the first report that has one that a browser may open, "" for none."""
        return next((web(report.url) for report in self.page.reports if web(report.url)), "")


def know(told: Told, view: View) -> Known:
    page = make_event_page(told)
    return Known(
        told=told,
        page=page,
        row=make_row(told),
        tolls={toll.kind: _bear_out(toll, told) for toll in page.tolls},
        dropped=_find_drop(told, view) if told.is_dropped else None,
    )


def _bear_out(toll: Toll, told: Told) -> Toll:
    """With the bounds of a figure that some report gives; what is counted from words for single people may be none of any.

    Then it is the figure of the account that the page is headed by, else the newest, as in the flat formats.
    """
    figures = [figure for figure in toll.figures if figure.report is not None] or list(toll.figures)
    if any({toll.low, toll.high} & {figure.low, figure.high} - {None} for figure in figures):
        return toll
    lead = told.accounts.index(told.lead) + 1
    chosen = next((figure for figure in figures if figure.report == lead), figures[-1])
    return replace(toll, low=chosen.low, high=chosen.high)


def _find_drop(told: Told, view: View) -> datetime | None:
    """None where all its documents were deleted meanwhile."""
    at: list[datetime] = []
    for document in dict.fromkeys(told.documents.values()):
        with suppress(LedgerError):
            at.append(view.document(document).recorded)
    return max(at, default=None)


def web(url: str | None) -> str:
    """An address of the web, "" for any other: a text may hand over `javascript:` as its address."""
    url = (url or "").strip()
    return url if url.lower().startswith(("http://", "https://")) and url.isprintable() and " " not in url else ""


def span(low: int | None, high: int | None) -> str:
    """A figure in words: "4", "at least 4", "at most 37", "3 to 9", "" for none."""
    if low is not None and low == high:
        return str(low)
    if low is not None and high is not None:
        return f"{low} to {high}"
    if low is not None:
        return f"at least {low}"
    return f"at most {high}" if high is not None else ""


def describe_tolls(known: Known) -> str:
    """The tolls in a line: "killed: at least 4, injured: 7"; "" where none is reported."""
    parts = [f"{kind}: {span(toll.low, toll.high)}" for kind, toll in known.tolls.items()]
    return ", ".join(part for part in parts if not part.endswith(": "))


# What a format may have no place for -> how much of it an event has, in words; "" for nothing.
def _count_origins(known: Known) -> str:
    """Origins, not articles, are what tells how well an event is founded."""
    voices = known.page.voices
    denied = sum(1 for v in voices if any(p.claim.stance == "denies" for p in v.passages))
    text = f"{len(voices)} origin{'s' * (len(voices) != 1)} with their words left out"
    return f"{text}, {denied} of which deny it" if denied else text if voices else ""


def _count_disputes(known: Known) -> str:
    slots = Counter(dispute.slot for dispute in known.page.disputes)
    return f"in dispute, which the format cannot show: {', '.join(slots)}" if slots else ""


def _count_tolls(known: Known) -> str:
    told = describe_tolls(known)
    return f"the format has no tolls: {told}" if told else ""


def _count_judgements(known: Known) -> str:
    count = len(known.page.judgements)
    return f"{count} judgement{'s' * (count != 1)} of people left out" if count else ""


def _count_reports(known: Known) -> str:
    count = len(known.page.reports)
    return f"{count - 1} of {count} reports left out" if count > 1 else ""


def _count_weapons(known: Known) -> str:
    return f"the format has no weapon: {', '.join(known.weapons)}" if known.weapons else ""


def _tell_status(known: Known) -> str:
    return f"the format has no status: {known.page.status}"


_COUNTS: Final[Mapping[str, Callable[[Known], str]]] = {
    "claims": _count_origins,
    "disputes": _count_disputes,
    "judgements": _count_judgements,
    "reports": _count_reports,
    "status": _tell_status,
    "tolls": _count_tolls,
    "weapon": _count_weapons,
}


def note_missing(known: Known, note: Callable[[Loss], None], fields: Sequence[str]) -> None:
    """Notes what the event has of these fields, for a format that has no place for them."""
    for name in fields:
        why = _COUNTS[name](known)
        if why:
            note(Loss(event=known.id, field=name, why=why))


def note_span(known: Known, note: Callable[[Loss], None]) -> None:
    """Notes that an imprecise or long time became its first day."""
    when = known.when
    if when is not None and when.earliest != when.latest:
        note(Loss(event=known.id, field="when", why=f"{when.edtf} is written as its first day, {when.earliest}"))


def is_taken_back(known: Known, note: Callable[[Loss], None]) -> bool:
    """Whether nothing speaks for the event any more; then it is noted that a format which cannot say so leaves it out."""
    if not known.is_withdrawn:
        return False
    why = "a person rejected it" if known.page.is_rejected else known.page.why
    note_unwritten(known, note, "status", f"nothing speaks for it any more, and the format cannot say so. {why}")
    return True


def note_unwritten(known: Known, note: Callable[[Loss], None], field: str, why: str) -> None:
    """Notes that an event is not in the file at all."""
    note(Loss(event=known.id, field=field, why=f"the event is left out: {why}"))
