"""A noun phrase of a document -> Party: who is meant, of which country and sector."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dateline.grounding.actors._compile import FORMS
from dateline.grounding.actors._context import PartyContext, build_context
from dateline.grounding.actors._page import CAPITAL, DEMONYM, NAME, SEAT, Named, Page
from dateline.grounding.actors._people import Person, name_run, read_person
from dateline.grounding.actors._phrase import CUTS, Phrase, find_cut, read_phrase
from dateline.grounding.actors._quantity import strip_quantity
from dateline.grounding.actors._record import STATE_BODIES
from dateline.grounding.actors._words import word_set
from dateline.model import Evidence, Party

_LINKING = word_set("of for in from at to and or with the")
_CALLED = frozenset(("named", "called"))
_FUNCTION = word_set("he she it they we i you him them us who which that this")
# Behind these a word of nationality is somebody, and no adjective.
_VERBS = word_set(
    "said says told tells will would can could may might must should did does do then went came also died dies "
    "shot fled won lost took made goes gets got left fell stood sat ran put"
)
# Of these the country is never taken from the text around: unknown gunmen, refugees and organisations may be of any.
# On the coded articles it is right for four in ten of them or fewer.
_NO_COUNTRY = frozenset(("IGO", "UAF", "REF", "NGO"))
# Private persons and words that say nothing take it only where the text is plainly of one country. Between 0.6 and 0.75
# the share of right countries on the coded articles is the same.
_ANYONE = frozenset(("CVL", "UNK", ""))
_SURE_COUNTRY = 0.65
# Persons of whom nothing is told are most often private persons.
_UNTOLD_PERSON = "CVL"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    name: str
    actor_id: str | None = None
    country: str = ""
    sector: str = ""
    international: bool = False
    local: bool = False
    confidence: float = 0.5


def ground_party(text: str, start: int, end: int, *, published: date | None, context: PartyContext) -> Party:
    """The party that text[start:end] stands for; ValueError for a stretch outside the text or an empty one.

    `name` is the registry's or the person's full name, otherwise the phrase without article, number and clause.
    `country` is that of the actor, of a word in the phrase, or the one that the text around makes clear, else "".
    `confidence` says how firm the ground is: 0.95 a name of the registry, 0.85 one with support or a titled person,
    0.7 a common noun, 0.4 words that the tables do not know.
    """
    evidence = Evidence.of(text, start, end)
    if context.text is not text and context.text != text:
        context = build_context(text, published=published, registry=context.page.registry)
    page = context.page
    first, last = page.span(start, end)
    if first >= last:
        return Party(
            name=evidence.quote.strip(), actor_id=None, country="", sector="UNK", evidence=evidence, confidence=0.0
        )
    answer = _answer(page, context, first, last)
    country = answer.country
    confidence = answer.confidence
    if not country and not answer.international and answer.sector not in _NO_COUNTRY:
        country, share = context.country_at(start)
        if answer.sector in _ANYONE and not answer.local and share < _SURE_COUNTRY:
            country = ""
        confidence = min(confidence, 0.4 + share / 2) if country else confidence
    return Party(
        name=answer.name or evidence.quote.strip(),
        actor_id=answer.actor_id,
        country=country,
        sector=answer.sector or "UNK",
        evidence=evidence,
        confidence=round(confidence, 3),
    )


def _answer(page: Page, context: PartyContext, first: int, last: int) -> _Answer:
    first = strip_quantity(page, first, last)
    comma = next((i for i in range(first + 1, last) if page.lower[i] in ",(;:\u2013\u2014"), last)
    named = _whole(page, first, last)
    if named is None and comma < last:
        named = _whole(page, first, comma)
    if named is not None and named.actor.kind != "person":
        apposed = _apposed(page, context, first, comma, last) if named.last == comma < last else None
        if apposed is not None and named.actor.sector == "IGO":
            return replace(apposed, sector="IGO", country="", international=True)
        return apposed or _of_actor(page, named)
    if (short := _acronym(page, context, first, last)) is not None:
        return short
    person = _person(page, context, first, comma)
    if person is None and (called := next((i for i in range(first, comma - 1) if page.lower[i] in _CALLED), 0)):
        person = _person(page, context, called + 1, comma)  # "a fruit seller named John Doe"
    if person is None:
        # "the Attorney General for Massachusetts Jane Doe": the name ends the phrase, the title begins it
        cut = find_cut(page, first, comma)
        title = page.word_of[cut - 1]
        if cut < comma and title is not None and "title" in title.word.use:
            run = name_run(page, cut, comma)
            if run is not None and run[1] - run[0] > 1 and page.lower[run[0] - 1] not in _LINKING:
                told = read_phrase(page, first, comma)
                person = _Answer(name=page.words(*run), country=told.country, sector=told.sector, confidence=0.75)
    if person is None and comma < last:
        person = _apposed(page, context, first, comma, last)
        if person is not None and not person.sector:
            lead = read_phrase(page, first, comma)
            person = replace(person, country=person.country or lead.country, sector=lead.sector)
    if person is not None:
        return person if person.sector else replace(person, sector=_UNTOLD_PERSON, confidence=0.5)
    return _of_phrase(page, first, read_phrase(page, first, last))


def _apposed(page: Page, context: PartyContext, first: int, comma: int, last: int) -> _Answer | None:
    """The person named after the comma of "the president of Y, Jane Doe" or "his brother, John"; None for others."""
    if comma + 1 >= last:
        return None
    title = page.word_of[comma - 1] or page.word_of[find_cut(page, first, comma) - 1]
    if title is None or not {"title", "inherit", "people"} & set(title.word.use):
        return None
    begin = strip_quantity(page, comma + 1, last)
    stop = next((i for i in range(begin + 1, last) if page.lower[i] in ",(;:"), last)
    return _person(page, context, begin, stop, titled=True)


def _whole(page: Page, first: int, last: int) -> Named | None:
    """The actor that all of the tokens name, apart from demonyms ("American" is no state)."""
    named = page.named_of[first]
    if named is not None and named.last > last:
        return _clipped(page, first, last)  # of "US Senate" only "US" was asked for
    if named is None or named.first < first or named.last < last:
        if (
            named is not None
            and named.last < last
            and page.lower[named.last] in ("'s", "'", "\u2019")
            and named.last + 1 == last
        ):
            return None if named.form == DEMONYM else named
        return None
    return None if named.form == DEMONYM else named


def _clipped(page: Page, first: int, last: int) -> Named | None:
    """The state or organisation that the tokens name on their own, inside a longer name."""
    for packed in page.registry.names.get(" ".join(page.tokens.words[first:last]), ()):
        actor = page.registry.actors[packed // FORMS]
        if packed % FORMS == NAME and actor.kind in ("state", "territory", "organisation", "group", "media"):
            return Named(first, last, actor, NAME)
    return None


def _of_actor(page: Page, named: Named) -> _Answer:
    actor = named.actor
    # Bodies of a state are named as the text names them: "Pentagon", "Iraqi parliament".
    keeps = named.form in (CAPITAL, SEAT) or actor.kind in STATE_BODIES
    return _Answer(
        name=page.words(named.first, named.last) if keeps else actor.name,
        actor_id=actor.id,
        country=actor.country,
        sector=actor.sector,
        international=not actor.country,
        confidence=0.95 if named.form == NAME else 0.85,
    )


def _acronym(page: Page, context: PartyContext, first: int, last: int) -> _Answer | None:
    if last - first != 1 or not context.acronyms:
        return None
    meaning = context.acronyms.get(page.words(first, last))
    if meaning is None:
        return None
    at = page.text.find(meaning)
    if at < 0:
        return _Answer(name=meaning)
    long_first, long_last = page.span(at, at + len(meaning))
    found = _whole(page, long_first, long_last)
    if found is not None:
        return _of_actor(page, found)
    return _of_phrase(page, long_first, read_phrase(page, long_first, long_last))


def _person(page: Page, context: PartyContext, first: int, last: int, *, titled: bool = False) -> _Answer | None:
    """The person whom the tokens name at the end of their first part, with titles before it or without."""
    cut = find_cut(page, first, last)
    known = page.named_of[cut - 1]
    if known is not None and known.actor.kind == "person" and known.first >= first and known.last == cut:
        person = read_person(page, known.first, known.last, published=context.published)
        told = context.people.get(page.words(known.first, known.last)) or context.people.get(known.actor.name)
        return _of_person(person, told, 0.95 if known.form == NAME else 0.85)
    run = name_run(page, first, cut)
    if run is None:
        return None
    name = page.words(*run)
    if run[1] - run[0] == 1:
        told = context.people.get(name) or context.people.get(page.tokens.words[run[0]])
        before = page.word_of[run[0] - 1] if run[0] > first else None
        titled = titled or (before is not None and "title" in before.word.use)
        if told is None and not titled:
            return None
        return _of_person(read_person(page, *run), told, 0.75)
    before = run[0] - 1
    if (
        before >= first
        and page.word_of[before] is None
        and page.named_of[before] is None
        and page.lower[before] != "'s"
    ):
        return None
    return _of_person(read_person(page, *run), context.people.get(name), 0.75)


def _of_person(here: Person, told: Person | None, confidence: float) -> _Answer:
    if told is None:
        told = here
    sector = (told.sector if here.actor_id and told.sector else here.sector) or told.sector
    return _Answer(
        name=told.name if told.actor_id or not here.actor_id else here.name,
        actor_id=here.actor_id or told.actor_id,
        sector=sector,
        country="" if sector == "IGO" else here.country or told.country,
        # the registry knows whom no state claims, such as the head of a movement of many lands
        international=sector == "IGO" or bool(here.actor_id and not here.country),
        confidence=confidence,
    )


def _of_phrase(page: Page, first: int, phrase: Phrase) -> _Answer:
    name = _clean(page, first, phrase)
    if phrase.named is not None:
        # "Harun's Navy", "treacherous Ruritania": the actor is what the phrase is about
        return _of_actor(page, phrase.named)
    if phrase.word is None:
        demonym = page.named_of[phrase.core_last - 1]
        if demonym is not None and demonym.form == DEMONYM:
            if _is_adjective(page, phrase):
                return _of_actor(page, demonym)  # "a Ruritanian drone strike" is the state's
            return _Answer(name=name, country=demonym.actor.country, sector="CVL", confidence=0.7)
        return _Answer(
            name=name, country=phrase.country, sector=phrase.sector, international=phrase.international, confidence=0.4
        )
    group = page.named_of[phrase.core_last - 2] if phrase.core_last > phrase.core_first + 1 else None
    if group is not None and group.actor.kind == "group" and phrase.sector == group.actor.sector == "REB":
        return _of_actor(page, group)  # "Taliban fighters"
    return _Answer(
        name=name,
        actor_id=_state_body(page, phrase),
        country=phrase.country,
        sector=phrase.sector,
        international=phrase.international,
        local="local" in phrase.word.use,
        confidence=0.7,
    )


def _is_adjective(page: Page, phrase: Phrase) -> bool:
    """Whether the phrase is one word and stands before the noun that it belongs to: "Ruritanian" in "Ruritanian raids"."""
    after = phrase.core_last
    if after - phrase.core_first != 1 or after >= len(page.lower):
        return False
    tokens, word = page.tokens, page.lower[after]
    beside = page.text[tokens.ends[after - 1] : tokens.starts[after]] == " " and not page.capital[after]
    return beside and word.isalpha() and word not in CUTS and word not in _VERBS and not word.endswith("ed")


def _state_body(page: Page, phrase: Phrase) -> str | None:
    """The registry's id of "the Libyan authorities": the body of the state that the phrase names, where it has one."""
    if phrase.word is None or not phrase.word.state_body or not phrase.country:
        return None
    if page.word_of[phrase.core_last - 1] is None:
        return None  # "State-run Northern Railways": the noun only begins another name
    state = page.registry.states.get(phrase.country)
    if state is None:
        return None
    for tail in ("army", "military") if phrase.word.state_body == "army" else (phrase.word.state_body,):
        if page.registry.get(f"{state}-{tail}") is not None:
            return f"{state}-{tail}"
    return None


def _clean(page: Page, first: int, phrase: Phrase) -> str:
    """The phrase without what comes before it and without its clause; "of" and "for" phrases are part of a name."""
    last = phrase.core_last
    if last < phrase.last and page.lower[last] in ("of", "for"):
        last = find_cut(page, last + 1, phrase.last) if last + 1 < phrase.last else last
    owner, noun = page.named_of[phrase.core_first - 2] if phrase.core_first > first + 1 else None, page.word_of[first]
    if owner is not None and owner.actor.kind == "person" and noun is not None and "title" in noun.word.use:
        first = owner.first  # "President Assad's regime" is "Assad's regime"
    name = page.words(first, last)
    return name.strip(" ,;:-\u2013\u2014\"'\u201c\u201d\u2018\u2019") or page.words(first, phrase.last)
