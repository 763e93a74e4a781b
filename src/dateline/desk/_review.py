"""review: corrections of what was read, the events to look at first, and two events side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from dateline.desk._find import find_event
from dateline.desk._gather import save
from dateline.desk._tell import Teller
from dateline.errors import UsageError
from dateline.grounding.calendar import parse_edtf, resolve_time
from dateline.model import Corrected, Judgement, label
from dateline.ontology import Ontology
from dateline.views import CORRECTABLE, Bench, QueueItem, correct_event, make_bench, make_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.ledger import Ledger, View
    from dateline.model import Account, EventRef, Link, LinkedEvent

# Links of this range are near the threshold of 0.5 at which two accounts are taken for one event: a person tells them apart.
NEAR_THRESHOLD: Final = (0.25, 0.75)


def correct(
    ledger: Ledger,
    event: str,
    *,
    revision: str,
    slot: str,
    values: Sequence[Corrected],
    who: str,
    reason: str = "",
    start: int | None = None,
) -> Judgement:
    """Says what a text says of one slot of an event: these values, or nothing of it; in effect at once.

    `revision` is the text that tells the event, and `start` where its first trigger stands, for a text that tells it twice. A
    `when` may be given as EDTF, or by its words alone where the calendar resolves them. Raises UsageError, NotFound.
    """
    view = ledger.view()
    found = find_event(view, event)
    account = _find_account(view, found, revision, start)
    checked = _check(account, slot, tuple(values))
    with ledger.writer() as writer:
        made = writer.judge(
            Judgement(
                id="", kind="correct", who=who, at=datetime.now(UTC), events=(account.ref,), slot=slot, values=checked,
                reason=reason,
            )
        )  # fmt: skip
    save(ledger, (found,), {}, by=who)
    return made


def undo_correction(ledger: Ledger, judged: Judgement, *, who: str, reason: str = "") -> Judgement:
    """Takes a correction back by the one before it, or by what was read where there is none; a taking back by what it took."""
    own = [one for one in ledger.view().judgements() if _is_alike(one, judged)]
    at = next((n for n, one in enumerate(own) if one.id == judged.id), len(own))
    before = own[at - 1] if at else None
    again = before is not None and before.kind == "correct"
    with ledger.writer() as writer:
        made = writer.judge(
            Judgement(
                id="", kind="correct" if again else "restore", who=who, at=datetime.now(UTC), events=judged.events,
                slot=judged.slot, values=before.values if before and again else (), reason=reason,
            )
        )  # fmt: skip
    view = ledger.view()
    save(ledger, [view.linked_event(id) for id in set(view.linked_ids(judged.events).values())], {}, by=who)
    return made


def find_items(view: View, teller: Teller, events: Iterable[LinkedEvent]) -> tuple[QueueItem, ...]:
    """These events with why a person should look at them, those first for whom that is worth most."""
    chosen = tuple(events)
    members = {ref: event.id for event in chosen for ref in event.members}
    links = _links_near(view, tuple(members))
    others = view.linked_ids(tuple({ref for link in links for ref in (link.left, link.right)}))
    near: dict[str, list[tuple[Link, str]]] = {}
    for link in links:
        for one, other in ((link.left, link.right), (link.right, link.left)):
            if one in members:
                near.setdefault(members[one], []).append((link, others.get(other, "")))
    items = [make_item(teller.tell(event), near.get(event.id, ())) for event in chosen]
    return tuple(sorted(items, key=lambda item: (-item.priority, item.row.id)))


def lay_on_bench(view: View, teller: Teller, left: str, right: str = "") -> Bench:
    """Two events side by side, or with one alone its reports; with the links between. Raises NotFound, UsageError."""
    one = find_event(view, left)
    if not right:
        return make_bench(teller.tell(one, with_links=True))
    other = find_event(view, right)
    if one.id == other.id:
        raise UsageError("They are one event already; part it on the bench of one.")
    members, others = set(one.members), set(other.members)
    links = tuple(
        link
        for link in view.links((*one.members, *other.members))
        if (link.left in members and link.right in others) or (link.left in others and link.right in members)
    )
    return make_bench(teller.tell(one), teller.tell(other), links)


def _links_near(view: View, refs: tuple[EventRef, ...]) -> list[Link]:
    low, high = NEAR_THRESHOLD
    return [link for link in view.links(refs, least=low) if link.kind == "same-event" and link.score <= high]


def _find_account(view: View, event: LinkedEvent, revision: str, start: int | None) -> Account:
    found = [
        account
        for account in view.accounts_of(event.members)
        if account.ref.revision.startswith(revision) and (start is None or account.ref.start == start)
    ]
    if not revision or not found:
        raise UsageError(f"The text {revision!r} does not tell the event {event.id}.")
    return found[0]


def _check(account: Account, slot: str, values: tuple[Corrected, ...]) -> tuple[Corrected, ...]:
    """The values as they are kept. Raises UsageError for what the slot cannot hold."""
    if slot not in CORRECTABLE:
        raise UsageError(f"{slot!r} is no part of an event; give one of {', '.join(CORRECTABLE)}.")
    text = account.document.text
    for value in values:
        places = (value.start, value.end)
        if places != (None, None) and (None in places or not 0 <= places[0] < places[1] <= len(text)):  # type: ignore[operator]
            raise UsageError(f"There are no words at {value.start}-{value.end} of that text of {len(text)} characters.")
    if slot == "when":
        values = tuple(_resolve(account, value) for value in values)
    _check_code(slot, values)
    try:
        correct_event(account.event, text, slot, values)
    except ValueError as fault:
        raise UsageError(f"{slot}: this cannot be kept ({fault}).") from fault
    return values


def _check_code(slot: str, values: tuple[Corrected, ...]) -> None:
    codes: dict[str, Sequence[str]] = {"realis": label.REALIS, "ground": label.GROUND}
    if slot in codes and any(value.text not in codes[slot] for value in values):
        raise UsageError(f"{slot} is one of {', '.join(codes[slot])}.")
    if slot == "weapon":
        kinds = Ontology.load().weapon_kinds
        if any(value.text and value.text not in kinds for value in values):
            raise UsageError(f"The kind of weapon is one of {', '.join(kinds)}.")
    if slot == "type":
        Ontology.load().codes(*(values[0].text.split("/", 1) if values else ("",)))


def _resolve(account: Account, value: Corrected) -> Corrected:
    if not value.text and value.start is not None and value.end is not None:
        published = account.document.published
        when = resolve_time(account.document.text, value.start, value.end, anchor=published) if published else None
        if when is None:
            raise UsageError("The calendar cannot tell which days these words mean; give them, such as 2024-05-01.")
        return replace(value, text=when.edtf)
    try:
        parse_edtf(value.text)
    except ValueError:
        raise UsageError(
            f"{value.text!r} is no time; give days such as 2024-05-01, 2024-05 or 2024-05-01/2024-05-03."
        ) from None
    return value


def _is_alike(one: Judgement, other: Judgement) -> bool:
    return one.kind in ("correct", "restore") and (one.slot, one.events) == (other.slot, other.events)
