"""count_victims: how many people the words of a report say were killed or hurt, single ones that no figure counts too.

A report of one victim gives no figure: "a girl was shot by her brother". What a cluster's accounts say together needs
those as well, so this reads the sentences that tell an event for figures beside words of death and injury, and for the
words alone. It reads English as news is written; it is no part of the coding of a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dateline.linking._word import sentences_around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Account

MOST_COUNTED: Final = 5000  # a larger number is no count of one event's victims but of a war's or a year's
# A headline is written to say what it cost: it counts as much as two sentences.
HEADLINE: Final = 2.0
# Figures of a sentence that sums up many events count this much ("17 dead in weekend shootings").
SUMMED_UP: Final = 0.3

_UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()
_NUMBERS: Final = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "both": 2, "dozen": 12},
}
_COUNT: Final = (
    r"(?P<n>(?<![\d:.,$/-])\d{1,3}(?:,\d{3})*(?![\d:.,]*\d)(?![-\s]*(?:years?|months?|yr|a\.m|p\.m|weeks?|days?|hours?|minutes?|shots?"
    r"|bullets?|rounds?|times|counts?|blocks?|miles?|km|kilomet\w+|caliber|mm|percent|per cent|%|st\b|nd\b|rd\b|th\b))|"
    + "|".join((*_UNITS[1:], "both"))
    + ")"
)
_PEOPLE: Final = (
    r"(?:(?!\d)[\w’'-]+ ){0,3}?(?:people|persons?|men|man|wom[ae]n|boys?|girls?|teens?|teenagers?|child(?:ren)?|kids?"
    r"|students?|victims?|others?|adults?|males?|females?|youths?|bystanders?|officers?|residents?|patients?|individuals"
    r"|juveniles?|members|brothers|sisters|friends|soldiers?|troops|civilians?|worshippers|passengers|protesters"
    r"|militants?|fighters?|workers?|more)"
)
_BE: Final = r"(?:was|were|are|is|has been|have been|confirmed|found|pronounced|lay|remain)"


def _compile(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_KILLED: Final = _compile(
    rf"\b{_COUNT}(?: {_PEOPLE})?(?: {_BE})? (?:shot (?:and|to) )?(?:killed|dead|dies|died|slain|murdered|fatally|death)\b",
    rf"\b(?:kill(?:s|ed|ing)|murder(?:s|ed|ing)|claim(?:s|ed|ing) the (?:lives|life) of|fatally (?:shot|shooting|shoots)"
    rf"|deaths of) (?:at least )?{_COUNT}\b",
    rf"\bleav(?:es|ing|e) (?:at least )?{_COUNT}(?: {_PEOPLE})? dead\b",
    r"\b(?P<n>double|triple|quadruple|quintuple) (?:homicide|murder|killing|slaying|fatal)",
)
_INJURED: Final = _compile(
    rf"\b{_COUNT}(?: {_PEOPLE})?(?: (?:{_BE}|critically|seriously))* (?:injured|wounded|hurt|hospitali[sz]ed)\b",
    rf"\b(?:injur(?:es|ed|ing)|wound(?:s|ed|ing)|hurt(?:s|ing)?|hospitali[sz](?:es|ed|ing)|send(?:s|ing)|sent)"
    rf" (?:at least )?{_COUNT}\b",
    rf"\b(?:kill|dead|died|murder)[^.;]{{0,40}}?\b{_COUNT} (?:others?|more)\b",
    rf"\bleav(?:es|ing|e) (?:at least )?{_COUNT}(?: {_PEOPLE})? (?:injured|wounded|hurt)\b",
)
# Those who were hit, whether they died or not.
_HIT: Final = _compile(
    rf"\b{_COUNT}(?: {_PEOPLE})?(?: {_BE})? (?:shot|hit|struck|stabbed|gunned down)\b(?! and killed| to death| dead)",
    rf"\b(?:shot|shoots|shooting|stabb(?:ed|ing)|struck|hit|hitting|striking) (?:at least )?{_COUNT}\b"
    rf"(?= {_PEOPLE}| in| at|[.,])",
    r"\b(?P<n>double|triple|quadruple|quintuple) (?:shooting|stabbing)",
)
_DEATH: Final = re.compile(
    r"\b(?:kill(?:s|ed|ing|ings)?|dead|dies|died|dying|deaths?|fatal(?:ly|ity)?|homicides?|murder(?:s|ed|ing)?|slain|slaying"
    r"|deceased|tak(?:es|ing|en) (?:the )?(?:life|lives)|manslaughter|autopsy|funeral|mourn\w*|vigil)\b",
    re.IGNORECASE,
)
_OWN_LIFE: Final = re.compile(
    r"\bmurder[- ,/]*suicides?\b|\b(?:turn(?:s|ed|ing) (?:the|a|his|her) (?:hand)?(?:gun|weapon|rifle|shotgun) on"
    r" (?:him|her)self|(?:kill(?:s|ed|ing)?|shot and killed|fatally shot|shoots?|shot)(?: and kill(?:ed|s))?"
    r"(?: [\w’']+){1,6},? (?:and|then|before|and then)(?: fatally| killing| shot| shooting| kill(?:ed|s)| shoots)*"
    r" (?:him|her)self|took (?:his|her) own life|commit(?:s|ted|ting) suicide)\b",
    re.IGNORECASE,
)
_TWO_DEAD: Final = re.compile(
    r"\b(?:kill(?:ed|ing|s)|murder(?:ed|ing)|deaths? of|slain|slaying of) (?:his|her|their|a|an|the) [\w’' -]{3,40}?"
    r" and (?:his|her|their|a|an|the|\d)\b",
    re.IGNORECASE,
)
_ALSO_HURT: Final = re.compile(
    r"\b(?:another|a (?:second|third|fourth|fifth)) (?:\w+ ){0,3}?(?:was|were|is)? ?(?:also )?(?:critically |seriously )?"
    r"(?:injured|wounded|hurt|shot)|\b(?:woman|man|girl|boy|teen\w*|child|person|\w+[- ]old|mother|father|brother|sister"
    r"|wife|girlfriend)(?: was|,)? (?:also |critically |seriously )?(?:injured|wounded|hurt)\b"
    r"|\b(?:injur|wound)(?:ed|ing) (?:a|an|another|his|her|one)\b",
    re.IGNORECASE,
)
_SUM: Final = re.compile(
    r"\bweekend (?:shootings|violence)|across the (?:city|country)|citywide|separate (?:shootings|attacks|incidents)"
    r"|\bso far this (?:year|month)|\bsince (?:the beginning|the start|january)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Victims:
    """What a report's words say: numbers with the weight of the sentences that give them, and shares of all sentences.

    `hit` counts people of whom the words do not say whether they lived.
    """

    killed: dict[int, float] = field(default_factory=dict[int, float])
    injured: dict[int, float] = field(default_factory=dict[int, float])
    hit: dict[int, float] = field(default_factory=dict[int, float])
    death: float = 0.0
    own_life: float = 0.0
    two_dead: float = 0.0
    also_hurt: float = 0.0


def count_victims(account: Account) -> Victims:
    """Reads the headline, and the sentences of the text that tell the account's event."""
    found = Victims()
    shares = [0.0] * 4
    total = 0.0
    for sentence, weight in _sentences(account):
        total += weight
        worth = weight * (SUMMED_UP if _SUM.search(sentence) else 1.0)
        for votes, patterns in ((found.killed, _KILLED), (found.injured, _INJURED), (found.hit, _HIT)):
            for number in _numbers(sentence, patterns):
                votes[number] = votes.get(number, 0.0) + worth
        for place, pattern in enumerate((_DEATH, _OWN_LIFE, _TWO_DEAD, _ALSO_HURT)):
            shares[place] += weight * bool(pattern.search(sentence))
    death, own_life, two_dead, also_hurt = (share / total if total else 0.0 for share in shares)
    return Victims(
        killed=found.killed,
        injured=found.injured,
        hit=found.hit,
        death=death,
        own_life=own_life,
        two_dead=two_dead,
        also_hurt=also_hurt,
    )


def _sentences(account: Account) -> Iterator[tuple[str, float]]:
    document = account.document
    if document.title:
        yield document.title, HEADLINE
    spots = [(mention.trigger.start, mention.trigger.end) for mention in account.event.mentions]
    for start, end in sentences_around(document.text, spots):
        yield document.text[start:end], 1.0


def _numbers(sentence: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[int]:
    for pattern in patterns:
        for found in pattern.finditer(sentence):
            word = found["n"].lower()
            number = _NUMBERS[word] if word in _NUMBERS else int(word.replace(",", ""))
            if number <= MOST_COUNTED:
                yield number
