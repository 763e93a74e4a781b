"""Reading: what the trained reader saw in one document: spans and scores, no meaning yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A span that rules found and the reader is to score as well; `layer` is one of the reader's mention layers."""

    start: int
    end: int
    layer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of one layer (party, place, time, weapon, toll, source); `score` is the tagger's, 0 for one that rules found."""

    start: int
    end: int
    layer: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A span that names an event. `score` is the tagger's; the tuples are probabilities in the order of the reader's labels."""

    start: int
    end: int
    sentence: int
    score: float
    types: tuple[float, ...]
    modes: tuple[float, ...]
    realis: tuple[float, ...]
    ground: tuple[float, ...]
    own_voice: float
    today: float  # undated in the text, and news of the publication day


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A speaker, cue or content of attribution as the tags show it, whether an event is told there or not."""

    start: int
    end: int
    layer: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A word that has a role in an event, of the roles that the event's own type has in another scheme ("Jailer")."""

    role: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """Offsets are code points into the document's text.

    `roles` holds probabilities, (triggers, mentions, roles); `same` is (triggers, triggers), symmetric;
    `stance` and `hedge` are (triggers, mentions + 1, labels): the last row of mentions is the article's own voice.
    `sentences` are (start, end). `stretches` are what close reading sees of attribution; a plain reading has none.
    """

    sentences: tuple[tuple[int, int], ...]
    triggers: tuple[Trigger, ...]
    mentions: tuple[Mention, ...]
    stretches: tuple[Stretch, ...]
    roles: NDArray[np.float32]
    same: NDArray[np.float32]
    stance: NDArray[np.float32]
    hedge: NDArray[np.float32]
