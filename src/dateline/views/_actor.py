"""make_actor_page: one party over time: what it did, what was done to it, what it says, and with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from dateline.views import words
from dateline.views._row import make_row, sort_day
from dateline.views._slot import fold

if TYPE_CHECKING:
    from dateline.model import Party
    from dateline.views._row import EventRow
    from dateline.views._told import Told

ActorRole = Literal["actor", "target", "source"]
# How the counterpart stands to the party, as seen from the party.
EdgeKind = Literal["did to", "done by", "together with", "together hit"]
EDGES: Final[tuple[EdgeKind, ...]] = ("did to", "done by", "together with", "together hit")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEvent:
    """An event that the party has to do with, and as what."""

    row: EventRow
    roles: tuple[ActorRole, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Events, by id, in which a counterpart stands to the party in one way."""

    kind: EdgeKind
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """Another party of the same events. `asked` is what its own page is asked by; `events` counts each event once,
    `about` says the country and the sector in words."""

    name: str
    asked: str
    country: str
    sector: str
    about: str
    events: int
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """One party. `names` are those that texts give it, the commonest first; `left_out` events more were not looked at."""

    asked: str
    name: str
    actor_id: str | None
    country: str
    sector: str
    about: str
    names: tuple[str, ...]
    events: tuple[ActorEvent, ...]
    counterparts: tuple[Counterpart, ...]
    left_out: int


def make_actor_page(asked: str, told: Sequence[Told], *, left_out: int = 0) -> ActorPage:
    """The page of a party that is asked for by its id or by words of its name; events that have nothing of it are left out."""
    names: Counter[str] = Counter()
    found: list[Party] = []
    events: list[ActorEvent] = []
    others: dict[str, dict[EdgeKind, list[str]]] = {}
    parties: dict[str, Party] = {}
    for one in told:
        acts, hits, says = _roles(asked, one)
        roles: list[ActorRole] = []
        if acts:
            roles.append("actor")
        if hits:
            roles.append("target")
        if says:
            roles.append("source")
        if not roles:
            continue
        events.append(ActorEvent(row=make_row(one), roles=tuple(roles)))
        names.update(party.name for party in (*acts, *hits))
        names.update(says)
        found += [*acts, *hits]
        for kind, party in _counterparts(asked, one, bool(acts), bool(hits)):
            key = party.actor_id or fold(party.name)
            parties.setdefault(key, party)
            ids = others.setdefault(key, {}).setdefault(kind, [])
            if one.linked.id not in ids:
                ids.append(one.linked.id)
    events.sort(key=lambda event: sort_day(event.row))
    ordered = tuple(name for name, _ in sorted(names.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0])))
    lead = next((party for party in found if party.actor_id), found[0] if found else None)
    return ActorPage(
        asked=asked,
        name=ordered[0] if ordered else asked,
        actor_id=lead.actor_id if lead else None,
        country=lead.country if lead else "",
        sector=lead.sector if lead else "",
        about=words.say_item(lead)[1] if lead else "",
        names=ordered,
        events=tuple(events),
        counterparts=tuple(_make_counterparts(parties, others)),
        left_out=left_out,
    )


def is_asked(asked: str, actor_id: str | None, name: str) -> bool:
    """Whether a name in a text is the party that is asked for: by its id, or by all words of the question in a row."""
    if actor_id is not None and actor_id.casefold() == asked.strip().casefold():
        return True
    wanted = fold(asked)
    return bool(wanted) and f" {wanted} " in f" {fold(name)} "


def _roles(asked: str, told: Told) -> tuple[list[Party], list[Party], list[str]]:
    acts = [p for a in told.accounts for p in a.event.actors if is_asked(asked, p.actor_id, p.name)]
    hits = [p for a in told.accounts for p in a.event.targets if is_asked(asked, p.actor_id, p.name)]
    says = [
        source.name
        for account in told.accounts
        for claim in account.event.claims
        for source in claim.sources
        if is_asked(asked, source.actor_id, source.name)
    ]
    return acts, hits, says


def _counterparts(asked: str, told: Told, acts: bool, hits: bool) -> Iterator[tuple[EdgeKind, Party]]:
    for account in told.accounts:
        for party in account.event.actors:
            if not is_asked(asked, party.actor_id, party.name):
                if hits:
                    yield "done by", party
                if acts:
                    yield "together with", party
        for party in account.event.targets:
            if not is_asked(asked, party.actor_id, party.name):
                if acts:
                    yield "did to", party
                if hits:
                    yield "together hit", party


def _make_counterparts(
    parties: dict[str, Party], others: dict[str, dict[EdgeKind, list[str]]]
) -> Iterator[Counterpart]:
    made = [
        Counterpart(
            name=parties[key].name,
            asked=parties[key].actor_id or parties[key].name,
            country=parties[key].country,
            sector=parties[key].sector,
            about=words.say_item(parties[key])[1],
            events=len({event for ids in kinds.values() for event in ids}),
            edges=tuple(Edge(kind=kind, events=tuple(kinds[kind])) for kind in EDGES if kind in kinds),
        )
        for key, kinds in others.items()
    ]
    yield from sorted(made, key=lambda one: (-one.events, one.name, one.asked))
