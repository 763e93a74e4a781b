"""count_victims: how many people the words of a report say were killed or hurt, single ones that no figure counts too.

A report of one victim gives no figure: "a girl was shot by her brother". What a cluster's accounts say together needs
those as well, so this reads the sentences that tell an event for figures beside words of death and injury, and for the
words alone. It reads English as news is written; it is no part of the coding of a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dateline.linking._clause import split_sentences
from dateline.linking._plain import NUMBER_WORDS, PERSON, put_plainly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.model import Account

MOST_COUNTED: Final = 5000  # a larger number is no count of one event's victims but of a war's or a year's
# A headline is written to say what it cost: it counts as much as two sentences.
HEADLINE: Final = 2.0
# The hurt are often counted only where a report opens: its first sentences, of so many characters at least, count for the
# injured whether they tell the event or not. Set on the training part, as is the next.
OPENING, LEAST, OPENED = 3, 15, 0.5
# Figures of a sentence that sums up many events count this much ("17 dead in weekend shootings").
SUMMED_UP: Final = 0.1

_NUMBERS: Final = {
    **NUMBER_WORDS,
    **{"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "both": 2},
    **{"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6},
}
_WORDS: Final = "|".join((*NUMBER_WORDS, "both"))
# A number of people: no age, no time, no amount; "one of them" is a part of others.
_COUNT: Final = (
    rf"(?P<n>(?:(?<![\d:.,$/-])\d{{1,3}}(?:,\d{{3}})*(?![\d:.,]*\d)|(?:{_WORDS})\b)(?![-–\s]*(?:years?|months?|yr|a\.m|p\.m|[ap]m\b"
    r"|weeks?|days?|hours?|minutes?|shots\b|bullets?|rounds?|times|counts?|blocks?|miles?|km|kilomet\w+|caliber|mm|percent"
    r"|per cent|%|st\b|nd\b|rd\b|th\b))(?! of\b))"
)
_PEOPLE: Final = (
    rf"(?:(?:(?!\d)[\w’'-]+ ){{0,3}}?(?:{PERSON}|others?|more|members|patients?|troops|worshippers|passengers|protesters"
    r"|militants?|fighters?))"
)
_BE: Final = r"(?:was|were|are|is|has been|have been|had been|confirmed|found|pronounced|lay|remain|reported|being)"


def _compile(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


# Those whom somebody kills: a killer who dies as well is not among them.
_SLAIN: Final = _compile(
    rf"\b(?:kill(?:s|ed|ing)|murder(?:s|ed|ing)?(?: of)?|claim(?:s|ed|ing) the (?:lives|life) of|took the lives of"
    rf"|fatally (?:shot|shooting|shoots)|slaying of) (?:at least |all )?{_COUNT}\b",
)
_KILLED: Final = _compile(
    rf"\b{_COUNT}(?: {_PEOPLE})?(?: {_BE})*(?: fatally)? (?:shot (?:and|to) )?"
    r"(?:killed|dead|died?s?|slain|murdered|fatally|death)\b",
    rf"\b(?:deaths? of|bodies of) (?:at least |all )?{_COUNT}\b",
    rf"\b(?:leav(?:es|ing|e)|left) (?:at least )?{_COUNT}(?: {_PEOPLE})? dead\b",
    r"\b(?P<n>double|triple|quadruple|quintuple)[- ](?:homicide|murder|killing|slaying|fatal)",
    rf"\b(?P<n>\d{{1,2}}|{_WORDS}) (?:(?:dead )?bodies|fatalities|deaths|homicide victims)\b",
    r"\b(?P<n>second|third|fourth|fifth|sixth) (?:person|victim|man|woman|teen\w*|child) (?:has |shot [\w ]{0,30})?"
    r"(?:died|dies)\b",
)
_INJURED: Final = _compile(
    rf"\b{_COUNT}(?: {_PEOPLE})?(?: (?:{_BE}|critically|seriously|severely|also))*"
    rf" (?:injured|wounded|hurt|hospitali[sz]ed|in (?:critical|serious|stable|fair|good|the hospital|hospital))\b",
    rf"\b(?:injur(?:es|ed|ing)|wound(?:s|ed|ing)|hurt(?:s|ing)?|hospitali[sz](?:es|ed|ing)|send(?:s|ing)|sent|lands?|puts?)"
    rf" (?:at least )?{_COUNT}\b(?!(?: {_PEOPLE})? (?:to|in) (?:jail|prison))",
    rf"\b(?:kill|dead|died|murder|fatal)[^.;]{{0,40}}?\b{_COUNT} (?:others?|more)\b",
    rf"\b(?:leav(?:es|ing|e)|left) (?:at least )?{_COUNT}(?: {_PEOPLE})? (?:injured|wounded|hurt|hospitali[sz]ed)\b",
    rf"\b{_COUNT}(?: {_PEOPLE})? (?:suffer(?:ed|ing)?|sustain(?:ed|ing)?|recover\w*|surviv\w+"
    rf"|(?:was|were) (?:taken|rushed|transported|airlifted|treated|flown) (?!into)|with (?:gunshot|non|minor|serious))",
)
# Those who were hit, whether they died or not.
_HIT: Final = _compile(
    rf"\b{_COUNT}(?: {_PEOPLE})?(?: {_BE})*(?: also)? (?:shot|hit|struck|stabbed|gunned down|grazed)\b"
    r"(?! and killed| to death| dead| at[.,;]| at (?:by|but|while)\b)",
    rf"\b(?:shot|shoots|shooting(?: of)?|stabb(?:ed|ing)|struck|hits?|hitting|striking|shootings? of) (?:at least )?{_COUNT}\b"
    rf"(?= {_PEOPLE}| in| at|[.,])",
    r"\b(?P<n>double|triple|quadruple|quintuple)[- ](?:shooting|stabbing)",
    rf"\b{_COUNT} (?:(?:shooting|gunshot|stabbing) )?victims\b",
)
_DEATH: Final = re.compile(
    r"\b(?:kill(?:s|ed|ing|ings)?|dead|dies|died|dying|deaths?|fatal(?:ly|ity)?|homicides?|murder(?:s|ed|ing)?|slain|slaying"
    r"|deceased|tak(?:es|ing|en) (?:the )?(?:life|lives)|manslaughter|autopsy|deadly|passed away|funeral|mourn\w*|vigil)\b",
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
_KILLER_DEAD: Final = re.compile(
    r"\b(?:suspect|gunman|shooter|attacker) (?:is|was|lay) (?:also |found |shot )*dead\b", re.IGNORECASE
)
_SUM: Final = re.compile(
    r"\b(?:weekend|overnight|\w+day(?: night)?) (?:shootings|violence)|across (?:the )?(?:city|country)"
    r"|throughout the city|citywide|separate (?:\w+ )?(?:shootings|attacks|incidents|crashes)"
    r"|(?:series|string|spate) of (?:\w+ )?(?:shootings|attacks)"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ )?(?:shootings|incidents)"
    r"|\bso far this (?:year|month)|\bsince (?:the beginning|the start|january|\w+day)",
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
    """Reads the headline, the sentences of the text that tell the account's event, and those that the text begins with."""
    found = Victims()
    shares = [0.0] * 4
    total = 0.0
    for sentence, weight, tells in _sentences(account):
        worth = weight * (SUMMED_UP if _SUM.search(sentence) else 1.0)
        plain = put_plainly(sentence)
        too = int(any(pattern.search(plain) for pattern in (_OWN_LIFE, _KILLER_DEAD)))
        for votes, patterns, more in (
            (found.killed, _KILLED, 0),
            (found.killed, _SLAIN, too),
            (found.injured, _INJURED, 0),
            (found.hit, _HIT, 0),
        ):
            if tells or votes is not found.killed:
                for number in _numbers(plain, patterns):
                    votes[number + more] = votes.get(number + more, 0.0) + worth
        if tells:
            total += weight
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


def _sentences(account: Account) -> Iterator[tuple[str, float, bool]]:
    """Each sentence with its weight, and whether it tells the event; one that opens the text tells of the hurt at most."""
    document = account.document
    if document.title:
        yield document.title, HEADLINE, True
    spots = [mention.trigger.start for mention in account.event.mentions]
    opening = OPENING
    for start, end in split_sentences(document.text):
        sentence = document.text[start:end]
        tells = any(start <= spot < end for spot in spots)
        if tells:
            yield sentence, 1.0, True
        if opening and len(sentence) >= LEAST and sentence.strip() != document.title:
            opening -= 1
            yield sentence, OPENED, False


def _numbers(sentence: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[int]:
    for pattern in patterns:
        for found in pattern.finditer(sentence):
            word = found["n"].lower()
            number = _NUMBERS[word] if word in _NUMBERS else int(word.replace(",", ""))
            if number <= MOST_COUNTED:
                yield number
