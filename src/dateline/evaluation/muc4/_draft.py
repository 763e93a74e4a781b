"""What is gathered of one incident before it becomes a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.model import When, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """A person by name, with the role as `description`; or one or more people by description alone."""

    name: str = ""
    description: str = ""
    number: str = "1"
    kind: str = "CIVILIAN"
    effect: str = ""
    country: str = ""  # ISO 3166-1 alpha-3

    @property
    def tag(self) -> str:
        return self.name or self.description


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A physical target."""

    phrase: str
    kind: str
    number: str = "1"
    effect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """`phrase` is empty where only the kind is implied."""

    phrase: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Culprit:
    """A person or people who did it, or (`is_body`) an organisation, with the confidence in it and its id in the registry."""

    phrase: str
    actor_id: str | None = None
    is_body: bool = False
    is_state: bool = False
    confidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An incident; `sentences` are the stretches of the text that tell it."""

    kind: str
    stage: str
    when: When | None
    where: Where | None
    sentences: tuple[tuple[int, int], ...]
    victims: tuple[Victim, ...] = ()
    things: tuple[Thing, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    culprits: tuple[Culprit, ...] = ()
    nobody_hurt: bool = False
