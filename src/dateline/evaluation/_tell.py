"""tell: what the program makes of dossiers that come in one after another: events with all that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Final

from dateline.linking import (
    block_keys,
    cluster,
    derive_statuses,
    find_disputes,
    find_origins,
    list_tolls,
    name_event,
    profile_events,
    refer,
    settle_links,
)
from dateline.model import Account, LinkedEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.linking import Profile, Scorer
    from dateline.model import Dispute, Dossier, EventRef, Link, Origin, Status, TollEntry

_START: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the ledger's clock of a test: only the order counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event as the program knows it from all its accounts."""

    linked: LinkedEvent
    accounts: tuple[Account, ...]
    origins: tuple[Origin, ...]
    tolls: tuple[TollEntry, ...]
    disputes: tuple[Dispute, ...]
    statuses: tuple[Status, ...]


def tell(
    dossiers: Iterable[Dossier], scorer: Scorer, *, groups: Mapping[tuple[str, str], str] | None = None
) -> tuple[Told, ...]:
    """What the program makes of dossiers that come in in order of publication, as a ledger would keep it.

    `groups` gives each event, by document and id, the name of its cluster; without it the scorer decides.
    """
    ordered = sorted(dossiers, key=lambda d: (d.document.published is None, d.document.published or _START.date()))
    accounts: dict[EventRef, Account] = {}
    profiles: list[Profile] = []
    named: dict[str, list[EventRef]] = {}
    for number, dossier in enumerate(ordered):
        revision, moment = dossier.document.id, _START + timedelta(minutes=number)
        for event in dossier.events:
            ref = refer(event, revision=revision)
            account = Account(ref=ref, event=event, document=dossier.document, recorded=moment, seen=moment)
            if ref not in accounts and groups is not None:
                named.setdefault(groups.get((revision, event.id), f"{revision} {event.id}"), []).append(ref)
            accounts.setdefault(ref, account)
        profiles += profile_events(dossier, revision=revision)
    links = _link(profiles, scorer)
    clusters = (
        cluster(list(accounts), settle_links(list(accounts.values()), links), ())
        if groups is None
        else tuple(LinkedEvent(id=name_event(refs[0]), members=tuple(refs)) for refs in named.values())
    )
    return tuple(told(linked, [accounts[ref] for ref in linked.members]) for linked in clusters)


def told(linked: LinkedEvent, accounts: Sequence[Account]) -> Told:
    """All that follows from the accounts of one event."""
    origins, disputes = find_origins(accounts), find_disputes(accounts)
    return Told(
        linked=linked,
        accounts=tuple(accounts),
        origins=origins,
        tolls=list_tolls(accounts),
        disputes=disputes,
        statuses=derive_statuses(accounts, origins, disputes),
    )


def _link(profiles: Sequence[Profile], scorer: Scorer) -> list[Link]:
    """The links of all events of different texts that share a key."""
    keys = {profile.ref: frozenset(block_keys(profile)) for profile in profiles}
    return [
        scorer.compare(a, b)
        for a, b in combinations(profiles, 2)
        if a.ref.revision != b.ref.revision and keys[a.ref] & keys[b.ref]
    ]
