"""Words -> Party: who is meant by a noun phrase, of which country and sector, and what kind of source it is."""

from dateline.grounding.actors._context import (
    ActorSpan,
    PartyContext,
    build_context,
    countries_named,
    find_actors,
    with_places,
)
from dateline.grounding.actors._ground import ground_party
from dateline.grounding.actors._people import Person
from dateline.grounding.actors._record import Actor, Affiliation, Office, Word
from dateline.grounding.actors._registry import ActorRegistry
from dateline.grounding.actors._teller import source_kind

__all__ = [
    "Actor",
    "ActorRegistry",
    "ActorSpan",
    "Affiliation",
    "Office",
    "PartyContext",
    "Person",
    "Word",
    "build_context",
    "countries_named",
    "find_actors",
    "ground_party",
    "source_kind",
    "with_places",
]
