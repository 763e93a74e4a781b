"""settle_town: the town that the accounts of one event bear out best."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING, Final

from dateline.linking._value import Settled
from dateline.linking._word import fold, sentences_around
from dateline.model import SegmentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.model import Account, EventRef, Where

# What speaks for a town, each sign a mean over the accounts: a choice among the names of an event, fitted on the training part.
SIGNS: Final[Mapping[str, float]] = {
    "own town": 0.34, "own site": 0.23, "other town": 0.33, "other site": 0.01, "dateline": 1.36, "police": 1.97,
    "told": 1.38, "headline": -0.05, "lead": 0.81, "land": -2.17, "street": -1.86, "county": -0.25, "gazetteer": 2.31,
    "not a town": -0.66, "first": 0.42, "with land": 1.08, "beside act": 1.04,
    "inside a name": -2.05, "part of a town": -0.62, "on the way": -1.06,
}  # fmt: skip
_READ: Final = 4000  # characters: the town of the news is named early
_LEAD: Final = 400
_FORCE: Final = re.compile(r"\b((?:[A-Z][\w’'.-]+ ){1,3})(?:[Pp]olice|PD\b|[Ff]ire [Dd]ep)")
_WITH_LAND: Final = re.compile(r"([A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*), (?=([A-Z][\w.]+(?: [A-Z]\w+)?))")
_LEAD_WORD: Final = re.compile(r"^(?:The|In|At|A|An|On|And|By|From) ")
_NO_TOWN: Final = frozenset(
    """street st avenue ave road rd drive dr boulevard blvd lane ln way court place highway route hospital center centre
    county school university college church park apartments club bar side district block north south east west northwest
    northeast southwest southeast""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A place name that stands in a text, as a gazetteer knows it; `start` is its offset."""

    name: str
    level: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPlaces:
    """What else a text says of places: those of its other events, and the names that a gazetteer finds in it."""

    places: tuple[Where, ...] = ()
    names: tuple[PlaceName, ...] = ()


def settle_town(accounts: Sequence[Account], *, beside: Mapping[str, TextPlaces] | None = None) -> Settled | None:
    """The town that the accounts bear out best; None where none names any.

    `beside` are the places of each text by its revision: a report often names the town with another event, or in none.
    """
    beside = beside or {}
    totals: dict[str, float] = defaultdict(float)
    names: dict[str, str] = {}
    givers: dict[str, list[EventRef]] = defaultdict(list)
    for account in accounts:
        for name, signs in read_towns(account, beside.get(account.ref.revision, TextPlaces())).items():
            key = fold(name)
            names.setdefault(key, name)
            totals[key] += sum(SIGNS[sign] * value for sign, value in signs.items()) / len(accounts)
            givers[key].append(account.ref)
    if not totals:
        return None
    best = max(sorted(totals), key=lambda key: totals[key])
    share = len(givers[best]) / len(accounts)
    return Settled(value=names[best], share=share, accounts=tuple(givers[best]))


def read_towns(account: Account, beside: TextPlaces) -> dict[str, dict[str, float]]:
    """Each name that could be the event's town, in its first spelling, and the signs that speak for or against it."""
    document = account.document
    text, title = document.text[:_READ], document.title or ""
    found: dict[str, dict[str, float]] = {}
    spelled: dict[str, str] = {}

    def see(name: str, sign: str, value: float = 1.0) -> None:
        name = _LEAD_WORD.sub("", name.strip(" .,-–—("))
        key = fold(name)
        if key and not key.isdigit():
            spelled.setdefault(key, name.title() if name.isupper() and len(name) > 3 else name)
            signs = found.setdefault(key, {})
            signs[sign] = max(signs.get(sign, 0.0), value)

    for own, places in ((True, account.event.where), (False, beside.places)):
        for place in places:
            for name, is_town in _towns_of(place):
                see(name, ("own " if own else "other ") + ("town" if is_town else "site"))
    for segment in document.segments:
        if segment.kind is SegmentKind.DATELINE:
            line = document.text[segment.start : segment.content_end or segment.end]
            see(line.split(",")[0].split("(")[0], "dateline")
    for match in _FORCE.finditer(f"{title}\n{text}"):
        see(match[1], "police")
    told = list(sentences_around(text, [(m.trigger.start, m.trigger.end) for m in account.event.mentions]))
    towns = [name for name in beside.names if name.level == "city" and name.start < _READ]
    for place, name in enumerate(towns):
        see(name.name, "gazetteer")
        see(name.name, "first", 1 / (1 + place))
        near = sum(start <= name.start < end for start, end in told)
        see(name.name, "beside act", log1p(near))
    for name in beside.names:
        if name.level != "city":
            see(name.name, "not a town")
    lands = _lands(beside)
    for match in _WITH_LAND.finditer(f"{title}\n{text}"):
        short = match[2].endswith(".") or (len(match[2]) == 2 and match[2].isupper())
        if short or fold(match[2]) in lands:
            see(match[1], "with land")
    for key, signs in found.items():
        signs.update(_read_around(f"{title}\n{text}", spelled[key]))
    _add_words(found, lands, text=fold(text), title=fold(title), lead=fold(text[:_LEAD]))
    return {spelled[key]: signs for key, signs in found.items()}


def _read_around(text: str, name: str) -> dict[str, float]:
    """Shares of a name's occurrences: inside a longer name ("Auburn Avenue"), a part of a town, a place on the way."""
    inside = part = away = count = 0
    for found in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
        count += 1
        before, after = text[max(0, found.start() - 24) : found.start()], text[found.end() : found.end() + 24]
        inside += bool(_LONGER_AFTER.match(after) or _LONGER_BEFORE.search(before))
        part += bool(_PART_AFTER.match(after))
        away += bool(_AWAY_BEFORE.search(before))
    if not count:
        return {}
    return {"inside a name": inside / count, "part of a town": part / count, "on the way": away / count}


_LONGER_AFTER: Final = re.compile(
    r"[ -](?:(?:[Ss]treets?|[Aa]venues?|[Rr]oads?|[Bb]oulevard|[Dd]rive|[Hh]ospital|[Ss]chool|[Uu]niversity|[Cc]ourt)\b"
    r"|Sts?\b|Ave|Rd|Blvd|Dr\b|[A-Z](?!ounty|olice)[a-z]+ (?:High|Street|Avenue|Road|Park|School|Hospital))"
)
_LONGER_BEFORE: Final = re.compile(r"(?:North|South|East|West|Mount|Mt\.|Fort|New|San|Saint|St\.|Lake) $")
_PART_AFTER: Final = re.compile(r"(?:'s|’s)? (?:neighbou?rhood|section|area|district|community|Park\b|borough|side\b)")
_AWAY_BEFORE: Final = re.compile(
    r"(?:miles? (?:north|south|east|west|outside|from)\w* of|(?:north|south|east|west)(?:east|west)? of|flown to|taken to"
    r"|hospital in|from|based) $",
    re.IGNORECASE,
)


def _add_words(
    found: Mapping[str, dict[str, float]], lands: frozenset[str], *, text: str, title: str, lead: str
) -> None:
    for key, signs in found.items():
        word = f" {key} "
        signs["told"] = log1p(f" {text} ".count(word))
        signs["headline"] = float(word in f" {title} ")
        signs["lead"] = float(word in f" {lead} ")
        signs["land"] = float(key in lands)
        signs["street"] = float(bool(_NO_TOWN & set(key.split())))
        signs["county"] = float(f" {key} county " in f" {text} ")


def _lands(beside: TextPlaces) -> frozenset[str]:
    """The provinces and countries that the text names, folded."""
    wide = (name.name for name in beside.names if name.level in ("province", "country"))
    return frozenset(map(fold, (*(place.admin1 or "" for place in beside.places), *wide))) - {""}


def _towns_of(place: Where) -> Iterator[tuple[str, bool]]:
    """The town in a place's name: a site reads "Elm Street, Springfield" or "Springfield nightclub"."""
    if place.level == "city":
        yield place.name, True
    elif place.level in ("site", "neighbourhood"):
        last = place.name.rsplit(",", 1)[-1].split()
        words = list(_until_plain(last))
        if words and not {fold(word) for word in last[len(words) :]} & _NO_TOWN:
            yield " ".join(words), False


def _until_plain(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if not word[:1].isupper() or fold(word) in _NO_TOWN:
            return
        yield word
