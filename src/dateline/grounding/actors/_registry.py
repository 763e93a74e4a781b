"""ActorRegistry: the compiled tables in memory, with look-up by id and by words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.errors import RegistryError
from dateline.grounding.actors._compile import FORMS, Compiled, assemble
from dateline.grounding.actors._record import Actor, Word
from dateline.grounding.actors._table import read_actors
from dateline.grounding.actors._token import Tokens

_REGISTRY = Path(__file__).parent / "data" / "registry.json"


class Hit(NamedTuple):
    """Words `first`..`last` (token numbers, `last` exclusive) that name actors: pairs of position * FORMS + form."""

    first: int
    last: int
    names: tuple[int, ...]


class WordHit(NamedTuple):
    """Words `first`..`last` (token numbers, `last` exclusive) that are a common noun of the word tables."""

    first: int
    last: int
    word: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRegistry:
    """All actors and words, immutable. `version` is a digest of the content, overlays included."""

    version: str
    actors: tuple[Actor, ...]
    words: Mapping[str, Word]
    names: Mapping[str, tuple[int, ...]]
    folded: Mapping[str, tuple[int, ...]]
    positions: Mapping[str, int]
    lengths: Mapping[str, tuple[int, ...]]
    folded_lengths: Mapping[str, tuple[int, ...]]
    word_lengths: Mapping[str, tuple[int, ...]]
    states: Mapping[str, str]  # country code -> id of its state of today

    @classmethod
    def load(cls, *, overlays: Sequence[Path] = ()) -> ActorRegistry:
        """The registry of the package, with the actors of `overlays` (YAML tables) added or, by id, put in place.

        RegistryError where an overlay cannot be read or a row of it is wrong; it names the file and the row.
        """
        compiled = _read_compiled()
        if overlays:
            actors = {a.id: a for a in compiled.actors}
            for path in overlays:
                actors.update((a.id, a) for a in read_actors(Path(path), default_kind="organisation"))
            compiled = assemble(actors.values(), compiled.words)
        return cls.of(compiled)

    @classmethod
    def of(cls, compiled: Compiled) -> ActorRegistry:
        """The registry of compiled tables."""
        states: dict[str, str] = {}
        for actor in compiled.actors:
            if actor.kind in ("state", "territory") and (not actor.until or actor.country not in states):
                states[actor.country] = actor.id
        return cls(
            version=compiled.version,
            actors=compiled.actors,
            words=compiled.words,
            names=compiled.names,
            folded=compiled.folded,
            positions={a.id: n for n, a in enumerate(compiled.actors)},
            lengths=_lengths(compiled.names),
            folded_lengths=_lengths(compiled.folded),
            word_lengths=_lengths(compiled.words),
            states=states,
        )

    def get(self, actor_id: str) -> Actor | None:
        """The actor of an id, None where there is none."""
        position = self.positions.get(actor_id)
        return None if position is None else self.actors[position]

    def scan(self, tokens: Tokens) -> tuple[tuple[Hit, ...], tuple[WordHit, ...]]:
        """The longest names and the longest common nouns at each place of a text, each set without overlaps."""
        hits: list[Hit] = []
        nouns: list[WordHit] = []
        words = tokens.words
        lower = [w.lower() for w in words]
        named = worded = 0  # the first token that is not yet taken
        for i, word in enumerate(words):
            small = lower[i]
            if i >= named:
                found, size = _longest(words, i, self.lengths.get(word), self.names)
                also, other = _longest(lower, i, self.folded_lengths.get(small), self.folded)
                if other > size:
                    found, size = also, other
                if found:
                    hits.append(Hit(i, i + size, found))
                    named = i + size
            if i >= worded and (sizes := self.word_lengths.get(small)):
                for size in sizes:
                    if i + size > len(words):
                        continue
                    noun = self.words.get(small if size == 1 else " ".join(lower[i : i + size]))
                    if noun is not None:
                        nouns.append(WordHit(i, i + size, noun))
                        worded = i + size
                        break
        return tuple(hits), tuple(nouns)

    def states_of(self, hit: Hit) -> tuple[Actor, ...]:
        """The states that a hit names, by name or demonym."""
        found = (self.actors[n // FORMS] for n in hit.names)
        return tuple(a for a in found if a.kind in ("state", "territory"))


def _longest(
    words: Sequence[str], i: int, sizes: tuple[int, ...] | None, table: Mapping[str, tuple[int, ...]]
) -> tuple[tuple[int, ...], int]:
    for size in sizes or ():
        if i + size > len(words):
            continue
        found = table.get(words[i] if size == 1 else " ".join(words[i : i + size]))
        if found:
            return found, size
    return (), 0


def _lengths(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """First word -> the lengths in words of the keys that begin with it, longest first."""
    found: dict[str, set[int]] = {}
    for key in keys:
        found.setdefault(key.partition(" ")[0], set()).add(key.count(" ") + 1)
    return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in found.items()}


def _read_compiled() -> Compiled:
    try:
        return msgspec.json.decode(_REGISTRY.read_bytes(), type=Compiled)
    except (OSError, msgspec.DecodeError) as error:
        raise RegistryError(f"{_REGISTRY}: the generated actor registry cannot be read: {error}") from error


@cache
def default_registry() -> ActorRegistry:
    """The registry of the package without overlays, loaded once a process."""
    return ActorRegistry.load()
