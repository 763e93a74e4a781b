"""find_names: names of people, streets and places in a text, and the ages that it gives, by their form alone."""

from __future__ import annotations

import re
from typing import Final

from dateline.linking._word import fold, weigh

# A run of capitalised words, with a middle initial or a particle inside.
_NAME: Final = re.compile(
    r"\b[A-Z][\w’'-]+(?:[ \t]+(?:[A-Z]\.|de|da|del|van|von|al|bin|la|[\"“][A-Z]\w+[\"”]|[A-Z][\w’'-]+\.?)){1,4}"
)
_AGE_AFTER: Final = re.compile(r"[A-Z][\w’'-]+(?: Jr\.?| Sr\.?)?,\s+(\d{1,2})(?=[,.;]|\s+(?:and|of|was|were|is)\b)")
_AGE_BEFORE: Final = re.compile(r"\b(\d{1,2})[- ]years?[- ]olds?\b", re.IGNORECASE)
# Words that begin a sentence, name an office, a day or a body: they do not make a name of a person.
_NOT_PERSONAL: Final = frozenset(
    """the a an and or of in on at for to by with from this that these those he she they it we his her their its
    police sheriff county city state department office officer officers sgt lt capt detective deputy chief court judge
    district attorney hospital center centre medical school university high street avenue road drive boulevard lane
    highway park north south east west new news monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december associated press photo image video updated posted
    published share facebook twitter email copyright rights reserved read more related story breaking channel fox nbc abc
    cbs cnn ap reuters afp president minister prime king queen party army national united states american islamic club bar
    church apartments bureau investigation federal general security council union republic government""".split()
)
_LOOSE: Final = frozenset(
    "the a an and or of in on at for to by with from this that he she they it we but after".split()
)


def find_names(text: str, *, most: int) -> tuple[str, ...]:
    """The names of two words and more, folded: those told most often first, then in order of the text."""
    counts: dict[str, int] = {}
    for found in _NAME.finditer(text):
        words = fold(found.group()).split()
        while words and words[0] in _LOOSE:
            del words[0]
        words = [word for word in words if len(word) > 1 or not word.isalpha()]
        if len(words) > 1 and sum(map(weigh, words)) >= _LEAST_NAME:
            name = " ".join(words)
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: -counts[name])[:most])


def find_ages(text: str) -> tuple[int, ...]:
    """The ages in years that a text gives to people, each once, rising."""
    found = {int(match[1]) for pattern in (_AGE_AFTER, _AGE_BEFORE) for match in pattern.finditer(text)}
    return tuple(sorted(found))


def looks_personal(name: str) -> bool:
    """Whether a folded name could be a person's: two to four words, none a day, an office or a body."""
    words = name.split()
    return 2 <= len(words) <= 4 and not any(word in _NOT_PERSONAL or word.isdigit() for word in words)


_LEAST_NAME: Final = 6.0  # together the words of a name stand in fewer than one text of four hundred
