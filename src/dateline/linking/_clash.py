"""clash: slots of which two accounts give values that exclude each other: places, days, weapons, actors."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Final

from dateline.linking._said import Said, set_beside, whole_sentence
from dateline.linking._word import split_words, weigh
from dateline.model import Dispute, distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Account, EventRef, When

_DAY: Final = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]{2}|[A-Z][a-z]{2,8}\.?\s+\d{1,2}\b|\d{4}-\d\d|"
    r"yesterday",
    re.IGNORECASE,
)
_PROPER: Final = re.compile(r"\b[A-Z][a-z]")
_AT_ONE_SPOT: Final = ("ASSAULT", "INCIDENT")
_POINTS: Final = ("site", "neighbourhood", "city")
_MARGIN_KM: Final = 25.0  # beyond what two gazetteers differ on one town
# Kinds of weapons of which one may be a plainer word for the other, or the carrier of the other.
_GENERIC_WEAPONS: Final = frozenset(("other", "explosive"))
_TOGETHER: Final = (
    frozenset(("car-bomb", "suicide-bomb")),
    frozenset(("aircraft", "rocket-missile")),
    frozenset(("drone", "rocket-missile")),
    frozenset(("aircraft", "drone")),
    frozenset(("car-bomb", "vehicle")),
    frozenset(("artillery", "rocket-missile")),
)


def clash(accounts: Sequence[Account]) -> tuple[Dispute, ...]:
    """The disputes between the slots of whole accounts, in the order of places, days, weapons and actors."""
    return (
        *_place_disputes(accounts),
        *_time_disputes(accounts),
        *_weapon_disputes(accounts),
        *_actor_disputes(accounts),
    )


def _place_disputes(accounts: Sequence[Account]) -> list[Dispute]:
    """Points that lie further apart than both are uncertain. An account that names several places has room for all."""
    single = [(a, a.event.where[0]) for a in accounts if len(a.event.where) == 1]
    clash: dict[EventRef, Said] = {}
    for (a, left), (b, right) in combinations(single, 2):
        if left.level in _POINTS and right.level in _POINTS:
            reach = (left.radius_km or 5.0) + (right.radius_km or 5.0) + _MARGIN_KM
            apart = distance_km(left, right)
            if apart is not None and apart > reach:
                clash[a.ref] = Said(left.name, a.ref, whole_sentence(a, left.evidence.start), None)
                clash[b.ref] = Said(right.name, b.ref, whole_sentence(b, right.evidence.start), None)
    found = [Dispute(slot="where", how="values", values=set_beside(clash.values()))] if clash else []
    sites: dict[EventRef, Said] = {}
    for (a, left), (b, right) in combinations(single, 2):
        exact = left.level == right.level == "site" and a.event.type in _AT_ONE_SPOT and a.ref not in clash
        if (
            exact
            and _PROPER.search(left.name)
            and _PROPER.search(right.name)
            and not _stems(left.name) & _stems(right.name)
        ):
            sites[a.ref] = Said(left.name, a.ref, whole_sentence(a, left.evidence.start), None)
            sites[b.ref] = Said(right.name, b.ref, whole_sentence(b, right.evidence.start), None)
    if sites:
        found.append(Dispute(slot="where: site", how="values", values=set_beside(sites.values())))
    return found


def _time_disputes(accounts: Sequence[Account]) -> list[Dispute]:
    """Days that exclude each other, where the texts say them; the day of publication by default is nobody's word."""
    clash: dict[EventRef, Said] = {}
    dated = [(account, account.event.when) for account in accounts if account.event.when]
    for (a, left), (b, right) in combinations(dated, 2):
        apart = left.latest < right.earliest or right.latest < left.earliest
        if apart and _is_dated(left) and _is_dated(right) and left.evidence and right.evidence:
            clash[a.ref] = Said(left.edtf, a.ref, whole_sentence(a, left.evidence.start), None)
            clash[b.ref] = Said(right.edtf, b.ref, whole_sentence(b, right.evidence.start), None)
    return [Dispute(slot="when", how="values", values=set_beside(clash.values()))] if clash else []


def _is_dated(when: When) -> bool:
    """Whether the text names the day itself: “overnight” and “hours later” depend on who counts, and where."""
    return when.evidence is not None and "~" not in when.edtf and bool(_DAY.search(when.evidence.quote))


def _weapon_disputes(accounts: Sequence[Account]) -> list[Dispute]:
    clash: dict[EventRef, Said] = {}
    for a, b in combinations(accounts, 2):
        left, right = a.event.weapon, b.event.weapon
        if left is None or right is None or left.kind == right.kind:
            continue
        kinds = frozenset((left.kind, right.kind))
        if not kinds & _GENERIC_WEAPONS and kinds not in _TOGETHER:
            clash[a.ref] = Said(left.kind, a.ref, whole_sentence(a, left.evidence.start), None)
            clash[b.ref] = Said(right.kind, b.ref, whole_sentence(b, right.evidence.start), None)
    return [Dispute(slot="weapon", how="values", values=set_beside(clash.values()))] if clash else []


def _actor_disputes(accounts: Sequence[Account]) -> list[Dispute]:
    """An attack that two accounts lay on different sides: each names one, of other countries or other armed groups."""
    clash: dict[EventRef, Said] = {}
    named = [(a, a.event.actors[0]) for a in accounts if a.event.type == "ASSAULT" and len(a.event.actors) == 1]
    for (a, left), (b, right) in combinations(named, 2):
        if not (left.name[:1].isupper() and right.name[:1].isupper()) or _stems(left.name) & _stems(right.name):
            continue
        if (left.country and right.country and left.country != right.country) or (
            left.sector == right.sector == "REB" and not (left.actor_id and left.actor_id == right.actor_id)
        ):
            clash[a.ref] = Said(left.name, a.ref, whole_sentence(a, left.evidence.start), None)
            clash[b.ref] = Said(right.name, b.ref, whole_sentence(b, right.evidence.start), None)
    return [Dispute(slot="actor", how="values", values=set_beside(clash.values()))] if clash else []


def _stems(name: str) -> frozenset[str]:
    return frozenset(word[:5] for word in split_words(name) if weigh(word) >= 1.0)
