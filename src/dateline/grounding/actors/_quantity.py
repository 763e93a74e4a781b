"""Where the thing begins in a phrase that counts it: "at least 20 of the" | "protesters"."""

from __future__ import annotations

from dateline.grounding.actors._page import NAME, Page
from dateline.grounding.actors._words import word_set

_ARTICLES = word_set("the a an this that these those its his her their our my your")
_QUANTITIES = word_set(
    "some many several few various numerous all both other others' another any no every each most around nearly almost "
    "over about approximately at least up to more than fewer less as dozens scores hundreds thousands tens million "
    "millions hundred thousand dozen one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety half first "
    "second couple handful number of group crowd further additional estimated"
)
# Words of quantity that need "of" after them to be one ("a group of men", but "a group").
_COUNTED = word_set("dozens scores hundreds thousands tens millions couple handful number group crowd half")


def strip_quantity(page: Page, first: int, last: int) -> int:
    """The first token after article and number ("at least 20 of the", "dozens of"), never past the last one."""
    i = first
    while i < last - 1:
        word = page.lower[i]
        named = page.named_of[i]
        if named is not None and named.first == i and named.form == NAME:
            break
        noun = page.word_of[i]
        if noun is not None and noun.first == i and noun.last - i > 1:
            break
        if word[0].isdigit() and page.lower[i + 1 : i + 3] == ("year", "old") and i + 3 < last:
            i += 3
        elif word in _ARTICLES or word[0].isdigit() or word in "\"'\u201c\u201d\u2018\u2019,-\u2013\u2014(":
            i += 1
        elif word in _COUNTED:
            if page.lower[i + 1] != "of":
                break
            i += 2
        elif word in _QUANTITIES and not (word == "of" and i == first):
            i += 1
        else:
            break
    return i if i < last else first
