"""The people of an incident: who suffered it and who did it, from the parties of an event."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dateline.evaluation.muc4 import _lexicon as lex
from dateline.evaluation.muc4._draft import Victim
from dateline.evaluation.muc4._nation import nation_of
from dateline.evaluation.muc4._phrase import DETERMINERS, NUMBERS, count_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.evaluation.muc4._case import Words
    from dateline.model import Event

_NAME: Final = re.compile(
    r"(?:[A-Z][\w'-]+|[A-Z]\.)(?:\s+(?:(?:de|del|la|las|los|y|e|da|dos|von|van|bin)\s+){0,2}(?:[A-Z][\w'-]+|[A-Z]\.))*"
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
    r"Today|Yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|One|In|On|At|He|She|It|This|That|U\.S|U\.S\.|U\.|S\.|"
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
    r"several|many|dozens|hundreds|of|including|and|killed|killing|wounded|wounding|injured|injuring|deaths?|murder|"
    r"murdered|kidnapped|kidnapping|innocent|defenseless|alleged|presumed|suspected|"
    + "|".join(NUMBERS)
    + r"|[\d,]+)\s+)+",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"(?P<least>at least|more than|over)?\s*(?P<about>about|around|approximately|some)?\s*(?P<n>[\d,]+|"
                           + "|".join(NUMBERS) + r")\b", re.IGNORECASE)  # fmt: skip
_ARTICLE: Final = re.compile(r"(?:El|La|Los|Las)\b")
_PEOPLES: Final = re.compile(r"(?:ans|ians|ese|eans|Soviets?|Spaniards?|Indians?|Basques?)$")
_MOST_WORDS: Final = 7
_LONGEST_NAME: Final = 6
_INITIALS: Final = 2  # more capitals in a row are an organisation's
_AROUND: Final = 90


def find_victims(
    text: str, event: Event, *, kidnapped: bool, places: frozenset[str], words: Words
) -> tuple[Victim, ...]:
    """The targets of an event as the people of a template; what is no person, or an outlaw, is left out."""
    found: list[Victim] = []
    for party in event.targets:
        outlaw = party.sector in ("REB", "UAF")
        victim = None if outlaw else _victim(text, party.evidence.start, party.evidence.end, places, words)
        if victim:
            found.append(victim)
    for start, end in () if found else stated_objects(text, event):
        victim = _victim(text, start, end, places, words)
        if victim:
            found.append(victim)
    for figure in (
        *(event.casualties.killed if event.casualties else ()),
        *(event.casualties.injured if event.casualties else ()),
    ):
        quote = figure.evidence.quote
        if is_people(quote) and not lex.OUTLAW_TARGET.search(quote):
            found.append(describe(text, figure.evidence.start, figure.evidence.end))
    return merge_victims(
        [effect_of(text, victim, event, kidnapped=kidnapped) for victim in found if victim.tag.strip()]
    )


_AFTER: Final = re.compile(r"\s+(?:of\s+)?(?!by\b|in\b|on\b|at\b|to\b|the\s+attack)([^.;:,()\[\]]{3,110})")
_CUT: Final = re.compile(
    r"\s+(?:by|in|on|at|when|while|after|before|with|using|during|who|which|that|for|as|from|near|outside|inside|because|"
    r"was|were|has|have|had|is|are|will|would|could|and\s+(?:wounded|wounding|injured|injuring|killed|killing))\b"
)
_BEFORE: Final = re.compile(
    r"(?:^|[.;:,\])]|\b(?:that|when|where|while|but|after|because|and)\b)\s*([^.;:,()\[\]]{3,110}?)\s*,?\s+(?:who\s+)?"
    r"(?:was|were|has been|have been|had been|been|is|are|be|being|died|dead)\s+(?:\w+ly\s+|also\s+|later\s+|then\s+)?$"
)
_REACH: Final = 150


def stated_objects(text: str, event: Event) -> Iterator[tuple[int, int]]:
    """What stands where the trigger's object stands: after an active verb or "of", before a passive one."""
    for mention in event.mentions:
        start, end = mention.trigger.start, mention.trigger.end
        if not (lex.DEATH.search(text[start:end]) or lex.KIDNAPPING.search(text[start:end])):
            continue
        before = _BEFORE.search(text[max(0, start - _REACH) : start])
        if before:
            at = max(0, start - _REACH)
            yield at + before.start(1), at + before.end(1)
            continue
        after = _AFTER.match(text[end : end + _REACH])
        if after and not re.search(
            r"\b(?:was|were|been|be|being|are|is|a|an|the)\s+$", text[max(0, start - 8) : start]
        ):
            part = _CUT.split(after[1])[0]
            yield end + after.start(1), end + after.start(1) + len(part)


def _victim(text: str, start: int, end: int, places: frozenset[str], words: Words) -> Victim | None:
    quote = re.split(r"'s\b", text[start:end])[0]
    if lex.OUTLAW_TARGET.search(quote):
        return None
    name = _person(quote, places, words)
    if name:
        at = start + quote.index(name)
        role = _role(text, at, at + len(name)) or _role_elsewhere(text, name, words)
        return Victim(
            name=_fullest(text, name, words), description=role, kind=kind_of(role), country=nation_of(f"{role} {quote}")
        )
    return describe(text, start, end) if is_people(text[start:end]) else None


def is_people(quote: str) -> bool:
    """Whether the head of a phrase, its last word before "of" and the like, is a word for people."""
    core = re.split(r"\s+(?:of|from|in|at|on|with|for|who|which|that|were|was|and)\b|[,;(\[]", _LEADING.sub("", quote))[
        0
    ]
    last = core.split()[-1:] or [""]
    return bool(lex.CLERGY_OR_PEOPLE.fullmatch(last[0]))


def describe(text: str, start: int, end: int) -> Victim:
    """People without a name: the phrase without determiners and number."""
    quote = text[start:end]
    core = re.split(r"\s+(?:who|which|that|were|was|have|had)\b|[,;(\[]", quote)[0].strip()
    leading = _LEADING.match(core)
    counted = _RANGE.search(leading[0]) if leading else None
    phrase = re.sub(r"\s+(?:and|or)$", "", _LEADING.sub("", core).strip() or core)
    number = count_of(re.split(r"\s+(?:of|from|in|at|on|with|for)\s", phrase)[0])
    if counted:
        value = counted["n"].replace(",", "").lower()
        value = str(NUMBERS.get(value, value))
        number = f"{value}-" if counted["least"] else f"~{value}" if counted["about"] else value
    return Victim(description=phrase, number=number, kind=kind_of(phrase), country=nation_of(quote))


_KIN_OF: Final = re.compile(
    r"\b((?:wife|husband|sons?|daughters?|brothers?|sisters?|fathers?|mothers?|relatives?|family|driver|bodyguards?)) of\b.*",
    re.IGNORECASE,
)


def kind_of(phrase: str) -> str:
    """The set fill of HUM TGT: TYPE; by the words of the phrase. A colonel's wife is no soldier."""
    phrase = _KIN_OF.sub(r"\1", phrase)
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


def _person(quote: str, places: frozenset[str], words: Words) -> str:
    """The longest run of capitalised words that can be a person's name, "" where there is none."""
    best = ""
    for match in _NAME.finditer(quote):
        name = _trim(match[0], words)
        parts = name.split()
        ruled_out = _NO_PERSON.search(name) or _ARTICLE.match(name) or (len(parts) == 1 and _PEOPLES.search(name))
        ruled_out = ruled_out or any(len(part) > _INITIALS and part.isupper() for part in parts)
        known_place = name.upper() in places
        if parts and len(parts) <= _LONGEST_NAME and not ruled_out and not known_place and len(name) > len(best):
            best = name
    return best


def _trim(name: str, words: Words) -> str:
    """A name without titles, common words and the genitive's ending around it."""
    parts = re.sub(r"['’]s?$", "", name).split()
    while parts and _is_no_name(parts[0], words):
        parts = parts[1:]
    while parts and _is_no_name(parts[-1], words):
        parts = parts[:-1]
    return " ".join(parts)


def _is_no_name(word: str, words: Words) -> bool:
    return bool(_NO_NAME.match(word) or lex.CLERGY_OR_PEOPLE.fullmatch(word)) or words.is_common(word.lower())


def _fullest(text: str, name: str, words: Words) -> str:
    """The longest form of the name in the text: "Castellar" is "Ricardo Alfonso Castellar" elsewhere."""
    best = name
    for match in _NAME.finditer(text):
        full = _trim(match[0], words)
        longer = len(full.split()) <= _LONGEST_NAME and len(full) > len(best) and not _NO_PERSON.search(full)
        if longer and re.search(rf"\b{re.escape(name)}\b", full):
            best = full
    return best


def _role_elsewhere(text: str, name: str, words: Words) -> str:
    """The title that another mention of the person has, by the full name or the last."""
    for known in dict.fromkeys((_fullest(text, name, words), name, name.rsplit(maxsplit=1)[-1])):
        for match in re.finditer(rf"\b{re.escape(known)}\b", text):
            role = _role(text, match.start(), match.end())
            if role:
                return role
    return ""


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
    """DEATH, INJURY and so on: by the word for one of them that stands nearest to the victim near a mention."""
    said = " ".join(text[max(0, m.trigger.start - _REACH) : m.trigger.end + _REACH] for m in event.mentions)
    if kidnapped:
        effect = "REGAINED FREEDOM" if lex.FREED.search(said) else "DEATH" if lex.DEATH.search(said) else ""
        return replace(victim, effect=effect)
    last = victim.tag.split()[-1]
    places = [match.start() for match in re.finditer(rf"\b{re.escape(last)}\b", said)]
    distances = [
        (min((abs(place - match.start()) for place in places), default=0), effect)
        for effect, pattern in (("NO INJURY", lex.UNHURT), ("INJURY", lex.INJURY), ("DEATH", lex.DEATH))
        for match in pattern.finditer(said)
    ]
    return replace(victim, effect=min(distances)[1] if distances else "")


def merge_victims(victims: Sequence[Victim]) -> tuple[Victim, ...]:
    """Each person once: a shorter name goes into a longer one, a description into the same description."""
    found: list[Victim] = []
    for victim in sorted(victims, key=lambda v: (not v.name, -len(v.name))):
        words = set(victim.tag.lower().split())
        same = [v for v in found if v.name and set(v.name.lower().split()) <= words and not victim.name]
        same += [v for v in found if words <= set(v.tag.lower().split()) or words <= set(v.description.lower().split())]
        if not same and victim.tag:
            found.append(victim)
    return tuple(found)
