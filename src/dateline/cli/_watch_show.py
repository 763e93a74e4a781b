"""What watching found -> lines; what is watched -> a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.cli._list import show_changes
from dateline.cli._page import Page, join
from dateline.cli._say import many, say_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.cli._page import Look
    from dateline.desk import Heard, Watched

_STYLE: Final = {
    "new": "green",
    "revision": "bold yellow",
    "known": "dim",
    "gone": "bold red",
    "refused": "red",
    "failed": "red",
    "waiting": "yellow",
    "moved": "yellow",
    "feed": "dim",
    "note": "dim",
    "due": "dim",
    "unchanged": "dim",
}
_COLUMN: Final = 10
# Refusals of one feed that are listed; the rest is counted, and all of them are in --json.
_MOST_REFUSALS: Final = 5


def show_heard(heard: Heard, look: Look) -> str:
    """One line, and under a revision what it tells otherwise."""
    out = Page(look)
    parts = [heard.title] if heard.title and heard.kind != "feed" else []
    if heard.kind in {"new", "revision", "known"}:
        parts += [many(heard.events, "event"), f"text {heard.revision[:8]}"]
        if heard.joined:
            unique = list(dict.fromkeys(heard.joined))
            parts.append(
                f"also told before: {', '.join(one[:8] for one in unique[:3])}{' …' if len(unique) > 3 else ''}"
            )
    if heard.why:
        parts.append(heard.why)
    if heard.until is not None:
        parts.append(f"again at {say_moment(heard.until)}")
    body = join(f"{' · '.join(parts)} · " if parts else "") if parts else join("")
    body.append_text(join((heard.source, "dim")))
    out.add(body, label=(heard.kind, _STYLE[heard.kind]), column=_COLUMN)
    if heard.kind == "revision":
        if heard.changes is None:
            out.add(join(("what it changed cannot be told: the text before was deleted", "yellow")), column=_COLUMN)
        elif not heard.changes:
            out.add(join(("the words changed, and nothing that is told of events", "dim")), column=_COLUMN)
        show_changes(out, heard.changes or (), indent=_COLUMN)
    return out.to_text()


def show_watched(known: Sequence[Watched], look: Look) -> str:
    """Each feed and folder with where it stands, and what of it was refused."""
    out = Page(look)
    if not known:
        out.add(join("Nothing is watched yet; `dateline watch SOURCE` begins."))
    for one in known:
        out.add(join((one.title or one.source, "bold")), label=(one.kind, "dim"), column=_COLUMN)
        if one.title:
            out.add(join((one.source, "dim")), column=_COLUMN)
        if one.address != one.source:
            out.add(join(f"moved to {one.address}"), column=_COLUMN)
        what = "file" if one.kind == "folder" else "entry"
        counted = (
            many(one.entries, what) if what == "file" else f"{one.entries} {'entry' if one.entries == 1 else 'entries'}"
        )
        facts = [f"{counted}, {many(one.texts, 'article' if one.kind == 'feed' else 'file')} read"]
        if one.waiting:
            facts.append(f"{one.waiting} to be looked at again")
        facts.append(f"looked at {say_moment(one.checked)}" if one.checked else "not looked at yet")
        if one.due is not None:
            facts.append(f"next {say_moment(one.due)}")
        out.add(join(" · ".join(facts)), column=_COLUMN)
        if one.problem:
            out.add(join((one.problem, "red")), column=_COLUMN)
        for source, why in one.refusals[:_MOST_REFUSALS]:
            out.add(join((f"{why}: ", "yellow"), (source, "dim")), label="- ", indent=_COLUMN, column=2)
        if len(one.refusals) > _MOST_REFUSALS:
            out.add(
                join((f"and {len(one.refusals) - _MOST_REFUSALS} more, see --json", "dim")), indent=_COLUMN, column=2
            )
    return out.to_text()
