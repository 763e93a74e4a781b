"""find_story: a question -> the events that belong to it: those that fit, and those that hang together with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Final

from dateline.desk._find import find_event, looks_like_id
from dateline.desk._tell import Teller
from dateline.errors import NotFound
from dateline.ledger import Filter, list_refs
from dateline.views import Story, Told, make_story
from dateline.views._slot import fold

if TYPE_CHECKING:
    from datetime import datetime

    from dateline.ledger import Ledger, View
    from dateline.model import LinkedEvent, StatusName

MOST_EVENTS: Final = 120  # of one story; more is a subject and no story
MOST_HITS: Final = 60  # events that fit the words, the best first
MOST_OTHERS: Final = 5
# Two events with a party in common are of one story where they are as near as this in time and in space.
NEAR_DAYS: Final = 45
NEAR_KM: Final = 60.0
_FINE: Final = ("site", "neighbourhood", "city", "district")


def find_story(
    ledger: Ledger, query: str, chosen: Filter, *, as_of: datetime | None = None, who: str = "", note: bool = True
) -> Story:
    """The story that a question asks for: words, a party, a place, a type, or the id of an event.

    Events that fit hang together where one text tells them as its news, where they have a relation, or where they share a
    party and a place within some weeks; of several stories that fit, the one that most events fit is told and the others
    are named. With `note`, the look is recorded for `who`. Raises NotFound where nothing fits, UsageError, LedgerError.
    """
    view = ledger.view(as_of)
    teller = Teller(view)
    seeds, is_id = _find_seeds(view, query, chosen)
    if not seeds:
        raise NotFound(f"Nothing in {ledger.name} fits {query!r}; `dateline ledger search` looks in whole texts too.")
    told = {event.id: teller.tell(event) for event in seeds[:MOST_HITS]}
    told = {event: one for event, one in told.items() if is_id or not one.is_rejected}
    if not told:
        raise NotFound(f"All that fits {query!r} was rejected by a person.")
    because = dict.fromkeys(told, "")
    relations: dict[str, list[tuple[str, str]]] = {}
    for one in list(told.values()):
        _add_same_texts(teller, one, told, because, relations)
    if len(told) < MOST_EVENTS:
        for one in [told[seed.id] for seed in seeds if seed.id in told]:
            _add_near(teller, one, told, because, relations, chosen)
    groups = _split(told, because, relations)
    main = max(groups, key=lambda group: (sum(1 for e in group if not because[e]), len(group), group[0]))
    subject = f"story {seeds[0].id if is_id else ' '.join(fold(query).split())}"
    since = view.last_look(who=who, what=subject) if who else None
    before = _statuses_then(ledger, main, since)
    story = make_story(
        query,
        [told[event] for event in main],
        relations=relations,
        because=because,
        since=since,
        before=before,
        others=[
            told[next(e for e in group if not because[e])]
            for group in groups
            if group is not main and any(not because[e] for e in group)
        ][:MOST_OTHERS],
        left_out=max(0, len(seeds) - MOST_HITS),
    )
    if note and who and as_of is None:
        with ledger.writer() as writer:
            writer.note_look(who=who, what=subject)
    return story


def _find_seeds(view: View, query: str, chosen: Filter) -> tuple[list[LinkedEvent], bool]:
    if looks_like_id(query):
        try:
            return [find_event(view, query)], True
        except NotFound:
            pass
    hits = view.search(query, replace(chosen, limit=MOST_HITS), kinds=("events", "claims"))
    ids = view.linked_ids([hit.ref for hit in hits if hit.ref])
    found = dict.fromkeys(ids[hit.ref] for hit in hits if hit.ref is not None and hit.ref in ids)
    events = {event: view.linked_event(event) for event in found}
    for named in (replace(chosen, party=query, limit=MOST_HITS), replace(chosen, type=query.upper(), limit=MOST_HITS)):
        events |= {event.id: event for event in view.linked(named)}
    return list(events.values()), False


def _add_same_texts(
    teller: Teller,
    one: Told,
    told: dict[str, Told],
    because: dict[str, str],
    relations: dict[str, list[tuple[str, str]]],
) -> None:
    """What the texts that tell the event tell as news beside it, and what they say has to do with it."""
    for account in one.accounts:
        dossier = teller.view.dossier(account.ref.revision)
        refs = dict(zip([e.id for e in dossier.events], list_refs(dossier, account.ref.revision), strict=True))
        ids = teller.view.linked_ids(list(refs.values()))
        for event in dossier.events:
            ref = refs[event.id]
            if ref not in ids:
                continue
            for relation in event.relations:
                other = refs.get(relation.event)
                if other is not None and other in ids and one.linked.id in (ids[ref], ids[other]):
                    pair = (relation.kind, ids[other])
                    if pair not in relations.setdefault(ids[ref], []):
                        relations[ids[ref]].append(pair)
                    for end in (ids[ref], ids[other]):
                        _add(teller, end, told, because, f"it has to do with {one.linked.id[:8]}")
            if event.ground != "background" and account.event.ground != "background":
                _add(teller, ids[ref], told, because, f"the same report tells it as {one.linked.id[:8]}")
                _bind(relations, one.linked.id, ids[ref], "told-with")


def _add_near(
    teller: Teller,
    one: Told,
    told: dict[str, Told],
    because: dict[str, str],
    relations: dict[str, list[tuple[str, str]]],
    chosen: Filter,
) -> None:
    """What has a party and a place in common with the event, some weeks before or after it."""
    when = one.lead.event.when
    parties = {p.actor_id or p.name for a in one.accounts for p in (*a.event.actors, *a.event.targets) if _is_named(p)}
    if when is None or not parties or not _points(one):
        return
    since, until = when.earliest - timedelta(days=NEAR_DAYS), when.latest + timedelta(days=NEAR_DAYS)
    for party in sorted(parties)[:4]:
        for event in teller.view.linked(replace(chosen, text="", party=party, since=since, until=until, limit=20)):
            other = told.get(event.id) or teller.tell(event)
            if event.id != one.linked.id and not other.is_rejected and _is_near(_points(one), _points(other)):
                _add(teller, event.id, told, because, f"{party} and the place, as {one.linked.id[:8]}")
                _bind(relations, one.linked.id, event.id, "near")


def _add(teller: Teller, event: str, told: dict[str, Told], because: dict[str, str], why: str) -> None:
    if event not in told and len(told) < MOST_EVENTS:
        one = teller.tell(teller.view.linked_event(event))
        if not one.is_rejected:
            told[event], because[event] = one, why


def _bind(relations: dict[str, list[tuple[str, str]]], left: str, right: str, kind: str) -> None:
    if left != right and (kind, right) not in relations.setdefault(left, []):
        relations[left].append((kind, right))


def _is_named(party: object) -> bool:
    """A body or a person by name; a country alone is in too many stories, and "police" is nobody's name."""
    name, actor = getattr(party, "name", ""), getattr(party, "actor_id", None)
    return bool(actor and "." in str(actor)) or (" " in name.strip() and name[:1].isupper())


def _points(told: Told) -> list[tuple[float, float]]:
    return [
        (place.lat, place.lon)
        for account in told.accounts
        for place in account.event.where
        if place.level in _FINE and place.lat is not None and place.lon is not None
    ]


def _is_near(left: Iterable[tuple[float, float]], right: Sequence[tuple[float, float]]) -> bool:
    return any(hypot(a[0] - b[0], (a[1] - b[1]) * cos(radians(a[0]))) * 111.2 <= NEAR_KM for a in left for b in right)


def _split(
    told: Mapping[str, Told], because: Mapping[str, str], relations: Mapping[str, Sequence[tuple[str, str]]]
) -> list[list[str]]:
    """The events that hang together, in the order of the hits."""
    group = {event: [event] for event in told}
    for left, pairs in relations.items():
        for _, right in pairs:
            if left in group and right in group and group[left] is not group[right]:
                group[left].extend(group[right])
                for event in group[right]:
                    group[event] = group[left]
    del because
    return list({id(members): members for members in group.values()}.values())


def _statuses_then(ledger: Ledger, events: Sequence[str], since: datetime | None) -> dict[str, StatusName]:
    if since is None:
        return {}
    then = ledger.view(since)
    found: dict[str, StatusName] = {}
    for event in events:
        for status in then.statuses(event):
            if status.slot == "event":
                found[event] = status.status
    return found
