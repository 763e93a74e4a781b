"""put_plainly: a sentence with its people as plain counts: without ages and asides, lists added up."""

from __future__ import annotations

import re
from typing import Final

NUMBER_WORDS: Final = {
    word: number
    for number, word in enumerate(
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
            " eighteen nineteen twenty"
        ).split(),
        start=1,
    )
}
PERSON: Final = (
    r"(?:people|persons?|men|man|wom[ae]n|boys?|girls?|teens?|teenagers?|child(?:ren)?|kids?|toddlers?|infants?|bab(?:y|ies)"
    r"|students?|victims?|adults?|males?|females?|youths?|bystanders?|officers?|deput(?:y|ies)|troopers?|residents?"
    r"|individuals?|juveniles?|brothers?|sisters?|sons?|daughters?|mother|father|wife|husband|girlfriend|boyfriend|friends?"
    r"|cousins?|uncle|aunt|grandmother|grandfather|neighbou?rs?|employees?|workers?|soldiers?|civilians?)"
)
MOST_ADDED: Final = 60  # a list that comes to more is none of single victims
_ANY: Final = "|".join(NUMBER_WORDS)
_AGE: Final = re.compile(
    r"\b(?:\d{1,2}|[a-z]+(?:-[a-z]+)?)[-– ](?:year|month|week|day)s?[-– ]old(?P<many>s?)\b|\b\d{1,2}[- ]?(?:y/o|yo)\b",
    re.IGNORECASE,
)
# Whose words between commas tell who somebody is, and how old: "Five people, including a girl, were shot".
_ASIDE: Final = re.compile(
    r",\s+age[sd]?(?: \d{1,2},?(?: and)?)+,|,\s+(?:including|among them|aged?|ages|all|both|most|who|whose|one of whom)\b"
    r"[^,.;]{1,80},|,\s*\d{1,2},|\([^()]{1,60}\)|,\s+(?:an? |two |three )?[^,.;]{0,30}?(?:\d{1,2}-year-olds?|aged? \d{1,2})"
    r"[^,.;]{0,30},"
)
_OWN_AGE: Final = re.compile(r"(?<=[a-z]), \d{1,2}(?=,| and | was | were )")
_AGED: Final = re.compile(
    rf"(?:\b(?P<count>an?|the|his|her|their|another|{_ANY})\s+)?@(?P<many>s?)@(?P<noun>(?:\s+[a-z]+){{0,2}}?\s+{PERSON}\b)?",
    re.IGNORECASE,
)
_ONE: Final = (
    rf"(?:\d{{1,2}}|{_ANY}|an?|another|his|her|their)\s+"
    rf"(?:(?!and\b|was\b|were\b|who\b|has\b|is\b|shot\b|kill)[a-z’'-]+\s+){{0,3}}?{PERSON}(?!\w)"
)
_LIST: Final = re.compile(rf"\b{_ONE}(?:(?:,\s+|,?\s+and\s+|\s+&\s+){_ONE})+", re.IGNORECASE)
_ITEM: Final = re.compile(
    rf"\b(?P<count>\d{{1,2}}|{_ANY}|an?|another|his|her|their)\s+(?:(?!and\b)[a-z’'-]+\s+){{0,3}}?{PERSON}(?!\w)",
    re.IGNORECASE,
)


def put_plainly(sentence: str) -> str:
    """ "A 9-year-old boy and two women, both of Leeds, were shot" becomes "3 people were shot"."""
    plain = _OWN_AGE.sub("", _ASIDE.sub(" ", sentence))
    plain = _AGED.sub(_without_age, _AGE.sub(lambda age: "@s@" if age["many"] else "@@", plain))
    return _LIST.sub(_add_up, " ".join(plain.replace("@s@", "persons").replace("@@", "person").split()))


def _without_age(found: re.Match[str]) -> str:
    count = found["count"] or ("" if found["many"] else "a")
    noun = found["noun"] or (" persons" if found["many"] else " person")
    return f"{count}{noun}" if count else noun.strip()


def _add_up(found: re.Match[str]) -> str:
    total = 0
    for item in _ITEM.finditer(found.group()):
        word = item["count"].lower()
        total += int(word) if word.isdigit() else NUMBER_WORDS.get(word, 1)
    return f"{total} people" if 1 < total < MOST_ADDED else found.group()
