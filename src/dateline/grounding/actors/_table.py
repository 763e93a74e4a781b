"""The tables of groups, organisations, media, leaders and words -> records; states are in `_state`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from dateline.grounding.actors._record import KINDS, SECTORS, SOURCE_KINDS, Actor, Affiliation, Office, Word
from dateline.grounding.actors._row import Row, read_rows
from dateline.grounding.actors._token import name_key
from dateline.grounding.actors._words import word_set

_BRACKET = re.compile(r"\s*\([^)]*\)")
_INITIAL = re.compile(r"(?: [A-Z]\.)+ ")
_ACTOR = word_set(
    "id name kind country sector aliases weak demonyms capital seats offices affiliations backed_by active_in "
    "territory_of state_controlled platform since until wikidata surname note"
)
_AFFILIATION = word_set("to role since until")
_OFFICE = word_set("title role from to since until")
_LEADERS = word_set("state people")
_PERSON = word_set("id name surname aliases weak offices affiliations sector country wikidata note until")
_WORD = word_set("words sector source use state_body")
_USES = word_set("title inherit weak-inherit weak-head body people unnamed plain-title local")
_ROLES = word_set("head-of-state head-of-government head-of-state-and-government minister other")


def read_actors(path: Path, *, default_kind: str = "group") -> Iterable[Actor]:
    """The actors of one table of the common form (groups, organisations, media, a user's overlay).

    What stands in brackets in a name ("Dawn (newspaper)") tells the readers of the table which one is meant. It is not
    shown, and such a name is not matched: the row says under `weak` or `aliases` what a text may call the actor.
    """
    for row in read_rows(path, _ACTOR):
        kind = row.choice("kind", KINDS, default_kind)
        platform = row.flag("platform")
        name = row.text("name", need=True)
        shown = _BRACKET.sub("", name)
        yield Actor(
            id=row.id(),
            name=shown,
            kind=kind,
            country=row.country(),
            sector=_sector(row, kind=kind, platform=platform),
            aliases=tuple(a for a in row.texts("aliases") if "(" not in a),
            weak=row.texts("weak") + (_surnames(row) if kind == "person" else ()),
            demonyms=row.texts("demonyms"),
            capital=row.text("capital"),
            seats=row.texts("seats"),
            offices=_offices(row),
            affiliations=_affiliations(row),
            backed_by=row.texts("backed_by"),
            active_in=row.texts("active_in"),
            territory_of=row.text("territory_of"),
            state_controlled=row.flag("state_controlled"),
            platform=platform,
            only_shown=shown != name,
            since=row.date("since"),
            until=row.date("until"),
            wikidata=row.text("wikidata"),
        )


def _sector(row: Row, *, kind: str, platform: bool) -> str:
    """The codebook has one sector for the press, whatever the outlet is; who runs a platform is a business."""
    given = row.choice("sector", SECTORS, "UNK")
    if kind != "media":
        return given
    return "BUS" if platform else "JRN"


def read_leaders(path: Path, countries: dict[str, str]) -> Iterable[Actor]:
    """The people of one table of leaders; `countries` gives the alpha-3 code of each state id."""
    for row in read_rows(path, _LEADERS):
        # An empty state gathers the heads of international bodies.
        state = row.id("state") if row.text("state") else ""
        if state and state not in countries:
            row.fail(f"names the state {state!r}, which no table of states has")
        for person in row.rows("people", _PERSON):
            name = person.text("name", need=True)
            yield Actor(
                id=person.text("id") or f"{state or 'int'}-{slug(name)}",
                name=name,
                kind="person",
                country=person.country() or countries.get(state, ""),
                sector=person.choice("sector", SECTORS, "GOV"),
                aliases=_full_names(name, person.texts("aliases")),
                weak=person.texts("weak") + _surnames(person),
                offices=_offices(person),
                affiliations=_affiliations(person),
                until=person.date("until"),
                wikidata=person.text("wikidata"),
            )


def read_words(path: Path) -> Iterable[tuple[str, Word]]:
    """The words of one table of common nouns, in small letters, each with its plural."""
    for row in read_rows(path, _WORD):
        uses = row.texts("use")
        for use in uses:
            if use not in _USES:
                row.fail(f"has the use {use!r}; known are {', '.join(sorted(_USES))}")
        word = Word(
            sector=row.choice("sector", SECTORS | {""}, ""),
            source=row.choice("source", SOURCE_KINDS | {""}, ""),
            use=uses,
            state_body=row.text("state_body"),
        )
        for entry in row.texts("words"):
            for form in {entry.lower(), plural(entry.lower())}:
                yield form, word


def plural(words: str) -> str:
    """The regular plural of a word or phrase, by its last word ("police officer" -> "police officers").

    A phrase that is plural already ("masked gunmen", "residents") stays as it is.
    """
    if words.endswith(("men", "people")) or (words.endswith("s") and not words.endswith(("ss", "us", "is"))):
        return words
    if words.endswith("man"):
        return words[:-3] + "men"
    if words.endswith(("s", "x", "ch", "sh")):
        return words + "es"
    if words.endswith("y") and words[-2:-1] not in "aeiou":
        return words[:-1] + "ies"
    return words + "s"


def slug(name: str) -> str:
    """A name as a part of an id: small ASCII letters, digits and hyphens."""
    return "-".join("".join(c for c in w.lower() if c.isascii() and c.isalnum()) for w in name_key(name).split()).strip(
        "-"
    )


def _full_names(name: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """The aliases of two words and more, and the name without its middle initials ("George Bush")."""
    short = _INITIAL.sub(" ", name)
    full = [a for a in aliases if " " in a or "-" in a]
    return tuple(dict.fromkeys([*full, short] if short != name and " " in short else full))


def _surnames(row: Row) -> tuple[str, ...]:
    """The short forms of a person's name: the surname given, else the last word of each name."""
    names = (row.text("name", need=True), *row.texts("aliases"))
    given = row.text("surname")
    found = [given] if given else []
    for name in names:
        if " " not in name:
            if name != names[0] or not given:
                found.append(name)
        elif not given:
            found.append(name.split()[-1])
    return tuple(dict.fromkeys(found))


def _offices(row: Row) -> tuple[Office, ...]:
    return tuple(
        Office(
            title=office.text("title"),
            role=office.choice("role", _ROLES, "other"),
            since=office.date("from") or office.date("since"),
            until=office.date("to") or office.date("until"),
        )
        for office in row.rows("offices", _OFFICE)
    )


def _affiliations(row: Row) -> tuple[Affiliation, ...]:
    return tuple(
        Affiliation(to=tie.id("to"), role=tie.text("role", need=True), since=tie.date("since"), until=tie.date("until"))
        for tie in row.rows("affiliations", _AFFILIATION)
    )
