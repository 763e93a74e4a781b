"""Who tells: what makes two tellers one, which house they speak for, and what they are in a position to know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.linking._word import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.model import Account, Claim, Source

# Kinds of tellers who claim to know, be it by office, by being there or by having done it; media, experts and unnamed
# ones pass on or weigh what others know.
KNOWING: Final = frozenset(
    "official military police party-to-event armed-group witness activist-ngo medical igo document".split()
)
# Those whose office it is to know, and of what: the others are witnesses, or speak for a side.
_OFFICES: Final = frozenset(("official", "police", "military", "medical", "igo"))
_FINDERS: Final = re.compile(
    r"\b(?:police|prosecut\w+|investigat\w+|inspector|detective|court|judge|coroner|magistrate|sheriff|inquiry|army|"
    r"military|fire (?:department|service|brigade|chief))\b",
    re.IGNORECASE,
)
# Words that say what somebody is and not who.
_COMMON: Final = frozenset(
    """a an the of and in on at for to from by with who whose his her their its s mr mrs ms dr sir general gen colonel col
    captain sergeant lieutenant president vice prime minister ministry king queen prince chief deputy assistant acting
    senior former head director secretary mayor governor senator spokesman spokeswoman spokesperson speaker official
    officials officer officers authority authorities government state national local regional federal interior foreign
    defence defense health security police force forces army military department dept office agency service services
    source sources people person persons man men woman women resident residents witness witnesses bystander neighbour
    neighbor medic medics doctor doctors hospital statement tweet post posted video footage report reports twitter
    facebook telegram website media news press agency newspaper city town village district province county year years old
    staff worker workers leader leaders member members group fire rescue emergency crews investigator investigators
    prosecutor prosecutors court judge lawyer law enforcement scene several some one two three four five unnamed anonymous
    condition anonymity speaking other others near nearby told said says according""".split()
)
_PEOPLE_OF: Final = re.compile(r"\b([A-Z][a-z]+(?:ish|ese|ian|ean|an|i|ch|ck|aw|ks?|ic))(?=\s+[A-Za-z])")
_BODY: Final = frozenset(
    """police army military government ministry fire hospital rescue court prosecutor prosecutors navy coastguard mayor
    president minister company union parliament resident residents witness witnesses neighbour neighbours neighbor medic
    medics doctor doctors authorities official officials video footage surveillance investigator investigators reports
    transport airport survivor survivors militants rebels""".split()
)
_ACCOUNT_OF: Final = (
    ("police", re.compile(r"police|sheriff|pd\b", re.IGNORECASE)),
    ("military", re.compile(r"\barmy|military|defen[cs]e|navy|air ?force|\bidf\b", re.IGNORECASE)),
    ("medical", re.compile(r"hospital|medical|ambulance|red (?:cross|crescent)", re.IGNORECASE)),
    (
        "official",
        re.compile(
            r"\bfire\b|ministry|minister|president|government|mayor|city of|embassy|council|gov\b", re.IGNORECASE
        ),
    ),
)
_NAMELESS: Final = re.compile(
    r"^(?:(?:a|an|the|some|one|two|several|senior|local|unnamed|anonymous|police|security|military|medical|hospital|army|"
    r"government|intelligence|diplomatic|judicial|official|western|well-placed)\s+)*(?:sources?|insiders?|officials?)\b|"
    r"\banonym|not (?:be|to be) named",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Somebody who says something. `proper` are the words that name them, `body` those of what they speak for.

    `kind` is a code of source kinds, for an account on a social network that of whoever holds it. `nameless` are
    those that nobody could ask again: “a source”, “officials”.
    """

    name: str
    kind: str
    proper: frozenset[str]
    body: frozenset[str]
    nameless: bool = False
    finds: bool = False


def meet_teller(source: Source, *, places: frozenset[str] = frozenset()) -> Teller:
    """The teller that a source names; words of `places` name no teller (many bodies are of one town)."""
    words = f"{source.name} {source.evidence.quote}"
    peoples = {fold(match) for match in _PEOPLE_OF.findall(words)}
    known = frozenset(_words(source.name) | _words(source.evidence.quote))
    proper = frozenset(w for w in known - _COMMON - peoples - places if len(w) > 1 and not w.isdigit())
    return Teller(
        name=source.name,
        kind=_holder(source, words),
        proper=proper,
        body=known & _BODY,
        nameless=source.kind == "unnamed" or bool(_NAMELESS.search(source.name)),
        finds=bool(_FINDERS.search(words)) or source.kind in ("police", "military"),
    )


def same_teller(a: Teller, b: Teller) -> bool:
    """One and the same: a word of the name in common; tellers without a name are one if they speak for one body."""
    if a.proper and b.proper:
        return bool(a.proper & b.proper)
    return not a.proper and not b.proper and a.kind == b.kind and bool(a.body & b.body or not (a.body or b.body))


def same_house(a: Teller, b: Teller) -> bool:
    """Whether two speak for one house, so that they do not confirm each other.

    Bodies of one kind count as one house of one event unless their names tell them apart: “police”, the assistant chief
    and the department's account are one; two named witnesses are two.
    """
    if same_teller(a, b):
        return True
    if a.kind != b.kind or a.kind not in _ONE_HOUSE:
        return False
    return bool(a.body & b.body) or not (a.body and b.body)


_ONE_HOUSE: Final = frozenset(("police", "military", "armed-group"))


def knows(teller: Teller) -> bool:
    """Whether the teller claims to know, and is somebody."""
    return teller.kind in KNOWING


def has_office(teller: Teller, slot: str) -> bool:
    """Whether it is the teller's office to know this slot, so that a word of theirs can confirm it.

    Hospitals know the hurt; cause, weapon and culprit are found by those who investigate; who has no name confirms nothing.
    """
    if teller.nameless or teller.kind not in _OFFICES:
        return False
    if teller.kind == "medical":
        return slot in ("casualties", "target", "event")
    return teller.finds or slot not in ("cause", "actor", "weapon")


def place_words(accounts: Iterable[Account]) -> frozenset[str]:
    """The words of the places of the accounts, which name no teller."""
    return frozenset(
        word
        for account in accounts
        for place in account.event.where
        for name in (place.name, place.admin1 or "", place.evidence.quote)
        for word in _words(name)
    )


def first_teller(claim: Claim, *, places: frozenset[str] = frozenset()) -> Teller | None:
    """Who the claim comes from in the end: the innermost of its chain; None for the article's own voice."""
    return meet_teller(claim.sources[0], places=places) if claim.sources else None


def tellers(claim: Claim, *, places: frozenset[str] = frozenset()) -> tuple[Teller, ...]:
    return tuple(meet_teller(source, places=places) for source in claim.sources)


def count_houses(found: Sequence[Teller]) -> int:
    """How many houses these tellers speak for."""
    return len(split_houses(found))


def split_houses(found: Sequence[Teller]) -> tuple[tuple[Teller, ...], ...]:
    """The tellers by house, in order of the first; a teller that fits two houses joins them."""
    houses: list[list[Teller]] = []
    for teller in found:
        own = [house for house in houses if any(same_house(teller, other) for other in house)]
        merged = [other for house in own for other in house] + [teller]
        if own:
            at = houses.index(own[0])
            houses[at] = merged
            houses = [house for n, house in enumerate(houses) if n == at or house not in own]
        else:
            houses.append(merged)
    return tuple(tuple(house) for house in houses)


def _holder(source: Source, words: str) -> str:
    """The kind of whoever holds an account; a post of an unknown one stays a post."""
    if source.kind != "social-post":
        return source.kind
    return next((kind for kind, pattern in _ACCOUNT_OF if pattern.search(words)), source.kind)


def _words(name: str) -> set[str]:
    """Folded words, a compound with a hyphen both as one word and as its parts."""
    joined = re.sub(r"(?<=\w)-(?=\w)", "", name)
    return {word for form in (name, joined) for word in fold(form).split()}
