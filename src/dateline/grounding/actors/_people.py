"""The people that a text names in full, with what it says of them, and the surname by which it names them again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateline.grounding.actors._page import Page
from dateline.grounding.actors._phrase import CUTS, read_phrase, source_of_sector
from dateline.grounding.actors._record import Actor
from dateline.grounding.actors._words import word_set

PARTICLES = word_set("al el bin ibn abu de da dos del der den di la le van von und ul ur ter ben af y e")
_MAX_NAME = 6
# How far before and after a name its title is looked for, in words.
_TITLE_REACH = 8
_BREAKS = CUTS - {"of", "and", "or"}
# What a text may say of a politician of the registry against the registry; "a lawyer" or "a father" says nothing.
_OFFICE_SECTORS = frozenset(("GOV", "MIL", "LEG", "JUD", "OPP", "PTY", "IGO", "COP", "SPY"))
# Who is born to an office belongs to the state before it.
_ROYAL = word_set("King Queen Emir Sultan Emperor Prince Crown Grand Duke")
_DETERMINERS = word_set("a an the its his her their our this that one")
# Capitalised words that begin a sentence or a headline but no name.
_NOT_NAMES = word_set(
    "the a an in on at by for from with but and or if when while after before as it he she they we i you his her "
    "their our its this that these those there here what who how why where since until so yet not no some many "
    "most all both each every other another one two three four five six seven eight nine ten more also then now "
    "according despite during under over about only even still however meanwhile earlier later yesterday today "
    "tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december of to is was are were has have had will would could can should mr "
    "mrs ms north south east west northern southern eastern western central new great saint"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of a text. `sector`, `source` and `country` are "" where the text does not tell."""

    name: str
    actor_id: str | None
    sector: str
    source: str
    country: str


def name_run(page: Page, first: int, last: int) -> tuple[int, int] | None:
    """The personal name that ends the tokens `first`..`last`: its tokens, None where they end in no name.

    A name is a run of capitalised words (with particles) that is neither a known body or place nor a common noun.
    """
    start = last
    i = last - 1
    while i >= first and last - i <= _MAX_NAME:
        word = page.lower[i]
        if word in PARTICLES and start < last and (page.capital[i] or i > first or word in ("al", "el", "abu", "bin")):
            i -= 1
            if i + 1 == first or page.tokens.words[i + 1] in ("al", "el", "abu"):
                start = i + 1
            continue
        if not _is_name_word(page, i, only=start == last):
            break
        start = i
        i -= 1
    if start == last:
        return None
    return start, last


def _is_name_word(page: Page, i: int, *, only: bool) -> bool:
    if not page.capital[i] or not page.tokens.words[i][0].isalpha() or page.lower[i] in _NOT_NAMES:
        return False
    named = page.named_of[i]
    if named is not None and named.actor.kind != "person":
        # A known place or people's name inside a person's ("Paris Hilton", "Jack London") is left to the context.
        return False
    noun = page.word_of[i]
    if noun is None or named is not None:
        return True
    # "Judge" is a title and "King" or "Christian" may be a name: such a word is a part of a name only between two words
    # of it, or as its last one.
    if noun.last - noun.first > 1 or i == 0 or not page.capital[i - 1] or page.word_of[i - 1] is not None:
        return False
    if page.lower[i - 1] in _NOT_NAMES or not page.tokens.words[i - 1][0].isalpha():
        return False
    follows = i + 1 < len(page.lower) and page.capital[i + 1] and page.word_of[i + 1] is None
    return not follows if "title" in noun.word.use and only else follows and "title" not in noun.word.use


def find_people(page: Page, *, published: date | None = None) -> dict[str, Person]:
    """Every person whom the text names in full, by full name, first name and surname; of a shared one the first."""
    found: dict[str, Person] = {}
    seen: dict[str, list[Person]] = {}
    for first, last in _runs(page):
        name = page.words(first, last)
        person = read_person(page, first, last, published=published)
        seen.setdefault(name, []).append(person)
    for name, persons in seen.items():
        best = Person(
            name=next((p.name for p in persons if p.actor_id), name),
            actor_id=next((p.actor_id for p in persons if p.actor_id), None),
            sector=next((p.sector for p in persons if p.sector), ""),
            source=next((p.source for p in persons if p.source), ""),
            country=next((p.country for p in persons if p.country), ""),
        )
        found[name] = best
        parts = name.replace("-", " ").split()
        found.setdefault(parts[-1], best)
        found.setdefault(parts[0], best)
    return found


def read_person(page: Page, first: int, last: int, *, published: date | None = None) -> Person:
    """The person named by the tokens `first`..`last`, with sector and country from the titles around the name."""
    named = page.named_of[last - 1]
    if named is not None and (named.actor.kind != "person" or named.last != last):
        named = None
    sector = source = country = ""
    for begin, end in (*_titles_before(page, first), *_titles_after(page, last)):
        phrase = read_phrase(page, begin, end)
        if (
            phrase.word is None
            or not set(phrase.word.use) & {"title", "inherit", "people"}
            or "plain-title" in phrase.word.use
        ):
            if phrase.country and not country and begin >= last - 1 and phrase.word is not None:
                country = phrase.country
            continue
        sector = sector or phrase.sector
        source = source or phrase.source
        country = country or phrase.country
    outlet = page.named_of[first - 2] if first > 1 and page.lower[first - 1] == "'s" else None
    if outlet is not None and outlet.actor.kind == "media":  # "the BBC's Jane Doe"
        sector, source, country = sector or "JRN", "media", country or outlet.actor.country
    if named is not None:
        actor = named.actor
        known = sector_at(actor, published)
        if sector not in _OFFICE_SECTORS or (known != "GOV" and actor.sector != "GOV"):
            sector = known  # what the registry says of a general or rebel holds against "chief" and "leader"
        return Person(
            name=actor.name,
            actor_id=actor.id,
            sector=sector or known,
            source=source or source_of_sector(known),
            country=actor.country,
        )
    return Person(name=page.words(first, last), actor_id=None, sector=sector, source=source, country=country)


def sector_at(person: Actor, published: date | None) -> str:
    """The sector of a politician of the registry at a time: before the first office that is known, a party's."""
    begun = [o.since for o in person.offices]
    royal = any(o.title.split(" ")[0] in _ROYAL for o in person.offices)
    if person.sector != "GOV" or published is None or royal or not begun or not all(begun):
        return person.sector
    return "PTY" if min(begun)[:4] > str(published.year) else "GOV"


def _runs(page: Page) -> Iterable[tuple[int, int]]:
    """The full names of a text: runs of two to six capitalised words that are no common noun, body or place."""
    i, size = 0, len(page.lower)
    while i < size:
        named = page.named_of[i]
        if named is not None and named.actor.kind == "person":
            if named.last - named.first > 1:
                yield named.first, named.last
            i = named.last
            continue
        if not _is_name_word(page, i, only=False):
            i += 1
            continue
        first = i
        i += 1
        while i < size and i - first < _MAX_NAME:
            if (_is_name_word(page, i, only=True) and page.named_of[i] is None) or (
                page.lower[i] in PARTICLES and i + 1 < size and _is_name_word(page, i + 1, only=True)
            ):
                i += 1
            else:
                break
        if i - first >= 2:
            yield first, i


def _titles_before(page: Page, first: int) -> Iterable[tuple[int, int]]:
    """Stretches before a name that may hold its title: those that touch it, or that end at a comma before it."""
    end = first
    if end and page.lower[end - 1] == ",":
        end -= 1
    begin = end
    while begin > 0 and end - begin < _TITLE_REACH:
        word = page.lower[begin - 1]
        if not (word[0].isalnum() or word == "'s") or word in (
            "and",
            "said",
            "that",
            "told",
            "by",
            "when",
            "as",
            "but",
        ):
            break
        begin -= 1
        if word in _DETERMINERS:
            break
    if begin < end and (noun := page.word_of[end - 1]) is not None and noun.last == end:
        begin = next((i + 1 for i in range(end - 1, begin - 1, -1) if page.lower[i] in _BREAKS), begin)
        yield begin, end


def _titles_after(page: Page, last: int) -> Iterable[tuple[int, int]]:
    """The apposition after a name: ", a former judge", ", director of the Museum"."""
    size = len(page.lower)
    if last + 1 >= size or page.lower[last] != ",":
        return
    begin = last + 1
    if page.lower[begin].isdigit() and begin + 2 < size and page.lower[begin + 1] == ",":
        begin += 2  # the age
    end = begin
    while end < size and end - begin < 2 * _TITLE_REACH and (page.lower[end][0].isalnum() or page.lower[end] == "'s"):
        end += 1
    if end > begin and (page.lower[begin] in _DETERMINERS or page.word_of[begin] is not None or page.named_of[begin]):
        yield begin, end
