"""show_event: one event as lines: its status, its slots with the words behind each, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.cli import _words as words
from dateline.cli._page import Look, Page, Part, between, join, quote

if TYPE_CHECKING:
    from rich.text import Text

    from dateline.model import Claim, Event, Evidence, Figure, Party, Where

INDENT: Final = 2
ID_COLUMN: Final = 5
LABEL_COLUMN: Final = 11
TOLLS: Final = ("killed", "injured", "missing", "arrested", "displaced", "abducted")
STANCE_STYLE: Final = {
    "asserts": "", "confirms": "green", "denies": "bold red", "doubts": "yellow", "unknown": "magenta",
}  # fmt: skip
# Below this the trust in a single party is worth a word.
UNSURE_PARTY: Final = 0.5
# A claim or an event may be told in many places: this many are quoted.
MOST_MENTIONS: Final = 3
_LEFT: Final = INDENT + ID_COLUMN


def show_event(page: Page, event: Event, look: Look) -> None:
    page.add(join((event.summary, "bold")), label=(event.id, "bold"), indent=INDENT, column=ID_COLUMN)
    page.add(_status(event), indent=_LEFT)
    rows = _Rows(page)
    if event.when is not None:
        when = event.when
        found = quote(when.evidence, look)
        by_default = not found.plain and when.evidence is None
        source = join(("no words of time: the day of publication", "dim")) if by_default else found
        rule = join((f"rule {when.rule}", "dim")) if look.offsets else join()
        rows.add("when", between([join(when.edtf), source, rule], "  "))
    for where in event.where:
        rows.add("where", between([_place(where), quote(where.evidence, look, unless=where.name)], "  "))
    for label, parties in (("who", event.actors), ("whom", event.targets)):
        for party in parties:
            rows.add(label, between([_party(party), quote(party.evidence, look, unless=party.name)], "  "))
    if event.weapon is not None:
        kind = words.say_weapon(event.weapon.kind)
        rows.add("weapon", between([join(kind), quote(event.weapon.evidence, look, unless=kind)], "  "))
    if event.casualties is not None:
        for kind in TOLLS:
            for figure in getattr(event.casualties, kind):
                rows.add(kind, _toll(figure, look))
    missing = _not_stated(event)
    if missing:
        rows.add("not stated", join((", ".join(missing), "dim")))
    for relation in event.relations:
        rows.add("link", join(f"{words.say_relation(relation.kind)} {relation.event}"))
    _show_mentions(rows, event, look)
    _show_claims(rows, event, look)


def say_claim(claim: Claim) -> Text:
    """For example "reports, via Sputnik (social post) denies, reportedly"."""
    style = STANCE_STYLE.get(claim.stance, "")
    return join((words.say_chain(claim.sources), "bold"), " ", (words.say_stance(claim), style or "default"))


class _Rows:
    """Rows under an event; a label that repeats the one above is left out."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._last = ""

    def add(self, label: str, body: Text, *, under: int = 0) -> None:
        shown: Part = (label, "dim") if label != self._last else ""
        self._page.add(body, label=shown, indent=_LEFT, column=LABEL_COLUMN + under)
        self._last = label


def _status(event: Event) -> Text:
    code = f"{event.type}/{event.mode}" if event.mode else event.type
    parts = [
        join((words.say_realis(event.realis).upper(), "bold yellow")),
        join(("attempted", "bold yellow")) if event.attempt else join(),
        join(words.say_type(event.type, event.mode), (f" ({code})", "dim")),
        join("other news of the story") if event.ground == "related" else join(),
        join((words.say_confidence(event.confidence), "yellow" if event.confidence < UNSURE_PARTY else "dim")),
    ]
    return between(parts, " · ")


def _place(where: Where) -> Text:
    inside = where.admin1 if where.admin1 and where.admin1 != where.name else ""
    about = ", ".join(part for part in (inside, where.country if where.country != where.name else "") if part)
    return join(where.name, f", {about}" if about else "", (f" ({where.level})", "dim"))


def _party(party: Party) -> Text:
    about = " ".join(part for part in (party.country, words.say_sector(party.sector)) if part)
    unsure = join((words.say_confidence(party.confidence), "yellow")) if party.confidence < UNSURE_PARTY else join()
    return between([join(party.name, (f" ({about})", "dim") if about else ""), unsure], "  ")


def _toll(figure: Figure, look: Look) -> Text:
    count = words.say_figure(figure) or "number not given"
    names = join(f"among them {', '.join(figure.includes)}") if figure.includes else join()
    return between([join((count, "bold")), quote(figure.evidence, look, unless=count), names], "  ")


def _not_stated(event: Event) -> list[str]:
    slots = {"when": event.when, "where": event.where, "who": event.actors, "whom": event.targets}
    if event.type == "INCIDENT":  # nobody did it
        del slots["who"]
    return [name for name, value in slots.items() if not value]


def _show_mentions(rows: _Rows, event: Event, look: Look) -> None:
    """The clauses that state the event, but for those whose words are quoted again under a claim."""
    quoted = [claim.evidence for claim in event.claims]
    mentions = [m for m in event.mentions if look.offsets or not any(_holds(e, m.start, m.end) for e in quoted)]
    most = len(mentions) if look.offsets else MOST_MENTIONS
    for mention in mentions[:most]:
        text = join((f"“{mention.quote}”", "italic"))
        if look.offsets:
            trigger = mention.trigger
            text = between(
                [
                    text,
                    join((f"[{mention.start}:{mention.end}] {trigger.text} [{trigger.start}:{trigger.end}]", "dim")),
                ],
                " ",
            )
        rows.add("text", text)
    if len(mentions) > most:
        rows.add("text", join((f"and in {len(mentions) - most} more places", "dim")))


def _show_claims(rows: _Rows, event: Event, look: Look) -> None:
    shown: list[Evidence] = []
    for claim in event.claims:
        # "says: that it happened" of the plainest claim is "says so".
        so = claim.about == ("event",) and claim.stance == "asserts"
        about = words.say_about(claim.about)
        rows.add(
            "claims",
            join("- ", say_claim(claim), " so" if so and claim.hedge == "none" else f": {about}" if about else ""),
        )
        if look.offsets or not any(_holds(e, claim.evidence.start, claim.evidence.end) for e in shown):
            rows.add("claims", quote(claim.evidence, look), under=2)
            shown.append(claim.evidence)


def _holds(evidence: Evidence, start: int, end: int) -> bool:
    return evidence.start <= start and end <= evidence.end
