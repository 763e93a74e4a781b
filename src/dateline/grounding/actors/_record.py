"""What the registry knows: one record for each actor, and one for each word that tells what kind of actor is meant."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.grounding.actors._words import word_set

SECTORS = word_set("GOV MIL COP LEG JUD SPY PTY OPP REB UAF CVL JRN MED EDU BUS LAB REL REF IGO NGO UNK")
SOURCE_KINDS = word_set(
    "official military police party-to-event armed-group witness activist-ngo medical igo media social-post document "
    "expert unnamed other"
)
KINDS = word_set("state territory government body forces police person group organisation media")

# The kinds of actors that are a part of one state.
STATE_BODIES = frozenset(("government", "forces", "police", "body"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office held by a person. `since` and `until` are YYYY, YYYY-MM or YYYY-MM-DD, "" where not known or open."""

    title: str
    role: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """A tie to another actor: `role` is part-of, splinter-of, allied-with, merged-into …"""

    to: str
    role: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One actor. `country` is ISO 3166-1 alpha-3 or "" for an international one; `sector` a code of the codebook.

    `aliases` are matched as written; `weak` ones only with support in the text; `demonyms` are the adjectives and
    people words of a state; `capital` and `seats` are places and buildings that stand for a government; `platform` is
    true for a medium on which anybody may write; with `only_shown` the name is for readers and no text is searched for it.
    """

    id: str
    name: str
    kind: str
    country: str = ""
    sector: str = "UNK"
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str = ""
    seats: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    backed_by: tuple[str, ...] = ()
    active_in: tuple[str, ...] = ()
    territory_of: str = ""
    state_controlled: bool = False
    platform: bool = False
    only_shown: bool = False
    since: str = ""
    until: str = ""
    wikidata: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A common noun for people, bodies or things that act.

    `sector` and `source` may be "" (says nothing). `use`: "title" stands before a person's name; "inherit" takes the
    sector of what it belongs to and its own only where that is not known; "body" names a body, so that a capitalised
    run that holds it is no person; "part" is transparent ("members of"). `state_body` is the suffix of the id of the
    state's body that it names ("army" -> "irn-army").
    """

    sector: str = ""
    source: str = ""
    use: tuple[str, ...] = ()
    state_body: str = ""
