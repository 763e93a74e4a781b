"""find_incidents: the events of a dossier -> the incidents that deserve a template."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from dateline.evaluation.muc4 import _lexicon as lex
from dateline.evaluation.muc4._culprit import Body, find_bodies, find_culprits, merge_culprits
from dateline.evaluation.muc4._draft import Draft, Instrument, Thing, Victim
from dateline.evaluation.muc4._people import find_victims, merge_victims
from dateline.evaluation.muc4._phrase import extend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from dateline.evaluation.muc4._case import Words
    from dateline.model import Dossier, Event, Where

_SENTENCE: Final = re.compile(
    r"(?:[^.!?\n]|\.(?=\w|\s?,)|(?<=\b[A-Z])\.|(?<=Gen)\.|(?<=Col)\.|(?<=Dr)\.|(?<=Mr)\.)+[.!?]*[\"')\]]*"
)
_RECENT: Final = timedelta(days=62)  # "within two months of the date of the article"
_AFTERMATH: Final = 250  # letters after an incident in which its victims, or that there were none, are told
THING_REACH: Final = 150  # letters between a trigger and what was hit; 80 to 250 give the same within half a point
# Set on the first half of the development messages; the reader's surest half of the events (0.6) costs 3 points.
LEAST_CONFIDENCE: Final = 0.5


def find_incidents(dossier: Dossier, words: Words) -> tuple[Draft, ...]:
    """Violent acts that are told as done, recent and specific, each kind of one place and time once."""
    text = dossier.document.text
    sentences = [(match.start(), match.end()) for match in _SENTENCE.finditer(text) if match[0].strip()]
    places = frozenset(place.name.upper() for event in dossier.events for place in event.where)
    bodies = find_bodies(text)
    drafts: list[Draft] = []
    for event in dossier.events:
        draft = _draft(text, event, sentences, dossier, places, words, bodies)
        if draft:
            drafts.append(draft)
    return tuple(draft for draft in _merge(drafts) if _is_specific(draft))


def _draft(
    text: str,
    event: Event,
    sentences: Sequence[tuple[int, int]],
    dossier: Dossier,
    places: frozenset[str],
    words: Words,
    bodies: Sequence[Body],
) -> Draft | None:
    told = [s for s in sentences if any(s[0] <= mention.trigger.start < s[1] for mention in event.mentions)]
    said = " ".join(text[a:b] for a, b in told)
    kind = _kind(event, _triggers(event), said)
    if not told or not _is_relevant(event, kind) or _is_old(event, dossier.document.published):
        return None
    victims = find_victims(text, event, kidnapped=kind == "KIDNAPPING", places=places, words=words)
    culprits = find_culprits(text, event, told, bodies)
    things = () if kind == "KIDNAPPING" else merge_things((*_things(text, told, event), *_targets(text, event)))
    names = {victim.name.lower() for victim in victims if victim.name}
    culprits = tuple(c for c in culprits if not any(_is_of_name(c.phrase.lower(), name) for name in names))
    state = bool(culprits) and all(culprit.is_state for culprit in culprits)
    if state and not victims:
        return None
    if not things and not victims and kind != "KIDNAPPING":
        things = merge_things(_things(text, told, event, len(text)))
    if kind == "ATTACK" and victims:
        # Who is shot in a street, a car or a house is the target; the place is one only where it was hit too.
        things = tuple(thing for thing in things if thing.effect in ("DESTROYED", "SOME DAMAGE"))
    soldiers = victims and all(victim.kind in ("ACTIVE MILITARY", "LAW ENFORCEMENT") for victim in victims)
    if soldiers and not things:
        return None
    return Draft(
        kind=kind,
        stage="ATTEMPTED" if event.attempt else "ACCOMPLISHED",
        when=event.when,
        where=_finest(event.where),
        sentences=tuple(told),
        victims=victims,
        things=things,
        instruments=() if kind in ("KIDNAPPING", "ARSON") else _instruments(text, told, kind),
        culprits=culprits,
        nobody_hurt=bool(lex.NOBODY_HURT.search(text[told[0][0] : told[-1][1] + _AFTERMATH])),
    )


def _is_of_name(phrase: str, name: str) -> bool:
    return phrase in name or name in phrase or phrase.split()[-1:] == name.split()[-1:]


def _is_relevant(event: Event, kind: str) -> bool:
    """A violent act that is told as done; an explosion counts without a culprit, a bare clash does not."""
    if event.type not in ("ASSAULT", "INCIDENT") or event.confidence < LEAST_CONFIDENCE or event.realis != "actual":
        return False
    triggers = _triggers(event)
    if not lex.HARM.search(triggers) or (event.type == "INCIDENT" and kind != "BOMBING"):
        return False
    return len(event.mentions) > 1 or not lex.CLASH.fullmatch(triggers.split()[0])


def _is_old(event: Event, published: date | None) -> bool:
    return bool(event.when and published and event.when.latest < published - _RECENT)


def _triggers(event: Event) -> str:
    return " ".join(mention.trigger.text for mention in event.mentions)


def _kind(event: Event, triggers: str, said: str) -> str:
    if event.mode == "abduct" or lex.KIDNAPPING.search(triggers):
        return "KIDNAPPING"
    if lex.STOPPAGE.search(said):
        return "FORCED WORK STOPPAGE"
    if lex.ARSON.search(triggers) and not lex.BOMBING.search(triggers):
        return "ARSON"
    aerial = event.mode == "aerial" or lex.AERIAL.search(said)
    if (lex.BOMBING.search(triggers) or event.mode in ("explosives", "suicide-attack")) and not aerial:
        return "BOMBING"
    if lex.ROBBERY.search(triggers):
        return "ROBBERY"
    weapon = event.weapon.kind if event.weapon else ""
    return "BOMBING" if weapon in ("explosive", "car-bomb", "suicide-bomb") and not aerial else "ATTACK"


_LEVELS: Final = ("site", "neighbourhood", "city", "district", "province", "region", "country", "sea")


def _finest(places: Sequence[Where]) -> Where | None:
    known = [place for place in places if place.level in _LEVELS]
    return min(known, key=lambda place: _LEVELS.index(place.level), default=None)


def _things(text: str, told: Iterable[tuple[int, int]], event: Event, reach: int = THING_REACH) -> Iterable[Thing]:
    for start, end in told:
        said = text[start:end]
        if not lex.HARM.search(said):
            continue
        effect = (
            "NO DAMAGE" if lex.UNDAMAGED.search(said)
            else "DESTROYED" if lex.DESTROYED.search(said)
            else "SOME DAMAGE" if lex.DAMAGED.search(said)
            else ""
        )  # fmt: skip
        spent: list[tuple[int, int]] = []
        for kind, pattern in lex.THINGS:
            for match in pattern.finditer(text, start, end):
                if any(a < match.end() and match.start() < b for a, b in spent) or _is_weapon(text, match):
                    continue
                spent.append(match.span())
                phrase = extend(text, match.start(), match.end(), start)
                if any(a < phrase.end and phrase.start < b for a, b in spent[:-1]):
                    continue
                near = min(abs(match.start() - mention.trigger.start) for mention in event.mentions)
                if near > reach or lex.MILITARY_THING.search(phrase.text) or _is_aside(text, phrase.start):
                    continue
                spent[-1] = (phrase.start, phrase.end)
                yield Thing(phrase=phrase.text, kind=kind, number=phrase.number, effect=effect)


def _targets(text: str, event: Event) -> Iterator[Thing]:
    """The targets that the dossier gives, if they are things."""
    for party in event.targets:
        start, end = party.evidence.start, party.evidence.end
        for kind, pattern in lex.THINGS:
            heads = [match for match in pattern.finditer(text, start, end) if not _is_weapon(text, match)]
            if heads:
                phrase = extend(text, heads[-1].start(), heads[-1].end(), start)
                if not lex.MILITARY_THING.search(phrase.text):
                    yield Thing(phrase=phrase.text, kind=kind, number=phrase.number)
                break


_ASIDE: Final = re.compile(
    r"\b(?:to|toward|towards|from|by|left|leaving|leave|told|of)\s+(?:the|a|an|his|her|their|its)?\s*$", re.I
)


def _is_aside(text: str, start: int) -> bool:
    """Where somebody was going or coming from, or what speaks, is not what was hit."""
    return bool(_ASIDE.search(text[max(0, start - 20) : start]))


def _is_weapon(text: str, match: re.Match[str]) -> bool:
    """ "car" in "car bomb"; "bank" in "bank employee": a noun before another noun is no target of its own."""
    after = re.match(r"[\s-]+([\w'-]+)", text[match.end() : match.end() + 40])
    if not after:
        return False
    return bool(
        lex.INSTRUMENT_WORD.match(after[1])
        or lex.CLERGY_OR_PEOPLE.fullmatch(after[1])
        or any(pattern.fullmatch(after[1]) for _, pattern in lex.THINGS)
    )


def _instruments(text: str, told: Iterable[tuple[int, int]], kind: str) -> tuple[Instrument, ...]:
    found: list[Instrument] = []
    said = " ".join(text[a:b] for a, b in told)
    for start, end in told:
        spent: list[tuple[int, int]] = []
        for name, pattern in lex.INSTRUMENTS:
            for match in pattern.finditer(text, start, end):
                if not any(a < match.end() and match.start() < b for a, b in spent):
                    spent.append(match.span())
                    found.append(Instrument(phrase=match[0], kind=name))
    if not found:
        implied = (
            "MACHINE GUN" if lex.BURSTS.search(said) else "GUN" if lex.SHOTS.search(said) and kind == "ATTACK" else ""
        )
        implied = "BOMB" if kind == "BOMBING" and lex.BLASTS.search(said) else implied
        found += [Instrument(phrase="", kind=implied)] * bool(implied)
    return merge_instruments(found)


def merge_instruments(found: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """Each once; one and more of a kind ("bomb", "bombs") are one, and an implied kind gives way to a named one."""
    merged = {(i.kind, i.phrase.lower().rstrip("s")): i for i in found}
    named = tuple(i for i in merged.values() if i.phrase)
    return named or tuple(merged.values())


def merge_things(found: Iterable[Thing]) -> tuple[Thing, ...]:
    """Each once: the longer phrase for one whose words are all in another's."""
    merged: list[Thing] = []
    for thing in sorted(found, key=lambda t: (-len(t.phrase.split()), not t.effect)):
        words = {word.rstrip("s") for word in thing.phrase.lower().split()}
        if not any(words <= {word.rstrip("s") for word in other.phrase.lower().split()} for other in merged):
            merged.append(thing)
    return tuple(merged)


def _merge(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for those of one kind whose times and places do not contradict each other."""
    found: list[Draft] = []
    for draft in drafts:
        for place, other in enumerate(found):
            if _is_same(draft, other):
                found[place] = _join(other, draft)
                break
        else:
            found.append(draft)
    return found


def _is_same(a: Draft, b: Draft) -> bool:
    if a.kind == b.kind and (_names(a) & _names(b) or set(a.sentences) & set(b.sentences)):
        return True
    if a.kind != b.kind and "ATTACK" not in (a.kind, b.kind):
        return False
    if a.kind != b.kind and not set(a.sentences) & set(b.sentences):
        return False
    if a.where and b.where and a.where.name != b.where.name and "country" not in (a.where.level, b.where.level):
        return False
    if a.when and b.when and a.when.evidence and b.when.evidence:
        return a.when.earliest <= b.when.latest and b.when.earliest <= a.when.latest
    return True


def _names(draft: Draft) -> set[str]:
    return {victim.name for victim in draft.victims if victim.name}


def _join(a: Draft, b: Draft) -> Draft:
    when = a.when if a.when and (a.when.evidence or not b.when) else b.when
    where = a.where if a.where and (a.where.level != "country" or not b.where) else b.where
    return replace(
        a,
        kind=a.kind if a.kind != "ATTACK" else b.kind,
        when=when,
        where=where,
        sentences=tuple(dict.fromkeys((*a.sentences, *b.sentences))),
        victims=merge_victims((*a.victims, *b.victims)),
        things=merge_things((*a.things, *b.things)),
        instruments=merge_instruments((*a.instruments, *b.instruments)),
        culprits=merge_culprits((*a.culprits, *b.culprits)),
        nobody_hurt=a.nobody_hurt or b.nobody_hurt,
    )


def _is_specific(draft: Draft) -> bool:
    """Something is said of what was hit; of property alone, also who did it, unless it was bombed or told at length."""
    if draft.kind == "BOMBING":
        return bool(draft.things) or any(victim.effect for victim in draft.victims)
    if draft.victims and not draft.things and all(_is_everyone(victim) for victim in draft.victims):
        return False
    return bool(draft.victims) or bool(draft.things and (draft.culprits or len(draft.sentences) > 1))


def _is_everyone(victim: Victim) -> bool:
    """A people or a class of people, uncounted: whoever attacks "the civilian population" is accused in general."""
    return not victim.name and victim.number == "PLURAL" and bool(lex.EVERYONE.fullmatch(victim.description))
