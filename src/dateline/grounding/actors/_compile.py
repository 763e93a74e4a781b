"""The hand-written tables -> the one generated file that is loaded at run time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import msgspec

from dateline.errors import RegistryError
from dateline.grounding.actors._record import Actor, Word
from dateline.grounding.actors._state import read_states
from dateline.grounding.actors._table import read_actors, read_leaders, read_words
from dateline.grounding.actors._token import name_key
from dateline.grounding.actors._words import word_set

DATA = Path(__file__).parent / "data"

# How a key names an actor; kept as small numbers in the generated file, `position * FORMS + form`.
# `ARTICLE` is a name that is an ordinary word without its "The" ("The Independent"), `WEAK_ARTICLE` one that is weak then.
NAME, WEAK, DEMONYM, CAPITAL, SEAT, ARTICLE, WEAK_ARTICLE = range(7)
FORMS = 8
# Acronyms of this length or more are also found with one capital ("Unesco", "Nato").
_MIN_ACRONYM = 4
# Acronyms whose one-capital form is a word or a name of its own.
_NOT_LOWERED = word_set(
    "CARE SAVE AIDS HOPE PEACE UNITE SEAL SWAT SIGN ANNA ADAM AMAL ALAN IRIN MEND PLAN FARC VICE ACTED SANG"
)

# A phrase that ends in one of these names a person of a body, not the body.
_HOLDERS = word_set(
    "spokesman spokeswoman spokesperson spokesmen chief chiefs envoy ambassador minister ministers official officials "
    "leader leaders head commander commanders researchers investigators correspondent reporter editor"
)

# Bodies whose names many states share.
_STATE_BODIES = frozenset(("government", "body", "forces", "police"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """The content of the generated file. `names` maps a key of words to `position * FORMS + form` of its actors;
    `folded` does so for names that are written all in small letters, which match in any case."""

    version: str
    actors: tuple[Actor, ...]
    names: dict[str, tuple[int, ...]]
    folded: dict[str, tuple[int, ...]]
    words: dict[str, Word]


def compile_tables(data: Path = DATA) -> Compiled:
    """Reads and checks every table under `data`; RegistryError names the file and row of what is wrong."""
    actors: list[Actor] = []
    for path in sorted((data / "states").glob("*.yaml")):
        actors.extend(read_states(path))
    countries = {a.id: a.country for a in actors if a.kind in ("state", "territory")}
    for path in sorted((data / "leaders").glob("*.yaml")):
        actors.extend(read_leaders(path, countries))
    for folder, kind in (("groups", "group"), ("organisations", "organisation"), ("media", "media")):
        for path in sorted((data / folder).glob("*.yaml")):
            actors.extend(read_actors(path, default_kind=kind))
    words: dict[str, Word] = {}
    for path in (data / "roles.yaml", data / "generics.yaml"):  # a word of both is a role
        for form, word in read_words(path):
            words.setdefault(form, word)
    return assemble(actors, words)


def assemble(actors: Iterable[Actor], words: Mapping[str, Word]) -> Compiled:
    """The compiled content of these records, in the order of their ids; RegistryError where two have one id."""
    ordered = tuple(sorted(actors, key=lambda a: a.id))
    for first, second in pairwise(ordered):
        if first.id == second.id:
            raise RegistryError(f"two actors have the id {first.id!r}: {first.name!r} and {second.name!r}")
    known = dict(sorted(words.items()))
    names, folded = index_names(ordered, words=known)
    version = hashlib.sha256(msgspec.json.encode([ordered, known])).hexdigest()[:16]
    return Compiled(version=version, actors=ordered, names=names, folded=folded, words=known)


def index_names(
    actors: tuple[Actor, ...], *, words: Mapping[str, Word]
) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """The keys of all names of `actors`: those matched as written, and those matched in any case.

    A name that is one of the common nouns of `words`, in small letters ("peacekeepers") or of a state's body
    ("Department of Defence"), is a weak one. An alias that ends in a title ("White House spokesman") is left out: it
    is said of a person, who may be named after it.
    """
    exact: dict[str, dict[int, int]] = {}
    folded: dict[str, dict[int, int]] = {}

    def add(name: str, position: int, form: int) -> None:
        key = name_key(name)
        if not key:
            return
        table = folded if key == key.lower() and name == name.lower() else exact
        of_a_state = actors[position].kind in _STATE_BODIES
        if form == NAME and (table is folded or of_a_state) and key.lower() in words:
            form = WEAK
        if form == NAME and _needs_article(name, key, actors[position], words):
            form = ARTICLE
        forms = table.setdefault(key, {})
        known = forms.get(position, form)
        forms[position] = WEAK_ARTICLE if {form, known} in ({WEAK, ARTICLE}, {WEAK, WEAK_ARTICLE}) else min(form, known)

    for position, actor in enumerate(actors):
        for form, names in (
            (NAME, actor.aliases if actor.only_shown else (actor.name, *actor.aliases)),
            (WEAK, actor.weak),
            (DEMONYM, actor.demonyms),
            (SEAT, actor.seats),
            (CAPITAL, (actor.capital,) if actor.kind == "government" else ()),
        ):
            for name in names:
                last = name.rpartition(" ")[2]
                if form == NAME and name != actor.name and actor.kind != "person" and last in _HOLDERS:
                    continue
                add(name, position, form)
                acronym = form == NAME and name.isalpha() and name.isupper() and len(name) >= _MIN_ACRONYM
                if acronym and name not in _NOT_LOWERED:
                    add(name.capitalize(), position, form)
    return _packed(exact), _packed(folded)


def _needs_article(name: str, key: str, actor: Actor, words: Mapping[str, Word]) -> bool:
    """Whether a name is one only with its article: "The Times", but not "The Gambia" or "The Washington Post"."""
    if not name.startswith("The ") or actor.kind in ("person", "state", "territory"):
        return False
    first, _, rest = key.partition(" ")
    return not rest or (rest in words and first != first.upper())


def lengths_of(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """First word -> the lengths in words of the keys that begin with it, longest first."""
    found: dict[str, set[int]] = {}
    for key in keys:
        found.setdefault(key.partition(" ")[0], set()).add(key.count(" ") + 1)
    return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in sorted(found.items())}


def positions_of(actors: Iterable[Actor]) -> dict[str, int]:
    """Id -> position of each actor."""
    return {actor.id: position for position, actor in enumerate(actors)}


def states_of(actors: Iterable[Actor]) -> dict[str, str]:
    """Country code -> id of its state of today; of a former one, or of a territory, where there is no other."""
    found: dict[str, tuple[int, str]] = {}
    for actor in actors:
        if actor.kind in ("state", "territory"):
            rank = 2 * bool(actor.until) + (actor.kind == "territory")
            found[actor.country] = min((rank, actor.id), found.get(actor.country, (9, "")))
    return {country: state for country, (_, state) in found.items()}


def _packed(table: dict[str, dict[int, int]]) -> dict[str, tuple[int, ...]]:
    return {
        key: tuple(position * FORMS + form for position, form in sorted(forms.items()))
        for key, forms in sorted(table.items())
    }
