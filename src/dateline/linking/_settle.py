"""settle_links: links of single pairs, looked at again with what the two texts are about and what else they tell."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Final

from dateline.linking._word import split_words, weigh
from dateline.model import FieldMatch, Link, distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.model import Account, Event, EventRef, Party, Where

# So sure that two texts are of one story that their other events may be laid side by side.
ANCHOR: Final = 0.8
# What a pair gets that must be two events, and one that must be one: below and above every threshold, and short of certain.
_APART: Final = 0.05
_TOGETHER: Final = 0.85
_LINKED: Final = 0.5
# About as likely: the scorer's error on pairs near the middle of its scale.
_SAME_GROUND: Final = 0.15
_MARGIN_KM: Final = 25.0  # beyond what two gazetteers differ on one town
_POINTS: Final = frozenset(("site", "neighbourhood", "city"))
_WIDE: Final = frozenset(("country", "region", "sea"))
_LEADS: Final = frozenset(("ASSAULT", "INCIDENT", "PROTEST", "COERCE"))
# What is done by words is one act only if the same one speaks.
_SPOKEN: Final = frozenset("AGREE CONSULT SUPPORT CONCEDE REQUEST ACCUSE REJECT THREATEN SANCTION".split())
_STEM: Final = 5  # letters: “police” and “policemen”, “Kenya” and “Kenyan”


def settle_links(accounts: Sequence[Account], links: Sequence[Link]) -> tuple[Link, ...]:
    """`links` and those that follow from them, in an order that depends only on what is linked.

    Three things are known of two texts that are not known of two events. Places or days that exclude each other keep two
    events apart whatever else they share. Where two texts tell one main event, their other events of one type (the search, the
    cordon) are one if sides, place and time allow and they stand in the same relation to it. And of two events that one text
    tells apart, an account can only be one.
    """
    events = {account.ref: account.event for account in accounts}
    best = _best(events, links)
    for link in _around(events, best):
        key = _pair(link.left, link.right)
        if key not in best or best[key].score < link.score:
            best[key] = link
    return tuple(_compete(best, events))


def link_beside(accounts: Sequence[Account], links: Sequence[Link]) -> tuple[Link, ...]:
    """The links that follow between the other events of texts that tell one main event, in an order that depends only on
    what is given: `links` are those between `accounts`, which are all that these texts tell."""
    events = {account.ref: account.event for account in accounts}
    return tuple(sorted(_around(events, _best(events, links)), key=_key))


def _best(events: Mapping[EventRef, Event], links: Sequence[Link]) -> dict[tuple[EventRef, EventRef], Link]:
    """The surest link of each pair, parted where places or days exclude each other."""
    best: dict[tuple[EventRef, EventRef], Link] = {}
    for link in links:
        if link.kind == "same-event" and link.left in events and link.right in events and link.left != link.right:
            key = _pair(link.left, link.right)
            if key not in best or best[key].score < link.score:
                best[key] = _part(link, events)
    return best


def _part(link: Link, events: Mapping[EventRef, Event]) -> Link:
    """A link between events whose places or days exclude each other is none."""
    reason = _exclusion(events[link.left], events[link.right])
    if reason is None or link.score <= _APART:
        return link
    return replace(link, score=_APART, because=(reason, *link.because))


def _exclusion(a: Event, b: Event) -> FieldMatch | None:
    if a.where and b.where and not any(_may_be_one(x, y) for x, y in product(a.where, b.where)):
        return FieldMatch(field="place", left=a.where[0].name, right=b.where[0].name, weight=-10.0)
    if a.when and b.when and a.when.evidence and b.when.evidence and "~" not in a.when.edtf + b.when.edtf:
        gap = max((a.when.earliest - b.when.latest).days, (b.when.earliest - a.when.latest).days)
        if gap > 1 and (a.when.earliest == a.when.latest and b.when.earliest == b.when.latest):
            return FieldMatch(field="time", left=a.when.edtf, right=b.when.edtf, weight=-10.0)
    return None


def _may_be_one(a: Where, b: Where) -> bool:
    """Whether two places may be one: near, of one name, or not exact enough to tell."""
    if a.level not in _POINTS or b.level not in _POINTS:
        return not (a.country and b.country and a.country != b.country)
    if None in (a.lat, a.lon, b.lat, b.lon) or _stems((a.name,)) & _stems((b.name,)):
        return True
    return (distance_km(a, b) or 0.0) <= (a.radius_km or 5.0) + (b.radius_km or 5.0) + _MARGIN_KM


def _around(events: Mapping[EventRef, Event], best: Mapping[tuple[EventRef, EventRef], Link]) -> list[Link]:
    """Links between the other events of texts that tell one main event."""
    anchors: dict[tuple[str, str], Link] = {}
    for link in best.values():
        a, b = events[link.left], events[link.right]
        texts = tuple(sorted((link.left.revision, link.right.revision)))
        leads = a.type == b.type and a.type in _LEADS and a.ground == b.ground == "main"
        if leads and link.score >= ANCHOR and texts[0] != texts[1]:
            known = anchors.get((texts[0], texts[1]))
            if known is None or (known.score, _key(link)) < (link.score, _key(link)):
                anchors[texts[0], texts[1]] = link
    linked = {key for key, link in best.items() if link.score >= _LINKED}
    of_text: dict[str, list[EventRef]] = {}
    for ref in events:
        of_text.setdefault(ref.revision, []).append(ref)
    found: list[Link] = []
    for (left, right), anchor in anchors.items():
        ends = {anchor.left, anchor.right}
        for a, b in product(sorted(of_text[left]), sorted(of_text[right])):
            if a not in ends and b not in ends:
                link = _side_by_side(a, b, events, linked, of_text, anchor)
                if link:
                    found.append(link)
    return found


def _side_by_side(
    left: EventRef,
    right: EventRef,
    events: Mapping[EventRef, Event],
    linked: set[tuple[EventRef, EventRef]],
    of_text: Mapping[str, Sequence[EventRef]],
    anchor: Link,
) -> Link | None:
    a, b = events[left], events[right]
    if a.type != b.type or a.realis != b.realis or "background" in (a.ground, b.ground):
        return None
    if (a.mode and b.mode and a.mode != b.mode) or _exclusion(a, b) is not None or not _same_width(a.where, b.where):
        return None
    who = _shared_sides(a.actors, b.actors)
    if who is None or (a.type in _SPOKEN and who < 1):
        return None
    relation = _relation(left, right, events, linked, of_text)
    if relation is None:
        return None
    words = _stems(m.quote for m in a.mentions) & _stems(m.quote for m in b.mentions)
    score = _TOGETHER + 0.03 * min(who, 2) + 0.04 * relation + 0.001 * min(len(words), 20)
    reasons = (
        FieldMatch(field="story", left=events[anchor.left].summary, right=events[anchor.right].summary, weight=3.0),
        FieldMatch(field="type", left=f"{a.type} {a.mode}".strip(), right=f"{b.type} {b.mode}".strip(), weight=2.0),
        FieldMatch(field="parties", left=_name(a.actors), right=_name(b.actors), weight=float(who)),
        FieldMatch(field="words", left=", ".join(sorted(words)[:6]), right="", weight=0.1 * len(words)),
    )
    return Link(kind="same-event", left=left, right=right, score=round(min(score, 0.99), 4), because=reasons)


def _shared_sides(a: Sequence[Party], b: Sequence[Party]) -> int | None:
    """How much two sides have in common: 2 a name, 1 nothing against it; None where they are different people."""
    if not a or not b:
        return 0
    if _stems(p.name for p in a) & _stems(p.name for p in b):
        return 2
    return 0 if {p.sector for p in a} & {p.sector for p in b} else None


def _relation(
    left: EventRef,
    right: EventRef,
    events: Mapping[EventRef, Event],
    linked: set[tuple[EventRef, EventRef]],
    of_text: Mapping[str, Sequence[EventRef]],
) -> int | None:
    """1 where both stand in a relation to events that are one, 0 where one stands in none, None where they differ."""
    ours, theirs = (_related(ref, events, of_text) for ref in (left, right))
    if not ours or not theirs:
        return 0
    return 1 if any(_pair(a, b) in linked for a, b in product(ours, theirs)) else None


def _related(
    ref: EventRef, events: Mapping[EventRef, Event], of_text: Mapping[str, Sequence[EventRef]]
) -> list[EventRef]:
    wanted = {relation.event for relation in events[ref].relations}
    return [other for other in of_text[ref.revision] if events[other].id in wanted]


def _same_width(a: Sequence[Where], b: Sequence[Where]) -> bool:
    """Something all over a country is not what happened in one of its towns."""
    if not a or not b:
        return True
    return all(p.level in _WIDE for p in a) == all(p.level in _WIDE for p in b)


def _compete(best: Mapping[tuple[EventRef, EventRef], Link], events: Mapping[EventRef, Event]) -> Iterable[Link]:
    """Of the events of one text an account is the likeliest only, and that both ways.

    Of two about as likely it is the one that stands as it does, in the news or in the background.
    """

    def fit(link: Link) -> tuple[float, tuple[EventRef, EventRef]]:
        same = (events[link.left].ground == "background") == (events[link.right].ground == "background")
        return link.score + _SAME_GROUND * same, _key(link)

    top: dict[tuple[EventRef, str], Link] = {}
    for link in best.values():
        for own, other in ((link.left, link.right), (link.right, link.left)):
            known = top.get((own, other.revision))
            if known is None or fit(known) < fit(link):
                top[own, other.revision] = link
    for key in sorted(best):
        link = best[key]
        first = top[link.left, link.right.revision] is link and top[link.right, link.left.revision] is link
        if first or link.score <= _APART:
            yield link
        else:
            why = "one text tells this and a likelier event as two"
            told = FieldMatch(field="told apart", left="", right=why, weight=-3.0)
            yield replace(link, score=_APART, because=(told, *link.because))


def _key(link: Link) -> tuple[EventRef, EventRef]:
    return _pair(link.left, link.right)


def _pair(a: EventRef, b: EventRef) -> tuple[EventRef, EventRef]:
    return (a, b) if a <= b else (b, a)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[:_STEM] for text in words for word in split_words(text) if weigh(word) >= 1.0)


def _name(parties: Sequence[Party]) -> str:
    return ", ".join(party.name for party in parties)
