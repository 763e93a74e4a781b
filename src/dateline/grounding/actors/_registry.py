"""ActorRegistry: the compiled tables in memory, with look-up by id and by words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, overload

import msgspec

from dateline.errors import RegistryError
from dateline.grounding.actors._compile import Compiled, assemble, lengths_of, positions_of, states_of
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
class _Stored:
    """The generated file as it is read: the actors stay undecoded until they are asked for."""

    version: str
    actors: tuple[msgspec.Raw, ...]
    positions: dict[str, int]
    states: dict[str, str]
    names: dict[str, tuple[int, ...]]
    folded: dict[str, tuple[int, ...]]
    lengths: dict[str, tuple[int, ...]]
    words: dict[str, Word]


class _Actors(Sequence[Actor]):
    """The actors of the generated file, each decoded when it is first asked for: a text names few of them."""

    def __init__(self, raw: tuple[msgspec.Raw, ...]) -> None:
        self._raw = raw
        self._decoded: dict[int, Actor] = {}
        self._decoder = msgspec.json.Decoder(Actor)

    def __len__(self) -> int:
        return len(self._raw)

    @overload
    def __getitem__(self, index: int) -> Actor: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Actor]: ...
    def __getitem__(self, index: int | slice) -> Actor | Sequence[Actor]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        actor = self._decoded.get(index)
        if actor is None:
            actor = self._decoded[index] = self._decoder.decode(self._raw[index])
        return actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRegistry:
    """All actors and words, immutable. `version` is a digest of the content, overlays included."""

    version: str
    actors: Sequence[Actor]
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
        stored = _read_stored()
        if overlays:
            actors = {a.id: a for a in _Actors(stored.actors)}
            for path in overlays:
                actors.update((a.id, a) for a in read_actors(Path(path), default_kind="organisation"))
            return cls.of(assemble(actors.values(), stored.words))
        return cls(
            version=stored.version,
            actors=_Actors(stored.actors),
            words=stored.words,
            names=stored.names,
            folded=stored.folded,
            positions=stored.positions,
            lengths=stored.lengths,
            folded_lengths=lengths_of(stored.folded),
            word_lengths=lengths_of(stored.words),
            states=stored.states,
        )

    @classmethod
    def of(cls, compiled: Compiled) -> ActorRegistry:
        """The registry of compiled tables."""
        return cls(
            version=compiled.version,
            actors=compiled.actors,
            words=compiled.words,
            names=compiled.names,
            folded=compiled.folded,
            positions=positions_of(compiled.actors),
            lengths=lengths_of(compiled.names),
            folded_lengths=lengths_of(compiled.folded),
            word_lengths=lengths_of(compiled.words),
            states=states_of(compiled.actors),
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


def _read_stored() -> _Stored:
    try:
        return msgspec.json.decode(_REGISTRY.read_bytes(), type=_Stored)
    except (OSError, msgspec.DecodeError) as error:
        raise RegistryError(f"{_REGISTRY}: the generated actor registry cannot be read: {error}") from error


@cache
def default_registry() -> ActorRegistry:
    """The registry of the package without overlays, loaded once a process."""
    return ActorRegistry.load()
