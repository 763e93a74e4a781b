"""gather: links -> events, redone only for the accounts that new links can touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from dateline.desk._tell import Teller
from dateline.errors import NotFound
from dateline.linking import cluster, settle_links
from dateline.model import LinkedEvent

if TYPE_CHECKING:
    from dateline.ledger import Ledger, View
    from dateline.model import Account, EventRef, Judgement, Link

# Two groups can only become one over a link of at least this (see LEAST_MEAN of the clustering), so that whatever hangs together
# by such links can be clustered apart from all else with the same result.
JOINING: Final = 0.5
# More accounts than this that hang together are not gathered anew as a whole, but only with the events that are touched.
MOST_TOGETHER: Final = 300
_CHUNK: Final = 200  # events that are saved at once


def gather(ledger: Ledger, refs: Sequence[EventRef], *, by: str) -> tuple[LinkedEvent, ...]:
    """The events of these accounts and of all that hang together with them, clustered anew and saved with their statuses."""
    view = ledger.view()
    judgements = view.judgements()
    components = find_components(view, refs, judgements)
    together = [ref for component in components for ref in component]
    accounts = {account.ref: account for account in view.accounts_of(together)}
    events: list[LinkedEvent] = []
    for component in components:
        found = [accounts[ref] for ref in component if ref in accounts]
        ordered = [account.ref for account in sorted(found, key=_when)]
        members = set(ordered)
        links = [k for k in view.links(ordered) if k.left in members and k.right in members] if len(ordered) > 1 else []
        events += cluster(ordered, settle_links(found, links), judgements)
    save(ledger, events, accounts, by=by)
    return tuple(events)


def save(ledger: Ledger, events: Sequence[LinkedEvent], accounts: dict[EventRef, Account], *, by: str) -> None:
    """Saves events, then what is known of each."""
    with ledger.writer() as writer:
        for at in range(0, len(events), _CHUNK):
            writer.save_events(events[at : at + _CHUNK], by=by)
        teller = Teller(ledger.view())
        for at in range(0, len(events), _CHUNK):
            some = events[at : at + _CHUNK]
            missing = [ref for event in some for ref in event.members if ref not in accounts]
            known = accounts | {a.ref: a for a in teller.view.accounts_of(missing)} if missing else accounts
            writer.save_statuses(
                {
                    event.id: teller.weigh([known[ref] for ref in event.members if ref in known])
                    for event in some
                    if any(ref in known for ref in event.members)
                },
                by=by,
            )


def find_components(
    view: View, refs: Sequence[EventRef], judgements: Sequence[Judgement]
) -> tuple[tuple[EventRef, ...], ...]:
    """The accounts that hang together with each of these, by links, by the events that they are in, or by judgements."""
    near = _Near()
    for ref in refs:
        near.add(ref)
    for judgement in judgements:
        if judgement.kind == "merge":
            near.bind(judgement.events)
    asked: set[EventRef] = set()
    frontier = list(dict.fromkeys(refs))
    while frontier:
        asked.update(frontier)
        for link in view.links(frontier, least=JOINING):
            if link.kind == "same-event" and near.size(link.left) < MOST_TOGETHER:
                near.join(link.left, link.right)
        for event in dict.fromkeys(view.linked_ids(frontier).values()):
            near.bind(members_of(view, event))
        wanted = {near.find(ref) for ref in refs}
        frontier = [ref for ref in near.all() if ref not in asked and near.find(ref) in wanted]
    wanted = {near.find(ref) for ref in refs}
    groups: dict[EventRef, list[EventRef]] = {}
    for ref in near.all():
        if near.find(ref) in wanted:
            groups.setdefault(near.find(ref), []).append(ref)
    return tuple(tuple(group) for group in groups.values())


def members_of(view: View, event: str) -> tuple[EventRef, ...]:
    """The accounts of an event that count; none where no one is left."""
    try:
        return view.linked_event(event).members
    except NotFound:
        return ()


def count_unlinked(view: View) -> int:
    """How many accounts that count belong to no event, as where an ingest was cut off before it linked."""
    loose = 0
    chunk: list[EventRef] = []
    for ref in view.refs():
        chunk.append(ref)
        if len(chunk) == _CHUNK:
            loose += len(chunk) - len(view.linked_ids(chunk))
            chunk = []
    return loose + len(chunk) - len(view.linked_ids(chunk))


def join_all(refs: Iterable[EventRef], links: Iterable[Link], judgements: Iterable[Judgement]) -> list[list[EventRef]]:
    """The groups that hang together, where all links are at hand; in the order of `refs`."""
    near = _Near()
    for ref in refs:
        near.add(ref)
    for link in links:
        if link.kind == "same-event" and link.score >= JOINING:
            near.join(link.left, link.right)
    for judgement in judgements:
        if judgement.kind == "merge":
            near.bind([ref for ref in judgement.events if near.has(ref)])
    groups: dict[EventRef, list[EventRef]] = {}
    for ref in near.all():
        groups.setdefault(near.find(ref), []).append(ref)
    return list(groups.values())


def _when(account: Account) -> tuple[object, int, int]:
    return account.recorded, account.ref.start, account.ref.end


class _Near:
    """Accounts that hang together; grown during one gathering and thrown away."""

    def __init__(self) -> None:
        self._parent: dict[EventRef, EventRef] = {}
        self._size: dict[EventRef, int] = {}

    def add(self, ref: EventRef) -> None:
        if ref not in self._parent:
            self._parent[ref], self._size[ref] = ref, 1

    def has(self, ref: EventRef) -> bool:
        return ref in self._parent

    def all(self) -> list[EventRef]:
        return list(self._parent)

    def find(self, ref: EventRef) -> EventRef:
        while self._parent[ref] != ref:
            self._parent[ref] = self._parent[self._parent[ref]]
            ref = self._parent[ref]
        return ref

    def size(self, ref: EventRef) -> int:
        self.add(ref)
        return self._size[self.find(ref)]

    def join(self, left: EventRef, right: EventRef) -> None:
        self.add(left)
        self.add(right)
        a, b = self.find(left), self.find(right)
        if a != b:
            self._parent[b] = a
            self._size[a] += self._size.pop(b)

    def bind(self, refs: Sequence[EventRef]) -> None:
        for ref in refs:
            self.join(refs[0], ref)
