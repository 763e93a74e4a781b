"""find_incidents: the events of a dossier -> the incidents that deserve a template."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from dateline.evaluation.muc4 import _lexicon as lex
from dateline.evaluation.muc4._draft import Draft, Instrument, Thing
from dateline.evaluation.muc4._people import find_culprits, find_victims, merge_victims
from dateline.evaluation.muc4._phrase import extend

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dateline.model import Dossier, Event, Where

_SENTENCE: Final = re.compile(
    r"(?:[^.!?\n]|\.(?=\w|\s?,)|(?<=\b[A-Z])\.|(?<=Gen)\.|(?<=Col)\.|(?<=Dr)\.|(?<=Mr)\.)+[.!?]*[\"')\]]*"
)
_RECENT: Final = timedelta(days=62)  # "within two months of the date of the article"
LEAST_CONFIDENCE: Final = 0.4  # set on the first half of the development messages


def find_incidents(dossier: Dossier) -> tuple[Draft, ...]:
    """Violent acts that are told as done, recent and specific, each kind of one place and time once."""
    text = dossier.document.text
    sentences = [(match.start(), match.end()) for match in _SENTENCE.finditer(text) if match[0].strip()]
    places = frozenset(place.name.upper() for event in dossier.events for place in event.where)
    drafts: list[Draft] = []
    for event in dossier.events:
        draft = _draft(text, event, sentences, dossier, places)
        if draft:
            drafts.append(draft)
    return tuple(draft for draft in _merge(drafts) if _is_specific(draft))


def _draft(
    text: str, event: Event, sentences: Sequence[tuple[int, int]], dossier: Dossier, places: frozenset[str]
) -> Draft | None:
    told = [s for s in sentences if any(s[0] <= mention.trigger.start < s[1] for mention in event.mentions)]
    said = " ".join(text[a:b] for a, b in told)
    kind = _kind(event, _triggers(event), said)
    if not told or not _is_relevant(event, kind) or _is_old(event, dossier.document.published):
        return None
    victims = find_victims(text, event, kidnapped=kind == "KIDNAPPING", places=places)
    culprits = find_culprits(text, event, near=said)
    things = () if kind == "KIDNAPPING" else tuple(_things(text, told))
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
        instruments=() if kind in ("KIDNAPPING", "ARSON") else tuple(_instruments(text, told, kind)),
        culprits=culprits,
        score=event.confidence,
    )


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
    aerial = event.mode == "aerial" or lex.AERIAL.search(said)
    if (lex.BOMBING.search(triggers) or event.mode in ("explosives", "suicide-attack")) and not aerial:
        return "BOMBING"
    if lex.ARSON.search(triggers) and not lex.BOMBING.search(said):
        return "ARSON"
    if lex.ROBBERY.search(triggers):
        return "ROBBERY"
    weapon = event.weapon.kind if event.weapon else ""
    return "BOMBING" if weapon in ("explosive", "car-bomb", "suicide-bomb") and not aerial else "ATTACK"


_LEVELS: Final = ("site", "neighbourhood", "city", "district", "province", "region", "country", "sea")


def _finest(places: Sequence[Where]) -> Where | None:
    known = [place for place in places if place.level in _LEVELS]
    return min(known, key=lambda place: _LEVELS.index(place.level), default=None)


def _things(text: str, told: Iterable[tuple[int, int]]) -> Iterable[Thing]:
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
                yield Thing(phrase=phrase.text, kind=kind, number=phrase.number, effect=effect)


def _is_weapon(text: str, match: re.Match[str]) -> bool:
    """ "car" in "car bomb"; "bank" in "bank employee": a noun before another noun is no target of its own."""
    after = re.match(r"[\s-]+([\w'-]+)", text[match.end() : match.end() + 40])
    return bool(after) and bool(lex.INSTRUMENT_WORD.match(after[1]) or lex.CLERGY_OR_PEOPLE.fullmatch(after[1]))


def _instruments(text: str, told: Iterable[tuple[int, int]], kind: str) -> Iterable[Instrument]:
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
    return {(i.kind, i.phrase.lower()): i for i in found}.values()


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
    if a.kind != b.kind and "ATTACK" not in (a.kind, b.kind):
        return False
    if a.kind != b.kind and not set(a.sentences) & set(b.sentences):
        return False
    if a.where and b.where and a.where.name != b.where.name and "country" not in (a.where.level, b.where.level):
        return False
    if a.when and b.when and a.when.evidence and b.when.evidence:
        return a.when.earliest <= b.when.latest and b.when.earliest <= a.when.latest
    return True


def _join(a: Draft, b: Draft) -> Draft:
    when = a.when if a.when and (a.when.evidence or not b.when) else b.when
    where = a.where if a.where and (a.where.level != "country" or not b.where) else b.where
    things = {thing.phrase.lower(): thing for thing in (*b.things, *a.things)}
    instruments = {(i.kind, i.phrase.lower()): i for i in (*a.instruments, *b.instruments)}
    named = [i for i in instruments.values() if i.phrase]
    return replace(
        a,
        kind=a.kind if a.kind != "ATTACK" else b.kind,
        when=when,
        where=where,
        sentences=tuple(dict.fromkeys((*a.sentences, *b.sentences))),
        victims=merge_victims((*a.victims, *b.victims)),
        things=tuple(things.values()),
        instruments=tuple(named or instruments.values()),
        culprits=tuple(dict.fromkeys((*a.culprits, *b.culprits))),
        score=max(a.score, b.score),
    )


def _is_specific(draft: Draft) -> bool:
    """Something is said of what was hit, or it is a bombing at a known place."""
    return bool(draft.victims or draft.things or (draft.kind == "BOMBING" and draft.instruments and draft.where))
