"""The typed objects that the tables are read into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

SectorGroup = Literal["armed", "civilian", "unknown"]
SECTOR_GROUPS: tuple[SectorGroup, ...] = get_args(SectorGroup)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A code of a closed list and what it stands for."""

    code: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A kind of party; `group` says whether it carries arms by trade."""

    code: str
    definition: str
    group: SectorGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A way in which an act of a type is done; `score` is PLOVER's, -10 (conflict) to 10 (cooperation)."""

    code: str
    definition: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A type of event of the codebook.

    `quad` is PLOVER's quad class 1 to 4, 0 for a type outside PLOVER; `score` holds where no mode is known;
    `modes` leaves out the empty mode, which every type allows.
    """

    code: str
    definition: str
    plover: str
    quad: int
    score: float
    modes: Mapping[str, Mode]
