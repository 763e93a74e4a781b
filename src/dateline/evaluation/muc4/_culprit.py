"""Who did it: the actors of an event and what its sentences say, as individuals and organisations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dateline.evaluation.muc4 import _lexicon as lex
from dateline.evaluation.muc4._draft import Culprit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Event, Party

_SMALL: Final = re.compile(
    r"^(?:(?:the|a|an|his|her|their|at|least|about|some|other|another|more|than|over|around)\s+)+", re.I
)
_WORDS: Final = r"[A-Z][\w'-]*(?:\s+(?:(?:of|for|and|the|de|la|del)\s+){0,2}[A-Z][\w'-]*)*"
# What the names of armed groups have in them; general words, and the names that stand for one group by themselves.
_ARMED: Final = re.compile(
    r"\b(?:Liberation|Revolutionary|Guerrilla|Front|Path|Luminoso|Cartel|Extraditables|Insurgent|Contras|Resistance|"
    r"Separatist|Rebel)\b"
)
_NOT_ARMED: Final = re.compile(
    r"\b(?:Party|University|Church|Government|Radio|Embassy|Battalion|Brigade|Police|Court)\b"
)
_ACRONYM_AFTER: Final = re.compile(r"\s*[(\[]\s*([A-Z][A-Z0-9-]{1,7})\s*[)\]]")
_EXPANSION_AFTER: Final = re.compile(r"\s*[(\[]\s*([A-Za-z' -]{8,80})[)\]]")
_PEOPLE: Final = re.compile(
    r"\b(?:(?:heavily\s+|\w+\s+)?(?:unidentified|unknown|armed|hooded|masked|urban|alleged|presumed|suspected|salvadoran|"
    r"colombian|peruvian|guatemalan|leftist|rightist|guerrilla|paid)\s+(?:(?:guerrilla|urban|terrorist|armed|young)\s+)?"
    r"(?:individuals?|persons?|people|men|man|youths?|subjects|groups?|commandos?|units?|assailants|attackers|gunmen|"
    r"guerrillas|terrorists|rebels|subversives|extremists|criminals|killers|assassins)|guerrillas|guerillas|terrorists|"
    r"rebels|subversives|insurgents|extremists|gunmen|hitmen|kidnappers|drug traffickers|drug dealers|narcoterrorists|"
    r"urban commandos|paid assassins|death squads?)\b",
    re.IGNORECASE,
)
_OBJECT: Final = re.compile(
    r"\b(?:against|with|captured|arrested|killed|of|search for|fight|from)\s+(?:the\s+|some\s+|\w+\s+)?$", re.I
)


_LEAD: Final = re.compile(
    r"^(?:(?:The|In|On|An|A)\s+|(?:Members|Rebels|Guerrillas|Terrorists|Troops|Units|Leaders|Soldiers|Fighters|Commandos)"
    r"\s+of\s+(?:the\s+)?)+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An armed group that the text names, by all its names there."""

    names: tuple[str, ...]


def find_bodies(text: str) -> tuple[Body, ...]:
    """The armed groups of a text: names with a word for such a group, and the acronyms that go with them."""
    found: list[set[str]] = []
    for match in re.finditer(_WORDS, text):
        name = _LEAD.sub("", match[0])
        names: set[str] = set()
        if _ARMED.search(name) and not _NOT_ARMED.search(name):
            names.add(name)
            acronym = _ACRONYM_AFTER.match(text, match.end())
            names |= {acronym[1]} if acronym else set()
        elif name.isupper() and len(name) > 1:
            expansion = _EXPANSION_AFTER.match(text, match.end())
            names |= {name, expansion[1].strip()} if expansion and _ARMED.search(expansion[1].title()) else set()
        if names:
            same = [other for other in found if other & names]
            found = [other for other in found if other not in same] + [names.union(*same)]
    return tuple(Body(names=tuple(sorted(names, key=len, reverse=True))) for names in found)


def find_culprits(
    text: str, event: Event, told: Sequence[tuple[int, int]], bodies: Sequence[Body]
) -> tuple[Culprit, ...]:
    """The actors of an event as perpetrators; an organisation's name is split from the people that it names."""
    near = " ".join(text[a:b] for a, b in told)
    found: list[Culprit] = []
    for party in event.actors:
        quote = re.split(r"[,;]|\s+who\b|\s+that\b", party.evidence.quote)[0].strip()
        quote = re.sub(r"\s*[(\[][^)\]]*[)\]]?", "", quote).strip()
        state = bool(lex.STATE.search(quote)) or party.sector in ("GOV", "MIL", "COP", "SPY")
        state = state and not re.search(r"liberation|revolutionary|cartel|guerr|extraditab", quote, re.IGNORECASE)
        if not quote or (
            not state
            and not lex.IRREGULAR.search(quote)
            and not quote[:1].isupper()
            and not lex.CLERGY_OR_PEOPLE.search(quote)
        ):
            continue
        body = _known(_body(quote, party), bodies)
        if body:
            sure = _confidence(event, near)
            found.append(Culprit(phrase=body, actor_id=party.actor_id, is_body=True, is_state=state, confidence=sure))
        rest = _SMALL.sub("", quote)
        rest = rest.replace(body, "").strip() if body else rest
        if body and re.search(
            r"\b(?:members?|units?|commandos?|guerrillas|terrorists|rebels|troops|soldiers|men|fighters|column)\b",
            rest,
            re.I,
        ):
            head = re.sub(r"\s+of(?:\s+the)?$", "", rest)
            phrase = _SMALL.sub("", quote) if re.fullmatch(r"members?|units?", head, re.IGNORECASE) else head
            found.append(Culprit(phrase=phrase, is_state=state))
        elif not body:
            phrase = re.split(r"\s+(?:wearing|dressed|riding|armed with|in|from|at|on)\s", rest)[0]
            found.append(Culprit(phrase=re.sub(r"^(?:group|gang|bunch) of ", "", phrase), is_state=state))
    if not any(culprit.is_body for culprit in found) and not any(culprit.is_state for culprit in found):
        named = [body for body in bodies if any(re.search(rf"\b{re.escape(name)}\b", near) for name in body.names)]
        if not named and any(_GUERRILLA.search(culprit.phrase) for culprit in found) and len(bodies) == 1:
            named = list(bodies)
        if named:
            found.append(Culprit(phrase=named[0].names[0], is_body=True, confidence=_confidence(event, near)))
    if not any(not culprit.is_body for culprit in found) and not any(culprit.is_state for culprit in found):
        found += find_people(near)
    return merge_culprits(found)


def merge_culprits(found: Sequence[Culprit]) -> tuple[Culprit, ...]:
    """Each once; of an organisation's names the first, where the registry knows them for one ("FMLN")."""
    merged: dict[tuple[str, bool], Culprit] = {}
    for culprit in found:
        known = culprit.is_body and culprit.actor_id
        merged.setdefault((known or culprit.phrase.casefold(), culprit.is_body), culprit)
    return tuple(merged.values())


def find_people(text: str) -> list[Culprit]:
    """The first words for people who do such things, where they are nobody's object."""
    for match in _PEOPLE.finditer(text):
        if not _OBJECT.search(text[max(0, match.start() - 30) : match.start()]):
            return [Culprit(phrase=match[0])]
    return []


_GUERRILLA: Final = re.compile(r"guerr?illa|rebel|terrorist|subversive|insurgent", re.IGNORECASE)


def _known(name: str, bodies: Sequence[Body]) -> str:
    """The whole name of the armed group that a part of a name belongs to; "" for a bare word such as "rebel"."""
    for body in bodies:
        for known in body.names:
            if name and re.search(rf"\b{re.escape(name)}\b", known):
                return known
    return "" if _BARE.fullmatch(name) else name


_BARE: Final = re.compile(
    r"(?:liberation|rebels?|guerr?illas?|revolutionary|front|national|urban|commandos?|terrorists?)", re.I
)


def _body(quote: str, party: Party) -> str:
    """The name of an organisation inside a party's words, "" where there is none."""
    for match in re.finditer(
        r"\b[A-Z][\w'-]*(?:\s+(?:(?:of|for|and|the|de|la|del)\s+){0,2}[A-Z][\w'-]*)*|\barmy of [A-Z]\w+ [A-Z]\w+", quote
    ):
        words = match[0]
        words = _LEAD.sub("", words)
        if (words.isupper() and len(words) > 1) or lex.ORGANISATION.search(words):
            return words
    if party.sector in ("MIL", "GOV", "COP") and re.search(
        r"\b(?:army|armed forces|air force|police|government|military|navy)\b", quote
    ):
        return _SMALL.sub("", quote)
    return ""


def _confidence(event: Event, near: str) -> str:
    if lex.CLAIMED.search(near):
        return "CLAIMED OR ADMITTED"
    hedged = any(claim.hedge == "hedged" for claim in event.claims) or bool(lex.SUSPECTED.search(near))
    told = {source.kind for claim in event.claims for source in claim.sources}
    if hedged:
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if told & lex.AUTHORITY else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"
