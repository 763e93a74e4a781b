"""The two sides of an event as ACLED names them: actor, associated actors and the text of `inter`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.exports._flat import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Party

# ACLED's eight kinds of actor in the order of their numbers 1 to 8.
INTERS: Final = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
)  # fmt: skip
STATE, REBEL, MILITIA, _, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = INTERS
FORCES: Final = ("MIL", "COP", "SPY")  # who carries a state's arms
_ARMED: Final = ("REB", "UAF", *FORCES)
# Event types in which a side that nobody names is written as an unidentified armed group.
VIOLENT: Final = ("Battles", "Explosions/Remote violence", "Violence against civilians")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """`inter` is "" where there is no actor, or where its kind is not known."""

    actor: str = ""
    assoc: str = ""
    inter: str = ""


NOBODY: Final = Side()


def name_sides(
    event_type: str,
    sub_event_type: str,
    who: Sequence[Party],
    whom: Sequence[Party],
    *,
    country: str,
    country_name: str,
) -> tuple[Side, Side]:
    """Actor 1 and actor 2 of an event in a country.

    Who demonstrates is "Protesters (Country)" with their names as associated actors, and actor 2 is who steps in with arms;
    who bears no arms is "Civilians (Country)", and always actor 2; armed people whom nobody names are an "Unidentified Armed
    Group (Country)".
    """
    if event_type == "Protests" or sub_event_type == "Violent demonstration":
        crowd, forces, _ = split_crowd(who, whom)
        return _crowd(event_type, crowd, country_name), _other(forces, country, country_name)
    if event_type == "Riots":
        return _crowd(event_type, who, country_name), _other(whom, country, country_name)
    first = _doer(event_type, who, country, country_name)
    if event_type == "Violence against civilians":
        return first, Side(actor=f"Civilians ({country_name})", assoc=join(p.name for p in whom), inter=CIVILIANS)
    second = _other(whom, country, country_name)
    return (second, first) if first.inter == CIVILIANS and second.inter not in ("", CIVILIANS) else (first, second)


def name_interaction(first: Side, second: Side) -> str:
    """ACLED's text for two kinds, the lower number first ("State forces-Civilians"), or for one ("Protesters only")."""
    kinds = [side.inter for side in (first, second) if side.inter]
    if not kinds or any(side.actor and not side.inter for side in (first, second)):
        return ""
    if len(kinds) == 1:
        return f"{kinds[0]} only"
    left, right = sorted(kinds, key=INTERS.index)
    # The one pair that ACLED writes the other way round.
    return f"{right}-{left}" if (left, right) == (CIVILIANS, EXTERNAL) else f"{left}-{right}"


def is_civilian(party: Party) -> bool:
    """Whether someone to whom it was done counts as a civilian: officials without arms do too."""
    return party.sector not in (*_ARMED, "UNK")


def split_crowd(
    who: Sequence[Party], whom: Sequence[Party]
) -> tuple[tuple[Party, ...], tuple[Party, ...], tuple[Party, ...]]:
    """Who demonstrates, who steps in with arms, and against whom it is only directed, whom ACLED does not write."""
    armed = tuple(party for party in (*who, *whom) if party.sector in _ARMED)
    crowd = tuple(party for party in who if party not in armed)
    if not crowd and who:  # told as what was done to them: "police fired tear gas at students"
        return tuple(party for party in whom if party not in armed), armed, ()
    return crowd, armed, tuple(party for party in whom if party not in armed)


def _crowd(event_type: str, who: Sequence[Party], country_name: str) -> Side:
    kind = PROTESTERS if event_type == "Protests" else RIOTERS
    return Side(actor=f"{kind} ({country_name})", assoc=join(p.name for p in who), inter=kind)


def _doer(event_type: str, who: Sequence[Party], country: str, country_name: str) -> Side:
    if not who:
        return _unidentified(country_name) if event_type in VIOLENT else NOBODY
    lead, *rest = who
    if not is_named(lead) and (lead.sector == "UAF" or (lead.sector == "UNK" and event_type in VIOLENT)):
        side = _unidentified(country_name)
        return Side(actor=side.actor, assoc=join(p.name for p in rest), inter=side.inter)
    return Side(actor=_name(lead), assoc=join(p.name for p in rest), inter=_inter(lead, country))


def _other(whom: Sequence[Party], country: str, country_name: str) -> Side:
    if not whom:
        return NOBODY
    if is_civilian(whom[0]):
        return Side(actor=f"Civilians ({country_name})", assoc=join(p.name for p in whom), inter=CIVILIANS)
    lead, *rest = whom
    if lead.sector == "UAF" and not is_named(lead):
        return _unidentified(country_name)
    return Side(actor=_name(lead), assoc=join(p.name for p in rest), inter=_inter(lead, country))


def _unidentified(country_name: str) -> Side:
    return Side(actor=f"Unidentified Armed Group ({country_name})", inter=MILITIA)


def _inter(party: Party, country: str) -> str:
    """State forces abroad are external forces; of a private person who acts ACLED's kinds say nothing."""
    if party.sector in (*FORCES, "GOV"):
        return STATE if party.country in ("", country) else EXTERNAL
    if party.sector == "REB":
        return REBEL
    return EXTERNAL if party.sector == "IGO" else "" if party.sector in ("UNK", "UAF") else CIVILIANS


def is_named(party: Party) -> bool:
    """Whether a name and not only a noun: "Red Sickle", where "Gunmen" may just begin its sentence."""
    return party.actor_id is not None or any(word[:1].isupper() for word in party.name.split()[1:])


def _name(party: Party) -> str:
    return join([party.name])
