"""show_event_page, show_story: an event and a story as text that an analyst reads from top to bottom."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from dateline.cli import _words as words
from dateline.cli._event import STANCE_STYLE
from dateline.cli._page import Look, Page, between, join
from dateline.cli._say import (
    many,
    say_act,
    say_bounds,
    say_credibility,
    say_day,
    say_how,
    say_item,
    say_moment,
    say_row,
    say_standing,
    say_status,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from dateline.model import Dispute, EventRef
    from dateline.views import EventPage, EventRow, Figure, Passage, Quote, Slot, Story, StoryEvent, Toll, Voice

INDENT: Final = 2
LABEL: Final = 10
MOST_QUOTES: Final = 2  # of one value
MOST_WORDS: Final = 320  # characters of a claim's words
_LEFT: Final = INDENT + LABEL
_ID: Final = 10


def show_event_page(page: EventPage, look: Look, *, why: bool = False) -> str:
    """All that is known of one event. Numbers in [brackets] are those of the reports at its end."""
    out = Page(look)
    _show_head(out, page)
    _heading(out, "WHAT IS SAID")
    for slot in page.slots:
        _show_slot(out, slot)
    missing = [name for name in ("when", "where", "who", "whom") if name not in {slot.name for slot in page.slots}]
    if page.type == "INCIDENT" and "who" in missing:
        missing.remove("who")
    if missing:
        out.add(join((", ".join(missing), "dim")), label=("not said", "dim"), indent=INDENT, column=LABEL)
    _show_tolls(out, page.tolls)
    _show_others(out, page)
    _show_voices(out, page)
    _show_disputes(out, page)
    _show_reports(out, page)
    _show_judgements(out, page)
    if why:
        _show_links(out, page)
    out.blank()
    return out.to_text()


def _show_head(out: Page, page: EventPage) -> None:
    out.rule("═")
    act = say_act(page.type, page.mode, page.realis, attempt=page.attempt)
    where = next((slot.values[0] for slot in page.slots if slot.name == "where" and slot.values), None)
    when = next((slot.values[0] for slot in page.slots if slot.name == "when" and slot.values), None)
    parts = [
        join((act[:1].upper() + act[1:], "bold")),
        join((where.name, "bold")) if where else join(),
        join((words.say_when(when.item), "bold")) if when else join(),  # type: ignore[arg-type]
    ]
    out.add(between(parts, ", "))
    standing = [
        say_status(page.status),
        join(many(len({r.document for r in page.reports}), "report")),
        join(f"{many(page.origins, 'origin')} that claim{'s' if page.origins == 1 else ''} to know"),
        join((say_credibility(page.credibility), "dim")),
    ]
    out.add(between(standing, " · "))
    out.add(join(page.why))
    if page.is_dropped:
        out.add(join(("No present text of any document tells it any more.", "bold red")))
    if page.is_rejected:
        out.add(join(("Rejected by a person: no event.", "bold red")))
    code = f"{page.type}/{page.mode}" if page.mode else page.type
    out.add(join((f"event {page.id} · {code}", "dim")))


def _show_slot(out: Page, slot: Slot) -> None:
    label = slot.name
    for value in slot.values:
        behind = join(
            (
                "".join(f"[{n}]" for n in value.reports)
                + (f" {many(len(value.origins), 'origin')}" if value.origins else ""),
                "dim",
            )
        )
        body = between([say_item(value.item), _quotes(value.quotes, value.name), behind], "  ")
        out.add(body, label=(label, "dim"), indent=INDENT, column=LABEL)
        label = ""
    if slot.status:
        dissent = f" See dispute {', '.join(map(str, slot.dissent))}." if slot.dissent else ""
        body = join(say_status(slot.status), (f": {slot.why}{dissent}", "dim"))
        out.add(body, label=(label, "dim"), indent=INDENT, column=LABEL)


def _show_tolls(out: Page, tolls: Sequence[Toll]) -> None:
    if not tolls:
        return
    _heading(out, "TOLL")
    for toll in tolls:
        body = join((say_bounds(toll.low, toll.high), "bold"))
        dissent = f"the reports differ, see dispute {', '.join(map(str, toll.dissent))}" if toll.dissent else ""
        out.add(
            between([body, join((dissent, "red"))], " · "), label=(toll.kind, "dim"), indent=INDENT, column=LABEL + 2
        )
        for figure in toll.figures:
            out.add(_figure(figure), indent=INDENT + LABEL + 2, column=0)
    first = tolls[0]
    if first.status:
        out.add(join(say_status(first.status), (f": {first.why}", "dim")), indent=INDENT, column=LABEL + 2)


def _figure(figure: Figure) -> Text:
    kind = words.say_kind(figure.source_kind)
    source = figure.source or "the report itself"
    parts = [
        join((say_day(figure.published), "dim")),
        join((say_bounds(figure.low, figure.high), "bold")),
        join(source, f" ({kind})" if figure.source and kind else ""),
        join((f"“{figure.words}”", "italic")),
        join(
            (
                f"[{figure.report}]" if figure.report else f"{figure.publisher}, a text since replaced".lstrip(", "),
                "dim",
            )
        ),
    ]
    return between(parts, "  ")


def _show_others(out: Page, page: EventPage) -> None:
    if not page.others:
        return
    _heading(out, "ALSO SAID")
    for status in page.others:
        body = join(f"{status.slot}: ", say_status(status.status), (f": {status.why}", "dim"))
        out.add(body, label="- ", indent=INDENT, column=2)


def _show_voices(out: Page, page: EventPage) -> None:
    _heading(out, "WHO SAYS SO")
    quoted: dict[str, int] = {}
    for number, voice in enumerate(page.voices):
        if number:
            out.blank()
        _show_voice(out, voice, quoted)


def _show_voice(out: Page, voice: Voice, quoted: dict[str, int]) -> None:
    """`quoted` are the words that were shown before, with the number that they stand under."""
    kind = words.say_kind(voice.kind) if voice.how != "own reporting" else ""
    graded = f"graded {voice.grade}" if voice.grade != "F" else ""
    name = voice.name or ("the report itself" if voice.how == "own reporting" else "somebody not named")
    parts = [
        join((name, "bold"), f" ({kind})" if kind else ""),
        join((say_how(voice.how), "dim")) if len(voice.passages) > 1 or voice.how == "agency copy" else join(),
        join((graded, "yellow")),
    ]
    out.add(between(parts, " · "), label=(f"{voice.number}", "bold"), indent=INDENT, column=4)
    for passage in voice.passages:
        said = " ".join(passage.words.split())
        under = quoted.setdefault(said, voice.number) if said else voice.number
        again = join((f", in the words under {under}", "dim")) if under != voice.number else join()
        repeated = said in quoted and said in [
            " ".join(p.words.split()) for p in voice.passages[: voice.passages.index(passage)]
        ]
        out.add(_passage(passage) + again, indent=INDENT, column=4)
        if said and under == voice.number and not repeated:
            out.add(join((f"“{_cut(said)}”", "italic")), indent=INDENT, column=6)
    if len({passage.report for passage in voice.passages}) > 1:
        for reason in voice.because[:2]:
            out.add(join((f"one origin: {reason}", "dim")), indent=INDENT, column=6)


def _passage(passage: Passage) -> Text:
    claim = passage.claim
    style = STANCE_STYLE.get(claim.stance, "") or "default"
    about = words.say_about(claim.about)
    via = f", via {', '.join(passage.via)}" if passage.via else ""
    return join(
        (f"[{passage.report}] ", "dim"), (words.say_stance(claim), style), f": {about}" if about else "", (via, "dim")
    )


def _show_disputes(out: Page, page: EventPage) -> None:
    if not page.disputes:
        return
    _heading(out, "IN DISPUTE")
    numbers = {report.account: report.number for report in page.reports}
    for number, dispute in enumerate(page.disputes, start=1):
        out.add(join((_slot_words(dispute), "bold")), label=(f"{number}", "bold"), indent=INDENT, column=4)
        for value in dispute.values:
            reports = _brackets(numbers, value.accounts)
            words_of = _quote_some([" ".join(q.split()) for q in value.quotes])
            out.add(
                between([join((value.value, "bold red")), reports, words_of], "  "),
                label="- ",
                indent=INDENT + 4,
                column=2,
            )


def _slot_words(dispute: Dispute) -> str:
    slot, _, rest = dispute.slot.partition(": ")
    named = words.say_about((slot,))
    if dispute.how == "denied":
        return f"{named}: said and denied"
    return f"{named}: {rest}" if rest else named


def _show_reports(out: Page, page: EventPage) -> None:
    _heading(out, "REPORTS")
    for report in page.reports:
        facts = [
            join((report.title or report.summary, "bold")),
            join(report.publisher or ""),
            join(say_day(report.published)),
            join(("as history", "dim") if report.ground == "background" else ""),
        ]
        out.add(between(facts, " · "), label=(f"[{report.number}]", "dim"), indent=INDENT, column=5)
        # An address may be long: it stands last.
        under = [f"document {report.document[:8]}", f"recorded {say_moment(report.recorded)}", report.url or ""]
        out.add(join((" · ".join(part for part in under if part), "dim")), indent=INDENT, column=5)
    notes = [
        f"{many(page.replaced, 'earlier text')} of these documents told it too." if page.replaced else "",
        f"{many(page.left_out, 'report')} between the first and the newest were not weighed." if page.left_out else "",
    ]
    for note in filter(None, notes):
        out.add(join((note, "dim")), indent=INDENT, column=5)


def _show_judgements(out: Page, page: EventPage) -> None:
    if not page.judgements:
        return
    _heading(out, "JUDGEMENTS")
    verbs = {
        "merge": "one event",
        "split": "two events",
        "accept": "accepted",
        "reject": "rejected",
        "correct": "corrected",
        "restore": "taken back",
    }
    said = {one.judgement: one for one in page.corrections}
    seen: set[tuple[object, ...]] = set()
    for judgement in page.judgements:
        key = (judgement.kind, judgement.who, judgement.at, judgement.source, judgement.slot)
        if key in seen:
            continue
        seen.add(key)
        what = (
            f"{judgement.source} graded {judgement.grade}"
            if judgement.kind == "grade"
            else f"{judgement.slot} {verbs.get(judgement.kind, '')}".strip()
        )
        if judgement.id in said:
            made = said[judgement.id]
            what += f" to {'; '.join(made.values) or 'nothing'}, read as {'; '.join(made.before) or 'nothing'}"
        parts = [
            f"{say_moment(judgement.at)}",
            judgement.who,
            what,
            f"“{judgement.reason}”" if judgement.reason else "",
        ]
        out.add(join(" · ".join(part for part in parts if part)), label="- ", indent=INDENT, column=2)


def _show_links(out: Page, page: EventPage) -> None:
    _heading(out, "WHY ONE EVENT")
    if not page.links:
        out.add(join(("One account, or joined by a person.", "dim")), indent=INDENT, column=2)
    numbers = {report.account: report.number for report in page.reports}
    for link in sorted(page.links, key=lambda k: -k.score):
        left, right = (numbers.get(ref) for ref in (link.left, link.right))
        named = f"[{left or 'earlier text'}] and [{right or 'earlier text'}]"
        out.add(join((f"{named}: {link.score:.2f}", "bold")), indent=INDENT, column=0)
        for reason in link.because:
            style = "green" if reason.weight > 0 else "red"
            values = f": {reason.left or '–'} | {reason.right or '–'}" if reason.left or reason.right else ""
            out.add(join((f"{reason.weight:+.2f} ", style), f"{reason.field}{values}"), indent=INDENT, column=4)


def show_story(story: Story, look: Look) -> str:
    """The events in order of time, those of one time under one heading."""
    out = Page(look)
    out.rule("═")
    out.add(join((f"Story: {story.query}", "bold")))
    new = sum(1 for event in story.events if event.news)
    since = f"{new or 'nothing'} new since {say_moment(story.since)}" if story.since else "first look"
    out.add(
        between(
            [join(many(len(story.events), "event")), join((since, "yellow" if story.since and new else "dim"))], " · "
        )
    )
    ids = {event.row.id: event.row for event in story.events}
    for when, group in groupby(story.events, key=lambda event: _time(event.row)):
        out.blank()
        out.add(join((when, "bold cyan")))
        for event in group:
            _show_story_event(out, event, ids)
    if story.left_out:
        out.blank()
        out.add(
            join((f"{many(story.left_out, 'event')} more fit; narrow it with --since, --country or --type.", "dim"))
        )
    if story.others:
        _heading(out, "OTHER STORIES THAT FIT")
        for row in story.others:
            out.add(
                between([join((_time(row), "cyan")), say_row(row)], " · "),
                label=(row.id[:8], "dim"), indent=INDENT, column=_ID,
            )  # fmt: skip
    out.blank()
    return out.to_text()


def _show_story_event(out: Page, event: StoryEvent, ids: dict[str, EventRow]) -> None:
    row = event.row
    out.add(between([say_row(row), _news(event)], "  "), label=(row.id[:8], "dim"), indent=INDENT, column=_ID)
    out.add(say_standing(row), indent=INDENT, column=_ID)
    for kind, other in event.relations:
        if kind in ("told-with", "near"):
            continue
        act = say_act(ids[other].type, ids[other].mode)
        out.add(join((f"{words.say_relation(kind)} {other[:8]}, {act}", "dim")), indent=INDENT, column=_ID)


def _news(event: StoryEvent) -> Text:
    news = event.news
    if news is None:
        return join()
    if news.kind == "event":
        return join(("NEW", "bold yellow"))
    if news.kind == "status":
        return join((f"WAS {(news.before or '').upper()}", "bold yellow"))
    return join((f"{many(news.reports, 'NEW REPORT').upper()}", "bold yellow"))


def _time(row: EventRow) -> str:
    return words.say_when(row.when) if row.when else "No date"


def _quotes(quotes: Sequence[Quote], name: str) -> Text:
    return _quote_some([q.words for q in quotes if q.words.casefold() != name.casefold()])


def _quote_some(quotes: Sequence[str]) -> Text:
    unique = list(dict.fromkeys(quotes))
    shown = [join((f"“{_cut(one)}”", "italic")) for one in unique[:MOST_QUOTES]]
    more = len(unique) - MOST_QUOTES
    return between([*shown, join((f"and {more} more", "dim")) if more > 0 else join()], " ")


def _brackets(numbers: dict[EventRef, int], accounts: Sequence[EventRef]) -> Text:
    found = dict.fromkeys(numbers[ref] for ref in accounts if ref in numbers)
    return join(("".join(f"[{n}]" for n in found), "dim"))


def _cut(said: str) -> str:
    return said if len(said) <= MOST_WORDS else said[: MOST_WORDS - 1] + "…"


def _heading(out: Page, heading: str) -> None:
    out.blank()
    out.add(join((heading, "bold")))
