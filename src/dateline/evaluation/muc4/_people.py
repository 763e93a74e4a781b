"""The people of an incident: who suffered it and who did it, from the parties of an event."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dateline.evaluation.muc4 import _lexicon as lex
from dateline.evaluation.muc4._draft import Culprit, Victim
from dateline.evaluation.muc4._phrase import DETERMINERS, NUMBERS, count_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.model import Event, Party

_NAME: Final = re.compile(
    r"(?:[A-Z][\w'.-]*|[A-Z]'[A-Z]\w+)(?:\s+(?:(?:de|del|la|las|los|y|e|da|dos|von|van|bin)\s+){0,2}[A-Z][\w'-]*)*"
)
_APPOSITION: Final = re.compile(
    r"\s*,\s*(?:the\s+|a\s+|an\s+|\d+,\s*)?((?:[\w'-]+\s+){0,6}?[\w'-]+)(?=[,.;(\[]|\s+(?:who|of|in|for|at|was|were|and)\b)"
)
_OF: Final = re.compile(r"\s+of\s+(?:the\s+)?(?:[A-Z][\w'-]*)(?:\s+[A-Z][\w'-]*){0,3}")
_TITLE: Final = re.compile(
    r"(?:\b(?:former|ex-\w+|retired|deputy|vice|acting|presidential|leftist|auxiliary|attorney|political|union|labor|student|"
    r"guerrilla|peasant|social|democratic|christian|communist|liberal|conservative|senior|chief|second|first|army|police|"
    r"[a-z]+)\s+)*$"
)
# Capitalised words that begin a party but are no part of a person's name.
_NO_NAME: Final = re.compile(
    r"(?:President|Vice|Minister|Defense|Foreign|Interior|Justice|General|Gen|Colonel|Col|Major|Maj|Captain|Capt|Lieutenant|"
    r"Lt|Sergeant|Sgt|Senator|Deputy|Governor|Mayor|Judge|Magistrate|Father|Monsignor|Msgr|Bishop|Archbishop|Doctor|Dr|"
    r"Professor|Engineer|Attorney|Mr|Mrs|Ms|Commander|Ambassador|Secretary|Reverend|Sister|Brother|Jesuit|Jesuits|Priest|"
    r"The|A|An|His|Her|Their|Former|Deputies|Congressman|Councilman|Candidate|Leader|Journalist|Lawyer|Businessman|"
    r"Chief|Director|Rector|Army|Police|National|Salvadoran|Colombian|Peruvian|Chilean|Honduran|Guatemalan|Bolivian|"
    r"Ecuadoran|Ecuadorian|Argentine|American|Spanish|Liberal|Conservative|Communist|Two|Three|Four|Five|Six|Seven|Several)\.?$"
)
_NO_PERSON: Final = re.compile(
    r"\b(?:Department|City|Front|Party|University|Church|Embassy|Battalion|Brigade|Ministry|Government|Court|Congress|"
    r"Radio|Union|Federation|Association|Company|Bank|Street|Avenue|Province|Republic|States|Cartel|Army|Force|Forces|"
    r"Movement|Committee|Council|Alliance|Newspaper|Hotel|Airport|River|Path|Police|Assembly|Commission|Organization)\b",
    re.IGNORECASE,
)
_SMALL: Final = re.compile(
    r"^(?:(?:the|a|an|his|her|their|at|least|about|some|other|another|more|than|over|around)\s+)+", re.I
)
_LEADING: Final = re.compile(
    r"^(?:(?:the|a|an|his|her|their|its|at|least|about|some|over|more|than|other|another|approximately|around|those|these|"
    r"several|many|dozens|hundreds|of|innocent|defenseless|alleged|presumed|suspected|"
    + "|".join(NUMBERS)
    + r"|[\d,]+)\s+)+",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"(?P<least>at least|more than|over)?\s*(?P<about>about|around|approximately|some)?\s*(?P<n>[\d,]+|"
                           + "|".join(NUMBERS) + r")\b", re.IGNORECASE)  # fmt: skip
_MOST_WORDS: Final = 7
_LONGEST_NAME: Final = 6
_AROUND: Final = 90


def find_victims(text: str, event: Event, *, kidnapped: bool, places: frozenset[str]) -> tuple[Victim, ...]:
    """The targets of an event as the people of a template; what is no person, or an outlaw, is left out."""
    found: list[Victim] = []
    for party in event.targets:
        victim = _victim(text, party, event, places)
        if victim:
            found.append(victim)
    for figure in (
        *(event.casualties.killed if event.casualties else ()),
        *(event.casualties.injured if event.casualties else ()),
    ):
        quote = figure.evidence.quote
        if lex.CLERGY_OR_PEOPLE.search(quote) and not lex.OUTLAW_TARGET.search(quote):
            found.append(describe(text, figure.evidence.start, figure.evidence.end))
    return merge_victims([effect_of(text, victim, event, kidnapped=kidnapped) for victim in found])


def _victim(text: str, party: Party, event: Event, places: frozenset[str]) -> Victim | None:
    quote, start = party.evidence.quote, party.evidence.start
    if lex.OUTLAW_TARGET.search(quote) or party.sector in ("REB", "UAF"):
        return None
    name = _person(quote, places)
    if name:
        at = start + quote.index(name)
        role = _role(text, at, at + len(name))
        return Victim(name=_fullest(text, name), description=role, kind=kind_of(role))
    if not lex.CLERGY_OR_PEOPLE.search(quote):
        return None
    return describe(text, start, party.evidence.end)


def describe(text: str, start: int, end: int) -> Victim:
    """People without a name: the phrase without determiners and number."""
    quote = text[start:end]
    core = re.split(r"\s+(?:who|which|that|were|was|have|had)\b|[,;(\[]", quote)[0].strip()
    counted = _RANGE.match(core)
    phrase = _LEADING.sub("", core).strip() or core
    number = count_of(re.split(r"\s+(?:of|from|in|at|on|with|for)\s", phrase)[0])
    if counted:
        value = counted["n"].replace(",", "").lower()
        value = str(NUMBERS.get(value, value))
        number = f"{value}-" if counted["least"] else f"~{value}" if counted["about"] else value
    return Victim(description=phrase, number=number, kind=kind_of(phrase))


def kind_of(phrase: str) -> str:
    """The set fill of HUM TGT: TYPE; by the words of the phrase."""
    former = bool(lex.FORMER.search(phrase))
    for kind, pattern in (
        ("SECURITY GUARD", lex.GUARD),
        ("LAW ENFORCEMENT", lex.POLICE),
        ("DIPLOMAT", lex.DIPLOMAT),
        ("LEGAL OR JUDICIAL", lex.LEGAL),
        ("POLITICAL FIGURE", lex.POLITICAL),
        ("GOVERNMENT OFFICIAL", lex.OFFICIAL),
        ("ACTIVE MILITARY", lex.MILITARY),
    ):
        if pattern.search(phrase):
            return f"FORMER {kind}" if former and kind in ("GOVERNMENT OFFICIAL", "ACTIVE MILITARY") else kind
    return "CIVILIAN"


def _person(quote: str, places: frozenset[str]) -> str:
    """The longest run of capitalised words that can be a person's name, "" where there is none."""
    best = ""
    for match in _NAME.finditer(quote):
        parts = match[0].split()
        while parts and _NO_NAME.match(parts[0]):
            parts = parts[1:]
        name = " ".join(parts)
        if (
            not parts
            or len(parts) > _LONGEST_NAME
            or _NO_PERSON.search(name)
            or name.isupper()
            or name.upper() in places
        ):
            continue
        if match.start() == 0 and len(parts) == 1 and lex.CLERGY_OR_PEOPLE.fullmatch(name):
            continue
        if len(name) > len(best):
            best = quote[quote.index(parts[0], match.start()) :][: len(name)] if name in quote else best
    return best


def _fullest(text: str, name: str) -> str:
    """The longest form of the name in the text: "Castellar" is "Ricardo Alfonso Castellar" elsewhere."""
    best = name
    for match in _NAME.finditer(text):
        parts = match[0].split()
        while parts and _NO_NAME.match(parts[0]):
            parts = parts[1:]
        full = " ".join(parts)
        longer = len(parts) <= _LONGEST_NAME and len(full) > len(best) and not _NO_PERSON.search(full)
        if longer and re.search(rf"\b{re.escape(name)}\b", full):
            best = full
    return best


def _role(text: str, start: int, end: int) -> str:
    """The title before a name, or the words set after it between commas."""
    before = text[max(0, start - _AROUND) : start]
    words = re.findall(r"[\w'-]+|[^\w\s]", before)
    role: list[str] = []
    for word in reversed(words):
        small = word.lower()
        if not word[0].isalnum() or small in DETERMINERS or small in _ROLE_STOPS or len(role) >= _MOST_WORDS:
            break
        role.insert(0, word)
    phrase = " ".join(role)
    if phrase and lex.CLERGY_OR_PEOPLE.search(phrase):
        return phrase
    after = _APPOSITION.match(text, end)
    if after and lex.CLERGY_OR_PEOPLE.search(after[1]) and len(after[1].split()) <= _MOST_WORDS:
        of = _OF.match(text, after.end(1))
        return text[after.start(1) : of.end() if of else after.end(1)]
    return ""


_ROLE_STOPS: Final = frozenset(
    "of in on at by for from with to and or but that when while where who whom was were is are has have had killed "
    "murdered kidnapped against as said including named identified wounded injured attacked assassinated".split()
)


def effect_of(text: str, victim: Victim, event: Event, *, kidnapped: bool) -> Victim:
    """DEATH, INJURY and so on: by the words of the sentences that name the victim among those of the event."""
    last = victim.tag.split()[-1] if victim.tag else ""
    clauses = [text[max(0, m.start - 20) : m.end + 60] for m in event.mentions]
    clauses = [clause for clause in clauses if last and last in clause] or clauses
    said = " ".join(clauses)
    if kidnapped:
        effect = "REGAINED FREEDOM" if lex.FREED.search(said) else "DEATH" if lex.DEATH.search(said) else ""
    elif lex.UNHURT.search(said):
        effect = "NO INJURY"
    elif lex.DEATH.search(said) or (event.casualties and event.casualties.killed and not lex.INJURY.search(said)):
        effect = "DEATH"
    else:
        effect = "INJURY" if lex.INJURY.search(said) else ""
    return replace(victim, effect=effect)


def merge_victims(victims: Sequence[Victim]) -> tuple[Victim, ...]:
    """Each person once: a shorter name goes into a longer one, a description into the same description."""
    found: list[Victim] = []
    for victim in sorted(victims, key=lambda v: (not v.name, -len(v.name))):
        words = set(victim.tag.lower().split())
        same = [v for v in found if words <= set(v.tag.lower().split()) or words <= set(v.description.lower().split())]
        if not same and victim.tag:
            found.append(victim)
    return tuple(found)


def find_culprits(text: str, event: Event, *, near: str) -> tuple[Culprit, ...]:
    """The actors of an event as perpetrators; an organisation's name is split from the people that it names."""
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
        body = _body(quote, party)
        if body:
            found.append(Culprit(phrase=body, is_body=True, is_state=state, confidence=_confidence(event, near)))
        rest = _SMALL.sub("", quote)
        rest = rest.replace(body, "").strip() if body else rest
        if body and re.search(
            r"\b(?:members?|units?|commandos?|guerrillas|terrorists|rebels|troops|soldiers|men|fighters|column)\b",
            rest,
            re.I,
        ):
            phrase = rest if not re.search(r"\bof(?: the)?$", rest) else _SMALL.sub("", quote)
            found.append(Culprit(phrase=phrase, is_state=state))
        elif not body:
            found.append(Culprit(phrase=rest, is_state=state))
    return tuple(dict.fromkeys(found))


def _body(quote: str, party: Party) -> str:
    """The name of an organisation inside a party's words, "" where there is none."""
    for match in re.finditer(
        r"\b[A-Z][\w'-]*(?:\s+(?:(?:of|for|and|the|de|la|del)\s+){0,2}[A-Z][\w'-]*)*|\barmy of [A-Z]\w+ [A-Z]\w+", quote
    ):
        words = match[0]
        words = re.sub(r"^The\s+", "", words)
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
