"""find_disputes: what the accounts of one event say that cannot all be true."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from math import asin, cos, inf, radians, sin, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from dateline.linking._clause import sentences_of, split_sentences
from dateline.linking._detail import Detail, read_details
from dateline.linking._statement import LONGEST, Statement, state
from dateline.linking._teller import same_house
from dateline.linking._toll import list_tolls
from dateline.linking._word import split_words, weigh
from dateline.model import Dispute, SlotValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.linking._teller import Teller
    from dateline.model import Account, EventRef, Evidence, TollEntry, When, Where

# Words that count without a number do not contradict a number.
_VAGUE: Final = re.compile(
    r"\b(?:several|multiple|many|few|dozens?|scores|hundreds|thousands|some|number of|there (?:have been|were|are))\b",
    re.IGNORECASE,
)
_EARLIER: Final = re.compile(
    r"\b(?:initial(?:ly)?|in?tially|at first|had (?:earlier|first|previously|initially)|earlier (?:reports?|figures?|tolls?)|"
    r"previous(?:ly)? (?:reports?|figures?|tolls?|reported|put)|(?:up|down|rising|rose) from|revised|first (?:reports|said|put))\b",
    re.IGNORECASE,
)
_MARGIN_KM: Final = 25.0  # beyond what two gazetteers differ on one town
_DAY: Final = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]{2}|[A-Z][a-z]{2,8}\.?\s+\d{1,2}\b|\d{4}-\d\d|"
    r"yesterday",
    re.IGNORECASE,
)
_PROPER: Final = re.compile(r"\b[A-Z][a-z]")
_AT_ONE_SPOT: Final = ("ASSAULT", "INCIDENT")
_POINTS: Final = ("site", "neighbourhood", "city")
_DEFAULT_TIME: Final = "published"
# Kinds of weapons of which one may be a plainer word for the other, or the carrier of the other.
_GENERIC_WEAPONS: Final = frozenset(("other", "explosive"))
_TOGETHER: Final = (
    frozenset(("car-bomb", "suicide-bomb")),
    frozenset(("aircraft", "rocket-missile")),
    frozenset(("drone", "rocket-missile")),
    frozenset(("aircraft", "drone")),
    frozenset(("car-bomb", "vehicle")),
    frozenset(("artillery", "rocket-missile")),
)
# What a report of an attack says of the attacker wherever it stands in the text.
_DESCRIBES: Final = re.compile(
    r"\b(?:the|a) (?:man|woman|suspects?|gunm[ae]n|attackers?|assailants?|bombers?|shooters?)\b[^.;]{0,60}\b(?:wore|wearing|dressed|clad|fled|escaped)\b",
    re.IGNORECASE,
)
_AROUND: Final = 60  # characters: about a clause
_NUMERIC: Final = ("hour", "length of time", "number of")
_EARTH_KM: Final = 12742.0


class _Said(NamedTuple):
    """A value of a slot as one statement or account gives it, in these words."""

    value: str
    account: EventRef
    quote: str
    teller: Teller | None


def find_disputes(accounts: Sequence[Account]) -> tuple[Dispute, ...]:
    """The disputes of one event: tolls, then places, times, weapons, details, and what somebody denies.

    A toll that rises from one day's reports to the next is a history and no dispute; figures of one day that exclude each other
    are one, unless they are the same teller's. The slot of a dispute on a particular has it after a colon
    (“casualties: critical”): the slot as a whole may stand all the same.
    """
    statements = state(accounts)
    return (
        *_toll_disputes(accounts),
        *_place_disputes(accounts),
        *_time_disputes(accounts),
        *_weapon_disputes(accounts),
        *_actor_disputes(accounts),
        *_detail_disputes(accounts, statements),
        *_denials(statements),
    )


def _toll_disputes(accounts: Sequence[Account]) -> list[Dispute]:
    published = {account.ref: account.document.published for account in accounts}
    found: list[Dispute] = []
    texts = {account.ref: account.document.text for account in accounts}
    entries = [
        entry
        for entry in list_tolls(accounts)
        if not _VAGUE.search(entry.evidence.quote) and not _is_past(texts[entry.account], entry.evidence)
    ]
    for kind in dict.fromkeys(entry.kind for entry in entries):
        own = [entry for entry in entries if entry.kind == kind]
        clashing: dict[int, TollEntry] = {}
        for (i, a), (j, b) in combinations(enumerate(own), 2):
            if _exclude(a, b) and _same_time(a, b, published) and not (a.source and a.source == b.source):
                clashing |= {i: a, j: b}
        if clashing:
            members = [clashing[n] for n in sorted(clashing)]
            said = [_Said(_tell(e), e.account, e.evidence.quote, None) for e in members]
            found.append(Dispute(slot=f"casualties: {kind}", how="values", values=_values(said)))
    return found


def _is_past(text: str, evidence: Evidence) -> bool:
    """Whether a report tells a figure as an earlier state of knowledge (“initially the ministry said 12”)."""
    return any(_EARLIER.search(text, start, end) for start, end in sentences_of(text, evidence.start, evidence.end))


def _exclude(a: TollEntry, b: TollEntry) -> bool:
    low = max(a.low or 0, b.low or 0)
    high = min(inf if a.high is None else a.high, inf if b.high is None else b.high)
    return low > high


def _same_time(a: TollEntry, b: TollEntry, published: dict[EventRef, date | None]) -> bool:
    """Whether neither can be a later state of the other: of one day, or the later report has the lower figure."""
    one, other = published[a.account], published[b.account]
    if one is None or other is None or one == other:
        return True
    earlier, later = (a, b) if one < other else (b, a)
    return later.high is not None and earlier.low is not None and later.high < earlier.low and not _is_part(a.kind)


def _is_part(kind: str) -> bool:
    """Of these people leave: fewer later is no contradiction."""
    return kind in ("critical", "hospitalised", "missing")


def _tell(entry: TollEntry) -> str:
    if entry.low == entry.high:
        number = str(entry.low)
    elif entry.high is None:
        number = f"at least {entry.low}"
    else:
        number = f"up to {entry.high}" if entry.low is None else f"{entry.low} to {entry.high}"
    return f"{number} {entry.kind}"


def _place_disputes(accounts: Sequence[Account]) -> list[Dispute]:
    """Points that lie further apart than both are uncertain. An account that names several places has room for all."""
    single = [(a, a.event.where[0]) for a in accounts if len(a.event.where) == 1]
    clash: dict[EventRef, _Said] = {}
    for (a, left), (b, right) in combinations(single, 2):
        if left.level in _POINTS and right.level in _POINTS:
            reach = (left.radius_km or 5.0) + (right.radius_km or 5.0) + _MARGIN_KM
            apart = _kilometres(left, right)
            if apart is not None and apart > reach:
                clash[a.ref] = _Said(left.name, a.ref, _sentence(a, left.evidence.start), None)
                clash[b.ref] = _Said(right.name, b.ref, _sentence(b, right.evidence.start), None)
    found = [Dispute(slot="where", how="values", values=_values(clash.values()))] if clash else []
    sites: dict[EventRef, _Said] = {}
    for (a, left), (b, right) in combinations(single, 2):
        exact = left.level == right.level == "site" and a.event.type in _AT_ONE_SPOT and a.ref not in clash
        if (
            exact
            and _PROPER.search(left.name)
            and _PROPER.search(right.name)
            and not _stems(left.name) & _stems(right.name)
        ):
            sites[a.ref] = _Said(left.name, a.ref, _sentence(a, left.evidence.start), None)
            sites[b.ref] = _Said(right.name, b.ref, _sentence(b, right.evidence.start), None)
    if sites:
        found.append(Dispute(slot="where: site", how="values", values=_values(sites.values())))
    return found


def _kilometres(a: Where, b: Where) -> float | None:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p, q = radians(a.lat), radians(b.lat)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.lon - a.lon) / 2) ** 2
    return _EARTH_KM * asin(min(1.0, sqrt(h)))


def _time_disputes(accounts: Sequence[Account]) -> list[Dispute]:
    """Days that exclude each other, where the texts say them; the day of publication by default is nobody's word."""
    clash: dict[EventRef, _Said] = {}
    dated = [(a, a.event.when) for a in accounts if a.event.when and a.event.when.evidence]
    for (a, left), (b, right) in combinations(dated, 2):
        if left and right and _is_dated(left) and _is_dated(right):
            if left.latest < right.earliest or right.latest < left.earliest:
                clash[a.ref] = _Said(left.edtf, a.ref, _sentence(a, left.evidence.start), None)
                clash[b.ref] = _Said(right.edtf, b.ref, _sentence(b, right.evidence.start), None)
    return [Dispute(slot="when", how="values", values=_values(clash.values()))] if clash else []


def _is_dated(when: When) -> bool:
    """Whether the text names the day itself: “overnight” and “hours later” depend on who counts, and where."""
    return when.evidence is not None and "~" not in when.edtf and bool(_DAY.search(when.evidence.quote))


def _weapon_disputes(accounts: Sequence[Account]) -> list[Dispute]:
    clash: dict[EventRef, _Said] = {}
    for a, b in combinations(accounts, 2):
        left, right = a.event.weapon, b.event.weapon
        if left and right and left.kind != right.kind and not {left.kind, right.kind} & _GENERIC_WEAPONS:
            if frozenset((left.kind, right.kind)) not in _TOGETHER:
                clash[a.ref] = _Said(left.kind, a.ref, _sentence(a, left.evidence.start), None)
                clash[b.ref] = _Said(right.kind, b.ref, _sentence(b, right.evidence.start), None)
    return [Dispute(slot="weapon", how="values", values=_values(clash.values()))] if clash else []


def _actor_disputes(accounts: Sequence[Account]) -> list[Dispute]:
    """An attack that two accounts lay on different sides: each names one, of other countries or other armed groups."""
    clash: dict[EventRef, _Said] = {}
    named = [(a, a.event.actors[0]) for a in accounts if a.event.type == "ASSAULT" and len(a.event.actors) == 1]
    for (a, left), (b, right) in combinations(named, 2):
        if not (left.name[:1].isupper() and right.name[:1].isupper()) or _stems(left.name) & _stems(right.name):
            continue
        if (left.country and right.country and left.country != right.country) or (
            left.sector == right.sector == "REB" and left.actor_id != right.actor_id
        ):
            clash[a.ref] = _Said(left.name, a.ref, _sentence(a, left.evidence.start), None)
            clash[b.ref] = _Said(right.name, b.ref, _sentence(b, right.evidence.start), None)
    return [Dispute(slot="actor", how="values", values=_values(clash.values()))] if clash else []


def _stems(name: str) -> frozenset[str]:
    return frozenset(word[:5] for word in split_words(name) if weigh(word) >= 1.0)


class _Found(NamedTuple):
    detail: Detail
    said: _Said
    about: tuple[str, ...]


def _detail_disputes(accounts: Sequence[Account], statements: Sequence[Statement]) -> list[Dispute]:
    """Particulars of one kind that exclude each other, in sentences that tell the event."""
    found: list[_Found] = []
    for account in accounts:
        for (start, end), statement in _sentences(account, statements).items():
            words = account.document.text[start:end]
            for detail in read_details(words):
                if detail.slot == "cause" and not (statement and "cause" in statement.claim.about):
                    continue
                said = _Said(
                    detail.value, account.ref, " ".join(words.split()), statement.teller if statement else None
                )
                found.append(_Found(detail, said, statement.claim.about if statement else ()))
    disputes: list[Dispute] = []
    for what in dict.fromkeys(f.detail.what for f in found):
        own = [f for f in found if f.detail.what == what]
        clashing: dict[int, _Found] = {}
        for (i, a), (j, b) in combinations(enumerate(own), 2):
            if a.said.quote != b.said.quote and _contradict(a, b):
                clashing |= {i: a, j: b}
        if clashing:
            members = [clashing[n] for n in sorted(clashing)]
            slot = members[0].detail.slot or _slot_of(members)
            disputes.append(Dispute(slot=f"{slot}: {what}", how="values", values=_values(m.said for m in members)))
    return disputes


def _sentences(account: Account, statements: Sequence[Statement]) -> dict[tuple[int, int], Statement | None]:
    """The sentences that tell the event, each with the claim that it belongs to, those with a teller first."""
    found: dict[tuple[int, int], Statement | None] = {}
    own = [s for s in statements if s.ref.event == account.ref]
    text = account.document.text
    for statement in sorted(own, key=lambda s: not s.chain):
        evidence = statement.claim.evidence
        for span in (*_clip(statement.own, evidence.start, evidence.end), *statement.further):
            known = found.get(span)
            if known is None or ("cause" in statement.claim.about and "cause" not in known.claim.about):
                found[span] = statement
    for mention in account.event.mentions:
        for span in _clip(sentences_of(text, mention.start, mention.end), mention.start, mention.end):
            found.setdefault(span, None)
    if account.event.type == "ASSAULT" and account.event.ground == "main":
        for span in split_sentences(text):
            if _DESCRIBES.search(text, *span):
                found.setdefault(span, None)
    return found


def _clip(sentences: Iterable[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The sentences, but of what runs on without a stop only the words in question and a little around them."""
    return tuple((s, e) if e - s <= LONGEST else (max(s, start - _AROUND), min(e, end + _AROUND)) for s, e in sentences)


def _contradict(a: _Found, b: _Found) -> bool:
    x, y = a.detail, b.detail
    if x.value == y.value or (a.said.teller and b.said.teller and same_house(a.said.teller, b.said.teller) and _own(x)):
        return False
    if x.what.startswith(_NUMERIC):
        apart = x.low is not None and y.high is not None and y.low is not None and x.high is not None
        if not apart or not (x.low > y.high or y.low > x.high):  # type: ignore[operator]
            return False
        return x.what.startswith("number of") or bool(x.topic & y.topic)
    if x.what in ("crossing", "spot", "damage", "relation"):
        return bool(x.topic & y.topic)
    if x.what == "headwear":
        return not x.topic & y.topic
    return True


def _own(detail: Detail) -> bool:
    return detail.what in ("relation", "cause")


def _slot_of(members: Sequence[_Found]) -> str:
    """The slot that the claims are about, the particular before the event as such."""
    about = [slot for member in members for slot in member.about if slot not in ("event", "casualties", "cause")]
    return about[0] if about else "event"


def _denials(statements: Sequence[Statement]) -> list[Dispute]:
    """What one teller denies and another house, or an article in its own voice, says.

    Of causes, one's denial of one is another's word for another: they are compared as particulars. Who denies the event denies
    who did it as well, so that is told once.
    """
    found: list[Dispute] = []
    told: set[Statement] = set()
    slots = dict.fromkeys(slot for s in statements if s.claim.stance == "denies" for slot in s.claim.about)
    for slot in sorted(slots, key=lambda slot: slot != "event"):
        against = [s for s in statements if s.claim.stance == "denies" and slot in s.claim.about and s not in told]
        said = [s for s in statements if s.claim.stance in ("asserts", "confirms") and slot in s.claim.about]
        held = [s for s in said if not any(s.teller and d.teller and same_house(s.teller, d.teller) for d in against)]
        if slot != "cause" and held and against:
            told |= set(against)
            values = [_Said("said to be so", s.ref.event, s.claim.evidence.quote, s.teller) for s in held]
            values += [_Said("denied", s.ref.event, s.claim.evidence.quote, s.teller) for s in against]
            found.append(Dispute(slot=slot, how="denied", values=_values(values)))
    return found


def _values(said: Iterable[_Said]) -> tuple[SlotValue, ...]:
    """The values in order of the first that gives each; accounts and quotes of a value go together."""
    by_value: dict[str, list[_Said]] = {}
    for one in said:
        if one not in by_value.setdefault(one.value, []):
            by_value[one.value].append(one)
    return tuple(
        SlotValue(value=value, accounts=tuple(s.account for s in ones), quotes=tuple(s.quote for s in ones))
        for value, ones in by_value.items()
    )


def _sentence(account: Account, at: int) -> str:
    (start, end), *_ = sentences_of(account.document.text, at, at + 1) or ((0, 0),)
    return " ".join(account.document.text[start:end].split())
