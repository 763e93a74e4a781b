"""pick_lead: the event that an article is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dateline.linking._field import HARM

if TYPE_CHECKING:
    from dateline.model import Dossier, Event

_GROUNDS: Final = {"main": 2.0, "related": 1.0, "background": 0.0}


def pick_lead(dossier: Dossier) -> Event | None:
    """The harm at the root of the news, else its most told event; None where there are no events.

    An arrest, a charge, a vigil are told because of the harm that they follow, and reports of one harm lead with
    different ones of them: what they have in common is the harm. So of the events that happened, an assault or incident
    goes before all others, then the one that is told in more places, in the foreground, and more surely.
    """
    if not dossier.events:
        return None
    return max(dossier.events, key=_rank)


def _rank(event: Event) -> tuple[bool, bool, float, float]:
    told = len(event.mentions) + _GROUNDS[event.ground]
    return event.realis == "actual", event.type in HARM and not event.attempt, told, event.confidence
