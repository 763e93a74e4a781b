"""CodedEvent: an event as it is compared, whether it comes from a dossier or from a person's coding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

Spot = tuple[int, int]  # a stretch of the text, end exclusive

# Words that say what somebody is rather than who: two names are not the same for sharing one of these.
_TITLES: Final = frozenset({
    "a", "an", "and", "at", "by", "for", "from", "her", "his", "in", "its", "mr", "mrs", "ms", "of", "on", "the",
    "their", "to", "with", "army", "defence", "defense", "foreign", "forces", "gen", "general", "government", "king",
    "minister", "official", "officials", "police", "president", "prime", "security", "spokesman", "spokeswoman",
})  # fmt: skip
_WORD: Final = re.compile(r"[\w']+")


def name_words(name: str) -> frozenset[str]:
    """The words that identify a name: case folded, without titles, unless it has nothing but titles."""
    folded = name.casefold().replace("u.s.", "us").replace("u.n.", "un")
    found = frozenset(_WORD.findall(folded))
    return (found - _TITLES) or found


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedParty:
    """An actor, a target or a source. `spots` is where the text names it; several if only its words are known."""

    name: str
    words: frozenset[str]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedPlace:
    name: str
    words: frozenset[str]
    country: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedToll:
    kind: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedClaim:
    """Outermost teller last; without sources it is the article's own voice."""

    sources: tuple[CodedParty, ...]
    stance: str
    hedge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedEvent:
    """`triggers` holds, for each mention, where its trigger may stand; `mentions` all stretches of all mentions.

    `confidence` is that of a dossier's event; a person's coding has none.
    """

    id: str
    type: str
    realis: str
    ground: str
    summary: str
    triggers: tuple[tuple[Spot, ...], ...]
    mentions: tuple[Spot, ...]
    when: str | None
    where: tuple[CodedPlace, ...]
    actors: tuple[CodedParty, ...]
    targets: tuple[CodedParty, ...]
    weapon: str | None
    casualties: tuple[CodedToll, ...]
    claims: tuple[CodedClaim, ...]
    confidence: float | None = None
