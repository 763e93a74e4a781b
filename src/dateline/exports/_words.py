"""tell_lines: what is known of an event in lines of plain words, for formats that have text and little else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.exports._known import span, web
from dateline.exports._value import Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dateline.exports._known import Known
    from dateline.model import SlotValue, Where
    from dateline.views import Slot, Toll, Voice

# The Admiralty's names for 1 to 6.
CREDIBILITY: Final = {
    1: "confirmed by other sources", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable",
    6: "cannot be judged",
}  # fmt: skip
_LABELS: Final = {"who": "Who", "whom": "Whom", "when": "When", "where": "Where", "weapon": "Weapon"}
_REALIS: Final = {
    "future": "It is planned or announced, and has not happened.",
    "hypothetical": "It is possible or feared; nobody says that it happened.",
    "negated": "It is said not to have happened.",
}
MOST_VOICES: Final = 12  # of one event, in a text; more are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    label: str
    text: str

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"


def tell_headline(known: Known) -> str:
    """The summary, behind the word that takes it back where nothing speaks for it any more."""
    if known.page.is_rejected:
        return f"Rejected: {known.row.summary}"
    if known.page.is_dropped and known.page.status != "retracted":
        return f"No longer told: {known.row.summary}"
    if known.page.status in ("retracted", "denied", "disputed"):
        return f"{known.page.status.capitalize()}: {known.row.summary}"
    if known.row.realis == "negated":
        return f"Said not to have happened: {known.row.summary}"
    return known.row.summary


def tell_lines(known: Known) -> tuple[Line, ...]:
    """Status first, then the slots, tolls, disputes, who says so in whose words, and the reports."""
    page = known.page
    grade = f"{page.credibility} ({CREDIBILITY[page.credibility]})"
    lines = [Line(label="Status", text=f"{page.status}. {page.why}".strip())]
    if page.realis in _REALIS:
        lines.append(Line(label="Note", text=_REALIS[page.realis]))
    if page.is_rejected:
        lines.append(Line(label="Note", text="A person looked at it and rejected it."))
    lines.append(Line(label="Credibility", text=f"{grade}; origins that claim to know: {page.origins}"))
    lines += [_tell_slot(slot) for slot in page.slots if slot.values]
    lines += [_tell_toll(toll) for toll in known.tolls.values()]
    lines += [
        Line(label=f"In dispute, {d.slot}", text="; ".join(_tell_side(v) for v in d.values)) for d in page.disputes
    ]
    lines += _tell_voices(page.voices)
    lines += [Line(label="Report", text=text) for text in _tell_reports(known)]
    return tuple(lines)


def note_words(known: Known, note: Callable[[Loss], None]) -> None:
    """Notes the origins that such lines leave out."""
    left = sum(1 for voice in known.page.voices if voice.passages) - MOST_VOICES
    if left > 0:
        note(
            Loss(
                event=known.id,
                field="claims",
                why=f"{left} of {left + MOST_VOICES} origins are counted, without their words",
            )
        )


def tell_place(place: Where) -> str:
    """Name, subdivision and country."""
    return ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))


def _tell_slot(slot: Slot) -> Line:
    values = "; ".join(value.name for value in slot.values)
    known = f" ({slot.status})" if slot.status else ""
    return Line(label=_LABELS.get(slot.name, slot.name), text=f"{values}{known}")


def _tell_toll(toll: Toll) -> Line:
    history = [
        f"{span(f.low, f.high) or 'no number'} by {f.source or f.publisher or 'the report'}" for f in toll.figures
    ]
    told = f" ({'; '.join(history)})" if len(history) > 1 else ""
    return Line(label=toll.kind.capitalize(), text=f"{span(toll.low, toll.high)}{told}")


def _tell_side(value: SlotValue) -> str:
    return " ".join(part for part in (value.value, quote(value.quotes[0]) if value.quotes else "") if part)


def quote(words: str) -> str:
    """Words in quotation marks, without a second pair where they begin with their own."""
    line = " ".join(words.split())
    return line if line.startswith(("“", '"')) else f"“{line}”"


def _tell_voices(voices: Iterable[Voice]) -> Iterator[Line]:
    found = [voice for voice in voices if voice.passages]
    for voice in found[:MOST_VOICES]:
        passage = voice.passages[0]
        yield Line(label=f"{voice.name or 'The report'} {passage.claim.stance}", text=quote(passage.words))
    if len(found) > MOST_VOICES:
        yield Line(label="More origins", text=str(len(found) - MOST_VOICES))


def _tell_reports(known: Known) -> Iterator[str]:
    for report in known.page.reports:
        day = report.published.isoformat() if report.published else None
        parts = (report.title, report.publisher, day, web(report.url))
        yield ", ".join(part for part in parts if part) or report.document
